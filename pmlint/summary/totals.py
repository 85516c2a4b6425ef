"""Totals: how many action items there are, in which state, and how well they are followed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import mean, median

from pmlint.frozen import Frozen
from pmlint.summary.item import Incident, Item
from pmlint.summary.selection import NOTHING, severity_key
from pmlint.summary.state import State


class Totals(Frozen):
    """Numbers of everything that is counted. `open` are those that somebody still has to do.

    `slipped` counts the open ones whose due date has moved, `vanished` the promises that are no
    longer in their report and were never done.
    """

    reports: int
    items: int
    open: int
    unowned: int
    slipped: int
    vanished: int
    states: Mapping[State, int]


class Health(Frozen):
    """How well promises are kept.

    `dated` counts the items that are done and tell until when and when, `on_time` those of them
    that were done by their due date. `days_to_done` is the median from the day on which an item
    was opened (without history, from the date of its report), `days_overdue` the median of those
    that are overdue; None where there are none.
    """

    dated: int
    on_time: int
    days_to_done: float | None
    days_overdue: float | None

    @property
    def share(self) -> float | None:
        """The share of `dated` that was on time, from 0 to 1."""
        return self.on_time / self.dated if self.dated else None


class Response(Frozen):
    """How fast incidents were met: means and medians from their start, and of how many.

    `name` is the severity, or the quarter (`2026-Q1`) of the incident's date; empty for all. MTTD
    is the mean time to detection, MTTR the mean time to resolution. None where nothing is told.
    """

    name: str
    incidents: int
    detected: int
    mttd: timedelta | None
    median_to_detect: timedelta | None
    resolved: int
    mttr: timedelta | None
    median_to_resolve: timedelta | None


def totals(items: Sequence[Item], incidents: Sequence[Incident], vanished: int) -> Totals:
    """Return the numbers of `items`."""
    states = Counter(item.state for item in items)
    return Totals(
        len(incidents),
        len(items),
        sum(item.is_open for item in items),
        sum(item.is_unowned for item in items),
        sum(bool(item.is_open and item.course.slips) for item in items),
        vanished,
        {state: states[state] for state in State},
    )


def health(items: Sequence[Item]) -> Health:
    """Return how well `items` are followed up."""
    done = [(item, item.done_on) for item in items if item.done_on is not None]
    dated = [(item.due_date, day) for item, day in done if item.due_date is not None and day]
    spans = [span for item, day in done if day and (span := _days_to(item, day)) is not None]
    late = [item.days_overdue for item in items if item.state is State.OVERDUE]
    return Health(
        len(dated),
        sum(day <= due for due, day in dated),
        median(spans) if spans else None,
        median(late) if late else None,
    )


def _days_to(item: Item, done: date) -> int | None:
    """Return the days from the opening of `item`; a report may be committed after the work."""
    begun = (item.opened_on, item.incident.report_date)
    return next(((done - day).days for day in begun if day is not None and day <= done), None)


def response(incidents: Sequence[Incident], name: str = "") -> Response:
    """Return how fast `incidents` were met."""
    detected = [each.to_detect for each in incidents if each.to_detect is not None]
    resolved = [each.to_resolve for each in incidents if each.to_resolve is not None]
    return Response(
        name,
        len(incidents),
        len(detected),
        _mean(detected),
        _median(detected),
        len(resolved),
        _mean(resolved),
        _median(resolved),
    )


def by_severity(incidents: Iterable[Incident]) -> tuple[Response, ...]:
    """Return how fast incidents were met, the worst severity first."""
    groups: dict[str, list[Incident]] = {}
    for each in incidents:
        groups.setdefault(each.severity, []).append(each)
    return tuple(response(groups[key], key or NOTHING) for key in sorted(groups, key=severity_key))


def by_quarter(incidents: Iterable[Incident]) -> tuple[Response, ...]:
    """Return how fast incidents were met, quarter by quarter; without a date they are left out."""
    groups: dict[str, list[Incident]] = {}
    for each in incidents:
        if each.incident_date is not None:
            groups.setdefault(quarter(each.incident_date), []).append(each)
    return tuple(response(groups[key], key) for key in sorted(groups))


def quarter(day: date) -> str:
    """Return the quarter of a day: `2026-Q1`."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def _mean(spans: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=mean(s.total_seconds() for s in spans)) if spans else None


def _median(spans: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(s.total_seconds() for s in spans)) if spans else None
