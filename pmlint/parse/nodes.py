"""Text → tree by the nodes that libyaml composes: the usual report, in the shortest way.

To compose nodes and to walk over them takes a fifth less time than events do, taken one by one.
But nodes do not tell everything. Where there may be an anchor, an alias, a tag or the end of a
document, and where a key repeats, merges others, or has no value, the events have to be read.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import cache
from itertools import chain
from typing import Any

from pmlint.compiled import compiled
from pmlint.core_schema import Style
from pmlint.document import Entry, Mapping, Node, Scalar, Sequence, flow_text
from pmlint.parse.doubt import BRACKET, HEADER, SIMPLE, expect
from pmlint.parse.limits import Limits
from pmlint.parse.pairs import MERGE

END = ("\n...", "\r...")
"""What may end a document, which no node would tell."""
MARKS = ("&", "!")
PROPERTY = r"[&!](?<=[\s,\[{:?][&!])(?:(?<=!)|(?=\S))"
"""What may be an anchor or a tag: no other letter stands right before one, and a name follows but
for `!`. In prose most of the marks are none: `R&D`, `Wow!`. Where there is no anchor, libyaml stops
at an alias."""
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
    if len(content) * MOST_VALUES > limits.nodes or may_be_untold(content):
        raise UntoldError
    root = _composer(parser)(content).get_single_node()
    return None if root is None else _tree(root, content, min(DEEPEST, limits.depth))


def may_be_untold(content: str) -> bool:
    """Say whether `content` may hold what is more than a part of a value."""
    if content.startswith(("...", *MARKS)) or any(end in content for end in END):
        return True
    if not any(mark in content for mark in MARKS):
        return False
    return compiled(PROPERTY).search(content) is not None


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
    return _trees((node,), content, left)[0]


def _trees(nodes: Iterable[Any], content: str, left: int) -> list[Node]:
    """Return the tree of each of `nodes`."""
    made: list[Node] = []
    for node in nodes:
        if node.id != "scalar":
            made.append(_collection(node, content, left))
            continue
        start, style, text = node.start_mark.index, SIMPLE.get(node.style), node.value
        if style is None:
            style = Style(node.style)
            expect(HEADER, content, start)
        elif not text and style is Style.PLAIN:
            raise UntoldError
        made.append(Scalar(start, node.end_mark.index, text, style))
    return made


def _collection(node: Any, content: str, left: int) -> Sequence | Mapping:
    """Return the tree of `node`, a list or mapping."""
    if not left:
        raise UntoldError
    start, flow = node.start_mark.index, bool(node.flow_style)
    if flow:
        expect(BRACKET, content, start)
    if node.id == "sequence":
        items = tuple(_trees(node.value, content, left - 1))
        return Sequence(start, node.end_mark.index if flow else items[-1].end, items, flow)
    both = _trees(chain.from_iterable(node.value), content, left - 1)
    keys, values = both[::2], both[1::2]
    names = {key.text if type(key) is Scalar else flow_text(key) for key in keys}
    if len(names) < len(keys) or MERGE in names:
        raise UntoldError
    entries = tuple(map(Entry, keys, values))
    if flow:
        return Mapping(start, node.end_mark.index, entries, True)
    return Mapping(keys[0].start, values[-1].end, entries, False)
