"""Postmortem: a document read with its template's eyes, as a tree of parts with roles.

Rules ask a postmortem for roles and get parts. A part knows its value, its key, what the
template says about it, how it was filled, and how to name itself to people.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum

from pmlint.core_schema import Kind
from pmlint.document import Document, Mapping, Node, Scalar, Sequence
from pmlint.filling import Filling, Gap, Vocabulary, gaps, is_empty
from pmlint.finding import Pointer
from pmlint.lazy import lazy
from pmlint.role import Role
from pmlint.shape import Shape
from pmlint.text import Span

LONGEST_LABEL = 40
NAMING = (Role.ACTION_TEXT, Role.ENTRY_EVENT, Role.TITLE)
"""Where a part has one of these, its words name the part."""


class Stage(Enum):
    """The stages of a report's life; the value is the word in `status`."""

    DRAFT = "draft"
    """Being written: what is missing is only noted."""
    REVIEW = "review"
    """Being read: what is missing is a warning."""
    FINAL = "final"
    """Done: what is missing is an error."""


class Part:
    """One value of a report, in its place."""

    def __init__(
        self,
        node: Node,
        shape: Shape | None,
        words: Vocabulary,
        key: Node | None = None,
        step: str | int | None = None,
        parent: Part | None = None,
    ) -> None:
        self.node = node
        self.shape = shape
        self.words = words
        self.key = key
        self.step = step
        self.parent = parent
        self.children: tuple[Part, ...] = ()
        self.role: Role | None = None if shape is None else shape.role

    @property
    def pointer(self) -> Pointer:
        """The way from the top of the document."""
        steps: list[str | int] = []
        at: Part | None = self
        while at is not None:
            if at.step is not None:
                steps.append(at.step)
            at = at.parent
        return tuple(reversed(steps))

    @property
    def span(self) -> Span:
        """Where the value is; for `key:` without a value, where the key is."""
        if isinstance(self.node, Scalar) and self.node.implicit and self.key is not None:
            return self.key.span
        return self.node.span

    @property
    def key_span(self) -> Span:
        """Where the key is; for an item of a list, where its first key is, or the item."""
        if self.key is not None:
            return self.key.span
        if isinstance(self.node, Mapping) and self.node.entries and not self.node.alias:
            return self.node.entries[0].key.span
        return self.node.span

    @lazy
    def text(self) -> str:
        """The value's text without space around it; empty for a mapping or list."""
        return self.node.text.strip() if isinstance(self.node, Scalar) else ""

    @property
    def meaning(self) -> str:
        """The value in pmlint's own words: `x-pmlint-means` translates a template's."""
        return self.shape.means.get(self.text, self.text) if self.shape else self.text

    @lazy
    def gaps(self) -> tuple[Gap, ...]:
        """What is still to be written in this value itself (not in the parts below)."""
        return gaps(self.node, self.shape, self.words)

    @lazy
    def filling(self) -> Filling:
        """How the part was filled; a gap anywhere in its text counts."""
        if is_empty(self.node):
            return Filling.EMPTY
        return self.gaps[0].filling if self.gaps else Filling.ANSWERED

    @property
    def answered(self) -> bool:
        """Say whether somebody has written something of their own here."""
        return self.filling is Filling.ANSWERED

    @property
    def is_structural_gap(self) -> bool:
        """Say whether YAML has made a list or mapping out of a placeholder."""
        return not isinstance(self.node, Scalar) and self.node.flow and bool(self.gaps)

    @lazy
    def label(self) -> str:
        """The part's name for people: `owner`, `action item "Rotate the keys"`, `entry 3`."""
        if self.step is None:
            return "the report"
        if isinstance(self.step, str):
            return f"`{self.step}`"
        noun = (self.shape.title if self.shape else "").lower() or "entry"
        words = self._own_words()
        return f'{noun} "{words}"' if words else f"{noun} {self.step + 1}"

    def _own_words(self) -> str:
        texts = [c for c in self.children if isinstance(c.node, Scalar) and c.shape is not None]
        named = [child for child in texts if child.role in NAMING]
        if named or (self.shape is not None and self._has_naming(self.shape)):
            texts = named
        if not texts or not texts[0].answered or texts[0].node.kind is not Kind.TEXT:
            return ""
        words = " ".join(texts[0].text.split())
        return words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1].rstrip() + "…"

    def _has_naming(self, shape: Shape) -> bool:
        below = (shape.child(name) for name in shape.names)
        return any(child is not None and child.role in NAMING for child in below)

    def walk(self) -> Iterator[Part]:
        """Yield this part and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            at = waiting.pop()
            yield at
            waiting.extend(reversed(at.children))

    @lazy
    def _by_role(self) -> dict[Role, tuple[Part, ...]]:
        return _by_role(part for part in self.walk() if part is not self)

    def every(self, role: Role) -> tuple[Part, ...]:
        """Return the parts below this one that have `role`, in the order of the document."""
        return self._by_role.get(role, ())

    def first(self, role: Role) -> Part | None:
        """Return the first part below this one that has `role`, or None."""
        return next(iter(self.every(role)), None)

    def says(self, role: Role) -> str:
        """Return what the first part with `role` says, in pmlint's words, or an empty text."""
        part = self.first(role)
        return part.meaning if part is not None and part.answered else ""


class Postmortem:
    """A report: its document and its parts by role."""

    def __init__(self, document: Document, shape: Shape, words: Vocabulary) -> None:
        if document.root is None:
            raise ValueError("a document without a root is no postmortem")
        self.document = document
        self.shape = shape
        self.parts = tuple(_grown(document.root, shape, words))
        self.root = self.parts[0]
        self._by_role = _by_role(self.parts)

    def every(self, role: Role) -> tuple[Part, ...]:
        """Return all parts with `role`, in the order of the document."""
        return self._by_role.get(role, ())

    def first(self, role: Role) -> Part | None:
        """Return the first part with `role`, or None."""
        return next(iter(self.every(role)), None)

    def says(self, role: Role) -> str:
        """Return what the first part with `role` says, in pmlint's words, or an empty text."""
        part = self.first(role)
        return part.meaning if part is not None and part.answered else ""

    def let_go(self) -> None:
        """Free the parts, of which nobody asks anything any more.

        A part and what it is in hold each other. Python frees such things only when it looks for
        garbage, which takes a tenth of a large run; let go of, they are freed at once, and the next
        report is put where they were.
        """
        for part in self.parts:
            part.parent = None

    def around(self, span: Span) -> Part | None:
        """Return the innermost part whose value, as it is written, holds `span`; None for none."""
        before = bisect_right(self._written, span.start, key=lambda p: p.span.start)
        part = self._written[before - 1] if before else None
        while part is not None and not part.span.covers(span):
            part = part.parent
        return part

    @lazy
    def _written(self) -> list[Part]:
        parts = (part for part in self.parts if not part.node.alias)
        return sorted(parts, key=lambda part: part.span.start)

    @lazy
    def stage(self) -> Stage:
        """The stage that the report says it is in; final without a word or with an unknown one."""
        word = self.says(Role.STATUS)
        return next((stage for stage in Stage if stage.value == word), Stage.FINAL)


def _by_role(parts: Iterable[Part]) -> dict[Role, tuple[Part, ...]]:
    found: defaultdict[Role, list[Part]] = defaultdict(list)
    for part in parts:
        if part.role is not None:
            found[part.role].append(part)
    return {role: tuple(alike) for role, alike in found.items()}


def _grown(root: Mapping, shape: Shape, words: Vocabulary) -> Iterator[Part]:
    """Yield the parts of `root`, in the order of the document; each knows the parts below then."""
    waiting = [Part(root, shape, words)]
    while waiting:
        part = waiting.pop()
        yield part
        node, below = part.node, part.shape
        if isinstance(node, Scalar) or part.is_structural_gap:
            continue
        if isinstance(node, Sequence):
            item = below.item if below is not None else None
            children = [
                Part(child, item, words, None, index, part)
                for index, child in enumerate(node.items)
            ]
        else:
            children = []
            for entry in node.entries:
                name = entry.name
                child = below.child(name) if below is not None else None
                children.append(Part(entry.value, child, words, entry.key, name, part))
        part.children = tuple(children)
        waiting.extend(reversed(children))
