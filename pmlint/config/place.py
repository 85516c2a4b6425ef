"""Where a key stands in a TOML text: the reader of the standard library does not say."""

from __future__ import annotations

import re

KEY = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
DOTTED = rf"{KEY}(?:\s*\.\s*{KEY})*"
HEADER = rf"^\s*\[\[?\s*(?P<name>{DOTTED})\s*\]\]?"
ASSIGNMENT = rf"^\s*(?P<name>{DOTTED})\s*="


def place_of(text: str, way: tuple[str, ...]) -> tuple[int, int]:
    """Return line and column (from 1) of the key that `way` leads to.

    Where the key itself cannot be found (inside an inline table, say) it is the place of the
    nearest key above it, and 1:1 where there is none.
    """
    best, place = 0, (1, 1)
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        header = re.match(HEADER, line)
        found = header or re.match(ASSIGNMENT, line)
        if found is None:
            continue
        name = tuple(part.strip("\"'") for part in re.findall(KEY, found["name"]))
        if header:
            table = name
        full = name if header else (*table, *name)
        length = _common(full, way)
        if length == len(full) and length > best:
            best, place = length, (number, found.start("name") + 1)
    return place


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
