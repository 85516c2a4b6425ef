"""`pmlint pre-receive`: a push that brings new errors is refused, by the rules that were there."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran, git

Run = Callable[..., Ran]
HOOK = f"""#!/bin/sh
PYTHONPATH='{ROOT}' exec '{sys.executable}' -m pmlint pre-receive
"""
SMALL = ROOT / "tests" / "templates" / "small.schema.json"
ZERO = "0" * 40
DELETED = 'the report is deleted, and it still promises action item "'


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """Return a bare repository that asks pmlint before it takes anything."""
    bare = tmp_path / "server.git"
    git(tmp_path, "init", "--quiet", "--bare", bare)
    hook = bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK)
    hook.chmod(0o755)
    return bare


@pytest.fixture
def work(server: Path, tmp_path: Path, good: str) -> Path:
    """Return a clone of the server whose main branch holds one good report."""
    folder = tmp_path / "work"
    git(tmp_path, "clone", "--quiet", server, folder)
    write(folder, "postmortems/a.yaml", good)
    commit(folder)
    git(folder, "push", "--quiet", "origin", "main")
    return folder


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def commit(folder: Path) -> str:
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "x")
    return git(folder, "rev-parse", "HEAD").strip()


def push(folder: Path, *arguments: str) -> tuple[int, str]:
    """Push, and return the exit code and what the server has said."""
    done = subprocess.run(
        ["git", "push", "origin", *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [line for line in done.stderr.splitlines() if line.startswith("remote: ")]
    return done.returncode, "".join(line.removeprefix("remote: ").rstrip() + "\n" for line in lines)


def wrong(text: str) -> str:
    return text.replace("team:", "Team:")


def at(folder: Path, revision: str) -> str:
    return git(folder, "rev-parse", revision).strip()[:10]


def test_a_push_with_a_new_error_is_refused_and_goes_through_when_it_is_mended(
    work: Path, server: Path, good: str
) -> None:
    before = at(work, "main")
    write(work, "postmortems/b.yaml", wrong(good))
    commit(work)
    code, said = push(work, "main")
    assert code == 1
    assert said == (
        "error[PM104] unknown-field: the template knows no key `Team` at the top level\n"
        " --> postmortems/b.yaml:9:1\n"
        "  |\n"
        "9 | Team: Firewall Engineering\n"
        "  | ^^^^\n"
        "  = help: did you mean `team`?\n"
        "\n"
        "1 report checked: 1 error\n"
        f"1 report changed since main ({before})\n"
        "pmlint: error: the push is refused; mend what is found above and push again "
        "(`pmlint check --since` shows the same before you push)\n"
    )
    assert at(server, "main") == before
    write(work, "postmortems/b.yaml", good)
    after = commit(work)
    assert push(work, "main")[0] == 0
    assert at(server, "main") == after[:10]


def test_a_pushed_configuration_counts_for_later_pushes_not_for_its_own(
    work: Path, good: str
) -> None:
    off = 'select = ["PM001"]\nexclude = ["**"]\n'
    for name in ("pmlint.toml", "postmortems/pmlint.toml"):
        write(work, name, off)
    write(work, "postmortems/b.yaml", wrong(good))
    commit(work)
    code, said = push(work, "main")
    assert (code, "error[PM104]" in said) == (1, True)
    assert push(work, "main:other")[0] == 1
    write(work, "postmortems/b.yaml", good)
    commit(work)
    assert push(work, "main")[0] == 0
    write(work, "postmortems/b.yaml", wrong(good))
    commit(work)
    assert push(work, "main") == (0, "")


def test_a_pushed_template_does_not_judge_its_own_push(work: Path, good: str) -> None:
    write(work, "pmlint.toml", 'template = "ours.json"\n')
    write(work, "ours.json", SMALL.read_text())
    write(
        work, "postmortems/b.yaml", "incident_title: x\nlessons_learned: {what_worked_well: [x]}\n"
    )
    commit(work)
    code, said = push(work, "main")
    assert (code, "error[PM101]" in said) == (1, True)
    git(work, "reset", "--quiet", "--soft", "HEAD^")
    git(work, "reset", "--quiet", "postmortems")
    git(work, "commit", "--quiet", "-m", "template first")
    assert push(work, "main")[0] == 0
    commit(work)
    assert push(work, "main")[0] == 0


def test_a_configuration_that_nobody_could_use_is_refused_before_it_refuses_everything(
    work: Path, server: Path, good: str
) -> None:
    for name, text, words in (
        ("pmlint.toml", "nonsense = 1\n", "pmlint.toml:1:1: unknown key `nonsense`"),
        ("a/b/.pmlint.toml", "[", "a/b/.pmlint.toml:1:"),
        ("pmlint.toml", 'template = "none.json"\n', "none.json: the template cannot be read: not "),
    ):
        write(work, name, text)
        commit(work)
        code, said = push(work, "main")
        assert code == 1
        assert said.startswith("pmlint: error: main: the configuration that is pushed cannot be")
        assert f"{server}/{words}" in said
        git(work, "reset", "--quiet", "--hard", "origin/main")
    write(work, "pmlint.toml", 'ignore = ["PM104"]\n')
    write(work, "pyproject.toml", "[project\n")
    commit(work)
    assert push(work, "main") == (0, "")


def test_what_was_wrong_before_is_no_reason_to_refuse(work: Path, server: Path, good: str) -> None:
    hook = server / "hooks" / "pre-receive"
    hook.chmod(0o644)
    write(work, "postmortems/old.yaml", wrong(good))
    commit(work)
    git(work, "push", "--quiet", "origin", "main")
    hook.chmod(0o755)
    write(work, "postmortems/old.yaml", wrong(good) + "# a comment\n")
    commit(work)
    code, said = push(work, "main")
    assert code == 0
    assert "1 finding was there before, not counted\n" in said


def test_a_push_that_touches_no_report_is_let_through_without_a_word(work: Path) -> None:
    write(work, "src/values.yaml", "team: 14:47\n")
    commit(work)
    assert push(work, "main") == (0, "")


def test_a_new_branch_is_compared_with_where_it_left_the_default_branch(
    work: Path, good: str
) -> None:
    git(work, "switch", "--quiet", "-c", "side")
    write(work, "postmortems/b.yaml", wrong(good))
    commit(work)
    code, said = push(work, "side")
    assert code == 1
    assert f"1 report changed since the default branch ({at(work, 'main')})\n" in said
    git(work, "reset", "--quiet", "--hard", "main")
    assert push(work, "side") == (0, "")


def test_the_first_push_to_an_empty_repository_is_judged_by_the_defaults(
    server: Path, tmp_path: Path, good: str
) -> None:
    folder = tmp_path / "work"
    git(tmp_path, "clone", "--quiet", server, folder)
    write(folder, "pmlint.toml", 'select = ["PM001"]\n')
    write(folder, "postmortems/a.yaml", wrong(good))
    commit(folder)
    code, said = push(folder, "main")
    assert code == 1
    assert "1 report changed since the beginning\n" in said


def test_a_report_whose_promises_are_open_cannot_be_deleted_by_a_push(
    work: Path, good: str
) -> None:
    git(work, "rm", "--quiet", "postmortems/a.yaml")
    commit(work)
    code, said = push(work, "main")
    assert code == 1
    assert f"error[PM607] action-item-vanished: {DELETED}" in said
    assert " --> postmortems/a.yaml:1:1\n" in said


def test_several_branches_are_announced_and_one_bad_one_refuses_all(
    work: Path, server: Path, good: str
) -> None:
    git(work, "branch", "fine")
    git(work, "switch", "--quiet", "-c", "side")
    write(work, "postmortems/b.yaml", wrong(good))
    commit(work)
    code, said = push(work, "fine", "side")
    assert code == 1
    assert said.startswith("fine:\nside:\nerror[PM104]")
    assert git(server, "branch", "--format=%(refname:short)") == "main\n"


def test_a_deleted_branch_is_let_go_and_a_tag_is_not_looked_at(work: Path, good: str) -> None:
    assert push(work, "main:side")[0] == 0
    assert push(work, ":side") == (0, "")
    git(work, "tag", "v1")
    assert push(work, "v1") == (0, "pmlint: not checked: refs/tags/v1 is no branch\n")


def test_a_history_that_is_rewritten_is_compared_with_what_was_there(work: Path, good: str) -> None:
    write(work, "postmortems/a.yaml", wrong(good))
    git(work, "commit", "--quiet", "--amend", "-am", "rewritten")
    code, said = push(work, "--force", "main")
    assert (code, "error[PM104]" in said) == (1, True)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (b"", "nothing on standard input: Git says there what is pushed"),
        (b"hello\n", "this is no line of a pre-receive hook: hello"),
        (f"{ZERO} {'1' * 64} refs/heads/x\n".encode(), "this is no line of a pre-receive hook: "),
        (f"{ZERO} {'A' * 40} refs/heads/x\n".encode(), "this is no line of a pre-receive hook: "),
        (f"{ZERO} {'1' * 40} --output=x\n".encode(), "this is no line of a pre-receive hook: "),
        (f"{ZERO} {'1' * 40} refs/heads/x".encode() + b"x" * 9_000, "this is no line of a pre-"),
        (b"x" * (5 << 20), "more than 4,194,304 bytes on standard input: no push is like that"),
        (f"{ZERO} {'1' * 40} refs/heads/x\n".encode(), "x: there is no commit 1111111111 here"),
        (f"{ZERO} {'1' * 40} refs/heads/\udce9\n".encode("utf-8", "surrogateescape"), "<U+DCE9>: "),
    ],
    ids=["nothing", "words", "lengths", "capitals", "option", "long", "large", "unknown", "bytes"],
)
def test_what_git_never_says_is_refused(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, given: bytes, words: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
    ran = pmlint("pre-receive")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"pmlint: error: {words}")


def test_options_of_the_hook_come_from_its_own_disk(
    work: Path, server: Path, tmp_path: Path, good: str
) -> None:
    write(tmp_path, "strict.toml", '[severity]\nPM007 = "error"\n')
    hook = f"{HOOK.rstrip()} --config '{tmp_path}/strict.toml'\n"
    (server / "hooks" / "pre-receive").write_text(hook)
    write(work, "postmortems/b.yaml", good.replace("team: Fire", "team: 14:47 # "))
    commit(work)
    code, said = push(work, "main")
    assert (code, "error[PM007]" in said) == (1, True)


def test_a_repository_with_files_can_be_pushed_to_as_well(
    work: Path, server: Path, tmp_path: Path, good: str
) -> None:
    plain = tmp_path / "plain"
    git(tmp_path, "clone", "--quiet", server, plain)
    hook = plain / ".git" / "hooks" / "pre-receive"
    hook.write_text(HOOK)
    hook.chmod(0o755)
    git(work, "remote", "set-url", "origin", str(plain))
    write(work, "postmortems/b.yaml", wrong(good))
    commit(work)
    assert push(work, "main:side")[0] == 1
    write(work, "postmortems/b.yaml", good)
    commit(work)
    assert push(work, "main:side")[0] == 0


def signoff(folder: Path, name: str) -> None:
    """Sign a report off as somebody who has not written it."""
    names = {f"GIT_{role}_{what}": text
             for role in ("AUTHOR", "COMMITTER")
             for what, text in (("NAME", "Bo Lindqvist"), ("EMAIL", "bo@example.com"))}  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "pmlint", "signoff", "--no-sign", name],
        cwd=folder, check=True, capture_output=True,
        env={**os.environ, **names, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_a_server_that_asks_for_sign_offs_takes_the_policy_that_it_had(
    work: Path, good: str
) -> None:
    strict = 'extend-select = ["PM601"]\n[sign-off]\napprovers = ["bo@example.com"]\n'
    write(work, "pmlint.toml", strict)
    commit(work)
    assert push(work, "main")[0] == 0

    write(work, "postmortems/b.yaml", good)
    write(work, "pmlint.toml", "[sign-off.approvals]\nminor = 0\nmajor = 0\ncritical = 0\n")
    commit(work)
    code, said = push(work, "main")
    assert code == 1
    assert (
        "error[PM601] final-without-sign-off: the report needs 1 approval, and none holds" in said
    )

    signoff(work, "postmortems/b.yaml")
    code, said = push(work, "main")
    assert code == 0, said


def test_a_sign_off_cannot_be_taken_away_unseen(work: Path, good: str) -> None:
    write(work, "pmlint.toml", 'extend-select = ["PM601"]\n')
    write(work, "postmortems/b.yaml", good.replace("EDGE-2019-07-02", "EDGE-2"))
    commit(work)
    signoff(work, "postmortems/b.yaml")
    assert push(work, "main")[0] == 0
    git(work, "rm", "--quiet", "-r", ".pmlint")
    commit(work)
    code, said = push(work, "main")
    assert code == 1
    assert (
        "error[PM601] final-without-sign-off: the report needs 1 approval, and none holds" in said
    )
    assert said.count("error[") == 1
