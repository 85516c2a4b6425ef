"""Snapshot: where a run takes its files from: the disk (`disk`), Git's index, or a commit.

Everything above asks a snapshot and cannot tell which one it is. Paths are absolute: the files of
the index and of a commit are taken to lie where the working tree has, or would have, them; those
of a bare repository, in its own folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from pmlint.cli.folder import below
from pmlint.errors import ReadError
from pmlint.lazy import lazy
from pmlint.repo import Entry, Listing, Repository, Sort
from pmlint.source import Origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object  # to make a class of a protocol takes longer than to load five modules

Limit = Callable[[Path], int]


class Snapshot(Protocol):
    """Files, wherever they come from. `words` names it after “in”."""

    origin: Origin
    words: str

    def root_of(self, folder: Path) -> Path | None:
        """Return the root of the repository that `folder` is in, or None."""

    def listing(self, root: Path) -> Listing:
        """Return the files below `root`. Raises RepositoryError where Git cannot tell."""

    def is_folder(self, path: Path) -> bool:
        """Say whether there is a folder at `path`."""

    def sort(self, path: Path) -> Sort | None:
        """Return of which sort the thing at `path` is: a file, a link, or a submodule.

        None for a folder, for what is no file to be read, and where there is nothing.
        """

    def is_file(self, path: Path) -> bool:
        """Say whether there is something at `path` that is to be read as a file."""

    def lacks(self, path: Path) -> bool:
        """Say whether a report that was at `path` is gone: a link in its place is no report."""

    def exists(self, path: Path) -> bool:
        """Say whether there is anything at `path`."""

    def content(self, path: Path) -> bytes:
        """Return the file at `path`, a configuration or a template. Raises ReadError."""

    def reports(self, paths: Iterable[Path], limit: Limit) -> Iterator[tuple[Path, bytes | str]]:
        """Yield each path with its content, or with the reason why it cannot be read.

        Of each at least the bytes up to the limit of the path and one more, if there are so many.
        """


class Stored:
    """The files of Git's index, or of a commit; nothing is taken from the disk."""

    def __init__(
        self,
        repository: Repository,
        entries: Iterable[Entry],
        origin: Origin,
        words: str,
        commit: str | None = None,
    ) -> None:
        self.repository = repository
        self.commit = commit
        self.origin = origin
        self.words = words
        self.entries: dict[str, Entry] = {}
        for entry in entries:  # the sides of a conflict stand in the place of the file
            self.entries.setdefault(entry.path, entry)

    @classmethod
    def of_index(cls, repository: Repository) -> Stored:
        """Return the index: what the next commit will hold. Raises RepositoryError."""
        from pmlint.cli.absence import INDEX

        return cls(repository, repository.index(), Origin.INDEX, INDEX)

    @classmethod
    def of_commit(cls, repository: Repository, oid: str | None, words: str) -> Stored:
        """Return a commit (an OID), called `words`; None is the commit without any file.

        Raises RepositoryError.
        """
        return cls(repository, repository.tree(oid), Origin.REVISION, words, oid)

    def name_of(self, path: Path) -> str | None:
        """Return the name that Git knows `path` by, or None for what is not in the repository."""
        name, root = os.path.normpath(path), self.repository.root
        return "" if name == str(root) else below(name, root)

    def path_of(self, name: str) -> Path:
        """Return where the file lies that Git knows as `name`."""
        return self.repository.root / name

    def entry(self, path: Path) -> Entry | None:
        """Return what stands at `path`, or None."""
        return self.entries.get(self.name_of(path) or "")

    def oid(self, path: Path) -> str | None:
        """Return the blob of the regular file at `path`, or None where there is none."""
        entry = self.entry(path)
        is_file = entry is not None and entry.sort is Sort.FILE and not entry.stage
        return entry.oid if entry is not None and is_file else None

    def root_of(self, folder: Path) -> Path | None:
        """Return the root of the repository, if `folder` is in it."""
        root = self.repository.root
        return root if folder.is_relative_to(root) else None

    def listing(self, root: Path) -> Listing:
        """Return all files; there is but one `root`."""
        return Listing(tuple(sorted(self.entries)) if root == self.repository.root else ())

    def is_folder(self, path: Path) -> bool:
        """Say whether there is a folder at `path`; the root is always one."""
        name = self.name_of(path)
        return name == "" or name in self._folders

    def sort(self, path: Path) -> Sort | None:
        """Return of which sort the entry at `path` is, None where there is none."""
        entry = self.entry(path)
        return None if entry is None else entry.sort

    def is_file(self, path: Path) -> bool:
        """Say whether there is a file at `path`, or what should be one: a link, a conflict."""
        entry = self.entry(path)
        return entry is not None and entry.sort is not Sort.SUBMODULE

    def lacks(self, path: Path) -> bool:
        """Say whether a report is gone; the sides of a conflict are still there."""
        return self.sort(path) is not Sort.FILE

    def exists(self, path: Path) -> bool:
        """Say whether there is anything at `path`."""
        return self.entry(path) is not None or self.is_folder(path)

    def content(self, path: Path) -> bytes:
        """Return the file at `path`. Raises ReadError and RepositoryError."""
        from pmlint.cli.absence import why_not

        for _, content in self.reports((path,), lambda _: 1 << 40):
            if isinstance(content, str):
                raise ReadError(content, place=str(path))
            return content
        raise ReadError(why_not(self.repository, self.entry, path, self.words), place=str(path))

    def reports(self, paths: Iterable[Path], limit: Limit) -> Iterator[tuple[Path, bytes | str]]:
        """Yield each path with its content, or with the reason why it cannot be read.

        They are read at once, and come in the order of their blobs. Raises RepositoryError.
        """
        from pmlint.cli.absence import lacking, why_not

        same: dict[str, list[Path]] = {}
        most = 0
        for path in paths:
            oid = self.oid(path)
            if oid is None:
                yield path, why_not(self.repository, self.entry, path, self.words)
                continue
            same.setdefault(oid, []).append(path)
            most = max(most, limit(path))
        for oid, content in self.repository.blobs(same, most):
            for path in same[oid]:
                yield path, content if content is not None else lacking(self.repository)

    @lazy
    def _folders(self) -> frozenset[str]:
        return frozenset(str(at) for name in self.entries for at in PurePosixPath(name).parents)
