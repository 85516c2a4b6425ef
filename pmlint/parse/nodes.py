"""Text → tree by the nodes that libyaml composes: the usual report, in the shortest way.

To compose nodes and to walk over them takes two thirds of the time that events take, one by one.
But nodes do not tell everything. Where there may be an anchor, an alias, a tag or the end of a
document, and where a key repeats, merges others, or has no value, the events have to be read.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any

from pmlint.core_schema import Style
from pmlint.document import Entry, Mapping, Node, Scalar, Sequence, flow_text
from pmlint.parse.doubt import BRACKET, HEADER, SIMPLE, expect
from pmlint.parse.limits import Limits
from pmlint.parse.pairs import MERGE

UNTOLD = ("&", "*", "!", "\n...", "\r...")
"""What may be more than a part of a value, which no node would tell."""
DEEPEST = 100
"""The functions here call themselves, and so do libyaml's; what is deeper is left to the events."""
MOST_VALUES = 2
"""No character makes more values: a `-` makes a list and, where nothing follows it, a value. So a
short text cannot go over the limit."""


class UntoldError(Exception):
    """Only the events can tell."""


def compose(content: str, limits: Limits, parser: Hashable) -> Node | None:
    """Return the tree of `content`, or None where there is none; `parser` is PyYAML's `CParser`.

    Raises UntoldError where it takes the events to tell, and what libyaml raises. At what both
    readers do not read alike it raises DoubtError.
    """
    if len(content) * MOST_VALUES > limits.nodes or content.startswith("..."):
        raise UntoldError
    if any(mark in content for mark in UNTOLD):
        raise UntoldError
    composer = _composer(parser)(content)
    composer.left = min(DEEPEST, limits.depth)
    root = composer.get_single_node()
    return None if root is None else _tree(root, content)


@cache
def _composer(parser: Hashable) -> Any:
    class Composer(parser):  # type: ignore[misc, valid-type]
        """Resolves no tags; where PyYAML's composers do so, this one watches over the depth."""

        left: int

        def resolve(self, *_: Any) -> None:
            """Leave a value without a tag as it is."""

        def descend_resolver(self, *_: Any) -> None:
            """Go down to a value, which may be a scalar within the deepest collection."""
            if self.left < 0:
                raise UntoldError
            self.left -= 1

        def ascend_resolver(self) -> None:
            """Come back from it."""
            self.left += 1

    return Composer


def _tree(node: Any, content: str) -> Node:
    start, kind = node.start_mark.index, node.id
    if kind == "scalar":
        style, text = SIMPLE.get(node.style), node.value
        if style is None:
            style = Style(node.style)
            expect(HEADER, content, start)
        elif not text and style is Style.PLAIN:
            raise UntoldError
        return Scalar(start, node.end_mark.index, text, style)
    flow = bool(node.flow_style)
    if flow:
        expect(BRACKET, content, start)
    if kind == "sequence":
        items = tuple([_tree(item, content) for item in node.value])
        return Sequence(start, node.end_mark.index if flow else items[-1].end, items, flow)
    entries: list[Entry] = []
    names: set[str] = set()
    for key_node, value_node in node.value:
        key = _tree(key_node, content)
        names.add(key.text if type(key) is Scalar else flow_text(key))
        entries.append(Entry(key, _tree(value_node, content)))
    if len(names) < len(entries) or MERGE in names:
        raise UntoldError
    if flow:
        return Mapping(start, node.end_mark.index, tuple(entries), True)
    return Mapping(entries[0].key.start, entries[-1].value.end, tuple(entries), False)
