"""Line: a text of a report as one line in which nothing is hidden."""

from __future__ import annotations

import re

from pmlint.output.escape import visible, width

SPACE = r"[ \t\r\n]+"
CUT = "…"


def line(text: str) -> str:
    """Return `text` in one line, with what is invisible made visible."""
    if text.isascii() and text.isprintable():
        return text
    return visible(re.sub(SPACE, " ", text))


def cut(text: str, columns: int) -> str:
    """Return the line of `text`, or its beginning where it takes more than `columns`."""
    whole = line(text)
    if width(whole) <= columns:
        return whole
    kept = whole[:columns]
    while width(kept) > columns - 1:
        kept = kept[:-1]
    return kept + CUT
