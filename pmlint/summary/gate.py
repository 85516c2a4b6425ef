"""Gate: what makes a run of `pmlint report` fail."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from pmlint.summary.item import Item
from pmlint.summary.state import State


class Gate(Enum):
    """What --fail-on asks for; the value is its word."""

    OVERDUE = "overdue"
    """An action item is overdue, by more than the days of grace."""
    DUE_SOON = "due-soon"
    """One is due today or soon."""
    UNDATED = "undated"
    """One has no due date."""
    UNOWNED = "unowned"
    """One is nobody's."""


def stopped(item: Item, gate: Gate, grace: int = 0) -> bool:
    """Say whether `item` is what `gate` asks for; overdue only beyond `grace` days."""
    match gate:
        case Gate.OVERDUE:
            return item.state is State.OVERDUE and item.days_overdue > grace
        case Gate.DUE_SOON:
            return item.state in (State.DUE_TODAY, State.DUE_SOON)
        case Gate.UNDATED:
            return item.state is State.UNDATED
        case Gate.UNOWNED:
            return item.is_unowned


def counted(items: Iterable[Item], gates: Iterable[Gate], grace: int = 0) -> dict[Gate, int]:
    """Return for each of `gates` that some of `items` do not pass how many they are."""
    found = {
        gate: sum(stopped(item, gate, grace) for item in items) for gate in dict.fromkeys(gates)
    }
    return {gate: number for gate, number in found.items() if number}
