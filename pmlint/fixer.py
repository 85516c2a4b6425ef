"""Fixer: edits → new text. A fix edits text, not data: everything around it stays as it is."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterable

from pmlint.finding import Edit, Fix
from pmlint.text import Span


def apply(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """Return `text` with as many of `fixes` as go together, and how many those are."""
    chosen = compatible(fixes)
    return edited(text, chosen), len(chosen)


def compatible(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Return those of `fixes` that do not overlap, in the order in which they begin.

    A fix is applied whole or not at all; of two that overlap the one that begins earlier wins,
    and the other finds its place in the next round. Two that do the very same go together.
    """
    chosen: list[Fix] = []
    edits: set[Edit] = set()
    taken: list[Span] = []
    for fix in sorted((fix for fix in fixes if fix.edits), key=lambda fix: fix.edits[0].span):
        new = [edit for edit in fix.edits if edit not in edits]
        if any(_touches(edit.span, taken) for edit in new):
            continue
        chosen.append(fix)
        edits.update(new)
        for edit in new:
            insort(taken, edit.span)
    return tuple(chosen)


def edited(text: str, fixes: Iterable[Fix]) -> str:
    """Return `text` with all of `fixes`, which do not overlap."""
    pieces: list[str] = []
    at = 0
    edits = dict.fromkeys(edit for fix in fixes for edit in fix.edits)
    for edit in sorted(edits, key=lambda edit: edit.span):
        pieces += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join((*pieces, text[at:]))


def _touches(span: Span, taken: list[Span]) -> bool:
    """Say whether `span` overlaps one of `taken`, which are sorted and do not overlap."""
    at = bisect(taken, span)
    return any(
        span.start < other.end and other.start < span.end
        for other in taken[max(at - 1, 0) : at + 1]
    )
