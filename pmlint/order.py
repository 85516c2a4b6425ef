"""Order: what can be said for certain of two moments.

A moment has bounds; two moments are in order only if all that the one can mean lies before all
that the other can mean. Where that is not so nobody knows, and nobody should speak.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, timedelta

from pmlint.moment import Moment, Precision
from pmlint.zone import Shift, offsets


def certainly_before(a: Moment, b: Moment) -> bool:
    """Tell whether whatever `a` can mean is before whatever `b` can mean: a strict partial order.

    Two times in the same unknown zone are compared as the clock on the wall showed them.
    """
    return a.last < b.local if _on_one_clock(a, b) else a.latest < b.earliest


def certainly_after(a: Moment, b: Moment) -> bool:
    """Tell whether whatever `a` can mean is after whatever `b` can mean."""
    return certainly_before(b, a)


def same_moment(a: Moment, b: Moment) -> bool:
    """Tell whether `a` and `b` are written as finely and certainly mean the same."""
    if a.precision is not b.precision:
        return False
    if _on_one_clock(a, b):
        return a.local == b.local
    if a.precision is Precision.DAY and a.zone and b.zone:
        return (a.earliest, a.latest) == (b.earliest, b.latest)
    return difference(a, b) == timedelta(0)


def difference(a: Moment, b: Moment) -> timedelta | None:
    """Return the time that passed from `a` to `b`, or None where it cannot be known exactly.

    That is so for days, for times in zones not known to be the same, and for local times that a
    change of the clock skipped or repeated.
    """
    if Precision.DAY in (a.precision, b.precision) or {a.shift, b.shift} != {Shift.NONE}:
        return None
    if _on_one_clock(a, b):
        return b.local - a.local
    if a.zone is None or b.zone is None:
        return None
    return (b.local - a.local) - (offsets(b.local, b.zone)[0] - offsets(a.local, a.zone)[0])


def passed(a: Moment, b: Moment) -> tuple[timedelta, timedelta]:
    """Return the least and the most time that can have passed from `a` to `b`.

    The two are the same where `difference` knows it. A time counts from the beginning of its
    minute or second; only a day is as long as it is. From `b` to `a` it is the same, negative.
    """
    if _on_one_clock(a, b):
        return b.local - a.last_begin, b.last_begin - a.local
    return b.earliest - a.latest_begin, b.latest_begin - a.earliest


def _on_one_clock(a: Moment, b: Moment) -> bool:
    """Tell whether the local times of `a` and `b` are in order by themselves."""
    if a.zone is None or b.zone is None:
        return a.zone is b.zone and a.abbreviation == b.abbreviation
    if a.zone is b.zone and a.zone.is_fixed and _is_within(a) and _is_within(b):
        return True  # most are such, and their instants need not be worked out
    return a.precision is b.precision is Precision.DAY and a.zone == b.zone


def _is_within(moment: Moment) -> bool:
    """Say whether no offset leads from `moment` beyond the ends of the calendar."""
    return MINYEAR < moment.local.year < MAXYEAR
