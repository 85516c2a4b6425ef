"""The log that all of a history comes from: what is kept of it, and what is found in it."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import Ran, git
from history import BRANCHED, SEVERE, History
from hypothesis import given
from hypothesis import strategies as st

from pmlint.history.cache import Cache
from pmlint.history.log import Log, is_wanted
from pmlint.history.moves import Moves
from pmlint.history.record import read, written
from pmlint.history.survey import survey
from pmlint.history.versions import Version, all_versions, last_path, versions
from pmlint.repo import Change, Commit, Person, Repository

Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is kept from run to run in a folder of the test's own, and return that."""
    home = tmp_path.parent / f"{tmp_path.name}-cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home / "pmlint"


@pytest.fixture
def history(repository: Path) -> History:
    return History(repository)


# --- the cache -------------------------------------------------------------------------------


def answers(pmlint: Run, *arguments: str) -> Ran:
    ran = pmlint("history", "a.yaml", "--format", "json", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return ran


@pytest.fixture
def kept(pmlint: Run, history: History, cache: Path) -> Path:
    """Return the file in which the commits of a repository with a merge are kept."""
    history.tell(BRANCHED + "merge later 2026-03-20 Cy: bring\n")
    assert not cache.exists()
    cold = answers(pmlint)
    assert answers(pmlint) == cold == answers(pmlint, "--no-cache")
    (path,) = cache.iterdir()
    return path


def lines(path: Path) -> int:
    return len(Cache(path).load())


def test_warm_cold_and_without_a_cache_the_answer_is_the_same(kept: Path) -> None:
    assert lines(kept) == 3
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_no_cache_writes_nothing_and_cache_dir_says_where(
    pmlint: Run, history: History, cache: Path, tmp_path: Path
) -> None:
    history.tell(SEVERE)
    answers(pmlint, "--no-cache")
    answers(pmlint, "--cache-dir", str(tmp_path / "elsewhere"))
    assert not cache.exists()
    assert len(list((tmp_path / "elsewhere").iterdir())) == 1


def test_a_later_run_asks_git_only_for_what_is_new(
    pmlint: Run, history: History, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    log = Repository.log

    def asked(self: Repository, *args: Any, **kwargs: Any) -> Any:
        for commit in log(self, *args, **kwargs):
            told.append(commit.oid)
            yield commit

    monkeypatch.setattr(Repository, "log", asked)
    answers(pmlint)
    assert told == []
    history.tell("2026-03-21 Bo: more\n  a.yaml: minor -> major\n")
    warm = answers(pmlint)
    assert told == [history.commits["more"]]
    assert lines(kept) == 4
    assert answers(pmlint) == warm
    assert len(told) == 1
    assert warm == answers(pmlint, "--no-cache")


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(b"not a database"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"ada@example", b"eve@example")),
        lambda path: path.write_bytes(path.read_bytes().replace(b"a.yaml", b"b.yaml")),
        lambda path: sqlite3.connect(path).execute("DROP TABLE pieces").connection.close(),
    ],
    ids=["other file", "empty", "cut short", "forged", "bits have rotted", "no table"],
)
def test_a_broken_cache_changes_no_answer_and_is_mended(
    pmlint: Run, kept: Path, harm: Callable[[Path], object]
) -> None:
    cold = answers(pmlint, "--no-cache")
    harm(kept)
    assert answers(pmlint) == cold
    assert lines(kept) == 3


def test_a_locked_cache_is_done_without(pmlint: Run, history: History, kept: Path) -> None:
    history.tell("2026-03-21 Bo: more\n  a.yaml: minor -> major\n")
    cold = answers(pmlint, "--no-cache")
    other = sqlite3.connect(kept, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert answers(pmlint) == cold
    other.execute("ROLLBACK")
    other.execute("BEGIN IMMEDIATE")  # somebody else is about to write
    assert answers(pmlint) == cold
    other.close()
    assert lines(kept) == 3


def test_a_folder_that_cannot_be_written_to_is_done_without(
    pmlint: Run, history: History, tmp_path: Path
) -> None:
    history.tell(SEVERE)
    cold = answers(pmlint, "--no-cache")
    file = tmp_path / "file"
    file.write_text("")
    assert answers(pmlint, "--cache-dir", str(file)) == cold
    assert answers(pmlint, "--cache-dir", str(file / "below")) == cold


def test_a_cache_that_cannot_be_written_to_is_read(
    pmlint: Run, history: History, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.tell("2026-03-21 Bo: more\n  a.yaml: minor -> major\n")
    cold = answers(pmlint, "--no-cache")

    def read_only(self: Cache) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(Cache, "_open", read_only)
    assert answers(pmlint) == cold
    assert lines(kept) == 3


def test_a_history_that_was_rewritten_is_read_afresh(
    pmlint: Run, history: History, kept: Path
) -> None:
    git(history.folder, "checkout", "--quiet", "--orphan", "fresh")
    git(history.folder, "branch", "--quiet", "-D", "main", "later")
    history.tell("2026-03-22 Bo: all anew\n")
    git(history.folder, "reflog", "expire", "--expire=now", "--all")
    git(history.folder, "gc", "--quiet", "--prune=now")
    assert answers(pmlint) == answers(pmlint, "--no-cache")
    assert lines(kept) == 1


def test_two_runs_at_once_leave_a_cache_that_is_whole(history: History, cache: Path) -> None:
    history.tell(SEVERE)
    repository = Repository.open(history.folder)
    commits = tuple(repository.log((history.commits["critical"],)))
    one, other = (Cache.of(repository, cache) for _ in range(2))
    one.replace(commits)
    other.replace(commits)
    one.add(commits[:1])
    other.add(commits[:1])
    log = survey(repository, history.commits["critical"], cache)
    assert (len(log), log.is_whole) == (3, True)


def test_a_cache_that_lacks_a_parent_is_not_trusted(history: History, cache: Path) -> None:
    history.tell(SEVERE)
    repository = Repository.open(history.folder)
    tip = history.commits["critical"]
    Cache.of(repository, cache).replace(tuple(repository.log((tip,)))[:1])
    assert len(survey(repository, tip, cache).first_parents(tip)) == 3


def test_worktrees_share_a_cache(pmlint: Run, history: History, kept: Path) -> None:
    git(history.folder, "worktree", "add", "--quiet", "--detach", "../other-" + kept.name[:8])
    other = Repository.open(history.folder.parent / ("other-" + kept.name[:8]))
    assert Cache.of(other, kept.parent).path == kept


def test_a_shallow_clone_is_not_kept(
    pmlint: Run, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet")
    History(origin).tell(SEVERE)
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{origin}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    answers(pmlint)
    assert not cache.exists()


# --- what lies below -------------------------------------------------------------------------

TEXTS = st.text(max_size=20)
PATHS = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=20)
OIDS = st.text("0123456789abcdef", min_size=40, max_size=40)
PEOPLE = st.builds(Person, TEXTS, TEXTS)
COMMITS = st.builds(
    Commit,
    OIDS,
    st.lists(OIDS, max_size=3).map(tuple),
    PEOPLE,
    st.integers(),
    PEOPLE,
    st.integers(),
    TEXTS,
    st.lists(st.builds(Change, PATHS, st.none() | OIDS, st.none() | OIDS), max_size=3).map(tuple),
)


@given(COMMITS)
def test_a_commit_that_is_kept_is_read_back_as_it_was(commit: Commit) -> None:
    line = written(commit)
    assert b"\n" not in line
    assert read(line) == commit


@given(COMMITS, PATHS)
def test_a_kept_commit_touches_the_same_paths_as_one_just_read(commit: Commit, path: str) -> None:
    for log in (Log([commit]), Log((), [written(commit)])):
        for each in (path, *(change.path for change in commit.changes)):
            changes = [change for change in commit.changes if change.path == each][:1]
            assert [found for _, found in log.touching([commit.oid], each)] == changes


@pytest.fixture(scope="module")
def tangled(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return a repository of sixty reports that were merged, moved, removed and made again."""
    folder = tmp_path_factory.mktemp("tangled")
    random = Random("tangled")
    stream: list[str] = []
    tips: dict[str, dict[str, str]] = {"main": {}}
    for number in range(400):
        branch = random.choice(list(tips))
        if branch == "main" and len(tips) < 4 and number > 5 and random.random() < 0.2:
            branch = f"side{number}"
            tips[branch] = dict(tips["main"])
            stream.append(f"reset refs/heads/{branch}\nfrom refs/heads/main\n")
        files = tips[branch]
        changes: dict[str, str | None] = {}
        for _ in range(random.randint(1, 3)):
            _tangle(random, files, changes)
        merged = ""
        if branch != "main" and random.random() < 0.3:
            theirs = tips.pop(branch)
            changes = {p: theirs.get(p) for p in {*theirs, *tips["main"]}}
            tips["main"] = theirs
            merged, branch = f"merge refs/heads/{branch}\n", "main"
        else:
            files |= {path: text for path, text in changes.items() if text is not None}
        stream.append(
            f"commit refs/heads/{branch}\ncommitter A <a@example.com> {10**9 + number} +0000\n"
            f"data 1\nx{merged and chr(10)}{merged}"
        )
        for path, text in changes.items():
            if text is None:
                stream.append(f"D {path}\n")
            else:
                stream.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n")
    git(folder, "init", "--quiet")
    subprocess.run(
        ("git", "fast-import", "--quiet"), cwd=folder, input="".join(stream), text=True, check=True
    )
    return Repository.open(folder)


def _tangle(random: Random, files: dict[str, str], changes: dict[str, str | None]) -> None:
    path = f"{random.choice('abcdefgh')}.yaml"
    if path in files and random.random() < 0.5:
        text = files.pop(path)
        changes[path] = None
        new = f"{random.choice('abcdefgh')}.yaml"
        if random.random() < 0.7 and new not in files:
            files[new] = changes[new] = text + random.choice(("", "x: y\n"))
    else:
        files[path] = changes[path] = (
            files.get(path, f"incident_id: {random.random()}\n") + "z: z\n"
        )


def test_one_sweep_over_all_reports_tells_the_same_as_a_look_at_each(tangled: Repository) -> None:
    tip = tangled.commit("main")
    assert tip is not None
    log = Log(tangled.log((tip,), wanted=is_wanted))

    def contents(oids: Iterable[str]) -> Mapping[str, bytes]:
        return {oid: content for oid, content in tangled.blobs(oids) if content is not None}

    moves = Moves(log, tip, contents, lambda text: text.decode().split("\n", 1)[0])
    swept = all_versions(log, moves, tip)
    merges = [oid for oid in log.first_parents(tip) if log.merged(tip, oid)]
    assert len(merges) > 10
    assert sum(1 for life in swept if len({version.path for version in life}) > 1) > 3
    assert any(version.oid is None for life in swept for version in life)
    by_path: dict[str, tuple[Version, ...]] = {life[-1].path: life for life in swept}
    for path in log.paths(tip):
        found = last_path(log, moves, path, tip)
        assert found is not None
        assert found[0] in by_path
        assert versions(log, moves, path, tip) == by_path.get(path, ())
