"""Disk: the working tree, and whatever lies outside of a repository, as a snapshot.

The one door to files that are looked at for a check: so whatever was seen is noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from pmlint.cli.files import read_report
from pmlint.cli.sight import Sight
from pmlint.cli.snapshot import Limit
from pmlint.errors import ReadError
from pmlint.repo import Listing, Sort, find_root, list_files
from pmlint.source import Origin

GIT = ".git"
MOST_OF_A_SETTING = 4 << 20
"""Of a configuration or template less is read than this, and nobody needs to hold more."""


class Disk:
    """The files as they lie on the disk. What is looked at is noted in `sight`."""

    origin = Origin.FILE
    words = "the working tree"

    def __init__(self, sight: Sight | None = None) -> None:
        self.sight = Sight() if sight is None else sight
        self._roots: dict[Path, Path | None] = {}
        self._listings: dict[Path, Listing] = {}

    def root_of(self, folder: Path) -> Path | None:
        """Return the root of the repository that `folder` is in, or None."""
        if folder not in self._roots:
            root = self._roots[folder] = find_root(folder)
            for at in (folder, *folder.parents):
                self.sight.asked(at / GIT)
                if at == root:
                    break
        return self._roots[folder]

    def listing(self, root: Path) -> Listing:
        """Return what Git lists below `root`; it is asked once. Raises RepositoryError."""
        if root not in self._listings:
            listing = self._listings[root] = list_files(root)
            self.sight.listed(root, listing.others)
            for name in listing.absent:
                self.sight.asked(root / name)
        return self._listings[root]

    def is_folder(self, path: Path) -> bool:
        """Say whether there is a folder at `path`."""
        self.sight.asked(path)
        return path.is_dir()

    def sort(self, path: Path) -> Sort | None:
        """Return whether there is a file or a link at `path`; a submodule is a folder here."""
        self.sight.asked(path)
        try:
            mode = path.lstat().st_mode
        except (OSError, ValueError):
            return None
        if S_ISREG(mode):
            return Sort.FILE
        return Sort.LINK if S_ISLNK(mode) else None

    def is_file(self, path: Path) -> bool:
        """Say whether there is a file at `path`."""
        self.sight.asked(path)
        return path.is_file()

    def lacks(self, path: Path) -> bool:
        """Say whether a report is gone, and not only left out of a sparse checkout."""
        if self.sort(path) is Sort.FILE:
            return False
        root = self.root_of(path.parent)
        return root is None or path.relative_to(root).as_posix() not in self.listing(root).absent

    def exists(self, path: Path) -> bool:
        """Say whether there is anything at `path`."""
        self.sight.asked(path)
        try:
            return path.exists()
        except (OSError, ValueError):
            return False

    def content(self, path: Path) -> bytes:
        """Return the file at `path`. Raises ReadError."""
        self.sight.read(path)
        try:
            with path.open("rb") as file:
                return file.read(MOST_OF_A_SETTING)
        except OSError as error:
            words = (error.strerror or str(error)).lower()
            raise ReadError(f"cannot be read: {words}", place=str(path)) from None

    def reports(self, paths: Iterable[Path], limit: Limit) -> Iterator[tuple[Path, bytes | str]]:
        """Yield each path with its content, or with the reason why it cannot be read."""
        for path in paths:
            signature = self.sight.read(path)
            try:
                if S_ISLNK(signature[-1]):
                    from pmlint.cli.absence import NOT_FOLLOWED

                    yield path, f"{NOT_FOLLOWED}: name the file that it leads to"
                else:
                    yield path, read_report(path, limit(path))
            except ReadError as error:
                yield path, error.message
            except ValueError:
                yield path, "no file can have this name"
