"""Fixer: edits → new text. A fix edits text, not data: everything around it stays as it is."""

from __future__ import annotations

from collections.abc import Iterable

from pmlint.finding import Edit, Fix


def apply(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """Return `text` with as many of `fixes` as do not overlap, and how many those are.

    A fix is applied whole or not at all; of two that overlap the one that begins earlier wins,
    and the other finds its place in the next round.
    """
    chosen: list[Edit] = []
    applied = 0
    for fix in sorted((fix for fix in fixes if fix.edits), key=lambda fix: fix.edits[0].span):
        if not any(_touch(edit, other) for edit in fix.edits for other in chosen):
            chosen.extend(fix.edits)
            applied += 1
    pieces: list[str] = []
    at = 0
    for edit in sorted(chosen, key=lambda edit: edit.span):
        pieces += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join((*pieces, text[at:])), applied


def _touch(edit: Edit, other: Edit) -> bool:
    if edit == other:
        return True
    return edit.span.start < other.span.end and other.span.start < edit.span.end
