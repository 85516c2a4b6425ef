"""Approval: where a report speaks of it, and what can be said of it for certain."""

from __future__ import annotations

from pmlint.finding import Pointer
from pmlint.postmortem import Postmortem
from pmlint.role import Role
from pmlint.standing import SignOff, Standing, State
from pmlint.text import Span

PLACES = (Role.APPROVED_BY, Role.SIGNATURES, Role.TITLE)
"""Where a report speaks of its approval; the first that it has."""
HOLDS = (State.VALID, State.UNKNOWN)
DAY = len("2026-04-01")


def place_of_approval(report: Postmortem) -> tuple[Span, Pointer]:
    """Return where a finding about the approval of `report` belongs, and the pointer of that.

    That is who approved it, else the key of its signatures, else its title, else its first key.
    """
    part = next((part for role in PLACES if (part := report.first(role)) is not None), report.root)
    is_value = part.role in (Role.APPROVED_BY, Role.TITLE)
    return (part.span if is_value else part.key_span), part.pointer


def lacking(standing: Standing) -> int:
    """Return how many approvals are certainly lacking: one that cannot be told may hold."""
    unknown = sum(1 for each in standing.approvals if each.state is State.UNKNOWN)
    return max(0, standing.needed - standing.valid - unknown)


def failed(standing: Standing, state: State) -> tuple[SignOff, ...]:
    """Return the approvals that are in `state`: the latest of each person.

    Left out are those of people of whom another approval holds, or may hold.
    """
    holding = {_person(each) for each in standing.approvals if each.state in HOLDS}
    latest: dict[str, SignOff] = {}
    for each in standing.approvals:
        person = _person(each)
        if each.state is not state or person in holding:
            continue
        if person not in latest or each.date >= latest[person].date:
            latest[person] = each
    return tuple(latest.values())


def named(sign_off: SignOff) -> str:
    """Return an approval as people speak of it: `the approval by Ada Okafor of 2026-04-01`."""
    who = " ".join(sign_off.name.split()) or sign_off.email
    day = f" of {sign_off.date[:DAY]}" if sign_off.date else ""
    return f"the approval by {who}{day}" if who else f"an approval{day}"


def _person(sign_off: SignOff) -> str:
    return (sign_off.email or sign_off.name or f"{sign_off.digest} {sign_off.commit}").casefold()
