"""What every rule promises: its form, its page, and every case of its fixture."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from rule_cases import FOLDER, Case, case, cases

from pmlint.catalog import catalog
from pmlint.engine import UNREADABLE
from pmlint.page import examples, markdown, section
from pmlint.past import Past, unknown_past
from pmlint.rule import Rule
from pmlint.source import Source

RULES = catalog().rules
CASES = [pytest.param(c, id=f"{r.name}: {c.name}") for r in RULES for c in cases(r)]
LOOKING_BACK = [c for c in CASES if c.values[0].rule.witness is not None and c.values[0].finds]
SECTIONS = ("Why it matters", "Bad", "Good")
by_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@pytest.mark.parametrize("given", CASES)
def test_a_fixture_case_finds_exactly_what_it_says(given: Case) -> None:
    findings = given.findings()
    found = [{"at": f"{f.line}:{f.column}", "says": f.message} for f in findings]
    assert found == [{"at": w["at"], "says": w["says"]} for w in given.finds]
    for finding, wanted in zip(findings, given.finds, strict=True):
        if "to" in wanted:
            assert f"{finding.place.end_line}:{finding.place.end_column}" == wanted["to"]
        if "help" in wanted:
            assert finding.help == wanted["help"]
        if "severity" in wanted:
            assert finding.severity.word == wanted["severity"]
        if "fix" in wanted:
            fix = finding.fix
            assert wanted["fix"] == ("none" if fix is None else "safe" if fix.safe else "unsafe")


@pytest.mark.parametrize("given", [c for c in CASES if c.values[0].fixed is not None])
def test_a_fix_gives_the_text_of_the_fixture_and_twice_changes_nothing(given: Case) -> None:
    once = given.fix(given.given)
    assert once.decode() == given.fixed
    assert given.fix(once) == once


@by_rule
def test_a_fixture_has_a_clean_case_and_one_that_is_not(rule: Rule) -> None:
    found = cases(rule)
    assert any(not c.finds for c in found), "no case without findings"
    assert any(c.finds for c in found), "no case with findings"


@by_rule
def test_a_rule_that_offers_a_fix_has_a_case_for_it_and_says_so_on_its_page(rule: Rule) -> None:
    offers = any(f.fix is not None for c in cases(rule) for f in c.findings())
    assert offers == any(c.fixed is not None and c.fixed != c.given.decode() for c in cases(rule))
    assert offers == bool(section(rule, "Fix"))


@by_rule
def test_a_page_is_complete(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z].*\.", rule.page.strip().splitlines()[0])
    for title in SECTIONS:
        assert section(rule, title), f"no section {title}"
    for option in rule.options:
        assert option.description, f"{option.key} is not described"
    assert markdown(rule).startswith(f"# {rule.code} {rule.name}\n")


@by_rule
@pytest.mark.parametrize(("title", "is_found"), [("Bad", True), ("Good", False)])
def test_the_examples_of_a_page_are_what_they_claim(rule: Rule, title: str, is_found: bool) -> None:
    found = list(examples(rule, title))
    assert found, f"no example under {title}"
    for example in found:
        notes = dict(example.notes)
        raw = {"given": example.text, **notes}
        if example.before is not None:
            raw["before"] = example.before
        if example.sign_offs is not None:
            raw["sign_offs"] = yaml.load(example.sign_offs, yaml.BaseLoader)
        if "depth" in notes:
            raw["limits"] = {"depth": int(raw.pop("depth"))}
        if "exists" in notes:
            raw["exists"] = notes["exists"].split(",")
        if "options" in notes:
            raw["options"] = {}
            for word in notes["options"].split(";"):
                key, _, value = word.partition(":")
                raw["options"][key] = value.split(",")
        assert bool(case(rule, title, raw).findings()) is is_found


@pytest.mark.parametrize("given", LOOKING_BACK)
def test_a_rule_that_looks_at_the_past_rests_where_nothing_is_known_of_it(given: Case) -> None:
    resting = replace(given, past=unknown_past("no Git repository here"))
    assert resting.findings() == []
    assert (given.rule.code, "no Git repository here") in resting.run().unwitnessed


@pytest.mark.parametrize("content", [b"", b"x: [", b"\xff"])
@pytest.mark.parametrize("given", [c for c in LOOKING_BACK if c.values[0].past.earlier])
def test_a_rule_rests_where_the_earlier_version_cannot_be_read(given: Case, content: bytes) -> None:
    resting = replace(given, past=Past(Source("report.yaml", content)))
    assert resting.findings() == []
    assert (given.rule.code, UNREADABLE) in resting.run().unwitnessed


@by_rule
def test_a_rule_is_named_like_its_module_and_its_code_fits_its_family(rule: Rule) -> None:
    module = Path(rule.check.__code__.co_filename).stem
    assert rule.name == module.replace("_", "-")
    assert re.fullmatch(r"PM[0-7]\d\d", rule.code)
    assert [other.code for other in RULES].count(rule.code) == 1


def test_every_fixture_belongs_to_a_rule() -> None:
    names = {rule.name.replace("-", "_") for rule in RULES}
    assert {path.stem for path in (FOLDER / "rules").iterdir()} == names
