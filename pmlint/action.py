"""Action: how far an action item has come, and what its template expects it to say."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum
from functools import lru_cache

from pmlint.document import Mapping
from pmlint.filling import Filling
from pmlint.finding import Pointer
from pmlint.part import Part
from pmlint.postmortem import Postmortem, Stage
from pmlint.role import Role
from pmlint.shape import Shape


class Progress(Enum):
    """How far an action item has come; the value is the word in its status."""

    OPEN = "open"
    """Promised, and not yet begun."""
    IN_PROGRESS = "in_progress"
    """Promised and begun."""
    DONE = "done"
    """Kept."""
    DROPPED = "dropped"
    """Taken back, with a reason."""
    PROPOSED = "proposed"
    """Not yet a promise."""


WORDS = {known.value: known for known in Progress}


def progress(action: Part) -> Progress | None:
    """Return how far `action` has come; None where its status is a word that nobody knows.

    Without a status the template's default counts, and without a default it is open.
    """
    said = action.first(Role.ACTION_STATUS)
    if said is not None and said.filling is not Filling.EMPTY:
        return _known(said.meaning) if said.answered else None
    expected = _expected(action, Role.ACTION_STATUS)
    default = expected[1].default if expected is not None else None
    if expected is None or not isinstance(default, str):
        return Progress.OPEN
    return _known(expected[1].means.get(default, default))


def is_promised(action: Part) -> bool:
    """Say whether somebody still has to do it; an unknown status is no promise."""
    return progress(action) in (Progress.OPEN, Progress.IN_PROGRESS)


def promised(report: Postmortem) -> tuple[Part, ...]:
    """Return the action items of `report` that somebody still has to do, in its order.

    A draft promises nothing yet, and neither does an item that nobody has put into words.
    """
    if report.stage is Stage.DRAFT:
        return ()
    return tuple(
        action for action in report.every(Role.ACTION) if is_promised(action) and _is_worded(action)
    )


def key_for(action: Part, role: Role) -> str | None:
    """Return the key under which the template keeps `role` in `action`; None if it has none."""
    expected = _expected(action, role)
    return None if expected is None else expected[0]


def lacking(
    report: Postmortem, role: Role, misspelt: Collection[tuple[Pointer, str]]
) -> Iterator[tuple[Part, Part | None]]:
    """Yield every action item of `report` that says nothing under `role`.

    With it comes the part that stands there empty, or None where there is none at all. `misspelt`
    are the keys that stand there misspelt, as pointers of their mappings and what was meant.
    """
    for action in report.every(Role.ACTION):
        if not isinstance(action.node, Mapping) or action.is_structural_gap:
            continue
        key = key_for(action, role)
        if key is None or (misspelt and (action.pointer, key) in misspelt):
            continue
        parts = action.every(role)
        if all(part.filling is Filling.EMPTY for part in parts):
            yield action, parts[0] if parts else None


def _is_worded(action: Part) -> bool:
    said = action.first(Role.ACTION_TEXT)
    if said is not None:
        return said.answered
    is_mapping = isinstance(action.node, Mapping)
    return action.answered and not (is_mapping and key_for(action, Role.ACTION_TEXT))


def _known(word: str) -> Progress | None:
    return WORDS.get(word)


def _expected(action: Part, role: Role) -> tuple[str, Shape] | None:
    """Return key and shape of `role` in the template's idea of `action`."""
    return None if action.shape is None else _expected_in(action.shape, role)


@lru_cache(maxsize=64)
def _expected_in(shape: Shape, role: Role) -> tuple[str, Shape] | None:
    for name in shape.names:
        child = shape.child(name)
        if child is not None and child.role is role:
            return name, child
    for way, below in shape.walk():
        steps = [step for step in way if step != "[]"]
        if below.role is role and steps:
            return steps[-1], below
    return None
