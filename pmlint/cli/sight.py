"""Sight: what a run has seen of the disk, so that the next one can tell whether it is still so.

A file that was read is known by its signature: its times, size, number and mode, as Git knows those
of its index. Of everything else only what was asked counts: whether something is there.
"""

from __future__ import annotations

import os
from array import array
from itertools import chain
from operator import attrgetter
from stat import S_IFMT, S_ISLNK, S_ISREG

from pmlint.checksum import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set
    from pathlib import Path

    from pmlint.repo import Repository

SETTLED = 2_000_000_000
"""Nanoseconds for which a file must have been left alone before its signature is trusted: so
coarse are the clocks of some file systems, and within one tick a file can change unseen."""
ABSENT = (0, 0, 0, 0, 0)
VALUES = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino", "st_mode")


class Sight:
    """What was seen.

    `head` and `others` are digests of what Git says of the commit that is checked out at `root`,
    and of the files there that it does not track. They are empty where nobody has asked, and `head`
    also where files tell. `index` is Git's own file about those that it tracks. The sight
    `is_whole` until something was looked at that is not told here.
    """

    def __init__(self) -> None:
        self.is_whole = True
        self.root = ""
        self.index: Path | None = None
        self.head = b""
        self.others = b""
        self._read: dict[str, tuple[int, ...]] = {}
        self._asked: dict[str, None] = {}

    def read(self, path: str | os.PathLike[str]) -> tuple[int, ...]:
        """Note that the file at `path` is about to be read: a change from now on is one.

        Return its signature, zeros where there is none.
        """
        name = os.fspath(path)
        if name not in self._read:
            self._read[name] = signature = _signature(name)
            if S_ISLNK(signature[-1]):  # what it leads to may change, and the link stays
                self.is_whole = False
        return self._read[name]

    def signature(self, path: str | os.PathLike[str], now: int) -> tuple[int, ...] | None:
        """Return the signature of a file that was read; None for a link, for a file that is not
        there, and for one that was changed shortly before `now`, in nanoseconds since 1970.
        """
        found = self._read.get(os.fspath(path), ABSENT)
        is_settled = S_ISREG(found[-1]) and max(found[:2]) + SETTLED < now
        return found if is_settled else None

    def asked(self, path: str | os.PathLike[str]) -> None:
        """Note that it was asked what is at `path`."""
        self._asked[os.fspath(path)] = None

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self._read)

    def repository(self, repository: Repository) -> None:
        """Note the commit that is checked out in a repository, and whatever cuts its history.

        What stands before the first commit is more than can be told.
        """
        self._at(repository.root)
        if repository.head is None:
            self.is_whole = False
            return
        if not repository.head_files:
            self.head = digest(f"{repository.head}\n".encode("ascii"))
        self.index = repository.git_dir / "index"
        for file in (self.index, *repository.head_files, *repository.cuts):
            self.read(file)

    def listed(self, root: str | os.PathLike[str], others: bytes) -> None:
        """Note that Git was asked for the files below `root`, and what it has said of `others`."""
        self._at(root)
        self.others = digest(others)

    def _at(self, root: str | os.PathLike[str]) -> None:
        name = os.fspath(root)
        if self.root not in ("", name):
            self.is_whole = False
        self.root = name

    @property
    def is_told(self) -> bool:
        """Say whether the files that Git lists are told by its index, and by those not in it."""
        return not self.others or self.index is not None

    def is_settled(self, now: int) -> bool:
        """Say whether no file was changed shortly before `now`, in nanoseconds since 1970."""
        latest = max((max(told[:2]) for told in self._read.values()), default=0)
        return latest + SETTLED < now

    def parts(self, clean: Set[str] = frozenset()) -> tuple[bytes, bytes, bytes, bytes]:
        """Return the files that were read, their signatures, what else was asked, the answers.

        That is what `still` takes. The files that are `clean` are left to Git.
        """
        read = {name: told for name, told in self._read.items() if name not in clean}
        asked = [name for name in self._asked if name not in self._read and "\0" not in name]
        signatures = array("q", chain.from_iterable(read.values())).tobytes()
        return _joined(read), signatures, _joined(asked), _answers(asked)


def digest(told: bytes) -> bytes:
    """Return 20 bytes that are others for anything else that is told."""
    return blake2b(told, digest_size=20).digest()


def still(read: bytes, signatures: bytes, asked: bytes, answers: bytes) -> bool:
    """Say whether the disk is as it was seen: parts as `Sight.parts` returns them."""
    found = array("q", chain.from_iterable(map(_signature, _names(read))))
    return found.tobytes() == signatures and _answers(_names(asked)) == answers


def _signature(name: str) -> tuple[int, ...]:
    try:
        return VALUES(os.lstat(name))
    except OSError:
        return ABSENT


def _answers(names: Iterable[str]) -> bytes:
    return array("q", chain.from_iterable(map(_sorts, names))).tobytes()


def _sorts(name: str) -> Iterator[int]:
    """Yield of which sort the thing at `name` is, and what it leads to."""
    for ask in (os.lstat, os.stat):
        try:
            yield S_IFMT(ask(name).st_mode)
        except (OSError, ValueError):
            yield 0


def _joined(names: Iterable[str]) -> bytes:
    return os.fsencode("\0".join(names))


def _names(joined: bytes) -> list[str]:
    return os.fsdecode(joined).split("\0") if joined else []
