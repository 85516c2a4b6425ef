"""Plain: a summary as the values of JSON. The keys are a contract; see docs/json.md.

`saved` reads them again: a key that is changed here is changed there.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pmlint.action import Progress
from pmlint.summary.burndown import Point
from pmlint.summary.course import Handover, Slip
from pmlint.summary.item import Incident, Item
from pmlint.summary.summary import Home, Summary, Trouble
from pmlint.summary.totals import Health, Response, Totals

VERSION = 1


def plain(summary: Summary) -> dict[str, Any]:
    """Return `summary` as dicts, lists, texts, numbers, true, false and None."""
    return {
        "version": VERSION,
        "as_of": summary.as_of.isoformat(),
        "due_within": summary.due_within,
        "is_whole": summary.is_whole,
        "totals": {**_totals(summary.totals), "listed": len(summary.listed)},
        "health": _health(summary.health),
        "response": {
            "all": _response(summary.response),
            "by_severity": [_response(each) for each in summary.by_severity],
            "by_quarter": [_response(each) for each in summary.by_quarter],
        },
        "burndown": [_point(each) for each in summary.burndown],
        "repositories": [_home(each) for each in summary.homes],
        "reports": [_incident(each) for each in summary.incidents],
        "items": [item(each) for each in summary.listed],
        "vanished": [item(each) for each in summary.vanished],
    }


def item(found: Item) -> dict[str, Any]:
    """Return one action item; None is what nobody has written, or nobody knows."""
    incident, course = found.incident, found.course
    return {
        "repository": incident.repository or None,
        "path": incident.path,
        "line": found.line,
        "report": incident.title or None,
        "incident_id": incident.incident_id or None,
        "incident_date": _day(incident.incident_date),
        "severity": incident.severity or None,
        "team": incident.team or None,
        "id": found.id or None,
        "action": found.action,
        "owner": found.owner or None,
        "owners": list(found.owners),
        "owned": found.is_owned,
        "due_date": _day(found.due_date),
        "due_text": found.due_text or None,
        "status": found.status or Progress.OPEN.value,
        "state": found.state.value,
        "days_overdue": found.days_overdue,
        "kind": found.kind or None,
        "priority": found.priority or None,
        "link": found.link or None,
        "reason": found.reason or None,
        "completed_on": _day(found.completed_on),
        "opened_on": _day(course.opened_on),
        "closed_on": _day(course.closed_on),
        "slips": [
            {
                **_change(each),
                "before": each.before,
                "after": each.after or None,
                "days": each.days,
            }
            for each in course.slips
        ],
        "handovers": [
            {**_change(each), "before": list(each.before), "after": list(each.after)}
            for each in course.handovers
        ],
        "periods": [
            {"since": _day(each.since), "until": _day(each.until), "due": _day(each.due)}
            for each in course.periods
        ],
        "cut_off": course.is_cut_off,
    }


def _totals(totals: Totals) -> dict[str, int]:
    return {
        "reports": totals.reports,
        "items": totals.items,
        "open": totals.open,
        "unowned": totals.unowned,
        "slipped": totals.slipped,
        "vanished": totals.vanished,
        **{state.value: number for state, number in totals.states.items()},
    }


def _health(health: Health) -> dict[str, Any]:
    return {
        "dated": health.dated,
        "on_time": health.on_time,
        "share_on_time": health.share,
        "median_days_to_done": health.days_to_done,
        "median_days_overdue": health.days_overdue,
    }


def _response(response: Response) -> dict[str, Any]:
    return {
        "name": response.name or None,
        "reports": response.incidents,
        "detected": response.detected,
        "mttd_seconds": _seconds(response.mttd),
        "median_seconds_to_detect": _seconds(response.median_to_detect),
        "resolved": response.resolved,
        "mttr_seconds": _seconds(response.mttr),
        "median_seconds_to_resolve": _seconds(response.median_to_resolve),
    }


def _point(point: Point) -> dict[str, Any]:
    return {"date": point.day.isoformat(), "open": point.open, "overdue": point.overdue}


def _home(home: Home) -> dict[str, Any]:
    return {
        "name": home.name or None,
        "history": home.past.value,
        "note": home.note or None,
        "cut_off": list(home.cut_off),
        "until": _day(home.until),
        "unread": [_trouble(each) for each in home.troubles if not each.is_part],
        "partly_read": [_trouble(each) for each in home.troubles if each.is_part],
    }


def _trouble(trouble: Trouble) -> dict[str, str]:
    return {"path": trouble.path, "reason": trouble.reason}


def _incident(incident: Incident) -> dict[str, Any]:
    return {
        "repository": incident.repository or None,
        "path": incident.path,
        "report": incident.title or None,
        "incident_id": incident.incident_id or None,
        "incident_date": _day(incident.incident_date),
        "report_date": _day(incident.report_date),
        "severity": incident.severity or None,
        "team": incident.team or None,
        "status": incident.stage,
        "seconds_to_detect": _seconds(incident.to_detect),
        "seconds_to_resolve": _seconds(incident.to_resolve),
    }


def _change(change: Slip | Handover) -> dict[str, Any]:
    author = change.author
    return {
        "date": _day(change.on),
        "commit": change.commit,
        "author": None if author is None else {"name": author.name, "email": author.email},
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()
