"""Listing: the table of action items, in its columns and groups, and what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.frozen import Frozen
from pmlint.output.report.html.filter import Filter, filters
from pmlint.output.report.html.row import Row, row
from pmlint.output.words import count
from pmlint.summary.selection import Order
from pmlint.summary.state import State
from pmlint.summary.summary import Summary


class Column(Frozen):
    """A column. `key` is its class in the style; numbers are sorted as numbers.

    `order` is how the rows are sorted by it when the page is opened, if they are.
    """

    key: str
    words: str
    is_number: bool = False
    order: str = ""


class Group(Frozen):
    """The rows under one heading, or under none."""

    name: str
    rows: tuple[Row, ...]

    @property
    def size(self) -> str:
        """How many they are, in words."""
        return count(len(self.rows), "item")


class Listing(Frozen):
    """The table. `note` says which items are in it; `grouped` by what, if by anything."""

    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    groups: tuple[Group, ...]
    note: str
    grouped: str
    size: int


COLUMNS = (
    ("state", "state", True),
    ("due", "due date", False),
    ("late", "days overdue", True),
    ("owner", "owner", False),
    ("action", "action item", False),
    ("report", "report", False),
    ("severity", "severity", False),
    ("team", "team", False),
    ("kind", "kind", False),
    ("slips", "due moved", True),
    ("opened", "opened on", False),
)
SORTED = {
    Order.DUE: ("due", "ascending"),
    Order.OWNER: ("owner", "ascending"),
    Order.TEAM: ("team", "ascending"),
    Order.SEVERITY: ("severity", "ascending"),
    Order.SLIPS: ("slips", "descending"),
    Order.OPENED: ("opened", "ascending"),
}
"""Which column is sorted from the start. In the order of the reports, none is."""


def listing(summary: Summary) -> Listing:
    """Return the table of the items that are listed."""
    asked = summary.listing
    items = summary.listed
    chosen = filters(items)
    numbers = {id(item): number for number, item in enumerate(items)}
    of_many = len(summary.homes) > 1
    key, order = SORTED.get(asked.order, ("", ""))
    return Listing(
        tuple(Column(*each, order if each[0] == key else "") for each in COLUMNS),
        chosen,
        tuple(
            Group(name, tuple(row(i, numbers[id(i)], chosen, of_many=of_many) for i in found))
            for name, found in asked.groups(items)
            if found
        ),
        _note(summary, len(items)),
        asked.grouping.value if asked.grouping else "",
        len(items),
    )


def _note(summary: Summary, size: int) -> str:
    asked = summary.listing
    if size == summary.totals.items:
        return f"All {count(size, 'action item')}."
    if asked.states == frozenset(State):
        which = "whatever their state"
    else:
        named = [state.label for state in State if state in asked.states]
        which = _either([*named, *(["unowned"] if asked.unowned else [])])
    if size < len(summary.chosen):
        return f"The first {size:,} of {count(len(summary.chosen), 'action item')}: {which}."
    return f"{size:,} of {count(summary.totals.items, 'action item')}: {which}."


def _either(words: Sequence[str]) -> str:
    *first, last = words or ["none"]
    return f"{', '.join(first)} or {last}" if first else last
