"""`pmlint new` writes a report that only has to be filled in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran

from pmlint.parse import parse

Run = Callable[..., Ran]
CUSTOM = ROOT / "examples" / "custom-template" / "incident-report.schema.json"


def findings(pmlint: Run, *arguments: str | Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(pmlint("check", "--format", "json", *arguments).out)[
        "findings"
    ]
    return found


@pytest.mark.parametrize("template", [(), ("--template", CUSTOM)], ids=["built-in", "custom"])
def test_a_new_report_is_a_draft_of_which_only_gaps_are_reported(
    pmlint: Run, repository: Path, template: tuple[str | Path, ...]
) -> None:
    assert pmlint("new", "postmortems/a.yaml", "--today", "2026-03-18", *template).code == 0
    found = findings(pmlint, *template)
    assert {f["severity"] for f in found} == {"info"}
    assert {f["code"] for f in found} <= {"PM201", "PM203"}
    ran = pmlint("check", *template)
    assert ran.code == 0
    assert f"is a draft: {len(found)} things left before it can be final" in ran.out
    assert pmlint("check", "--as", "final", *template).code == 1


def test_every_prompt_of_a_new_report_is_found(pmlint: Run, repository: Path) -> None:
    pmlint("new", "postmortems/a.yaml", "--today", "2026-03-18")
    text = Path("postmortems/a.yaml").read_text()
    assert len(findings(pmlint)) == sum('"[' in line for line in text.splitlines()[8:])


def test_the_head_tells_editors_and_people_what_to_do(pmlint: Run, repository: Path) -> None:
    assert pmlint("new", "postmortems/2026/a b.yaml").out == (
        "postmortems/2026/a b.yaml is written. Fill in what stands in [brackets], then:\n"
        "  pmlint check 'postmortems/2026/a b.yaml'\n"
    )
    text = Path("postmortems/2026/a b.yaml").read_text()
    head = text[: text.index("incident_title")]
    assert (
        head
        == """\
# yaml-language-server: $schema=../../schemas/postmortem.schema.json
# The line above lets an editor complete and check this report while you type
# (VS Code: the YAML extension by Red Hat; others: yaml-language-server).
# It needs the schema as a file. Write it once and commit it:
#   pmlint schema --output-file schemas/postmortem.schema.json
# Replace everything in "[…]". Where a part does not apply, N/A is an answer.
# See what is left with: pmlint check 'postmortems/2026/a b.yaml'

"""
    )
    assert pmlint("schema", "--output-file", "schemas/postmortem.schema.json").code == 0
    pmlint("new", "postmortems/b.yaml")
    assert "It needs the schema" not in Path("postmortems/b.yaml").read_text()


def test_the_configured_template_is_the_one_that_editors_are_told_of(
    pmlint: Run, repository: Path
) -> None:
    Path("ours.json").write_text(CUSTOM.read_text())
    Path("pmlint.toml").write_text('template = "ours.json"\n')
    pmlint("new", "postmortems/a.yaml")
    text = Path("postmortems/a.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=../ours.json\n")
    assert "\nstatus: entwurf  # entwurf, pruefung, endgueltig\n" in text


def test_a_schema_with_a_space_in_its_path_is_found_by_language_servers(
    pmlint: Run, repository: Path
) -> None:
    Path("our schemas").mkdir()
    Path("our schemas/ö.json").write_text(CUSTOM.read_text())
    pmlint("new", "postmortems/a.yaml", "--template", "our schemas/ö.json")
    text = Path("postmortems/a.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=../our%20schemas/%C3%B6.json\n")


def test_the_report_is_dated_and_in_the_order_of_the_template(
    pmlint: Run, repository: Path
) -> None:
    pmlint("new", "a.yaml", "--today", "2026-03-18")
    document = parse(Path("a.yaml").read_bytes())
    assert document.root is not None
    names = [entry.name for entry in document.root.entries]
    schema = json.loads((ROOT / "schemas" / "postmortem.schema.json").read_text())
    assert names == [name for name in schema["properties"] if name != "incident_id"]
    assert "\ndate_of_report: 2026-03-18\n" in Path("a.yaml").read_text()


def test_nothing_is_ever_overwritten(pmlint: Run, repository: Path) -> None:
    Path("a.yaml").write_text("mine")
    ran = pmlint("new", "a.yaml")
    assert ran == Ran(
        2, "", "pmlint: error: a.yaml: the file is there already; nothing was written\n"
    )
    assert Path("a.yaml").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_an_error(pmlint: Run, repository: Path) -> None:
    Path("file").write_text("")
    ran = pmlint("new", "file/a.yaml")
    assert ran.code == 2
    assert "the folder cannot be made" in ran.err
