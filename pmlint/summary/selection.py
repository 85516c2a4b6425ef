"""Selection: which action items somebody asks for, in which order and in which groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from typing import Any

from pmlint.frozen import Frozen
from pmlint.summary.item import Incident, Item
from pmlint.summary.people import same
from pmlint.summary.state import State

UNOWNED = "unowned"
NEEDED = frozenset((State.OVERDUE, State.DUE_TODAY, State.DUE_SOON, State.UNDATED))
"""What somebody has to do something about."""
NOBODY = "no owner"
NOTHING = "none given"


class Grouping(Enum):
    """By what items are gathered; the value is the word of --group-by."""

    OWNER = "owner"
    """By owner; an item of several owners stands with each of them."""
    TEAM = "team"
    """By the team of the report."""
    SEVERITY = "severity"
    """By the severity of the incident."""
    REPORT = "report"
    """By report."""
    AGE = "age"
    """By how long it is overdue."""


class Order(Enum):
    """In which order items stand; the value is the word of --sort."""

    DUE = "due"
    """By due date, the longest overdue first; undated ones last."""
    OWNER = "owner"
    """By owner."""
    TEAM = "team"
    """By team."""
    SEVERITY = "severity"
    """The worst first."""
    REPORT = "report"
    """As they stand in the reports."""
    SLIPS = "slips"
    """The one whose due date has moved furthest first."""
    OPENED = "opened"
    """The oldest first."""


SEVERITIES = ("critical", "major", "minor")
"""The template's own words, the worst first; others follow them."""
AGES = ((7, "1–7 days overdue"), (30, "8–30 days overdue"), (90, "31–90 days overdue"))
OLDEST = "over 90 days overdue"
NOT_OVERDUE = "not overdue"


class Scope(Frozen):
    """Whose items are counted at all. An empty tuple asks for nothing in particular."""

    owners: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def has(self, item: Item) -> bool:
        """Say whether `item` is one of those that are counted."""
        if not self.has_incident(item.incident) or not _is_any(item.kind, self.kinds):
            return False
        return not self.owners or any(_is_any(owner, self.owners) for owner in item.owners)

    def has_incident(self, incident: Incident) -> bool:
        """Say whether `incident` is one of those that are counted."""
        return _is_any(incident.team, self.teams) and _is_any(incident.severity, self.severities)


class Listing(Frozen):
    """Which of the counted items are listed, and how.

    `states` and `unowned` choose; `limit` is how many at most, None for all.
    """

    states: frozenset[State] = NEEDED
    unowned: bool = True
    grouping: Grouping | None = None
    order: Order = Order.DUE
    limit: int | None = None

    @property
    def is_whole(self) -> bool:
        """Say whether every item is listed."""
        return self.states == frozenset(State) and self.limit is None

    def chosen(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Return those of `items` that are asked for, in order, also beyond the limit."""
        found = [i for i in items if i.state in self.states or (self.unowned and i.is_unowned)]
        return tuple(sorted(found, key=_KEYS[self.order]))

    def groups(self, items: Iterable[Item]) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """Return `items` by their groups; without a grouping they are one, without a name."""
        if self.grouping is None:
            return (("", tuple(items)),)
        found: dict[str, list[Item]] = {}
        for item in items:
            for name in _names(item, self.grouping):
                found.setdefault(name, []).append(item)
        order = _order_of(self.grouping)
        return tuple((name, tuple(found[name])) for name in sorted(found, key=order))


def age(item: Item) -> str:
    """Return how long `item` is overdue, as a bucket."""
    if item.state is not State.OVERDUE:
        return NOT_OVERDUE
    return next((words for most, words in AGES if item.days_overdue <= most), OLDEST)


def severity_key(severity: str) -> tuple[int, str]:
    """Return what severities are sorted by, the worst first."""
    known = severity in SEVERITIES
    return (SEVERITIES.index(severity) if known else len(SEVERITIES) + (not severity), severity)


def _names(item: Item, grouping: Grouping) -> tuple[str, ...]:
    match grouping:
        case Grouping.OWNER:
            return item.owners if item.is_owned else (NOBODY,)
        case Grouping.TEAM:
            return (item.incident.team or NOTHING,)
        case Grouping.SEVERITY:
            return (item.incident.severity or NOTHING,)
        case Grouping.REPORT:
            incident = item.incident
            place = f"{incident.repository}/{incident.path}".lstrip("/")
            # Two reports may have the same title.
            return (f"{incident.title} ({place})" if incident.title else place,)
        case Grouping.AGE:
            return (age(item),)


def _order_of(grouping: Grouping) -> Callable[[str], Any]:
    if grouping is Grouping.AGE:
        ages = [OLDEST, *(words for _, words in reversed(AGES)), NOT_OVERDUE]
        return ages.index
    if grouping is Grouping.SEVERITY:
        return lambda name: severity_key("" if name == NOTHING else name)
    return lambda name: (name in (NOBODY, NOTHING), name.casefold())


def _due(item: Item) -> tuple[Any, ...]:
    return (item.due_date is None, item.due_date or date.max, *item.sort_key)


_KEYS: dict[Order, Callable[[Item], tuple[Any, ...]]] = {
    Order.DUE: _due,
    Order.OWNER: lambda i: (not i.is_owned, i.owner.casefold(), *_due(i)),
    Order.TEAM: lambda i: (not i.incident.team, i.incident.team.casefold(), *_due(i)),
    Order.SEVERITY: lambda i: (severity_key(i.incident.severity), *_due(i)),
    Order.REPORT: lambda i: i.sort_key,
    Order.SLIPS: lambda i: (-i.course.slipped_days, -len(i.course.slips), *_due(i)),
    Order.OPENED: lambda i: (i.opened_on is None, i.opened_on or date.max, *_due(i)),
}


def _is_any(text: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(same(text, each) for each in wanted)
