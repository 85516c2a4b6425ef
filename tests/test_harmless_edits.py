"""What can happen to a good report without a promise broken or history rewritten: no finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml
from conftest import ROOT

from pmlint.catalog import catalog
from pmlint.engine import Task, check
from pmlint.past import Past
from pmlint.source import Source
from pmlint.template import load

CODES = frozenset(("PM606", "PM607", "PM608"))
GERMAN = ROOT / "examples" / "custom-template" / "incident-report.schema.json"
EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
TEXTS = ("action_item", "massnahme")
LISTS = ("action_items", "massnahmen")


def items(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the action items of a report; each may be changed."""
    found = [item for name in LISTS for item in report.get(name) or ()]
    assert found
    return found


def dumped(report: dict[str, Any], **style: Any) -> str:
    return yaml.safe_dump(report, allow_unicode=True, **{"sort_keys": False, **style})


def reversed_items(report: dict[str, Any]) -> str:
    for name in LISTS:
        report.get(name, []).reverse()
    return dumped(report)


def reversed_keys(report: dict[str, Any]) -> str:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(each) for each in value] if isinstance(value, list) else value

    return dumped(turned(report))


def reworded(report: dict[str, Any]) -> str:
    for item in items(report):
        for key in TEXTS:
            if key in item:
                item[key] = "Agreed: " + item[key].rstrip(".").lower() + ", as soon as we can"
    return dumped(report)


def with_ids(report: dict[str, Any]) -> str:
    for number, item in enumerate(items(report)):
        item.setdefault("id", f"AI-{number}")
    return reversed_items(report)


def other_ids(report: dict[str, Any]) -> str:
    for number, item in enumerate(items(report)):
        item["id"] = f"TRACKER-{number}"
    return dumped(report)


def closed(report: dict[str, Any]) -> str:
    for item in items(report):
        if "massnahme" in item:
            item |= {"stand": "erledigt", "erledigt_am": "2026-03-31"}
        else:
            item |= {"status": "done", "completed_on": "2026-03-31", "due_date": "2030-01-01"}
    return dumped(report)


def more_items(report: dict[str, Any]) -> str:
    for name in LISTS:
        if name in report:
            key = "massnahme" if name == "massnahmen" else "action_item"
            new = {key: "Buy a bigger whiteboard for the war room"}
            report[name] = [new, *report[name], {key: "Order tea"}]
    return dumped(report)


def handed_over(report: dict[str, Any]) -> str:
    for item in items(report):
        item["verantwortlich" if "massnahme" in item else "owner"] = "Somebody Else"
    return dumped(report)


def shouted(report: dict[str, Any]) -> str:
    for item in items(report):
        for key in TEXTS:
            if key in item:
                item[key] = item[key].upper() + "!"
    return dumped(report)


EDITS: dict[str, Callable[[dict[str, Any]], str]] = {
    "sorted keys": lambda report: dumped(report, sort_keys=True),
    "in one line": lambda report: dumped(report, default_flow_style=True, width=10_000),
    "all quoted": lambda report: dumped(report, default_style='"', width=40),
    "folded": lambda report: dumped(report, default_style=">", width=30),
    "indented": lambda report: dumped(report, indent=6),
    "keys in reverse": reversed_keys,
    "items in reverse": reversed_items,
    "items reworded": reworded,
    "items with identifiers": with_ids,
    "items with other identifiers": other_ids,
    "items closed": closed,
    "more items": more_items,
    "other owners": handed_over,
    "capitals": shouted,
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_edit_that_breaks_no_promise_and_rewrites_nothing_is_no_finding(
    path: Any, edit: str
) -> None:
    before = path.read_bytes()
    report = yaml.load(before, yaml.BaseLoader)  # every date and time stays as it is written
    after = EDITS[edit](report).encode()
    assert after != before
    template = load(GERMAN if path.parent == GERMAN.parent else None)
    task = Task(template, catalog(), CODES, date(2026, 4, 1), {}, {})
    for then, now in ((before, after), (after, before)):
        if then is after and edit in ("items closed", "more items"):
            continue  # the way back is a finding, or may be
        checked = check(Source("a.yaml", now), task, past=Past(Source("a.yaml", then)))
        assert [(finding.code, finding.message) for finding in checked.findings] == []
        assert checked.unwitnessed == ()
