"""The times of a report: which zone and which day each of them has."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from pmlint.catalog import catalog
from pmlint.chronology import Chronology, says_no_time
from pmlint.engine import Task, check
from pmlint.moment import Trouble
from pmlint.parse import parse
from pmlint.postmortem import Postmortem
from pmlint.role import Role
from pmlint.source import Source
from pmlint.template import load

DAY = {"type": "string", "x-pmlint-role": "incident-date"}


def chronology(text: str) -> Chronology:
    template = load()
    document = parse(dedent(text).encode())
    return Chronology(Postmortem(document, template.shape, template.vocabulary()))


def entries(text: str) -> list[str]:
    found = []
    for timed in chronology(text).entries:
        assert timed.moment is not None
        zone = timed.moment.zone
        found.append(f"{timed.moment.local} {zone.name if zone else timed.moment.abbreviation}")
    return found


def timeline(*times: str, head: str = "date_of_incident: 2026-03-14") -> str:
    lines = [f"    - {{time: {time}, event: Something happens}}" for time in times]
    return "\n".join((head, "incident_description:", "  timeline:", *lines))


def test_a_bare_time_takes_day_and_zone_of_the_entry_before() -> None:
    given = timeline("2026-03-14T23:12:00-05:00", '"23:31"', "2026-03-15 00:12", '"00:40"')
    assert entries(given) == [
        "2026-03-14 23:12:00 -05:00",
        "2026-03-14 23:31:00 -05:00",
        "2026-03-15 00:12:00 None",
        "2026-03-15 00:40:00 None",
    ]


def test_a_date_alone_changes_the_day_of_a_bare_time_and_not_its_zone() -> None:
    given = timeline("2026-03-14T23:12:00Z", "2026-03-15", '"00:40"', '"19:50 -05:00"')
    assert entries(given)[2:] == ["2026-03-15 00:40:00 Z", "2026-03-14 19:50:00 -05:00"]


def test_a_first_bare_time_takes_the_day_of_the_incident_and_the_zone_of_the_report() -> None:
    given = timeline('"09:12"', head="date_of_incident: 2026-03-14\ntimezone: Europe/Berlin")
    assert entries(given) == ["2026-03-14 09:12:00 Europe/Berlin"]


def test_each_list_of_entries_is_a_timeline_of_its_own(tmp_path: Path) -> None:
    roles = {"time": "entry-time", "event": "entry-event"}
    fields = {key: {"type": "string", "x-pmlint-role": role} for key, role in roles.items()}
    entry = {"type": "object", "x-pmlint-role": "entry", "properties": fields}
    lists = {key: {"type": "array", "items": entry} for key in ("ours", "theirs")}
    schema = {"type": "object", "properties": {"day": DAY, **lists}}
    path = tmp_path / "two.schema.json"
    path.write_text(json.dumps(schema))
    template = load(path)
    given = b"""
day: 2026-03-14
ours:
  - {time: 2026-03-15T09:12:00Z, event: Pager rings}
  - {time: "09:31", event: Pager rings}
theirs:
  - {time: "08:12", event: Certificate expires}
  - {time: 2026-03-15T09:12:00Z, event: Pager rings}
  - {time: "09:05", event: Pager rings}
"""
    times = Chronology(Postmortem(parse(given), template.shape, template.vocabulary()))
    locals_ = [timed.moment.local for timed in times.entries if timed.moment is not None]
    assert [(at.day, at.hour, at.minute) for at in locals_] == [
        *((15, 9, 12), (15, 9, 31)),
        *((14, 8, 12), (15, 9, 12), (15, 9, 5)),
    ]
    task = Task(
        template,
        catalog(),
        frozenset(("PM401", "PM408")),
        date(2026, 4, 1),
        {},
        {},
    )
    found = check(Source("two.yaml", given), task).findings
    assert [(finding.code, finding.pointer) for finding in found] == [
        ("PM401", ("theirs", 2, "time"))
    ]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-03-14 09:12 -05:00", "2026-03-14 09:31:00 -05:00"),
        ("2026-03-14 09:12 IST", "2026-03-14 09:31:00 IST"),
        ("2026-03-14 09:12", "2026-03-14 09:31:00 None"),
        ("2026-03-14", "2026-03-14 09:31:00 None"),
    ],
)
def test_where_the_report_names_no_zone_it_takes_that_of_the_start(
    when: str, expected: str
) -> None:
    head = f"date_of_incident: 2026-03-14\nincident_description:\n  when: {when}\n  timeline:"
    assert entries(f"{head}\n  - {{time: '09:31', event: Pager rings}}") == [expected]


def test_without_a_date_of_the_incident_the_start_gives_the_day_in_the_zone_of_the_report() -> None:
    given = """
        timezone: Europe/Berlin
        incident_description:
          when: 2026-03-14T23:30:00Z
          timeline:
            - {time: "00:40", event: Pager rings}
        """
    assert chronology(given).day == date(2026, 3, 15)
    assert entries(given) == ["2026-03-15 00:40:00 Europe/Berlin"]


def test_the_start_alone_may_be_a_range_and_borrow_the_day() -> None:
    given = """
        date_of_incident: 2026-03-14
        incident_description: {when: "09:12 to 11:40"}
        response_and_resolution:
          time_to_resolution: {detection_time: "09:31"}
        """
    times = chronology(given)
    assert times.start is not None
    assert times.start.moment is not None
    assert times.start.until is not None
    assert times.start.until.local - times.start.moment.local == timedelta(hours=2, minutes=28)
    assert times.detection is not None
    assert times.detection.wrong is not None
    assert times.detection.wrong.trouble is Trouble.NO_DATE


def test_a_wrong_spelling_with_one_meaning_is_wrong_and_has_a_moment() -> None:
    times = chronology(timeline('"9:12"', "soon"))
    better, none = times.entries
    assert better.wrong is not None
    assert better.moment is not None
    assert better.moment.local == datetime(2026, 3, 14, 9, 12)
    assert none.wrong is not None
    assert none.moment is None


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("N/A", True),
        ("none", True),
        ("Not Applicable", True),
        ("n/a (nothing was down)", True),
        ("N/A: nothing was down", True),
        ("None of the alarms rang", False),
        ("nonesuch", False),
        ("", False),
        ("2026-03-14", False),
    ],
)
def test_no_such_time_is_an_answer(text: str, none: bool) -> None:
    assert says_no_time(text) is none


def test_what_is_empty_a_placeholder_a_list_or_not_applicable_tells_no_time() -> None:
    given = """
        date_of_incident:
        date_of_report: "[Date]"
        incident_description: {when: [2026-03-14]}
        response_and_resolution:
          time_to_resolution: {detection_time: N/A, resolution_time: TBD}
        """
    assert chronology(given).all == ()


def test_all_times_come_in_the_order_of_the_document() -> None:
    given = """
        action_items:
          - {action_item: Alert before it expires, due_date: 2026-04-30, completed_on: 2026-04-22}
        date_of_report: 2026-03-16
        incident_description:
          timeline:
            - {time: 2026-03-14 09:12, event: A certificate expires}
          when: 2026-03-14
        """
    times = chronology(given)
    assert [timed.part.role for timed in times.all] == [
        Role.DUE_DATE,
        Role.COMPLETED_ON,
        Role.REPORT_DATE,
        Role.ENTRY_TIME,
        Role.INCIDENT_START,
    ]
    assert [timed.part.role for timed in times.others] == [Role.DUE_DATE, Role.COMPLETED_ON]
    assert [timed.part.role for timed in times.incident] == [Role.ENTRY_TIME, Role.INCIDENT_START]
    assert [part.role for part, _ in times.clock] == [Role.ENTRY_TIME, Role.INCIDENT_START]
    assert all(times.of(timed.part) is timed for timed in times.all)


def test_what_has_no_time_by_its_role_has_none() -> None:
    times = chronology("incident_title: 2026-03-14\n")
    assert times.of(times.report.parts[1]) is None


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("", date(2026, 3, 14)), ("timezone: Europe/Berlin\n", date(2026, 3, 15))],
)
def test_a_date_is_that_in_the_zone_of_the_report(zone: str, expected: date) -> None:
    times = chronology(f"{zone}incident_description:\n  when: 2026-03-14T23:30:00Z\n")
    assert times.began is not None
    assert times.began.moment is not None
    assert times.began.moment.earliest == datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
    assert times.date_of(times.began.moment) == expected


@pytest.mark.parametrize(
    ("written", "began", "precedes"),
    [
        ("2026-03-13", "2026-03-14", True),
        ("2026-03-14", "2026-03-14", False),
        ("2026-03-16", "2026-03-14", False),
        ("N/A", "2026-03-14", False),
        ("2026-03-13", "N/A", False),
    ],
)
def test_a_report_precedes_its_incident_by_their_dates(
    written: str, began: str, precedes: bool
) -> None:
    given = f"date_of_incident: {began}\ndate_of_report: {written}\n"
    assert chronology(given).report_precedes_incident is precedes
