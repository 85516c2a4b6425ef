"""Moments for tests: read from text, or made up by hypothesis."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from pmlint.moment import Moment, read_moment
from pmlint.zone import Zone, read_zone


def zone(name: str) -> Zone:
    found = read_zone(name)
    assert found is not None
    return found


UTC_ZONE, BERLIN, NEW_YORK = zone("UTC"), zone("Europe/Berlin"), zone("America/New_York")


def moment(
    text: str, zone: Zone | None = None, previous: Moment | None = None, day: date | None = None
) -> Moment:
    found = read_moment(text, zone=zone, previous=previous, day=day)
    assert isinstance(found, Moment), found
    return found


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
STAMPS = st.datetimes(timezones=OFFSETS | st.just(UTC))
MIDDLE = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=OFFSETS)
NEAR = st.datetimes(datetime(2026, 10, 24), datetime(2026, 10, 27))
ZONES = st.sampled_from([None, UTC_ZONE, BERLIN, NEW_YORK, zone("Africa/Cairo"), zone("+05:30")])
SUFFIXES = st.sampled_from(["", "", "Z", "+02:00", "-12:00", " PST", " IST"])
FORMS = st.sampled_from(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f"])


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    form = draw(FORMS)
    suffix = "" if form == "%Y-%m-%d" else draw(SUFFIXES)
    return moment(draw(NEAR).strftime(form) + suffix, draw(ZONES))
