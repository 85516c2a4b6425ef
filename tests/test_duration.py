"""Which durations are read out of prose, and what they mean."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmlint.duration import UNITS, Exactness, durations, read_duration, spoken

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "words", "length", "unit"),
    [
        ("It lasted 27 minutes.", "27 minutes", 27 * MINUTE, MINUTE),
        ("down for 41 min", "41 min", 41 * MINUTE, MINUTE),
        ("down for 90min", "90min", 90 * MINUTE, MINUTE),
        ("a 27-minute outage", "27-minute", 27 * MINUTE, MINUTE),
        ("two-hour outage", "two-hour", 2 * HOUR, HOUR),
        ("four hours and 17 minutes", "four hours and 17 minutes", 257 * MINUTE, MINUTE),
        ("seven hours and\n  11 minutes", "seven hours and\n  11 minutes", 431 * MINUTE, MINUTE),
        ("1 day, 2 hours and 3 minutes", "1 day, 2 hours and 3 minutes", 1563 * MINUTE, MINUTE),
        ("took 2h 28m in all", "2h 28m", 148 * MINUTE, MINUTE),
        ("took 2h28m in all", "2h28m", 148 * MINUTE, MINUTE),
        ("43 seconds", "43 seconds", timedelta(seconds=43), timedelta(seconds=1)),
        ("24 h", "24 h", DAY, HOUR),
        ("1.5 hours", "1.5 hours", 90 * MINUTE, HOUR),
        ("1,440 minutes", "1,440 minutes", DAY, MINUTE),
        ("11 Days", "11 Days", 11 * DAY, DAY),
        ("two weeks", "two weeks", 14 * DAY, 7 * DAY),
        ("for an hour", "an hour", HOUR, HOUR),
        ("an hour and a half", "an hour and a half", 90 * MINUTE, HOUR),
        ("one and a half hours", "one and a half hours", 90 * MINUTE, HOUR),
        ("for half an hour", "half an hour", 30 * MINUTE, MINUTE),
        ("three quarters of an hour", "three quarters of an hour", 45 * MINUTE, MINUTE),
        ("a quarter of an hour", "a quarter of an hour", 15 * MINUTE, MINUTE),
    ],
)
def test_a_duration_is_read(text: str, words: str, length: timedelta, unit: timedelta) -> None:
    (found,) = durations(text)
    assert (text[found.start : found.end], found.length, found.unit) == (words, length, unit)
    assert (found.exactness, found.lead) == (Exactness.EXACT, found.start)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a few minutes",
        "several hours",
        "2-3 hours",
        "2 to 3 hours",
        "between 2 and 3 hours",
        "5m users and 3d pictures",
        "100 m away",
        "at 10:15 minutes",
        "5 minutes/day",
        "v1.5 hours",
        "20 ms",
        "a minuted meeting",
        "the 30s",
    ],
)
def test_what_says_not_plainly_how_long_is_left_alone(text: str) -> None:
    assert list(durations(text)) == []


@pytest.mark.parametrize(
    ("text", "lead", "exactness"),
    [
        ("lasted about 2 hours", "about ", Exactness.ROUGH),
        ("lasted nearly 2 hours", "nearly ", Exactness.ROUGH),
        ("lasted ~2 hours", "~", Exactness.ROUGH),
        ("lasted just under 2 hours", "just under ", Exactness.ROUGH),
        ("lasted more than 2 hours", "more than ", Exactness.LIMIT),
        ("lasted at least 2 hours", "at least ", Exactness.LIMIT),
        ("lasted over an hour", "over ", Exactness.LIMIT),
        ("lasted another 2 hours", "another ", Exactness.LIMIT),
        ("failed for the final 2 hours", "final ", Exactness.LIMIT),
        ("every 6 hours", "every ", Exactness.LIMIT),
        ("within a minute", "within ", Exactness.LIMIT),
        ("for the first 10 minutes", "first ", Exactness.LIMIT),
        ("in the past 30 days", "past ", Exactness.LIMIT),
    ],
)
def test_the_words_before_it_say_how_exactly_it_is_meant(
    text: str, lead: str, exactness: Exactness
) -> None:
    (found,) = durations(text)
    assert (text[found.lead : found.start], found.exactness) == (lead, exactness)


def test_durations_of_one_text_come_in_its_order() -> None:
    text = "Down for 2 hours, 10 minutes of it unnoticed; back after 5 minutes 20 minutes later"
    found = [text[d.start : d.end] for d in durations(text)]
    assert found == ["2 hours, 10 minutes", "5 minutes", "20 minutes"]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("54 minutes", 54 * MINUTE),
        (" about 2h. ", 2 * HOUR),
        ("54 minutes later", None),
        ("after 54 minutes", None),
        ("2026-03-14 09:12", None),
        ("", None),
    ],
)
def test_a_text_can_be_a_duration_as_a_whole(text: str, length: timedelta | None) -> None:
    assert read_duration(text) == length


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (148 * MINUTE, "2 hours 28 minutes"),
        (DAY + HOUR + MINUTE, "1 day 1 hour"),
        (timedelta(seconds=-43), "43 seconds"),
        (7 * HOUR, "7 hours"),
        (timedelta(0), "no time"),
    ],
)
def test_a_duration_is_spoken_in_its_two_largest_units(length: timedelta, words: str) -> None:
    assert spoken(length) == words


PIECES = st.sampled_from(
    [*"0123456789 .,-~$", "one", " and ", "a ", "half an hour", " and a half", "h", "min", " days"]
)


@given(st.text() | st.lists(PIECES, max_size=20).map("".join))
@example("1" + " " * 100_000 + "x")
@example("1 " * 50_000)
@example("999,999 weeks 999,999 days")
def test_no_text_raises_and_none_overlap(text: str) -> None:
    at = 0
    for found in durations(text):
        assert at <= found.start < found.end <= len(text)
        assert found.lead <= found.start
        assert found.unit in UNITS.values()
        at = found.end


@given(st.integers(0, 99), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_what_is_spoken_is_read_back(days: int, hours: int, minutes: int, seconds: int) -> None:
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    words = spoken(length)
    if words != "no time":
        read = read_duration(words)
        assert read is not None
        assert spoken(read) == words
