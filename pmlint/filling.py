"""Filling: whether somebody has answered what a part of the template asks.

Three ways of leaving a part open look like an answer to a validator: a placeholder
(`[Date]`), filler (`TBD`) and the template's own prompt left in place. They are told apart
here, once, so that every rule that meets such a value knows that another one speaks of it.
`N/A`, "none" and "not applicable" are answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from pmlint.document import Kind, Mapping, Node, Scalar, Sequence, flow_text
from pmlint.shape import Shape


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


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of a value that is still to be written: `start` to `end` of its text."""

    filling: Filling
    start: int
    end: int
    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that leave a part open: the template's and the configuration's."""

    names: tuple[str, ...] = ()
    """The template's placeholders, with their brackets: `[Date]`."""
    prompts: frozenset[str] = frozenset()
    """The template's instructions of three words and more, folded."""
    fillers: tuple[str, ...] = ("TBD", "TBC", "TODO", "FIXME", "XXX", "???", "?", "lorem ipsum")
    folded_names: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        names = frozenset(fold(name) for name in self.names)
        object.__setattr__(self, "folded_names", names)


BRACKETED = r"\[[^\[\]\n]+\]|<[^<>\n]+>|\{\{[^{}\n]*\}\}"
NOT_A_PLACEHOLDER = (
    r"\[(?:[ xX]|\^?\w{1,3}|n/a|none|not applicable|redacted|confidential|sic|"
    r"trace|debug|info|notice|warn|warning|error|fatal|critical|alert|emerg)\]"
    r"|<(?:https?://|mailto:|[@#!/])[^<>]*>|<[^<>\s]+@[^<>\s]+>|<(?:br|hr|none|n/a)\s*/?>"
)
CODE_SPAN = r"`[^`\n]+`"
ARTICLE = r"(?:\b(?:a|an|the|our|this|that|those|these|as|of|any|no|old)\s+)$"


def fold(text: str) -> str:
    """Return `text` without case, spacing and brackets: how prompts are compared."""
    return re.sub(r"[\s\[\]{}<>()]+", "", text).casefold()


def gaps(node: Node, shape: Shape | None, words: Vocabulary) -> tuple[Gap, ...]:
    """Return what is still to be written in `node`; nothing for an answer or an empty value.

    A mapping or list has a gap only where YAML has made it out of a placeholder that was not
    quoted: `[Date]` is a list to YAML, `{{name}}` a mapping.
    """
    if isinstance(node, Scalar):
        if node.kind is Kind.EMPTY or not node.text.strip():
            return ()
        return _text_gaps(node.text, shape, words)
    filling = _structure(node, shape, words)
    return () if filling is None else (Gap(filling, 0, 0, flow_text(node), True),)


def is_empty(node: Node) -> bool:
    """Say whether `node` is null, blank, `[]` or `{}`."""
    if isinstance(node, Scalar):
        return node.kind is Kind.EMPTY or not node.text.strip()
    return not (node.items if isinstance(node, Sequence) else node.entries)


def _structure(node: Mapping | Sequence, shape: Shape | None, words: Vocabulary) -> Filling | None:
    if not node.flow:
        return None
    if _is_prompt(flow_text(node), shape, words):
        return Filling.PROMPT
    if isinstance(node, Sequence):
        only = node.items[0] if len(node.items) == 1 else None
        if isinstance(only, Scalar) and fold(only.text) in words.folded_names:
            return Filling.PLACEHOLDER
        return None
    if len(node.entries) != 1 or not is_empty(node.entries[0].value):
        return None
    key = node.entries[0].key
    if isinstance(key, Mapping) and len(key.entries) <= 1:
        return Filling.PLACEHOLDER
    return Filling.PLACEHOLDER if fold(flow_text(key)) in words.folded_names else None


def _is_prompt(text: str, shape: Shape | None, words: Vocabulary) -> bool:
    folded = fold(text)
    if not folded or folded in words.folded_names:
        return False
    if folded in words.prompts:
        return True
    return shape is not None and any(folded == fold(prompt) for prompt in shape.prompts)


def _text_gaps(text: str, shape: Shape | None, words: Vocabulary) -> tuple[Gap, ...]:
    whole = text.strip()
    start = text.index(whole)
    if _is_prompt(whole, shape, words):
        return (Gap(Filling.PROMPT, start, start + len(whole), whole, True),)
    if re.fullmatch(BRACKETED, whole) and not re.fullmatch(
        NOT_A_PLACEHOLDER, whole, re.IGNORECASE
    ):
        inner = whole.strip("[]<>{} \t")
        filling = Filling.FILLER if _is_filler(inner, words) else Filling.PLACEHOLDER
        return (Gap(filling, start, start + len(whole), whole, True),)
    if _is_filler(whole, words):
        return (Gap(Filling.FILLER, start, start + len(whole), whole, True),)
    return tuple(sorted((*_names_in(text, words), *_markers_in(text, words)), key=_start))


def _start(gap: Gap) -> int:
    return gap.start


def _is_filler(whole: str, words: Vocabulary) -> bool:
    bare = whole.rstrip(".:! ").replace(".", "").casefold() or whole.casefold()
    for filler in words.fillers:
        word = filler.casefold()
        if bare == word or (" " in word and re.match(rf"\W*{re.escape(word)}\b", whole.casefold())):
            return True
        if set(filler) == {"?"} and set(whole) == {"?"}:
            return True
    return False


def _names_in(text: str, words: Vocabulary) -> Iterator[Gap]:
    """Yield the template's own placeholders inside prose; no Markdown link, no code."""
    if "[" not in text or not words.names:
        return
    spelt = "|".join(
        re.escape(form) for name in words.names for form in (name, name.upper())
    )
    code = [found.span() for found in re.finditer(CODE_SPAN, text)]
    for found in re.finditer(rf"(?<![\w\]!])(?:{spelt})(?![(\[:])", text):
        if not any(start <= found.start() < end for start, end in code):
            yield Gap(Filling.PLACEHOLDER, found.start(), found.end(), found.group(), False)


def _markers_in(text: str, words: Vocabulary) -> Iterator[Gap]:
    """Yield filler that opens or closes a text, or stands in brackets; never a word in prose.

    A marker is written in capitals (`todo` is Spanish); before a colon any case will do.
    """
    markers = [w for w in words.fillers if len(w) > 1 and " " not in w]
    if not markers:
        return
    spelt = "|".join(re.escape(marker) for marker in markers)
    if not re.search(spelt, text, re.IGNORECASE):
        return
    seen: set[int] = set()
    for pattern, flags in (
        (rf"^\s*(?P<marker>{spelt})(?=[\s:,;)\]–—-]|$)(?!-\w)", 0),
        (rf"^\s*(?P<marker>{spelt}):(?=\s)", re.IGNORECASE),
        (rf"[(\[]\s*(?P<marker>{spelt})(?=[\s:,;)\]–—-])", 0),
        (rf"[(\[](?:[^\s()\[\]]+\s){{1,2}}(?P<marker>{spelt})\s*[)\]]", 0),
        (rf"(?<=[\s:])(?P<marker>{spelt})[.!]?\s*$", 0),
    ):
        for found in re.finditer(pattern, text, flags):
            at = found.start("marker")
            if at in seen or _is_spoken_of(text, found.start("marker"), found["marker"]):
                continue
            seen.add(at)
            yield Gap(Filling.FILLER, at, found.end("marker"), found["marker"], False)


def _is_spoken_of(text: str, at: int, marker: str) -> bool:
    """Tell `left a TODO` and `why did it fail ???` from a marker."""
    before = text[:at]
    if set(marker) == {"?"}:
        return len(before.split()) > 3
    return re.search(ARTICLE, before, re.IGNORECASE) is not None
