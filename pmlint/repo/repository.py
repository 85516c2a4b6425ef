"""Repository: one Git repository, and what can be asked of it without changing it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from pmlint.checksum import git_hash
from pmlint.errors import RepositoryError
from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.repo.answer import NOT_HERE
from pmlint.repo.entry import Entry, Sort, read_index, read_tree
from pmlint.repo.head import head_files
from pmlint.repo.home import find_home
from pmlint.repo.runner import Runner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pmlint.repo.commit import Commit, Person

TREE = ("ls-tree", "-r", "-z", "--full-tree")
TRUSTED = ("system", "global", "command")
"""The configuration that the user has written, not the repository."""


class Repository(Frozen):
    """A repository. `worktree` is the folder of its files, None where there are none (bare)."""

    git_dir: Path
    worktree: Path | None
    is_shallow: bool
    object_format: str
    runner: Runner
    known_head: str | None = None
    """The commit that is checked out, where it is known already."""

    @classmethod
    def open(cls, folder: Path) -> Repository:
        """Return the repository that `folder` is in.

        Raises RepositoryError where it is in none, where Git is missing, and where Git refuses to
        read the repository of another user.
        """
        home = find_home(folder)
        return cls(
            home.git_dir, home.worktree, home.is_shallow, home.object_format, home.runner, home.head
        )

    @property
    def root(self) -> Path:
        """The folder to which the paths of reports are relative; of a bare one its own folder."""
        return self.worktree or self.git_dir

    @lazy
    def head(self) -> str | None:
        """The OID of the commit that is checked out; None where nothing is committed yet."""
        return self.known_head or self.commit("HEAD")

    @lazy
    def head_files(self) -> tuple[Path, ...]:
        """The files that tell which commit is checked out; none where it takes Git to tell."""
        return head_files(self.git_dir, self.common_dir)

    @lazy
    def common_dir(self) -> Path:
        """The directory that all worktrees of the repository share; often `git_dir` itself."""
        try:
            told = (self.git_dir / "commondir").read_bytes()
        except OSError:
            return self.git_dir
        return Path(os.path.normpath(self.git_dir / os.fsdecode(told).rstrip("\n")))

    @lazy
    def boundary(self) -> frozenset[str]:
        """The commits (OIDs) at which a shallow clone is cut off: they seem to have no parents."""
        if not self.is_shallow:
            return frozenset()
        try:
            return frozenset(self.cuts[0].read_text("ascii").split())
        except (OSError, ValueError) as error:
            raise RepositoryError(
                f"Git's list of cut-off commits cannot be read: {error}"
            ) from None

    @property
    def cuts(self) -> tuple[Path, Path]:
        """The files that say where the history is cut off, or put together otherwise."""
        return self.common_dir / "shallow", self.common_dir / "info" / "grafts"

    @property
    def is_grafted(self) -> bool:
        """Say whether commits were given other parents here than they have (`info/grafts`)."""
        return self.cuts[1].exists()

    @lazy
    def empty_tree(self) -> str:
        """The OID of the tree without any file."""
        return self._hashed(b"tree 0\0")

    @lazy
    def is_partial(self) -> bool:
        """Say whether it is a partial clone, which leaves objects with its remote."""
        return not self.runner.ask("config", "--get-regexp", r"^remote\..*\.promisor$").status

    def lacking(self, oid: str) -> str:
        """Return why an object that is asked for is not here, and what to do."""
        if self.is_partial:
            return f"{self.root} is a partial clone: {NOT_HERE}"
        return f"the object {oid} is missing: the repository is damaged, `git fsck` says more"

    def commit(self, revision: str) -> str | None:
        """Return the OID of the commit that `revision` names, or None where there is none."""
        if "\0" in revision or "\n" in revision or not revision:
            return None
        answer = self.runner.ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        oid = answer.output.decode("ascii").strip()
        return None if answer.status or oid.startswith("^") else oid  # `^HEAD` excludes a commit

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the OID of the best common ancestor of two commits (OIDs), or None."""
        answer = self.runner.ask("merge-base", one, other)
        return None if answer.status else answer.output.decode("ascii").split("\n")[0] or None

    def first_parent(self, oid: str) -> str | None:
        """Return the OID of a commit's first parent; None where it has none here."""
        return self.commit(f"{oid}^1")

    def index(self) -> tuple[Entry, ...]:
        """Return the entries of the index: in a hook, that of the commit being made."""
        entries = tuple(read_index(self.runner.run("ls-files", "--stage", "-t", "-z")))
        empty = self.oid_of(b"")
        if all(entry.oid != empty for entry in entries):
            return entries
        # What `git add -N` only announces looks like an empty file, and no commit will hold it.
        shown = ("--cached", "--ita-invisible-in-index", "--no-renames", "--name-only", "-z")
        output = self.runner.run("diff-index", *shown, self.empty_tree)
        held = {os.fsdecode(name) for name in output.split(b"\0")}
        return tuple(entry for entry in entries if entry.oid != empty or entry.path in held)

    def tree(self, oid: str | None) -> tuple[Entry, ...]:
        """Return the entries of a commit (an OID); nothing for None, before the first commit."""
        if oid is None:
            return ()
        return tuple(read_tree(self.runner.run(*TREE, oid)))

    def expect_tree(self, oid: str) -> None:
        """Have Git begin with what `tree` asks of a commit (an OID). Raises RepositoryError."""
        self.runner.expect(*TREE, oid)

    def blobs(
        self, oids: Iterable[str], limit: int | None = None
    ) -> Iterator[tuple[str, bytes | None]]:
        """Yield each of `oids` once with its content; None for one that is not there.

        With `limit` at most that many bytes and one more of each. Raises RepositoryError.
        """
        from pmlint.repo.blobs import read_blobs

        return read_blobs(self.runner, oids, limit)

    def blob(self, oid: str, limit: int | None = None) -> bytes | None:
        """Return the content of one blob, None where it is not there. Raises RepositoryError."""
        return next((content for _, content in self.blobs((oid,), limit)), None)

    def oid_at(self, commit: str, path: str) -> str | None:
        """Return the OID of the regular file at `path` in a commit (an OID), or None."""
        output = self.runner.run("ls-tree", "-z", "--full-tree", commit, "--", path)
        found = (entry for entry in read_tree(output) if entry.path == path)
        return next((entry.oid for entry in found if entry.sort is Sort.FILE), None)

    def file(self, commit: str, path: str) -> bytes | None:
        """Return the content of the regular file at `path` in a commit (an OID), or None."""
        oid = self.oid_at(commit, path)
        return None if oid is None else self.blob(oid)

    def log(
        self,
        tips: Iterable[str],
        *,
        without: Iterable[str] = (),
        wanted: Callable[[str], bool] = lambda _: True,
    ) -> Iterator[Commit]:
        """Yield the commits that `tips` reach and `without` do not (OIDs), children first.

        Of the paths that they change only the `wanted` ones are told. Raises RepositoryError.
        """
        from pmlint.repo.log import read_log

        return read_log(self.runner, tips, without, wanted)

    def oid_of(self, content: bytes) -> str:
        """Return the OID that `content` has as a blob of this repository, unfiltered."""
        return _oid_of(self.object_format, content)

    def _hashed(self, data: bytes) -> str:
        return git_hash(self.object_format, data)

    def canonical(
        self, people: Iterable[Person], revision: str | None = None
    ) -> Mapping[Person, Person]:
        """Return the people under the names that `.mailmap` gives them.

        The file is that of the commit `revision` (an OID), else the one of the working tree.
        """
        from pmlint.repo.mailmap import canonical

        runner = self.runner if revision is None else Runner(self.git_dir, self.runner.environment)
        return canonical(runner, people, revision)

    def setting(self, name: str, *, trusted: bool = True) -> str:
        """Return the last value of a setting, empty where there is none.

        With `trusted` only what the user has configured counts, not what the repository says: a
        program that is to be run must not come from there.
        """
        answer = self.runner.ask("config", "--show-scope", "-z", "--get-all", name)
        words = answer.output.decode("utf-8", "replace").split("\0")
        pairs = list(zip(words[::2], words[1::2], strict=False))
        found = [value for scope, value in pairs if scope in TRUSTED or not trusted]
        return found[-1] if found else ""


@lru_cache(maxsize=2)
def _oid_of(form: str, content: bytes) -> str:
    """Return what `oid_of` does: of one content it is asked several times."""
    return git_hash(form, b"blob %d\0" % len(content) + content)
