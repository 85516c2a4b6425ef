"""Chronology: every time in a report, read once, with the zone that is in force.

A time is read as `moment` reads it; what belongs to a report is added here: its default zone,
the day that a bare `HH:MM` belongs to, and which time plays which role.
"""

from __future__ import annotations

from datetime import date, datetime, time

from pmlint.compiled import compiled
from pmlint.document import Scalar, Sequence
from pmlint.frozen import Frozen, replace
from pmlint.interval import read_range
from pmlint.lazy import lazy
from pmlint.moment import Moment, NotAMoment, Precision, date_in, read_moment
from pmlint.part import Part
from pmlint.postmortem import Postmortem
from pmlint.role import CLOCK_ROLES, INCIDENT_ROLES, OTHER_TIME_ROLES, TIME_ROLES, Role
from pmlint.zone import Zone, read_zone

NO_TIME = r"(?ais)(?:n/a|none|not applicable)(?:\s*[-:;,.(].*)?"


class Timed(Frozen):
    """A part that tells a time: the moment it means, or why it means none.

    It has both where only the spelling is wrong: `9:12` is to be written better, and means 09:12.
    `until` is the end of a range (`A to B`), whose start is the moment.
    """

    part: Part
    moment: Moment | None
    wrong: NotAMoment | None = None
    until: Moment | None = None


def says_no_time(text: str) -> bool:
    """Say whether `text` answers that there is no such time: `N/A`, "none", "not applicable"."""
    words = text.strip()
    return words[:1] in ("n", "N") and compiled(NO_TIME).fullmatch(words) is not None


def list_of(part: Part) -> Part | None:
    """Return the list that holds `part`, however deep; None where there is none.

    Each list of entries is a timeline of its own: what one of them tells is in no order with what
    another one tells.
    """
    at = part.parent
    while at is not None and not isinstance(at.node, Sequence):
        at = at.parent
    return at


class Chronology:
    """The times of one report. Parts that are empty, placeholders or `N/A` tell no time."""

    def __init__(self, report: Postmortem) -> None:
        self.report = report
        self._known: dict[Part, Timed | None] = {}

    @lazy
    def parts(self) -> tuple[Part, ...]:
        """The parts that tell a time, in the order of the document."""
        return tuple([part for part in self.report.parts if part.role in TIME_ROLES])

    @lazy
    def zone_part(self) -> Part | None:
        """The part that names the default zone, if somebody has filled it in."""
        part = self.report.first(Role.TIMEZONE)
        return part if part is not None and part.answered else None

    @lazy
    def zone(self) -> Zone | None:
        """The zone of all times that carry none; None where there is none, or a wrong one."""
        return None if self.zone_part is None else read_zone(self.zone_part.text)

    @lazy
    def incident_date(self) -> Timed | None:
        """The day of the incident."""
        return self._first(Role.INCIDENT_DATE)

    @lazy
    def report_date(self) -> Timed | None:
        """The day of the report."""
        return self._first(Role.REPORT_DATE)

    @lazy
    def start(self) -> Timed | None:
        """When the incident began (`when`); of a range its start."""
        return self._first(Role.INCIDENT_START)

    @lazy
    def detection(self) -> Timed | None:
        """When it was noticed."""
        return self._first(Role.DETECTION_TIME)

    @lazy
    def resolution(self) -> Timed | None:
        """When it was over."""
        return self._first(Role.RESOLUTION_TIME)

    @lazy
    def began(self) -> Timed | None:
        """What tells best when the incident began: `start`, else `incident_date`, if it is read."""
        known = (self.start, self.incident_date)
        return next((timed for timed in known if timed is not None and timed.moment), None)

    @lazy
    def day(self) -> date | None:
        """The day on which the incident began, in the report's zone."""
        return self._day_of(self.incident_date, self.start)

    @lazy
    def entries(self) -> tuple[Timed, ...]:
        """The times of all timelines, in the order of the document; placeholders are left out.

        `HH:MM` takes date and zone of the entry before it in the same list; the first one those of
        the incident.
        """
        found: list[Timed] = []
        anchor = self._anchor()
        last: dict[Part | None, Moment | None] = {}
        for part in self.report.every(Role.ENTRY_TIME):
            held = list_of(part)
            previous = last.get(held, anchor)
            timed = self._read(part, previous)
            if timed is None:
                continue
            found.append(timed)
            if timed.moment is not None:
                last[held] = _continued(previous, timed.moment)
        return tuple(found)

    @lazy
    def others(self) -> tuple[Timed, ...]:
        """Due dates, days of completion and days of approval, in the order of the document."""
        return self._of_roles(OTHER_TIME_ROLES)

    @lazy
    def incident(self) -> tuple[Timed, ...]:
        """Every time of the incident itself: date, start, entries, detection, resolution."""
        return self._of_roles(INCIDENT_ROLES)

    @lazy
    def all(self) -> tuple[Timed, ...]:
        """Every time in the report, in the order of the document."""
        return self._of_roles(TIME_ROLES)

    @lazy
    def clock(self) -> tuple[tuple[Part, Moment], ...]:
        """Each start, entry, detection and resolution that is read; a range gives both its ends.

        These are the parts in which the time of day counts, and with it the zone.
        """
        found: list[tuple[Part, Moment]] = []
        for timed in self._of_roles(CLOCK_ROLES):
            found.extend((timed.part, at) for at in (timed.moment, timed.until) if at is not None)
        return tuple(found)

    def of(self, part: Part) -> Timed | None:
        """Return the time that `part` tells, or None where it is empty or a placeholder."""
        if part.role not in TIME_ROLES:
            return None
        if part.role is Role.ENTRY_TIME and part not in self._known:
            _ = self.entries  # what an entry means depends on those before it
        return self._read(part)

    def date_of(self, moment: Moment) -> date:
        """Return the date of `moment` in the report's zone; where it has none, as written."""
        return date_in(moment, self.zone)

    @lazy
    def report_precedes_incident(self) -> bool:
        """Say whether the report is dated before the day on which the incident began."""
        written = self._day_of(self.report_date)
        return written is not None and self.day is not None and written < self.day

    def _first(self, role: Role) -> Timed | None:
        part = self.report.first(role)
        return None if part is None else self._read(part)

    def _of_roles(self, roles: frozenset[Role]) -> tuple[Timed, ...]:
        parts = [part for part in self.parts if part.role in roles]
        return tuple(timed for part in parts if (timed := self.of(part)) is not None)

    def _anchor(self) -> Moment | None:
        """Return what a first `HH:MM` continues where no `timezone` speaks: the start."""
        start = None if self.start is None else self.start.moment
        day = self.day
        if start is None or day is None or start.naive or self.zone_part is not None:
            return None
        return replace(start, local=datetime.combine(day, time.min), precision=Precision.DAY)

    def _day_of(self, *known: Timed | None) -> date | None:
        moments = (timed.moment for timed in known if timed is not None)
        return next((self.date_of(moment) for moment in moments if moment is not None), None)

    def _read(self, part: Part, previous: Moment | None = None) -> Timed | None:
        try:
            return self._known[part]
        except KeyError:
            timed = self._known[part] = self._newly_read(part, previous)
            return timed

    def _newly_read(self, part: Part, previous: Moment | None) -> Timed | None:
        if not part.answered or not isinstance(part.node, Scalar) or says_no_time(part.text):
            return None
        read = self._read_text(part, part.text, previous)
        if not isinstance(read, NotAMoment):
            return Timed(part, read[0], until=read[1])
        meant = self._read_text(part, read.suggestion or part.text, previous)
        if isinstance(meant, NotAMoment):
            return Timed(part, None, read)
        return Timed(part, meant[0], read, meant[1])

    def _read_text(
        self, part: Part, text: str, previous: Moment | None
    ) -> tuple[Moment, Moment | None] | NotAMoment:
        if part.role is Role.INCIDENT_START:
            return read_range(text, zone=self.zone, day=self._day_of(self.incident_date))
        day = self.day if part.role is Role.ENTRY_TIME else None
        read = read_moment(text, zone=self.zone, previous=previous, day=day)
        return read if isinstance(read, NotAMoment) else (read, None)


def _continued(previous: Moment | None, moment: Moment) -> Moment:
    """Return what the next bare `HH:MM` continues: a date alone leaves the zone as it was."""
    if previous is None or moment.precision is not Precision.DAY:
        return moment
    return replace(previous, local=moment.local, precision=Precision.DAY)
