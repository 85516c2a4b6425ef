"""The public interface: what is promised to other programs."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import pmlint
from pmlint import ConfigurationError, Severity, Source, Stage, TemplateError, lint
from pmlint.past import Past

TODAY = date(2026, 4, 1)
BAD = Source("postmortems/a.yaml", b"team: 14:47\n")


def test_everything_promised_is_there_and_documented() -> None:
    for name in pmlint.__all__:
        found = getattr(pmlint, name)
        assert name == "__version__" or found.__doc__, name


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        pmlint.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_report_is_linted_without_a_file() -> None:
    (found,) = lint(BAD, today=TODAY, select=["PM007"])
    assert (found.path, found.line, found.column, found.code) == (
        "postmortems/a.yaml",
        1,
        7,
        "PM007",
    )
    assert found.severity is Severity.WARNING
    assert found.pointer == ("team",)


def test_rules_stage_template_and_configuration_are_the_callers_choice(tmp_path: Path) -> None:
    assert lint(BAD, today=TODAY, select=["PM007"], ignore=["PM0"]) != ()
    assert lint(BAD, today=TODAY, select=["PM0"], ignore=["PM007"]) == ()
    draft = lint(BAD, today=TODAY, select=["PM1"], stage=Stage.DRAFT)
    assert {f.severity for f in draft} == {Severity.INFO}
    config = tmp_path / "pmlint.toml"
    config.write_text('[severity]\nPM007 = "error"\n')
    (found,) = lint(BAD, today=TODAY, select=["PM007"], config=config)
    assert found.severity is Severity.ERROR


def test_paths_are_looked_up_by_the_caller() -> None:
    source = Source("a.yaml", b"appendices: {supporting_documents: [docs/a.md]}\n")
    assert lint(source, today=TODAY, select=["PM504"]) == ()
    assert lint(source, today=TODAY, select=["PM504"], exists=lambda path: True) == ()
    (found,) = lint(source, today=TODAY, select=["PM504"], exists=lambda path: False)
    assert found.code == "PM504"


def test_what_came_before_is_handed_in_by_the_caller() -> None:
    text = "action_items:\n  - {action_item: Rotate the keys, owner: Ada, due_date: 2026-04-30}\n"
    before, now = Source("a.yaml", text.encode()), Source("a.yaml", b"action_items: []\n")
    assert lint(now, today=TODAY, select=["PM607"]) == ()
    (found,) = lint(now, today=TODAY, select=["PM607"], past=Past(earlier=before))
    assert found.code == "PM607"


def test_wrong_calls_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="there is no rule or family `PM999`"):
        lint(BAD, today=TODAY, select=["PM999"])
    with pytest.raises(TemplateError):
        lint(BAD, today=TODAY, template=tmp_path / "none.json")


def test_importing_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import pmlint; print(set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={"PYTHONPATH": str(Path(pmlint.__file__).parent.parent)})  # fmt: skip
    assert eval(done.stdout) == {"__future__", "pmlint", "pmlint.version"}
