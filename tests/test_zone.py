"""What names a zone, and what only looks like it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.zone import (
    ABBREVIATIONS,
    Shift,
    Zone,
    closest_zones,
    instant,
    is_abbreviation,
    is_offset_in_use,
    offsets,
    read_offset,
    read_zone,
    shift_of,
    why_no_zone,
)


def zone(name: str) -> Zone:
    found = read_zone(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("UTC", 0),
        ("utc", 0),
        ("GMT", 0),
        ("Z", 0),
        ("z", 0),
        ("+02:00", 120),
        ("-0530", -330),
        ("+02", 120),
        ("-00:00", 0),
        ("UTC+2", 120),
        ("UTC+02:00", 120),
        ("UTC+5:30", 330),
        ("GMT-3", -180),
        ("utc-11", -660),
        ("+14:00", 840),
        ("-14:00", -840),
    ],
)
def test_utc_and_offsets_are_read(text: str, minutes: int) -> None:
    expected = Zone(text, timezone(timedelta(minutes=minutes)))
    assert read_zone(text) == read_offset(text) == expected
    assert zone(text).name == text


@pytest.mark.parametrize(
    "text",
    ["+14:01", "-15:00", "UTC+15", "+02:60", "+2", "-5:30", "+", "UTC+", "+02:0", "+02:000", "+٠٢"],
)
def test_offsets_that_no_clock_has_or_that_lack_a_digit_are_none(text: str) -> None:
    assert read_zone(text) is None
    assert read_offset(text) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("EUROPE/BERLIN", "Europe/Berlin"),
        ("America/New_York", "America/New_York"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("America/Port-au-Prince", "America/Port-au-Prince"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("etc/utc", "Etc/UTC"),
    ],
)
def test_iana_names_are_read_in_any_case(text: str, key: str) -> None:
    assert str(zone(text).tzinfo) == key
    assert read_offset(text) is None


def test_zones_are_equal_however_they_are_written() -> None:
    assert zone("Z") == zone("UTC") == zone("+00:00")
    assert zone("Europe/Berlin") == zone("europe/berlin")
    assert zone("Europe/Berlin") != zone("Europe/Paris")
    assert zone("+01:00") != zone("+02:00")


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "UTC ", " UTC", "Europe", "Europe/", "/Europe/Berlin", "Europe/Berlin/"),
        *(
            "Europe/Atlantis",
            "../../etc/passwd",
            "/etc/passwd",
            "..",
            ".",
            "a\0b",
            "Europe/Berlin\n",
        ),
        *("tzdata.zi", "zone.tab", "leapseconds", "\ud800", "é", "x" * 100_000, "UTC\u017f"),
    ],
)
def test_what_names_no_zone_is_none(text: str) -> None:
    assert read_zone(text) is None


@pytest.mark.parametrize(
    "text", ["localtime", "LocalTime", "Factory", "posixrules", "right/UTC", "posix/Europe/Berlin"]
)
def test_the_machines_own_zone_and_the_mirrors_of_the_database_are_no_zones(text: str) -> None:
    assert read_zone(text) is None


@pytest.mark.parametrize("text", ["PST", "pst", "IST", "CET", "CEST", "EST", "MST", "HST", "PT"])
def test_an_abbreviation_is_no_zone_even_if_the_database_has_a_file_for_it(text: str) -> None:
    assert is_abbreviation(text)
    assert read_zone(text) is None


@pytest.mark.parametrize(
    "text", ["UTC", "GMT", "Z", "utc", "", "EST5EDT", "p\u017ft", "Europe/Berlin"]
)
def test_what_is_certain_is_no_abbreviation(text: str) -> None:
    assert not is_abbreviation(text)


def test_every_abbreviation_is_known_in_any_case() -> None:
    assert len(ABBREVIATIONS) > 60
    for name in ABBREVIATIONS:
        assert is_abbreviation(name.lower())


@given(st.text() | st.text("/.+-:0123456789UTCGMZaez_", max_size=20))
def test_no_text_raises(text: str) -> None:
    read_zone(text)
    is_abbreviation(text)
    why_no_zone(text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("europe/berlni", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("Amerca/New_York", "America/New_York"),
        ("Kolkatta", "Asia/Kolkata"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_zone_meant(text: str, first: str) -> None:
    found = closest_zones(text)
    assert found[0] == first
    assert len(found) <= 3
    assert all(read_zone(name) for name in found)


@pytest.mark.parametrize("text", ["", "   ", "PST", "qqqqqqq", "x" * 100_000])
def test_what_is_near_no_zone_is_answered_with_none(text: str) -> None:
    assert closest_zones(text) == ()


@pytest.mark.parametrize(
    ("name", "local", "shift"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29, 1, 59, 59), Shift.NONE),
        ("Europe/Berlin", datetime(2026, 3, 29, 2, 30), Shift.SKIPPED),
        ("Europe/Berlin", datetime(2026, 3, 29, 3), Shift.NONE),
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 30), Shift.REPEATED),
        ("Europe/Berlin", datetime(2026, 10, 25, 3), Shift.NONE),
        ("America/New_York", datetime(2026, 3, 8, 2, 30), Shift.SKIPPED),
        ("America/New_York", datetime(2026, 11, 1, 1, 30), Shift.REPEATED),
        ("Pacific/Apia", datetime(2011, 12, 30, 12), Shift.SKIPPED),
        ("UTC", datetime(2026, 3, 29, 2, 30), Shift.NONE),
    ],
)
def test_a_change_of_the_clock_skips_or_repeats_local_times(
    name: str, local: datetime, shift: Shift
) -> None:
    assert shift_of(local, zone(name)) is shift


def test_an_unknown_zone_shifts_nothing_and_may_be_anywhere_on_earth() -> None:
    local = datetime(2026, 3, 29, 2, 30)
    assert shift_of(local, None) is Shift.NONE
    assert offsets(local, None) == (timedelta(hours=14), timedelta(hours=-12))


@pytest.mark.parametrize("name", ["+14:00", "-14:00", "Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize("local", [datetime.min, datetime.max])
def test_the_ends_of_time_hold(name: str, local: datetime) -> None:
    for offset in offsets(local, zone(name)):
        assert instant(local, offset).tzinfo is UTC


def test_an_instant_is_the_local_time_less_its_offset() -> None:
    expected = datetime(2026, 3, 14, 7, 12, tzinfo=UTC)
    assert instant(datetime(2026, 3, 14, 9, 12), timedelta(hours=2)) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("+15:00", "the offset +15:00 does not exist"),
        ("UTC+02:75", "the offset UTC+02:75 does not exist"),
        ("Europe/Berlin", "a time ends with an offset, not with Europe/Berlin"),
        ("~", "what follows the time is not a zone"),
        ("+2", "what follows the time is not a zone"),
    ],
)
def test_what_cannot_follow_a_time_is_told_why(text: str, says: str) -> None:
    assert why_no_zone(text) == says


def test_the_import_loads_neither_the_database_nor_the_search() -> None:
    code = "import sys, pmlint.moment; print({'zoneinfo', 'difflib'} & {*sys.modules})"
    run = [sys.executable, "-c", code]
    root = Path(__file__).parent.parent
    done = subprocess.run(run, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    ("text", "used"),
    [
        *(("-01:00", True), ("-05:00", True), ("-12:00", True), ("-03:30", True), ("-09:30", True)),
        *(("-00:00", True), ("-05:30", False), ("-11:40", False), ("-13:00", False)),
    ],
)
def test_offsets_west_of_greenwich_are_whole_hours_but_for_a_few(text: str, used: bool) -> None:
    assert is_offset_in_use(text) is used
