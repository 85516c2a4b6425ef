"""Where the reports of a repository are looked for, and with whose settings they are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran, git
from history import History

ASKED = ("report", "--as-of", "2026-06-01", "--state", "all", "--format", "json", "--no-cache")
BOTH_SIDES = """\
2026-03-14 Ada: begin
  + a.yaml
branch later
2026-03-15 Bo: put off
  a.yaml: 2026-04-30 -> 2026-05-31
switch main
2026-03-16 Ada: title
  a.yaml: The checkout was down -> Nobody could pay
merge later 2026-03-20 Cy: bring
"""


def slips(ran: Ran) -> list[tuple[str, int]]:
    """Return who has moved a due date, and by how many days."""
    items = json.loads(ran.out)["items"]
    return [(slip["author"]["name"], slip["days"]) for item in items for slip in item["slips"]]


def test_a_configuration_above_the_repository_is_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pmlint: Callable[..., Ran]
) -> None:
    (tmp_path / "pmlint.toml").write_text("this is no TOML", encoding="utf-8")
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    History(folder).tell(BOTH_SIDES)
    monkeypatch.chdir(folder)
    ran = pmlint(*ASKED, "a.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert slips(ran) == [("Bo", 31)]


def test_what_a_merge_brings_is_read_with_the_template_of_the_repository(
    repository: Path, pmlint: Callable[..., Ran]
) -> None:
    schema = json.loads(pmlint("schema").out)
    items = schema["properties"]["action_items"]["items"]
    items = schema["$defs"][items["$ref"].rpartition("/")[2]] if "$ref" in items else items
    items["properties"]["until"] = items["properties"].pop("due_date")
    items["required"] = [{"due_date": "until"}.get(key, key) for key in items["required"]]
    (repository / "own.json").write_text(json.dumps(schema), encoding="utf-8")
    (repository / "pmlint.toml").write_text('template = "own.json"\n', encoding="utf-8")
    renamed = "  + a.yaml\n" + "  a.yaml: due_date -> until\n" * 2
    History(repository).tell(BOTH_SIDES.replace("  + a.yaml\n", renamed))
    ran = pmlint(*ASKED, "a.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert slips(ran) == [("Bo", 31)]
