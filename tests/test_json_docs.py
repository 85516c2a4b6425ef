"""What docs/json.md says of `pmlint report --format json`: every key, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Ran

Run = Callable[..., Ran]
SECTION = r"(?ms)^## pmlint report\n.*?^```json\n(.*?)^```\n(.*?)(?=^## |\Z)"


@pytest.fixture
def section() -> tuple[dict[str, Any], str]:
    """Return the example of the section, and what is said below it."""
    found = re.search(SECTION, (ROOT / "docs" / "json.md").read_text(encoding="utf-8"))
    assert found is not None
    return json.loads(found[1]), found[2]


@pytest.fixture
def told(portfolio: Path, pmlint: Run, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what pmlint says where everything happens that there is a key for."""
    monkeypatch.chdir(portfolio)
    ran = pmlint("report", "--as-of", "2024-10-15", "--state", "all", "--format", "json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert isinstance(found, dict)
    return found


def keys(value: Any, way: str = "") -> Iterator[str]:
    """Yield the ways to all keys; what stands in a list is taken together."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield f"{way}.{key}"
            yield from keys(below, f"{way}.{key}")
    if isinstance(value, list):
        for each in value:
            yield from keys(each, f"{way}[]")


def test_the_example_has_every_key_and_no_other(
    section: tuple[dict[str, Any], str], told: dict[str, Any]
) -> None:
    shown, _ = section
    trouble = {f".repositories[].{name}[].{key}" for name in ("unread", "partly_read")
               for key in ("path", "reason")}  # fmt: skip
    told["vanished"] = []  # the same keys as those of items
    assert set(keys(shown)) == set(keys(told)) | trouble


def test_the_numbers_of_the_example_are_those_of_the_portfolio(
    section: tuple[dict[str, Any], str], told: dict[str, Any]
) -> None:
    shown, _ = section
    for key in ("version", "as_of", "due_within", "is_whole", "totals", "health"):
        assert shown[key] == told[key]
    assert shown["reports"][0] in told["reports"]
    assert shown["burndown"][0] in told["burndown"]
    assert shown["response"]["all"] == told["response"]["all"]
    for group in ("by_severity", "by_quarter"):
        assert shown["response"][group][0] in told["response"][group]
    (whole,) = (item for item in told["items"] if item["id"] == "S3-3")
    for change in (*whole["slips"], *whole["handovers"]):
        change["commit"] = f"{change['commit'][:10]}…"
    shown_item = shown["items"][0]
    for key in ("slips", "handovers", "periods"):
        assert shown_item.pop(key) == whole.pop(key)[:1]
    assert shown_item == whole


def test_every_key_at_the_top_is_explained(section: tuple[dict[str, Any], str]) -> None:
    shown, words = section
    for key in shown.keys() - {"version", "as_of", "due_within"}:
        assert f"| `{key}` |" in words, key
