"""What a written date or time can mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from moments import (
    BERLIN,
    MIDDLE,
    NEW_YORK,
    STAMPS,
    UTC_ZONE,
    ZONES,
    moment,
    moments,
    zone,
)

from pmlint.interval import read_range
from pmlint.moment import Moment, NotAMoment, Precision, Shift, Trouble, date_in, read_moment
from pmlint.zone import Zone

DAY = date(2026, 3, 14)


def wrong(text: str, day: date | None = DAY) -> NotAMoment:
    found = read_moment(text, day=day)
    assert isinstance(found, NotAMoment), found
    return found


def ends(text: str, zone: Zone | None = None, day: date | None = None) -> tuple[Moment, Moment]:
    found = read_range(text, zone=zone, day=day)
    assert isinstance(found, tuple), found
    start, end = found
    assert end is not None
    return start, end


# What is read


@pytest.mark.parametrize(
    ("text", "local", "precision", "offset"),
    [
        ("2026-03-14", datetime(2026, 3, 14), Precision.DAY, None),
        ("2026-03-14T09:12", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, None),
        ("2026-03-14 09:12", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, None),
        ("2026-03-14   09:12:30", datetime(2026, 3, 14, 9, 12, 30), Precision.SECOND, None),
        ("  2026-03-14 09:12\n", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, None),
        ("2026-03-14t09:12:30z", datetime(2026, 3, 14, 9, 12, 30), Precision.SECOND, 0),
        ("2026-03-14T09:12:30.5Z", datetime(2026, 3, 14, 9, 12, 30, 500_000), Precision.SECOND, 0),
        (
            "2026-03-14T09:12:30,1234567891-05:30",
            datetime(2026, 3, 14, 9, 12, 30, 123_456),
            Precision.SECOND,
            -330,
        ),
        ("2026-03-14 09:12 UTC", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, 0),
        ("2026-03-14 09:12UTC", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, 0),
        ("2026-03-14 09:12 gmt", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, 0),
        ("2026-03-14 09:12 +02:00", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, 120),
        ("2026-03-14 09:12+0200", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, 120),
        ("2026-03-14 09:12+02", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, 120),
        ("2026-03-14 09:12 UTC+2", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, 120),
        ("2026-03-14 09:12 -05:00", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, -300),
        ("2026-03-14 09:12-03:30", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, -210),
        ("2026-03-14T09:12-12:00", datetime(2026, 3, 14, 9, 12), Precision.MINUTE, -720),
        ("2026-03-14 09:12:00-10:00", datetime(2026, 3, 14, 9, 12), Precision.SECOND, -600),
        ("0001-01-01T00:00+14:00", datetime(1, 1, 1), Precision.MINUTE, 840),
        ("9999-12-31T23:59-14:00", datetime(9999, 12, 31, 23, 59), Precision.MINUTE, -840),
    ],
)
def test_the_accepted_spellings_are_read(
    text: str, local: datetime, precision: Precision, offset: int | None
) -> None:
    found = moment(text)
    assert (found.text, found.local, found.precision) == (text, local, precision)
    assert found.written_zone is (offset is not None)
    assert found.naive is (offset is None and precision is not Precision.DAY)
    assert not found.clock_only
    if offset is None:
        assert found.zone is None
    else:
        assert found.zone == Zone("", timezone(timedelta(minutes=offset)))


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("2026-06-30T23:59:60Z", datetime(2026, 7, 1)),
        ("2026-12-31 15:59:60.9-08:00", datetime(2026, 12, 31, 16)),
        ("9999-12-31T23:59:60Z", datetime.max),
    ],
)
def test_a_leap_second_counts_as_the_second_after_it(text: str, local: datetime) -> None:
    assert moment(text).local == local


def test_the_default_zone_is_for_texts_that_name_none() -> None:
    assert moment("2026-03-14 09:12", BERLIN).zone is BERLIN
    assert moment("2026-03-14 09:12", BERLIN).naive
    assert moment("2026-03-14", BERLIN).zone is BERLIN
    assert moment("2026-03-14 09:12 UTC", BERLIN).zone == UTC_ZONE
    assert moment("2026-03-14 09:12 PST", BERLIN).zone is None


@pytest.mark.parametrize("text", ["2026-03-14 09:12 PST", "2026-03-14T09:12pst"])
def test_an_abbreviation_is_kept_and_names_no_zone(text: str) -> None:
    found = moment(text, BERLIN)
    assert (found.abbreviation, found.zone, found.naive) == ("PST", None, False)
    assert not found.written_zone


# A time of day


def test_a_time_of_day_takes_date_and_zone_of_the_entry_before() -> None:
    before = moment("2026-03-14T09:12+01:00")
    found = moment("09:31:05", previous=before, day=date(2020, 1, 1), zone=NEW_YORK)
    assert found.local == datetime(2026, 3, 14, 9, 31, 5)
    assert found.zone == before.zone
    assert found.clock_only
    assert not found.written_zone
    assert not found.naive
    assert not moment("09:40", previous=found).naive


def test_a_time_of_day_takes_the_abbreviation_of_the_entry_before() -> None:
    found = moment("09:31", NEW_YORK, moment("2026-03-14 09:12 IST"))
    assert (found.abbreviation, found.zone, found.naive) == ("IST", None, False)


def test_a_time_of_day_keeps_the_zone_written_on_it() -> None:
    found = moment("09:31 UTC", previous=moment("2026-03-14 09:12 IST"))
    assert (found.abbreviation, found.zone) == (None, UTC_ZONE)
    assert found.written_zone


def test_a_time_of_day_in_another_zone_falls_on_the_date_there() -> None:
    late = moment("2026-03-14 23:30 -05:00")
    assert moment("04:50 UTC", previous=late).local == datetime(2026, 3, 15, 4, 50)


def test_the_first_time_of_day_falls_on_the_day_handed_in() -> None:
    found = moment("09:12", BERLIN, day=DAY)
    assert found.local == datetime(2026, 3, 14, 9, 12)
    assert found.zone is BERLIN
    assert found.naive


def test_a_time_of_day_after_a_naive_one_is_naive_too() -> None:
    assert moment("09:31", previous=moment("2026-03-14 09:12")).naive


def test_a_time_of_day_without_a_date_is_no_moment() -> None:
    assert wrong("09:12", day=None) == NotAMoment(
        Trouble.NO_DATE, "a time of day without a date", None
    )


# What is not read


@pytest.mark.parametrize(
    ("text", "trouble", "says", "suggestion"),
    [
        ("2026-02-30", Trouble.NO_SUCH_DATE, "30 February does not exist", None),
        ("2025-02-29 10:00", Trouble.NO_SUCH_DATE, "29 February 2025 does not exist", None),
        ("2026-04-31", Trouble.NO_SUCH_DATE, "31 April does not exist", None),
        ("2026-13-01", Trouble.NO_SUCH_DATE, "the month 13 does not exist", None),
        ("2026-00-01", Trouble.NO_SUCH_DATE, "the month 0 does not exist", None),
        ("2026-01-32", Trouble.NO_SUCH_DATE, "the day 32 does not exist", None),
        ("0000-01-01", Trouble.NO_SUCH_DATE, "the year 0000 does not exist", None),
        ("30/02/2026", Trouble.NO_SUCH_DATE, "30 February does not exist", None),
        ("2026-03-14 25:00", Trouble.NO_SUCH_TIME, "the hour 25 does not exist", None),
        ("25:00", Trouble.NO_SUCH_TIME, "the hour 25 does not exist", None),
        ("2026-03-14 09:60", Trouble.NO_SUCH_TIME, "the minute 60 does not exist", None),
        ("2026-03-14 09:12:60", Trouble.NO_SUCH_TIME, "the second 60 does not exist", None),
        ("2026-03-14 09:59:61", Trouble.NO_SUCH_TIME, "the second 61 does not exist", None),
        ("24:00", Trouble.NO_SUCH_TIME, "the hour 24 does not exist", None),
        ("9999-12-31 24:00", Trouble.NO_SUCH_TIME, "the hour 24 does not exist", None),
        (
            "2026-03-14T24:00Z",
            Trouble.NO_SUCH_TIME,
            "24:00 is 00:00 of the next day",
            "2026-03-15T00:00Z",
        ),
        (
            "2026-12-31 24:00:00",
            Trouble.NO_SUCH_TIME,
            "24:00 is 00:00 of the next day",
            "2027-01-01 00:00:00",
        ),
        ("09:12 +15:00", Trouble.NO_SUCH_ZONE, "the offset +15:00 does not exist", None),
        ("10:45~", Trouble.NO_SUCH_ZONE, "what follows the time is not a zone", None),
        (
            "2026-03-14 09:12 Europe/Berlin",
            Trouble.NO_SUCH_ZONE,
            "a time ends with an offset, not with Europe/Berlin",
            None,
        ),
        ("2026-03-14T", Trouble.NOT_A_TIME, "not a date or time", None),
        ("", Trouble.NOT_A_TIME, "not a date or time", None),
        ("around noon", Trouble.NOT_A_TIME, "not a date or time", None),
        ("3-4 hours", Trouble.NOT_A_TIME, "not a date or time", None),
        ("٢٠٢٦-٠٣-١٤", Trouble.NOT_A_TIME, "not a date or time", None),
        ("2026-03-14 09:12:30." + "1" * 200, Trouble.NOT_A_TIME, "not a date or time", None),
        (
            "2026-W11-6",
            Trouble.OTHER_SPELLING,
            "a week date is not read, only year, month and day",
            None,
        ),
        ("03/04/2026", Trouble.OTHER_SPELLING, "a date begins with the year", None),
    ],
)
def test_what_is_no_moment_is_told_why(
    text: str, trouble: Trouble, says: str, suggestion: str | None
) -> None:
    assert wrong(text) == NotAMoment(trouble, says, suggestion)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("9:12", "09:12"),
        ("09:5", "09:05"),
        ("2026-3-4", "2026-03-04"),
        ("2026-03-4T9:12:30-05:00", "2026-03-04T09:12:30-05:00"),
        ("2026-03-14 09:12 -5:00", "2026-03-14 09:12 -05:00"),
        ("20260314", "2026-03-14"),
        ("2026/03/14 09:12", "2026-03-14 09:12"),
        ("14/03/2026", "2026-03-14"),
        ("03/14/2026", "2026-03-14"),
        ("3/3/2026", "2026-03-03"),
        ("14.03.2026 9:12", "2026-03-14 09:12"),
        ("9:12 PM", "21:12"),
        ("9pm", "21:00"),
        ("12:05 a.m.", "00:05"),
        ("12:05 PM", "12:05"),
        ("21:12 PM", "21:12"),
        ("2026-03-14 9:12:30 pm UTC", "2026-03-14 21:12:30 UTC"),
        ("14 March 2026", "2026-03-14"),
        ("3. Feb 2026", "2026-02-03"),
        ("1st sept 2026 09:12Z", "2026-09-01 09:12Z"),
        ("March 14th, 2026 09:12", "2026-03-14 09:12"),
        ("14-Mar-2026", "2026-03-14"),
    ],
)
def test_another_spelling_is_answered_with_the_accepted_one(text: str, suggestion: str) -> None:
    found = wrong(text)
    assert (found.trouble, found.suggestion) == (Trouble.OTHER_SPELLING, suggestion)


@pytest.mark.parametrize("text", ["21:12 AM", "0:30 PM", "14 bananas 2026", "2026-02-30 9:12"])
def test_what_has_no_sensible_correction_gets_none(text: str) -> None:
    assert wrong(text).suggestion is None


# Daylight saving


@pytest.mark.parametrize(
    ("text", "zone", "shift", "earliest", "latest"),
    [
        ("2026-03-29 01:59:00", BERLIN, Shift.NONE, "2026-03-29 00:59", "2026-03-29 00:59"),
        ("2026-03-29 02:30:00", BERLIN, Shift.SKIPPED, "2026-03-29 00:30", "2026-03-29 01:30"),
        ("2026-10-25 02:30:00", BERLIN, Shift.REPEATED, "2026-10-25 00:30", "2026-10-25 01:30"),
        ("2026-03-08 02:30:00", NEW_YORK, Shift.SKIPPED, "2026-03-08 06:30", "2026-03-08 07:30"),
        ("2026-11-01 01:30:00", NEW_YORK, Shift.REPEATED, "2026-11-01 05:30", "2026-11-01 06:30"),
    ],
)
def test_a_change_of_the_clock_widens_the_bounds(
    text: str, zone: Zone, shift: Shift, earliest: str, latest: str
) -> None:
    found = moment(text, zone)
    assert found.shift is shift
    assert found.earliest == datetime.fromisoformat(earliest).replace(tzinfo=UTC)
    last = datetime.fromisoformat(latest).replace(tzinfo=UTC) + timedelta(microseconds=999_999)
    assert found.latest == last


def test_a_written_offset_or_an_unknown_zone_is_never_shifted() -> None:
    assert moment("2026-10-25 02:30 +01:00", BERLIN).shift is Shift.NONE
    assert moment("2026-10-25 02:30").shift is Shift.NONE
    assert moment("2026-10-25", BERLIN).shift is Shift.NONE


def test_the_day_of_a_change_has_23_or_25_hours() -> None:
    for text, hours in (("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25)):
        day = moment(text, BERLIN)
        assert day.latest - day.earliest + datetime.resolution == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "default", "seen_in", "expected"),
    [
        ("2026-03-14", None, BERLIN, date(2026, 3, 14)),
        ("2026-03-14", NEW_YORK, BERLIN, date(2026, 3, 14)),
        ("2026-03-14 23:30Z", None, BERLIN, date(2026, 3, 15)),
        ("2026-03-14 23:30Z", None, None, date(2026, 3, 14)),
        ("2026-03-14 23:30", None, BERLIN, date(2026, 3, 14)),
        ("2026-03-14 23:30 PST", BERLIN, UTC_ZONE, date(2026, 3, 14)),
        ("2026-03-14 00:30", BERLIN, UTC_ZONE, date(2026, 3, 13)),
        ("2026-04-24 00:30", zone("Africa/Cairo"), zone("Africa/Cairo"), date(2026, 4, 24)),
        ("9999-12-31 23:30Z", None, BERLIN, date(9999, 12, 31)),
        ("0001-01-01 00:30Z", None, NEW_YORK, date(1, 1, 1)),
    ],
)
def test_a_date_is_seen_in_a_zone(
    text: str, default: Zone | None, seen_in: Zone | None, expected: date
) -> None:
    assert date_in(moment(text, default), seen_in) == expected


@pytest.mark.parametrize(
    "text", ["0001-01-01", "9999-12-31", "0001-01-01 00:00", "9999-12-31 23:59"]
)
@pytest.mark.parametrize("place", [None, zone("+14:00"), zone("-14:00"), NEW_YORK])
def test_the_ends_of_time_are_clamped(text: str, place: Zone | None) -> None:
    found = moment(text, place)
    assert found.earliest <= found.latest


# Ranges


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14 09:12Z to 2026-03-14 11:40Z",
        "2026-03-14 09:12Z TO 11:40",
        "from 2026-03-14 09:12Z to 11:40Z",
        "2026-03-14 09:12Z until 11:40",
        "2026-03-14T09:12Z/2026-03-14T11:40Z",
        "2026-03-14 09:12Z / 11:40",
        "2026-03-14 09:12Z - 11:40",
        "2026-03-14 09:12Z – 11:40",
        "2026-03-14 09:12Z — 11:40",
        "2026-03-14 09:12 to 11:40 UTC",
        "2026-03-14 09:12 to 2026-03-14 11:40 UTC",
    ],
)
def test_ranges_are_read(text: str) -> None:
    start, end = ends(text, BERLIN)
    assert start.earliest == datetime(2026, 3, 14, 9, 12, tzinfo=UTC)
    assert end.earliest == datetime(2026, 3, 14, 11, 40, tzinfo=UTC)
    assert not start.naive
    assert not end.naive


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14 09:12-11:40",
        "2026-03-14T09:12-11:40",
        "2026-03-14 09:12 -11:40",
        "2026-03-14 09:12–11:40",
        "2026-03-14 09:12Z-11:40Z",
        "2026-03-14 09:12-11:40 UTC",
    ],
)
def test_what_no_clock_keeps_as_an_offset_is_the_end_of_a_range(text: str) -> None:
    assert isinstance(read_moment(text), NotAMoment)
    start, end = ends(text, UTC_ZONE)
    assert start.earliest == datetime(2026, 3, 14, 9, 12, tzinfo=UTC)
    assert end.earliest == datetime(2026, 3, 14, 11, 40, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-03-14 09:12-10:00", "09:12 -10:00"])
def test_what_may_be_an_offset_or_a_range_is_in_no_known_zone(text: str) -> None:
    found = moment(text, BERLIN, day=DAY)
    assert (found.zone, found.abbreviation, found.naive) == (None, "-10:00?", False)
    start, end = ends(text, BERLIN, DAY)
    assert start == found
    assert (end.local, end.zone) == (datetime(2026, 3, 14, 10), None)
    after = moment("09:31", BERLIN, found)
    assert (after.zone, after.abbreviation) == (None, "-10:00?")
    assert read_range("09:31", previous=found) == (moment("09:31", None, found), None)


def test_a_single_moment_is_a_range_without_an_end() -> None:
    assert read_range("2026-03-14 09:12 -0500") == (moment("2026-03-14 09:12 -0500"), None)
    assert read_range("2026-03-14", zone=BERLIN) == (moment("2026-03-14", BERLIN), None)


def test_a_range_of_days_is_read() -> None:
    start, end = ends("2026-03-14 to 2026-03-16")
    assert (start.local, end.local) == (datetime(2026, 3, 14), datetime(2026, 3, 16))


def test_the_start_takes_the_zone_or_abbreviation_of_the_end() -> None:
    start, end = ends("2026-03-14 21:00 to 23:40 UTC", NEW_YORK)
    assert start.zone == end.zone == UTC_ZONE
    assert end.local == datetime(2026, 3, 14, 23, 40)
    start, end = ends("2026-03-14 09:12 to 11:40 PST", NEW_YORK)
    assert start.abbreviation == end.abbreviation == "PST"
    assert start.zone is None
    repeated, _ = ends("2026-10-25 02:30 to 03:40 UTC", BERLIN)
    assert repeated.shift is Shift.NONE


def test_a_range_without_any_zone_takes_the_default() -> None:
    start, end = ends("2026-03-14 09:12 to 11:40", BERLIN)
    assert start.zone == end.zone == BERLIN
    assert start.naive
    assert end.naive


def test_a_range_of_times_of_day_falls_on_the_day_handed_in() -> None:
    start, end = ends("09:12 - 11:40", day=DAY)
    assert (start.local.date(), end.local.date()) == (DAY, DAY)


@pytest.mark.parametrize(
    ("text", "says", "suggestion"),
    [
        (
            "2026-03-14 9:12 to 9:40",
            "months, days, hours and minutes take two digits",
            "2026-03-14 09:12 to 09:40",
        ),
        (
            "14/03/2026 - 15/03/2026",
            "a date begins with the year",
            "2026-03-14 - 2026-03-15",
        ),
        ("2026-03-14 9:12 to noon", "months, days, hours and minutes take two digits", None),
        ("2026-03-14 09:12 to 25:00", "the hour 25 does not exist", None),
        ("14/03/2026", "a date begins with the year", "2026-03-14"),
        ("09:12 to 11:40", "a time of day without a date", None),
        ("around noon to 3", "not a date or time", None),
        ("2026-03-14 to 2026-03-15 to 2026-03-16", "what follows", None),
        ("to", "not a date or time", None),
    ],
)
def test_what_is_no_range_is_told_why(text: str, says: str, suggestion: str | None) -> None:
    found = read_range(text)
    assert isinstance(found, NotAMoment)
    assert found.says.startswith(says) or says == "what follows"
    assert found.suggestion == suggestion


# What holds for all

PIECES = st.sampled_from(
    [
        *("2026", "03", "9", "14", "-", "/", ":", ".", " ", "T", "Z", "+", "UTC", "PST", "24:00"),
        *(" to ", " - ", "PM", "March", "W11", "from ", "59:60", "9999-12-31", "0001-01-01", "00"),
    ]
)
TEXTS = st.text() | st.lists(PIECES, max_size=12).map("".join) | st.text("0123456789-:TZ+ ./")


@given(TEXTS, ZONES, st.none() | moments(), st.none() | st.dates())
@example("9" * 100_000, None, None, None)
@example(" " * 199 + "x", None, None, DAY)
@example("/".join("1" * 100), None, None, DAY)
def test_no_text_raises(
    text: str, zone: Zone | None, previous: Moment | None, day: date | None
) -> None:
    for read in (read_moment, read_range):
        found = read(text, zone=zone, previous=previous, day=day)
        if isinstance(found, Moment):
            assert found.earliest <= found.latest
        elif isinstance(found, NotAMoment):
            assert found.says[0].isascii()
            assert not found.says.endswith(".")


@given(TEXTS)
def test_every_suggestion_can_be_read(text: str) -> None:
    found = read_moment(text, day=DAY)
    if isinstance(found, NotAMoment) and found.suggestion is not None:
        assert found.suggestion != text
        assert isinstance(read_moment(found.suggestion, day=DAY), Moment)


@given(STAMPS)
def test_an_isoformat_is_read_as_the_datetime_it_came_from(stamp: datetime) -> None:
    found = moment(stamp.isoformat())
    assert found.local == stamp.replace(tzinfo=None)
    assert found.zone is not None
    assert found.local.replace(tzinfo=found.zone.tzinfo) == stamp


@given(
    MIDDLE,
    st.sampled_from(["T", "t", " ", "   "]),
    st.sampled_from(["minutes", "seconds", "milliseconds", "microseconds"]),
    st.sampled_from(["%z", " %z", "%:z", " %:z", "UTC%:z", " GMT%:z"]),
    st.booleans(),
)
def test_what_is_written_in_an_accepted_spelling_is_read_back(
    stamp: datetime, between: str, timespec: str, offset: str, comma: bool
) -> None:
    hours, minutes = divmod(int((stamp.utcoffset() or timedelta(0)) / timedelta(minutes=1)), 60)
    if hours < 0 < minutes:
        hours, minutes = hours + 1, 60 - minutes
    negative = (stamp.utcoffset() or timedelta(0)) < timedelta(0)
    written = f"{'-' if negative else '+'}{abs(hours):02}:{minutes:02}"
    if negative and timespec == "minutes" and offset.strip() == "%:z":
        offset = "%z"  # with a colon, and without seconds, it may be the end of a range
    zone_text = offset.replace("%:z", written).replace("%z", written.replace(":", ""))
    naive = stamp.replace(tzinfo=None)
    clock = naive.time().isoformat(timespec).replace(".", "," if comma else ".")
    found = moment(f"{naive.date()}{between}{clock}{zone_text}")
    unit = {"minutes": 60_000_000, "seconds": 1_000_000, "milliseconds": 1000, "microseconds": 1}
    rest = (naive - datetime.min) % timedelta(microseconds=unit[timespec])
    assert found.earliest == stamp - rest
    assert found.written_zone


@given(MIDDLE, st.sampled_from([UTC_ZONE, BERLIN, NEW_YORK]))
def test_the_date_in_a_zone_is_that_of_the_datetime_there(stamp: datetime, seen_in: Zone) -> None:
    expected = stamp.astimezone(seen_in.tzinfo).date()
    assert date_in(moment(stamp.isoformat()), seen_in) == expected


@given(st.times().map(lambda clock: clock.replace(tzinfo=None)), st.dates())
def test_a_time_of_day_is_read_on_any_day(clock: time, day: date) -> None:
    assert moment(clock.isoformat(), day=day).local == datetime.combine(day, clock)
