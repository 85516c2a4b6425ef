"""Likeness: what an item of a list is known by, and how alike two versions of it are.

Two texts are alike by the words that they share in the same order. For an action item its owner and
due date support the words, for an entry of a timeline its time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from pmlint.document import Scalar, flow_text
from pmlint.finding import Pointer
from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.part import Part
from pmlint.phrase import fold
from pmlint.role import Role

ENOUGH = 0.45
"""So much of their words, in order, must two versions of an item share, as difflib's ratio.

Measured on 757 pairs of different action items and other prose, each pair from one public report:
the most similar share 0.40, 99 of 100 less than 0.30. Of 30 rewordings 16 share 0.45 and more.
Entries of one timeline are more alike: 6 of 415 pairs reach it, and are told apart because the
most similar are paired first.
"""
SAME_OWNER = 0.1
SAME_DUE_DATE = 0.2
"""What weak likeness gains by these: with both 0.15 is enough, which 12 of 100 different items
share, but few of them with the same owner and the same due date."""
SAME_TIME = ENOUGH
"""What is told of the same time is the same entry, if nothing else is more like it."""
LONGEST = 60
"""So many words of an item are compared: a rewording shows in them."""
UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
WORD = rf"[{UNSPACED}]|[^\s{UNSPACED}]+"
"""A word; in scripts that set no spaces (Thai, Japanese, Chinese) a character."""


class Item(Frozen, eq=False):
    """What an item is known by: its name, its words, and marks that support the words.

    A mark is a text, and what it adds to the likeness of two items that both have it. `blank`
    tells that nobody has written words of their own yet, and `place` where in the report it is.
    """

    place: Pointer
    name: str
    text: str
    blank: bool
    marks: tuple[tuple[str, float], ...]

    @lazy
    def words(self) -> list[str]:
        """The words that are compared, in their order."""
        return re.findall(WORD, self.text)[:LONGEST]

    @lazy
    def count(self) -> Counter[str]:
        """How often each word is among them."""
        return Counter(self.words)


def known(part: Part, text: Callable[[Part], str] | None = None) -> Item:
    """Return what `part` is known by, by its role; `text` gives the words of one without a role."""
    if part.role is Role.ACTION:
        words = part.first(Role.ACTION_TEXT) or part
        return known_action(
            part.pointer,
            _said(part.first(Role.ACTION_ID)),
            line_of(words),
            [_said(owner) for owner in part.every(Role.OWNER)],
            _said(part.first(Role.DUE_DATE)),
            blank=not words.answered,
        )
    if part.role is Role.ENTRY:
        words = part.first(Role.ENTRY_EVENT) or part
        time = fold(_said(part.first(Role.ENTRY_TIME)))
        marks = ((time, SAME_TIME),)
        return Item(part.pointer, "", fold(line_of(words)), not words.answered, marks)
    said = line_of(part) if text is None else text(part)
    return Item(part.pointer, "", fold(said), not part.answered, ((said, 0.0),))


def known_action(
    place: Pointer, id: str, words: str, owners: Iterable[str], due: str, *, blank: bool
) -> Item:
    """Return what an action item is known by, from the texts that stand in it."""
    owner = " ".join(sorted(map(fold, owners)))
    marks = ((owner, SAME_OWNER), (fold(due), SAME_DUE_DATE))
    return Item(place, id, fold(words), blank, marks)


def _said(part: Part | None) -> str:
    return part.text if part is not None and part.answered else ""


def line_of(part: Part) -> str:
    """Return all that a part says, without its keys; a placeholder in brackets as it reads."""
    if isinstance(part.node, Scalar) or part.children:
        return " ".join(below.text for below in part.walk() if below.text)
    return flow_text(part.node)


def may_be(earlier: Item, later: Item) -> bool:
    """Say whether the names of two items allow that they are the same one."""
    return not earlier.name or not later.name or earlier.name == later.name


def likeness(earlier: Item, later: Item) -> float:
    """Return how alike two items are, or 0 where it is not enough."""
    if not may_be(earlier, later):
        return 0
    support = sum(
        mark[1]
        for mark, other in zip(earlier.marks, later.marks, strict=False)
        if mark[0] and mark == other
    )
    length = len(earlier.words) + len(later.words)
    # No order of the words can give more than the words themselves: most pairs end here.
    shared = (earlier.count & later.count).total()
    if not length or 2 * shared / length + support < ENOUGH:
        return 0
    from difflib import SequenceMatcher

    ratio = SequenceMatcher(None, earlier.words, later.words, autojunk=False).ratio()
    return ratio + support
