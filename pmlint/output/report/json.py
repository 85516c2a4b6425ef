"""`pmlint report --format json`: for programs, and for another run that puts several together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pmlint.summary.plain import plain
from pmlint.summary.summary import Summary

STEP = "  "
FORM = json.JSONEncoder(indent=len(STEP))


def render(summary: Summary) -> Iterator[str]:
    """Yield one JSON document in ASCII, whatever the reports say: lines, some of them together.

    It reads as `json.dumps(…, indent=2)` writes it, but there may be too many items for one text.
    """
    told = plain(summary)
    yield "{"
    for left, (key, value) in zip(range(len(told) - 1, -1, -1), told.items(), strict=True):
        name, comma = f"{STEP}{json.dumps(key)}: ", "," if left else ""
        if not value or not isinstance(value, list):
            yield f"{name}{_indented(value, STEP)}{comma}"
            continue
        yield f"{name}["
        for number, each in enumerate(value, 1):
            end = "," if number < len(value) else ""
            yield f"{STEP * 2}{_indented(each, STEP * 2)}{end}"
        yield f"{STEP}]{comma}"
    yield "}"


def _indented(value: Any, margin: str) -> str:
    """Return `value`; no text in JSON has a line break, so that each is one of the form."""
    return FORM.encode(value).replace("\n", f"\n{margin}")
