"""Placeholder: a name that stands where an answer belongs: `[Date]`, `<name>`, `{{ title }}`.

As a whole value anything in such brackets is one; inside prose only the names of the template
are, because there brackets have many other uses. A pattern of a date or time that still holds
its letters (`YYYY-MM-DD`, `14:??`) is one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pmlint.quotation import is_quoted, quotations

AROUND = " \t\r\n*_\"'"
STOPS = ".,;:!"
COMMENT = r"<!--(?:[^-]|-(?!->))*-->"
BRACKETED = rf"{COMMENT}|\[[^\[\]]+\]|<{{1,2}}[^<>]+>{{1,2}}|\{{\{{[^{{}}]*\}}\}}"
BETWEEN = r"[\s,;:/&|+–—-]+"

TAGS = (
    r"\[(?:[^\W_]|\^[^\]]+|[0-9]+|[A-Z]{1,10}[ _-]?[0-9]+|[\"'{].*|"
    r"(?i:trace|debug|info|notice|warn|warning|error|err|fatal|crit|critical|alert|emerg|panic))\]"
)
"""Square brackets of other trades: check boxes, footnotes, tickets, JSON, levels of logs."""
ANSWERS = (
    r"(?i:[\[<{\s]*(?:n/?a|not applicable|none|nil|null|unknown|not known|sic|confidential|"
    r"(?:redacted|withheld|removed|deleted|omitted|anonymi[sz]ed|masked|classified)\b.*)[\]>}\s]*)"
)
"""What is said, though in brackets."""
MARKUP = (
    r"<(?:[@#!/?]|[a-zA-Z][a-zA-Z+.-]*://|mailto:|tel:).*>|<[^<>\s]+@[^<>\s]+>"
    r"|<(?i:br|hr|p|b|i|u|s|em|strong|code|pre|div|span|img|ul|ol|li|tt|a)\s*/?>"
    r"|<[a-zA-Z][\w-]*\s[^<>]*=[^<>]*>|<[A-Z](?:\s*,\s*[A-Z])*>"
)
"""Angle brackets of other trades: addresses, mentions, HTML, type parameters."""
WORD = r"[^\W\d_]{2}|\.\.\.?|…|__|[?]"
"""What a placeholder holds at the least: `[10:30]` holds an answer."""

BEFORE = r"(?<![^\W_])(?<![\]!])"
TARGET = r"(?:<?\w+://|[./#])"
AFTER = rf"(?!\(|\[|:\s*{TARGET})"
"""Around a name that is one: no index, no image, no link."""
DEFINITION = rf"(?m)^[ \t]*(\[[^\[\]\n]+\]):[ \t]*{TARGET}"
"""Where Markdown says what a link `[Details]` leads to."""

PAIR = r"(?:[0-9xX?_-]{2}|[Mm]{2}|[Dd]{2}|[JjTt]{2}|[HhSs]{2})"
YEAR = r"(?:[0-9xXyY?_-]{4}|[Jj]{4}|[Aa]{4})"
DAY = rf"(?:{YEAR}(?P<a>[-/.]){PAIR}(?P=a){PAIR}|{PAIR}(?P<b>[-/.]){PAIR}(?P=b){YEAR})"
CLOCK = rf"{PAIR}:{PAIR}(?::{PAIR})?"
PATTERN = (
    rf"(?P<letters>{DAY}(?:(?:[Tt]|\s+){CLOCK})?|{CLOCK})"
    r"\s*(?:Z|UTC|GMT|[A-Z]{3,4}|[+-](?:[0-9]{2}|[Hh]{2}):?(?:[0-9]{2}|[Mm]{2}))?"
)
LONGEST_PATTERN = 40
SEPARATORS = ("-", "/", ".")
LETTERS = frozenset("?_xXyYmMdDhHsSjJaAt")
"""What is left of a pattern in a date that was begun: one of these, `--` or `TT`, at the least."""


def fold(text: str) -> str:
    """Return `text` without case, spacing and brackets: how names and prompts are compared."""
    solid = "".join(text.split()).casefold()
    for bracket in "[]{}<>()":
        solid = solid.replace(bracket, "")
    return solid


def has_bracket(text: str) -> bool:
    """Say whether a bracket opens in `text`: where none does, no name stands in it."""
    return "[" in text or "<" in text or "{" in text


def is_placeholder(text: str, names: frozenset[str] = frozenset()) -> bool:
    """Say whether `text` as a whole is a placeholder; `names` are the template's, folded."""
    whole = text.strip(AROUND).rstrip(STOPS).rstrip(AROUND)
    if not whole:
        return False
    if whole[0] not in "[<{":
        return is_pattern(whole)
    if re.fullmatch(r"\{[^{}]+\}", whole):
        return fold(whole) in names
    if not re.fullmatch(rf"(?:{BRACKETED})(?:{BETWEEN}(?:{BRACKETED}))*", whole):
        return False
    pieces: list[str] = re.findall(BRACKETED, whole)
    if len(pieces) == 1:
        return fold(whole) in names or _is_open(whole)
    return all(fold(p) in names or (p[0] != "[" and _is_open(p)) for p in pieces)


def is_pattern(text: str) -> bool:
    """Say whether `text` is how a date or time is written, not one: `YYYY-MM-DD`, `14:??`."""
    if len(text) > LONGEST_PATTERN or not may_be_pattern(text):
        return False
    found = re.fullmatch(PATTERN, text)
    return found is not None and re.search(r"[^\W\dTt]|[?_]|--|TT|tt", found["letters"]) is not None


def may_be_pattern(text: str) -> bool:
    """Say whether a glance leaves it open that `text` begins with such a pattern.

    It settles all prose, and most dates and times: no need to compile a pattern for them.
    """
    third, fifth = text[2:3], text[4:5]
    is_clock_or_day = third == ":" or (third in SEPARATORS and text[5:6] == third)
    if not is_clock_or_day and (fifth not in SEPARATORS or text[7:8] != fifth):
        return False
    return not (text.isascii() and LETTERS.isdisjoint(text)) or "--" in text or "TT" in text


def names_in(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of the template's `names` inside prose; no link, no code, no speech."""
    if not has_bracket(text):
        return
    pattern = _pattern(tuple(names))
    found = list(pattern.finditer(text)) if pattern is not None else None
    if not found:
        return
    quoted = quotations(text)
    defined = {label.casefold() for label in re.findall(DEFINITION, text)}
    for match in found:
        if not is_quoted(match.start(), quoted) and match.group().casefold() not in defined:
            yield match.span()


@lru_cache(maxsize=16)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    spelt = "|".join(_spellings(name) for name in names)
    return re.compile(rf"{BEFORE}(?:{spelt}){AFTER}") if spelt else None


def _is_open(piece: str) -> bool:
    if piece.startswith("{{") or re.fullmatch(COMMENT, piece):
        return True
    if re.fullmatch(f"{TAGS}|{ANSWERS}|{MARKUP}", piece, re.DOTALL):
        return False
    return re.search(WORD, piece) is not None


def _spellings(name: str) -> str:
    """Return a pattern for a name: as it is or in capitals; of several words, in any case."""
    words = name.split()
    spaced = r"\s+".join(re.escape(word) for word in words)
    return rf"(?i:{spaced})" if len(words) > 1 else f"{spaced}|{re.escape(name.upper())}"
