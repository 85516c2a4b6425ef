"""Cache: commits that were read once, kept for the next time.

A commit never changes, so nothing that is kept can be out of date, and of Git only what is new is
asked. It is a convenience and no more: where it cannot be read or written (broken, locked, on a
full disk) there is none, and the answer is the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pmlint.frozen import Frozen
from pmlint.history.record import written
from pmlint.repo import Commit, Repository

if TYPE_CHECKING:
    from sqlite3 import Connection

FORMAT = 1
"""To be raised when a line of `record`, or what the log tells of, becomes something else."""
PIECE = 10_000
"""So many commits are kept in one row."""
TABLE = (
    "CREATE TABLE IF NOT EXISTS pieces "
    "(number INTEGER PRIMARY KEY, seal BLOB NOT NULL UNIQUE, lines BLOB NOT NULL)"
)


class Cache(Frozen):
    """The file in which the commits of one repository are kept, as lines of `record`."""

    path: Path

    @classmethod
    def of(cls, repository: Repository, folder: Path) -> Cache:
        """Return the cache of `repository` in `folder`; neither of them need be there."""
        place = os.fsencode(os.path.realpath(repository.common_dir))
        return cls(folder / f"{sha256(place).hexdigest()[:32]}.log-{FORMAT}.sqlite3")

    def load(self) -> tuple[bytes, ...]:
        """Return what is kept; nothing where it cannot be read, or is not as it was written."""
        import sqlite3

        if not self.path.is_file():
            return ()
        try:
            with closing(self._open()) as connection:
                return tuple(_lines(connection))
        except (sqlite3.Error, OSError):
            return ()

    def add(self, commits: Iterable[Commit]) -> None:
        """Keep `commits` besides what is kept."""
        self._save(commits, alone=False)

    def replace(self, commits: Iterable[Commit]) -> None:
        """Keep `commits`, and nothing else."""
        self._save(commits, alone=True)

    def _save(self, commits: Iterable[Commit], *, alone: bool) -> None:
        import sqlite3

        pieces = _pieces([written(commit) for commit in commits])
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._write(pieces, alone=alone)
            except sqlite3.OperationalError:  # locked, not to be written, the disk is full
                return
            except sqlite3.DatabaseError:  # broken
                self.path.unlink()
                if alone:
                    self._write(pieces, alone=True)
        except (sqlite3.Error, OSError):
            return

    def _write(self, pieces: list[bytes], *, alone: bool) -> None:
        with closing(self._open()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(TABLE)
            if alone:
                connection.execute("DELETE FROM pieces")
            connection.executemany(
                # Another run may have kept the same in the meantime.
                "INSERT OR IGNORE INTO pieces (seal, lines) VALUES (?, ?)",
                [(_seal(piece), piece) for piece in pieces],
            )
            connection.execute("COMMIT")

    def _open(self) -> Connection:
        import sqlite3

        # Nobody waits for another run: without the cache it is a second or two.
        return sqlite3.connect(self.path, timeout=0, isolation_level=None)


def _pieces(lines: list[bytes]) -> list[bytes]:
    return [b"\n".join(lines[at : at + PIECE]) for at in range(0, len(lines), PIECE)]


def _lines(connection: Connection) -> Iterator[bytes]:
    for seal, piece in connection.execute("SELECT seal, lines FROM pieces ORDER BY number"):
        if not isinstance(piece, bytes) or seal != _seal(piece):
            raise OSError("a piece of the cache is not as it was written")
        yield from piece.split(b"\n")


def _seal(piece: bytes) -> bytes:
    return sha256(piece).digest()
