"""`pmlint report --format markdown`: check boxes for an issue or a chat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pmlint.action import Progress
from pmlint.output.link import host, web_link
from pmlint.output.markup import escaped
from pmlint.output.report.words import (
    handovers,
    heading,
    health_lines,
    more,
    notes,
    nothing,
    owner,
    place,
    size,
    slips,
    totals_line,
    troubles,
)
from pmlint.output.words import count
from pmlint.summary.item import Item
from pmlint.summary.state import State
from pmlint.summary.summary import Summary

TARGET = r"[()\[\]]"
ENTITY = r"&(?=#?\w+;)"
"""In a target too, Markdown reads `&copy;` as ©."""


def render(summary: Summary) -> Iterator[str]:
    """Yield lines without line breaks; nothing that a report says is markup in them."""
    yield f"## {heading(summary)}"
    yield ""
    yield escaped(totals_line(summary))
    if not summary.chosen:
        yield ""
        yield escaped(nothing(summary))
    for name, items in summary.listing.groups(summary.listed):
        if name:
            yield ""
            yield f"### {escaped(name)} ({size(items, name, summary)})"
        if items:
            yield ""
        for item in items:
            yield _line(item, summary)
    if more(summary):
        yield ""
        yield more(summary)
    yield from _list("Follow-up", health_lines(summary))
    yield from _list("Not counted, or not wholly", troubles(summary))
    for note in notes(summary):
        yield ""
        yield escaped(f"Note: {note}")


def _list(name: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if not number:
            yield from ("", f"**{name}**", "")
        yield f"- {escaped(line)}"


def _line(item: Item, summary: Summary) -> str:
    incident = item.incident
    is_settled = item.state in (State.DONE, State.DROPPED)
    facts = (
        owner(item),
        incident.severity,
        item.priority,
        _progress(item),
        place(item, summary),
        slips(item),
        handovers(item),
    )
    told = [escaped(fact) for fact in facts if fact]
    if item.link:
        told.append(_link(item.link))
    box = "[x]" if is_settled else "[ ]"
    words = f"{_standing(item, summary)} {escaped(item.action)}"
    return f"- {box} {words} — {' · '.join(told)}"


def _standing(item: Item, summary: Summary) -> str:
    """Return in bold how an item stands, and the day that this is about."""
    told = item.due_date.isoformat() if item.due_date is not None else item.due_text
    due = f"due {told}" if item.due_date is not None else ""
    match item.state:
        case State.OVERDUE:
            bold, more_of_it = f"{count(item.days_overdue, 'day')} overdue", due
        case State.DUE_TODAY:
            bold, more_of_it = item.state.label, told
        case State.DUE_SOON | State.UPCOMING if item.due_date is not None:
            left = (item.due_date - summary.as_of).days
            bold, more_of_it = f"due in {count(left, 'day')}", told
        case State.DONE:
            bold = "done"
            more_of_it = "" if item.done_on is None else f"on {item.done_on.isoformat()}"
        case State.DROPPED:
            bold, more_of_it = "dropped", item.reason
        case State.PROPOSED:
            bold, more_of_it = "proposed", due
        case _:
            bold, more_of_it = "no due date", f"“{told}” is no day" if told else ""
    return f"**{bold}**" + (f" ({escaped(more_of_it)})" if more_of_it else "")


def _progress(item: Item) -> str:
    if item.progress is None and item.status:
        return f"status “{item.status}”"
    return "in progress" if item.progress is Progress.IN_PROGRESS else ""


def _link(text: str) -> str:
    """Return a link that is named for where it leads; what is no link to the web as a text."""
    link = web_link(text)
    if not link:
        return escaped(text)
    target = re.sub(TARGET, lambda found: f"%{ord(found[0]):02X}", link)
    target = re.sub(ENTITY, "&amp;", target)
    return f"[{escaped(host(link))}]({target})"
