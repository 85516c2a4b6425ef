"""Chart: what is drawn, what it says in words, and the same as a table."""

from __future__ import annotations

from enum import Enum
from itertools import count

from pmlint.frozen import Frozen

MOST_TICKS = 5
STEPS = (1, 2, 5)


class Kind(Enum):
    """How a chart is drawn."""

    LINES = "lines"
    """A line for each series, over time."""
    BARS = "bars"
    """A horizontal bar for each label, in which the series are stacked."""


class Tone(Enum):
    """What a series means: the page's style gives each a colour, in light and in dark."""

    OPEN = "open"
    """To be done, and not late."""
    LATE = "late"
    """Overdue, or the slower of two times."""
    AGE_1 = "age-1"
    """Overdue for days."""
    AGE_2 = "age-2"
    """Overdue for weeks."""
    AGE_3 = "age-3"
    """Overdue for months."""
    AGE_4 = "age-4"
    """Overdue for longer still."""
    RESOLVE = "resolve"
    """Time to resolution."""
    DETECT = "detect"
    """Time to detection."""


class Series(Frozen):
    """Values under one name, one for each label; None where there is none.

    `words` are the values as they are shown; without them they are shown as numbers.
    """

    name: str
    tone: Tone
    values: tuple[float | None, ...]
    words: tuple[str, ...] = ()


class Tick(Frozen):
    """A value that the axis of values names."""

    value: float
    words: str


class Table(Frozen):
    """The data of a chart. The first column names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Chart(Frozen):
    """A chart. `key` is its name in the page; `note` tells whoever cannot see it what it shows.
    Labels are lines (`cut`), so that whatever pygal builds its tree with takes them.

    Without `series` there is nothing to draw, and `note` says why.
    """

    key: str
    title: str
    note: str
    kind: Kind = Kind.LINES
    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    ticks: tuple[Tick, ...] = ()
    tables: tuple[Table, ...] = ()
    named: tuple[str, ...] = ()
    """Which of the labels an axis of time has room for."""


def ticks(top: float) -> tuple[float, ...]:
    """Return round numbers from 0 to `top` or just above it, at most `MOST_TICKS` steps."""
    sizes = (step * 10**power for power in count() for step in STEPS)
    size = next(size for size in sizes if top <= size * MOST_TICKS)
    steps = max(-(-top // size), 1)
    return tuple(float(size * number) for number in range(int(steps) + 1))


def counted(top: float) -> tuple[Tick, ...]:
    """Return the ticks of an axis that counts things."""
    return tuple(Tick(value, f"{value:,.0f}") for value in ticks(top))
