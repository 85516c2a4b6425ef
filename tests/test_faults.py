"""Disks that are full or not to be written to, files that may not be read or are gone meanwhile.

Whatever happens to a file, the one that was there stays whole, nothing is left beside it, and the
run ends with a sentence. That `/dev/full` as standard output is an error is held in test_cli, what
a cache that is broken or locked changes (nothing) in test_log and test_facts.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import GOOD, Ran
from history import History
from process import FakeGit, Process, contents, small_files, unchanged, unprivileged, when
from signers import BO, PATH, Team, founded

LIFE = """\
2026-03-14 Ada: begin
  + postmortems/a.yaml
  + postmortems/b.yaml
  + postmortems/c.yaml
2026-03-15 Bo: put off
  postmortems/a.yaml: 2026-04-30 -> 2026-05-31
"""
A, B = "postmortems/a.yaml", "postmortems/b.yaml"
WRITING = [
    ("check", "--output-file", "out/x"),
    ("report", "--no-history", "--output", "out/x"),
    ("report", "--no-history", "--format", "html", "--output", "out/x"),
    ("schema", "--output-file", "out/x"),
    ("new", "out/y.yaml"),
]
IDS = ["check", "report", "report html", "schema", "new"]


@pytest.fixture
def life(repository: Path) -> Path:
    """Return a repository with three reports that have a past, and an output of an earlier run."""
    History(repository).tell(LIFE)
    (repository / "out").mkdir()
    (repository / "out" / "x").write_text("the old one")
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


@pytest.fixture
def read_only() -> Iterator[Callable[[Path], None]]:
    """Take the right to write away from folders and all below, and give it back after the test."""
    taken: list[tuple[Path, int]] = []

    def take(folder: Path) -> None:
        for path in (folder, *folder.rglob("*")):
            taken.append((path, path.stat().st_mode))
            path.chmod(path.stat().st_mode & 0o555)

    yield take
    for path, mode in taken:
        path.chmod(mode)


# -- a folder that is not to be written to -------------------------------------------------------


@pytest.mark.parametrize("arguments", WRITING, ids=IDS)
def test_a_folder_that_is_not_to_be_written_to_is_told(
    life: Path, read_only: Callable[[Path], None], arguments: tuple[str, ...]
) -> None:
    read_only(life / "out")
    with unchanged(life):
        ran = unprivileged().run(*arguments)
    assert ran == Ran(
        2, "", f"pmlint: error: {arguments[-1]}: cannot be written: permission denied\n"
    )


def test_a_cache_that_is_not_to_be_written_to_changes_no_answer(
    life: Path, beside: Path, read_only: Callable[[Path], None]
) -> None:
    read_only(beside)
    pmlint = unprivileged()
    for arguments, folder in ((("check",), "."), (("report",), "cache"), (("history", B), ".")):
        cold = Process().run(*arguments, "--no-cache")
        assert pmlint.run(*arguments, "--cache-dir", beside / folder) == cold


def test_a_repository_that_is_not_to_be_written_to_is_not_signed_off(
    team: Team, read_only: Callable[[Path], None]
) -> None:
    team.become(BO)
    read_only(team.folder)
    with unchanged(team.folder):
        ran = unprivileged().run("signoff", PATH, "--no-sign")
    assert (ran.code, ran.out) == (2, "")
    assert re.fullmatch(r"pmlint: error: Git cannot write to .*ermission.*\n", ran.err)


# -- a disk that is full -------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", WRITING, ids=IDS)
def test_a_disk_that_fills_while_a_file_is_written_leaves_the_old_one(
    life: Path, arguments: tuple[str, ...]
) -> None:
    with unchanged(life):
        ran = small_files(100).run(*arguments)
    assert ran == Ran(2, "", f"pmlint: error: {arguments[-1]}: cannot be written: file too large\n")


def test_a_disk_that_fills_while_it_is_printed_to_is_told_once(life: Path, beside: Path) -> None:
    with (beside / "out").open("w") as full:
        ran = small_files(100).run("report", "--no-cache", "--format", "json", stdout=full)
    assert ran == Ran(2, "", "pmlint: error: file too large\n")


def test_a_cache_on_a_full_disk_changes_no_answer(life: Path) -> None:
    cold = Process().run("report", "--no-cache")
    for size in (100, 9000):  # not even its first page, and not all of its rows
        assert small_files(size).run("report") == cold
    assert Process().run("report") == cold


@pytest.mark.parametrize("size", [10, 200])
def test_nothing_is_signed_off_on_a_full_disk(team: Team, size: int) -> None:
    team.become(BO)
    head, status = team.head(), team.git("status", "--porcelain")
    index = team.git("ls-files", "--stage")
    ran = small_files(size).run("signoff", PATH, "--no-sign")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("pmlint: error: Git cannot write to ")
    assert "Traceback" not in ran.err
    assert (team.head(), team.git("status", "--porcelain")) == (head, status)
    assert team.git("ls-files", "--stage") == index
    assert not list((team.folder / ".git").rglob("*.lock"))


# -- one file of many ----------------------------------------------------------------------------


def test_the_one_that_may_not_be_read_is_named_and_the_others_are_checked(life: Path) -> None:
    (life / B).chmod(0)
    pmlint = unprivileged()
    for arguments, says in (
        (("check", "--as", "draft"), "2 reports checked"),
        (("report",), "4 action items in 2 reports"),
    ):
        ran = pmlint.run(*arguments)
        assert (ran.code, ran.err) == (2, f"pmlint: error: {B}: permission denied\n")
        assert says in ran.out
    told = pmlint.run("report", "--format", "json").out
    assert '"vanished": []' in told  # it is there, for all that anybody knows


def test_a_folder_that_may_not_be_read_is_no_traceback(life: Path) -> None:
    (life / "postmortems").chmod(0)
    try:
        for arguments in (("check",), ("report",), ("check", B), ("history", B)):
            ran = unprivileged().run(*arguments)
            assert ran.code == 2, arguments
            assert ran.err.startswith("pmlint: error: "), arguments
            assert "internal" not in ran.err
    finally:
        (life / "postmortems").chmod(0o755)


@pytest.mark.parametrize("name", ["pmlint.toml", ".pmlint.toml", "template.json"])
def test_a_configuration_that_may_not_be_read_is_not_passed_over(life: Path, name: str) -> None:
    (life / "pmlint.toml").write_text('template = "template.json"\n')
    (life / name).write_text('select = ["PM1"]\n')
    (life / name).chmod(0)
    if name == ".pmlint.toml":
        (life / "pmlint.toml").unlink()
    ran = unprivileged().run("check")
    assert (ran.code, ran.out) == (2, "")
    assert name in ran.err
    assert "permission denied" in ran.err


# -- files that change meanwhile -----------------------------------------------------------------


def test_what_vanishes_while_git_lists_it_is_left_out(life: Path, beside: Path) -> None:
    """Git still lists what was there; a report that is deleted and not committed is no report."""
    gone = FakeGit(beside).does("ls-files", f'"$GIT" "$@"; rm -f {life / B}; exit')
    for command in ("check", "report"):
        ran = gone.run(command)
        assert "2 reports" in ran.out
        assert ran.err == ""
        shutil.copy(life / "postmortems" / "c.yaml", life / B)


CHANGES = {
    "vanishes": (f"os.remove({B!r})", "no such file or directory"),
    "becomes a folder": (f"os.remove({B!r}); os.mkdir({B!r})", "not a regular file"),
    "becomes a pipe": (f"os.remove({B!r}); os.mkfifo({B!r})", "not a regular file"),
    "becomes a link": (f"os.remove({B!r}); os.symlink('a.yaml', {B!r})", "a symbolic link"),
    "loses its folder": ("os.rename('postmortems', 'elsewhere')", "no such file or directory"),
}


@pytest.mark.parametrize("command", ["check", "report"])
@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_after_it_was_found_is_named(
    life: Path, beside: Path, command: str, change: str
) -> None:
    act, why = CHANGES[change]
    ran = when(beside, ("open", A, act)).run(command)
    assert ran.code == 2
    named = A if change == "loses its folder" else B
    assert ran.err.startswith(f"pmlint: error: {named}: {why}")
    assert "internal" not in ran.err
    assert ran.out


def test_what_grows_while_it_is_read_is_read_to_its_limit(life: Path, beside: Path) -> None:
    act = f"open({B!r}, 'a').write('#' * (1 << 25))"
    ran = when(beside, ("open", A, act)).run("check", "--format", "concise")
    assert (ran.code, ran.err) == (1, "")
    assert re.search(rf"{B}:\d+:\d+: error PM006 over-limit", ran.out)


def test_files_that_come_and_go_are_read_or_named(repository: Path) -> None:
    folder = repository / "postmortems"
    folder.mkdir()
    paths = [folder / f"{number:03}.yaml" for number in range(120)]
    text = GOOD.read_text(encoding="utf-8")
    for path in paths:
        path.write_text(text, encoding="utf-8")
    stop = threading.Event()

    def come_and_go() -> None:
        while not stop.is_set():
            for path in paths[::2]:
                path.unlink()
            for path in paths[::2]:
                path.write_text(text, encoding="utf-8")

    changing = threading.Thread(target=come_and_go)
    changing.start()
    try:
        for command in (("check", "--ignore", "PM6"), ("report", "--no-cache")):
            ran = Process().run(*command)
            assert "internal" not in ran.err
            assert "Traceback" not in ran.err
            lines = ran.err.splitlines()
            for line in lines:
                assert re.match(r"pmlint: error: postmortems/\d+\.yaml: ", line), line
            if command[0] == "report":
                assert ran.code == (2 if lines else 0)
    finally:
        stop.set()
        changing.join()


def test_a_name_that_is_as_long_as_can_be_is_written(life: Path) -> None:
    name = "x" * 255
    assert Process().run("schema", "--output-file", name) == Ran(0, "", "")
    assert (life / name).read_text().startswith("{")


def test_the_file_that_was_there_keeps_its_mode_and_a_new_one_gets_the_usual(life: Path) -> None:
    (life / "out" / "x").chmod(0o640)
    before = contents(life / "postmortems")
    assert Process().run("schema", "--output-file", "out/x").code == 0
    assert (life / "out" / "x").stat().st_mode & 0o777 == 0o640
    mask = Process(prepare=_umask)
    assert mask.run("new", "out/new.yaml").code == 0
    assert (life / "out" / "new.yaml").stat().st_mode & 0o777 == 0o640
    assert {path.name for path in (life / "out").iterdir()} == {"x", "new.yaml"}
    assert contents(life / "postmortems") == before


def _umask() -> None:
    os.umask(0o026)
