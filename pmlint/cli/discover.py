"""Discovery: from the paths on the command line to the reports to check."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from pmlint.cli.disk import Disk
from pmlint.cli.snapshot import Stored
from pmlint.cli.terminal import complain
from pmlint.cli.workplace import Workplace
from pmlint.errors import RepositoryError, UsageError
from pmlint.frozen import Frozen
from pmlint.repo import Listing, Repository, Sort
from pmlint.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pmlint.cli.sieve import Exclusions

YAML_ENDINGS = (".yaml", ".yml")
MOST_ABSENT = 3


class Found(Frozen):
    """What is to be checked.

    `files` are the reports that are there and `gone` those that were there earlier; `absent` are
    those that a sparse checkout keeps off the disk, where somebody asked for them, and `left_out`
    counts named ones that `force-exclude` left out. `nothing` says what to do where none is found.
    """

    files: tuple[Path, ...]
    gone: tuple[Path, ...] = ()
    absent: tuple[Path, ...] = ()
    left_out: int = 0
    nothing: str = ""


def discover(
    paths: list[str],
    place: Workplace,
    *,
    force_exclude: bool,
    home: Repository | None = None,
    earlier: Stored | None = None,
    with_absent: bool = False,
) -> Found:
    """Return the reports that `paths` name; no paths are all reports of the repository.

    A named file is checked whatever `include` and `exclude` say (unless `force-exclude`); in a
    named folder the patterns decide, but a folder that is excluded as a whole and named all the
    same is looked into. With `earlier` also reports that were there and are no more are told, and
    `with_absent` those that a sparse checkout leaves out; else a warning names them.
    Raises UsageError for what is not in the repository `home`, where there is such a one.
    """
    search = _Search(place, home, earlier, with_absent)
    if not paths:
        search.below(place.top(place.current), frozenset())
    for word in paths:
        if not word:
            raise UsageError("an empty path names nothing; `.` is this folder")
        path = Path(os.path.normpath(place.current / word))
        search.assert_near(path, word)
        if search.is_folder(path):
            from pmlint.cli.sieve import exclusions_of

            search.below(path, exclusions_of(path, place))
            continue
        settings = place.settings(path.parent)
        if (force_exclude or settings.force_exclude) and _excluded(path, settings, place):
            search.left_out += 1
        else:
            search.named(path)
    return search.found()


class _Search:
    def __init__(
        self,
        place: Workplace,
        home: Repository | None,
        earlier: Stored | None,
        with_absent: bool,
    ) -> None:
        self.place = place
        self.home = home
        self.earlier = earlier
        self.with_absent = with_absent
        self.absent: dict[Path, None] = {}
        self.files: dict[Path, None] = {}
        self.gone: dict[Path, None] = {}
        self.left_out = 0
        self.nothing = ""

    def assert_near(self, path: Path, word: str) -> None:
        if self.home is None:
            return
        root = self.home.root
        if not path.is_relative_to(root):
            raise UsageError(f"{word} is not in the repository {root}")
        if self.place.repository(path.parent) not in (root, None):
            raise UsageError(f"{word} is in another repository (a submodule): run pmlint there")

    def is_folder(self, path: Path) -> bool:
        snapshot, earlier = self.place.snapshot, self.earlier
        if snapshot.is_folder(path):
            return True
        return earlier is not None and earlier.is_folder(path) and not snapshot.exists(path)

    def named(self, path: Path) -> None:
        was = self.earlier is not None and self.earlier.oid(path) is not None
        there = self.place.snapshot.exists(path)
        (self.gone if was and not there else self.files)[path] = None

    def below(self, folder: Path, named: Exclusions) -> None:
        """Find the reports below `folder`; `named` are the exclusions that do not count here."""
        from pmlint.cli.sieve import Sieve

        place, snapshot = self.place, self.place.snapshot
        top = place.top(folder)
        listing = _listed(folder, top, place)
        found = False
        sieve = Sieve(folder, top, place, named)
        for path in sieve.paths(listing.files):
            sort = snapshot.sort(path)
            if sort is Sort.LINK:
                from pmlint.cli.absence import NOT_FOLLOWED

                shown = place.relative(path, place.current)
                complain(f"not checked: {shown} is {NOT_FOLLOWED}")
            elif sort is Sort.FILE:
                self.files[path] = None
                found = True
        absent = list(sieve.paths(listing.absent))
        if self.with_absent:
            self.absent.update(dict.fromkeys(absent))
            found = found or bool(absent)
        else:
            _tell_absent(absent, place)
        for path in sieve.paths(self._vanished(top)):
            if snapshot.lacks(path):
                self.gone[path] = None
                found = True
        if not found and not self.nothing:
            from pmlint.cli.absence import none_found

            self.nothing = none_found(folder, listing, place)

    def _vanished(self, top: Path) -> Iterator[str]:
        """Yield the files of `earlier` that may be gone; of the disk that is asked last."""
        for name in () if self.earlier is None else self.earlier.entries:
            path = top / name
            snapshot = self.place.snapshot
            if isinstance(snapshot, Stored) and not snapshot.lacks(path):
                continue
            if self.earlier is not None and self.earlier.oid(path) is not None:
                yield name

    def found(self) -> Found:
        return Found(
            tuple(self.files),
            tuple(self.gone),
            tuple(self.absent),
            self.left_out,
            self.nothing,
        )


def concerned(paths: list[str], place: Workplace) -> Callable[[Path], bool]:
    """Return what tells whether a file is, or would be, one of the reports that `paths` name.

    It need not be there any more.
    """
    from pmlint.cli.sieve import Sieve, exclusions_of

    named = [Path(os.path.normpath(place.current / word)) for word in paths]
    folders = [path for path in named if place.snapshot.is_folder(path)]
    files = frozenset(named) - frozenset(folders)
    sieves = [Sieve(at, place.top(at), place, exclusions_of(at, place)) for at in folders]
    if not paths:
        top = place.top(place.current)
        sieves = [Sieve(top, top, place)]

    def is_one(path: Path) -> bool:
        return path in files or any(path in sieve for sieve in sieves)

    return is_one


def _excluded(path: Path, settings: Settings, place: Workplace) -> bool:
    from pmlint.patterns import matches

    base = settings.base or place.top(path.parent)
    return matches(settings.exclude, place.relative(path, base))


def _listed(folder: Path, top: Path, place: Workplace) -> Listing:
    """Return the files of `folder` relative to `top`: Git's list, or a walk where there is none."""
    if place.repository(folder) is not None:
        try:
            return place.snapshot.listing(top)
        except RepositoryError as error:
            complain(f"warning: {error}\n.gitignore is not respected")
    if isinstance(place.snapshot, Disk):
        place.snapshot.sight.is_whole = False  # nobody tells of a new file in all these folders
    return Listing(tuple(_walked(folder, top)))


def _walked(folder: Path, top: Path) -> Iterator[str]:
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            yield (Path(at) / name).relative_to(top).as_posix()


def _tell_absent(paths: list[Path], place: Workplace) -> None:
    if not paths:
        return
    names = [place.relative(path, place.current) for path in paths[:MOST_ABSENT]]
    number = "1 report is" if len(paths) == 1 else f"{len(paths):,} reports are"
    more = ", …" if len(paths) > MOST_ABSENT else ""
    complain(
        f"not checked: {number} not on disk (sparse checkout): {', '.join(names)}{more}; "
        "`pmlint check --staged` reads them from the index"
    )
