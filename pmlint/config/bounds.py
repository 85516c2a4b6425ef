"""Bounds: how much of a configuration is read. A repository may bring a hostile one."""

from __future__ import annotations

MOST = 512 * 1024
MOST_DOTS = 500
"""In one line. `a.a.a.…` of 200,000 parts keeps tomllib (3.11) busy for the better part of an hour:
it looks at every part for every other."""


def excess(text: str) -> str:
    """Return what is too much about the configuration `text`; nothing where it can be read."""
    if len(text) > MOST:
        return f"larger than {MOST:,} bytes"
    if text.count(".") > MOST_DOTS:
        for number, line in enumerate(text.split("\n"), 1):
            if line.count(".") > MOST_DOTS:
                return f"line {number} has more than {MOST_DOTS} dots"
    return ""
