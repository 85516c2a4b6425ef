"""The burndown: open and overdue items at the end of each week."""

from __future__ import annotations

from pmlint.output.report.html.chart import Chart, Kind, Series, Table, Tone, counted
from pmlint.output.words import count
from pmlint.summary.burndown import Point
from pmlint.summary.summary import Summary

KEY = "burndown"
TITLE = "Burndown"
MOST_POINTS = 52
"""A year: more points are closer than anybody can read."""
NAMED = 4


def burndown(summary: Summary) -> Chart:
    """Return the chart of how many items were open, and how many of them overdue."""
    points = summary.burndown[-MOST_POINTS:]
    if not points:
        known = "nothing was open" if summary.has_past else "no history is known"
        return Chart(KEY, TITLE, f"There is no burndown: {known}.")
    labels = tuple(point.day.isoformat() for point in points)
    opened = tuple(point.open for point in points)
    late = tuple(point.overdue for point in points)
    return Chart(
        KEY,
        TITLE,
        _note(points, len(summary.burndown)),
        Kind.LINES,
        labels,
        (Series("open", Tone.OPEN, opened), Series("overdue", Tone.LATE, late)),
        counted(max(opened)),
        (
            Table(
                "Open and overdue action items at the end of each week",
                ("day", "open", "overdue"),
                tuple((f"{p.day}", f"{p.open:,}", f"{p.overdue:,}") for p in reversed(points)),
            ),
        ),
        _named(labels),
    )


def _note(points: tuple[Point, ...], known: int) -> str:
    last, first = points[-1], points[0]
    note = f"On {last.day}, {count(last.open, 'item')} open, {last.overdue:,} of them overdue"
    if last is not first:
        note += f"; on {first.day}, {first.open:,} and {first.overdue:,}"
    if known > len(points):
        note += f". The last {len(points)} of {known:,} weeks are shown"
    return f"{note}."


def _named(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return some labels at equal distances, the first and the last among them."""
    last = len(labels) - 1
    steps = min(NAMED - 1, last)
    if not steps:
        return labels
    return tuple(labels[round(last * step / steps)] for step in range(steps + 1))
