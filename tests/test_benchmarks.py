"""The repositories that the benchmarks measure: they are what they are said to be."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Ran, git

REPORTS, COMMITS = 30, 400


def run(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a benchmark's program as a person does, in a process of its own."""
    return subprocess.run(
        [sys.executable, ROOT / "benchmarks" / name, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def made(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the generator."""
    return run("history.py", folder, *arguments)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository in which a few reports grew."""
    folder = tmp_path_factory.mktemp("history") / "repository"
    done = made(folder, "--reports", str(REPORTS), "--commits", str(COMMITS))
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def kinds(folder: Path, *arguments: str) -> str:
    """Return the letters of what commits do to files: A, D, M, R."""
    output = git(folder, "log", "--format=", "--name-status", *arguments)
    return "".join(line[0] for line in output.splitlines())


def test_git_finds_no_fault_with_the_history(grown: Path) -> None:
    checked = subprocess.run(
        ["git", "fsck", "--strict"], cwd=grown, capture_output=True, text=True, check=True
    )
    assert (checked.stdout, checked.stderr) == ("", "")
    assert git(grown, "status", "--porcelain") == ""
    assert git(grown, "branch", "--format=%(refname)") == "refs/heads/main\n"


def test_the_history_is_as_long_as_was_asked_and_of_many_hands(grown: Path) -> None:
    assert git(grown, "rev-list", "--count", "HEAD") == f"{COMMITS}\n"
    assert len(git(grown, "ls-files", "postmortems").splitlines()) == REPORTS
    assert 30 <= len(set(git(grown, "log", "--format=%an <%ae>").splitlines())) <= 40


def test_the_history_is_the_same_every_time(grown: Path, tmp_path: Path) -> None:
    done = made(tmp_path / "again", "--reports", str(REPORTS), "--commits", str(COMMITS))
    tip = git(grown, "rev-parse", "HEAD")
    assert git(tmp_path / "again", "rev-parse", "HEAD") == tip
    assert done.stdout == f"30 reports, 400 commits, the last is {tip}"


def test_the_history_has_merges_renames_and_commits_without_a_report(grown: Path) -> None:
    assert git(grown, "rev-list", "--merges", "--count", "HEAD") == "20\n"
    assert kinds(grown, "--no-merges", "-M", "--diff-filter=R", "--", "postmortems")
    assert kinds(grown, "--no-merges", "--", "src").count("M") > 10


def test_a_merge_brings_what_its_branch_has_changed_and_nothing_else(grown: Path) -> None:
    assert git(grown, "log", "--merges", "--cc", "--format=", "--name-only") == ""
    brought = []
    for line in git(grown, "log", "--merges", "--format=%H %P").splitlines():
        merge, main, branch = line.split()
        base = git(grown, "merge-base", main, branch).strip()
        brought.append(git(grown, "diff", "--name-status", main, merge))
        assert brought[-1] == git(grown, "diff", "--name-status", base, branch)
    assert any(brought)


def test_every_commit_changes_something(grown: Path) -> None:
    trees = dict(line.split() for line in git(grown, "log", "--format=%H %T").splitlines())
    for line in git(grown, "log", "--no-merges", "--format=%H %P").splitlines():
        commit, *parents = line.split()
        assert all(trees[parent] != trees[commit] for parent in parents)


@pytest.mark.parametrize(
    ("happens", "pattern"),
    [
        ("begun", "begin the report$"),
        ("filled in", "fill in "),
        ("reviewed", "ask for a review$"),
        ("final", "final, approved by "),
        ("closed", "done: "),
        ("put off", "until 20"),
        ("handed over", " takes over: "),
        ("reworded", "say it better: "),
        ("reordered", "the most urgent item first$"),
    ],
)
def test_reports_go_through_life(grown: Path, happens: str, pattern: str) -> None:
    assert git(grown, "log", "--format=%s", f"--grep=^INC-[0-9]*: .*{pattern}"), happens


def test_no_report_of_the_last_commit_has_an_error_or_a_warning(
    grown: Path, monkeypatch: pytest.MonkeyPatch, pmlint: Callable[..., Ran]
) -> None:
    monkeypatch.chdir(grown)
    ran = pmlint("check", "--fail-on", "warning", "--format", "concise")
    assert (ran.code, ran.err) == (0, "")
    assert "\n30 reports checked: " in f"\n{ran.out}"


def test_no_report_of_any_commit_has_an_error(
    grown: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pmlint: Callable[..., Ran],
) -> None:
    contents = set()
    for line in git(grown, "log", "-m", "--raw", "--no-abbrev", "--format=").splitlines():
        modes, path = line.split("\t", 1)
        if path.startswith("postmortems/") and modes.split()[4] != "D":
            contents.add(modes.split()[3])
    folder = tmp_path / "postmortems"
    folder.mkdir()
    for oid in contents:
        (folder / f"{oid}.yaml").write_text(git(grown, "cat-file", "blob", oid), "utf-8")
    ran = pmlint("check", "--fail-on", "warning", "--format", "concise", folder)
    assert (ran.code, ran.err) == (0, "")
    assert f"\n{len(contents)} reports checked: " in f"\n{ran.out}"


@pytest.mark.parametrize(("reports", "commits"), [("29", "5000"), ("30", "119")])
def test_numbers_that_cannot_work_are_refused(tmp_path: Path, reports: str, commits: str) -> None:
    done = made(tmp_path / "new", "--reports", reports, "--commits", commits)
    assert done.returncode == 2
    assert done.stderr.endswith("error: at least 30 reports, and 4 commits for each of them\n")
    assert not (tmp_path / "new").exists()


def test_the_git_benchmark_measures_a_repository_and_leaves_it_as_it_is(grown: Path) -> None:
    refs = git(grown, "for-each-ref")
    ran = run("repository.py", "--folder", grown, "--runs", "1", "--sign-offs", "1")
    assert ran.returncode == 0, ran.stderr
    title = "**Which commit changed what: 30 reports, 400 commits** (medians of 1 runs)\n"
    assert ran.stdout.startswith(title)
    rows = [line.split(" | ")[0] for line in ran.stdout.splitlines() if line.startswith("| ")]
    assert rows[1:4] == [
        "| floor: `git log --raw -z`, as pmlint calls it",
        "| pmlint, every commit",
        "| GitPython, `iter_commits(paths=…)`: 20 reports, scaled up 1.5 times",
    ]
    assert "| `pmlint check`, from disk" in rows
    assert git(grown, "for-each-ref") == refs
    assert git(grown, "status", "--porcelain") == ""


def test_the_git_benchmark_says_what_it_has_to_leave_out(grown: Path, tmp_path: Path) -> None:
    (tmp_path / "pmlint").mkdir()
    (tmp_path / "pmlint" / "__init__.py").touch()
    (tmp_path / "pmlint" / "__main__.py").write_text("raise SystemExit('error: not yet')\n")
    ran = run("repository.py", "--folder", grown, "--runs", "1", "--source", tmp_path)
    assert ran.returncode == 0, ran.stderr
    _, _, said = ran.stdout.partition("Left out:\n\n")
    assert said.splitlines()[:8] == [
        "- `pmlint signoff`, and with it `pmlint verify`: error: not yet",
        "- floor: `git log --raw -z`, as pmlint calls it: pmlint cannot say how it calls Git",
        "- pmlint, every commit: it ended with 1: "
        "ModuleNotFoundError: No module named 'pmlint.repo'",
        "- `pmlint check`, from disk: it ended with 1: error: not yet",
        "- `pmlint check --staged`: it ended with 1: error: not yet",
        "- `pmlint check --rev all`: it ended with 1: error: not yet",
        "- `pmlint history`, cold: it ended with 1: error: not yet",
        "- `pmlint history`, warm: it ended with 1: error: not yet",
    ]


REDUCED = ("path", "id", "action", "owner", "due_date", "status", "opened_on", "closed_on")
"""What the maker of a history tells of an action item under the very keys that pmlint uses."""


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Return a repository whose commits are about action items, and what its maker knows."""
    folder = tmp_path_factory.mktemp("followed")
    knowledge = folder / "knowledge.json"
    sizes = ("--reports", "60", "--commits", "480", "--items", "180")
    done = made(folder / "repository", *sizes, "--knowledge", str(knowledge))
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "repository", json.loads(knowledge.read_bytes())


def test_every_kind_of_deed_happens_to_action_items(
    followed: tuple[Path, dict[str, Any]],
) -> None:
    folder, told = followed
    items = told["items"]
    assert {item["status"] for item in items} == {"open", "in_progress", "done", "dropped"}
    assert any(len(item["slips"]) > 1 for item in items)
    assert any(item["handovers"] for item in items)
    assert git(folder, "rev-list", "--merges", "--count", "HEAD") == "24\n"
    assert kinds(folder, "--no-merges", "-M", "--diff-filter=R", "--", "postmortems")
    for said in ("say it better", "the most urgent item first", "not done after all"):
        assert git(folder, "log", "--format=%s", f"--grep={said}"), said


def test_what_a_report_tells_of_every_action_item_is_what_became_of_it(
    followed: tuple[Path, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    pmlint: Callable[..., Ran],
) -> None:
    folder, told = followed
    monkeypatch.chdir(folder)
    asked = ("report", "--as-of", told["as_of"], "--state", "all", "--format", "json")
    ran = pmlint(*asked, "--no-cache")
    assert (ran.code, ran.err) == (0, "")
    answer = json.loads(ran.out)
    found = [
        {
            **{key: item[key] for key in REDUCED},
            "slips": [slip["days"] for slip in item["slips"]],
            "handovers": len(item["handovers"]),
        }
        for item in answer["items"]
    ]
    assert sorted(found, key=_place) == sorted(told["items"], key=_place)
    left = [item for item in told["items"] if item["status"] in ("open", "in_progress")]
    expected = {
        "reports": 60,
        "items": len(told["items"]),
        "open": len(left),
        "overdue": sum(item["due_date"] < told["as_of"] for item in left),
        "due_today": sum(item["due_date"] == told["as_of"] for item in left),
        "done": sum(item["status"] == "done" for item in told["items"]),
        "dropped": sum(item["status"] == "dropped" for item in told["items"]),
        "slipped": sum(bool(item["slips"]) for item in left),
        "vanished": 0,
    }
    assert {key: answer["totals"][key] for key in expected} == expected
    assert answer["burndown"][-1] == {
        "date": told["as_of"], "open": expected["open"], "overdue": expected["overdue"],
    }  # fmt: skip


def _place(item: dict[str, Any]) -> tuple[str, str]:
    return item["path"], item["action"]


@pytest.mark.parametrize("items", ["29", "241"])
def test_action_items_for_no_report_or_too_many_are_refused(tmp_path: Path, items: str) -> None:
    sizes = ("--reports", "30", "--commits", "120", "--items", items)
    done = made(tmp_path / "new", *sizes)
    assert done.returncode == 2
    assert done.stderr.endswith("error: 1 to 8 action items for each report\n")


def test_the_report_benchmark_measures_beside_git_and_compares_the_answer(
    followed: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    folder, told = followed
    knowledge = tmp_path / "knowledge.json"
    knowledge.write_text(json.dumps(told), encoding="utf-8")
    asked = ("report.py", "--folder", folder, "--knowledge", knowledge, "--runs", "1")
    ran = run(*asked)
    assert ran.returncode == 0, ran.stderr
    items = len(told["items"])
    assert ran.stdout.startswith(
        f"**As they are: 60 reports, {items} action items** (medians of 1 runs)\n"
    )
    rows = [line.split(" | ")[0] for line in ran.stdout.splitlines() if line.startswith("| ")]
    assert [row for row in rows if row != "|" and not row.endswith(" versions")] == [
        "| `pmlint report --no-history --no-cache`",
        "| `pmlint report --no-history`, warm",
        "| floor: both",
        "| floor: `git log --raw -z`, as pmlint calls it",
        "| `pmlint report`, cold",
        "| `pmlint report`, warm",
    ]
    assert sum(row.startswith("| floor: `git cat-file --batch`, ") for row in rows) == 2
    slips = sum(len(item["slips"]) for item in told["items"])
    said = f"What pmlint says is what the maker of the history knows: 60 reports, {items} items, "
    assert said in ran.stdout
    assert f" {slips} slips.\n" in ran.stdout

    first, *others = told["items"]
    wrong = {**told, "items": [{**first, "slips": [*first["slips"], 7]}, *others]}
    knowledge.write_text(json.dumps(wrong), encoding="utf-8")
    ran = run(*asked)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith(f"pmlint says {{'slips': {slips}}}, and ")
