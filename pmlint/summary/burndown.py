"""Burndown: how many action items were open, and how many overdue, at the end of each week."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate

from pmlint.frozen import Frozen
from pmlint.summary.course import Course

WEEK = timedelta(days=7)
LONGEST = 53 * 20
"""So many weeks are told at most: a clock that is wrong must not make it go on for ever."""


class Point(Frozen):
    """The end of a day: how many items were open then, and how many of them overdue."""

    day: date
    open: int
    overdue: int


def burndown(courses: Iterable[Course], as_of: date) -> tuple[Point, ...]:
    """Return a point for every Sunday since the first item was opened, and one for `as_of`.

    An item is overdue at the end of a day if its due date is before that day, as it is on
    that day itself. Nothing is returned where no item was ever open.
    """
    periods = [period for course in courses for period in course.periods if period.since <= as_of]
    if not periods:
        return ()
    days = _days(min(period.since for period in periods), as_of)
    opened, overdue = [0] * (len(days) + 1), [0] * (len(days) + 1)
    for period in periods:
        end = len(days) if period.until is None else bisect_left(days, period.until)
        begins = [(opened, bisect_left(days, period.since))]
        if period.due is not None:
            begins.append((overdue, max(begins[0][1], bisect_right(days, period.due))))
        for changes, begin in begins:
            if begin < end:
                changes[begin] += 1
                changes[end] -= 1
    counts = zip(days, accumulate(opened), accumulate(overdue), strict=False)
    return tuple(Point(*each) for each in counts)


def _days(first: date, as_of: date) -> list[date]:
    """Return the Sundays from the week of `first` on, and `as_of` at their end."""
    first = max(first, as_of - LONGEST * WEEK)
    sunday = first + timedelta(days=6 - first.weekday())
    weeks = ((as_of - sunday) // WEEK) + 1
    days = [sunday + number * WEEK for number in range(max(weeks, 0))]
    return days if days and days[-1] == as_of else [*days, as_of]
