"""`pmlint history` as a command: what can be asked for, where, and which words say no."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran, git
from history import REPORT, SEVERE, History, kinds

from pmlint.event import EventKind

Run = Callable[..., Ran]
KINDS = [kind.value for kind in EventKind]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is kept from run to run in a folder of the test's own, and return that."""
    home = tmp_path.parent / f"{tmp_path.name}-cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home / "pmlint"


@pytest.fixture
def history(repository: Path) -> History:
    return History(repository)


# --- what is asked for -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2026-03-15", ["major", "critical"]),
        ("2026-03-15T12:00:01Z", ["critical"]),
        ("2026-03-15T14:00:00+02:00", ["major", "critical"]),
        ("HEAD~1", ["critical"]),
        ("HEAD", []),
    ],
)
def test_since_takes_a_day_a_time_or_a_commit(
    pmlint: Run, history: History, since: str, words: list[str]
) -> None:
    history.tell(SEVERE)
    found = kinds(pmlint, history, "a.yaml", "--since", since)
    assert [each for each, _, _ in found] == words


def test_since_a_day_also_tells_what_stands_behind_a_backdated_commit(
    pmlint: Run, history: History
) -> None:
    history.tell(SEVERE + "2001-01-01 Cy: backdated\n  a.yaml: critical -> minor\n")
    found = kinds(pmlint, history, "a.yaml", "--since", "2026-03-16")
    assert [each for each, _, _ in found] == ["critical"]


def test_nothing_left_to_tell_is_said(pmlint: Run, history: History) -> None:
    history.tell(SEVERE)
    ran = pmlint("history", "a.yaml", "--kind", "removed")
    assert ran == Ran(0, "a.yaml: none of its 5 events\n", "")


def test_rev_tells_the_history_up_to_a_commit_and_nothing_of_the_working_tree(
    pmlint: Run, history: History
) -> None:
    history.tell(SEVERE)
    (history.folder / "a.yaml").unlink()
    ran = pmlint("history", "a.yaml", "--rev", "HEAD~1", "--kind", "severity_changed")
    assert history.named(ran.out) == (
        "a.yaml: 1 event (of 4) in 1 commit\n\n"
        "2026-03-15 12:00 UTC  Bo  <major>\n  severity changed from minor to major\n"
    )


def test_the_template_and_the_configuration_say_how_a_report_is_read(
    pmlint: Run, history: History
) -> None:
    template = {
        "type": "object",
        "properties": {"how_bad": {"type": "string", "x-pmlint-role": "severity"}},
    }
    (history.folder / "own.json").write_text(json.dumps(template))
    (history.folder / "a.yaml").write_text("how_bad: low\n")
    history.tell("2026-03-14 Ada: begin\n2026-03-15 Bo: x\n  a.yaml: low -> high\n")
    asked = ("a.yaml", "--kind", "severity_changed")
    assert kinds(pmlint, history, *asked) == []
    worse = [("x", "Bo", "severity_changed")]
    assert kinds(pmlint, history, *asked, "--template", "own.json") == worse
    (history.folder / "pmlint.toml").write_text('template = "own.json"\n')
    assert kinds(pmlint, history, *asked) == worse
    assert kinds(pmlint, history, *asked, "--isolated") == []
    assert kinds(pmlint, history, *asked, "--rev", "HEAD") == []
    history.tell("2026-03-16 Ada: configure\n")
    assert kinds(pmlint, history, *asked, "--rev", "HEAD") == worse


# --- what is not committed yet ---------------------------------------------------------------


def last_line(ran: Ran) -> str:
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()[-1]


def test_what_is_not_committed_is_the_last_line(pmlint: Run, history: History) -> None:
    history.tell(SEVERE)
    path = history.folder / "a.yaml"
    text = path.read_text()
    asked = ("history", "a.yaml", "--kind", "severity_changed,removed")
    path.write_text(text.replace("critical", "minor"))
    assert last_line(pmlint(*asked)) == (
        "not committed yet: severity changed from critical to minor"
    )
    path.write_text("# pondering\n" + text)
    assert last_line(pmlint(*asked)) == (
        "not committed yet: a change of something that is not told here"
    )
    path.write_text(text.replace("draft", "review"))
    assert "not committed" not in pmlint(*asked).out
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert "not committed" not in pmlint(*asked).out
    path.unlink()
    assert last_line(pmlint(*asked)) == "not committed yet: removed"
    ran = pmlint(*asked, "--format", "markdown")
    assert last_line(ran) == "- not committed yet: removed"


def test_a_report_that_a_sparse_checkout_leaves_out_is_not_removed(
    pmlint: Run, history: History
) -> None:
    history.tell("2026-03-14 Ada: begin\n  + a/a.yaml\n  + b/b.yaml\n")
    git(history.folder, "sparse-checkout", "set", "b")
    ran = pmlint("history", "a/a.yaml", "--kind", "created")
    assert last_line(ran) == "  created as a draft"


# --- where the repository is -----------------------------------------------------------------


def test_the_path_counts_from_the_current_folder_and_is_told_from_the_root(
    pmlint: Run, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.tell("2026-03-14 Ada: begin\n  + in/deep/a.yaml\n")
    expected = kinds(pmlint, history, "in/deep/a.yaml")
    monkeypatch.chdir(history.folder / "in")
    assert kinds(pmlint, history, "deep/a.yaml") == expected
    assert pmlint("history", "deep/a.yaml").out.startswith("in/deep/a.yaml: 3 events")
    monkeypatch.chdir("/")
    assert kinds(pmlint, history, str(history.folder / "in/deep/a.yaml")) == expected


def test_a_removed_report_has_a_history_though_its_folder_is_gone(
    pmlint: Run, history: History
) -> None:
    history.tell("2026-03-14 Ada: begin\n  + x/y/a.yaml\n2026-03-15 Bo: remove\n  - x/y/a.yaml\n")
    shutil.rmtree(history.folder / "x", ignore_errors=True)
    assert kinds(pmlint, history, "x/y/a.yaml", "--kind", "removed") == [
        ("remove", "Bo", "removed")
    ]


@pytest.mark.parametrize("how", ["bare", "worktree", "sha256", "linked folder"])
def test_it_works_in_any_kind_of_repository(
    pmlint: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    form = "sha256" if how == "sha256" else "sha1"
    git(origin, "init", "--quiet", f"--object-format={form}")
    history = History(origin).tell(SEVERE)
    place = tmp_path / "place"
    if how == "bare":
        git(tmp_path, "clone", "--quiet", "--bare", "origin", "place")
    elif how == "worktree":
        git(origin, "worktree", "add", "--quiet", "--detach", str(place))
    else:
        place.symlink_to(origin)
    monkeypatch.chdir(place)
    found = kinds(pmlint, history, "a.yaml", "--kind", "severity_changed")
    assert [words for words, _, _ in found] == ["major", "critical"]


def test_a_shallow_clone_says_where_it_is_cut_off_and_tells_no_beginning(
    pmlint: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet")
    history = History(origin).tell(SEVERE)
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{origin}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    ran = pmlint("history", "a.yaml")
    assert history.named(ran.out) == (
        "a.yaml: 1 event in 1 commit\n"
        "the history is cut off at 2026-03-15 (<major>): this is a shallow clone; `git fetch "
        "--unshallow`\n"
        "  brings the rest\n\n"
        "2026-03-16 12:00 UTC  Bo  <critical>\n  severity changed from major to critical\n"
    )
    cut_off = json.loads(pmlint("history", "a.yaml", "--format", "json").out)["cut_off"]
    assert cut_off == {"commit": history.commits["major"], "date": "2026-03-15T12:00:00Z"}
    git(tmp_path / "clone", "fetch", "--quiet", "--unshallow")
    assert len(kinds(pmlint, history, "a.yaml")) == 5


def test_a_shallow_clone_does_not_tell_that_old_sign_offs_are_new_but_that_they_go_stale(
    pmlint: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet")
    history = History(origin).tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n2026-03-15 Cy: approve\n  approve a.yaml\n"
        "2026-03-16 Ada: pause\n2026-03-17 Bo: worse\n  a.yaml: minor -> major\n"
    )
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{origin}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    assert kinds(pmlint, history, "a.yaml", "--kind", "signed_off,sign_off_stale") == [
        ("worse", "Bo", "sign_off_stale")
    ]


def test_2_in_a_partial_clone_that_lacks_a_version_and_nothing_is_fetched(
    pmlint: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet")
    git(origin, "config", "uploadpack.allowFilter", "true")
    History(origin).tell(SEVERE)
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{origin}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    ran = pmlint("history", "a.yaml")
    assert ran == Ran(
        2,
        "",
        f"pmlint: error: {tmp_path / 'clone'} is a partial clone: what it has left with its remote "
        "is not fetched by pmlint; `git fetch --refetch --no-filter` brings everything here\n",
    )


def test_a_damaged_repository_is_said(pmlint: Run, history: History) -> None:
    history.tell(SEVERE)
    oid = git(history.folder, "rev-parse", "HEAD~1:a.yaml").strip()
    (history.folder / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    words = f"the object {oid} is missing: the repository is damaged, `git fsck` says more"
    assert pmlint("history", "a.yaml") == Ran(2, "", f"pmlint: error: {words}\n")


# --- calls that cannot be answered -----------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("b.yaml",), "there has never been a file b.yaml in the history of HEAD; did you mean "
         "`a.yaml`?"),
        (("x/a.yaml",), "there has never been a file x/a.yaml in the history of HEAD; did you mean "
         "`a.yaml`?"),
        (("nothing/like/it.txt",), "there has never been a file nothing/like/it.txt in the history "
         "of HEAD"),
        (("b.yaml", "--rev", "HEAD~1"), "there has never been a file b.yaml in the history of "
         "`HEAD~1`; did you mean `a.yaml`?"),
        (("new.yaml",), "new.yaml was never committed, so it has no history yet; did you mean "
         "`a.yaml`?"),
        (("link.yaml",), "link.yaml is a symbolic link, which is not followed: name the file it "
         "leads to"),
        (("folder",), "folder is a folder; `pmlint history` tells of one report: name its file"),
        (("",), "an empty path names nothing"),
        (("a.yaml", "--rev", "nowhere"), "there is no commit `nowhere` in this repository"),
        (("a.yaml", "--rev", "--output=x"), "there is no commit `--output=x` in this repository"),
        (("a.yaml", "--since", "2026-02-30"), "--since takes a date such as 2026-03-14, or a "
         "commit; `2026-02-30` is neither"),
        (("a.yaml", "--kind", "due_moves"), "there is no kind of event `due_moves`; did you mean "
         "`due_moved`?"),
        (("a.yaml", "--kind", ","), "--kind takes some of " + ", ".join(KINDS)),
    ],
)  # fmt: skip
def test_2_where_the_call_is_wrong_and_the_words_say_what_is_meant(
    pmlint: Run, history: History, arguments: tuple[str, ...], words: str
) -> None:
    history.tell(SEVERE)
    (history.folder / "new.yaml").write_text(REPORT)
    (history.folder / "link.yaml").symlink_to("a.yaml")
    (history.folder / "folder").mkdir()
    path, *rest = arguments
    rest = [f"{rest[0]}={rest[1]}"] if rest else []
    assert pmlint("history", path, *rest) == Ran(2, "", f"pmlint: error: {words}\n")


def test_2_where_the_path_is_in_no_repository_or_nothing_is_committed(
    pmlint: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = pmlint("history", "a.yaml")
    assert ran == Ran(2, "", f"pmlint: error: {tmp_path} is in no Git repository\n")
    git(tmp_path, "init", "--quiet")
    ran = pmlint("history", "a.yaml")
    assert ran == Ran(
        2,
        "",
        "pmlint: error: nothing is committed here yet, so there is no history; it begins with "
        "`git commit`\n",
    )
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    ran = pmlint("history", "a.yaml")
    assert ran == Ran(2, "", "pmlint: error: git is not installed, or not on the PATH\n")
