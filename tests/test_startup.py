"""Start-up: a command loads what it needs, and nothing that it may need one day.

No times are measured here, they say more about the machine: `benchmarks/run.py` does that.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Set
from functools import lru_cache
from pathlib import Path

import pytest
from conftest import git

import pmlint

ROOT = Path(pmlint.__file__).parent.parent
REPORT = Path(__file__).parent.parent / "examples" / "cloudflare-2019-07-02-waf-regex.yaml"
RUN = """
import sys
from pmlint.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as stop:
    code = stop.code
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""
LIBRARIES = "yaml, jsonschema_rs, git"
"""What pmlint reads YAML, finds a report valid and asks Git with; what they load is theirs."""
EXPLAINERS = {"jsonschema", "jsonschema_specifications", "referencing", "rpds", "attr", "attrs"}
"""What says how a report differs from its template, and what that loads."""
PRESENT = ("--ignore", "PM6")
"""The rules that look only at the report as it is; those of PM6 look at its past, in Git."""
HEAVY = {"yaml", "ruamel", "jsonschema_rs", *EXPLAINERS, "git", "rich", "pathspec", "shtab"}
ARGUMENTS = {f"pmlint.cli.{name}" for name in ("arguments", "options", "present_arguments")}
ALWAYS = {"pmlint", "pmlint.version"}
SHELL = {
    "pmlint.cli",
    "pmlint.interruption",
    "pmlint.cli.streams",
    "pmlint.cli.terminal",
    "pmlint.errors",
}
RERUN = {
    *("pmlint.checksum", "pmlint.edition", "pmlint.lazy"),
    *("pmlint.cli.cache", "pmlint.cli.rerun", "pmlint.cli.sight"),
    *("pmlint.repo", "pmlint.repo.command", "pmlint.repo.question"),
}
COMMANDS = {"check", "completion", "new", "pre_receive", "rule", "rules", "schema"}
FORMATS = ("text", "concise", "json", "github")


def modules(script: str, *arguments: str, folder: Path) -> set[str]:
    """Return what a fresh interpreter has loaded that ends `script` without any complaint."""
    done = subprocess.run(
        (sys.executable, "-c", script, *arguments),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return set(done.stderr.split())


@lru_cache
def loaded_by(statement: str) -> frozenset[str]:
    """Return what an interpreter has loaded after one statement: `pass` is its own share."""
    script = f"{statement}\nimport sys\nprint(*sys.modules, file=sys.stderr)"
    return frozenset(modules(script, folder=Path(__file__).parent))


def loaded(*arguments: str, folder: Path) -> set[str]:
    """Return what `pmlint` with these arguments loads beyond a bare interpreter."""
    return modules(RUN, *arguments, folder=folder) - loaded_by("pass")


def packages(names: Set[str]) -> set[str]:
    """Return the top-level packages of `names`."""
    return {name.partition(".")[0] for name in names}


def own(names: Set[str]) -> set[str]:
    """Return pmlint's own modules among `names`."""
    return {name for name in names if name.partition(".")[0] == "pmlint"}


def commands(names: Set[str]) -> set[str]:
    """Return the commands whose modules are among `names`."""
    return {name for name in COMMANDS if f"pmlint.cli.{name}" in names}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a Git repository that holds one clean report."""
    subprocess.run(("git", "init", "--quiet", str(tmp_path)), check=True)
    folder = tmp_path / "postmortems"
    folder.mkdir()
    shutil.copy(REPORT, folder / "report.yaml")
    return tmp_path


@pytest.mark.parametrize(
    "arguments", [("--version",), ("--help",), ("check", "--help")], ids=" ".join
)
def test_saying_version_and_help_loads_no_library_no_rule_and_no_command(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    found = loaded(*arguments, folder=tmp_path)
    unwanted = HEAVY | {
        "tomllib",
        "dataclasses",
        "inspect",
        "json",
        "pathlib",
        "datetime",
        "typing",
    }
    assert not packages(found) & unwanted
    assert not {"importlib.metadata", "importlib.resources"} & found
    assert own(found) <= {*ALWAYS, *SHELL, *ARGUMENTS}
    if "check" not in arguments:
        assert own(found) & ARGUMENTS == {"pmlint.cli.arguments"}
        assert not {"signal", "importlib", "pmlint.interruption"} & found


def test_a_rules_page_is_shown_without_any_library(tmp_path: Path) -> None:
    found = loaded("rule", "PM301", folder=tmp_path)
    assert not packages(found) & HEAVY
    assert commands(found) == {"rule"}


@pytest.mark.parametrize("format", FORMATS)
def test_a_clean_check_loads_only_its_readers_and_its_own_output(
    format: str, repository: Path
) -> None:
    arguments = ("check", "--format", format, "postmortems/report.yaml")
    found = loaded(*arguments, folder=repository)
    assert not packages(found) & {"rich", "shtab", "pathspec", *EXPLAINERS}
    beside = found - loaded_by(f"import {LIBRARIES}")
    assert not {"importlib.metadata", "importlib.resources", "tomllib"} & beside
    assert {name for name in FORMATS if f"pmlint.output.{name}" in found} == {format}
    assert commands(found) == {"check"}


def test_only_what_libyaml_leaves_open_loads_the_reader_that_decides(repository: Path) -> None:
    report = repository / "postmortems" / "report.yaml"
    check = ("check", *PRESENT, str(report))
    assert packages(loaded(*check, folder=repository)) & {"yaml", "ruamel"} == {"yaml"}
    report.write_text("%YAML 1.2\n---\n" + report.read_text(encoding="utf-8"), encoding="utf-8")
    assert "ruamel" in packages(loaded(*check, folder=repository))


def test_what_explains_is_loaded_where_there_is_something_to_explain(repository: Path) -> None:
    report = repository / "postmortems" / "report.yaml"
    report.write_text(report.read_text().replace("\nteam:", "\ntaem:"))
    arguments = ("check", "--fail-on", "never", "--output-file", "out.txt", str(report))
    assert "jsonschema" in packages(loaded(*arguments, folder=repository))


def test_the_patterns_are_loaded_to_find_reports_not_for_named_ones(repository: Path) -> None:
    assert "pathspec" not in packages(loaded("check", "postmortems/report.yaml", folder=repository))
    assert "pathspec" in packages(loaded("check", folder=repository))


def test_gitpython_is_loaded_to_walk_a_history_and_not_for_a_check(repository: Path) -> None:
    named = ("check", "postmortems/report.yaml")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "begin")
    with (repository / "postmortems" / "report.yaml").open("a", encoding="utf-8") as report:
        report.write("# changed\n")
    git(repository, "add", ".")
    assert "git" not in packages(loaded(*named, folder=repository))
    assert "git" not in packages(loaded("check", "--staged", folder=repository))
    assert "git" in packages(loaded("history", *named[1:], folder=repository))


def test_an_unchanged_repository_is_answered_with_hardly_anything_loaded(repository: Path) -> None:
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "begin")
    settled = "import pmlint.cli.sight\npmlint.cli.sight.SETTLED = -(10**18)\n"  # all files are old
    modules(settled + RUN, "check", folder=repository)
    found = loaded("check", folder=repository)
    assert own(found) <= {*ALWAYS, *SHELL, *RERUN}
    unwanted = {"argparse", "pathlib", "subprocess", "contextlib", "threading", "importlib"}
    assert not packages(found) & (HEAVY | unwanted)


def test_importing_the_package_loads_nothing_but_itself() -> None:
    found = loaded_by("import pmlint") - loaded_by("pass")
    assert own(found) <= ALWAYS
    assert not packages(found) & (HEAVY | {"dataclasses", "argparse", "re", "json"})
