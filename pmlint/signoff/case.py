"""Case: one report whose sign-offs are judged, and which sign-offs are about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pmlint.digest import digest
from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.policy import Policy
from pmlint.postmortem import Postmortem
from pmlint.repo import Commit
from pmlint.signoff.claim import Claim
from pmlint.signoff.statement import encodable


class Version(Frozen):
    """A report as some commit left it; None is what is not committed yet."""

    commit: Commit | None
    report: Postmortem


class Case(Frozen):
    """One report that is judged.

    `paths` are all names that it has had, `path` the present one. `versions` are read when they
    are needed, oldest first, the present one last.
    """

    path: str
    paths: frozenset[str]
    report: Postmortem | None
    incident: str
    policy: Policy
    versions: Callable[[], Sequence[Version]]

    @lazy
    def names(self) -> frozenset[str]:
        """All of its paths and its incident identifier, as a statement writes them."""
        known = (*self.paths, self.incident)
        return frozenset(encodable(name) for name in known if name)


def is_about(claim: Claim, case: Case) -> bool:
    """Say whether a claim is about a report: by its incident, its path, or what it once said.

    A report that has got another incident identifier since is known by the version that was signed.
    """
    if claim.report in case.names:
        return True
    if claim.path not in case.names:
        return False
    return any(digest(each.report, claim.mutable) == claim.digest for each in case.versions())
