"""The repositories that the benchmarks measure: they are what they are said to be."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

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
