"""The examples: clean reports in different hands, and one that shows what can be wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Ran

from pmlint.catalog import catalog

Run = Callable[..., Ran]
EXAMPLES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "examples").rglob("*.yaml")
    if "broken" not in path.parts
)


def test_all_examples_are_clean(pmlint: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = pmlint("check", "examples/", "--fail-on", "info")
    assert ran.code == 0, ran.out
    assert f"{len(EXAMPLES)} reports checked: nothing to report" in ran.out
    assert len(EXAMPLES) >= 9


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_names_its_sources_and_says_what_is_invented(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert "illustrative" in text[:400]
    assert "https://" in text


def test_the_examples_are_written_in_different_hands() -> None:
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in EXAMPLES}
    everything = "\n".join(texts.values())
    for mark in (
        "<<:",
        "&",
        ": |",
        ": >",
        "{time:",
        "status: draft",
        "America/Los_Angeles",
    ):
        assert mark in everything, mark
    assert any(text.lstrip("# \n").isascii() is False for text in texts.values())


def test_the_broken_example_shows_every_rule_that_one_report_can_break(
    pmlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    ran = pmlint("check", "examples/broken/", "--extend-select", "ALL", "--format", "json")
    assert ran.code == 1
    codes = {finding["code"] for finding in json.loads(ran.out)["findings"]}
    wanted = {rule.code for rule in catalog().rules}
    assert wanted - codes <= CANNOT_SHARE_A_REPORT


CANNOT_SHARE_A_REPORT = {
    "PM001",  # a file that is no YAML has no other findings
    "PM002",  # nor has one that cannot be decoded
    "PM004",  # a second document is not read
    "PM005",  # an empty file has nothing to show
    "PM006",  # nor has one over a limit
    "PM107",  # needs a template that says more than the built-in one
    "PM403",  # where a zone is named, PM412 can be shown
    "PM406",  # where it fires, PM407 is silent
    "PM601",  # needs sign-offs, which are commits
    "PM602",  # likewise
    "PM603",  # likewise
    "PM604",  # likewise
    "PM605",  # likewise
    "PM606",  # needs an earlier version of the report
    "PM607",  # likewise
    "PM608",  # likewise
}


def test_examples_are_read_by_other_yaml_readers_too() -> None:
    for path in EXAMPLES:
        assert isinstance(yaml.safe_load(Path(ROOT / path).read_bytes()), dict)
