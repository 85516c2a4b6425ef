"""Dates and times as people write them → moments that can be compared.

A report's time is seldom an instant. `2026-03-14` is a whole day, `09:12` a minute of a day named
elsewhere, `09:12 PST` a minute in one of several zones, and `02:30` in the night the clocks go back
happens twice. A `Moment` keeps what was written and the bounds of what it can mean: every instant
that it may stand for lies between `earliest` and `latest`, both included. On these bounds rest the
comparisons of `order`; what is no moment only for its spelling is respelt by `spelling`.

`09:12-10:00` may be a time with an offset, or two times. It is an offset where that is the only
sensible reading: behind seconds or a `T`, or where 10:00 were not after 09:12; and it is two times
where no clock keeps such an offset (`09:12-11:40`). What is left can be read either way, so it has
a zone that nobody knows, and is compared only with times written likewise.

Text that is no moment becomes a `NotAMoment`, which says why. Nothing here raises, reads a clock,
or asks the machine for its zone.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import Enum

from pmlint.compiled import compiled
from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.spelling import DATE, TWO_DIGITS, no_such_date, read_date, respelt
from pmlint.zone import Shift as Shift  # noqa: PLC0414 - offered here, beside Moment
from pmlint.zone import (
    Zone,
    instant,
    is_abbreviation,
    is_offset_in_use,
    offsets,
    read_offset,
    shift_of,
    why_no_zone,
)

LONGEST = 200  # characters; a range takes 80, and no pattern should have to fail on a novel
CLOCK = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(:(?P<second>[0-9]{2})([.,](?P<part>[0-9]+))?)?"
MOMENT = rf"(?!\Z)({DATE}((?:[Tt]| +)(?=[0-9])|\Z))?({CLOCK} *(?P<rest>([^0-9:., ].*)?))?"
GROUPS = ("year", "month", "day", "hour", "minute", "second", "part", "rest")
END = r"-(?:[01][0-9]|2[0-3]):[0-5][0-9]"
EITHER = "?"
"""Behind what may be an offset or the end of a range, where an abbreviation is kept."""


class Precision(Enum):
    """How finely a time was written, and so the span in which it lies."""

    DAY = timedelta(days=1)
    """A date: somewhere in its 24 hours."""
    MINUTE = timedelta(minutes=1)
    """Hours and minutes: somewhere in these 60 seconds."""
    SECOND = timedelta(seconds=1)
    """Seconds too: somewhere in that second or, where a fraction was written, exactly then."""


class Trouble(Enum):
    """Why a text is not a moment."""

    NOT_A_TIME = "not-a-time"
    """It is no date and no time of day."""
    OTHER_SPELLING = "other-spelling"
    """It is a date or a time, in a spelling that is not read."""
    NO_SUCH_DATE = "no-such-date"
    """The calendar lacks this day."""
    NO_SUCH_TIME = "no-such-time"
    """The clock lacks this time of day."""
    NO_SUCH_ZONE = "no-such-zone"
    """What follows the time of day is neither an offset nor an abbreviation of a zone."""
    NO_DATE = "no-date"
    """It is a time of day, and nothing says of which day."""


class NotAMoment(Frozen):
    """A text that is not a moment, and why."""

    trouble: Trouble
    says: str  # in plain words, lower case, no full stop: `30 February does not exist`
    suggestion: str | None = None  # the whole text as it is read, when only one is sensible


class Moment(Frozen):
    """A date or a time as written, with the bounds of what it can mean."""

    text: str  # as written
    local: datetime  # what the clock on the wall showed, without a zone; midnight for a date
    precision: Precision
    zone: Zone | None  # the one in force: written, else a neighbour's, else the default, else none
    written_zone: bool = False  # the text itself ends with Z, UTC, GMT or an offset
    # The ambiguous one in force, as `PST`, or `-10:00?`, maybe the end of a range; then no zone.
    abbreviation: str | None = None
    clock_only: bool = False  # the text is a time of day, its date was taken from elsewhere
    shift: Shift = Shift.NONE
    borrowed_zone: bool = False  # zone or abbreviation were written on the neighbour it was read by

    @property
    def naive(self) -> bool:
        """Whether this is a date-time for which nobody wrote a zone or an abbreviation."""
        told = self.written_zone or self.borrowed_zone or self.abbreviation is not None
        return self.precision is not Precision.DAY and not told

    @lazy
    def last(self) -> datetime:
        """The last local time this can mean, naive like `local`, which is the first."""
        exact = self.precision is Precision.SECOND and self.local.microsecond > 0
        return self.local if exact else self.local + (self.precision.value - datetime.resolution)

    @lazy
    def earliest(self) -> datetime:
        """The first instant this can mean, in aware UTC."""
        before, after = offsets(self.local, self.zone)
        return instant(self.local, max(before, after))

    @lazy
    def latest(self) -> datetime:
        """The last instant this can mean, to the microsecond, in aware UTC."""
        before, after = offsets(self.last, self.zone)
        return instant(self.last, min(before, after))

    @property
    def last_begin(self) -> datetime:
        """The last local time at which this can have begun: only a day is as long as it is."""
        return self.last if self.precision is Precision.DAY else self.local

    @lazy
    def latest_begin(self) -> datetime:
        """The last instant at which this can have begun, in aware UTC."""
        local = self.last_begin
        before, after = offsets(local, self.zone)
        return instant(local, min(before, after))


def read_moment(
    text: str, *, zone: Zone | None = None, previous: Moment | None = None, day: date | None = None
) -> Moment | NotAMoment:
    """Read a date, a date-time or, where a date is handed in, a time of day; never raises.

    Read are the spellings of RFC 3339 and the extended format of ISO 8601. `zone` is the default
    for text that names none. A time of day continues `previous`: it takes the zone or abbreviation
    of that moment and its date (the date in its own zone, if it is written with one); without
    `previous` it falls on `day`. A leap second, `23:59:60`, counts as the second after it.
    """
    read = _read(text, zone, previous, day)
    return read if isinstance(read, Moment) else _explain(text, read)


def date_in(moment: Moment, zone: Zone | None) -> date:
    """Return the date of `moment` on a calendar in `zone`.

    A day keeps its date wherever it is seen, and so does a moment when its own zone is not known
    or no `zone` is handed in.
    """
    if moment.precision is Precision.DAY or moment.zone in (None, zone) or zone is None:
        return moment.local.date()
    try:
        return moment.earliest.astimezone(zone.tzinfo).date()
    except OverflowError:  # beyond the year 9999 or before the year 1
        return moment.local.date()


def _read(
    text: str, zone: Zone | None, previous: Moment | None, day: date | None
) -> Moment | NotAMoment:
    """Read the accepted spellings, as `read_moment` does, without a thought for any other."""
    plain = text.strip()
    alone = read_date(plain)
    if alone is not None:  # half of all that is read
        return Moment(text, datetime.combine(alone, time.min), Precision.DAY, zone)
    found = compiled(MOMENT).fullmatch(plain) if len(text) <= LONGEST else None
    if found is None:
        return NotAMoment(Trouble.NOT_A_TIME, "not a date or time")
    year, month, number, *clock, part, rest = found.group(*GROUPS)
    if year:
        try:
            day = date(int(year), int(month), int(number))
        except ValueError:
            return NotAMoment(
                Trouble.NO_SUCH_DATE, no_such_date(int(year), int(month), int(number))
            )
        previous = None
    if day and clock[0] is None:
        return Moment(text, datetime.combine(day, time.min), Precision.DAY, zone)
    hour, minute, second = int(clock[0]), int(clock[1]), int(clock[2] or 0)
    leap = minute == 59 and second == 60
    if hour > 23 or minute > 59 or second > 59 + leap:
        return NotAMoment(Trouble.NO_SUCH_TIME, _no_such_time(hour, minute, second))
    written = read_offset(rest) if rest else None
    abbreviation = rest.upper() if rest and not written and is_abbreviation(rest) else None
    if rest and not clock[2] and compiled(END).fullmatch(rest):
        full = year is not None and plain[10] in "Tt"
        later = rest[1:] > f"{clock[0]}:{clock[1]}" or rest == "-00:00"
        if not is_offset_in_use(rest) and not (rest.endswith(":00") and (full or not later)):
            return NotAMoment(Trouble.NOT_A_TIME, "two times, not one")
        if later and not full:
            written, abbreviation = None, rest + EITHER
    if rest and not (written or abbreviation):
        return NotAMoment(Trouble.NO_SUCH_ZONE, why_no_zone(rest))
    borrowed = False
    if previous:
        day, zone = date_in(previous, written), previous.zone or zone
        if not rest:
            abbreviation = previous.abbreviation
            borrowed = previous.written_zone or previous.borrowed_zone
    if day is None:
        return NotAMoment(Trouble.NO_DATE, "a time of day without a date")
    zone = None if abbreviation else written or zone
    micro = int(part[:6].ljust(6, "0")) if part and not leap else 0
    local = datetime(day.year, day.month, day.day, hour, minute, 59 if leap else second, micro)
    if leap:
        local += min(timedelta(seconds=1), datetime.max - local)  # there is no year 10000
    return Moment(
        text,
        local,
        Precision.SECOND if clock[2] else Precision.MINUTE,
        zone,
        written_zone=written is not None,
        abbreviation=abbreviation,
        clock_only=year is None,
        shift=shift_of(local, zone),
        borrowed_zone=borrowed,
    )


def _no_such_time(hour: int, minute: int, second: int) -> str:
    if hour > 23:
        return f"the hour {hour} does not exist"
    if minute > 59:
        return f"the minute {minute} does not exist"
    return f"the second {second} does not exist"


def _explain(text: str, wrong: NotAMoment) -> NotAMoment:
    """Return why `text` is no moment, with a suggestion if it then can be read."""
    plain = text.strip()
    meant, why = respelt(plain) if len(text) <= LONGEST else (plain, None)
    again = wrong if meant == plain else _read(meant, None, None, date(2000, 1, 1))
    if isinstance(again, Moment):
        trouble = wrong.trouble if wrong.trouble is Trouble.NO_SUCH_TIME else Trouble.OTHER_SPELLING
        return NotAMoment(trouble, why or wrong.says, meant)
    if again.trouble is Trouble.NOT_A_TIME and why not in (None, TWO_DIGITS):
        return NotAMoment(Trouble.OTHER_SPELLING, why or wrong.says)
    return again
