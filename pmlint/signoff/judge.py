"""Judge: whether each sign-off of a report still holds, and whether they are enough.

A sign-off is judged in this order, and the first that does not hold is what is said of it: is
it genuine, is the report still the one that was signed, does the key count, does the policy take
this person's word, and has the person written what they approve?
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pmlint.content import mutable
from pmlint.difference import since
from pmlint.digest import digest
from pmlint.policy import Policy
from pmlint.postmortem import Postmortem, Stage
from pmlint.repo import Commit, Person
from pmlint.repo.commit import moment
from pmlint.role import Role
from pmlint.signoff.approver import may_approve, same_person
from pmlint.signoff.authorship import Authorship
from pmlint.signoff.claim import Claim, Claims, Damage, Withdrawal
from pmlint.signoff.signature import VerdictKind, verify
from pmlint.signoff.statement import AT, SignOffRole, canonical
from pmlint.signoff.trust import Trust
from pmlint.standing import Changed, SignOff, Standing, State

ORDER = (
    State.FORGED,
    State.STALE,
    State.SELF_APPROVED,
    State.UNSIGNED,
    State.UNTRUSTED,
    State.EXPIRED,
    State.UNKNOWN,
)
"""Of several sign-offs that do not hold the first of these is what the report is said to be."""
RENEWING = (State.VALID, State.STALE, State.SELF_APPROVED)
"""What somebody has certainly signed, whatever became of it."""
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


@dataclass(frozen=True, slots=True)
class Version:
    """A report as some commit left it; None is what is not committed yet."""

    commit: Commit | None
    report: Postmortem


@dataclass(frozen=True)
class Case:
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


class Judge:
    """Judges the reports of one repository.

    `canonical_name` gives a person under the name that `.mailmap` has for them; `authorship` is
    None where there is no history to ask.
    """

    def __init__(
        self,
        claims: Claims,
        trust: Trust,
        authorship: Authorship | None,
        canonical_name: Callable[[Person], Person],
        program: str = "ssh-keygen",
    ) -> None:
        self.claims = claims
        self.trust = trust
        self.authorship = authorship
        self.canonical_name = canonical_name
        self.program = program

    def standing(self, case: Case) -> Standing:
        """Return how the report stands."""
        needed = 0
        if case.report is not None and case.report.stage is Stage.FINAL:
            needed = case.policy.needed(case.report.says(Role.SEVERITY))
        judged: list[tuple[Claim, SignOff]] = []
        for claim in self._in_order(self.about(case)):
            judged.append((claim, self._judged(claim, case, judged)))
        names = [name for name in (case.incident, *case.paths) if name]
        damaged = [_damaged(each) for each in self.claims.damages if each.concerns(names)]
        found = (*_current([sign_off for _, sign_off in judged]), *damaged)
        notes = [
            _taken_back(each) for each in self.claims.withdrawals if _is_about(each.claim, case)
        ]
        return _standing(Standing(State.VALID, needed, found, tuple(notes)))

    def about(self, case: Case) -> list[Claim]:
        """Return the claims that are about this report, whatever their worth."""
        return [claim for claim in self.claims.claims if _is_about(claim, case)]

    def _in_order(self, claims: list[Claim]) -> list[Claim]:
        """Return `claims` as they were made: by the place of their commits, then by their time."""
        places = {} if self.authorship is None else self.authorship.places

        def place(claim: Claim) -> tuple[int, str]:
            commit = claim.commit
            return (-places.get(commit.oid, -1) if commit else 1, claim.at)

        return sorted(claims, key=place)

    def _judged(self, claim: Claim, case: Case, earlier: list[tuple[Claim, SignOff]]) -> SignOff:
        commit = claim.commit
        date = claim.at or ("" if commit is None else commit.date.strftime(AT))
        said = SignOff(
            claim.role.value,
            claim.name,
            claim.email,
            State.VALID,
            commit=None if commit is None else commit.oid,
            date=date,
            digest=claim.digest,
        )
        said, doubt = self._identified(said, claim, case)
        if said.state is State.FORGED:
            return said
        stale = self._stale(said, claim, case)
        if stale is not None or doubt is not None:
            return stale or doubt or said
        if claim.role is not SignOffRole.APPROVER:
            return said
        owners = self.trust.owners(case.path) if case.policy.code_owners else ()
        # A name can be anybody's: where signatures are asked for, only the address counts.
        name = "" if case.policy.signatures else claim.name
        if not may_approve(name, claim.email, case.policy, owners):
            reason = "the policy does not name them among those who may approve this report"
            return replace(said, state=State.UNTRUSTED, reason=reason, authorised=False)
        return said if case.policy.self_approval else self._impartial(said, claim, case, earlier)

    def _identified(
        self, said: SignOff, claim: Claim, case: Case
    ) -> tuple[SignOff, SignOff | None]:
        """Return the sign-off, and the same with a doubt where it is not certain who made it."""
        allowed = self.trust.allowed(case.policy)
        record = claim.record
        if record is not None and record.signature is not None:
            at = _later(claim.at, claim.commit)
            revoked = self.trust.revoked(case.policy)
            statement = canonical(record.statement)
            verdict = verify(
                statement, record.signature, claim.email, allowed, revoked, at, self.program
            )
            if verdict.kind is VerdictKind.GOOD:
                return replace(said, signed=True), None
            if verdict.kind is VerdictKind.FORGED:
                return replace(said, state=State.FORGED, reason=verdict.reason), None
            if allowed is not None or case.policy.signatures:
                state = VERDICTS[verdict.kind]
                return said, replace(said, state=state, reason=verdict.reason)
        elif case.policy.signatures:
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
        who = self._known(Person(claim.name, claim.email))
        for commit in claim.commits:
            people = (commit.author, commit.committer)
            if any(self._known(each)[1].casefold() == who[1].casefold() for each in people):
                return None
        first = claim.commits[-1]
        reason = (
            f"it is not signed, and the commit {first.oid[:10]} that brought it is by "
            f"{first.author.name}, so nobody can tell whether {claim.name} agreed"
        )
        return replace(said, state=State.UNKNOWN, reason=reason)

    def _stale(self, said: SignOff, claim: Claim, case: Case) -> SignOff | None:
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
        reason, changed = _what_changed(claim, case)
        return replace(said, state=State.STALE, reason=reason, changed=changed)

    def _impartial(
        self, said: SignOff, claim: Claim, case: Case, earlier: list[tuple[Claim, SignOff]]
    ) -> SignOff:
        """Return the sign-off, which does not count where its signer has written the report."""
        who = self._known(Person(claim.name, claim.email))
        prepared = "" if case.report is None else case.report.says(Role.AUTHOR)
        if prepared and (same_person(who, (prepared, "")) or claim.email == prepared):
            reason = f"{claim.name} prepared the report"
            return replace(said, state=State.SELF_APPROVED, reason=reason)
        if self.authorship is None:
            return replace(said, state=State.UNKNOWN, reason=NO_HISTORY)
        others = [
            before.commit
            for before, sign_off in earlier
            if before.commit is not None
            and sign_off.role == SignOffRole.APPROVER.value
            and sign_off.state in (State.VALID, State.STALE)
            and not same_person(who, self._known(Person(before.name, before.email)))
        ]
        authors = self.authorship.of(case.paths, claim.commit, others)
        if any(same_person(who, self._known(person)) for person in authors.people):
            reason = f"{claim.name} has written a part of what was approved"
            return replace(said, state=State.SELF_APPROVED, reason=reason)
        if authors.cut_off:
            return replace(said, state=State.UNKNOWN, reason=CUT_OFF)
        return said

    def _known(self, person: Person) -> tuple[str, str]:
        known = self.canonical_name(person)
        return known.name, known.email


def _is_about(claim: Claim, case: Case) -> bool:
    """Say whether a claim is about a report: by its incident, its path, or what it once said.

    A report that has got another incident identifier since is known by the version that was signed.
    """
    if claim.report in case.paths or (case.incident and claim.report == case.incident):
        return True
    if claim.path not in case.paths:
        return False
    return any(digest(each.report, claim.mutable) == claim.digest for each in case.versions())


def _taken_back(withdrawal: Withdrawal) -> str:
    claim, commit = withdrawal.claim, withdrawal.commit
    return (
        f"the sign-off of {claim.name} was taken back in {commit.oid[:10]} by {commit.author.name}"
    )


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


def _later(at: str, commit: Commit | None) -> str:
    """Return when a signature was made at the latest: by its own words, or by its commit."""
    return at if commit is None else max(at, moment(commit.committed).strftime(AT))


def _damaged(damage: Damage) -> SignOff:
    name = damage.path.rpartition("/")[2]
    reason = f"the record {name} is not what somebody signed: {damage.reason}"
    return SignOff("approver", "", "", State.FORGED, reason)


def _current(sign_offs: Iterable[SignOff]) -> tuple[SignOff, ...]:
    """Return the sign-offs without those that the same person has since renewed.

    One that holds stays, and one that may be somebody else's renews nothing.
    """
    found: list[SignOff] = []
    for each in sign_offs:
        if each.state in RENEWING:
            found = [before for before in found if not _is_renewed(before, each)]
        found.append(each)
    return tuple(found)


def _is_renewed(before: SignOff, each: SignOff) -> bool:
    people = (before.name, before.email), (each.name, each.email)
    holds = before.state is State.VALID and each.state is not State.VALID
    return before.role == each.role and not holds and same_person(*people)


def _standing(standing: Standing) -> Standing:
    if standing.valid and standing.is_met:
        return standing
    states = {each.state for each in standing.approvals}
    state = next((each for each in ORDER if each in states), State.MISSING)
    return replace(standing, state=state)
