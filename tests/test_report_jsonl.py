"""`pmlint report --format jsonl`: every line as the schema has it, and as DuckDB reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hostile import ANY, TEXTS, hostile
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker
from summaries import AS_OF, CHECKOUT, item, summary

from pmlint.frozen import replace
from pmlint.output.report.csv import COLUMNS
from pmlint.output.report.jsonl import SCHEMA, render
from pmlint.summary.selection import Listing, Order
from pmlint.summary.state import State
from pmlint.summary.summary import Home, Past, Summary

EVERYTHING = Listing(frozenset(State), order=Order.REPORT)
DECLARED = json.loads((ROOT / "schemas" / "report-item.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(DECLARED, format_checker=FormatChecker())
PAGE = (ROOT / "docs" / "report-data.md").read_text(encoding="utf-8")
FIRST = (
    '{"schema": "pmlint-report-item/1", "as_of": "2026-11-25", "repository": "shop", '
    '"path": "postmortems/2026-03-14-checkout.yaml", "line": 61, '
    '"report": "The checkout was down", "incident_id": "INC-7", "incident_date": "2026-03-14", '
    '"severity": "critical", "team": "Payments", "id": "AI-1", '
    '"action": "Rotate the keys of the payment provider", "owner": "Ada Okafor", "owned": true, '
    '"due_date": "2026-06-30", "status": "in_progress", "state": "overdue", "days_overdue": 148, '
    '"slips": 2, "slipped_days": 61, "opened_on": "2026-03-20", "closed_on": null, '
    '"completed_on": null, "kind": "prevent", "priority": "P1", '
    '"link": "https://tracker.example.com/AI-1", "reason": null, "owners": ["Ada Okafor"], '
    '"due_text": "2026-06-30", "is_open": true, "is_unowned": false, "minutes_to_detect": 12.0, '
    '"minutes_to_resolve": 125.0}'
)
LAST = (
    '{"schema": "pmlint-report-item/1", "as_of": "2026-11-25", "repository": "site", '
    '"path": "incidents/login.yaml", "line": 34, "report": "Nobody could log in", '
    '"incident_id": "SITE-1", "incident_date": "2026-09-30", "severity": "minor", "team": null, '
    '"id": null, "action": "Move to another vendor", "owner": null, "owned": false, '
    '"due_date": null, "status": "dropped", "state": "dropped", "days_overdue": 0, "slips": 0, '
    '"slipped_days": 0, "opened_on": null, "closed_on": null, "completed_on": null, "kind": null, '
    '"priority": null, "link": null, "reason": "too dear", "owners": [], "due_text": null, '
    '"is_open": false, "is_unowned": false, "minutes_to_detect": null, '
    '"minutes_to_resolve": null}'
)


def read(told: Summary) -> list[dict[str, Any]]:
    """Return what a reader finds; every line is one as the schema has it."""
    found = [json.loads(line) for line in render(told)]
    for each in found:
        VALIDATOR.validate(each)
        assert list(each) == list(DECLARED["properties"])
    return found


# --- the whole -------------------------------------------------------------------------------


def test_every_item_is_a_line() -> None:
    lines = list(render(summary(listing=EVERYTHING)))
    assert (len(lines), lines[0], lines[-1]) == (12, FIRST, LAST)


def test_every_line_is_as_the_schema_has_it() -> None:
    found = read(summary(listing=EVERYTHING))
    assert [each["state"] for each in found] == [
        "overdue", "overdue", "due_today", "due_soon", "upcoming", "done",
        "overdue", "undated", "undated", "done", "proposed", "dropped",
    ]  # fmt: skip
    assert {state.value for state in State} == set(DECLARED["properties"]["state"]["enum"])
    assert [each["due_text"] for each in found][6:9] == ["2026-08-20", "soon", None]


def test_without_items_there_is_no_line() -> None:
    assert list(render(Summary(AS_OF, (), (), ()))) == []


def test_a_limit_cuts() -> None:
    assert [each["line"] for each in read(summary(listing=Listing(limit=2)))] == [61, 44]


def test_never_moved_is_something_else_than_unknown() -> None:
    known = item(CHECKOUT, 3, "Do it")
    unknown = replace(known, incident=replace(CHECKOUT, repository="site"))
    homes = (Home("shop", Past.WHOLE), Home("site", Past.UNKNOWN))
    rows = read(Summary(AS_OF, homes, (), (known, unknown)))
    assert [(row["slips"], row["slipped_days"]) for row in rows] == [(0, 0), (None, None)]


def test_a_status_that_nobody_knows_is_told_and_an_absent_one_is_open() -> None:
    told = item(CHECKOUT, 3, "Do it", status="wip")
    rows = read(Summary(AS_OF, (), (), (told, replace(told, status=""))))
    assert [(row["status"], row["state"]) for row in rows] == [
        ("wip", "undated"),
        ("open", "undated"),
    ]


# --- nothing acts ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_of_a_report_breaks_a_line(text: str) -> None:
    for line in render(hostile(text)):
        assert line.isascii()
        assert line.isprintable()


@given(ANY)
def test_a_reader_finds_the_very_text(text: str) -> None:
    kept = re.sub("[\0\ud800-\udfff]", "\ufffd", text)
    for row in read(hostile(text)):
        assert row["action"] == row["path"] == kept
        assert row["owners"] == [kept, f"{kept} too"]
        assert row["reason"] == (kept or None)


# --- the contract ----------------------------------------------------------------------------

KINDS = {
    "string": "text", "integer": "whole number", "number": "number",
    "boolean": "true or false", "array": "list of texts",
}  # fmt: skip


def kind(key: dict[str, Any]) -> str:
    types = key.get("type", "string")
    types = [types] if isinstance(types, str) else types
    words = "day" if key.get("format") == "date" else KINDS[types[0]]
    return f"{words} or null" if "null" in types else words


def test_the_schema_is_one_and_describes_every_key() -> None:
    Draft202012Validator.check_schema(DECLARED)
    assert DECLARED["properties"]["schema"]["const"] == SCHEMA
    assert DECLARED["required"] == list(DECLARED["properties"])
    assert all(key["description"].endswith(".") for key in DECLARED["properties"].values())
    assert not [column for column in COLUMNS if column not in DECLARED["properties"]]


def test_the_page_tells_every_key_in_the_words_of_the_schema() -> None:
    rows = [
        f"| `{name}` | {kind(key)} | {key['description']} |"
        for name, key in DECLARED["properties"].items()
    ]
    assert "\n| key | value | what it is |\n|---|---|---|\n" + "\n".join(rows) + "\n\n" in PAGE


def asked(query: str, folder: Path, told: Summary, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what DuckDB answers of a file of action items."""
    duckdb = pytest.importorskip("duckdb")
    lines = "".join(f"{line}\n" for line in render(told))
    (folder / "action-items.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.chdir(folder)
    return duckdb.sql(query)


def test_the_query_of_the_page_gives_the_answer_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (query,) = re.findall(r"(?s)```sql\n(.*?)```", PAGE)
    answer = asked(query, tmp_path, summary(listing=EVERYTHING), monkeypatch)
    rows = [answer.columns, *answer.fetchall()]
    lines = ["| " + " | ".join(map(str, row)) + " |\n" for row in rows]
    lines.insert(1, "|---|---|---|---|---|\n")
    assert f"\n\n{''.join(lines)}\n" in PAGE


def test_duckdb_finds_days_numbers_and_lists_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "DESCRIBE FROM 'action-items.jsonl'"
    answer = asked(query, tmp_path, summary(listing=EVERYTHING), monkeypatch)
    types = {name: type for name, type, *_ in answer.fetchall()}
    expected = {
        "text": "VARCHAR", "day": "DATE", "whole number": "BIGINT", "number": "DOUBLE",
        "true or false": "BOOLEAN", "list of texts": "VARCHAR[]",
    }  # fmt: skip
    assert types == {
        name: expected[kind(key).removesuffix(" or null")]
        for name, key in DECLARED["properties"].items()
    }


@pytest.mark.parametrize("text", TEXTS)
def test_duckdb_reads_every_text(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "SELECT count(action) FROM 'action-items.jsonl'"
    answer = asked(query, tmp_path, hostile(text or "x"), monkeypatch)
    assert answer.fetchall() == [(4,)]
