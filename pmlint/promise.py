"""Promise: what an action item says: what will be done, by whom, until when, and how far it is."""

from __future__ import annotations

from pmlint.action import Progress, progress
from pmlint.document import Scalar
from pmlint.frozen import Frozen
from pmlint.part import Part
from pmlint.role import Role


class Promise(Frozen):
    """An action item in which somebody has written what will be done, or an identifier.

    `name` is its full text in one line, or its identifier where it has no text. What nobody has
    written yet is None or empty. `progress` is None where its word is unknown.
    """

    part: Part
    name: str
    words: Part | None
    due: Part | None
    owner: Part | None
    owners: tuple[str, ...]
    progress: Progress | None


def promise(action: Part) -> Promise | None:
    """Return what `action` promises, or None where it is still to be written."""
    words = answer(named(action, Role.ACTION_TEXT))
    name = in_line(words) or in_line(answer(action.first(Role.ACTION_ID)))
    if not name:
        return None
    owners = [owner for owner in map(answer, action.every(Role.OWNER)) if owner is not None]
    return Promise(
        action,
        name,
        words,
        answer(action.first(Role.DUE_DATE)),
        owners[0] if owners else None,
        tuple(map(in_line, owners)),
        progress(action),
    )


def named(item: Part, role: Role) -> Part | None:
    """Return the part of an item with `role`; the item itself where it is a mere text."""
    return item if isinstance(item.node, Scalar) else item.first(role)


def answer(part: Part | None) -> Part | None:
    """Return `part` if somebody has written a single value there, else None."""
    if part is None or not part.answered or not isinstance(part.node, Scalar):
        return None
    return part


def in_line(part: Part | None) -> str:
    """Return the whole text of `part` in one line; of None an empty text."""
    return "" if part is None else " ".join(part.text.split())
