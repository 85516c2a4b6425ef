"""Judge: whether each sign-off of a report still holds, and whether they are enough.

A sign-off is judged in this order, and the first that does not hold is what is said of it: is
it genuine, is the report still the one that was signed, does the key count, does the policy take
this person's word, and has the person written what they approve?
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pmlint.errors import RepositoryError
from pmlint.frozen import Frozen, replace
from pmlint.postmortem import Stage
from pmlint.repo import Person
from pmlint.role import Role
from pmlint.signoff.approver import may_approve, named_in, same_person
from pmlint.signoff.authorship import Authorship
from pmlint.signoff.case import Case, is_about
from pmlint.signoff.claim import Claim, Claims, Damage, Withdrawal
from pmlint.signoff.identity import CUT_OFF, NO_HISTORY, Identity
from pmlint.signoff.staleness import stale
from pmlint.signoff.statement import AT, SignOffRole
from pmlint.signoff.trust import Trust
from pmlint.standing import SignOff, Standing, State

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
GRAFTED = (
    "commits were given other parents here (.git/info/grafts), so nobody can tell who wrote the "
    "report; `git replace --convert-graft-file` takes that back for pmlint"
)


class _Judged(Frozen):
    """A claim and what is said of it.

    `certain` tells that it is theirs who are said to have made it, `counted` that it held for what
    was signed then.
    """

    claim: Claim
    sign_off: SignOff
    certain: bool = False
    counted: bool = False


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
        self.identity = Identity(trust, authorship, self._known, program)

    def standing(self, case: Case) -> Standing:
        """Return how the report stands."""
        needed = 0
        if case.report is None:  # what nobody can read may be final
            needed = case.policy.needed("")
        elif case.report.stage is Stage.FINAL:
            needed = case.policy.needed(case.report.says(Role.SEVERITY))
        judged: list[_Judged] = []
        for claim in self._in_order(self.about(case)):
            judged.append(self._judged(claim, case, judged))
        names = [name for name in (case.incident, *case.paths) if name]
        damaged = [_damaged(each) for each in self.claims.damages if each.concerns(names)]
        found = (*self._current(judged), *damaged)
        notes = [
            _taken_back(each) for each in self.claims.withdrawals if is_about(each.claim, case)
        ]
        return _standing(Standing(State.VALID, needed, found, tuple(dict.fromkeys(notes))))

    def about(self, case: Case) -> list[Claim]:
        """Return the claims that are about this report, whatever their worth."""
        return [claim for claim in self.claims.claims if is_about(claim, case)]

    def _in_order(self, claims: list[Claim]) -> list[Claim]:
        """Return `claims` as they were made: by the place of their commits, then by their time."""
        places = {} if self.authorship is None else self.authorship.places

        def place(claim: Claim) -> tuple[int, str]:
            commit = claim.commit
            return (-places.get(commit.oid, -1) if commit else 1, claim.at)

        return sorted(claims, key=place)

    def _judged(self, claim: Claim, case: Case, earlier: list[_Judged]) -> _Judged:
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
            has_signature=claim.record is not None and claim.record.signature is not None,
        )
        said, doubt = self.identity.of(said, claim, case.policy)
        if said.state is State.FORGED:
            return _Judged(claim, said)
        changed = stale(said, claim, case)
        if doubt is not None:
            # A message can claim anything: only a record shows that somebody signed something.
            return _Judged(claim, doubt if claim.record is None else changed or doubt)
        weighed = self._weighed(said, claim, case, earlier)
        counted = weighed.state is State.VALID
        return _Judged(claim, changed or weighed, certain=True, counted=counted)

    def _weighed(self, said: SignOff, claim: Claim, case: Case, earlier: list[_Judged]) -> SignOff:
        """Return the sign-off, which does not count where policy or authorship speak against it."""
        if claim.role is not SignOffRole.APPROVER:
            return said
        owners = self.trust.owners(case.path) if case.policy.code_owners else ()
        # A name can be anybody's: where signatures are asked for, only the address counts.
        name = "" if case.policy.signatures else claim.name
        if not may_approve(name, claim.email, case.policy, owners):
            reason = "the policy does not name them among those who may approve this report"
            return replace(said, state=State.UNTRUSTED, reason=reason, authorised=False)
        return said if case.policy.self_approval else self._impartial(said, claim, case, earlier)

    def _impartial(
        self, said: SignOff, claim: Claim, case: Case, earlier: list[_Judged]
    ) -> SignOff:
        """Return the sign-off, which does not count where its signer has written the report.

        What somebody else had approved before is theirs no more; but an approval of this very
        content takes nothing from its author.
        """
        who = self._known(Person(claim.name, claim.email))
        prepared = "" if case.report is None else case.report.says(Role.AUTHOR)
        if any(same_person(who, person) for person in named_in(prepared)):
            reason = f"{claim.name} prepared the report"
            return replace(said, state=State.SELF_APPROVED, reason=reason)
        if self.authorship is None:
            return replace(said, state=State.UNKNOWN, reason=NO_HISTORY)
        others = [
            before.claim.commit
            for before in earlier
            if before.claim.commit is not None
            and before.counted
            and before.claim.role is SignOffRole.APPROVER
            and before.claim.digest != claim.digest
            and not same_person(who, self._known(Person(before.claim.name, before.claim.email)))
        ]
        try:
            authors = self.authorship.of(case.paths, claim.commit, others)
        except RepositoryError as error:  # a version is not here: a partial clone
            return replace(said, state=State.UNKNOWN, reason=error.message)
        if any(same_person(who, self._known(person)) for person in authors.people):
            reason = f"{claim.name} has written a part of what was approved"
            return replace(said, state=State.SELF_APPROVED, reason=reason)
        if authors.cut_off or self.authorship.repository.is_grafted:
            reason = CUT_OFF if authors.cut_off else GRAFTED
            return replace(said, state=State.UNKNOWN, reason=reason)
        return said

    def _current(self, judged: Iterable[_Judged]) -> tuple[SignOff, ...]:
        """Return the sign-offs without those that the same person has since renewed.

        One that holds stays, and one that may be somebody else's renews nothing.
        """
        found: list[SignOff] = []
        for each in judged:
            now = each.sign_off
            if each.certain and now.state in RENEWING:
                found = [before for before in found if not self._is_renewed(before, now)]
            found.append(now)
        return tuple(found)

    def _is_renewed(self, before: SignOff, each: SignOff) -> bool:
        people = (self._known(Person(who.name, who.email)) for who in (before, each))
        holds = before.state is State.VALID and each.state is not State.VALID
        return before.role == each.role and not holds and same_person(*people)

    def _known(self, person: Person) -> tuple[str, str]:
        known = self.canonical_name(person)
        return known.name, known.email


def _taken_back(withdrawal: Withdrawal) -> str:
    claim, commit = withdrawal.claim, withdrawal.commit
    return (
        f"the sign-off of {claim.name} was taken back in {commit.oid[:10]} by {commit.author.name}"
    )


def _damaged(damage: Damage) -> SignOff:
    name = damage.path.rpartition("/")[2]
    reason = f"the record {name} is not what somebody signed: {damage.reason}"
    return SignOff("approver", "", "", State.FORGED, reason)


def _standing(standing: Standing) -> Standing:
    if standing.valid and standing.is_met:
        return standing
    states = {each.state for each in standing.approvals}
    state = next((each for each in ORDER if each in states), State.MISSING)
    return replace(standing, state=state)
