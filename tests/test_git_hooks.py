"""`pmlint pre-push` and `pmlint commit-msg`, as Git's own hooks run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran, git

Run = Callable[..., Ran]
REPORT = "postmortems/a.yaml"
DOCUMENT = (ROOT / "docs" / "git.md").read_text(encoding="utf-8")
PROGRAM = f"PYTHONPATH='{ROOT}' exec '{sys.executable}' -m pmlint "
REFUSED = (
    "pmlint: error: not pushed: a final report goes out only with its approvals; ask for "
    "`pmlint signoff`, or set its `status` to review until then\n"
)


def ran(folder: Path, *command: str, who: str = "Ada Okafor") -> subprocess.CompletedProcess[str]:
    """Run a command as somebody, and say what came of it."""
    email = who.split(maxsplit=1)[0].lower() + "@example.com"
    names = {f"GIT_{role}_{what}": text
             for role in ("AUTHOR", "COMMITTER")
             for what, text in (("NAME", who), ("EMAIL", email))}  # fmt: skip
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, **names, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def signoff(folder: Path, who: str = "Bo Lindqvist") -> None:
    done = ran(folder, sys.executable, "-m", "pmlint", "signoff", "--no-sign", REPORT, who=who)
    assert done.returncode == 0, done.stdout + done.stderr


def install(folder: Path, hook: str, arguments: str = "") -> None:
    """Install the script that the documentation shows, with more arguments."""
    (script,) = re.findall(rf"(?s)\n`{hook}`.*?```sh\n(.*?)```", DOCUMENT)
    program, shown = script.split("exec pmlint ")
    path = folder / ".git" / "hooks" / hook
    path.write_text(f"{program}{PROGRAM}{shown.rstrip()} {arguments}\n")
    path.chmod(0o755)


def unsigned(good: str) -> str:
    return re.sub(r"  signatures:\n(?:    .*\n)+", "", good)


def write(folder: Path, text: str, subject: str) -> None:
    (folder / REPORT).parent.mkdir(exist_ok=True)
    (folder / REPORT).write_text(text)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", subject)


@pytest.fixture
def project(repository: Path, good: str) -> Path:
    """Return a repository with a remote that has a report in review, and the hook for pushing."""
    remote = repository.parent / f"{repository.name}-remote.git"
    git(repository, "init", "--quiet", "--bare", "--initial-branch=main", remote)
    git(repository, "remote", "add", "origin", remote)
    write(repository, unsigned(good).replace("status: final", "status: review"), "in review")
    git(repository, "push", "--quiet", "origin", "main")
    install(repository, "pre-push")
    return repository


def pushed(folder: Path, *what: str) -> subprocess.CompletedProcess[str]:
    return ran(folder, "git", "push", "--quiet", "origin", *(what or ("main",)))


def test_a_final_report_goes_out_only_with_its_approval(project: Path, good: str) -> None:
    write(project, unsigned(good), "final")
    done = pushed(project)
    assert done.returncode == 1
    assert done.stdout == (
        "postmortems/a.yaml: missing (1 approval needed, none holds)\n"
        "1 report: 1 missing; 1 report without the approval needed\n"
    )
    assert done.stderr.startswith(REFUSED)
    signoff(project)
    done = pushed(project)
    assert done.returncode == 0, done.stderr
    assert "postmortems/a.yaml: valid\n" in done.stdout


def test_the_pushed_commit_is_judged_and_not_the_working_tree(project: Path, good: str) -> None:
    write(project, unsigned(good), "final")
    text = (project / REPORT).read_text()
    (project / REPORT).write_text(text.replace("status: final", "status: draft"))
    assert pushed(project).returncode == 1
    git(project, "checkout", "--quiet", ".")
    signoff(project)
    (project / REPORT).write_text("team: nobody has signed this\n")
    assert pushed(project).returncode == 0


def test_what_the_remote_has_already_is_not_judged_again(project: Path, good: str) -> None:
    write(project, unsigned(good), "final")
    git(project, "push", "--quiet", "--no-verify", "origin", "main")
    (project / "notes.md").write_text("# notes\n")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "notes")
    done = pushed(project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_sign_off_that_is_taken_away_is_missed_though_no_report_changes(
    project: Path, good: str
) -> None:
    write(project, unsigned(good), "final")
    signoff(project)
    assert pushed(project).returncode == 0
    git(project, "rm", "--quiet", "-r", ".pmlint")
    git(project, "commit", "--quiet", "-m", "tidy")
    done = pushed(project)
    assert done.returncode == 1
    assert "  the sign-off of Bo Lindqvist was taken back in " in done.stdout


def test_a_new_branch_is_compared_with_the_remotes_head(project: Path, good: str) -> None:
    git(project, "remote", "set-head", "origin", "main")
    git(project, "checkout", "--quiet", "-b", "fix")
    (project / "notes.md").write_text("# notes\n")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "notes")
    assert pushed(project, "fix").stdout == ""
    write(project, unsigned(good), "final")
    assert pushed(project, "fix").returncode == 1


def test_tags_deletions_and_other_branches_are_let_through(project: Path, good: str) -> None:
    write(project, unsigned(good), "final")
    git(project, "tag", "v1")
    assert pushed(project, "v1").returncode == 0
    install(project, "pre-push", "--branch main")
    assert pushed(project, "main:work").returncode == 0
    assert pushed(project, ":work").returncode == 0
    assert pushed(project, "main").returncode == 1


def test_several_branches_are_told_apart(project: Path, good: str) -> None:
    write(project, unsigned(good), "final")
    done = pushed(project, "main:one", "main:two")
    assert done.returncode == 1
    assert "refs/heads/one:\npostmortems/a.yaml: missing" in done.stdout
    assert "refs/heads/two:\npostmortems/a.yaml: missing" in done.stdout


def test_the_policy_can_come_from_the_protected_branch(project: Path, good: str) -> None:
    (project / "pmlint.toml").write_text(
        "[sign-off.approvals]\ncritical = 0\nmajor = 0\nminor = 0\n"
    )
    write(project, unsigned(good), "final, and no approval is needed")
    install(project, "pre-push", "--base origin/main")
    assert pushed(project).returncode == 1
    install(project, "pre-push")
    assert pushed(project).returncode == 0


def test_a_person_who_runs_the_hook_by_hand_is_told_what_to_run(
    pmlint: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    ran = pmlint("pre-push")
    assert (ran.code, ran.out, ran.err) == (2, "", (
        "pmlint: error: this is a hook: Git gives it what is pushed on standard input; "
        "`pmlint verify` says how the sign-offs stand\n"
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "a line of something else",
            "this is no line of a pre-push hook: a line of something else",
        ),
        (f"refs/heads/x {'1' * 40} refs/heads/x {'0' * 40}", f"there is no commit {'1' * 40} in"),
    ],
)
def test_what_is_no_line_of_a_hook_stops_the_push(project: Path, line: str, words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pmlint", "pre-push"], cwd=project, input=f"{line}\n",
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(f"pmlint: error: {words}")


# --- commit-msg ------------------------------------------------------------------------------


@pytest.fixture
def signed(repository: Path, good: str) -> Path:
    """Return a repository with a report that is signed off, and the hook for messages."""
    write(repository, unsigned(good), "final")
    signoff(repository)
    install(repository, "commit-msg")
    return repository


def message_of(folder: Path) -> str:
    return git(folder, "log", "-1", "--format=%B")


def committed(folder: Path, message: str, *more: str) -> subprocess.CompletedProcess[str]:
    git(folder, "add", ".")
    return ran(folder, "git", "commit", "--quiet", "-m", message, *more)


def test_a_message_with_the_sign_off_of_what_is_committed_goes_through(signed: Path) -> None:
    text = (signed / REPORT).read_text()
    (signed / REPORT).write_text(f"{text}# a comment is no content\n")
    assert committed(signed, message_of(signed)).returncode == 0
    assert committed(signed, message_of(signed), "--amend", "--allow-empty").returncode == 0


def test_a_message_with_the_sign_off_of_something_else_is_refused(signed: Path) -> None:
    message = message_of(signed)
    claimed = re.findall(r"sha256:[0-9a-f]{8}", message)[0]
    text = (signed / REPORT).read_text()
    (signed / REPORT).write_text(re.sub("owner: .*", "owner: Cy Duarte", text))
    done = committed(signed, message)
    assert done.returncode == 1
    assert re.fullmatch(
        "pmlint: error: the message says that EDGE-2019-07-02 is signed off with the content "
        f"{claimed}…, but that of the staged postmortems/a.yaml is sha256:[0-9a-f]{{8}}…; "
        "take the line out of the message, and ask for a new sign-off\n",
        done.stderr,
    )
    assert committed(signed, "new owners").returncode == 0


@pytest.mark.parametrize("arguments", [("-a",), (REPORT,)], ids=["-a", "FILE"])
def test_the_index_of_the_commit_counts_however_it_is_made(
    signed: Path, arguments: tuple[str, ...]
) -> None:
    message = message_of(signed)
    text = (signed / REPORT).read_text()
    (signed / REPORT).write_text(re.sub("owner: .*", "owner: Cy Duarte", text))
    done = ran(signed, "git", "commit", "--quiet", "-m", message, *arguments)
    assert done.returncode == 1
    assert "the message says that EDGE-2019-07-02 is signed off" in done.stderr


def test_a_sign_off_of_no_report_is_refused_and_other_messages_are_not_looked_at(
    signed: Path,
) -> None:
    (signed / "notes.md").write_text("# notes\n")
    other = message_of(signed).replace("EDGE-2019-07-02", "EDGE-7")
    done = committed(signed, other)
    assert done.returncode == 1
    assert done.stderr == (
        "pmlint: error: the message says that EDGE-7 is signed off, which is no report of this "
        "commit; take the line out of the message\n"
    )
    (signed / "pmlint.toml").write_text("this is no configuration")
    assert committed(signed, "a message like any other").returncode == 0


def test_what_git_shows_below_the_message_is_not_part_of_it(signed: Path) -> None:
    message = signed / ".git" / "MESSAGE"
    shown = message_of(signed).replace("EDGE-2019-07-02", "EDGE-7")
    scissors = "# ------------------------ >8 ------------------------"
    message.write_text(f"words\n\n{scissors}\n{shown}")
    done = ran(signed, sys.executable, "-m", "pmlint", "commit-msg", str(message))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_missing_message_is_an_error(pmlint: Run, signed: Path) -> None:
    ran = pmlint("commit-msg", "nothing")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "pmlint: error: nothing: no such file or directory\n"


# --- pre-commit ------------------------------------------------------------------------------


def test_a_commit_is_refused_for_what_is_new_in_it_and_for_nothing_older(
    repository: Path, good: str
) -> None:
    write(repository, good.replace("team:", "Team:"), "with an old mistake")
    install(repository, "pre-commit")
    text = (repository / REPORT).read_text()
    (repository / REPORT).write_text(f"{text}# a comment\n")
    assert committed(repository, "a comment").returncode == 0
    (repository / REPORT).write_text(text.replace("severity: ", "Severity: "))
    done = committed(repository, "a new mistake")
    assert done.returncode == 1
    assert "error[PM104] unknown-field" in done.stderr
    assert "`Severity`" in done.stderr
    assert "`Team`" not in done.stderr
