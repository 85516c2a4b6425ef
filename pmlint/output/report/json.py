"""`pmlint report --format json`: for programs, and for another run that puts several together."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pmlint.summary.plain import plain
from pmlint.summary.summary import Summary


def render(summary: Summary) -> Iterator[str]:
    """Yield the lines of one JSON document in ASCII, whatever the reports say."""
    yield from json.dumps(plain(summary), indent=2, ensure_ascii=True).split("\n")
