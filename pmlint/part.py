"""Part: one value of a report, read with its template's eyes.

A part knows its value, its key, what the template says about it, how it was filled, and how to name
itself to people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pmlint.core_schema import Kind
from pmlint.document import Mapping, Node, Scalar
from pmlint.filling import Filling, Gap, Vocabulary, gaps, is_empty
from pmlint.finding import Pointer
from pmlint.lazy import lazy
from pmlint.role import Role
from pmlint.shape import Shape
from pmlint.text import Span

LONGEST_LABEL = 40
NAMING = (Role.ACTION_TEXT, Role.ENTRY_EVENT, Role.TITLE)
"""Where a part has one of these, its words name the part."""


class Holder:
    """What holds parts, which are asked for by their roles: a report, or a part of it."""

    @lazy
    def _by_role(self) -> dict[Role, tuple[Part, ...]]:
        raise NotImplementedError

    def every(self, role: Role) -> tuple[Part, ...]:
        """Return the parts in this one that have `role`, in the order of the document."""
        return self._by_role.get(role, ())

    def first(self, role: Role) -> Part | None:
        """Return the first part in this one that has `role`, or None."""
        return next(iter(self.every(role)), None)

    def says(self, role: Role) -> str:
        """Return what the first part with `role` says, in pmlint's words, or an empty text."""
        part = self.first(role)
        return part.meaning if part is not None and part.answered else ""


class Part(Holder):
    """One value of a report, in its place; it holds the parts below it."""

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
        if any(part.children for part in self.children):
            return by_role(part for part in self.walk() if part is not self)
        return by_role(self.children)


def by_role(parts: Iterable[Part]) -> dict[Role, tuple[Part, ...]]:
    """Return `parts`, in their order, by the roles that they have."""
    found: defaultdict[Role, list[Part]] = defaultdict(list)
    for part in parts:
        if part.role is not None:
            found[part.role].append(part)
    return {role: tuple(alike) for role, alike in found.items()}
