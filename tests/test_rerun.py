"""A check is answered as before exactly where nothing has changed that it has seen."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import GOOD, Ran, git

from pmlint.cli import batch, disk, files, inspection, rerun, sight, sightings
from pmlint.cli.rerun import Rerun

Run = Callable[..., Ran]
Change = Callable[[Path], object]
REPORT = """\
incident_title: The checkout was down
status: draft
appendices:
  supporting_documents: [notes.md, ../logs/trace.txt]
action_items:
  - {action_item: Rotate the keys, owner: everyone, due_date: 2026-04-30}
"""
NAMES = ("one", "two", "three", "four")
LONG_AGO = 1_700_000_000


def grow_old(folder: Path) -> None:
    """Let all files of `folder` look as if nobody had touched them for long."""
    for path in folder.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture(params=["a few files", "many files"])
def reports(
    request: pytest.FixtureRequest, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return a repository with reports; of many files Git is asked whether they have changed."""
    monkeypatch.setattr(sight, "SETTLED", -(10**12))
    monkeypatch.setattr(rerun, "MANY", 2 if request.param == "many files" else 10**6)
    (repository / "postmortems").mkdir()
    (repository / "logs").mkdir()
    for name in NAMES:
        text = REPORT.replace("checkout", name)
        (repository / "postmortems" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (repository / "postmortems" / "notes.md").write_text("notes\n", encoding="utf-8")
    (repository / "README.md").write_text("read me\n", encoding="utf-8")
    (repository / ".gitignore").write_text("logs/\nscratch/\n", encoding="utf-8")
    grow_old(repository)
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "begin")
    (repository / "postmortems" / "fresh.yaml").write_text(REPORT, encoding="utf-8")
    return repository


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list to which every run adds whether it was answered as before."""
    found: list[bool] = []
    known = Rerun.known

    def watched(self: Rerun) -> rerun.Answer | None:
        answer = known(self)
        found.append(answer is not None)
        return answer

    monkeypatch.setattr(Rerun, "known", watched)
    return found


def one(name: str) -> Path:
    """Return the path of a report from the root of the repository."""
    return Path("postmortems") / f"{name}.yaml"


def write(path: str, text: str) -> Change:
    """Return what writes a file, and makes its folder."""

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return change


def edit_and_hide_it(root: Path) -> None:
    """Change a report, and give it the size and the time that it had."""
    path = root / one("two")
    before = path.stat()
    time.sleep(1.1)  # Git counts seconds, and no run is kept of files that were changed just now
    path.write_text(path.read_text().replace("everyone", "somebody"[:8]), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def replace_by_another(root: Path) -> None:
    """Put another file, as old and as long, in the place of a report."""
    path, other = root / one("two"), root / "other"
    other.write_text(path.read_text().replace("everyone", "somebody"), encoding="utf-8")
    os.utime(other, (LONG_AGO, LONG_AGO))
    other.replace(path)


def replace_by_a_link(root: Path) -> None:
    """Put a link to another report in the place of one."""
    (root / one("two")).unlink()
    (root / one("two")).symlink_to("one.yaml")


def replace_by_a_folder(root: Path) -> None:
    """Put a folder in the place of a report."""
    (root / one("two")).unlink()
    (root / one("two")).mkdir()


def commit_all(root: Path) -> None:
    """Commit all that is there."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "more")


def change_and_assume_unchanged(root: Path) -> None:
    """Tell Git not to look at a report any more, and change it."""
    git(root, "update-index", "--assume-unchanged", str(one("one")))
    write(str(one("one")), REPORT.replace("everyone", "Bo"))(root)


def leave_out_of_a_sparse_checkout(root: Path) -> None:
    """Leave a report out of the working tree without a word to Git's files."""
    git(root, "update-index", "--skip-worktree", str(one("three")))
    (root / one("three")).unlink()


def stage_a_change(root: Path) -> None:
    """Change a report, and add it to the index."""
    write(str(one("one")), REPORT.replace("everyone", "Bo"))(root)
    git(root, "add", ".")


CHANGES: dict[str, Change] = {
    "a report says something else": write(str(one("two")), REPORT.replace("everyone", "Bo")),
    "a report that nobody has committed does": write(
        str(one("fresh")), REPORT.replace("everyone", "Bo")
    ),
    "its time and its size are those of before": edit_and_hide_it,
    "another file stands in its place": replace_by_another,
    "a report is gone": lambda root: (root / one("two")).unlink(),
    "a report was renamed": lambda root: (root / one("two")).rename(root / one("second")),
    "a report is new": write(str(one("new")), REPORT),
    "a report is new, in a new folder": write("incident/2026/new.yaml", REPORT),
    "a report is a link now": replace_by_a_link,
    "a report is a folder now": replace_by_a_folder,
    "there is a configuration": write("pmlint.toml", '[severity]\nPM304 = "info"\n'),
    "there is one beside the reports": write("postmortems/.pmlint.toml", 'ignore = ["PM304"]\n'),
    "there is one that Git ignores": lambda root: (
        write(".git/info/exclude", "pmlint.toml\n")(root),
        write("pmlint.toml", 'ignore = ["PM304"]\n')(root),
    ),
    "there is one in pyproject.toml": write("pyproject.toml", '[tool.pmlint]\nignore = ["PM3"]\n'),
    "a link leads nowhere": lambda root: (root / "postmortems" / "notes.md").unlink(),
    "a link leads to a file that Git ignores": write("logs/trace.txt", "x\n"),
    "Git ignores a report": write(".gitignore", "logs/\npostmortems/fresh.yaml\n"),
    "Git ignores one by its own list": write(".git/info/exclude", "fresh.yaml\n"),
    "all was committed": commit_all,
    "a change was staged": stage_a_change,
    "a commit was taken back": lambda root: git(root, "update-ref", "-d", "HEAD"),
    "Git does not look at a report": change_and_assume_unchanged,
    "a report is left out": leave_out_of_a_sparse_checkout,
    "there is a sign-off": write(".pmlint/signoffs/x/y.json", "{}\n"),
    "the folder is a repository of its own": lambda root: git(root / "postmortems", "init"),
    "the history is cut off": write(".git/shallow", f"{'0' * 40}\n"),
    "the repository is gone": lambda root: (root / ".git").rename(root / "git"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_seen(
    pmlint: Run, reports: Path, answered: list[bool], change: Change
) -> None:
    check = ("check", "--format", "json")
    pmlint(*check)
    again = pmlint(*check)
    assert answered == [False, True]
    change(reports)
    truth = pmlint(*check, "--no-cache")
    assert pmlint(*check) == truth
    assert pmlint(*check) == truth  # and so it is when that was kept
    assert answered[-2:] != [True, True] or truth == again


def commit_nothing(root: Path) -> None:
    """Make a commit that changes no file."""
    git(root, "commit", "--quiet", "--allow-empty", "--message", "nothing")


def move_the_branch_behind(root: Path) -> None:
    """Make a commit on the branch that the one that is checked out stands for."""
    tree = git(root, "write-tree").strip()
    commit = git(root, "commit-tree", "-m", "nothing", tree).strip()
    git(root, "update-ref", "refs/heads/behind", commit)


def stand_for_another(root: Path) -> None:
    """Let the branch that is checked out be a name of another one."""
    name = git(root, "symbolic-ref", "HEAD").strip()
    git(root, "branch", "behind")
    git(root, "symbolic-ref", name, "refs/heads/behind")


HEADS: dict[str, tuple[Change, Change]] = {
    "a commit": (lambda root: None, commit_nothing),
    "a commit of a packed branch": (lambda root: git(root, "pack-refs", "--all"), commit_nothing),
    "a commit of no branch": (lambda root: git(root, "checkout", "--detach"), commit_nothing),
    "no branch": (lambda root: None, lambda root: git(root, "checkout", "--detach")),
    "another branch": (
        lambda root: git(root, "branch", "other"),
        lambda root: git(root, "symbolic-ref", "HEAD", "refs/heads/other"),
    ),
    "a branch behind the name": (stand_for_another, move_the_branch_behind),
}


@pytest.mark.parametrize(("before", "move"), HEADS.values(), ids=HEADS)
def test_whatever_else_is_checked_out_is_seen(
    pmlint: Run, reports: Path, answered: list[bool], before: Change, move: Change
) -> None:
    before(reports)
    for _ in range(2):
        pmlint("check")
    move(reports)
    assert pmlint("check") == pmlint("check", "--no-cache")
    assert answered == [False, True, False, False]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_seen_where_one_report_is_named(
    pmlint: Run, reports: Path, answered: list[bool], change: Change
) -> None:
    check = ("check", "--format", "json", str(one("two")))
    pmlint(*check)
    pmlint(*check)
    assert answered == [False, True]
    change(reports)
    truth = pmlint(*check, "--no-cache")
    assert (pmlint(*check), pmlint(*check)) == (truth, truth)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the reports that are opened; no run is answered as a whole."""
    monkeypatch.setattr(Rerun, "known", lambda _: None)
    monkeypatch.setattr(batch, "FEWEST", 1)
    monkeypatch.setattr(inspection, "FEWEST", 1)
    monkeypatch.setattr(sightings, "AT_ONCE", 2)
    found: list[str] = []

    def watched(path: Path, limit: int) -> bytes:
        found.append(path.stem)
        return files.read_report(path, limit)

    monkeypatch.setattr(disk, "read_report", watched)
    return found


@pytest.mark.parametrize("arguments", [(), ("--ignore", "PM6")], ids=["past", "no past"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_seen_where_each_report_is_looked_up(
    pmlint: Run, reports: Path, opened: list[str], change: Change, arguments: tuple[str, ...]
) -> None:
    check = ("check", "--format", "json", *arguments)
    new = [] if arguments else ["fresh"]  # of what HEAD has not, the past takes more to tell
    pmlint(*check)
    opened.clear()
    pmlint(*check)
    assert opened == new
    change(reports)
    truth = pmlint(*check, "--no-cache")
    assert (pmlint(*check), pmlint(*check)) == (truth, truth)


def test_only_the_report_that_was_changed_is_opened(
    pmlint: Run, reports: Path, opened: list[str]
) -> None:
    commit_all(reports)
    pmlint("check")
    write(str(one("two")), REPORT.replace("everyone", "the team"))(reports)
    opened.clear()
    assert "the team" in pmlint("check").out
    assert opened == ["two"]
    commit_all(reports)
    write(str(one("two")), REPORT)(reports)
    opened.clear()
    pmlint("check", "--format", "concise")
    assert opened == ["two"]


def test_a_report_that_was_just_changed_is_opened_again(
    pmlint: Run, reports: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sight, "SETTLED", 10**12)
    commit_all(reports)
    for _ in range(2):
        opened.clear()
        pmlint("check")
    assert len(opened) == 5


HARMLESS: dict[str, Change] = {
    "nothing": lambda _: None,
    "a file that Git ignores is new": write("scratch/x.txt", "x\n"),
    "Git has looked at the files": lambda root: git(root, "status"),
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
@pytest.mark.parametrize("format", ["text", "concise", "json", "github"])
def test_where_nothing_has_changed_the_answer_is_the_same_and_no_report_is_opened(
    pmlint: Run,
    reports: Path,
    answered: list[bool],
    format: str,
    change: Change,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    check = ("check", "--format", format)
    truth = pmlint(*check)
    assert (truth.code, answered) == (1, [False])
    change(reports)
    read: list[str] = []
    monkeypatch.setattr("pmlint.cli.disk.read_report", lambda path, _: read.append(path))
    assert pmlint(*check) == truth
    assert read == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as", "final"),
        ("--select", "PM3"),
        ("--fail-on", "never"),
        ("--statistics",),
        ("--color", "always"),
        (str(one("two")),),
        ("--isolated",),
        ("--today", "2030-01-01"),
    ],
    ids=" ".join,
)
def test_another_question_is_another_run(
    pmlint: Run, reports: Path, answered: list[bool], arguments: tuple[str, ...]
) -> None:
    pmlint("check")
    assert pmlint("check", *arguments) == pmlint("check", *arguments, "--no-cache")
    assert answered == [False, False, False]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--staged",),
        ("--rev", "HEAD"),
        ("--rev=HEAD",),
        ("--since", "HEAD"),
        ("--output-file", "out.txt"),
        ("--no-cache",),
    ],
    ids=" ".join,
)
def test_what_reads_from_git_or_writes_is_always_done(
    pmlint: Run, reports: Path, answered: list[bool], arguments: tuple[str, ...]
) -> None:
    for _ in range(2):
        pmlint("check", *arguments)
    assert answered == [False, False]


def test_another_terminal_folder_or_version_is_another_run(
    pmlint: Run, reports: Path, answered: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    pmlint("check")
    with monkeypatch.context() as patch:
        patch.setenv("COLUMNS", "60")
        pmlint("check")
    with monkeypatch.context() as patch:
        patch.setenv("FORCE_COLOR", "1")
        assert "\x1b[" in pmlint("check").out
    with monkeypatch.context() as patch:
        patch.chdir(reports / "postmortems")
        assert "\nfresh.yaml" in "\n" + pmlint("check", "--format", "concise").out
    with monkeypatch.context() as patch:
        patch.setattr(rerun, "edition", lambda: "9.9.9")
        pmlint("check")
    assert answered == [False] * 5
    pmlint("check")
    assert answered[-1]


def test_a_file_that_was_just_changed_is_looked_at_again(
    pmlint: Run, repository: Path, answered: list[bool]
) -> None:
    path = repository / "incident.postmortem.yaml"
    for owner in ("everyone", "somebody", "everyone"):
        path.write_text(REPORT.replace("everyone", owner), encoding="utf-8")
        assert owner in pmlint("check", str(path)).out
    assert not any(answered)


def test_a_sign_off_that_is_looked_at_is_never_answered_as_before(
    pmlint: Run, reports: Path, answered: list[bool]
) -> None:
    (reports / one("two")).write_text(GOOD.read_text(encoding="utf-8"), encoding="utf-8")
    commit_all(reports)
    pmlint("signoff", str(one("two")))
    for _ in range(2):
        pmlint("check", "--select", "PM6")
    assert answered == [False, False]


def test_what_is_said_on_standard_error_is_said_every_time(
    pmlint: Run, reports: Path, answered: list[bool]
) -> None:
    (reports / "postmortems" / "link.yaml").symlink_to("one.yaml")
    assert pmlint("check") == pmlint("check")
    assert "link.yaml" in pmlint("check").err
    assert not any(answered)


def test_no_program_of_the_repositorys_configuration_is_run(
    pmlint: Run, reports: Path, answered: list[bool]
) -> None:
    trap = reports / "trapped"
    for name in ("clean", "process", "smudge"):
        git(reports, "config", f"filter.trap.{name}", f"touch {trap}; cat")
    git(reports, "config", "core.fsmonitor", f"touch {trap}")
    git(reports, "config", "diff.external", f"touch {trap}")
    (reports / ".git" / "info" / "attributes").write_text("* filter=trap diff=trap\n")
    pmlint("check")
    pmlint("check")
    index = reports / ".git" / "index"
    (reports / one("one")).touch()
    os.utime(reports / one("two"))
    os.utime(index)  # as young as the files: Git would look into them
    for _ in range(3):
        pmlint("check")
    assert True in answered
    assert not trap.exists()


def test_a_git_that_fails_says_nothing(
    pmlint: Run,
    reports: Path,
    answered: list[bool],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for _ in range(2):
        pmlint("check")
    folder = tmp_path_factory.mktemp("bin")
    (folder / "git").write_text(f"#!{sys.executable}\nraise SystemExit(3)\n", encoding="utf-8")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    pmlint("check")
    assert answered == [False, True, False]


def test_a_system_that_cannot_ask_beforehand_asks_when_it_waits(
    pmlint: Run, reports: Path, answered: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "posix_spawnp")
    first, second = pmlint("check"), pmlint("check")
    assert answered == [False, True]
    assert second == first
    (reports / "postmortems" / "another.yaml").write_text("title: another\n", encoding="utf-8")
    assert pmlint("check") == pmlint("check", "--no-cache") != first
    monkeypatch.setenv("PATH", os.devnull)
    assert "git is not installed" in pmlint("check").err


def test_without_git_nothing_is_taken_for_unchanged(
    pmlint: Run, reports: Path, answered: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        pmlint("check")
    monkeypatch.setenv("PATH", os.devnull)
    assert "git is not installed" in pmlint("check").err
    assert answered == [False, True, False]


def test_children_whose_end_nobody_is_told_of_are_no_error(
    pmlint: Run, reports: Path, answered: list[bool]
) -> None:
    first = pmlint("check")
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert pmlint("check") == first
    finally:
        signal.signal(signal.SIGCHLD, before)
    assert answered == [False, False]


def kept_runs() -> list[Path]:
    """Return the files of the runs that are kept."""
    return sorted((Path(os.environ["XDG_CACHE_HOME"]) / "pmlint" / "runs").iterdir())


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-1],
        lambda data: data[:20],
        lambda data: b"",
        lambda data: data + b"\0",
        lambda data: data.replace(b"everyone", b"Ada Okaf"),
        lambda data: b"\xff" * len(data),
    ],
    ids=["cut", "cut short", "empty", "longer", "other words", "noise"],
)
def test_a_broken_file_is_no_file(
    pmlint: Run, reports: Path, answered: list[bool], harm: Callable[[bytes], bytes]
) -> None:
    truth = pmlint("check")
    (path,) = kept_runs()
    path.write_bytes(harm(path.read_bytes()))
    assert pmlint("check") == truth
    assert answered == [False, False]
    assert pmlint("check") == truth
    assert answered == [False, False, True]


def test_where_nothing_can_be_kept_every_answer_is_the_same(
    pmlint: Run, reports: Path, answered: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    (reports / "file").write_text("", encoding="utf-8")
    truth = pmlint("check", "--no-cache")
    assert pmlint("check", "--cache-dir", str(reports / "file" / "below")) == truth
    assert pmlint("check", f"--cache-dir={os.devnull}") == truth
    assert answered == [False, False, False]


def test_only_so_many_runs_are_kept(
    pmlint: Run, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rerun, "MOST", 3)
    for width in range(60, 66):
        monkeypatch.setenv("COLUMNS", str(width))
        pmlint("check")
    assert len(kept_runs()) == 3
