"""What Git knows, asked without changing anything: the index, commits, blobs, people, settings."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import GOOD, Ran, git

from pmlint.errors import RepositoryError
from pmlint.repo import Person, Repository, Sort, is_ignored, list_files
from pmlint.repo.answer import Answer
from pmlint.repo.head import head_files
from pmlint.repo.question import WHERE_AND_HEAD, Question, expected, forget
from pmlint.repo.repository import TREE
from pmlint.repo.runner import Runner


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def commit(folder: Path, message: str = "x") -> str:
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


# --- which repository ------------------------------------------------------------------------


def test_it_is_the_same_from_every_folder_and_every_worktree_has_its_own_files(
    repository: Path,
) -> None:
    write(repository / "a" / "b.txt", "x")
    head = commit(repository)
    linked = repository.parent / f"{repository.name}-linked"
    git(repository, "worktree", "add", "--quiet", linked)
    for folder, root in ((repository, repository), (repository / "a", repository),
                         (linked, linked), (linked / "a", linked)):  # fmt: skip
        found = Repository.open(folder)
        assert (found.root, found.worktree, found.head) == (root, root, head)
        assert found.common_dir == repository / ".git"


def test_a_bare_one_and_the_folder_of_git_itself_have_no_files(repository: Path) -> None:
    commit(repository)
    bare = repository.parent / f"{repository.name}.git"
    git(repository, "clone", "--quiet", "--bare", ".", bare)
    for folder, root in ((bare, bare), (bare / "refs", bare), (repository / ".git",) * 2):
        found = Repository.open(folder)
        assert (found.worktree, found.root) == (None, root)


@pytest.mark.parametrize("name", ["plain", "a\nline", "\n"])
@pytest.mark.parametrize("is_empty", [True, False])
def test_it_is_found_whatever_its_folder_is_called(
    tmp_path: Path, name: str, is_empty: bool
) -> None:
    root = tmp_path / name
    root.mkdir()
    git(root, "init", "--quiet")
    head = None if is_empty else commit(root)
    found = Repository.open(root)
    assert (found.root, found.git_dir, found.head) == (root, root / ".git", head)
    assert (found.is_shallow, found.object_format) == (False, "sha1")


def test_git_is_asked_once_where_a_repository_lies_and_what_is_checked_out(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = commit(repository)
    asked: list[tuple[str, ...]] = []
    ask = Runner.ask

    def watched(self: Runner, *arguments: str, **others: Any) -> Answer:
        asked.append(arguments)
        return ask(self, *arguments, **others)

    monkeypatch.setattr(Runner, "ask", watched)
    assert Repository.open(repository).head == head
    assert len(asked) == 1


def test_what_is_expected_is_answered_once_and_otherwise_forgotten(repository: Path) -> None:
    commit(repository)
    runner = Runner(repository)
    words = ("rev-parse", "HEAD")
    runner.expect(*words)
    before = runner.run(*words)
    commit(repository)
    assert runner.run(*words) != before
    runner.expect(*words)
    runner.expect("ls-files", "--others")
    forget()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_check_asks_git_each_question_once_and_before_it_is_needed(
    repository: Path, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository / "postmortems" / "a.yaml", GOOD.read_text(encoding="utf-8"))
    head = commit(repository)
    begun: list[tuple[str, ...]] = []
    awaited: list[tuple[str, ...]] = []
    begin = Question.begin

    def beginning(self: Question) -> None:
        if not self._number:
            begun.append(self.key[1])
        begin(self)

    def waiting(asked: Question) -> Question:
        found = expected(asked)
        if found is not asked:
            awaited.append(asked.key[1])
        return found

    monkeypatch.setattr(Question, "begin", beginning)
    monkeypatch.setattr("pmlint.repo.runner.expected", waiting)
    assert pmlint("check", "--no-cache", "postmortems/a.yaml").code == 0
    assert begun == awaited == [WHERE_AND_HEAD, (*TREE, head)]


def test_files_tell_which_commit_is_checked_out_unless_references_name_one_another(
    repository: Path,
) -> None:
    commit(repository)
    folder = repository / ".git"
    branch = (folder / "HEAD", folder / "refs" / "heads" / "main", folder / "packed-refs")
    assert Repository.open(repository).head_files == branch
    git(repository, "pack-refs", "--all")
    assert Repository.open(repository).head_files == branch
    linked = repository.parent / f"{repository.name}-linked"
    git(repository, "worktree", "add", "--quiet", "-b", "other", linked)
    own = folder / "worktrees" / linked.name / "HEAD"
    other = folder / "refs" / "heads" / "other"
    assert Repository.open(linked).head_files == (own, other, folder / "packed-refs")
    git(repository, "symbolic-ref", "refs/heads/name", "refs/heads/main")
    git(repository, "symbolic-ref", "HEAD", "refs/heads/name")
    assert Repository.open(repository).head_files == ()
    git(repository, "checkout", "--quiet", "--detach")
    assert Repository.open(repository).head_files == (folder / "HEAD",)
    (folder / "HEAD").write_text("ref: refs/heads/.invalid\n")  # as where they are kept in tables
    assert head_files(folder, folder) == ()


@pytest.mark.parametrize("arguments", [(), ("--select", "PM3"), ("--no-such-option",)])
def test_a_check_leaves_no_git_behind(
    repository: Path, pmlint: Callable[..., Ran], arguments: tuple[str, ...]
) -> None:
    write(repository / "postmortems" / "a.yaml", GOOD.read_text(encoding="utf-8"))
    commit(repository)
    with suppress(SystemExit):
        pmlint("check", *arguments)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_one_apart_from_its_files_is_found_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, apart = tmp_path / "files", tmp_path / "apart.git"
    write(files / "a.yaml", "x")
    git(tmp_path, "init", "--quiet", "--bare", apart)
    monkeypatch.setenv("GIT_DIR", str(apart))
    monkeypatch.setenv("GIT_WORK_TREE", str(files))
    git(files, "add", ".")
    found = Repository.open(files)
    assert (found.root, [entry.path for entry in found.index()]) == (files, ["a.yaml"])


def test_none_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match=f"^{tmp_path} is in no Git repository$"):
        Repository.open(tmp_path)
    with pytest.raises(RepositoryError, match="there is no such folder"):
        Repository.open(tmp_path / "none")


def test_what_a_hook_is_told_counts_for_its_own_repository_only(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository / "staged.yaml", "x")
    git(repository, "add", ".")
    other = repository.parent / f"{repository.name}-other"
    other.mkdir()
    git(other, "init", "--quiet")
    write(other / "theirs.yaml", "x")
    git(other, "add", ".")
    index = repository / "next-index"
    (repository / ".git" / "index").rename(index)
    monkeypatch.setenv("GIT_INDEX_FILE", "next-index")
    assert [entry.path for entry in Repository.open(repository).index()] == ["staged.yaml"]
    assert [entry.path for entry in Repository.open(other).index()] == ["theirs.yaml"]


# --- what it holds ---------------------------------------------------------------------------


def test_the_index_tells_files_links_submodules_and_conflicts(repository: Path) -> None:
    write(repository / "a.yaml", "x")
    write(repository / "empty.yaml", "")
    (repository / "link.yaml").symlink_to("a.yaml")
    inner = repository / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    commit(inner)
    git(repository, "-c", "advice.addEmbeddedRepo=false", "add", ".")
    write(repository / "announced.yaml", "x")
    git(repository, "add", "-N", "announced.yaml")
    found = {entry.path: (entry.sort, entry.stage) for entry in Repository.open(repository).index()}
    assert found == {
        "a.yaml": (Sort.FILE, 0),
        "empty.yaml": (Sort.FILE, 0),
        "inner": (Sort.SUBMODULE, 0),
        "link.yaml": (Sort.LINK, 0),
    }


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_names_and_contents_come_out_as_they_went_in(tmp_path: Path, form: str) -> None:
    git(tmp_path, "init", "--quiet", f"--object-format={form}")
    names = [b"a b", b"new\nline", b"-x", b":(top)x", b"*", b'q"u', b"lat\xe9", "日本".encode()]
    contents = {os.fsdecode(name): name * 1_000 for name in names}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    head = commit(tmp_path)
    found = Repository.open(tmp_path)
    assert found.object_format == form
    for entries in (found.tree(head), found.index()):
        oids = {entry.path: entry.oid for entry in entries}
        assert oids == {name: found.oid_of(content) for name, content in contents.items()}
        blobs = dict(found.blobs(oids.values()))
        assert {name: blobs[oid] for name, oid in oids.items()} == contents
    for name, content in contents.items():
        assert found.file(head, name) == content
    assert found.file(head, "none") is None
    assert found.tree(None) == ()
    assert list(Repository.open(tmp_path).tree(found.empty_tree)) == []


def test_blobs_come_in_order_once_each_cut_at_the_limit_and_none_where_there_is_none(
    repository: Path,
) -> None:
    for name, size in (("a", 0), ("b", 10), ("c", 3_000_000)):
        write(repository / name, "x" * size)
    commit(repository)
    found = Repository.open(repository)
    a, b, c = (entry.oid for entry in found.index())
    gone = "1" * 40
    tree = git(repository, "rev-parse", "HEAD^{tree}").strip()
    given = (c, gone, a, tree, c, b)
    read = [(oid, None if text is None else len(text)) for oid, text in found.blobs(given, 5)]
    assert read == [(c, 6), (gone, None), (a, 0), (tree, None), (b, 6)]
    whole = [(oid, None if text is None else len(text)) for oid, text in found.blobs((c, b))]
    assert whole == [(c, 3_000_000), (b, 10)]
    assert list(found.blobs(())) == []
    for oid, _ in found.blobs((c, a, b)):  # whoever stops early leaves no Git behind
        assert oid == c
        break


def test_only_one_commit_is_ever_meant(repository: Path) -> None:
    first = commit(repository)
    second = commit(repository)
    git(repository, "tag", "-a", "v1", "-m", "x")
    found = Repository.open(repository)
    meant = {"HEAD": second, "HEAD^": first, "main": second, "v1": second, first[:12]: first}
    for word, oid in meant.items():
        assert found.commit(word) == oid
    for word in ("", "none", "--all", "^HEAD", "HEAD^..HEAD", "HEAD^@", "HEAD:", "a\nb", "a\0b"):
        assert found.commit(word) is None
    assert found.first_parent(second) == first
    assert found.first_parent(first) is None
    assert found.merge_base(first, second) == first


def test_before_the_first_commit_there_is_no_head(repository: Path) -> None:
    found = Repository.open(repository)
    assert (found.head, found.index(), found.is_shallow, found.boundary) == (
        None,
        (),
        False,
        frozenset(),
    )


def test_a_shallow_clone_knows_where_it_is_cut_off(repository: Path) -> None:
    for _ in range(3):
        commit(repository)
    folder = repository.parent / f"{repository.name}-shallow"
    git(repository, "clone", "--quiet", "--depth", "2", f"file://{repository}", folder)
    found = Repository.open(folder)
    cut = git(repository, "rev-parse", "HEAD^").strip()
    assert (found.is_shallow, found.boundary) == (True, {cut})
    assert found.first_parent(cut) is None


def test_what_is_replaced_is_told_as_it_is(repository: Path) -> None:
    write(repository / "a", "true")
    head = commit(repository)
    write(repository / "a", "fake")
    fake = commit(repository)
    git(repository, "replace", head, fake)
    assert Repository.open(repository).file(head, "a") == b"true"


# --- people and settings ---------------------------------------------------------------------


def test_people_have_the_names_that_mailmap_gives_them_in_the_revision_that_is_asked(
    repository: Path,
) -> None:
    write(repository / ".mailmap", "Ada Okafor <ada@example.com> <ada@home.example>\n")
    head = commit(repository)
    write(repository / ".mailmap", "Eve <eve@example.com> <ada@home.example>\n")
    ada, other = Person("ada", "ada@home.example"), Person("", "x@example.com")
    found = Repository.open(repository)
    assert found.canonical((ada, other), head) == {
        ada: Person("Ada Okafor", "ada@example.com"),
        other: other,
    }
    assert found.canonical((ada,))[ada] == Person("Eve", "eve@example.com")
    assert found.canonical(()) == {}


def test_a_setting_of_the_repository_is_not_trusted(repository: Path) -> None:
    git(repository, "config", "gpg.ssh.program", "/tmp/evil")
    found = Repository.open(repository)
    assert found.setting("gpg.ssh.program") == ""
    assert found.setting("gpg.ssh.program", trusted=False) == "/tmp/evil"
    assert found.setting("user.name") == "Ada Okafor"
    assert found.setting("no.such") == ""


# --- the working tree ------------------------------------------------------------------------


def test_files_are_listed_that_git_does_not_ignore(repository: Path) -> None:
    for name in ("tracked", "untracked", "ignored", "-x"):
        write(repository / f"{name}.yaml", "x")
    write(repository / ".gitignore", "ignored.yaml\n")
    git(repository, "add", "tracked.yaml", ".gitignore")
    listed = list_files(repository)
    assert listed.files == ("-x.yaml", ".gitignore", "tracked.yaml", "untracked.yaml")
    ignored = [name for name in (*listed.files, "ignored.yaml") if is_ignored(repository, name)]
    assert ignored == ["ignored.yaml"]
