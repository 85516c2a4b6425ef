"""Chronology: every time in a report, read once, with the zone that is in force.

A time is read as `moment` reads it; what belongs to a report is added here: its default zone,
the day that a bare `HH:MM` belongs to, and which time plays which role.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pmlint.document import Scalar
from pmlint.moment import Moment, NotAMoment, read_moment, read_range
from pmlint.postmortem import Part, Postmortem
from pmlint.role import Role
from pmlint.zone import Zone, read_zone


@dataclass(frozen=True, slots=True)
class Timed:
    """A part that tells a time: the moment it means, or why it means none.

    `until` is the end of a range (`A to B`), whose start is the moment.
    """

    part: Part
    moment: Moment | None
    wrong: NotAMoment | None = None
    until: Moment | None = None


class Chronology:
    """The times of one report. Parts that are empty or placeholders tell no time."""

    def __init__(self, report: Postmortem) -> None:
        self.report = report

    @cached_property
    def zone_part(self) -> Part | None:
        """The part that names the default zone, if somebody has filled it in."""
        part = self.report.first(Role.TIMEZONE)
        return part if part is not None and part.answered else None

    @cached_property
    def zone(self) -> Zone | None:
        """The zone of all times that carry none; None where there is none, or a wrong one."""
        return None if self.zone_part is None else read_zone(self.zone_part.text)

    @cached_property
    def incident_date(self) -> Timed | None:
        """The day of the incident."""
        return self._one(Role.INCIDENT_DATE)

    @cached_property
    def report_date(self) -> Timed | None:
        """The day of the report."""
        return self._one(Role.REPORT_DATE)

    @cached_property
    def start(self) -> Timed | None:
        """When the incident began (`when`); of a range its start."""
        return self._one(Role.INCIDENT_START)

    @cached_property
    def detection(self) -> Timed | None:
        """When it was noticed."""
        return self._one(Role.DETECTION_TIME)

    @cached_property
    def resolution(self) -> Timed | None:
        """When it was over."""
        return self._one(Role.RESOLUTION_TIME)

    @cached_property
    def entries(self) -> tuple[Timed, ...]:
        """The times of the timeline, in the order of the document; placeholders are left out.

        `HH:MM` takes date and zone of the entry before; the first one those of the incident.
        """
        found: list[Timed] = []
        previous: Moment | None = None
        for part in self.report.every(Role.ENTRY_TIME):
            timed = self._read(part, previous)
            if timed is None:
                continue
            found.append(timed)
            previous = timed.moment or previous
        return tuple(found)

    @cached_property
    def others(self) -> tuple[Timed, ...]:
        """Due dates, days of completion and days of approval, in the order of the document."""
        roles = (Role.DUE_DATE, Role.COMPLETED_ON, Role.APPROVAL_DATE)
        parts = [part for part in self.report.parts if part.role in roles]
        return tuple(timed for part in parts if (timed := self._read(part)) is not None)

    @cached_property
    def incident(self) -> tuple[Timed, ...]:
        """Every time of the incident itself: date, start, entries, detection, resolution."""
        single = (self.incident_date, self.start, self.detection, self.resolution)
        return (*(timed for timed in single if timed is not None), *self.entries)

    @cached_property
    def all(self) -> tuple[Timed, ...]:
        """Every time in the report, in the order of the document."""
        report_date = () if self.report_date is None else (self.report_date,)
        found = (*self.incident, *report_date, *self.others)
        return tuple(sorted(found, key=lambda timed: timed.part.span.start))

    def of(self, part: Part) -> Timed | None:
        """Return the time that `part` tells, or None where it is empty or a placeholder."""
        return next((timed for timed in self.all if timed.part is part), None)

    def _one(self, role: Role) -> Timed | None:
        part = self.report.first(role)
        return None if part is None else self._read(part)

    def _day(self) -> date | None:
        for timed in (self.incident_date, self.start):
            if timed is not None and timed.moment is not None:
                return timed.moment.local.date()
        return None

    def _read(self, part: Part, previous: Moment | None = None) -> Timed | None:
        if not part.answered or not isinstance(part.node, Scalar):
            return None
        if part.role is Role.ENTRY_TIME:
            read = read_moment(part.text, zone=self.zone, previous=previous, day=self._day())
        elif part.role is Role.INCIDENT_START:
            span = read_range(part.text, zone=self.zone)
            if isinstance(span, NotAMoment):
                return Timed(part, None, span)
            return Timed(part, span[0], until=span[1])
        else:
            read = read_moment(part.text, zone=self.zone)
        if isinstance(read, NotAMoment):
            return Timed(part, None, read)
        return Timed(part, read)
