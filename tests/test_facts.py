"""What is counted of a report, and that it is the same when it was kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import GOOD
from history import report_in
from hypothesis import given
from hypothesis import strategies as st

from pmlint.action import Progress
from pmlint.catalog import catalog
from pmlint.engine import Task
from pmlint.parse import parse
from pmlint.settings import Settings
from pmlint.summary.facts import ActionFacts, Facts, facts
from pmlint.summary.reader import Reader, fingerprint
from pmlint.summary.record import read, written
from pmlint.task import task_for

TODAY = date(2026, 11, 25)


def facts_in(text: str) -> Facts:
    return facts(parse(text.encode()), report_in(text))


def task(settings: Settings | None = None) -> Task:
    return task_for(settings or Settings(), catalog(), "a.yaml", TODAY)


def test_everything_that_is_counted_is_read() -> None:
    found = facts_in(
        """\
incident_title: The checkout
  was down
incident_id: INC-7
date_of_incident: 2026-03-14
date_of_report: 2026-03-20
team: Payments
status: review
timezone: Europe/Berlin
incident_description:
  when: 2026-03-14T08:00 to 2026-03-14T10:00
impact_assessment: {severity: critical}
response_and_resolution:
  time_to_resolution: {detection_time: 2026-03-14T07:12Z, resolution_time: 2026-03-14T10:05}
action_items:
  - id: AI-1
    action_item: Rotate
      the keys
    owner: Ada Okafor
    due_date: 2026-04-30
    status: in_progress
    kind: prevent
    priority: P1
    link: https://tracker.example.com/1
  - {action_item: Alert, owner: everyone, due_date: soon, status: done, completed_on: 2026-05-01}
  - Tell support
  - {action_item: "[Action Item]", owner: "[Name]", due_date: "[Date]"}
  - {action_item: TBD, owner: Bo, status: blocked}
"""
    )
    assert found == Facts(
        "The checkout was down",
        "INC-7",
        date(2026, 3, 14),
        date(2026, 3, 20),
        "critical",
        "Payments",
        "review",
        timedelta(minutes=12),
        timedelta(hours=2, minutes=5),
        (
            ActionFacts(
                ("action_items", 0), 15, "AI-1", "Rotate the keys", True, ("Ada Okafor",),
                date(2026, 4, 30), "2026-04-30", Progress.IN_PROGRESS, "in_progress", "prevent",
                "P1", "https://tracker.example.com/1", "", None,
            ),
            ActionFacts(
                ("action_items", 1), 24, "", "Alert", True, ("everyone",), None, "soon",
                Progress.DONE, "done", "", "", "", "", date(2026, 5, 1),
            ),
            ActionFacts(
                ("action_items", 2), 25, "", "Tell support", True, (), None, "",
                Progress.OPEN, "", "", "", "", "", None,
            ),
            ActionFacts(
                ("action_items", 3), 26, "", "[Action Item]", False, (), None, "",
                Progress.OPEN, "", "", "", "", "", None,
            ),
            ActionFacts(
                ("action_items", 4), 27, "", "TBD", False, ("Bo",), None, "",
                None, "blocked", "", "", "", "", None,
            ),
        ),
    )  # fmt: skip
    assert [each.line for each in found.actions] == [15, 24, 25, 26, 27]
    assert [each.is_written for each in found.actions] == [True, True, True, False, True]


@pytest.mark.parametrize(
    "times",
    [
        "{detection_time: 2026-03-14T07:00Z, resolution_time: 2026-03-14}",  # too early; a day
        "{detection_time: N/A, resolution_time: 2026-03-14T09:00}",  # no zone beside one
    ],
)
def test_times_that_do_not_tell_exactly_are_not_counted(times: str) -> None:
    found = facts_in(
        "incident_description: {when: 2026-03-14T08:00Z}\n"
        f"response_and_resolution: {{time_to_resolution: {times}}}\n"
    )
    assert (found.to_detect, found.to_resolve) == (None, None)


def test_what_cannot_be_counted_is_a_doubt() -> None:
    found = facts_in("incident_title: x\naction_items: see the tracker\nteam: a\nteam: b\n")
    assert found.doubts == (
        "line 4: `team` is already set on line 3",
        "line 2: /action_items is no list of action items, so none in it is counted",
    )
    assert facts_in("incident_title: x\naction_items: none\n").doubts == ()
    assert facts_in("incident_title: x\naction_items: []\n").doubts == ()


def test_a_second_document_is_a_doubt() -> None:
    assert facts_in("incident_title: x\n---\nincident_title: y\n").doubts == (
        "line 2: a second YAML document begins here; only the first one is checked",
    )


def test_secrets_are_masked() -> None:
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    found = facts_in(f"incident_title: {key} leaked\naction_items: [Revoke {key}]\n")
    assert key not in str(found)
    assert found.actions[0].words.startswith("Revoke AKIA")


@pytest.mark.parametrize("path", sorted(GOOD.parent.glob("*.yaml")), ids=lambda path: path.stem)
def test_facts_of_real_reports_are_the_same_when_they_were_kept(path: Path) -> None:
    found = facts_in(path.read_text(encoding="utf-8"))
    assert found.actions
    again = read(written(found))
    assert again == found
    assert isinstance(again, Facts)
    assert [each.line for each in again.actions] == [each.line for each in found.actions]


@given(
    st.text(), st.lists(st.text(), max_size=3), st.none() | st.dates(), st.none() | st.timedeltas()
)
def test_facts_are_the_same_when_they_were_kept(
    text: str, texts: list[str], day: date | None, span: timedelta | None
) -> None:
    action = ActionFacts(
        ("a", 0, text), 3, text, text, True, tuple(texts), day, text, Progress.DONE, text, text,
        text, text, text, day,
    )  # fmt: skip
    found = Facts(
        text, text, day, day, text, text, "final",
        None if span is None else timedelta(seconds=span.total_seconds()), None,
        (action,), tuple(texts),
    )  # fmt: skip
    lines = written(found)
    assert lines.isascii()
    assert lines.count("\n") == 1, "one line for the report, and one for the action item"
    assert read(lines) == found
    assert read(written(text)) == text


REPORT = b"incident_title: x\naction_items: [{action_item: y, owner: Bo}]\n"


def asked(folder: Path | None, content: bytes = REPORT) -> tuple[Facts | str, int]:
    """Return the facts in `content`, and how many reports had to be read for them."""
    count = 0

    def watch() -> None:
        nonlocal count
        count += 1

    reader = Reader(task(), folder, watch)
    reader.read({"a" * 40: content})
    return reader.of("a" * 40), count


def test_what_several_versions_say_is_one_thing_in_memory() -> None:
    text = "action_items: [{action_item: y, owner: Bo}]\n"
    before, after = (facts_in(f"incident_title: {title}\n{text}") for title in "ab")
    kept = [read(written(each)) for each in (before, after)]
    assert kept == [before, after]
    first, second = (each.actions[0] for each in kept if isinstance(each, Facts))
    assert first is second


def test_what_was_read_once_is_not_read_again(tmp_path: Path) -> None:
    cold, warm = asked(tmp_path), asked(tmp_path)
    assert cold[0] == warm[0] == asked(None)[0]
    assert (cold[1], warm[1]) == (1, 0)


def test_what_holds_no_report_is_known_as_well(tmp_path: Path) -> None:
    why = "line 1: the file is empty"
    assert (asked(tmp_path, b""), asked(tmp_path, b"")) == ((why, 1), (why, 0))


def test_another_template_other_fillers_and_other_limits_have_other_facts(tmp_path: Path) -> None:
    template = Path(__file__).parent / "templates"
    custom = sorted(template.glob("*.json"))[0]
    prints = {
        fingerprint(task()),
        fingerprint(task(Settings(template=custom))),
        fingerprint(task(Settings(options={"PM202": {"fillers": ("soon",)}}))),
    }
    assert len(prints) == 3
    assert fingerprint(task()) == fingerprint(task(Settings(ignore=("PM301",))))
