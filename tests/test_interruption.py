"""Ctrl-C, SIGTERM and a terminal that hangs up: the run ends, in one line, and leaves nothing.

Every signal comes at a moment that is told, from a Git that sends it and then never ends, or from
Python's own account of what it is about to do. That KeyboardInterrupt ends a run with 130 is held
in test_cli, and what a repository locks in test_signoff.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import GOOD, Ran
from history import History
from process import FakeGit, Process, contents, is_running, unchanged, when
from signers import BO, PATH, Team, founded

from pmlint.cli import main
from pmlint.cli.crew import cores

INT, TERM = signal.SIGINT, signal.SIGTERM
ENDS = {
    INT: Ran(130, "", "pmlint: interrupted\n"),
    TERM: Ran(143, "", "pmlint: terminated\n"),
}
LIFE = """\
2026-03-14 Ada: begin
  + postmortems/a.yaml
2026-03-15 Bo: put off
  postmortems/a.yaml: 2026-04-30 -> 2026-05-31
"""
A = "postmortems/a.yaml"


@pytest.fixture
def life(repository: Path) -> Path:
    """Return a repository with a report that has a past."""
    History(repository).tell(LIFE)
    return repository


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """Return a folder that is not in the repository."""
    folder = tmp_path.parent / f"{tmp_path.name}-beside"
    folder.mkdir()
    return folder


@pytest.fixture
def team(repository: Path, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Team:
    return founded(repository, pmlint, monkeypatch)


READING = [
    (("check",), "ls-files", INT),
    (("check", "--staged"), "cat-file", TERM),
    (("report",), "log", INT),
    (("report",), "log", TERM),
    (("report", "--no-cache"), "cat-file", INT),
    (("history", A), "log", TERM),
    (("verify",), "rev-parse", TERM),
]


@pytest.mark.parametrize(("arguments", "command", "number"), READING)
def test_a_run_ends_and_so_does_the_git_that_it_asked(
    life: Path, beside: Path, arguments: tuple[str, ...], command: str, number: int
) -> None:
    fake = FakeGit(beside)
    pmlint = fake.does(command, f"kill -{int(number)} $PPID; exec sleep 60")
    with unchanged(life):
        assert pmlint.run(*arguments) == ENDS[number]
    assert fake.left == []


def test_a_git_that_does_not_want_to_end_is_made_to(life: Path, beside: Path) -> None:
    fake = FakeGit(beside)
    line = "trap '' TERM PIPE; kill -TERM $PPID; while :; do read -t 1 <> <(:); done"
    assert fake.does("log", line).run("report") == ENDS[TERM]
    assert fake.left == []


def test_a_terminal_that_hangs_up_ends_a_run(life: Path, beside: Path) -> None:
    ran = FakeGit(beside).does("log", "kill -HUP $PPID; exec sleep 60").run("report")
    assert ran == Ran(129, "", "pmlint: the terminal is gone\n")


@pytest.mark.parametrize(
    ("module", "number"), [("pmlint.cli.arguments", TERM), ("pmlint.catalog", INT), ("yaml", TERM)]
)
def test_a_run_ends_while_it_is_still_loading(
    life: Path, beside: Path, module: str, number: int
) -> None:
    assert when(beside, ("import", module, number)).run("check", A) == ENDS[number]


WRITING = {
    ("check", "--output-file", "out"): "os.rename",
    ("report", "--no-history", "--output", "out"): "os.rename",
    ("schema", "--output-file", "out"): "os.rename",
    ("new", "out.yaml"): "os.link",
}
"""What writes, and how the file gets its name when it is whole."""


@pytest.mark.parametrize(
    ("arguments", "moment"),
    [(words, moment) for words in WRITING for moment in ("open", "os.chmod", WRITING[words])],
)
def test_a_file_is_written_whole_or_not_at_all(
    life: Path, beside: Path, arguments: tuple[str, ...], moment: str
) -> None:
    if arguments[0] != "new":
        (life / "out").write_text("the old one")
    with unchanged(life):
        assert when(beside, (moment, ".pmlint-", signal.SIGTERM)).run(*arguments) == ENDS[TERM]


def test_a_key_pressed_twice_does_not_stop_the_cleaning_up(life: Path, beside: Path) -> None:
    (life / "out").write_text("the old one")
    twice = [("os.rename", ".pmlint-", signal.SIGINT), ("os.remove", ".pmlint-", signal.SIGINT)]
    with unchanged(life):
        assert when(beside, *twice).run("check", "--output-file", "out") == ENDS[INT]


def test_what_was_kept_so_far_changes_no_later_answer(life: Path, beside: Path) -> None:
    cold = Process().run("report", "--no-cache")
    for name in (".log-", "facts-"):
        ran = when(beside, ("sqlite3.connect", name, signal.SIGTERM)).run("report")
        assert ran == ENDS[TERM]
        assert Process().run("report") == cold
    cache = Path(os.environ["XDG_CACHE_HOME"]) / "pmlint"
    assert {path.suffix for path in cache.iterdir()} == {".sqlite3"}


def test_what_shall_not_be_interrupted_is_not(life: Path, beside: Path) -> None:
    fake = FakeGit(beside).does("ls-files", "kill -INT $PPID")
    nohup = Process(fake.environment, prepare=_ignore)
    assert nohup.run("check", "--as", "draft").code == 0


def _ignore() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def test_a_reader_that_has_stopped_reading_is_not_waited_for() -> None:
    reader, writer = os.pipe()
    size = fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    process = Process().start("schema", stdout=writer)
    os.close(writer)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not _is_full(reader, size):
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=30)[1] == "pmlint: terminated\n"
    assert process.returncode == 143
    os.close(reader)


def _is_full(pipe: int, size: int) -> bool:
    import array
    import termios

    held = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, held)
    return held[0] >= size


def test_who_calls_pmlint_from_python_keeps_their_own_handlers(life: Path) -> None:
    before = [signal.getsignal(each) for each in ENDS]
    assert main(["check", A, "--as", "draft"]) == 0
    assert [signal.getsignal(each) for each in ENDS] == before


# -- a crew --------------------------------------------------------------------------------------


def crew_of(process: subprocess.Popen[str]) -> list[int]:
    """Return the processes that share the work of `process`, once there are any."""
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = [int(number) for number in path.read_text().split()]
        if len(found) > 1:
            return found
        time.sleep(0.005)
    raise AssertionError("there is no crew")


@pytest.fixture
def many(repository: Path) -> Path:
    """Return a repository with so many reports that they are shared among processes."""
    if cores() < 2:
        pytest.skip("there is but one processor, and no crew")
    text = GOOD.read_text(encoding="utf-8")
    (repository / "postmortems").mkdir()
    for number in range(150):
        (repository / "postmortems" / f"{number:03}.yaml").write_text(text, encoding="utf-8")
    return repository


@pytest.mark.parametrize("number", [INT, TERM])
def test_a_crew_ends_with_its_run(many: Path, number: int) -> None:
    process = Process().start("check", "--ignore", "PM6", "--no-cache", start_new_session=True)
    crew = crew_of(process)
    # A key reaches everybody, `kill` one.
    os.killpg(process.pid, number) if number == INT else process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert Ran(process.returncode, out, err) == ENDS[number]
    assert not [each for each in crew if is_running(each)]


@pytest.mark.parametrize("which", [0, -1])
def test_what_a_killed_process_leaves_undone_is_done_all_the_same(many: Path, which: int) -> None:
    """As where memory is short, and the system kills one of them."""
    process = Process().start("check", "--ignore", "PM6", "--no-cache", start_new_session=True)
    os.kill(crew_of(process)[which], signal.SIGKILL)
    out, err = process.communicate(timeout=100)
    assert Ran(process.returncode, out, err) == Ran(
        0, "150 reports checked: nothing to report\n", ""
    )


def test_a_crew_ends_with_a_run_that_is_killed(many: Path) -> None:
    process = Process().start("check", "--ignore", "PM6", "--no-cache", start_new_session=True)
    crew = crew_of(process)
    process.kill()
    process.communicate(timeout=60)
    deadline = time.monotonic() + 60
    while any(map(is_running, crew)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not [each for each in crew if is_running(each)]


# -- signing off ---------------------------------------------------------------------------------


def told(team: Team) -> tuple[str, str, str]:
    """Return where the branch is, what is staged, and what has changed."""
    return team.head(), team.git("ls-files", "--stage"), team.git("status", "--porcelain")


@pytest.mark.parametrize(
    ("command", "number"),
    [("cat-file", INT), ("hash-object", TERM), ("read-tree", INT), ("commit-tree", TERM)],
)
def test_nothing_is_signed_off_where_it_is_interrupted_before(
    team: Team, beside: Path, command: str, number: int
) -> None:
    team.become(BO)
    before, files = told(team), contents(team.folder / "postmortems")
    (beside / "tmp").mkdir()
    fake = FakeGit(beside / "bin")
    pmlint = fake.does(command, f"kill -{int(number)} $PPID; exec sleep 60")
    pmlint.environment["TMPDIR"] = str(beside / "tmp")
    assert pmlint.run("signoff", PATH, "--no-sign") == ENDS[number]
    assert (told(team), contents(team.folder / "postmortems")) == (before, files)
    assert not list((team.folder / ".git").rglob("*.lock"))
    assert not list((beside / "tmp").iterdir())
    assert team.records() == []
    assert fake.left == []


def test_what_is_being_committed_is_committed_whole(team: Team, beside: Path) -> None:
    team.become(BO)
    head = team.head()
    fake = FakeGit(beside).does("update-ref", "kill -TERM $PPID")
    ran = fake.run("signoff", PATH, "--no-sign")
    assert (ran.code, ran.err) == (143, ENDS[TERM].err)
    assert team.head("HEAD~1") == head
    assert team.git("status", "--porcelain") == ""
    assert len(team.records()) == 1
    assert team.verify().code == 0


def test_a_key_pressed_at_the_terminal_does_not_stop_git_amid_a_commit(
    team: Team, beside: Path
) -> None:
    """A terminal sends Ctrl-C to everybody in the foreground, so to Git as well."""
    team.become(BO)
    fake = FakeGit(beside).does("update-ref", "kill -INT -- -$(ps -o pgid= $PPID); sleep 0.1")
    process = fake.start("signoff", PATH, "--no-sign", start_new_session=True)
    assert process.communicate(timeout=60)[1] == "pmlint: interrupted\n"
    assert process.returncode == 130
    assert team.git("status", "--porcelain") == ""
    assert team.verify().code == 0
