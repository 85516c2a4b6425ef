"""The mix: of which severity the incidents are that left open items."""

from __future__ import annotations

from collections.abc import Sequence

from pmlint.output.report.html.chart import Chart, Kind, Series, Table, Tone, counted
from pmlint.output.report.html.line import cut
from pmlint.output.words import count
from pmlint.summary.item import Item
from pmlint.summary.selection import Grouping, Listing
from pmlint.summary.state import State
from pmlint.summary.summary import Summary

KEY = "mix"
TITLE = "Open items by severity"
MOST = 8
LONGEST = 20
"""A name that takes more columns is cut in the drawing, never in the table."""

Bar = tuple[str, int, int]
"""A severity, how many of its open items are overdue, and how many are not."""


def mix(summary: Summary) -> Chart:
    """Return the chart of the open items of each severity, the worst first."""
    items = [item for item in summary.items if item.is_open]
    if not items:
        return Chart(KEY, TITLE, "No action item is open.")
    severities = [
        _bar(name, found) for name, found in Listing(grouping=Grouping.SEVERITY).groups(items)
    ]
    bars, rest = severities, severities[MOST:]
    if len(rest) > 1:
        others = (f"({len(rest)} others)", sum(b[1] for b in rest), sum(b[2] for b in rest))
        bars = [*severities[:MOST], others]
    late = sum(bar[1] for bar in severities)
    told = "; ".join(
        f"{name}: {late + rest:,}" + (f", {late:,} overdue" if late else "")
        for name, late, rest in bars
    )
    return Chart(
        KEY,
        TITLE,
        f"{count(len(items), 'item')} open, {late:,} of them overdue. {told}.",
        Kind.BARS,
        tuple(cut(name, LONGEST) for name, _, _ in bars),
        (
            Series("overdue", Tone.LATE, tuple(bar[1] for bar in bars)),
            Series("not overdue", Tone.OPEN, tuple(bar[2] for bar in bars)),
        ),
        counted(max(late + rest for _, late, rest in bars)),
        (
            Table(
                "Open action items by the severity of their incident",
                ("severity", "overdue", "not overdue", "in all"),
                tuple((b[0], f"{b[1]:,}", f"{b[2]:,}", f"{b[1] + b[2]:,}") for b in severities),
            ),
        ),
    )


def _bar(name: str, items: Sequence[Item]) -> Bar:
    late = sum(item.state is State.OVERDUE for item in items)
    return name, late, len(items) - late
