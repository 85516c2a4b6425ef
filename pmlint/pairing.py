"""Pairing: which item of a list is which, in an earlier and a later version of a report.

Git knows lines, and people know action items: one that is moved, reworded or put off is still the
same promise. Items are paired in this order, each at most once:

1. by their identifier, where it is unique on both sides; an item with an identifier is never
   paired with one that has another;
2. by the same words, whatever their case and punctuation: of several, first those with the same
   owner and due date (the same time, in a timeline), then in the order in which they stand;
3. by similar words, the most similar first (`likeness` says how similar);
4. by their place, where one of the two has no words of its own yet (`[Action Item]`).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Hashable, Sequence

from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.likeness import ENOUGH, Item, known, likeness, may_be
from pmlint.part import Part
from pmlint.postmortem import Postmortem
from pmlint.role import Role

MOST = 200
"""Where more than `MOST` times `MOST` pairs are left to be compared by likeness, only the first
`MOST` of each side are. No report that people write comes near it; it bounds the work for others.
"""


class Pairing(Frozen):
    """What has become of the items of a list.

    `pairs` are (earlier, later) in the order of the later list; `gone` stand only in the earlier
    one and `new` only in the later one, each in the order of their list.
    """

    pairs: tuple[tuple[Part, Part], ...]
    gone: tuple[Part, ...]
    new: tuple[Part, ...]

    def after(self, part: Part) -> Part | None:
        """Return what the earlier item `part` has become, or None where it is gone."""
        return self._later.get(part)

    @lazy
    def _later(self) -> dict[Part, Part]:
        return dict(self.pairs)


def paired_actions(before: Postmortem, after: Postmortem) -> Pairing:
    """Follow the action items of a report from `before` to `after`, also from list to list."""
    return paired(before.every(Role.ACTION), after.every(Role.ACTION))


def paired_entries(before: Postmortem, after: Postmortem) -> Pairing:
    """Follow the entries of a report's timelines from `before` to `after`."""
    return paired(before.every(Role.ENTRY), after.every(Role.ENTRY))


def paired(
    before: Sequence[Part], after: Sequence[Part], text: Callable[[Part], str] | None = None
) -> Pairing:
    """Follow the items of any list from `before` to `after`.

    Action items and entries of a timeline are known by their roles. `text` gives the words of any
    other item; without it they are all that it says.
    """
    earlier = {known(part, text): part for part in before}
    later = {known(part, text): part for part in after}
    pairs = matched(tuple(earlier), tuple(later))
    kept = set(pairs.values())
    return Pairing(
        tuple((earlier[pairs[item]], part) for item, part in later.items() if item in pairs),
        tuple(part for item, part in earlier.items() if item not in kept),
        tuple(part for item, part in later.items() if item not in pairs),
    )


def matched(
    before: Sequence[Item], after: Sequence[Item], *, surely: bool = False
) -> dict[Item, Item]:
    """Return for each item of `after` that was there before the one of `before` that it was.

    With `surely` only what has the same identifier, or the same words, is the same.
    """
    if not before or not after:
        return {}
    if _is_unmoved(before, after):
        return dict(zip(after, before, strict=True))
    matching = _Matching(list(before), list(after))
    matching.by_name()
    for marks in range(max((len(item.marks) for item in after), default=0), -1, -1):
        if matching.is_done:
            break
        matching.by_words(marks)
    if not matching.is_done and not surely:
        matching.by_likeness()
        matching.by_place()
    return matching.pairs


def _is_unmoved(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Say whether the same names and words stand in the same order, and no words twice.

    So it is when an item is closed, or put off; whichever way they are paired, each stays itself.
    """
    texts = [item.text for item in before]
    return (
        texts == [item.text for item in after]
        and [item.name for item in before] == [item.name for item in after]
        and all(texts)
        and len(set(texts)) == len(texts)
    )


class _Matching:
    """The items that are not paired yet, and the pairs so far."""

    def __init__(self, before: list[Item], after: list[Item]) -> None:
        self.before = before
        self.after = after
        self.pairs: dict[Item, Item] = {}
        """From the later item to the earlier one."""
        self._places = {item: at for side in (before, after) for at, item in enumerate(side)}

    @property
    def is_done(self) -> bool:
        """Say whether nothing is left to be paired on one of the sides: so it is mostly."""
        return not self.before or not self.after

    def by_name(self) -> None:
        """Pair what has an identifier that nothing else on its side has."""
        sides = [Counter(item.name for item in side) for side in (self.before, self.after)]
        unique = {name for name in sides[0] if name and sides[0][name] == sides[1][name] == 1}
        self._by(lambda item: item.name if item.name in unique else None)

    def by_words(self, marks: int) -> None:
        """Pair what has the same words and the same first `marks` marks, in order."""

        def said(item: Item) -> Hashable:
            return (item.text, item.marks[:marks]) if item.text or marks else None

        def named(item: Item) -> Hashable:
            return (said(item), item.name) if said(item) is not None else None

        self._by(named)
        # What is left under the same words has another name, or one of the two has none.
        self._by(lambda item: None if item.name else said(item), said)
        self._by(said, lambda item: None if item.name else said(item))

    def by_likeness(self) -> None:
        """Pair what has similar words: the most similar first, of equals the nearest."""
        before, after = self.before, self.after
        if len(before) * len(after) > MOST * MOST:
            before, after = before[:MOST], after[:MOST]
        places = self._places
        alike = [
            (-ratio, abs(places[earlier] - places[later]), places[later], earlier, later)
            for earlier in before
            for later in after
            if (ratio := likeness(earlier, later)) >= ENOUGH
        ]
        alike.sort(key=lambda found: (*found[:3], places[found[3]]))
        for *_, earlier, later in alike:
            self._pair(earlier, later)
        self._drop()

    def by_place(self) -> None:
        """Pair what stands in the same place, where one of the two has no words yet."""

        def blank(item: Item) -> Hashable:
            return item.place if item.blank else None

        def place(item: Item) -> Hashable:
            return item.place

        self._by(blank, place)
        self._by(place, blank)

    def _by(
        self,
        key: Callable[[Item], Hashable],
        of_later: Callable[[Item], Hashable] | None = None,
    ) -> None:
        """Pair, in order, what has the same key; None is no key."""
        waiting: dict[Hashable, deque[Item]] = {}
        for item in self.before:
            waiting.setdefault(key(item), deque()).append(item)
        waiting.pop(None, None)
        for item in self.after:
            queue = waiting.get((of_later or key)(item))
            if queue and may_be(queue[0], item):
                self._pair(queue.popleft(), item)
        self._drop()

    def _pair(self, earlier: Item, later: Item) -> None:
        if earlier in self._places and later in self._places:
            self.pairs[later] = earlier
            del self._places[earlier], self._places[later]

    def _drop(self) -> None:
        self.before = [item for item in self.before if item in self._places]
        self.after = [item for item in self.after if item in self._places]
