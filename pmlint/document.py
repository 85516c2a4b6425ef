"""A YAML document as a tree in which every value and every key knows its place.

Nodes keep what is written, not what a loader makes of it: a scalar has its text, and says which
kind of value the YAML 1.2 core schema sees in it. Nothing here judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from operator import attrgetter
from typing import Final, TypeAlias

from pmlint.core_schema import Kind, Style, scalar_kind, value_of
from pmlint.frozen import Frozen
from pmlint.text import Span, Text


class Scalar:
    """A single value. `text` is its content; `alias` tells that it stands here by `*alias`.

    `kind` is what the YAML 1.2 core schema sees in it. A scalar never changes, as all that is
    `Frozen`, but nothing beside its types watches over that: a report has some hundred and fifty,
    and to make one takes half as long so.
    """

    __slots__ = ("alias", "end", "kind", "start", "style", "tag", "text")

    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        style: Style = Style.PLAIN,
        tag: str | None = None,
        alias: bool = False,
    ) -> None:
        self.start: Final = start
        self.end: Final = end
        self.text: Final = text
        self.style: Final = style
        self.tag: Final = tag
        self.alias: Final = alias
        self.kind: Final = scalar_kind(text, style, tag)

    def __eq__(self, other: object) -> bool:
        return type(other) is Scalar and VALUES(self) == VALUES(other)

    def __hash__(self) -> int:
        return hash(VALUES(self))

    def __repr__(self) -> str:
        return f"Scalar{VALUES(self)!r}"

    @property
    def span(self) -> Span:
        """Where it is written; for an alias, where the alias is."""
        return Span(self.start, self.end)

    @property
    def implicit(self) -> bool:
        """Say whether nothing at all is written (`owner:` and no value)."""
        return not self.text and self.style is Style.PLAIN and not self.alias

    @property
    def value(self) -> str | int | float | bool | None:
        """The value by the YAML 1.2 core schema; dates and times stay text."""
        return value_of(self.text, self.kind)


VALUES = attrgetter("start", "end", "text", "style", "tag", "alias")
"""What two scalars are compared by; their kind follows from it."""


class Entry(Frozen):
    """A key of a mapping with its value."""

    key: Node
    value: Node

    @property
    def name(self) -> str:
        """The key as text; a key that is itself a mapping or list is shown as it would read."""
        key = self.key
        return key.text if type(key) is Scalar else flow_text(key)

    @property
    def span(self) -> Span:
        """From the key to the end of the value."""
        return Span(self.key.start, max(self.key.end, self.value.end))


class Mapping(Frozen):
    """Keys and values in the order in which they are written; merged ones come last."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    flow: bool = False
    alias: bool = False

    @property
    def span(self) -> Span:
        """Where it is written; for an alias, where the alias is."""
        return Span(self.start, self.end)

    @property
    def kind(self) -> Kind:
        """Always `Kind.MAPPING`."""
        return Kind.MAPPING


class Sequence(Frozen):
    """A list, and its items in order."""

    start: int
    end: int
    items: tuple[Node, ...]
    flow: bool = False
    alias: bool = False

    @property
    def span(self) -> Span:
        """Where it is written; for an alias, where the alias is."""
        return Span(self.start, self.end)

    @property
    def kind(self) -> Kind:
        """Always `Kind.LIST`."""
        return Kind.LIST


Node: TypeAlias = Scalar | Mapping | Sequence


class DefectKind(Enum):
    """What can keep a file from being read as one report."""

    SYNTAX = "PM001"
    """It is not YAML."""
    ENCODING = "PM002"
    """It is not UTF-8."""
    DUPLICATE_KEY = "PM003"
    """A mapping has the same key twice."""
    SEVERAL_DOCUMENTS = "PM004"
    """More than one YAML document."""
    NOT_A_REPORT = "PM005"
    """Empty, or no mapping."""
    OVER_LIMIT = "PM006"
    """Too large, too deep, or too many values."""


class Defect(Frozen):
    """Something wrong with the file itself: a place and the words for it."""

    kind: DefectKind
    span: Span
    message: str
    help: str = ""
    pointer: tuple[str | int, ...] = ()


class Document(Frozen):
    """A report as it is written: its text, its tree, and what is wrong with the file.

    `root` is None where the file could not be read as a mapping; the defects then say why.
    """

    text: Text
    root: Mapping | None
    defects: tuple[Defect, ...] = ()

    def within(self, node: Scalar, start: int, end: int) -> Span:
        """Return the span of the characters `start` to `end` of a scalar's text.

        Escapes and folded lines make a text differ from what is written; then the words are
        looked up in the scalar's span, and where they cannot be found the whole scalar is it.
        """
        wanted = node.text[start:end]
        if node.alias or not wanted.strip():
            return node.span
        written = self.text.content[node.start : node.end]
        words = r"\s+".join(re.escape(word) for word in wanted.split())
        occurrence = len(re.findall(words, node.text[:start]))
        for number, found in enumerate(re.finditer(words, written)):
            if number == occurrence:
                return Span(node.start + found.start(), node.start + found.end())
        return node.span


def flow_text(node: Node) -> str:
    """Return a node in one line, as it would read in flow style: `{x: [a, b]}`."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return "[" + ", ".join(flow_text(item) for item in node.items) + "]"
    parts = []
    for entry in node.entries:
        value = flow_text(entry.value)
        parts.append(f"{entry.name}: {value}" if value else entry.name)
    return "{" + ", ".join(parts) + "}"


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every scalar below `node`, keys included, in the order of the document."""
    waiting: list[Node] = [node]
    while waiting:
        at = waiting.pop()
        if isinstance(at, Scalar):
            yield at
        elif isinstance(at, Sequence):
            waiting.extend(reversed(at.items))
        else:
            for entry in reversed(at.entries):
                waiting.append(entry.value)
                waiting.append(entry.key)
