"""The table [sign-off] → Policy."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any

from pmlint.config.demand import Demand
from pmlint.config.keys import APPROVAL_KEYS, HANDLE, PEOPLE, SIGN_OFF, SIGN_OFF_KEYS, Key, Kind
from pmlint.policy import Policy


def policy(data: Mapping[str, Any], demand: Demand) -> Policy:
    """Return what the table says, with the defaults for what it does not say.

    Raises ConfigurationError, with its place, for an unknown key and for a value that cannot be.
    """
    way = (SIGN_OFF,)
    demand.known(data, [key.name for key in SIGN_OFF_KEYS], way)
    for key in SIGN_OFF_KEYS:
        if key.name in data:
            demand.check(key, data[key.name], (*way, key.name))
    default = Policy()
    return Policy(
        approvals={**default.approvals, **_approvals(data.get("approvals", {}), demand)},
        approvers=tuple(data.get("approvers", default.approvers)),
        code_owners=data.get("code-owners", default.code_owners),
        signatures=data.get("signatures", default.signatures),
        allowed_signers=posixpath.normpath(data.get("allowed-signers", default.allowed_signers)),
        revoked_signers=posixpath.normpath(data.get("revoked-signers", default.revoked_signers)),
        self_approval=data.get("self-approval", default.self_approval),
        people=_people(data.get(PEOPLE, {}), demand),
    )


def _approvals(data: Mapping[str, Any], demand: Demand) -> Mapping[str, int]:
    way = (SIGN_OFF, "approvals")
    demand.known(data, [key.name for key in APPROVAL_KEYS], way)
    for key in APPROVAL_KEYS:
        if key.name in data:
            demand.check(key, data[key.name], (*way, key.name))
    return data


def _people(data: Mapping[str, Any], demand: Demand) -> dict[str, tuple[str, ...]]:
    for who, people in data.items():
        way = (SIGN_OFF, PEOPLE, who)
        if not re.search(HANDLE, who):
            raise demand.error(f"`{who}` is neither a handle (`@bo`) nor a team (`@org/team`)", way)
        demand.check(Key(who, Kind.NAMES, ""), people, way)
    return {who: tuple(people) for who, people in data.items()}
