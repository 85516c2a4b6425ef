"""`pmlint verify --format json`: for programs. The keys are a contract; see docs/json.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pmlint.finding import json_pointer
from pmlint.secret import masked, secrets
from pmlint.signoff.verification import Verified
from pmlint.standing import Changed, SignOff

VERSION = 1


def render(reports: Iterable[Verified], *, unread: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of one JSON document; `unread` are the reports that could not be read."""
    document = {
        "version": VERSION,
        "reports": [_report(each) for each in reports],
        "unread": list(unread),
    }
    yield from json.dumps(document, indent=2, ensure_ascii=True).split("\n")


def _report(verified: Verified) -> dict[str, Any]:
    standing = verified.standing
    return {
        "path": verified.path,
        "state": standing.state.value,
        "status": None if verified.stage is None else verified.stage.value,
        "needed": standing.needed,
        "valid": standing.valid,
        "met": standing.is_met,
        "sign_offs": [_sign_off(each) for each in standing.sign_offs],
        "notes": list(standing.notes),
    }


def _sign_off(sign_off: SignOff) -> dict[str, Any]:
    return {
        "role": sign_off.role,
        "name": sign_off.name,
        "email": sign_off.email,
        "state": sign_off.state.value,
        "reason": sign_off.reason,
        "commit": sign_off.commit,
        "date": sign_off.date or None,
        "digest": sign_off.digest or None,
        "signed": sign_off.signed,
        "changed": [_changed(each) for each in sign_off.changed],
    }


def _changed(changed: Changed) -> dict[str, Any]:
    return {
        "pointer": json_pointer(changed.pointer),
        "label": _discreet(changed.label),
        "before": _discreet(changed.before),
        "after": _discreet(changed.after),
        "commit": changed.commit,
    }


def _discreet(text: str | None) -> str | None:
    return None if text is None else masked(text, secrets(text))
