"""Extent: how large a template may be, in what costs time with every report.

A template of two megabytes can hold tens of thousands of expressions, and a few lines of one that
refers to itself can have more different parts than there is memory for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pmlint.shape import Shape
from pmlint.template.loop import Way

MOST_PATTERNS = 2_000
MOST_PARTS = 5_000
MOST_ANCHORED = 1_000_000
"""So often may a schema be passed on the way to the anchors that are referred to."""


def excesses(schemas: tuple[tuple[Way, dict[str, Any]], ...]) -> Iterator[tuple[str, Way]]:
    """Yield what there is too much of in `schemas`, which are all of a template's, with its way."""
    patterns = 0
    anchored = 0
    for way, at in schemas:
        patterns += "pattern" in at
        below = at.get("patternProperties")
        patterns += len(below) if isinstance(below, dict) else 0
        if patterns > MOST_PATTERNS:
            yield f"the template has more than {MOST_PATTERNS:,} patterns", way
            return
        reference = at.get("$ref", at.get("$dynamicRef"))
        anchored += isinstance(reference, str) and reference[1:2] not in ("", "/")
        if anchored * len(schemas) > MOST_ANCHORED:
            yield "too many references by `$anchor`: write `#/$defs/…`", way
            return


def part_excess(root: dict[str, Any]) -> Iterator[tuple[str, Way]]:
    """Yield what is to be said of a template that has too many parts which are not alike."""
    if any(islice(Shape.of(root).walk(), MOST_PARTS, None)):
        yield (
            f"the template has more than {MOST_PARTS:,} different parts, through what refers to "
            "itself: let fewer branches know the same key",
            (),
        )
