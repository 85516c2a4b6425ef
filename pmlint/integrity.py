"""Integrity: whether a text that fixes were made in still says what it said.

A fix edits text and knows nothing of what stands around it. So what came out is read, and held
against what was there: the same keys, lists and values, but for the values that fixes were for.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable

from pmlint.core_schema import Kind
from pmlint.document import Document, Mapping, Node, Scalar, Sequence
from pmlint.finding import Fix
from pmlint.text import Span


def is_intact(before: Document, after: Document, fixes: Iterable[Fix]) -> bool:
    """Say whether `after`, which is `before` with `fixes`, is what they were meant to make of it.

    It must be a report with no more defects than before. A fix that keeps the data changes no
    value; any other one the values or keys in which it edits, and those become text.
    """
    if before.root is None or after.root is None:
        return False
    if Counter(d.kind for d in after.defects) - Counter(d.kind for d in before.defects):
        return False
    touched = _Touched(edit.span for fix in fixes if not fix.keeps_data for edit in fix.edits)
    waiting: list[tuple[Node, Node]] = [(before.root, after.root)]
    while waiting:
        was, now = waiting.pop()
        if isinstance(was, Scalar) and isinstance(now, Scalar):
            if not _is_same(was, now) and not (now.kind is Kind.TEXT and was in touched):
                return False
            if (was.tag, was.alias) != (now.tag, now.alias):
                return False
        elif isinstance(was, Mapping) and isinstance(now, Mapping):
            if len(was.entries) != len(now.entries):
                return False
            for old, new in zip(was.entries, now.entries, strict=True):
                waiting += ((old.key, new.key), (old.value, new.value))
        elif isinstance(was, Sequence) and isinstance(now, Sequence):
            if len(was.items) != len(now.items):
                return False
            waiting += zip(was.items, now.items, strict=True)
        else:
            return False
    return True


def _is_same(was: Scalar, now: Scalar) -> bool:
    return was.text == now.text and was.kind is now.kind


class _Touched:
    """The stretches of a text in which something was edited; none overlaps another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(set(spans))

    def __contains__(self, node: Scalar) -> bool:
        at = bisect(self._spans, Span(node.end, node.end))
        return not node.alias and any(
            span.start <= node.end and node.start <= span.end for span in self._spans[at - 1 : at]
        )
