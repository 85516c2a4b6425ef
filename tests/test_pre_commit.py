"""The hooks, in the real pre-commit, in real repositories."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, git

BAD = "team: 14:47\n"
SHIPPED = ("pmlint", "schemas", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


def pre_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Git repository that holds this very pmlint, as a release would."""
    folder = tmp_path_factory.mktemp("hooks") / "pmlint"
    folder.mkdir()
    for name in SHIPPED:
        subprocess.run(["cp", "-r", ROOT / name, folder], check=True)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "release")
    git(folder, "tag", "v1")
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return pre-commit's cache: its environment is made once for all tests here."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def project(repository: Path, hooks: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository in which the hooks are installed."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(cache))
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: v1\n  hooks:\n  - id: pmlint\n"
    )
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "configure")
    done = pre_commit(repository, "install")
    assert done.returncode == 0, done.stdout + done.stderr
    return repository


def commit(folder: Path) -> subprocess.CompletedProcess[str]:
    git(folder, "add", ".")
    return subprocess.run(
        ["git", "commit", "-m", "a report"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.timeout(600)
def test_a_commit_with_a_bad_report_is_refused_and_the_good_one_goes_through(
    project: Path, good: str
) -> None:
    names = ["a b.yaml", "Störung é日本.yaml", "-x.yaml"]
    folder = project / "postmortems"
    folder.mkdir()
    for name in names:
        (folder / name).write_text(BAD, encoding="utf-8")
    refused = commit(project)
    said = refused.stdout + refused.stderr
    assert refused.returncode == 1, said
    assert "pmlint (changed incident post-mortems)" in said
    for name in names:
        assert f"--> postmortems/{name}:1:7" in said
    assert "1 | team: 14:47\n  |       ^^^^^" in said
    assert (
        "warning[PM007] ambiguous-scalar: [*] `14:47` is the number 887 to a YAML 1.1 reader"
        in said
    )
    assert (
        "error[PM101] missing-section: `executive_summary` (Executive Summary) is missing" in said
    )
    for name in names:
        (folder / name).write_text(good, encoding="utf-8")
    done = commit(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert git(project, "log", "--format=%s").splitlines() == ["a report", "configure"]


@pytest.mark.timeout(600)
def test_a_report_is_fixed_before_it_is_committed_and_that_stops_the_commit_once(
    project: Path, good: str
) -> None:
    config = project / ".pre-commit-config.yaml"
    config.write_text(config.read_text().replace("- id: pmlint\n", "- id: pmlint-fix\n"))
    folder = project / "postmortems"
    folder.mkdir()
    bad = good.replace("\nteam: Firewall Engineering\n", "\nteam: NO\n")
    (folder / "a.yaml").write_text(bad)
    (folder / "b.yaml").write_text(bad)
    (folder / "c.yaml").write_text(good)
    refused = commit(project)
    said = refused.stdout + refused.stderr
    assert refused.returncode == 1, said
    assert "pmlint (fix changed incident post-mortems)" in said
    assert "- files were modified by this hook" in said
    assert "fixed" in said
    for name in ("a.yaml", "b.yaml"):
        assert (folder / name).read_text() == bad.replace("team: NO", 'team: "NO"')
    assert git(project, "diff", "--name-only").split() == [f"postmortems/{n}.yaml" for n in "ab"]
    done = commit(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert git(project, "status", "--porcelain") == ""
    (folder / "a.yaml").write_text(bad.replace("\nincident_title:", "\nincident_titel:"))
    left = commit(project)
    said = left.stdout + left.stderr
    assert left.returncode == 1
    assert "error[PM104] unknown-field" in said
    assert "1 report checked: 1 error; 1 fixed\n1 more fixable with --unsafe-fixes" in said


@pytest.mark.timeout(600)
def test_what_is_staged_is_what_counts_and_what_is_excluded_is_left_alone(
    project: Path, good: str
) -> None:
    folder = project / "postmortems"
    folder.mkdir()
    (folder / "a.yaml").write_text(good)
    (folder / "old.yaml").write_text(BAD)
    (project / "pmlint.toml").write_text('exclude = ["postmortems/old.yaml"]\n')
    git(project, "add", ".")
    (folder / "a.yaml").write_text(BAD)
    done = subprocess.run(
        ["git", "commit", "-m", "a report"],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "a.yaml").read_text() == BAD


@pytest.mark.timeout(600)
@pytest.mark.parametrize("arguments", [("-a",), ("postmortems/a.yaml",)], ids=["-a", "FILE"])
def test_every_way_to_commit_is_checked_in_a_linked_worktree_too(
    project: Path, hooks: Path, good: str, arguments: tuple[str, ...]
) -> None:
    config = project / ".pre-commit-config.yaml"
    config.write_text(config.read_text() + "  - id: pmlint-all\n")
    folder = project / "postmortems"
    folder.mkdir()
    (folder / "a.yaml").write_text(good)
    assert commit(project).returncode == 0
    linked = project.parent / f"{project.name}-linked"
    git(project, "worktree", "add", "--quiet", linked)
    for place in (project, linked):
        (place / "postmortems" / "a.yaml").write_text(good.replace("team:", "Team:"))
        refused = subprocess.run(
            ["git", "commit", "-m", "a report", *arguments],
            cwd=place, capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = refused.stdout + refused.stderr
        assert refused.returncode == 1, said
        assert said.count("error[PM104] unknown-field: the template knows no key `Team`") == 2
        assert said.count("--> postmortems/a.yaml:9:1") == 2
        assert "warning:" not in said


@pytest.mark.timeout(600)
def test_a_commit_that_touches_no_report_does_not_run_it(project: Path) -> None:
    (project / "values.yaml").write_text(BAD)
    (project / "notes.md").write_text("# notes\n")
    done = commit(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "(no files to check)Skipped" in done.stdout + done.stderr


@pytest.mark.timeout(600)
def test_try_repo_runs_over_the_whole_repository(
    repository: Path, hooks: Path, cache: Path, good: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(cache))
    folder = repository / "incidents"
    folder.mkdir()
    (folder / "a.yaml").write_text(good)
    (folder / "b.yaml").write_text(BAD)
    git(repository, "add", ".")
    done = pre_commit(repository, "try-repo", str(hooks), "pmlint-all", "--all-files", "--verbose")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "--> incidents/b.yaml:1:7" in done.stdout
    assert "2 reports checked" in done.stdout
    # As it has said of one, it would say of the other: the environment, which takes long to be
    # made, is from here on the one that is there.
    (folder / "b.yaml").write_text(good)
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: v1\n  hooks:\n  - id: pmlint-all\n"
    )
    git(repository, "add", ".")
    done = pre_commit(repository, "run", "pmlint-all", "--all-files", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 reports checked: nothing to report" in done.stdout


@pytest.mark.timeout(600)
def test_sign_offs_are_asked_for_when_pushing_and_held_against_messages(
    project: Path, good: str
) -> None:
    config = project / ".pre-commit-config.yaml"
    config.write_text(config.read_text() + "  - id: pmlint-signoff\n  - id: pmlint-commit-msg\n")
    types = ("--hook-type", "pre-push", "--hook-type", "commit-msg")
    assert pre_commit(project, "install", *types).returncode == 0
    remote = project.parent / f"{project.name}-remote.git"
    git(project, "init", "--quiet", "--bare", remote)
    git(project, "remote", "add", "origin", remote)
    folder = project / "postmortems"
    folder.mkdir()
    (folder / "a.yaml").write_text(good.replace("status: final", "status: review"))
    assert commit(project).returncode == 0
    assert push(project).returncode == 0
    (folder / "a.yaml").write_text(good)
    done = commit(project)
    assert done.returncode == 0, done.stdout + done.stderr
    refused = push(project)
    assert refused.returncode == 1
    said = refused.stdout + refused.stderr
    assert "postmortems/a.yaml: missing (1 approval needed, none holds)" in said
    assert "error: not pushed: a final report goes out only with its approvals" in said

    git(project, "config", "user.name", "Bo Lindqvist")
    git(project, "config", "user.email", "bo@example.com")
    signed = subprocess.run(
        [sys.executable, "-m", "pmlint", "signoff", "--no-sign", "postmortems/a.yaml"],
        cwd=project, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert signed.returncode == 0, signed.stdout + signed.stderr
    done = push(project)
    assert done.returncode == 0, done.stdout + done.stderr

    message = git(project, "log", "-1", "--format=%B")
    (folder / "a.yaml").write_text(good.replace("severity: ", "severity: minor # "))
    git(project, "add", ".")
    done = subprocess.run(
        ["git", "commit", "-m", message], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "the message says that EDGE-2019-07-02 is signed off with" in done.stdout + done.stderr


def push(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "push", "origin", "main"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.timeout(600)
def test_what_is_overdue_is_shown_when_asked_for_and_stops_no_commit(
    project: Path, good: str
) -> None:
    config = project / ".pre-commit-config.yaml"
    config.write_text(config.read_text() + "  - id: pmlint-report\n")
    folder = project / "postmortems"
    folder.mkdir()
    (folder / "a.yaml").write_text(good)
    done = commit(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "overdue" not in done.stdout + done.stderr
    asked = ("run", "--hook-stage", "manual", "pmlint-report")
    refused = pre_commit(project, *asked)
    assert refused.returncode == 1
    assert "pmlint (overdue action items of incident post-mortems)" in refused.stdout
    assert "4 overdue · 2 done; 6 action items in 1 report" in refused.stdout
    assert "2019-07-31   Hiro Tanabe" in refused.stdout
    assert "4 action items are overdue (--fail-on overdue)" in refused.stdout
    opened = re.sub(r"(?m)^    status: \w+\n", "", good)
    (folder / "a.yaml").write_text(opened.replace("    kind: ", "    status: done\n    kind: "))
    git(project, "add", ".")
    passed = pre_commit(project, *asked)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "6 done; 6 action items in 1 report" in passed.stdout
