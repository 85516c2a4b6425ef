"""`pmlint report --format ics`: a task for a calendar from every open action item.

An item keeps its UID for as long as its report keeps its path and the item its identifier, or
without one its words: a calendar that is read again changes the task, and makes no second one.
Nobody is invited and nothing rings.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from pmlint.action import Progress
from pmlint.errors import UsageError
from pmlint.output.escape import visible
from pmlint.output.link import web_link
from pmlint.output.report.words import (
    handovers,
    heading,
    more,
    notes,
    owner,
    place,
    slips,
    totals_line,
    troubles,
)
from pmlint.output.words import count
from pmlint.summary.item import Item
from pmlint.summary.summary import Summary

if TYPE_CHECKING:
    from icalendar import Todo

PRODUCT = "-//pmlint//pmlint report//EN"
NAME = "Action items"
PRIORITIES = {"critical": 1, "major": 5, "minor": 9}
"""High, medium and low, as RFC 5545 has it."""
LACKING = "--format ics needs one more package: pip install 'pmlint[ics]'"
JOINER = "\u2060"
"""Nothing that can be seen: it keeps two characters apart."""


def render(summary: Summary) -> Iterator[str]:
    """Yield lines without their CRLF, folded as RFC 5545 wants it.

    Raises UsageError where the package is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise UsageError(LACKING) from error

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("description", _lines(_about(summary)))
    uids = _uids(summary)
    for item in summary.listed:
        if item.is_open:
            calendar.add_component(_task(item, summary, uids[id(item)]))
    yield from calendar.to_ical().decode("utf-8").removesuffix("\r\n").split("\r\n")


def _about(summary: Summary) -> Iterator[str]:
    """Yield what the calendar is, and what is not in it."""
    yield f"{heading(summary)}: {totals_line(summary)}"
    if more(summary):
        yield f"{more(summary)}, which --limit leaves out"
    settled = sum(not item.is_open for item in summary.listed)
    if settled:
        are = "is" if settled == 1 else "are"
        yield f"{count(settled, 'action item')} that {are} proposed, done or dropped: no task"
    yield from troubles(summary)
    yield from notes(summary)


def _task(item: Item, summary: Summary, uid: str) -> Todo:
    from icalendar import Todo

    incident = item.incident
    task = Todo()
    task.add("uid", uid)
    task.add("dtstamp", datetime.combine(summary.as_of, time(), UTC))
    task.add("summary", _shown(item.action))
    task.add("description", _lines(_told(item, summary)))
    begun = item.progress is Progress.IN_PROGRESS
    task.add("status", "IN-PROCESS" if begun else "NEEDS-ACTION")
    if item.due_date is not None:
        task.add("due", item.due_date)
    priority = PRIORITIES.get(incident.severity.casefold())
    if priority is not None:
        task.add("priority", priority)
    categories = [each for each in (incident.severity, incident.team, item.kind) if each]
    if categories:
        task.add("categories", [_shown(each) for each in dict.fromkeys(categories)])
    if web_link(item.link):
        task.add("url", item.link)
    return task


def _told(item: Item, summary: Summary) -> Iterator[str]:
    incident = item.incident
    about = ", ".join(fact for fact in (incident.incident_id, incident.severity) if fact)
    yield incident.title + (f" ({about})" if about else "")
    yield f"owner: {owner(item)}" if item.owners else owner(item)
    if item.due_date is None:
        yield "no due date" + (f": “{item.due_text}” is no day" if item.due_text else "")
    yield slips(item)
    yield handovers(item)
    yield place(item, summary)
    yield "" if web_link(item.link) else item.link


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(_shown(line) for line in lines if line)


def _shown(text: str) -> str:
    # icalendar takes `\\N` for a line break, before it escapes the backslash (seen with 7.3).
    return visible(text).replace("\\N", f"\\{JOINER}N")


def _uids(summary: Summary) -> Mapping[int, str]:
    """Return the UID of each item by its `id()`: two of them may stand in one line.

    Of several that are called the same, each has its own.
    """
    seen: Counter[str] = Counter()
    found: dict[int, str] = {}
    for item in sorted(summary.items, key=lambda item: item.sort_key):
        called = ("id", item.id) if item.id else ("words", item.action)
        known_by = json.dumps((item.incident.repository, item.incident.path, *called))
        seen[known_by] += 1
        again = f"{known_by}{seen[known_by]}" if seen[known_by] > 1 else known_by
        found[id(item)] = f"{hashlib.sha256(again.encode('ascii')).hexdigest()[:32]}@pmlint"
    return found
