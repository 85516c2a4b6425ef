"""Headlines: the numbers at the top of the page."""

from __future__ import annotations

from enum import Enum

from pmlint.frozen import Frozen
from pmlint.output.report.html.quantity import days, percent, span
from pmlint.output.words import count
from pmlint.summary.state import State
from pmlint.summary.summary import Summary


class Mood(Enum):
    """Whether a number is good news; the value is a class of the page's style."""

    PLAIN = "plain"
    """A number."""
    BAD = "bad"
    """Something is late."""
    WARN = "warn"
    """Something will be late, or has nobody who could be."""
    GOOD = "good"
    """Nothing to do here."""


class Headline(Frozen):
    """A number with its name. `note` says of what; `tag` is what it filters the table by."""

    name: str
    number: str
    note: str = ""
    mood: Mood = Mood.PLAIN
    tag: str = ""


def to_do(summary: Summary, state_tags: dict[State, str], unowned: str) -> tuple[Headline, ...]:
    """Return what is to be done. The tags are those of the table's filters, where it has them."""
    totals = summary.totals
    states = (
        (State.OVERDUE, "", Mood.BAD),
        (State.DUE_TODAY, "", Mood.WARN),
        (State.DUE_SOON, f"within {count(summary.due_within, 'day')}", Mood.WARN),
        (State.UNDATED, "no due date", Mood.WARN),
    )
    return (
        *(
            Headline(
                state.label,
                f"{totals.states[state]:,}",
                note,
                _mood(totals.states[state], mood),
                state_tags.get(state, ""),
            )
            for state, note, mood in states
        ),
        Headline("unowned", f"{totals.unowned:,}", "nobody in particular",
                 _mood(totals.unowned, Mood.WARN), unowned),
        Headline("open", f"{totals.open:,}", f"of {count(totals.items, 'action item')}"),
    )  # fmt: skip


def follow_up(summary: Summary) -> tuple[Headline, ...]:
    """Return how well promises are kept, and how fast incidents were met."""
    health, response, totals = summary.health, summary.response, summary.totals
    mttd = f"mean time to detection, of {response.detected:,}"
    mttr = f"mean time to resolution, of {response.resolved:,}"
    found = [
        Headline("done on time", percent(health.share), f"{health.on_time:,} of {health.dated:,}"),
        Headline("time to done", days(health.days_to_done), "median"),
        Headline("time overdue", days(health.days_overdue), "median"),
        Headline("MTTD", span(response.mttd), mttd),
        Headline("MTTR", span(response.mttr), mttr),
    ]
    if summary.has_past:
        found.append(Headline("put off", f"{totals.slipped:,}", "open, due date moved"))
        mood = Mood.WARN if totals.vanished else Mood.PLAIN
        found.append(Headline("vanished", f"{totals.vanished:,}", "not done, not there", mood))
    return tuple(found)


def _mood(number: int, mood: Mood) -> Mood:
    return mood if number else Mood.GOOD
