"""Follower: follows the action items of a report from version to version.

The item is followed as `pairing` follows it, through rewording, reordering and renames; one that
vanishes and comes back is the same. Days are those on which a version came to the branch, by the
clock of the commit's author, in UTC; where a clock goes backwards, the day before counts on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pmlint.action import Progress
from pmlint.frozen import Frozen
from pmlint.likeness import Item as Known
from pmlint.pairing import matched
from pmlint.phrase import fold
from pmlint.repo import Person
from pmlint.summary.course import Course, Handover, Period, Slip
from pmlint.summary.facts import ActionFacts

CLOSED = (Progress.DONE, Progress.DROPPED)
NOBODY = Person("", "")


class Step(Frozen):
    """A version of a report: the day on which it came, and its commit.

    `commit` is an OID, None for what is not committed yet. `is_cut_off` tells that a shallow clone
    knows nothing before it.
    """

    day: date
    commit: str | None
    is_cut_off: bool = False


Deed = tuple[str, str, str]
"""What somebody did to an item: which sort of change, the name of the item, what it is now."""
Author = Callable[[Deed], Person]
"""Who has done something."""


@dataclass(slots=True, eq=False)
class _Run:
    """An item that is being followed; `known` is what it is known by."""

    facts: ActionFacts
    known: Known
    opened_on: date | None = None
    closed_on: date | None = None
    is_begun: bool = False
    is_cut_off: bool = False
    slips: list[Slip] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    since: date | None = None
    due: date | None = None
    """The last day until which it was promised, also where that was taken away."""

    def course(self) -> Course:
        """Return the course so far; what is open goes on."""
        periods = list(self.periods)
        if self.since is not None:
            periods.append(Period(self.since, None, self.facts.due))
        return Course(
            self.opened_on,
            self.closed_on,
            tuple(self.slips),
            tuple(self.handovers),
            tuple(periods),
            self.is_cut_off,
        )

    def pause(self, day: date) -> None:
        """End the period that goes on; one that ends on its first day has never been."""
        if self.since is not None and self.since < day:
            self.periods.append(Period(self.since, day, self.facts.due))
        self.since = None


class Follower:
    """Follows the action items of one report. Versions come in their order."""

    def __init__(self) -> None:
        self._there: list[_Run] = []
        self._gone: list[_Run] = []
        self._lost: list[_Run] = []
        self._day = date.min

    def version(self, step: Step, actions: Sequence[ActionFacts], author: Author) -> None:
        """Follow the items into the version `step`, in which they are `actions`."""
        day = self._day = max(self._day, step.day)
        if [run.facts for run in self._there] == list(actions):
            return
        items = {facts.known: facts for facts in actions}
        before = _continued(self._there, tuple(items))
        left = tuple(item for item in items if item not in before)
        again = _continued(self._gone, left, surely=True)
        kept: list[_Run] = []
        for known, facts in items.items():
            run = before.get(known) or again.get(known)
            if run is None:
                run = _Run(facts, known, is_cut_off=step.is_cut_off)
            else:
                self._change(run, facts, step, day, author)
            self._go_on(run, facts, step, day)
            run.known = known
            kept.append(run)
        for run in self._there:
            if run not in kept:
                run.pause(day)
                self._gone.append(run)
        self._gone = [run for run in self._gone if run not in kept]
        self._there = kept

    def removed(self, step: Step) -> None:
        """The report is gone, and with it its items."""
        self._day = max(self._day, step.day)
        for run in self._there:
            run.pause(self._day)
        self._gone += self._there
        self._there = []

    def ended(self) -> None:
        """What comes next at the same path is another report: nothing that is gone comes back."""
        self._lost += self._gone
        self._gone = []

    def courses(self) -> tuple[Course, ...]:
        """Return what became of each item of the last version, in the order of its `actions`."""
        return tuple(run.course() for run in self._there)

    def vanished(self) -> tuple[tuple[ActionFacts, Course], ...]:
        """Return the items that were promised and are no more, as they were last."""
        gone = (*self._lost, *self._gone)
        return tuple((run.facts, run.course()) for run in gone if run.is_begun)

    def _change(self, run: _Run, now: ActionFacts, step: Step, day: date, author: Author) -> None:
        was = run.facts
        if not was.is_written or not now.is_written:
            return
        if _is_moved(run, now):
            # The day that was taken away, or made `soon` of, is remembered: else it hid a slip.
            days = (now.due - run.due).days if run.due and now.due else None
            who = author(("due", now.name, now.due_text)) if step.commit else None
            run.slips.append(Slip(day, step.commit, who, was.due_text, now.due_text, days))
        if was.owners and sorted(map(fold, was.owners)) != sorted(map(fold, now.owners)):
            deed = ("owner", now.name, ", ".join(now.owners))
            who = author(deed) if step.commit else None
            run.handovers.append(Handover(day, step.commit, who, was.owners, now.owners))

    def _go_on(self, run: _Run, now: ActionFacts, step: Step, day: date) -> None:
        was, is_open = run.facts, _is_open(now)
        is_new = now.is_written and not run.is_begun
        told = day if step.commit is not None and not step.is_cut_off else None
        if is_new:
            run.is_begun, run.opened_on = True, told
        if now.progress not in CLOSED:
            run.closed_on = None
        elif is_new or was.progress not in CLOSED:
            run.closed_on = told
        if run.since is not None and (not is_open or was.due != now.due):
            run.pause(day)
        run.facts, run.due = now, now.due or run.due
        if is_open and run.since is None:
            run.since = day


def _continued(
    runs: Sequence[_Run], items: Sequence[Known], *, surely: bool = False
) -> dict[Known, _Run]:
    """Return which of `runs` goes on as which of `items`."""
    before = {run.known: run for run in runs}
    pairs = matched(tuple(before), items, surely=surely)
    return {item: before[was] for item, was in pairs.items()}


def _is_open(facts: ActionFacts) -> bool:
    return facts.is_written and facts.progress not in (*CLOSED, Progress.PROPOSED)


def _is_moved(run: _Run, now: ActionFacts) -> bool:
    was = run.facts
    if was.due is not None and now.due is not None:
        return was.due != now.due
    if was.due_text:
        return was.due_text != now.due_text
    return run.due is not None and now.due is not None and run.due != now.due


def deeds(before: Sequence[ActionFacts], after: Sequence[ActionFacts]) -> tuple[Deed, ...]:
    """Return what somebody did to the items from one version to the next."""
    found: list[Deed] = []

    def note(deed: Deed) -> Person:
        found.append(deed)
        return NOBODY

    follower = Follower()
    step = Step(date.min, "-")
    follower.version(step, before, note)
    follower.version(step, after, note)
    return tuple(found)
