"""Zones as people write them → zones that a computer can count with.

Three kinds of text name a zone: UTC itself, a fixed offset (`+02:00`, `UTC+2`), and a name of the
IANA database (`Europe/Berlin`). An abbreviation names none: `IST` is kept in India, in Ireland and
in Israel, hours apart, so this module knows abbreviations only in order to refuse them.

The machine that runs this has no say: its own zone (`localtime`) is never used.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from functools import cache, lru_cache

from pmlint.compiled import compiled
from pmlint.frozen import Frozen

OFFSET = r"(?ai)(?P<base>UTC|GMT)?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?"
EASTMOST = dt.timedelta(hours=14)  # the Line Islands
WESTMOST = dt.timedelta(hours=-12)  # ships west of them; Baker Island, where nobody lives

WITH_MINUTES = ("-09:30", "-04:30", "-03:30", "-02:30")
"""West of Greenwich, the offsets of our time that are no whole hours."""

# No dot and no leading slash: what matches cannot leave the folder of the tz database.
NAME = r"(?ai)[A-Z][\w+-]*(?:/[\w+-]+){0,2}"
LONGEST_NAME = 64  # the longest real one has 32 characters
# Most names, and only in their own case: these can be opened without a look at the directory.
USUAL_NAME = r"[A-Z][a-z]+/[A-Z][a-z]+(?:_[A-Z][a-z]+)*"

# Files beside the zones that are none: the machine's own zone, "not set up yet", the rules of old
# POSIX strings, and the two mirror trees (`right/` counts leap seconds, as datetime does not).
NOT_ZONES = ("localtime", "factory", "posixrules")
MIRRORS = ("posix/", "right/")

ABBREVIATIONS = frozenset(
    (
        *("ACDT", "ACST", "ADT", "AEDT", "AEST", "AKDT", "AKST", "AMT", "ART", "AST", "AWST"),
        *("BRT", "BST", "CAT", "CDT", "CEST", "CET", "CLT", "COT", "CST", "CT", "EAT", "ECT"),
        *("EDT", "EEST", "EET", "EST", "ET", "GST", "HDT", "HKT", "HST", "ICT", "IDT", "IRST"),
        *("IST", "JST", "KST", "MDT", "MESZ", "MET", "MEZ", "MSK", "MST", "MT", "MYT", "NDT"),
        *("NPT", "NST", "NZDT", "NZST", "PDT", "PET", "PHT", "PKT", "PST", "PT", "SAST", "SGT"),
        *("SST", "TRT", "UYT", "WAT", "WEST", "WET", "WIB", "WIT", "WITA", "YEKT"),
    )
)


class Zone(Frozen, apart=("name",)):
    """A zone that is known: UTC, a fixed offset, or an IANA zone.

    Two zones are equal when they keep the same clock by the same rules, however they are written:
    `Z`, `UTC` and `+00:00` are one zone, and so are `Europe/Berlin` and `europe/berlin`.
    """

    name: str
    """The zone as it was written."""

    tzinfo: dt.tzinfo
    """The zone as the standard library knows it."""

    @property
    def is_fixed(self) -> bool:
        """Whether its clocks are never changed."""
        return isinstance(self.tzinfo, dt.timezone)


class Shift(Enum):
    """What a change of the clock, such as daylight saving, did to a local time."""

    NONE = "none"
    """Nothing: it happened once."""
    SKIPPED = "skipped"
    """The clock went forward over it: it never happened."""
    REPEATED = "repeated"
    """The clock went back over it: it happened twice."""


def read_zone(text: str) -> Zone | None:
    """Return the zone that `text` names, or None if it names none; never raises.

    Read are UTC, GMT and Z, offsets up to 14 hours (`+02:00`, `-0530`, `+02`, `UTC+2`, `GMT-3`),
    and IANA names, all in upper or lower case. None is the answer to an abbreviation such as EST,
    even where the tz database has an old file of that name.
    """
    return read_offset(text) or _named(text)


@lru_cache(maxsize=256)
def read_offset(text: str) -> Zone | None:
    """Return the zone if `text` is UTC, GMT, Z or an offset: what may follow a time of day."""
    if text.isascii() and text.upper() in ("UTC", "GMT", "Z"):
        return Zone(text, dt.UTC)
    found = compiled(OFFSET).fullmatch(text)
    if found is None or (found["base"] is None and len(found["hours"]) == 1):
        return None
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    distance = dt.timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or distance > EASTMOST:
        return None
    return Zone(text, dt.timezone(-distance if found["sign"] == "-" else distance))


def is_abbreviation(text: str) -> bool:
    """Tell whether `text` is an abbreviation of a zone, in any case; UTC, GMT and Z are not."""
    return text.isascii() and text.upper() in ABBREVIATIONS


def closest_zones(text: str) -> tuple[str, ...]:
    """Return up to three IANA names that `text` may be a misspelling of, the closest first.

    A city alone finds its zone (`berlin`, `New York`). An abbreviation gets no answer: which of
    its zones was meant only its writer knows.
    """
    import difflib

    wanted = "_".join(text.lower().split())
    if not wanted or len(wanted) > LONGEST_NAME or is_abbreviation(wanted):
        return ()
    names = _names()
    cities = {name.rpartition("/")[2]: name for name in names if "/" in name}
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.7)
    if "/" not in wanted:
        near += [cities[city] for city in difflib.get_close_matches(wanted, cities, 3, 0.8)]
    if wanted in cities:
        near.insert(0, cities[wanted])
    return tuple(names[name] for name in dict.fromkeys(near))[:3]


def is_offset_in_use(text: str) -> bool:
    """Say whether some clock of our time keeps the offset `text`, which is written `-HH:MM`."""
    return text in WITH_MINUTES or compiled(r"-(?:0[0-9]|1[0-2]):00").fullmatch(text) is not None


def offsets(local: dt.datetime, zone: Zone | None) -> tuple[dt.timedelta, dt.timedelta]:
    """Return the two offsets from UTC, east positive, at which `local` (naive) can be read.

    In a known zone they differ only where a change of the clock (daylight saving, or a new law)
    skipped or repeated this time: the first is the offset before the change, the second the one
    after it, greater where time was skipped and less where it was repeated. That is the `fold` of
    PEP 495. Where the zone is not known they are the widest there are, UTC+14 and UTC-12.
    """
    if zone is None:
        return EASTMOST, WESTMOST
    if isinstance(zone.tzinfo, dt.timezone):
        fixed = zone.tzinfo.utcoffset(None)
        return fixed, fixed
    before = local.replace(tzinfo=zone.tzinfo, fold=0).utcoffset()
    after = local.replace(tzinfo=zone.tzinfo, fold=1).utcoffset()
    return before or dt.timedelta(0), after or dt.timedelta(0)


def shift_of(local: dt.datetime, zone: Zone | None) -> Shift:
    """Return what a change of the clock did to `local` (naive); nothing in an unknown zone."""
    if zone is None or zone.is_fixed:
        return Shift.NONE
    before, after = offsets(local, zone)
    if before == after:
        return Shift.NONE
    return Shift.SKIPPED if before < after else Shift.REPEATED


def why_no_zone(text: str) -> str:
    """Return why `text` cannot follow a time of day, in plain words, when `read_offset` refused."""
    if compiled(OFFSET).fullmatch(text) and compiled(r"[0-9]{2}").search(text):
        return f"the offset {text} does not exist"
    if _named(text):
        return f"a time ends with an offset, not with {text}"
    return "what follows the time is not a zone"


def instant(local: dt.datetime, offset: dt.timedelta) -> dt.datetime:
    """Return the aware UTC time at which a clock `offset` east of UTC shows `local` (naive).

    Before the year 1 and after 9999, where datetime ends, the answer is the nearest end.
    """
    try:
        return (local - offset).replace(tzinfo=dt.UTC)
    except OverflowError:
        end = dt.datetime.min if offset > dt.timedelta(0) else dt.datetime.max
        return end.replace(tzinfo=dt.UTC)


@lru_cache(maxsize=256)
def _named(text: str) -> Zone | None:
    """Return the IANA zone called `text`, in any case."""
    if len(text) > LONGEST_NAME or not compiled(NAME).fullmatch(text) or not _is_zone_name(text):
        return None
    tzinfo = _load(text) if compiled(USUAL_NAME).fullmatch(text) else None
    if tzinfo is None and (name := _names().get(text.lower())):
        tzinfo = _load(name)
    return None if tzinfo is None else Zone(text, tzinfo)


def _is_zone_name(name: str) -> bool:
    lower = name.lower()
    return not (lower in NOT_ZONES or lower.startswith(MIRRORS) or is_abbreviation(name))


def _load(name: str) -> dt.tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except Exception:
        return None


@cache
def _names() -> dict[str, str]:
    """Return every IANA name by its lower-case form; asked for once, as it walks a directory."""
    from zoneinfo import available_timezones

    return {name.lower(): name for name in sorted(available_timezones()) if _is_zone_name(name)}
