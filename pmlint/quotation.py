"""Quotation: the stretches of a text that show somebody else's words: code, logs, speech.

A rule about what the author wrote looks elsewhere: `[ERROR]` in a quoted log line is no
placeholder, and whoever writes about the "TODO" in a script has not left one.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

from pmlint.compiled import compiled

FENCE = r"^[ \t]*(?P<fence>`{3}|~{3}).*?(?:^[ \t]*(?P=fence)|\Z)"
QUOTATION = (
    rf"(?ms:{FENCE})|`[^`\n]+`|(?<!\w)\"[^\"\n]+\"(?!\w)"
    r"|“[^“”\n]+”|„[^„“”\n]+[“”]|«[^«»\n]+»"
)
"""A mark that opens ends the search for the one before: nothing is read twice."""
MARKS = ("`", "~~~", '"', "“", "„", "«")
"""A quotation begins with one of them."""


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of every stretch in backticks, fences or double quotes, in order."""
    if not any(mark in text for mark in MARKS):
        return ()
    return tuple(found.span() for found in compiled(QUOTATION).finditer(text))


def is_quoted(at: int, stretches: tuple[tuple[int, int], ...]) -> bool:
    """Say whether the character at `at` stands in one of `stretches`."""
    before = bisect_right(stretches, at, key=itemgetter(0))
    return before > 0 and at < stretches[before - 1][1]
