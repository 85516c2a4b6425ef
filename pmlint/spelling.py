"""Spelling: dates and times as people write them → as they are read, and why they were not.

Text to text, but for a date alone: whether the outcome is a moment is for others to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

DATE = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
MONTHS = "January February March April May June July August September October November December"


def read_date(text: str) -> date | None:
    """Return the day that `text` is, written `YYYY-MM-DD`, or None: as jsonschema reads it."""
    if len(text) != len("YYYY-MM-DD") or not text[4] == text[7] == "-" or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def no_such_date(year: int, month: int, day: int) -> str:
    """Return why there is no such day, in plain words."""
    if year == 0:
        return "the year 0000 does not exist"
    if not 1 <= month <= 12:
        return f"the month {month} does not exist"
    if not 1 <= day <= 31:
        return f"the day {day} does not exist"
    leap_day = f" {year:04}" if (month, day) == (2, 29) else ""
    return f"{day} {MONTHS.split()[month - 1]}{leap_day} does not exist"


def respelt(text: str) -> tuple[str, str | None]:
    """Return `text` in the accepted spelling, as far as that is plain, and what was wrong first."""
    reasons = []
    for pattern, meant, why in RESPELLINGS:
        if re.search(pattern, text):
            text = re.sub(pattern, meant, text, count=0 if why is TWO_DIGITS else 1)
            reasons.append(why)
    return text, reasons[0] if reasons else None


def _named_month(found: re.Match[str]) -> str:
    for number, name in enumerate(MONTHS.split(), 1):
        if name.lower().startswith(found["month"].lower()):
            return f"{found['year']}-{number:02}-{int(found['day']):02}"
    return found[0]


def _year_last(found: re.Match[str]) -> str:
    first, second, year = int(found[1]), int(found[2]), found[3]
    if first <= 12 and second <= 12 and first != second:
        return found[0]  # 03/04/2026 is a day in March or in April
    day, month = (second, first) if second > 12 else (first, second)
    return f"{year}-{month:02}-{day:02}"


def _twelve_hours(found: re.Match[str]) -> str:
    hour, minutes, afternoon = int(found[1]), found[2] or ":00", found[3] in "pP"
    if 1 <= hour <= 12:
        hour = hour % 12 + 12 * afternoon
    elif not (afternoon and 12 < hour < 24):  # 21:12 PM says it twice, 21:12 AM contradicts itself
        return found[0]
    return f"{hour:02}{minutes}"


def _next_day(found: re.Match[str]) -> str:
    try:
        return f"{date.fromisoformat(found[1]) + timedelta(days=1)}{found[5]}00"
    except (ValueError, OverflowError):
        return found[0]


HYPHENS = "a date is written with hyphens"
NEXT_DAY = "24:00 is 00:00 of the next day"
HALF_DAY = r"([0-9]{1,2})(:[0-9]{2}(?::[0-9]{2})?)? ?([ap])\.?m\b\.?"
TWO_DIGITS = "months, days, hours and minutes take two digits"
NUMBER, YEAR = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?", r"(?P<year>[0-9]{4})(?![0-9:])"
NAME = r"(?P<month>[a-z]{3,9})\.?"
# Applied in this order, each to what the one before made of the text; a suggestion is offered only
# if the outcome can be read. A pattern that changes nothing is here for its reason alone.
RESPELLINGS: tuple[tuple[str, str | Callable[[re.Match[str]], str], str], ...] = (
    (rf"(?ai)\A{NUMBER}[ -]+{NAME},?[ -]+{YEAR}", _named_month, "a month is written as a number"),
    (rf"(?ai)\A{NAME} +{NUMBER},? +{YEAR}", _named_month, "a month is written as a number"),
    (rf"\A([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]{YEAR}", _year_last, "a date begins with the year"),
    (r"\A([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})(?![0-9])", r"\1-\2-\3", HYPHENS),
    (r"\A([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])", r"\1-\2-\3", HYPHENS),
    (r"\A[0-9]{4}-?W[0-9]{2}", r"\g<0>", "a week date is not read, only year, month and day"),
    (rf"(?ai)(?<![0-9:.]){HALF_DAY}", _twelve_hours, "hours are counted from 00 to 23"),
    (r"(?<![0-9.,])([0-9])(?=[-:][0-9])|(?<=[0-9][-:])([0-9])(?![0-9])", r"0\1\2", TWO_DIGITS),
    (rf"\A({DATE})([Tt]| +)24(?=:00(?::00)?(?![0-9:.,]))", _next_day, NEXT_DAY),
)
