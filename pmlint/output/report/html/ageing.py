"""Ageing: who has how many open items, and for how long they are overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pmlint.output.report.html.chart import Chart, Kind, Series, Table, Tone, counted
from pmlint.output.report.html.line import cut
from pmlint.output.words import count
from pmlint.summary.item import Item
from pmlint.summary.selection import AGES, NOT_OVERDUE, OLDEST, Grouping, Listing, age
from pmlint.summary.summary import Summary

KEY = "ageing"
TITLE = "Open items by owner and age"
MOST_OWNERS = 15
LONGEST = 20
"""A name that takes more columns is cut in the drawing, never in the table."""
BUCKETS = (
    (OLDEST, Tone.AGE_4),
    *zip([words for _, words in reversed(AGES)], (Tone.AGE_3, Tone.AGE_2, Tone.AGE_1), strict=True),
    (NOT_OVERDUE, Tone.OPEN),
)
"""The oldest first: what hurts most begins each bar."""

Ages = tuple[int, ...]


def ageing(summary: Summary) -> Chart:
    """Return the chart of the open items of each owner; one of several owners counts for each."""
    items = [item for item in summary.items if item.is_open]
    if not items:
        return Chart(KEY, TITLE, "No action item is open.")
    groups = Listing(grouping=Grouping.OWNER).groups(items)
    owners = [(name, _ages(found)) for name, found in groups]
    owners.sort(key=lambda each: (each[1][-1] - sum(each[1]), -sum(each[1])))
    shown, rest = owners[:MOST_OWNERS], owners[MOST_OWNERS:]
    if len(rest) > 1:
        together = tuple(sum(numbers) for numbers in zip(*(ages for _, ages in rest), strict=True))
        bars = [*shown, (f"({len(rest)} others)", together)]
    else:
        bars = owners
    return Chart(
        KEY,
        TITLE,
        _note(owners, len(bars) < len(owners)),
        Kind.BARS,
        tuple(cut(name, LONGEST) for name, _ in bars),
        tuple(
            Series(name, tone, tuple(ages[place] for _, ages in bars))
            for place, (name, tone) in enumerate(BUCKETS)
        ),
        counted(max(sum(ages) for _, ages in bars)),
        (
            Table(
                "Open action items by owner and by how long they are overdue",
                ("owner", *(name for name, _ in BUCKETS), "in all"),
                tuple(
                    (name, *(f"{number:,}" for number in ages), f"{sum(ages):,}")
                    for name, ages in owners
                ),
            ),
        ),
    )


def _ages(items: Iterable[Item]) -> Ages:
    found = Counter(age(item) for item in items)
    return tuple(found[name] for name, _ in BUCKETS)


def _note(owners: list[tuple[str, Ages]], is_cut: bool) -> str:
    name, ages = owners[0]
    late = sum(ages) - ages[-1]
    if late:
        note = f"Most that is overdue: {name}, {late:,} of {count(sum(ages), 'open item')}"
    else:
        note = f"Nothing is overdue. Most that is open: {name}, {count(sum(ages), 'item')}"
    if is_cut:
        note += f". {MOST_OWNERS} of {len(owners):,} owners are drawn, and the others together"
    return f"{note}."
