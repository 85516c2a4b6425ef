"""YAML events → nodes with places.

The tree is built from events, not by a loader: nothing recurses, limits hold while reading,
an alias keeps its own place, `<<` merges as YAML 1.1 readers do, and no value is converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pmlint.core_schema import Style
from pmlint.document import Defect, DefectKind, Entry, Mapping, Node, Scalar, Sequence, flow_text
from pmlint.parse.alias import moved
from pmlint.parse.events import DefectError, events
from pmlint.parse.limits import Limits
from pmlint.text import LINE_BREAK, Span

STYLES = {style.value: style for style in Style}
PROPERTIES = r"(?:[&!]\S*(?:[ \t]+|(?:[ \t]*(?:#[^\n]*)?\r?\n[ \t]*)+))+"
BLANK = r"(?:[ \t\r\n\ufeff]+|#[^\r\n]*)*"
MERGE = "<<"


def compose(text: str, limits: Limits) -> tuple[Node | None, list[Defect]]:
    """Return the tree of the first document in `text` and what is wrong with the file.

    The tree is None where there is none: nothing in the file, not YAML, or over a limit.
    """
    builder = _Builder(text, limits)
    try:
        builder.read(events(text))
    except DefectError as stop:
        builder.defects.append(stop.defect)
        if stop.defect.kind is not DefectKind.SEVERAL_DOCUMENTS:
            return None, builder.defects
    return builder.root, builder.defects


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    start: int
    flow: bool
    is_mapping: bool
    anchor: str | None
    nodes_before: int
    children: list[Node] = field(default_factory=list)
    deepest: int = 0
    """How many collections lie below one another in the deepest of the children."""


class _Builder:
    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.root: Node | None = None
        self.defects: list[Defect] = []
        self.anchors: dict[str, tuple[Node, int, int]] = {}
        self.open: list[_Open] = []
        self.nodes = 0
        self.last_end = 0
        self.documents = 0

    def read(self, events: Iterable[Any]) -> None:
        handlers = {
            "ScalarEvent": self._scalar,
            "AliasEvent": self._alias,
            "MappingStartEvent": self._start,
            "SequenceStartEvent": self._start,
            "MappingEndEvent": self._end,
            "SequenceEndEvent": self._end,
            "DocumentStartEvent": self._document,
        }
        for event in events:
            handler = handlers.get(type(event).__name__)
            if handler is not None:
                handler(event)

    def _document(self, event: Any) -> None:
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

    def _count(self, more: int, span: Span) -> None:
        self.nodes += more
        if self.nodes > self.limits.nodes:
            raise DefectError(
                Defect(
                    DefectKind.OVER_LIMIT,
                    span,
                    f"the file holds more than {self.limits.nodes:,} values, "
                    "counting what its aliases stand for",
                    "raise `nodes` under [limits] if the report is really that long",
                )
            )

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        style = STYLES.get(event.style or "", Style.PLAIN)
        if style is Style.PLAIN and not event.value:
            start = end = self._where_nothing_is()
        elif self.text[start : start + 1] in ("&", "!"):
            properties = re.match(PROPERTIES, self.text[start:end])
            start += properties.end() if properties else 0
        tag = None if event.tag is None else str(event.tag)
        self._count(1, Span(start, end))
        node = Scalar(start, end, event.value, style, tag)
        if event.anchor:
            self.anchors[event.anchor] = (node, 1, 0)
        self._add(node)
        self.last_end = max(self.last_end, end)

    def _where_nothing_is(self) -> int:
        """Place an empty value right after its `-`, `:` or `?`, where somebody would write it."""
        found = re.compile(BLANK).match(self.text, self.last_end)
        at = found.end() if found else self.last_end
        return at + 1 if self.text[at : at + 1] in ("-", ":", "?") else self.last_end

    def _alias(self, event: Any) -> None:
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
        self._count(size, span)
        if len(self.open) + depth > self.limits.depth:
            raise DefectError(self._too_deep(span))
        self._add(moved(node, span), depth)
        self.last_end = span.end

    def _too_deep(self, span: Span) -> Defect:
        return Defect(
            DefectKind.OVER_LIMIT,
            span,
            f"values are nested more than {self.limits.depth} deep",
            "raise `depth` under [limits] if the report really needs it",
        )

    def _start(self, event: Any) -> None:
        start = event.start_mark.index
        if len(self.open) >= self.limits.depth:
            raise DefectError(self._too_deep(Span(start, start + 1)))
        is_mapping = type(event).__name__ == "MappingStartEvent"
        flow = bool(event.flow_style)
        if flow and self.text[start : start + 1] in ("&", "!"):
            properties = re.match(PROPERTIES, self.text[start : event.end_mark.index])
            start += properties.end() if properties else 0
        self._count(1, Span(start, start + 1))
        self.open.append(_Open(start, flow, is_mapping, event.anchor, self.nodes - 1))
        self.last_end = max(self.last_end, event.end_mark.index if flow else start)

    def _end(self, event: Any) -> None:
        done = self.open.pop()
        children = done.children
        end = (
            event.end_mark.index
            if done.flow
            else max((child.end for child in children), default=done.start)
        )
        start = done.start if done.flow or not children else children[0].start
        node: Node
        if done.is_mapping:
            node = self._mapping(start, end, children, done.flow)
        else:
            node = Sequence(done.start, end, tuple(children), done.flow)
        if done.anchor:
            size = self.nodes - done.nodes_before
            self.anchors[done.anchor] = (node, size, done.deepest + 1)
        self._add(node, done.deepest + 1)
        self.last_end = max(self.last_end, end)

    def _add(self, node: Node, depth: int = 0) -> None:
        if self.open:
            self.open[-1].children.append(node)
            self.open[-1].deepest = max(self.open[-1].deepest, depth)
        else:
            self.root = node

    def _mapping(self, start: int, end: int, children: list[Node], flow: bool) -> Mapping:
        own: list[Entry] = []
        merged: list[Entry] = []
        seen: dict[str, Node] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            name = flow_text(key)
            if name in seen:
                self._duplicate(key, seen[name], name)
                continue
            seen[name] = key
            if name == MERGE and isinstance(key, Scalar) and key.style is Style.PLAIN:
                merged.extend(self._merged(value))
            else:
                own.append(Entry(key, value))
        known = {entry.name for entry in own}
        for entry in merged:
            if entry.name not in known:
                known.add(entry.name)
                own.append(entry)
        return Mapping(start, end, tuple(own), flow)

    def _merged(self, value: Node) -> Iterator[Entry]:
        """Yield what `<<: value` brings in; of several mappings the earlier one wins."""
        for node in value.items if isinstance(value, Sequence) else (value,):
            if not isinstance(node, Mapping):
                raise DefectError(
                    _syntax(
                        node.span,
                        f"`<<` merges mappings, and this is {node.kind.value}",
                        "merge an anchored mapping (`<<: *defaults`), or quote the key",
                    )
                )
            yield from node.entries

    def _duplicate(self, key: Node, first: Node, name: str) -> None:
        line = len(re.findall(LINE_BREAK, self.text[: first.start])) + 1
        self.defects.append(
            Defect(
                DefectKind.DUPLICATE_KEY,
                key.span,
                f"`{name}` is already set on line {line}",
                "a reader keeps only one of the two: merge them, or rename one",
                self._pointer(name),
            )
        )

    def _pointer(self, name: str) -> tuple[str | int, ...]:
        """Return the way to `name` in the mapping that has just ended."""
        steps: list[str | int] = []
        for collection in self.open:
            count = len(collection.children)
            if collection.is_mapping:
                steps.append(flow_text(collection.children[-1]) if count else "")
            else:
                steps.append(count)
        return (*steps, name)


def _syntax(span: Span, message: str, help: str = "") -> Defect:
    return Defect(DefectKind.SYNTAX, span, message, help)
