"""What can be said for certain of two moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moments import BERLIN, NEAR, NEW_YORK, STAMPS, moment, moments, zone

from pmlint.moment import Moment, Shift
from pmlint.order import certainly_after, certainly_before, difference, passed, same_moment
from pmlint.zone import Zone


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026-03-14 09:12Z", "2026-03-14 09:13Z"),
        ("2026-03-14 09:12:30Z", "2026-03-14 09:13Z"),
        ("2026-03-14 09:12:30Z", "2026-03-14 09:12:31Z"),
        ("2026-03-14 09:12:30.1Z", "2026-03-14 09:12:30.2Z"),
        ("2026-03-14 10:12+02:00", "2026-03-14 09:12Z"),
        ("2026-03-14", "2026-03-15"),
        ("2026-03-14", "2026-03-16 23:00Z"),
        ("2026-03-14 09:12", "2026-03-14 09:13"),
        ("2026-03-14 09:12 PST", "2026-03-14 09:13 pst"),
        ("2026-03-14 09:12", "2026-03-15 11:13 PST"),
        ("2026-03-14 09:12", "2026-03-14 21:13Z"),
        ("2026-03-13 19:11Z", "2026-03-14 09:12"),
    ],
)
def test_what_is_certainly_before(before: str, after: str) -> None:
    a, b = moment(before), moment(after)
    assert certainly_before(a, b)
    assert certainly_after(b, a)
    assert not certainly_before(b, a)
    assert not same_moment(a, b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-03-14 09:12Z", "2026-03-14 09:12Z"),
        ("2026-03-14 09:12Z", "2026-03-14 11:12+02:00"),
        ("2026-03-14 09:12Z", "2026-03-14 09:12:30Z"),
        ("2026-03-14 09:12:30Z", "2026-03-14 09:12:30.5Z"),
        ("2026-03-14", "2026-03-14 00:00Z"),
        ("2026-03-14", "2026-03-14 23:59Z"),
        ("2026-03-14", "2026-03-14 09:12"),
        ("2026-03-14", "2026-03-14"),
        ("2026-03-14 09:12", "2026-03-14 20:00 PST"),
        ("2026-03-14 09:12", "2026-03-14 21:12Z"),
        ("2026-03-13 19:12Z", "2026-03-14 09:12"),
    ],
)
def test_what_is_in_no_certain_order(one: str, other: str) -> None:
    a, b = moment(one), moment(other)
    assert not certainly_before(a, b)
    assert not certainly_after(a, b)


def test_days_in_one_zone_are_in_the_order_of_their_dates() -> None:
    for name in ("UTC", "Europe/Berlin", "Africa/Cairo", "America/Havana", "Pacific/Apia"):
        days = [moment(f"2011-12-{day}", zone(name)) for day in (29, 30, 31)]
        days += [moment(f"2026-04-{day}", zone(name)) for day in (23, 24, 25)]
        for a, b in pairwise(days):
            assert certainly_before(a, b)


def test_a_day_and_a_time_on_it_are_in_no_certain_order_in_one_zone() -> None:
    for text in ("2026-04-24", "2026-11-01", "2026-03-29"):  # clocks change at midnight in Cairo
        for place in (BERLIN, zone("Africa/Cairo"), zone("America/Havana")):
            day = moment(text, place)
            for clock in ("00:00", "00:30", "01:30", "12:00", "23:59:59"):
                at = moment(f"{text} {clock}", place)
                assert not certainly_before(day, at)
                assert not certainly_after(day, at)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2026-03-14 09:12Z", "2026-03-14 11:12+02:00", True),
        ("2026-03-14 09:12Z", "2026-03-14T09:12 UTC", True),
        ("2026-03-14 09:12Z", "2026-03-14 09:12:00Z", False),
        ("2026-03-14 09:12", "2026-03-14T09:12", True),
        ("2026-03-14 09:12 PST", "2026-03-14 09:12 pst", True),
        ("2026-03-14 09:12 PST", "2026-03-14 09:12 IST", False),
        ("2026-03-14 09:12 PST", "2026-03-14 09:12", False),
        ("2026-03-14 09:12Z", "2026-03-14 09:12", False),
        ("2026-03-14", "2026-03-14", True),
        ("2026-03-14", "2026-03-15", False),
        ("0001-01-01 00:00+14:00", "0001-01-01 00:00+13:00", False),
    ],
)
def test_the_same_moment_is_certain_and_as_fine(one: str, other: str, same: bool) -> None:
    assert same_moment(moment(one), moment(other)) is same
    assert same_moment(moment(other), moment(one)) is same


def test_days_in_two_zones_are_the_same_when_they_are_the_same_hours() -> None:
    berlin, paris = moment("2026-03-14", BERLIN), moment("2026-03-14", zone("Europe/Paris"))
    assert same_moment(berlin, paris)
    assert not same_moment(berlin, moment("2026-03-14", NEW_YORK))
    assert not same_moment(berlin, moment("2026-03-14"))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2026-03-14 09:12Z", "2026-03-14 11:40Z", timedelta(hours=2, minutes=28)),
        ("2026-03-14 09:12Z", "2026-03-14 09:12+02:00", timedelta(hours=-2)),
        ("2026-03-14 09:12", "2026-03-14 11:40:30", timedelta(hours=2, minutes=28, seconds=30)),
        ("2026-03-14 09:12 IST", "2026-03-14 09:13 IST", timedelta(minutes=1)),
        ("2026-03-14 09:12 IST", "2026-03-14 09:13", None),
        ("2026-03-14 09:12 IST", "2026-03-14 09:13 CET", None),
        ("2026-03-14 09:12", "2026-03-14 09:13Z", None),
        ("2026-03-14", "2026-03-15", None),
        ("2026-03-14", "2026-03-14 09:12Z", None),
    ],
)
def test_the_difference_is_exact_or_none(a: str, b: str, expected: timedelta | None) -> None:
    assert difference(moment(a), moment(b)) == expected


def test_the_difference_counts_the_hour_that_daylight_saving_took() -> None:
    a, b = moment("2026-03-29 01:30", BERLIN), moment("2026-03-29 03:30", BERLIN)
    assert difference(a, b) == timedelta(hours=1)
    assert difference(moment("2026-03-29 02:30", BERLIN), b) is None


def test_the_two_readings_of_a_repeated_hour_are_in_no_certain_order() -> None:
    early, late = moment("2026-10-25 02:10", BERLIN), moment("2026-10-25 02:50", BERLIN)
    assert not certainly_before(early, late)
    assert difference(early, late) is None
    assert not same_moment(early, early)
    assert certainly_before(moment("2026-10-25 01:59", BERLIN), early)
    assert certainly_before(late, moment("2026-10-25 03:00", BERLIN))


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("2026-03-14 09:12Z", "2026-03-14 11:40+02:00", 28, 28),
        ("2026-03-14 09:12", "2026-03-14 11:40", 148, 148),
        ("2026-03-14 09:12 IST", "2026-03-14 09:13 IST", 1, 1),
        ("2026-03-14 09:12Z", "2026-03-14 09:13", 1 - 14 * 60, 1 + 12 * 60),
        ("2026-03-14 09:12 IST", "2026-03-14 09:12 PST", -26 * 60, 26 * 60),
    ],
)
def test_so_much_time_can_have_passed(a: str, b: str, least: int, most: int) -> None:
    found = passed(moment(a), moment(b))
    assert found == (timedelta(minutes=least), timedelta(minutes=most))


def test_a_day_is_as_long_as_it_is() -> None:
    least, most = passed(moment("2026-03-14"), moment("2026-03-15 09:00"))
    assert timedelta(hours=9) < least < timedelta(hours=9, seconds=1)
    assert most == timedelta(hours=33)


def test_what_the_clock_repeated_may_have_been_an_hour_later() -> None:
    a, b = moment("2026-10-25 01:30", BERLIN), moment("2026-10-25 02:30", BERLIN)
    assert passed(a, b) == (timedelta(hours=1), timedelta(hours=2))


def test_the_ends_of_time_do_not_raise() -> None:
    a, b = moment("0001-01-01 00:00+14:00"), moment("9999-12-31 23:59-14:00")
    assert passed(a, b)[0] > timedelta(days=3_000_000)


@given(moments(), moments(), moments())
def test_certainly_before_is_a_strict_partial_order(a: Moment, b: Moment, c: Moment) -> None:
    assert not certainly_before(a, a)
    assert not (certainly_before(a, b) and certainly_before(b, a))
    if certainly_before(a, b) and certainly_before(b, c):
        assert certainly_before(a, c)


@given(moments(), moments())
def test_what_is_the_same_is_neither_before_nor_after(a: Moment, b: Moment) -> None:
    if same_moment(a, b):
        assert same_moment(b, a)
        assert not certainly_before(a, b)
        assert not certainly_after(a, b)


@given(STAMPS, STAMPS)
def test_the_difference_is_that_of_aware_datetimes(a: datetime, b: datetime) -> None:
    assert difference(moment(a.isoformat()), moment(b.isoformat())) == b - a


@given(NEAR, NEAR, st.sampled_from([BERLIN, NEW_YORK]))
def test_the_difference_across_a_change_of_the_clock_is_the_time_that_passed(
    a: datetime, b: datetime, place: Zone
) -> None:
    one, other = moment(a.isoformat(), place), moment(b.isoformat(), place)
    if one.shift is other.shift is Shift.NONE:
        passed = b.replace(tzinfo=place.tzinfo).astimezone(UTC)
        assert difference(one, other) == passed - a.replace(tzinfo=place.tzinfo).astimezone(UTC)


@given(moments(), moments())
def test_what_can_have_passed_agrees_with_what_did_and_with_the_order(a: Moment, b: Moment) -> None:
    least, most = passed(a, b)
    assert least <= most
    assert passed(b, a) == (-most, -least)
    known = difference(a, b)
    if known is not None:
        assert (least, most) == (known, known)
    if certainly_before(a, b):
        assert least > timedelta(0)
