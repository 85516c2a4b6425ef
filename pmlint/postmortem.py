"""Postmortem: a document read with its template's eyes, as a tree of parts with roles.

Rules ask a postmortem for roles and get parts.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum

from pmlint.document import Document, Mapping, Scalar, Sequence
from pmlint.filling import Vocabulary
from pmlint.glance import settled
from pmlint.lazy import lazy
from pmlint.part import Holder, Part, by_role
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


class Postmortem(Holder):
    """A report: its document and its parts by role."""

    def __init__(self, document: Document, shape: Shape, words: Vocabulary) -> None:
        if document.root is None:
            raise ValueError("a document without a root is no postmortem")
        self.document = document
        self.shape = shape
        self.parts = tuple(_grown(document.root, shape, words))
        self.root = self.parts[0]
        self.unsettled = settled(self.parts, words)
        """Those of the parts in which something may be open; in the others nothing is."""

    @lazy
    def _by_role(self) -> dict[Role, tuple[Part, ...]]:
        return by_role(self.parts)

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


def _grown(root: Mapping, shape: Shape, words: Vocabulary) -> list[Part]:
    """Return the parts of `root`, in the order of the document; each knows the parts below."""
    found: list[Part] = []
    waiting = [iter((Part(root, shape, words),))]
    while waiting:
        for part in waiting[-1]:
            found.append(part)
            if type(part.node) is not Scalar:
                part.children = _children(part, words)
                waiting.append(iter(part.children))
                break
        else:
            waiting.pop()
    return found


def _children(part: Part, words: Vocabulary) -> tuple[Part, ...]:
    """Return the parts right below `part`, which is a list or a mapping."""
    node, shape = part.node, part.shape
    if isinstance(node, Scalar) or (node.flow and part.is_structural_gap):
        return ()
    if isinstance(node, Sequence):
        item = shape.item if shape is not None else None
        return tuple(
            [Part(child, item, words, None, at, part) for at, child in enumerate(node.items)]
        )
    children = []
    for entry in node.entries:
        name = entry.name
        child = shape.child(name) if shape is not None else None
        children.append(Part(entry.value, child, words, entry.key, name, part))
    return tuple(children)
