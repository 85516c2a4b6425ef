"""Quantities in few words: spans of time, shares, numbers of days."""

from __future__ import annotations

from datetime import timedelta

UNKNOWN = "–"
"""What stands where nothing is known."""
MINUTE, HOUR, DAY = 60, 3600, 86400
UNITS = ((DAY, "d"), (HOUR, "h"), (MINUTE, "min"))


def span(length: timedelta | None) -> str:
    """Return a span in its two largest units: `2 h 5 min`, `3 d`, `40 s`."""
    if length is None:
        return UNKNOWN
    seconds = round(length.total_seconds())
    if abs(seconds) < MINUTE:
        return f"{seconds} s"
    sign, left = ("−" if seconds < 0 else ""), abs(seconds)
    first = next(number for number, (unit, _) in enumerate(UNITS) if left >= unit)
    smallest = UNITS[min(first + 1, len(UNITS) - 1)][0]
    left = (left + smallest // 2) // smallest * smallest
    parts = []
    for unit, word in UNITS:
        number, left = divmod(left, unit)
        if number:
            parts.append(f"{number} {word}")
    return sign + " ".join(parts)


def days(number: float | None) -> str:
    """Return a number of days, which may be a median: `1 day`, `12.5 days`."""
    if number is None:
        return UNKNOWN
    return f"{number:,g} day" if number == 1 else f"{number:,g} days"


def percent(share: float | None) -> str:
    """Return a share. One that is not all or nothing is never rounded to it."""
    if share is None:
        return UNKNOWN
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"
