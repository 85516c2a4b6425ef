"""Text → tree by the nodes that libyaml composes: the usual report, in the shortest way.

To compose nodes and to walk over them takes a fifth less time than events do, taken one by one.
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
MOST_COLLECTIONS = 500
"""The functions here call themselves, and so do those that compose nodes: how deep these go cannot
be told while they do, but no deeper than there are collections. A report has some thirty."""
MOST_VALUES = 2
"""No character makes more values: each collection and each value that is written takes one of its
own. So a text of half as many characters as the limit allows values cannot go over it."""


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
    root = _composer(parser)(content).get_single_node()
    return None if root is None else _tree(root, content, min(DEEPEST, limits.depth))


@cache
def _composer(parser: Hashable) -> Any:
    class Composer(parser):  # type: ignore[misc, valid-type]
        """Resolves no tags, which is what PyYAML's composers call these methods for."""

        left = MOST_COLLECTIONS

        def resolve(self, _: Any, value: str | None, *__: Any) -> None:
            """Leave a value as it is; one without text is a collection."""
            if value is None:
                self.left -= 1
                if self.left < 0:
                    raise UntoldError

        def descend_resolver(self, *_: Any) -> None:
            """Go down to a value."""

        def ascend_resolver(self) -> None:
            """Come back from it."""

    return Composer


def _tree(node: Any, content: str, left: int) -> Node:
    """Return the tree of `node`, in which collections lie `left` deep at most."""
    start, kind = node.start_mark.index, node.id
    if kind == "scalar":
        style, text = SIMPLE.get(node.style), node.value
        if style is None:
            style = Style(node.style)
            expect(HEADER, content, start)
        elif not text and style is Style.PLAIN:
            raise UntoldError
        return Scalar(start, node.end_mark.index, text, style)
    if not left:
        raise UntoldError
    flow = bool(node.flow_style)
    if flow:
        expect(BRACKET, content, start)
    if kind == "sequence":
        items = tuple([_tree(item, content, left - 1) for item in node.value])
        return Sequence(start, node.end_mark.index if flow else items[-1].end, items, flow)
    entries: list[Entry] = []
    names: set[str] = set()
    for key_node, value_node in node.value:
        key = _tree(key_node, content, left - 1)
        names.add(key.text if type(key) is Scalar else flow_text(key))
        entries.append(Entry(key, _tree(value_node, content, left - 1)))
    if len(names) < len(entries) or MERGE in names:
        raise UntoldError
    if flow:
        return Mapping(start, node.end_mark.index, tuple(entries), True)
    return Mapping(entries[0].key.start, entries[-1].value.end, tuple(entries), False)
