"""What happened between two versions of a report is told in the report's own terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmlint.event import Event, EventKind, events
from pmlint.finding import json_pointer
from pmlint.parse import parse
from pmlint.postmortem import Postmortem
from pmlint.template import load

OWN = Path(__file__).parent / "templates" / "massnahmen.schema.json"

TEXT = """\
incident_title: Checkout down
status: draft
incident_description:
  timeline:
    - {time: 2026-03-14T09:12:00Z, event: First page}
    - {time: 2026-03-14T09:20:00Z, event: Certificate renewed}
impact_assessment:
  severity: major
action_items:
  - id: AI-1
    action_item: Rotate the keys
    owner: Ada Okafor
    due_date: 2026-04-30
  - action_item: Write a runbook
    owner: Bo Lindqvist
    due_date: 2026-05-31
    status: done
"""
KEYS = "Rotate the keys"
BOOK = "Write a runbook"
FINAL = TEXT.replace("status: draft\n", "")


def report(text: str, template: Path | None = None) -> Postmortem:
    """Return the report `text`."""
    loaded = load(template)
    document = parse(text.encode())
    assert document.root is not None, document.defects
    return Postmortem(document, loaded.shape, loaded.vocabulary())


def changed(old: str, new: str, text: str = TEXT) -> str:
    """Return the report with `new` in place of `old`."""
    assert text.count(old) == 1
    return text.replace(old, new)


def lines(found: tuple[Event, ...]) -> list[str]:
    """Return events as lines: `kind pointer item: before → after`."""
    return [
        f"{one.kind.value} {json_pointer(one.pointer)} {one.item}: {one.before} → {one.after}"
        for one in found
    ]


def happened(before: str, after: str, template: Path | None = None) -> list[str]:
    """Return what happened from one report to another, as lines."""
    return lines(events(report(before, template), report(after, template)))


def changes(before: str, after: str) -> list[str]:
    """Return what happened, without the sections that were filled in."""
    return [one for one in happened(before, after) if not one.startswith("section_filled")]


def test_the_words_for_machines_are_fixed() -> None:
    assert [kind.value for kind in EventKind] == [
        "created",
        "renamed",
        "status",
        "section_filled",
        "action_added",
        "action_closed",
        "action_reopened",
        "action_dropped",
        "action_removed",
        "action_reworded",
        "due_moved",
        "owner_changed",
        "severity_changed",
        "timeline_added",
        "timeline_changed",
        "timeline_removed",
        "signed_off",
        "sign_off_stale",
        "removed",
    ]


def test_a_new_report_is_created_with_its_action_items() -> None:
    made = changed("action_items:", "action_items:\n  - action_item: '[Action Item]'")
    assert lines(events(None, report(made))) == [
        "created  : None → draft",
        f"action_added /action_items/1 {KEYS}: None → open",
        f"action_added /action_items/2 {BOOK}: None → done",
    ]


def test_a_report_that_is_gone_was_removed() -> None:
    assert lines(events(report(FINAL), None)) == ["removed  : final → None"]


def test_where_no_report_was_and_is_nothing_happened() -> None:
    assert events(None, None) == ()


@pytest.mark.parametrize(
    "after",
    [
        TEXT,
        "# a comment\n" + TEXT,
        changed(KEYS, "rotate  the “keys”."),
        changed("Ada Okafor", "ada  okafor"),
        changed("2026-04-30", "30 April 2026"),
        changed("AI-1", "AI-2"),
        changed("Certificate renewed", "Certificate renewed by hand"),
        changed("    owner: Ada Okafor\n", "    owner: Ada Okafor\n    status: in_progress\n"),
        changed("status: done", "status: finished"),
        changed("    status: done\n", "    status: done\n  - action_item: TBD\n  -\n"),
    ],
)
def test_nothing_happened(after: str) -> None:
    before = TEXT if "AI-2" not in after else after
    assert happened(before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("status: draft", "status: review", "status /status : draft → review"),
        ("status: draft", "status: final", "status /status : draft → final"),
        ("status: draft\n", "", "status /status : draft → final"),
        ("severity: major", "severity: minor",
         "severity_changed /impact_assessment/severity : major → minor"),
        ("severity: major", "severity: TBD",
         "severity_changed /impact_assessment/severity : major → None"),
        ("due_date: 2026-04-30", "due_date: 2026-06-30",
         f"due_moved /action_items/0/due_date {KEYS}: 2026-04-30 → 2026-06-30"),
        ("due_date: 2026-04-30", "due_date: soon",
         f"due_moved /action_items/0/due_date {KEYS}: 2026-04-30 → soon"),
        ("    due_date: 2026-04-30\n", "",
         f"due_moved /action_items/0/due_date {KEYS}: 2026-04-30 → None"),
        ("owner: Ada Okafor", "owner: Bo Lindqvist ",
         f"owner_changed /action_items/0/owner {KEYS}: Ada Okafor → Bo Lindqvist"),
        ("owner: Ada Okafor", "owner: '[Owner]'",
         f"owner_changed /action_items/0/owner {KEYS}: Ada Okafor → None"),
        (KEYS, "Rotate all the keys",
         f"action_reworded /action_items/0/action_item Rotate all the keys: {KEYS} "
         "→ Rotate all the keys"),
        (KEYS, "Burn the safe",
         f"action_reworded /action_items/0/action_item Burn the safe: {KEYS} → Burn the safe"),
        (f"action_item: {KEYS}", "action_item: TBD",
         f"action_reworded /action_items/0/action_item AI-1: {KEYS} → None"),
        ("id: AI-1", "status: done", f"action_closed /action_items/0 {KEYS}: open → done"),
        ("id: AI-1", "status: dropped", f"action_dropped /action_items/0 {KEYS}: open → dropped"),
        ("status: done", "status: open", f"action_reopened /action_items/1 {BOOK}: done → open"),
        ("status: done", "status: in_progress",
         f"action_reopened /action_items/1 {BOOK}: done → in_progress"),
        ("    status: done\n", "", f"action_reopened /action_items/1 {BOOK}: done → open"),
        ("status: done", "status: dropped",
         f"action_dropped /action_items/1 {BOOK}: done → dropped"),
        ("action_items:", "action_items:\n  - action_item: Test backups",
         "action_added /action_items/0 Test backups: None → open"),
        ("action_items:", "action_items:\n  - id: AI-9",
         "action_added /action_items/0 AI-9: None → open"),
        (f"action_item: {BOOK}", "action_item: TBD",
         f"action_removed /action_items/1 {BOOK}: done → None"),
    ],
)  # fmt: skip
def test_what_happened_is_one_event(before: str, after: str, expected: str) -> None:
    assert happened(TEXT, changed(before, after)) == [expected]


def test_an_item_that_is_gone_is_named_as_it_was() -> None:
    without = TEXT[: TEXT.index("  - action_item")]
    assert happened(TEXT, without) == [f"action_removed /action_items/1 {BOOK}: done → None"]


def test_a_name_is_never_cut_short() -> None:
    words = "Rotate " + "all the keys of the shop and the warehouse " * 3
    (one,) = happened(TEXT, changed("action_items:", f"action_items:\n  - action_item: {words}"))
    assert one == f"action_added /action_items/0 {words.strip()}: None → open"


FIRST_ANSWERS = ["    owner: Ada Okafor\n", "    due_date: 2026-04-30\n", "  severity: major\n"]


@pytest.mark.parametrize("answer", FIRST_ANSWERS)
def test_a_first_answer_is_no_change(answer: str) -> None:
    key = answer.partition(":")[0]
    assert changes(changed(answer, f"{key}: TBD\n"), TEXT) == []
    assert changes(changed(answer, f"{key}:\n"), TEXT) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (FIRST_ANSWERS[0], [f"owner_changed /action_items/0/owner {KEYS}: None → Ada Okafor"]),
        (FIRST_ANSWERS[1], []),
        (FIRST_ANSWERS[2], ["severity_changed /impact_assessment/severity : None → major"]),
    ],
)
def test_a_first_answer_in_a_final_report_is_a_change(answer: str, expected: list[str]) -> None:
    key = answer.partition(":")[0]
    assert changes(changed(answer, f"{key}: TBD\n", FINAL), FINAL) == expected


def test_several_things_are_told_in_a_fixed_order() -> None:
    after = (
        changed("status: draft", "status: review")
        .replace("severity: major", "severity: critical")
        .replace("2026-04-30", "2026-06-30")
        .replace("Ada Okafor", "Cem Yilmaz\n    status: done")
        .replace(KEYS, "Rotate all the keys")
        .replace(f"  - action_item: {BOOK}", "  - action_item: Test backups")
    )
    name = "Rotate all the keys"
    assert happened(TEXT, after) == [
        "status /status : draft → review",
        "severity_changed /impact_assessment/severity : major → critical",
        f"action_closed /action_items/0 {name}: open → done",
        f"action_reworded /action_items/0/action_item {name}: {KEYS} → {name}",
        f"due_moved /action_items/0/due_date {name}: 2026-04-30 → 2026-06-30",
        f"owner_changed /action_items/0/owner {name}: Ada Okafor → Cem Yilmaz",
        "action_added /action_items/1 Test backups: None → done",
        f"action_removed /action_items/1 {BOOK}: done → None",
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("09:12", "09:02", [
            "timeline_changed /incident_description/timeline/0 First page: "
            "2026-03-14T09:12:00Z First page → 2026-03-14T09:02:00Z First page"]),
        ("First page", "first page", [
            "timeline_changed /incident_description/timeline/0 first page: "
            "2026-03-14T09:12:00Z First page → 2026-03-14T09:12:00Z first page"]),
        ("  timeline:\n", "  timeline:\n    - {time: 2026-03-14T09:00:00Z, event: Expiry}\n", [
            "timeline_added /incident_description/timeline/0 Expiry: "
            "None → 2026-03-14T09:00:00Z Expiry"]),
        ("    - {time: 2026-03-14T09:12:00Z, event: First page}\n", "", [
            "timeline_removed /incident_description/timeline/0 First page: "
            "2026-03-14T09:12:00Z First page → None"]),
        ("{time: 2026-03-14T09:12:00Z, event: First page}", "{time: TBD, event: '[Event]'}", [
            "timeline_removed /incident_description/timeline/0 First page: "
            "2026-03-14T09:12:00Z First page → None"]),
    ],
)  # fmt: skip
def test_the_timeline_is_told_only_after_the_report_was_final(
    before: str, after: str, expected: list[str]
) -> None:
    assert happened(FINAL, changed(before, after, FINAL)) == expected
    assert happened(TEXT, changed(before, after)) == []
    assert happened(TEXT, changed(before, after, FINAL)) == ["status /status : draft → final"]


GAPS = [
    "",
    "impact_assessment:\n",
    "impact_assessment: [Details]\n",
    "impact_assessment: moderate\n",
    "impact_assessment:\n  severity: major\n",
    "impact_assessment:\n  severity: major\n  affected_stakeholders: []\n"
    "  impact_on_operations: {service_disruption: All of it, financial_impact: N/A}\n",
    "impact_assessment:\n  severity: major\n  affected_stakeholders: [Customers, ~]\n"
    "  impact_on_operations: {service_disruption: All of it, financial_impact: N/A}\n",
    "impact_assessment:\n  severity: major\n  affected_stakeholders: [Customers]\n"
    "  impact_on_operations: {service_disruption: All of it, financial_impact: TBD}\n",
]
WHOLE = (
    "impact_assessment:\n  severity: major\n  affected_stakeholders: [Customers]\n"
    "  impact_on_operations: {service_disruption: All, financial_impact: N/A}\n"
)


@pytest.mark.parametrize("gap", GAPS)
def test_a_section_is_filled_when_nothing_in_it_is_open(gap: str) -> None:
    top = "status: draft\n"
    found = [one for one in happened(top + gap, top + WHOLE) if "severity" not in one]
    assert found == ["section_filled /impact_assessment Impact Assessment: None → None"]
    assert happened(top + gap, top + gap) == []
    assert happened(top + WHOLE, top + gap + "incident_id: X\n")[1:] == []


def test_a_single_required_answer_is_filled_too() -> None:
    assert happened("status: draft\nteam: '[Team]'", "status: draft\nteam: Payments") == [
        "section_filled /team Team/Department: None → None"
    ]


def test_what_the_template_does_not_know_is_not_required() -> None:
    top, more = "status: draft\n", WHOLE + "  extra: {x: , y: 1}\n"
    assert changes(top, top + more) == []
    assert len(happened(top, top + more)) == 1


def test_a_filled_section_that_is_changed_is_not_filled_again() -> None:
    top = "status: draft\n"
    assert happened(top + WHOLE, top + WHOLE.replace("Customers", "Partners")) == []


def test_a_template_has_words_of_its_own() -> None:
    before = (
        "schwere: hoch\n"
        "massnahmen: [{was: Tausche die Schlüssel, wer: [Bo, Ada], bis: 2026-04-30, stand: offen}]"
    )
    after = (
        "schwere: gering\n"
        "massnahmen: [{was: Tausche die Schlüssel, wer: [Ada, Cem], bis: 2026-05-31, "
        "stand: erledigt}]"
    )
    name = "Tausche die Schlüssel"
    assert happened(before, after, OWN) == [
        "severity_changed /schwere : hoch → gering",
        f"action_closed /massnahmen/0 {name}: open → done",
        f"due_moved /massnahmen/0/bis {name}: 2026-04-30 → 2026-05-31",
        f"owner_changed /massnahmen/0/wer/0 {name}: Bo, Ada → Ada, Cem",
    ]
    assert happened(before, before.replace("Bo, Ada", "Ada, Bo"), OWN) == []


def test_an_item_that_moves_from_list_to_list_is_still_there() -> None:
    before = "massnahmen: [{was: Tausche die Schlüssel, stand: offen}]"
    after = "ideen: [{was: Tausche die Schlüssel}]"
    assert happened(before, after, OWN) == []


def test_an_item_that_is_a_mere_text_is_a_promise() -> None:
    assert happened("action_items: [Rotate the keys]", "action_items: [Rotate all the keys]") == [
        "action_reworded /action_items/0 Rotate all the keys: Rotate the keys → Rotate all the keys"
    ]
