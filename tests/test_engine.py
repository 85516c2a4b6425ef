"""The engine: what is held against what, and what a finding never tells."""

from __future__ import annotations

import gc
from datetime import date

import pytest
from conftest import GOOD

from pmlint.catalog import catalog
from pmlint.engine import Checked, Task, check
from pmlint.finding import Severity
from pmlint.part import Part
from pmlint.postmortem import Stage
from pmlint.settings import selected
from pmlint.source import Source
from pmlint.template import load

KEY = "AKIA" + "IOSFODNN7EXAMPLE"
DATED = "x: y\naction_items:\n  - action_item: a\n    due_date: 2026-04-30\n"
OWNED = "x: y\naction_items:\n  - action_item: a\n    owner: Ada\n"
TOKEN = "ghp_" + "a1B2" * 9


def run(text: str, *codes: str, stage: Stage | None = None, **severities: Severity) -> Checked:
    rules = catalog()
    wanted = selected(rules, codes or None, (), ())
    task = Task(load(), rules, wanted, date(2026, 4, 1), severities, {}, stage=stage)
    return check(Source("a.yaml", text.encode()), task)


@pytest.mark.parametrize(
    "text",
    [
        f"team: 14:47  # {KEY}\n",
        f"{TOKEN}: x\n",
        f"{TOKEN}: {KEY}\n",
        f"Team: {{owner: {TOKEN}}}\n",
        f"status: {TOKEN}\n",
        f"timezone: {KEY}\n",
        f"team: [{KEY}\n",
        f"date_of_report: {TOKEN}\n",
        f"team: 12\nprepared_by: 'x\n  {KEY} {TOKEN}\n",
        f"action_items:\n  - action_item: {TOKEN} must go\n    ownr: {KEY}\n",
    ],
)
def test_no_finding_of_any_rule_tells_a_secret(text: str) -> None:
    found = run(text, "ALL")
    assert found.findings
    for finding in found.findings:
        told = (
            repr(finding.message + finding.help)
            + repr(finding.pointer)
            + repr(finding.source_lines)
        )
        told += repr([edit.text for edit in finding.fix_edits])
        assert KEY[6:] not in told
        assert TOKEN[6:] not in told


def test_a_masked_line_keeps_its_columns() -> None:
    (finding,) = run(f"team: 14:47  # {KEY}\n", "PM007").findings
    assert finding.source_lines == ("team: 14:47  # AKIA" + "•" * 16,)


@pytest.mark.parametrize(
    ("stage", "severity"), [("draft", "info"), ("review", "warning"), ("final", "error")]
)
def test_what_is_missing_is_as_severe_as_the_stage_of_the_report(stage: str, severity: str) -> None:
    found = run(f"status: {stage}\n", "PM1")
    assert {finding.severity.word for finding in found.findings} == {severity}
    assert found.stage is Stage(stage)


def test_a_severity_that_is_set_is_capped_by_the_stage_but_never_raised() -> None:
    found = run("status: review\n", "PM101", PM101=Severity.INFO)
    assert {finding.severity for finding in found.findings} == {Severity.INFO}
    found = run("status: draft\nstatus: draft\n", "PM003", PM003=Severity.WARNING)
    assert {finding.severity for finding in found.findings} == {Severity.WARNING}


def test_what_remains_counts_what_only_a_final_report_needs() -> None:
    assert run("status: draft\n", "PM101").remaining == len(run("team: x\n", "PM101").findings)
    assert run("team: x\n", "PM101").remaining == 0


def test_what_remains_counts_errors_that_are_no_gaps_too() -> None:
    text = "status: draft\naction_items:\n  - {action_item: x, owner: team, due_date: 2026-04-30}\n"
    assert run(text, "PM304").remaining == 1
    assert run(text, "PM305").remaining == 0


def test_what_is_suppressed_is_counted_and_not_found() -> None:
    found = run("team: NO  # pmlint: ignore[PM007] Norway\nwhere: NO\n", "PM007")
    assert found.suppressed == 1
    assert [finding.line for finding in found.findings] == [2]


def test_a_file_that_is_no_report_has_no_stage() -> None:
    found = run("- x\n")
    assert [finding.code for finding in found.findings] == ["PM005"]
    assert (found.stage, found.remaining) == (None, 0)


def test_a_report_that_was_checked_is_freed_at_once() -> None:
    text = GOOD.read_text(encoding="utf-8")
    run(text)
    gc.collect()
    gc.disable()
    try:
        run(text.replace("status: final", "status: draft"))
        assert not [each for each in gc.get_objects() if isinstance(each, Part)]
    finally:
        gc.enable()


def test_findings_are_sorted_by_place_and_code() -> None:
    found = run("zone: 14:47\nteam: 14:47\n", "PM0", "PM104").findings
    assert [(f.line, f.column, f.code) for f in found] == [
        (1, 1, "PM104"),
        (1, 7, "PM007"),
        (2, 7, "PM007"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "action_items:\n  - {action_item: x, due_date: 2026-04-30}\n",
        "action_items:\n  - {action_item: x, owner: , due_date: 2026-04-30}\n",
    ],
)
def test_an_item_without_an_owner_is_pm301_alone(text: str) -> None:
    assert codes_at(text, 2) == ["PM301"]


def codes_at(text: str, line: int) -> list[str]:
    return [finding.code for finding in run(text).findings if finding.line == line]


@pytest.mark.parametrize(
    ("text", "line", "codes"),
    [
        (DATED + "    owner: TBD\n", 5, ["PM202"]),
        (DATED + "    owner: '[Owner]'\n", 5, ["PM201"]),
        (DATED + "    owner: team\n", 5, ["PM304"]),
        (OWNED + "    due_date: soon\n", 5, ["PM402"]),
        (OWNED + "    due_date: [Due Date]\n", 5, ["PM201"]),
        (OWNED + "    due_date: 20260430\n", 5, ["PM402"]),
        ("x: y\nteam: {{team}}\n", 2, ["PM201"]),
        ("x: y\nteam: [Team]\n", 2, ["PM201"]),
        ("x: y\nteam: [Payments]\n", 2, ["PM105"]),
        ("x: y\nimpact_assessment:\n  severity: '[Minor / Major / Critical]'\n", 3, ["PM201"]),
        ("x: y\ntimezone: PST\n", 2, ["PM106"]),
        ("x: y\ntimezone:\n", 2, []),
        ("x: y\ndate_of_incident:\n", 2, ["PM103"]),
        ("x: y\ndate_of_incident: 2026-02-30\n", 2, ["PM402"]),
    ],
)  # fmt: skip
def test_one_cause_gives_one_finding(text: str, line: int, codes: list[str]) -> None:
    assert codes_at(text, line) == codes
