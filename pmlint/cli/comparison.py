"""Comparison: which files a run is about, and which commit they are compared with."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from pmlint.cli.disk import Disk
from pmlint.cli.folder import folder_of
from pmlint.cli.judge import Judge
from pmlint.cli.past import Before
from pmlint.cli.sight import Sight
from pmlint.cli.snapshot import Snapshot, Stored
from pmlint.errors import RepositoryError, UsageError
from pmlint.frozen import Frozen
from pmlint.repo import Repository
from pmlint.source import Origin

NO_REPOSITORY = "no Git repository here"
CUT_OFF = "the history is cut off here: this is a shallow clone"


class Comparison(Frozen):
    """The files in `snapshot`, compared with the commit `base`.

    Without a `base` each file is compared with what is checked out in its own repository; or
    nothing is known of what came before, for the reason `unknown`. `repository` is the one that
    the run is about, None where it is about files wherever they lie. `since` is the revision that
    the user named, where only changes count.
    """

    snapshot: Snapshot
    repository: Repository | None = None
    base: Stored | None = None
    unknown: str = ""
    since: str | None = None
    opened: Mapping[Path, Repository] = MappingProxyType({})
    """Repositories that were opened already, by their roots."""

    @property
    def tells_deletions(self) -> bool:
        """Say whether a report that is gone is looked at: a commit is, or was, being made."""
        return self.since is not None or self.snapshot.origin is Origin.INDEX

    @property
    def is_committed(self) -> bool:
        """Say whether the files come from a commit."""
        return isinstance(self.snapshot, Stored) and self.snapshot.commit is not None

    def before(self, judge: Judge) -> Callable[[Path], Before | str]:
        """Return what finds the commit that the report at a path is compared with."""

        def limit(path: Path) -> int:
            return judge.place.settings(folder_of(path)).limits.bytes

        if self.base is None:
            if self.repository is not None:
                return lambda _: self.unknown
            return _Heads(self.snapshot, judge, limit, self.opened)
        before = Before(self.base, self.snapshot, judge.incident, limit, self.is_committed)
        return lambda _: before


class _Heads:
    """Finds what is checked out in the repository of each file; each is asked once."""

    def __init__(
        self,
        snapshot: Snapshot,
        judge: Judge,
        limit: Callable[[Path], int],
        opened: Mapping[Path, Repository],
    ) -> None:
        self.snapshot = snapshot
        self.opened = opened
        self.judge = judge
        self.limit = limit
        self.known: dict[Path, Before | str] = {}

    def __call__(self, path: Path) -> Before | str:
        root = self.snapshot.root_of(folder_of(path))
        if root is None:
            return NO_REPOSITORY
        if root not in self.known:
            self.known[root] = self._before(root)
        return self.known[root]

    def _before(self, root: Path) -> Before | str:
        try:
            repository = self.opened.get(root) or Repository.open(root)
            base = Stored.of_commit(repository, repository.head, "HEAD")
            if isinstance(self.snapshot, Disk):
                self.snapshot.sight.repository(repository)
        except RepositoryError as error:
            return str(error)
        return Before(base, self.snapshot, self.judge.incident, self.limit)


def compared(arguments: argparse.Namespace, sight: Sight) -> Comparison:
    """Return what --staged, --rev and --since ask for; what is seen of the disk goes into `sight`.

    Raises UsageError and RepositoryError.
    """
    staged, rev, since = arguments.staged, arguments.rev, arguments.since
    if not staged and rev is None and since is None:
        disk = Disk(sight)
        return Comparison(disk, opened=_opened(disk))
    if "-" in arguments.paths:
        raise UsageError(
            "- (standard input) is checked as it is: leave out --staged, --rev and --since"
        )
    from pmlint.cli.revision import base_of, commit_of, short

    repository = Repository.open(Path.cwd())
    if rev is None and repository.worktree is None:
        what = "index" if staged else "working tree"
        raise UsageError(f"{repository.git_dir} has no {what}: name a commit with --rev")
    tip = repository.head if rev is None else commit_of(repository, rev, "--rev")
    snapshot = _snapshot(repository, staged, rev, tip)
    if since is not None:
        base = base_of(repository, since, tip)
        words = f"{since} ({short(base)})"
        return Comparison(
            snapshot, repository, Stored.of_commit(repository, base, words), since=since
        )
    if rev is None:
        head = Stored.of_commit(repository, repository.head, "HEAD")
        return Comparison(snapshot, repository, head)
    parent = repository.first_parent(tip) if tip is not None else None
    if parent is None and tip in repository.boundary:
        return Comparison(snapshot, repository, unknown=CUT_OFF)
    words = f"the commit before {rev}"
    return Comparison(snapshot, repository, Stored.of_commit(repository, parent, words))


def _opened(disk: Disk) -> Mapping[Path, Repository]:
    """Return the repository around the current folder, and have Git begin to tell what HEAD has.

    Nearly every check asks for that, of this repository.
    """
    root = disk.root_of(Path.cwd())
    if root is None:
        return {}
    try:
        repository = Repository.open(root)
        if repository.head is not None:
            repository.expect_tree(repository.head)
    except RepositoryError:  # who needs it will say so
        return {}
    return {root: repository}


def _snapshot(repository: Repository, staged: bool, rev: str | None, tip: str | None) -> Snapshot:
    if staged:
        return Stored.of_index(repository)
    return Disk() if rev is None else Stored.of_commit(repository, tip, rev)
