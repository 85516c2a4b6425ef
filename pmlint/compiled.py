"""Compiled: a regular expression that is compiled when it is first used, and kept.

`re` keeps what it compiles too, but looks it up in Python: with some two hundred searches a report
that was a tenth of judging it.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return `pattern` as it is compiled; for those that are written in the source, or few."""
    return re.compile(pattern, flags)
