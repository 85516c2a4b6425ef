"""Expression: a regular expression of a template, searched for a bounded time.

`re` goes back and forth for years over some expressions that a line of text does not match
(`(a|aa)+$`), and cannot be told to stop. `regex` speaks the same dialect, sees through most of
them, and gives up when it is told to.
"""

from __future__ import annotations

import re
from functools import cache
from time import perf_counter
from typing import Any

SECONDS = 1.0
"""So much of the processor's time may a search take, and all slow ones of an expression."""
SLOW = 0.01
MOST_REPEATED = 10_000
"""`regex` writes out what must be repeated: `(?:a{1000}){1000}` would be a million steps."""
LEAST_COUNT = r"\{(\d+)(?:,\d*)?\}"
ESCAPED = r"\\N\{[^}]*\}|\\."
TEXT_BRACE = r"\{(?!\d+(?:,\d*)?\}|,\d*\})"
"""A brace that counts nothing is text to `re`, and may be an approximate match to `regex`."""
UNIT = r"(?:[\w -]|\\[wdsWDS.-]|\[\^?[^\[\]\\^]+\])"
TAME = rf"\^?{UNIT}+|\^{UNIT}+[*+]\$?|\^{UNIT}+\$"
"""Expressions that nothing can make slow, whoever searches."""


class EndlessError(Exception):
    """A search would take too long; the text is the expression."""


class Expression:
    """One expression. Raises re.error for what Python does not take for one."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        re.compile(pattern)
        self._spent = 0.0

    def found_in(self, text: str) -> bool:
        """Say whether some of `text` matches. Raises EndlessError, at once if it did before."""
        if self._spent >= SECONDS:
            raise EndlessError(self.pattern)
        began = perf_counter()
        try:
            found = _compiled(self.pattern).search(text, timeout=SECONDS) is not None
        except TimeoutError:
            self._spent = SECONDS
            raise EndlessError(self.pattern) from None
        took = perf_counter() - began
        if took >= SLOW:
            self._spent += took
        return found


@cache
def expression(pattern: str) -> Expression:
    """Return the one expression for `pattern`, which knows how long it was searched for."""
    return Expression(pattern)


def is_tame(pattern: str) -> bool:
    """Say whether a search for `pattern` takes no longer than reading the text."""
    return re.fullmatch(TAME, pattern) is not None


def mistake(pattern: str) -> str:
    """Return what is wrong with `pattern` as a regular expression; nothing where nothing is."""
    count = 1
    for least in re.findall(LEAST_COUNT, re.sub(r"\\.", "", pattern)):
        count *= max(int(least[:9]), 1)
    if count > MOST_REPEATED:
        return f"`{pattern}` repeats something more than {MOST_REPEATED:,} times"
    try:
        re.compile(pattern)
        _compiled(pattern)
    except (re.error, OverflowError, ValueError) as error:
        return f"`{pattern}` is no regular expression of Python: {error}"
    return ""


@cache
def _compiled(pattern: str) -> Any:
    import regex

    braces = rf"({ESCAPED})|{TEXT_BRACE}"
    written = re.sub(braces, lambda found: found[1] or r"\{", pattern, flags=re.DOTALL)
    try:
        return regex.compile(written, regex.VERSION0)
    except regex.error as error:
        raise re.error(str(error)) from None
