"""Item: an action item of a report as of a day, and Incident: the report that it stands in."""

from __future__ import annotations

from datetime import date, timedelta

from pmlint.action import Progress
from pmlint.frozen import Frozen, replace
from pmlint.summary.course import UNKNOWN, Course
from pmlint.summary.facts import ActionFacts, Facts
from pmlint.summary.state import State, state_of

NO_DAY = date.min


class Incident(Frozen):
    """A report: where it is, and what it says of its incident.

    `path` is relative to the root of the repository called `repository`. `to_detect` and
    `to_resolve` count from the start of the incident; None where the report does not tell exactly.
    """

    repository: str
    path: str
    title: str
    incident_id: str
    incident_date: date | None
    report_date: date | None
    severity: str
    team: str
    stage: str
    to_detect: timedelta | None = None
    to_resolve: timedelta | None = None


class Item(Frozen):
    """An action item, and how it stands.

    Texts that nobody has written are empty. `owners` are people; `is_owned` tells whether one of
    them is somebody in particular. `due_text` is the due date as written. `days_overdue` is 0
    where it is not overdue. `line` counts from 1.
    """

    incident: Incident
    line: int
    id: str
    action: str
    owners: tuple[str, ...]
    is_owned: bool
    due_date: date | None
    due_text: str
    progress: Progress | None
    status: str
    kind: str
    priority: str
    link: str
    reason: str
    completed_on: date | None
    course: Course = UNKNOWN
    state: State = State.UNDATED
    days_overdue: int = 0

    @property
    def owner(self) -> str:
        """The owners in one line; empty where there is none."""
        return ", ".join(self.owners)

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to do it."""
        return self.state.is_open

    @property
    def is_unowned(self) -> bool:
        """Say whether somebody has to do it, and nobody in particular."""
        return self.is_open and not self.is_owned

    @property
    def opened_on(self) -> date | None:
        """The day of the first commit that has it."""
        return self.course.opened_on

    @property
    def done_on(self) -> date | None:
        """The day on which it was done, as the report says, else by the commit that says so."""
        if self.state is not State.DONE:
            return None
        return self.completed_on or self.course.closed_on

    @property
    def sort_key(self) -> tuple[str, str, int]:
        """Items of a report stand in its order, and reports in that of their paths."""
        return self.incident.repository, self.incident.path, self.line


def incident_of(repository: str, path: str, facts: Facts) -> Incident:
    """Return the incident of the report at `path` that says `facts`."""
    return Incident(
        repository,
        path,
        facts.title,
        facts.incident_id,
        facts.incident_date,
        facts.report_date,
        facts.severity,
        facts.team,
        facts.stage,
        facts.to_detect,
        facts.to_resolve,
    )


def item_of(
    incident: Incident,
    action: ActionFacts,
    owners: tuple[str, ...],
    course: Course = UNKNOWN,
    *,
    is_owned: bool,
) -> Item:
    """Return the item that says `action`, not yet judged; `owners` are people."""
    word = action.progress.value if action.progress is not None else action.status
    return Item(
        incident,
        action.line,
        action.id,
        action.name or action.words,
        owners,
        is_owned,
        action.due,
        action.due_text,
        action.progress,
        word,
        action.kind,
        action.priority,
        action.link,
        action.reason,
        action.completed_on,
        course,
    )


def judged(item: Item, as_of: date, due_within: int, owners: tuple[str, ...] | None = None) -> Item:
    """Return `item` as it stands on the day `as_of`; soon is within `due_within` days.

    Its `owners` have these names, where there are such ones.
    """
    state = state_of(item.progress, item.due_date, as_of, due_within)
    late = 0
    if state is State.OVERDUE and item.due_date is not None:
        late = (as_of - item.due_date).days
    owners = item.owners if owners is None else owners
    return replace(item, owners=owners, state=state, days_overdue=late)
