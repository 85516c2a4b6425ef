"""Open and overdue items at the end of each week."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmlint.summary.burndown import burndown
from pmlint.summary.course import Course, Period

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def on(day: str) -> date:
    return date.fromisoformat(f"2026-{day}")


def course(*periods: Period) -> Course:
    return Course(periods=periods)


def test_points_are_sundays_and_the_day_itself() -> None:
    first = course(Period(on("03-02"), on("03-16"), on("03-10")))  # Monday to Monday
    second = course(Period(on("03-09"), None, None))
    third = course(Period(on("03-11"), None, on("03-18")))
    points = burndown((first, second, third), on("03-19"))
    assert [(point.day, point.open, point.overdue) for point in points] == [
        (on("03-08"), 1, 0),
        (on("03-15"), 3, 1),
        (on("03-19"), 2, 1),
    ]


def test_an_item_is_not_overdue_at_the_end_of_its_day() -> None:
    it = course(Period(on("03-02"), None, on("03-15")))
    points = burndown((it,), on("03-16"))
    assert [point.overdue for point in points] == [0, 0, 1]


def test_what_was_never_open_makes_no_points() -> None:
    assert burndown((), on("03-19")) == ()
    assert burndown((Course(),), on("03-19")) == ()


def test_what_opens_after_the_day_is_not_there_yet() -> None:
    assert burndown((course(Period(on("03-20"), None, None)),), on("03-19")) == ()


def test_a_clock_in_the_year_1_does_not_make_a_thousand_points() -> None:
    points = burndown((course(Period(date.min, None, None)),), on("03-19"))
    assert len(points) < 1100
    assert points[0].open == 1


@given(st.lists(st.tuples(DAYS, st.none() | DAYS, st.none() | DAYS), min_size=1, max_size=8), DAYS)
def test_every_point_counts_what_is_open_on_its_day(
    told: list[tuple[date, date | None, date | None]], as_of: date
) -> None:
    periods = [Period(s, u if u is None or u > s else s + timedelta(1), d) for s, u, d in told]
    for point in burndown((course(*periods),), as_of):
        there = [
            p for p in periods if p.since <= point.day and (not p.until or p.until > point.day)
        ]
        assert point.open == len(there)
        assert point.overdue == sum(p.due is not None and p.due < point.day for p in there)
        assert point.day.weekday() == 6 or point.day == as_of
