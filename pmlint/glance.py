"""Glance: one look at all values of a report, which settles nearly all of them.

To look for what is still open in each value by itself takes a third longer. What holds for all
of them together, such as that there is no bracket anywhere, is told once; what is left for each is
how it begins and ends. Where a doubt is left, `filling` looks closely.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from pmlint.core_schema import Kind
from pmlint.document import Scalar
from pmlint.filler import heads_in, may_be_in
from pmlint.filling import Filling, Vocabulary
from pmlint.part import Part
from pmlint.placeholder import fold, has_bracket, may_be_pattern
from pmlint.shape import Shape

STARTS = frozenset(string.ascii_letters + string.digits)
ENDS = STARTS | frozenset(".,:;!%")
"""With these letters begins and ends what is neither blank, nor in brackets, quotes or stars."""
JOINTS = frozenset(":-/.")
"""One of these is the third or the fifth letter of a date or time, and of a pattern for one."""
EMPTY, ANSWERED = Kind.EMPTY, Filling.ANSWERED


def settled(parts: Sequence[Part], words: Vocabulary) -> tuple[Part, ...]:
    """Note at those of `parts` where a glance tells so that nothing in them is open.

    They are the parts of one report; `words` are those that leave a part open. Return the others,
    in their order: each of them has to be looked at closely.
    """
    said = "\n".join([part.node.text for part in parts if type(part.node) is Scalar])
    heads = heads_in(said, words.heads)
    has_brackets = has_bracket(said)
    of_prompts = _ends(words.prompts)
    left: list[Part] = []
    for part in parts:
        node = part.node
        if not isinstance(node, Scalar):
            if node.flow:
                left.append(part)
            else:
                part.gaps = ()
            continue
        text = node.text
        first, last = text[:1], text[-1:]
        if (
            first not in STARTS
            or last not in ENDS
            or first + last in of_prompts
            or ((text[2:3] in JOINTS or text[4:5] in JOINTS) and may_be_pattern(text))
            or (has_brackets and has_bracket(text))
            or (heads and may_be_in(text, heads))
            or first + last in _own_ends(part.shape)
            or node.kind is EMPTY
        ):
            left.append(part)
        else:
            part.gaps, part.filling = (), ANSWERED
    return tuple(left)


@lru_cache(maxsize=256)
def _own_ends(shape: Shape | None) -> frozenset[str]:
    """Return with which letters the prompts of `shape` begin and end, in every case."""
    return _ends(frozenset(map(fold, shape.prompts))) if shape is not None else frozenset()


@lru_cache(maxsize=256)
def _ends(prompts: frozenset[str]) -> frozenset[str]:
    """Return with which letters `prompts`, which are folded, begin and end, in every case."""
    ends = ((prompt[0], prompt[-1]) for prompt in prompts if prompt)
    cases = (product(*((letter, letter.upper()) for letter in both)) for both in ends)
    return frozenset(first + last for both in cases for first, last in both)
