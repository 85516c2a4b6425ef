"""Difference: what an approval covers and two versions of a report say differently.

The items of lists are followed by `pairing`, so that one moved or inserted item is one difference.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import TypeAlias

from pmlint.content import JsonValue, contents
from pmlint.document import Mapping, Sequence
from pmlint.finding import Pointer
from pmlint.frozen import Frozen
from pmlint.pairing import paired
from pmlint.part import Part
from pmlint.postmortem import Postmortem

_Pair: TypeAlias = tuple[Part | None, Part | None]


class Difference(Frozen):
    """One thing that two versions of a report say differently.

    `pointer` is its place in the later version; of what is gone, in the earlier one. `label` names
    it for people: `due_date` of action item "Rotate the keys". `before` and `after` are what the
    versions say, in one line where it is a mapping or a list; None is nothing.
    """

    pointer: Pointer
    label: str
    before: str | None
    after: str | None


def differences(
    before: Postmortem, after: Postmortem, hidden: Collection[str] | None = None
) -> tuple[Difference, ...]:
    """Return how the content of two versions differs, in the order of the later one.

    `hidden` is what `content` leaves out. A whole item that came or went is one difference; that
    the items of a list have changed places is one, told where nothing else about the list has
    changed: `before` and `after` are then the earlier places, in the order of either version.
    Without a difference the digests are equal, and the other way round, if there are any.
    """
    return tuple(
        change.told for change in _changes(_Version(before, hidden), _Version(after, hidden))
    )


def since(
    versions: tuple[Postmortem, ...], hidden: Collection[str] | None = None
) -> tuple[tuple[Difference, int], ...]:
    """Return the differences between the first and the last of `versions`, oldest first.

    With each comes the index of the version since which this part says what it says in the last
    one; what changed and was changed back on the way is no difference.
    """
    if len(versions) < 2:
        return ()
    first, last = _Version(versions[0], hidden), _Version(versions[-1], hidden)
    changes = tuple(_changes(first, last))
    found = [len(versions) - 1] * len(changes)
    unsettled = set(range(len(changes)))
    for index in range(len(versions) - 2, 0, -1):
        if not unsettled:
            break
        between = _Version(versions[index], hidden)
        since_first = dict(_followed(first, between))
        until_last = {later: earlier for earlier, later in _followed(between, last)}
        for number in tuple(unsettled):
            if changes[number].holds(between, last, since_first, until_last):
                found[number] = index
            else:
                unsettled.remove(number)
    return tuple((change.told, index) for change, index in zip(changes, found, strict=True))


class _Version:
    """A report and what each of its parts says."""

    def __init__(self, report: Postmortem, hidden: Collection[str] | None) -> None:
        self.root = report.root
        self.contents = contents(report, hidden)

    def below(self, part: Part) -> list[Part]:
        """Return the parts right below `part` that say something."""
        return [child for child in part.children if child in self.contents]


class _Change(Frozen):
    """A difference with its part: that of the later version, or of the earlier if it is gone."""

    told: Difference
    part: Part
    is_order: bool = False

    def holds(
        self,
        between: _Version,
        last: _Version,
        since_first: dict[Part, Part],
        until_last: dict[Part, Part],
    ) -> bool:
        """Say whether a version between says of this part what the last one does."""
        if self.told.after is None:
            return since_first.get(self.part) not in between.contents
        now = until_last.get(self.part)
        if now not in between.contents:
            return False
        if self.is_order:
            known = [until_last[item] for item in last.below(self.part) if item in until_last]
            return known == [item for item in now.children if item in set(known)]
        return _same(between.contents[now], last.contents[self.part])


def _changes(before: _Version, after: _Version) -> Iterator[_Change]:
    waiting: list[_Pair | _Change] = [(before.root, after.root)]
    while waiting:
        at = waiting.pop()
        if isinstance(at, _Change):
            yield at
        else:
            waiting.extend(reversed(list(_compared(before, after, *at))))


def _compared(
    before: _Version, after: _Version, earlier: Part | None, later: Part | None
) -> Iterator[_Pair | _Change]:
    """Yield how two parts differ, or the pairs of parts below them that may."""
    if earlier is None or later is None:
        part = later or earlier
        if part is not None:
            was = None if earlier is None else _shown(before.contents[earlier])
            now = None if later is None else _shown(after.contents[later])
            yield _Change(Difference(part.pointer, _label(part), was, now), part)
        return
    said, says = before.contents[earlier], after.contents[later]
    if _same(said, says):
        return
    pairs = _paired(before, after, earlier, later)
    if pairs is None:
        was, now = _shown(said), _shown(says)
        if was == now:  # the text "5" and the number 5
            was, now = json.dumps(said, ensure_ascii=False), json.dumps(says, ensure_ascii=False)
        yield _Change(Difference(later.pointer, _label(later), was, now), later)
    elif all(a and b and _same(before.contents[a], after.contents[b]) for a, b in pairs):
        places = [a.step + 1 for a, _ in pairs if a is not None and isinstance(a.step, int)]
        was, now = (", ".join(map(str, order)) for order in (sorted(places), places))
        told = Difference(later.pointer, f"order of {_label(later)}", was, now)
        yield _Change(told, later, is_order=True)
    else:
        yield from pairs


def _followed(before: _Version, after: _Version) -> Iterator[tuple[Part, Part]]:
    """Yield every part of the earlier version with what it has become in the later one."""
    waiting: list[tuple[Part, Part]] = [(before.root, after.root)]
    while waiting:
        earlier, later = waiting.pop()
        yield earlier, later
        pairs = _paired(before, after, earlier, later) or []
        waiting.extend((a, b) for a, b in pairs if a is not None and b is not None)


def _paired(before: _Version, after: _Version, earlier: Part, later: Part) -> list[_Pair] | None:
    """Return what lies below two parts in pairs; None where there is nothing to pair.

    The pairs are in the order of the later version; what is gone comes after them.
    """
    if earlier.is_structural_gap or later.is_structural_gap:
        return None
    old, new = before.below(earlier), after.below(later)
    if isinstance(earlier.node, Mapping) and isinstance(later.node, Mapping):
        keys = {part.step: part for part in old}
        pairs: list[_Pair] = [(keys.pop(part.step, None), part) for part in new]
        return [*pairs, *((part, None) for part in keys.values())]
    if isinstance(earlier.node, Sequence) and isinstance(later.node, Sequence):
        pairing = paired(old, new)
        known = {b: a for a, b in pairing.pairs}
        pairs = [(known.get(part), part) for part in new]
        return [*pairs, *((part, None) for part in pairing.gone)]
    return None


def _same(one: JsonValue, other: JsonValue) -> bool:
    """Say whether two contents are the same to JSON, to which `true` is not 1, but 1.0 is."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def _shown(value: JsonValue) -> str:
    """Return a content as text; a mapping or list in one line."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        parts = (f"{key}: {_in_line(below)}" for key, below in value.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_in_line, value)) + "]"
    return "" if value is None else json.dumps(value)


def _in_line(value: JsonValue) -> str:
    return " ".join(_shown(value).split())


def _label(part: Part) -> str:
    """Return the part's name for people, with the list item that it belongs to."""
    around = part.parent
    while around is not None and not isinstance(around.step, int):
        around = around.parent
    return part.label if around is None else f"{part.label} of {around.label}"
