"""Durations out of prose: `four hours and 17 minutes`, `a 27-minute outage`, `2h 28m`.

Only what says plainly how long something took is read. `2-3 hours` and `a few minutes` say it not,
and `5m users` is no time at all; who looks for durations must live with those that are not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum

from pmlint.compiled import compiled
from pmlint.frozen import Frozen
from pmlint.phrase import caseless

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
UNITS = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}
"""A unit by its first letter."""
NAMES = (("day", UNITS["d"]), ("hour", UNITS["h"]), ("minute", UNITS["m"]), ("second", UNITS["s"]))
UNIT = r"weeks?|days?|hours?|hrs?|h|minutes?|mins?|mn|m|seconds?|secs?|s|d"
NUMBER = rf"[0-9]{{1,3}},[0-9]{{3}}|[0-9]{{1,6}}(?:\.[0-9]{{1,3}})?|an?|{'|'.join(WORDS)}"
GAP = r"\s{0,3}-?\s{0,3}"
HALF = "(?: and a half)?"
PART = r"(?:half an|three quarters of an|(?:a )?quarter of an) hour"
ATOM = (
    rf"(?i)(?<![\w.,:/$€£+–—-])(?:(?P<number>{NUMBER})(?P<half>{HALF})(?P<gap>{GAP})"
    rf"(?P<unit>{UNIT})(?P<more>{HALF})|(?P<part>{PART}))(?![^\W0-9]|/)"
)
GLUED = rf"(?i)(?<=[0-9][hm])(?P<number>[0-9]{{1,2}})(?P<unit>{UNIT})(?!\w)"
PARTS = {"half": 30, "three": 45, "a": 15, "quarter": 15}
"""Minutes, by the first word."""
JOINT = r"(?i)\s*(?:,\s*)?(?:and\s+)?"
ANOTHER_NUMBER = r"(?i)(?:[0-9]|\b(?:one|two|three|four|five|six))\s*(?:to|or|and|-|–|—)\s+$"
ROUGHLY = (
    r"(?i)(?:\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|circa|ca\.|"
    r"close to|just (?:over|under))\s+|[~≈]\s*)$"
)
BOUNDED = (
    r"(?i)(?:\b(?:more|less|longer|fewer|shorter|later|rather|other) than|\bat (?:least|most)|"
    r"\b(?:over|under|above|below|beyond|up to|within|every|each|per|another|further|"
    r"additional|extra|next|last|past|first|only the|final|maximum of|minimum of|average of|"
    r"between|from|to|until|in|by)|[<>≤≥])(?:\s+(?:a|an|the|another|further))?\s*$"
)
ENDS = {
    ANOTHER_NUMBER: ("to", "or", "and", "-", "–", "—"),
    ROUGHLY: (
        "about", "around", "approximately", "approx", "approx.", "roughly", "nearly", "almost",
        "some", "circa", "ca.", "to", "over", "under", "~", "≈",
    ),
    BOUNDED: (
        "than", "least", "most", "over", "under", "above", "below", "beyond", "to", "within",
        "every", "each", "per", "another", "further", "additional", "extra", "next", "last", "past",
        "first", "final", "the", "of", "between", "from", "until", "in", "by", "<", ">", "≤", "≥",
        "a", "an",
    ),
}  # fmt: skip
"""What ends with none of these, whatever its case, need not be searched for such a pattern."""
LONG_UNITS = ("week", "day", "hour", "hr", "min", "mn", "sec", "half")
SHORT_UNITS = r"[0-9](?:\s{0,3}-?\s{0,3}h|[msd])"
NEARBY = 40
"""So many characters before a duration can say how exactly it is meant."""


class Exactness(Enum):
    """How exactly a duration is meant."""

    EXACT = "exact"
    """As it stands."""
    ROUGH = "rough"
    """`about`, `nearly`, `~`."""
    LIMIT = "limit"
    """A limit, a rhythm or a remainder: `more than`, `every`, `another`."""


class Duration(Frozen):
    """A duration in a text: the characters `start` to `end`, and what they mean.

    `unit` is the smallest one that is stated; `lead` is where the words begin that say how
    exactly the duration is meant.
    """

    start: int
    end: int
    length: timedelta
    unit: timedelta
    exactness: Exactness
    lead: int


class _Atom(Frozen):
    start: int
    end: int
    length: timedelta
    unit: timedelta
    short: bool  # `5m`, `3d`: a duration only beside another one, as in `2h 5m`


def durations(text: str) -> Iterator[Duration]:
    """Yield the durations in `text`, from left to right; they do not overlap."""
    if not _may_hold_any(text):
        return
    group: list[_Atom] = []
    for atom in _atoms(text):
        if group and _continues(text, group[-1], atom):
            group.append(atom)
            continue
        yield from _duration(text, group)
        group = [atom]
    yield from _duration(text, group)


def read_duration(text: str) -> timedelta | None:
    """Return the duration that `text` is, as a whole, roughly or not; None if it is none."""
    plain = text.strip().rstrip(".!")
    for found in durations(plain):
        if found.lead == 0 and found.end == len(plain):
            return found.length
    return None


def spoken(length: timedelta) -> str:
    """Return a duration in words, in its two largest units: `2 hours 28 minutes`."""
    rest, parts = abs(length), []
    for name, unit in NAMES:
        count, rest = divmod(rest, unit)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "no time"


def _may_hold_any(text: str) -> bool:
    """Say whether a glance leaves it open that a duration is in `text`."""
    words = caseless(text)
    if any(unit in words for unit in LONG_UNITS):
        return True
    return compiled(SHORT_UNITS).search(words) is not None


def _atoms(text: str) -> Iterator[_Atom]:
    found = [*compiled(ATOM).finditer(text), *compiled(GLUED).finditer(text)]
    for match in sorted(found, key=lambda match: match.start()):
        said = match.groupdict()
        if said.get("part"):
            minutes = timedelta(minutes=PARTS[said["part"].split()[0].lower()])
            yield _Atom(match.start(), match.end(), minutes, UNITS["m"], short=False)
            continue
        number, unit = said["number"].lower().replace(",", ""), UNITS[said["unit"][0].lower()]
        words = not number[0].isdigit()
        if len(said["unit"]) == 1 and (words or (said.get("gap") and said["unit"] != "h")):
            continue
        value = WORDS.get(number, 1) if words else float(number)
        value += 0.5 * bool(said.get("half") or said.get("more"))
        short = said["unit"] in ("m", "d", "s")
        yield _Atom(match.start(), match.end(), value * unit, unit, short)


def _continues(text: str, before: _Atom, atom: _Atom) -> bool:
    joined = compiled(JOINT).fullmatch(text[before.end : atom.start]) is not None
    return joined and atom.unit < before.unit


def _ends_with(pattern: str, nearby: str) -> re.Match[str] | None:
    if not caseless(nearby.rstrip()).endswith(ENDS[pattern]):
        return None
    return compiled(pattern).search(nearby)


def _duration(text: str, group: list[_Atom]) -> Iterator[Duration]:
    if not group or (len(group) == 1 and group[0].short):
        return
    start = group[0].start
    nearby = text[max(0, start - NEARBY) : start]
    if _ends_with(ANOTHER_NUMBER, nearby):
        return
    lead, exactness = start, Exactness.EXACT
    if found := _ends_with(ROUGHLY, nearby):
        lead, exactness = start - len(found[0]), Exactness.ROUGH
    elif found := _ends_with(BOUNDED, nearby):
        lead, exactness = start - len(found[0]), Exactness.LIMIT
    length = sum((atom.length for atom in group), timedelta(0))
    yield Duration(start, group[-1].end, length, group[-1].unit, exactness, lead)
