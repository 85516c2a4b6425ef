"""Intervals as people write them, `09:12 to 11:40` → the moments at their two ends."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from pmlint.frozen import replace
from pmlint.moment import EITHER, LONGEST, Moment, NotAMoment, read_moment
from pmlint.spelling import respelt
from pmlint.zone import Shift, Zone

RANGES = (
    r"(?ai)( +(?:to|until|-|–|—) +)",
    r"( */ *)(?=[0-9])",
    r"(?ai)(?:(?<=:[0-9]{2})|(?<=[0-9]Z))( *[-–—] *)(?=[0-9]{1,2}:[0-9]{2})",
)


def read_range(
    text: str, *, zone: Zone | None = None, previous: Moment | None = None, day: date | None = None
) -> tuple[Moment, Moment | None] | NotAMoment:
    """Read `A to B`, `A until B`, `from A to B`, `A/B`, `A-B` (or a longer dash), or A alone.

    The arguments are those of `read_moment`. A time of day as B takes the date and zone of A; an A
    that names no zone takes the one written on B: `2026-03-14 09:12 to 11:40 UTC`. Where B may be
    an offset as well, `09:12-10:00`, the two are in a zone that is not known.
    """
    whole = read_moment(text, zone=zone, previous=previous, day=day)
    if isinstance(whole, Moment):
        return whole, _end_of(whole)
    plain = re.sub(r"(?ai)\Afrom +", "", text.strip()) if len(text) <= LONGEST else ""
    for pattern in RANGES:
        parts = re.split(pattern, plain)
        if len(parts) == 3:
            return _read_parts(parts, zone, previous, day)
    return whole


def _end_of(moment: Moment) -> Moment | None:
    """Return the end of a range that `moment` is, if it can be read as one: `09:12-10:00`."""
    word = moment.abbreviation or ""
    if not word.endswith(EITHER) or not moment.text.rstrip().endswith(word[:-1]):
        return None
    clock = time.fromisoformat(word[1:-1])
    return replace(moment, text=word[1:-1], local=datetime.combine(moment.local.date(), clock))


def _read_parts(
    parts: list[str], zone: Zone | None, previous: Moment | None, day: date | None
) -> tuple[Moment, Moment] | NotAMoment:
    """Read the two ends of a range from `parts`: an end, what stands between them, an end."""
    start = read_moment(parts[0], zone=zone, previous=previous, day=day)
    if isinstance(start, NotAMoment):
        return _with_both_respelt(start, parts, zone, previous, day)
    told = start.written_zone or start.borrowed_zone or start.abbreviation
    anchor = start if told else replace(start, zone=None)
    end = read_moment(parts[2], zone=zone or start.zone, previous=anchor)
    if isinstance(end, NotAMoment):
        return _with_both_respelt(end, parts, zone, previous, day)
    if told or not (end.written_zone or end.abbreviation):
        return start, end
    start = replace(start, zone=end.zone, abbreviation=end.abbreviation, borrowed_zone=True)
    return replace(start, shift=Shift.NONE), end


def _with_both_respelt(
    wrong: NotAMoment,
    parts: list[str],
    zone: Zone | None,
    previous: Moment | None,
    day: date | None,
) -> NotAMoment:
    """Return `wrong`, which is about one end of a range, with a suggestion for the whole range."""
    meant = [respelt(part)[0] for part in parts]
    again = wrong if meant == parts else _read_parts(meant, zone, previous, day)
    return replace(wrong, suggestion=None if isinstance(again, NotAMoment) else "".join(meant))
