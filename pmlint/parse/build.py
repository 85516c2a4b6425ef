"""YAML events → nodes with places.

The tree is built from events, not by a loader: nothing recurses, limits hold while reading,
an alias keeps its own place, `<<` merges as YAML 1.1 readers do, and no value is converted.

Of an event only its class, `start_mark.index` and `end_mark.index` (offsets in
characters), `value`, `style`, `tag`, `anchor` and `flow_style` are used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from pmlint.core_schema import Style
from pmlint.document import Defect, DefectKind, Mapping, Node, Scalar, Sequence, flow_text
from pmlint.parse.alias import moved
from pmlint.parse.limits import Limits
from pmlint.parse.pairs import entries, is_merge
from pmlint.parse.stop import DefectError
from pmlint.text import Span, Text

PLAIN = Style.PLAIN
STYLES: dict[str | None, Style] = {None: PLAIN, **{style.value: style for style in Style}}
"""To ruamel.yaml a plain scalar has no style, to libyaml the style ''."""
PROPERTIES = r"(?:[&!]\S*(?:[ \t]+|(?:[ \t]*(?:#[^\n]*)?\r?\n[ \t]*)+))+"
BLANK = r"(?:[ \t\r\n\ufeff]+|#[^\r\n]*)*"


class _Open:
    """A collection whose end has not come yet; the outermost one is the document itself."""

    __slots__ = ("anchor", "children", "deepest", "flow", "is_mapping", "nodes_before", "start")

    def __init__(
        self, start: int, flow: bool, is_mapping: bool, anchor: str | None, nodes_before: int
    ) -> None:
        self.start = start
        self.flow = flow
        self.is_mapping = is_mapping
        self.anchor = anchor
        self.nodes_before = nodes_before
        self.children: list[Node] = []
        self.deepest = 0  # of how many collections below one another the children consist


class Builder:
    """Takes the events of one text, one by one, and makes the tree of its first document."""

    def __init__(self, text: Text, limits: Limits) -> None:
        self.text = text
        self.content = text.content
        self.limits = limits
        self.defects: list[Defect] = []
        self.anchors: dict[str, tuple[Node, int, int]] = {}
        self.open = [_Open(0, False, False, None, 0)]
        self.children = self.open[0].children
        self.nodes = 0
        self.last_end = 0
        self.documents = 0

    @property
    def root(self) -> Node | None:
        """The tree; None as long as there is none."""
        return next(iter(self.open[0].children), None)

    def read(self, events: Iterable[Any]) -> None:
        """Take all of `events`; raises DefectError at what ends the reading."""
        handlers = self.handlers()
        for event in events:
            handler = handlers.get(type(event).__name__)
            if handler is not None:
                handler(event)

    def handlers(self) -> dict[str, Callable[[Any], None]]:
        """Return what takes each kind of event, by the name of its class; others are let pass."""
        return {
            "ScalarEvent": self.scalar,
            "AliasEvent": self.alias,
            "MappingStartEvent": self.start,
            "SequenceStartEvent": self.start,
            "MappingEndEvent": self.end,
            "SequenceEndEvent": self.end,
            "DocumentStartEvent": self.document,
        }

    def document(self, event: Any) -> None:
        """Take the start of a document; raises DefectError at that of a second one."""
        self.documents += 1
        if self.documents > 1:
            start = event.start_mark.index
            raise DefectError(
                Defect(
                    DefectKind.SEVERAL_DOCUMENTS,
                    Span(start, max(start, event.end_mark.index)),
                    "a second YAML document begins here; only the first one is checked",
                    "put each report into a file of its own",
                )
            )

    def scalar(self, event: Any) -> None:
        """Take a scalar."""
        start, end = event.start_mark.index, event.end_mark.index
        value, tag, anchor = event.value, event.tag, event.anchor
        style = STYLES[event.style]
        if not value and style is PLAIN:
            start = end = self._where_nothing_is()
        elif tag is not None or anchor is not None:
            start = self._after_properties(start, end)
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            raise DefectError(self.limits.too_many(Span(start, end)))
        node = Scalar(start, end, value, style, tag)
        if anchor is not None:
            self.anchors[anchor] = (node, 1, 0)
        self.children.append(node)
        self.last_end = end

    def _after_properties(self, start: int, end: int) -> int:
        """Return where a value begins, behind the anchor and the tag that may stand at `start`."""
        properties = re.match(PROPERTIES, self.content[start:end])
        return start + properties.end() if properties else start

    def _where_nothing_is(self) -> int:
        """Place an empty value right after its `-`, `:` or `?`, where somebody would write it."""
        found = re.compile(BLANK).match(self.content, self.last_end)
        at = found.end() if found else self.last_end
        return at + 1 if self.content[at : at + 1] in ("-", ":", "?") else self.last_end

    def alias(self, event: Any) -> None:
        """Take an alias."""
        span = Span(event.start_mark.index, event.end_mark.index)
        name = event.anchor
        if any(collection.anchor == name for collection in self.open):
            raise DefectError(_syntax(span, f"the alias *{name} stands inside its own anchor"))
        if name not in self.anchors:
            known = ", ".join(f"&{anchor}" for anchor in self.anchors)
            raise DefectError(
                _syntax(
                    span,
                    f"the alias *{name} has no anchor &{name} before it",
                    f"known here: {known}" if known else "write the value out, or quote it",
                )
            )
        node, size, depth = self.anchors[name]
        self.nodes += size
        if self.nodes > self.limits.nodes:
            raise DefectError(self.limits.too_many(span))
        if len(self.open) - 1 + depth > self.limits.depth:
            raise DefectError(self.limits.too_deep(span))
        self._add(moved(node, span), depth)
        self.last_end = span.end

    def start(self, event: Any) -> None:
        """Take the start of a collection."""
        start = event.start_mark.index
        if len(self.open) > self.limits.depth:
            raise DefectError(self.limits.too_deep(Span(start, start + 1)))
        is_mapping = type(event).__name__ == "MappingStartEvent"
        flow = bool(event.flow_style)
        if flow:
            start = self._after_properties(start, event.end_mark.index)
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            raise DefectError(self.limits.too_many(Span(start, start + 1)))
        opened = _Open(start, flow, is_mapping, event.anchor, self.nodes - 1)
        self.open.append(opened)
        self.children = opened.children
        self.last_end = event.end_mark.index if flow else start

    def end(self, event: Any) -> None:
        """Take the end of a collection."""
        done = self.open.pop()
        start, children = done.start, done.children
        if done.flow:
            end = self.last_end = event.end_mark.index
        elif not children:
            end = start
        else:
            end = children[-1].end
            if done.is_mapping:
                start = children[0].start
        node: Node
        if done.is_mapping:
            node = Mapping(start, end, entries(children, self._duplicate), done.flow)
        else:
            node = Sequence(start, end, tuple(children), done.flow)
        if done.anchor is not None:
            size = self.nodes - done.nodes_before
            self.anchors[done.anchor] = (node, size, done.deepest + 1)
        self.children = self.open[-1].children
        self._add(node, done.deepest + 1)

    def _add(self, node: Node, depth: int) -> None:
        self.children.append(node)
        around = self.open[-1]
        around.deepest = max(around.deepest, depth)

    def _duplicate(self, key: Node, first: Node, name: str) -> None:
        self.defects.append(
            Defect(
                DefectKind.DUPLICATE_KEY,
                key.span,
                f"`{name}` is already set on line {self.text.position(first.start).line}",
                "a reader keeps only one of the two: merge them, or rename one",
                self._pointer(name),
            )
        )

    def _pointer(self, name: str) -> tuple[str | int, ...]:
        """Return the way to `name` in the mapping that has just ended.

        It goes as far as the report will have something there: not into a key, nor into what
        `<<` merges or the value of a key that is set already.
        """
        steps: list[str | int] = []
        for collection in self.open[1:]:
            if not collection.is_mapping:
                steps.append(len(collection.children))
                continue
            if len(collection.children) % 2 == 0:  # in a key, which is no value
                return tuple(steps)
            *before, key = collection.children[::2]
            if is_merge(key):
                return tuple(steps)
            steps.append(flow_text(key))
            if any(flow_text(other) == steps[-1] for other in before):
                return tuple(steps)
        return (*steps, name)


def _syntax(span: Span, message: str, help: str = "") -> Defect:
    return Defect(DefectKind.SYNTAX, span, message, help)
