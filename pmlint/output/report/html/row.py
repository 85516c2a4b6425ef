"""Row: what the table shows of one action item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmlint.frozen import Frozen
from pmlint.output.escape import visible
from pmlint.output.report.html.filter import Filter
from pmlint.output.words import count
from pmlint.summary.item import Item
from pmlint.summary.selection import severity_key
from pmlint.summary.state import State

WEB_ADDRESS = r"https?://[^\s<>\"'\\`{}|^]+"
ORDINARY = ("", "open", "done", "dropped", "proposed")
"""Words of a status that say no more than the state does."""
RANK = {state: place for place, state in enumerate(State)}


class Row(Frozen):
    """An action item as it is shown. What ends in `_key` is what its column is sorted by.

    `number` is that of the item: where items are grouped, one of several owners has several rows.
    `address` is where its link leads, empty where that is no address of the web.
    """

    item: Item
    number: int
    tags: str
    state_key: int
    note: str
    due: str
    due_key: str
    address: str
    place: str
    severity_key: str
    slips: str
    slips_key: str


def row(item: Item, number: int, filters: Sequence[Filter], *, of_many: bool) -> Row:
    """Return the row of `item`; `of_many` repositories: then its place names its own."""
    incident, course = item.incident, item.course
    place = f"{incident.path}:{item.line}"
    return Row(
        item,
        number,
        " ".join(tag for each in filters for tag in each.tags_of(item)),
        RANK[item.state],
        _note(item),
        item.due_date.isoformat() if item.due_date else _quoted(item.due_text),
        item.due_date.isoformat() if item.due_date else "",
        address(item.link),
        f"{incident.repository}/{place}" if of_many else place,
        f"{severity_key(incident.severity)[0]} {incident.severity}" if incident.severity else "",
        _slips(item),
        str(course.slipped_days) if course.slips else "",
    )


def address(link: str) -> str:
    r"""Return `link` if it is an address of the web and nothing else, else nothing.

    A browser leaves out control characters and spaces before it looks at a scheme, and reads
    `\` as `/`; whatever has one of them is no link here.
    """
    return link if re.fullmatch(WEB_ADDRESS, link) and visible(link) == link else ""


def _note(item: Item) -> str:
    """Return what the report says of the state beyond its name."""
    if item.done_on is not None:
        return f"on {item.done_on}"
    if item.state is State.DROPPED and item.reason:
        return item.reason
    word = item.status.replace("_", " ")
    if item.status in ORDINARY:
        return ""
    return word if item.progress is not None else _quoted(word)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else ""


def _slips(item: Item) -> str:
    slips, days = item.course.slips, item.course.slipped_days
    if not slips:
        return ""
    moved = count(len(slips), "time")
    if all(slip.days is None for slip in slips):
        return moved
    return f"{moved}, {'−' if days < 0 else '+'}{count(abs(days), 'day')}"
