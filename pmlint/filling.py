"""Filling: whether somebody has answered what a part of the template asks.

Three ways of leaving a part open look like an answer to a validator: a placeholder
(`[Date]`), filler (`TBD`) and the template's own prompt left in place. They are told apart
here, once, so that every rule that meets such a value knows that another one speaks of it.
`N/A`, "none" and "not applicable" are answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from pmlint.core_schema import NULLS, Kind
from pmlint.document import Mapping, Node, Scalar, Sequence, flow_text
from pmlint.filler import FILLERS, heads, is_filler, markers, may_be_in
from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.placeholder import (
    AROUND,
    has_bracket,
    is_pattern,
    is_placeholder,
    may_be_pattern,
    names_in,
)
from pmlint.placeholder import fold as fold  # noqa: PLC0414 - offered here, beside Vocabulary
from pmlint.quotation import is_quoted, quotations
from pmlint.role import Role
from pmlint.shape import Shape

LONGEST_STRUCTURE = 1000
"""No placeholder is longer; what is longer is not even looked at."""
CHUNK = r"\[[^\[\]]+\](?![(\[])|<[^<>]+>|\{[^{}]+\}"
MOST_GAPS = 100
"""So many in one value are enough to know."""
BRACKETS = "[]<>{} \t"
EDGES = frozenset(AROUND + "[]<>{}()")
"""What may stand before the first letter of a prompt, and behind the last one."""
LONGEST_NULL = max(map(len, NULLS))
SHORTEST_PROMPT = 3
"""A prompt of fewer words is known by its brackets, or in its own part."""


class Filling(Enum):
    """How a part was filled."""

    ANSWERED = "answered"
    """Somebody wrote something of their own."""
    EMPTY = "empty"
    """Null, blank, `[]` or `{}`."""
    PLACEHOLDER = "placeholder"
    """A name in brackets, as in `[Date]`."""
    FILLER = "filler"
    """A word that promises an answer, as in `TBD`."""
    PROMPT = "prompt"
    """The template's instruction, left in place."""


class Gap(Frozen):
    """A stretch of a value that is still to be written: `start` to `end` of its text.

    `whole` says that nothing else stands in the value. A gap that YAML has made a list or
    mapping of has no characters: `start` and `end` are 0.
    """

    filling: Filling
    start: int
    end: int
    text: str
    whole: bool


class Vocabulary(Frozen):
    """The words that leave a part open: the template's and the configuration's."""

    names: tuple[str, ...] = ()
    """The template's placeholders, with their brackets: `[Date]`."""
    prompts: frozenset[str] = frozenset()
    """The template's instructions of three words and more, folded."""
    fillers: tuple[str, ...] = FILLERS

    @lazy
    def folded_names(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(fold(name) for name in self.names)

    @lazy
    def ends(self) -> frozenset[str]:
        """The first and the last letter of each prompt, folded."""
        return _ends(self.prompts)

    @lazy
    def heads(self) -> tuple[str, ...]:
        """With these words begins whatever is filler."""
        found = heads(self.fillers)
        return tuple(sorted(h for h in found if not any(o in h for o in found if o != h)))


def gaps(node: Node, shape: Shape | None, words: Vocabulary) -> tuple[Gap, ...]:
    """Return what is still to be written in `node`; nothing for an answer or an empty value.

    A mapping or list has a gap only where YAML has made it out of a placeholder that was not
    quoted: `[Date]` is a list to YAML, `{{name}}` a mapping.
    """
    if isinstance(node, Scalar):
        whole = node.text.strip()
        if not whole or _is_settled(whole, shape, words):
            return ()
        if node.kind is Kind.EMPTY or _is_a_choice(whole, shape):
            return ()
        return _text_gaps(node.text, whole, shape, words)
    filling = _structure(node, shape, words)
    return () if filling is None else (Gap(filling, 0, 0, flow_text(node), True),)


def is_empty(node: Node) -> bool:
    """Say whether `node` is null, blank, `[]` or `{}`."""
    if isinstance(node, Scalar):
        if node.tag is None and len(node.text) > LONGEST_NULL:
            return not node.text.strip()  # nearly everything; no need to ask which kind it is
        return node.kind is Kind.EMPTY or not node.text.strip()
    return not (node.items if isinstance(node, Sequence) else node.entries)


def _is_settled(whole: str, shape: Shape | None, words: Vocabulary) -> bool:
    """Say whether a glance tells that nothing in `whole` is open, as it does of nearly all values.

    Where it leaves a doubt, the value is looked at closely: that takes six times as long.
    """
    if whole[0] in EDGES or whole[-1] in EDGES or has_bracket(whole) or may_be_pattern(whole):
        return False
    both = (whole[0] + whole[-1]).casefold()
    ends = both[0] + both[-1]
    may_be_prompt = ends in words.ends or (shape is not None and ends in _ends_of(shape.prompts))
    if may_be_prompt and _is_prompt(whole, shape, words):
        return False
    return not may_be_in(whole, words.heads)


def _is_a_choice(word: str, shape: Shape | None) -> bool:
    """Say whether the template itself offers this very word: a status `TODO` is one."""
    return shape is not None and (word in shape.words or word in shape.means)


def _structure(node: Mapping | Sequence, shape: Shape | None, words: Vocabulary) -> Filling | None:
    if not node.flow or node.end - node.start > LONGEST_STRUCTURE:
        return None
    if _is_prompt(flow_text(node), shape, words):
        return Filling.PROMPT
    if isinstance(node, Sequence):
        only = node.items[0] if len(node.items) == 1 else None
        if isinstance(only, Mapping) and len(only.entries) == 1:
            key = only.entries[0].key
            return Filling.FILLER if _holds_filler(key, words) else None
        return _only_item(only, shape, words) if isinstance(only, Scalar) else None
    if len(node.entries) != 1 or not is_empty(node.entries[0].value):
        return None
    key = node.entries[0].key
    if isinstance(key, Scalar):
        return _only_item(key, shape, words)
    return Filling.PLACEHOLDER if isinstance(key, Mapping) else None


def _only_item(item: Scalar, shape: Shape | None, words: Vocabulary) -> Filling | None:
    if _holds_filler(item, words):
        return Filling.FILLER
    folded = fold(item.text)
    is_title = shape is not None and folded != "" and folded == fold(shape.title)
    is_name = folded in words.folded_names or is_pattern(item.text.strip())
    return Filling.PLACEHOLDER if is_title or is_name else None


def _holds_filler(node: Node, words: Vocabulary) -> bool:
    return isinstance(node, Scalar) and is_filler(node.text, words.fillers)


def _is_prompt(text: str, shape: Shape | None, words: Vocabulary) -> bool:
    """Say whether `text` is a prompt: the part's own, or a long one of any other part."""
    bare = text.strip(AROUND)
    folded = fold(bare)
    if not folded or (folded in words.folded_names and bare[0] in "[<{"):
        return False
    if folded in words.prompts:
        return True
    return shape is not None and folded in _folded(shape.prompts)


@lru_cache(maxsize=256)
def _folded(prompts: tuple[str, ...]) -> frozenset[str]:
    """Return the prompts of one part as they are compared: with each of its values."""
    return frozenset(fold(prompt) for prompt in prompts)


@lru_cache(maxsize=256)
def _ends_of(prompts: tuple[str, ...]) -> frozenset[str]:
    return _ends(_folded(prompts))


def _ends(prompts: frozenset[str]) -> frozenset[str]:
    return frozenset(prompt[0] + prompt[-1] for prompt in prompts if prompt)


def _text_gaps(text: str, whole: str, shape: Shape | None, words: Vocabulary) -> tuple[Gap, ...]:
    filling = _whole(whole, shape, words)
    if filling is not None:
        start = text.index(whole)
        return (Gap(filling, start, start + len(whole), whole, True),)
    found: list[tuple[int, int, Filling]] = []
    if has_bracket(text):
        found += ((start, end, Filling.PLACEHOLDER) for start, end in names_in(text, words.names))
        found += ((start, end, Filling.PROMPT) for start, end in _prompts_in(text, shape, words))
    if not _is_a_task(shape):
        found += ((start, end, Filling.FILLER) for start, end in markers(text, words.fillers))
    found.sort(key=lambda gap: gap[:2])
    return tuple(
        Gap(kind, start, end, text[start:end], False) for start, end, kind in found[:MOST_GAPS]
    )


def _whole(whole: str, shape: Shape | None, words: Vocabulary) -> Filling | None:
    if _is_prompt(whole, shape, words):
        return Filling.PROMPT
    if not _is_a_task(shape) and is_filler(whole, words.fillers):
        return Filling.FILLER
    if not is_placeholder(whole, words.folded_names):
        return None
    inside = markers(whole.strip(BRACKETS), words.fillers)
    return Filling.PLACEHOLDER if next(inside, None) is None else Filling.FILLER


def _is_a_task(shape: Shape | None) -> bool:
    """Say whether the part is the status of an action item, where `TODO` is a wrong word only."""
    return shape is not None and shape.role is Role.ACTION_STATUS


def _prompts_in(text: str, shape: Shape | None, words: Vocabulary) -> Iterator[tuple[int, int]]:
    """Yield the prompts that still stand, brackets and all, in a text that was begun."""
    quoted: tuple[tuple[int, int], ...] | None = None
    for found in re.finditer(CHUNK, text):
        chunk = found.group()
        if len(chunk.split()) >= SHORTEST_PROMPT and _is_prompt(chunk, shape, words):
            quoted = quotations(text) if quoted is None else quoted
            if not is_quoted(found.start(), quoted):
                yield found.span()
