"""Identity: whether a sign-off is theirs who are said to have made it.

A signature proves it by a key that the allowed signers give to them. Without one a commit of theirs
that brought the sign-off is all that Git knows.
"""

from __future__ import annotations

from collections.abc import Callable

from pmlint.frozen import Frozen, replace
from pmlint.policy import Policy
from pmlint.repo import Commit, Person
from pmlint.repo.commit import moment
from pmlint.signoff.authorship import Authorship
from pmlint.signoff.claim import Claim
from pmlint.signoff.signature import VerdictKind, verify
from pmlint.signoff.statement import AT, canonical
from pmlint.signoff.trust import Trust
from pmlint.standing import SignOff, State

VERDICTS = {
    VerdictKind.UNTRUSTED: State.UNTRUSTED,
    VerdictKind.EXPIRED: State.EXPIRED,
    VerdictKind.UNKNOWN: State.UNKNOWN,
}
CUT_OFF = (
    "the history is cut off (shallow clone), so nobody can tell who wrote the report; "
    "`git fetch --unshallow` brings the rest"
)
NO_HISTORY = "the history does not tell which commit brought it, so nobody can tell who did"


class Identity(Frozen):
    """Tells who made a sign-off, by keys and commits.

    `known` gives name and address of a person as `.mailmap` has them; `authorship` is None where
    there is no history to ask; `program` checks signatures.
    """

    trust: Trust
    authorship: Authorship | None
    known: Callable[[Person], tuple[str, str]]
    program: str

    def of(self, said: SignOff, claim: Claim, policy: Policy) -> tuple[SignOff, SignOff | None]:
        """Return the sign-off, and the same with a doubt where it is not certain who made it."""
        allowed = self.trust.allowed(policy)
        record = claim.record
        if record is not None and record.signature is not None:
            at = _later(claim.at, claim.commit)
            revoked = self.trust.revoked(policy)
            statement = canonical(record.statement)
            verdict = verify(
                statement, record.signature, claim.email, allowed, revoked, at, self.program
            )
            if verdict.kind is VerdictKind.GOOD:
                return replace(said, signed=True), None
            if verdict.kind is VerdictKind.FORGED:
                return replace(said, state=State.FORGED, reason=verdict.reason), None
            if allowed is not None or policy.signatures:
                state = VERDICTS[verdict.kind]
                return said, replace(said, state=state, reason=verdict.reason)
        elif policy.signatures:
            reason = "the policy asks for a signature, and there is none"
            return said, replace(said, state=State.UNSIGNED, reason=reason)
        return said, self._vouched(said, claim)

    def _vouched(self, said: SignOff, claim: Claim) -> SignOff | None:
        """Return a doubt where no commit of theirs brought an unsigned sign-off."""
        if not claim.commits:
            return replace(said, state=State.UNKNOWN, reason=NO_HISTORY)
        boundary = self.authorship.log.boundary if self.authorship else frozenset()
        if all(commit.oid in boundary for commit in claim.commits):
            return replace(said, state=State.UNKNOWN, reason=CUT_OFF)
        who = self.known(Person(claim.name, claim.email))
        # Whoever merges a branch has not written what somebody put into it.
        makers = [commit for commit in claim.commits if len(commit.parents) < 2]
        for commit in makers or claim.commits:
            people = (commit.author, commit.committer)
            if any(self.known(each)[1].casefold() == who[1].casefold() for each in people):
                return None
        first = claim.commits[-1]
        reason = (
            f"it is not signed, and the commit {first.oid[:10]} that brought it is by "
            f"{first.author.name}, so nobody can tell whether {claim.name} agreed"
        )
        return replace(said, state=State.UNKNOWN, reason=reason)


def _later(at: str, commit: Commit | None) -> str:
    """Return when a signature was made at the latest: by its own words, or by its commit."""
    return at if commit is None else max(at, moment(commit.committed).strftime(AT))
