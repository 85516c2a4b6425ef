"""`pmlint report` for the terminal: a table that uses what room there is.

rich draws it, and nobody else imports rich: it is loaded when a table is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from typing import TYPE_CHECKING

from pmlint.output.escape import visible, width
from pmlint.output.report.words import (
    handovers,
    heading,
    health_lines,
    late,
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
from pmlint.summary.item import Item
from pmlint.summary.state import State
from pmlint.summary.summary import Summary

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

LEAST = 60
"""So many columns are used at least: in a narrower window lines are broken by the terminal."""
WIDEST_OWNER = 24
LONG_OVERDUE = 30
LONGEST_DAY = 10
BETWEEN = 2
"""So many columns lie between two of the table."""
CUT = "…/"
POINTS = 8
"""So many weeks of the burndown are told."""

Link = Callable[[Item], str | None]


def render(
    summary: Summary, *, columns: int, colour: bool = False, link: Link = lambda _: None
) -> Iterator[str]:
    """Yield lines without line breaks, of at most `columns` where that is not too narrow.

    `link` says where a terminal that can is to lead who clicks on an item.
    """
    from rich.console import Console

    output = StringIO()
    console = Console(
        file=output,
        width=max(columns, LEAST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    _draw(summary, console, link)
    for line in output.getvalue().split("\n")[:-1]:
        yield line.rstrip()


def _draw(summary: Summary, console: Console, link: Link) -> None:
    console.print(_text(heading(summary), "bold"))
    console.print(_text(totals_line(summary)))
    for name, items in summary.listing.groups(summary.listed):
        console.print()
        if name:
            console.print(_text(f"{name} ({size(items, name, summary)})", "bold"))
        if items:
            console.print(_table(items, summary, link, console.width))
    if more(summary):
        console.print(_text(more(summary)))
    if not summary.chosen:
        console.print(_text(nothing(summary), "green"))
    lines = [*health_lines(summary), *_burndown(summary)]
    if lines:
        console.print()
    for line in lines:
        console.print(_text(line))
    told = [*notes(summary), *troubles(summary)]
    if told:
        console.print()
    for note in told:
        console.print(_text(note, "yellow"))


def _table(items: tuple[Item, ...], summary: Summary, link: Link, columns: int) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=False)
    table.add_column("Due", max_width=LONGEST_DAY, overflow="fold")
    table.add_column("Owner", max_width=WIDEST_OWNER, overflow="fold")
    table.add_column("Action item", ratio=1, overflow="fold")
    told = [text for item in items for text in (owner(item), item.incident.severity)]
    widest = max(len("Owner"), *(width(visible(text)) for text in told))
    room = columns - LONGEST_DAY - min(widest, WIDEST_OWNER) - 2 * BETWEEN
    for item in items:
        style = _style(item)
        table.add_row(
            _text(f"{_due(item)}\n{late(item) or _settled(item)}", style),
            _owner(item),
            _words(item, summary, link, room),
        )
    return table


def _due(item: Item) -> str:
    return item.due_date.isoformat() if item.due_date is not None else item.due_text or "no date"


def _settled(item: Item) -> str:
    return "" if item.is_open else item.state.label


def _owner(item: Item) -> Text:
    who = _text(owner(item), "yellow" if item.is_unowned else "")
    severity = item.incident.severity
    return who.append_text(_text(f"\n{severity}", "dim")) if severity else who


def _words(item: Item, summary: Summary, link: Link, room: int) -> Text:
    uri = link(item)
    facts = " · ".join(fact for fact in (slips(item), handovers(item)) if fact)
    path = _tail(visible(place(item, summary)), room)
    words = _text(item.action, f"link {uri}" if uri else "")
    return words.append_text(_text("\n".join(("", *([facts] if facts else []), path)), "dim"))


def _tail(path: str, room: int) -> str:
    """Return so much of the end of `path` as there is room for, in whole folders."""
    while width(path) > room and "/" in path.removeprefix(CUT):
        path = CUT + path.removeprefix(CUT).partition("/")[2]
    return path


def _style(item: Item) -> str:
    match item.state:
        case State.OVERDUE:
            return "bold red" if item.days_overdue > LONG_OVERDUE else "red"
        case State.DUE_TODAY | State.DUE_SOON:
            return "yellow"
        case State.UNDATED:
            return "magenta"
        case State.DONE:
            return "green"
    return ""


def _burndown(summary: Summary) -> Iterator[str]:
    points = summary.burndown[-POINTS:]
    if len(points) > 1:
        told = " ".join(f"{point.open:,}" for point in points)
        late = " ".join(f"{point.overdue:,}" for point in points)
        yield f"open at the end of the last {len(points)} weeks: {told} (overdue: {late})"


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    shown = "\n".join(visible(line) for line in words.split("\n"))
    return Text(shown, style=style, overflow="fold")
