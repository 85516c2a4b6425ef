"""State: how an action item stands on a day."""

from __future__ import annotations

from datetime import date
from enum import Enum

from pmlint.action import Progress

DUE_WITHIN = 14
"""So many days ahead a due date is soon, where nobody says otherwise."""


class State(Enum):
    """How an action item stands; the value is the word in outputs for machines."""

    OVERDUE = "overdue"
    """To be done, and its day has passed."""
    DUE_TODAY = "due_today"
    """To be done on this very day."""
    DUE_SOON = "due_soon"
    """To be done within the next days."""
    UPCOMING = "upcoming"
    """To be done later."""
    UNDATED = "undated"
    """To be done, and nobody has said until when."""
    PROPOSED = "proposed"
    """Not yet a promise: never overdue."""
    DONE = "done"
    """Kept."""
    DROPPED = "dropped"
    """Taken back, with a reason."""

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to do it."""
        return self not in (State.PROPOSED, State.DONE, State.DROPPED)

    @property
    def label(self) -> str:
        """The state in words for people."""
        return self.value.replace("_", " ")


SETTLED = {
    Progress.DONE: State.DONE,
    Progress.DROPPED: State.DROPPED,
    Progress.PROPOSED: State.PROPOSED,
}


def state_of(
    progress: Progress | None, due: date | None, as_of: date, due_within: int = DUE_WITHIN
) -> State:
    """Return how an item stands on the day `as_of`; soon is within `due_within` days.

    A status that nobody knows is taken for open: no item is forgotten for a misspelt word.
    """
    if progress in SETTLED:
        return SETTLED[progress]
    if due is None:
        return State.UNDATED
    days = (due - as_of).days
    if days < 0:
        return State.OVERDUE
    if days == 0:
        return State.DUE_TODAY
    return State.DUE_SOON if days <= due_within else State.UPCOMING
