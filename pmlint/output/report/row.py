"""Row: an action item as one flat line of a table, for spreadsheets and databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmlint.action import Progress
from pmlint.summary.item import Item
from pmlint.summary.summary import Past, Summary

Value = str | int | bool | None
"""What a field can hold; a day is a text such as `2026-11-25`, and None is nothing."""


def rows(summary: Summary) -> Iterator[tuple[Item, dict[str, Value]]]:
    """Yield each item that is listed, and its fields by their names, always all in one order."""
    pasts = {home.name: home.past for home in summary.homes}
    for item in summary.listed:
        yield item, _fields(item, pasts)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _fields(item: Item, pasts: Mapping[str, Past]) -> dict[str, Value]:
    incident, course = item.incident, item.course
    # Never moved is something else than: nobody knows.
    is_known = pasts.get(incident.repository, Past.UNKNOWN) is not Past.UNKNOWN
    return {
        "repository": incident.repository or None,
        "path": incident.path,
        "line": item.line,
        "report": incident.title or None,
        "incident_id": incident.incident_id or None,
        "incident_date": _day(incident.incident_date),
        "severity": incident.severity or None,
        "team": incident.team or None,
        "id": item.id or None,
        "action": item.action,
        "owner": item.owner or None,
        "owned": item.is_owned,
        "due_date": _day(item.due_date),
        "status": item.status or Progress.OPEN.value,
        "state": item.state.value,
        "days_overdue": item.days_overdue,
        "slips": len(course.slips) if is_known else None,
        "slipped_days": course.slipped_days if is_known else None,
        "opened_on": _day(course.opened_on),
        "closed_on": _day(course.closed_on),
        "completed_on": _day(item.completed_on),
        "kind": item.kind or None,
        "priority": item.priority or None,
        "link": item.link or None,
        "reason": item.reason or None,
    }
