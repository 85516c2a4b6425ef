"""Postmortem: a document read with its template's eyes, as a tree of parts with roles.

Rules ask a postmortem for roles and get parts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum

from pmlint.document import Document, Mapping, Scalar, Sequence
from pmlint.filling import Vocabulary
from pmlint.glance import settled
from pmlint.lazy import lazy
from pmlint.part import Part, by_role
from pmlint.role import Role
from pmlint.shape import Shape
from pmlint.text import Span


class Stage(Enum):
    """The stages of a report's life; the value is the word in `status`."""

    DRAFT = "draft"
    """Being written: what is missing is only noted."""
    REVIEW = "review"
    """Being read: what is missing is a warning."""
    FINAL = "final"
    """Done: what is missing is an error."""


class Postmortem:
    """A report: its document and its parts by role."""

    def __init__(self, document: Document, shape: Shape, words: Vocabulary) -> None:
        if document.root is None:
            raise ValueError("a document without a root is no postmortem")
        self.document = document
        self.shape = shape
        self.parts = tuple(_grown(document.root, shape, words))
        self.root = self.parts[0]
        self._by_role = by_role(self.parts)
        self.unsettled = settled(self.parts, words)
        """Those of the parts in which something may be open; in the others nothing is."""

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
