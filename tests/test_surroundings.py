"""Streams, locales, homes and Gits as they are elsewhere: closed, in ASCII, not there, half dead.

What is said of standard input and output that are closed, and of a Git that is not there, is held
for one command each in test_cli and test_report; here for all of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import GOOD, Ran, git
from history import History
from process import FakeGit, Process

from pmlint.cli.files import read_report

LIFE = """\
2026-03-14 Ada: begin
  + postmortems/a.yaml
2026-03-15 Bo: put off
  postmortems/a.yaml: 2026-04-30 -> 2026-05-31
2026-03-16 Bo: put off again
  postmortems/a.yaml: 2026-05-31 -> 2026-06-30
"""
A = "postmortems/a.yaml"
REPORT = ("report", "--as-of", "2026-07-05")
COMMANDS = [
    ("check",),
    ("check", "--format", "concise"),
    ("check", "--format", "json"),
    ("check", "--format", "github"),
    *((*REPORT, "--format", form)
      for form in ("table", "json", "jsonl", "csv", "markdown", "html", "ics")),
    ("history", A),
    ("history", A, "--format", "json"),
    ("verify",),
    ("verify", "--format", "json"),
    ("rules",),
    ("rules", "--format", "json"),
    ("rule", "PM101"),
    ("schema",),
    ("schema", "config"),
    ("completion", "bash"),
]  # fmt: skip
CLOSED = "pmlint: error: standard output is closed"


@pytest.fixture
def life(repository: Path) -> Path:
    """Return a repository with a report that has a past, and whose words are not all ASCII."""
    History(repository).tell(LIFE)
    (repository / "postmortems" / "é日本.yaml").write_bytes(GOOD.read_bytes())
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "more")
    return repository


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """Return a folder that is not in the repository."""
    folder = tmp_path.parent / f"{tmp_path.name}-beside"
    folder.mkdir()
    return folder


# -- streams -------------------------------------------------------------------------------------


def test_a_reader_that_goes_away_ends_a_run_quietly_whatever_it_prints(life: Path) -> None:
    for words in COMMANDS:
        process = Process().start(*words)
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert (process.stderr.read(), process.wait(60)) == ("", 0), words
        process.stderr.close()


def test_a_reader_of_complaints_that_goes_away_changes_nothing(life: Path) -> None:
    os.mkfifo(life / "b.yaml")
    for words in (("check", "b.yaml", A, "--as", "draft"), (*REPORT, "b.yaml", A)):
        heard = Process().run(*words)
        process = Process().start(*words)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stderr.close()
        assert (process.stdout.read(), process.wait(60)) == (heard.out, heard.code)
        process.stdout.close()


def test_a_gate_stays_shut_where_nobody_reads_why(life: Path) -> None:
    """Whoever pushes can hang up, and Git would take an exit code of 0 for consent."""
    head = git(life, "rev-parse", "HEAD").strip()
    bad = life / "postmortems" / "bad.yaml"
    bad.write_text("team: [Date]\n")
    git(life, "add", ".")
    git(life, "commit", "--quiet", "--message", "bad")
    pushed = f"{head} {git(life, 'rev-parse', 'HEAD').strip()} refs/heads/main\n"
    process = Process().start("pre-receive", stdin=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdout.close()
    process.stdin.write(pushed)
    process.stdin.close()
    assert process.wait(60) != 0
    assert process.stderr is not None
    process.stderr.close()


def test_output_that_is_closed_is_told_and_files_are_written_all_the_same(life: Path) -> None:
    printing = [("check",), REPORT, ("history", A), ("verify",), ("rules",), ("rule", "PM101"),
                ("schema",), ("completion", "bash")]  # fmt: skip
    for words in printing:
        ran = Process().shell(*words, redirected=">&-")
        assert (ran.code, ran.err.split(";")[0].strip()) == (2, CLOSED), words
    for words in (("new", "x.yaml"), ("schema", "--output-file", "x.json"),
                  (*REPORT, "--output", "x"), ("signoff", "postmortems/é日本.yaml")):  # fmt: skip
        assert Process().shell(*words, redirected=">&-") == Ran(0, "", ""), words


@pytest.mark.parametrize("redirected", ["2>/dev/full", "0<&- 2>&-"])
def test_other_streams_that_are_closed_or_full_change_no_answer(
    life: Path, redirected: str
) -> None:
    words = ("check", "none.yaml", A, "--as", "draft")
    usual = Process().run(*words)
    ran = Process().shell(*words, redirected=redirected)
    assert (ran.code, ran.out) == (usual.code, usual.out)
    assert ran.err == (usual.err if "2>" not in redirected else "")
    assert Process().shell(*REPORT, redirected=redirected) == Process().run(*REPORT)


def test_no_file_takes_the_number_of_a_stream_that_is_closed(life: Path) -> None:
    """What Git or SQLite complain about must not end up in a report, a cache or an output."""
    ran = Process().shell("check", "none.yaml", "--output-file", "out", redirected=">&- 2>&- <&-")
    assert ran == Ran(2, "", "")
    assert (life / "out").read_text() == "0 reports checked; 1 could not be read\n"


def test_a_version_that_cannot_be_printed_is_told(life: Path) -> None:
    ran = Process().shell("--version", redirected="> /dev/full")
    assert ran == Ran(2, "", "pmlint: error: no space left on device\n")


# -- the locale ----------------------------------------------------------------------------------


def test_a_terminal_that_knows_only_ascii_gets_the_rest_in_escapes(life: Path) -> None:
    known = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    pmlint = Process({**known, "PYTHONIOENCODING": "ascii"})
    for words in COMMANDS:
        if "completion" not in words:
            ran = pmlint.run(*words)
            assert (ran.code, ran.err) in ((0, ""), (1, "")), words
            assert ran.out.isascii()
    ran = pmlint.run("new", "postmortems/日本.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert (life / "postmortems" / "日本.yaml").is_file()
    ran = pmlint.run("check", "none/日本.yaml")
    assert (ran.code, ran.err.isascii()) == (2, True)


# -- homes and folders ---------------------------------------------------------------------------


def test_answers_do_not_depend_on_a_home(life: Path, beside: Path) -> None:
    file = beside / "file"
    file.touch()
    surroundings: list[dict[str, str | None]] = [
        {"HOME": None, "XDG_CACHE_HOME": None},
        {"HOME": "/nonexistent", "XDG_CACHE_HOME": None},
        {"HOME": str(file), "XDG_CACHE_HOME": None},
        {"HOME": "", "XDG_CACHE_HOME": ""},
        {"XDG_CACHE_HOME": str(file)},
        {"XDG_CACHE_HOME": "relative"},
        {"XDG_CACHE_HOME": "/proc/nothing"},
        {"TMPDIR": "/nonexistent"},
        {"PATH": os.defpath},
    ]
    home = {"HOME": str(beside)}
    usual = Process({**home}).run(*REPORT)
    assert usual.code == 0
    for environment in surroundings:
        assert Process({**home, **environment}).run(*REPORT) == usual, environment
    assert not (life / "relative").exists()


@pytest.mark.parametrize("arguments", [("check",), ("report",), ("history", A), ("verify",)])
def test_a_current_folder_that_is_gone_is_told(
    beside: Path,
    pmlint: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(beside)
    beside.rmdir()
    ran = pmlint(*arguments)
    words = "the current folder is not there any more: change to one that is"
    assert ran == Ran(2, "", f"pmlint: error: {words}\n")


def test_what_else_is_not_there_is_not_taken_for_the_current_folder(
    life: Path, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking() -> None:  # as a semaphore is without /dev/shm, and nobody says which file
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("pmlint.cli.check.catalog", lacking)
    assert pmlint("check") == Ran(2, "", "pmlint: error: no such file or directory\n")


def test_a_sign_off_needs_no_folder_for_temporary_files_of_its_own(life: Path) -> None:
    pmlint = Process({"TMPDIR": "/nonexistent"})
    assert pmlint.run("signoff", "postmortems/é日本.yaml", "--no-sign").code == 0


def test_runs_at_the_same_time_on_a_cold_cache_say_the_same(life: Path) -> None:
    cache = Path(os.environ["XDG_CACHE_HOME"])
    for words in (("check",), REPORT, ("history", A)):
        usual = Process().run(*words, "--no-cache")
        shutil.rmtree(cache, ignore_errors=True)
        runs = [Process().start(*words) for _ in range(3)]
        for run in runs:
            out, err = run.communicate(timeout=60)
            assert Ran(run.returncode, out, err) == usual, words
        assert Process().run(*words) == usual


# -- Git -----------------------------------------------------------------------------------------


def test_without_git_what_needs_it_says_so(life: Path, beside: Path) -> None:
    pmlint = Process({"PATH": str(beside)})
    for words in (("history", A), ("verify",), ("signoff", A), ("check", "--staged")):
        ran = pmlint.run(*words)
        assert (ran.code, ran.out) == (2, ""), words
        assert "git is not installed, or not on the PATH" in ran.err, words
    ran = pmlint.run("check", "--as", "draft")
    assert ran.code == 0
    assert "git is not installed, or not on the PATH" in ran.err


HALF = '"$GIT" "$@" | head -c {size}; kill -9 $$'
DEATHS = {
    "at once": "exit 128",
    "before it has read": "exec <&-; sleep 0.1; echo 'fatal: out of memory' >&2; exit 128",
    "amid a commit": HALF.format(size=150),
    "amid a change": HALF.format(size=420),
    "late": HALF.format(size=700),
}


@pytest.mark.parametrize(
    ("command", "death"),
    [*(("log", death) for death in DEATHS), ("cat-file", "at once"), ("cat-file", "amid a change")],
)
def test_a_git_that_dies_half_way_never_gives_half_an_answer(
    life: Path, beside: Path, death: str, command: str
) -> None:
    pmlint = FakeGit(beside).does(command, DEATHS[death])
    for words in (("history", A), ("check", "--staged")):
        if command == "log" and words[0] != "history":
            continue
        ran = pmlint.run(*words, "--no-cache")
        assert (ran.code, ran.out) == (2, ""), words
        assert ran.err.startswith("pmlint: error: Git "), ran.err
    # What lies in the folder is told all the same, and that nothing is known of the past.
    ran = pmlint.run(*REPORT, "--format", "json")
    assert ran.code == 0
    assert '"history": "unknown"' in ran.out
    assert '"note": "Git ' in ran.out
    assert '"slips": []' in ran.out
    warm = Process().run(*REPORT, "--format", "json")  # and nothing of it was kept
    assert warm == Process().run(*REPORT, "--format", "json", "--no-cache")


@pytest.mark.parametrize("command", ["log", "cat-file", "ls-files"])
def test_a_git_that_warns_without_end_is_listened_to(
    life: Path, beside: Path, command: str
) -> None:
    warns = "yes 'warning: something' | head -n 20000 >&2"
    for words in (("history", A), ("check", "--staged"), REPORT):
        usual = Process().run(*words, "--no-cache")
        assert FakeGit(beside).does(command, warns).run(*words, "--no-cache") == usual


def test_of_what_git_says_the_reason_is_told_and_not_its_warnings(life: Path, beside: Path) -> None:
    line = "echo 'warning: x' >&2; echo 'fatal: the disk is on fire' >&2; exit 128"
    ran = FakeGit(beside).does("log", line).run("history", A)
    assert ran == Ran(2, "", f"pmlint: error: Git cannot read {life}: the disk is on fire\n")


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="only Linux has such files")
@pytest.mark.parametrize("limit", [0, 1, 10, 1 << 20])
def test_a_file_that_does_not_tell_its_size_is_read_up_to_the_limit(limit: int) -> None:
    path = Path("/proc/version")
    assert path.stat().st_size == 0
    assert read_report(path, limit) == path.read_bytes()[: limit + 1]


@pytest.mark.parametrize(("size", "limit"), [(0, 5), (5, 5), (6, 5), (7, 5), (9, 5), (5, 0)])
def test_of_a_file_no_more_is_read_than_one_byte_above_the_limit(
    tmp_path: Path, size: int, limit: int
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"x" * size)
    assert read_report(path, limit) == b"x" * min(size, limit + 1)
