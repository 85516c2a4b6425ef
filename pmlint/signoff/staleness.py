"""Staleness: whether a report is still what was signed, and what was changed since."""

from __future__ import annotations

from pmlint.content import mutable
from pmlint.difference import since
from pmlint.digest import digest
from pmlint.errors import RepositoryError
from pmlint.frozen import replace
from pmlint.signoff.case import Case
from pmlint.signoff.claim import Claim
from pmlint.standing import Changed, SignOff, State


def stale(said: SignOff, claim: Claim, case: Case) -> SignOff | None:
    """Return `said` as stale, with what was changed; None where the report is what was signed."""
    report = case.report
    if report is None:
        reason = "the report cannot be read, so it is not what was signed"
        return replace(said, state=State.STALE, reason=reason)
    beyond = sorted(set(claim.mutable or ()) - set(mutable(report.shape)))
    if beyond:
        reason = f"it leaves out {', '.join(beyond)}, which counts as content now"
        return replace(said, state=State.STALE, reason=reason)
    now = digest(report, claim.mutable)
    if now == claim.digest:
        return None
    if now is None:
        reason = "the report is no longer one readable document"
        return replace(said, state=State.STALE, reason=reason)
    try:
        reason, changed = _what_changed(claim, case)
    except RepositoryError as error:
        reason, changed = f"the report is not what was signed; {error.message}", ()
    return replace(said, state=State.STALE, reason=reason, changed=changed)


def _what_changed(claim: Claim, case: Case) -> tuple[str, tuple[Changed, ...]]:
    """Return since which commit and in which fields the report is no longer what was signed."""
    versions = list(case.versions())
    digests = [digest(version.report, claim.mutable) for version in versions]
    signed = [place for place, each in enumerate(digests) if each == claim.digest]
    if not signed:
        return "what was signed is not in the history, so nobody can tell what changed", ()
    begin = signed[-1]
    later = versions[begin:]
    changed = tuple(
        Changed(
            told.pointer,
            told.label,
            told.before,
            told.after,
            None if (commit := later[index].commit) is None else commit.oid,
        )
        for told, index in since(tuple(version.report for version in later), claim.mutable)
    )
    first = later[1].commit if len(later) > 1 else None
    if first is None:
        return "a change that is not committed makes it another report", changed
    return f"the report was changed since {first.oid[:10]} by {first.author.name}", changed
