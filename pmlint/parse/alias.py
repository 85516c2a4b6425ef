"""An alias and all that it stands for, in the place where it is written."""

from __future__ import annotations

from pmlint.document import Entry, Mapping, Node, Scalar, Sequence
from pmlint.text import Span


def moved(node: Node, span: Span) -> Node:
    """Copy `node` to where its alias stands: that is the place a reader must look at."""
    if isinstance(node, Scalar):
        return Scalar(span.start, span.end, node.text, node.style, node.tag, alias=True)
    if isinstance(node, Sequence):
        items = tuple(moved(item, span) for item in node.items)
        return Sequence(span.start, span.end, items, node.flow, alias=True)
    entries = tuple(
        Entry(moved(entry.key, span), moved(entry.value, span)) for entry in node.entries
    )
    return Mapping(span.start, span.end, entries, node.flow, alias=True)
