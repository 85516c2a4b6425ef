"""Cache: facts that were read once, kept for the next time.

A blob never changes, so its facts do not either while the template and pmlint are the same; both
are in the key. It is a convenience and no more: where it cannot be read or written (broken, locked,
on a full disk) there is none, and the answer is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pmlint.summary.facts import Facts
from pmlint.summary.record import FORMAT, read, written

if TYPE_CHECKING:
    from sqlite3 import Connection

TABLE = (
    "CREATE TABLE IF NOT EXISTS facts (key BLOB PRIMARY KEY, seal BLOB NOT NULL, lines TEXT "
    "NOT NULL) WITHOUT ROWID"
)
AT_ONCE = 500
"""So many rows are asked for at once: SQLite takes at least 999 variables."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The file in which facts are kept. `fingerprint` is of all that they depend on but the blob:
    pmlint, the template, and how placeholders are known.
    """

    path: Path
    fingerprint: bytes

    @classmethod
    def of(cls, folder: Path, fingerprint: bytes) -> Cache:
        """Return the cache in `folder`, which need not be there."""
        return cls(folder / f"facts-{FORMAT}.sqlite3", fingerprint)

    def load(self, oids: Iterable[str]) -> Mapping[str, Facts | str]:
        """Return what is kept of blobs; what cannot be read, or is not as written, is not there."""
        import sqlite3

        if not self.path.is_file():
            return {}
        try:
            with closing(self._open()) as connection:
                return dict(self._rows(connection, oids))
        except (sqlite3.Error, OSError, ValueError, TypeError, KeyError):
            return {}

    def add(self, found: Mapping[str, Facts | str]) -> None:
        """Keep the facts of blobs, or why they have none."""
        import sqlite3

        if not found:
            return
        rows = [(self._key(oid), written(facts)) for oid, facts in found.items()]
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._write(rows)
            except sqlite3.OperationalError:  # locked, not to be written, the disk is full
                return
            except sqlite3.DatabaseError:  # broken
                self.path.unlink()
                self._write(rows)
        except (sqlite3.Error, OSError):
            return

    def _write(self, rows: list[tuple[bytes, str]]) -> None:
        with closing(self._open()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(TABLE)
            connection.executemany(
                "INSERT OR REPLACE INTO facts (key, seal, lines) VALUES (?, ?, ?)",
                [(key, _seal(key, lines), lines) for key, lines in rows],
            )
            connection.execute("COMMIT")

    def _rows(
        self, connection: Connection, oids: Iterable[str]
    ) -> Iterator[tuple[str, Facts | str]]:
        keys = {self._key(oid): oid for oid in oids}
        left = iter(keys)
        while asked := tuple(islice(left, AT_ONCE)):
            marks = ",".join("?" * len(asked))
            query = f"SELECT key, seal, lines FROM facts WHERE key IN ({marks})"  # noqa: S608 - only question marks are put in
            for key, seal, lines in connection.execute(query, asked):
                if seal == _seal(key, lines):
                    yield keys[key], read(lines)

    def _key(self, oid: str) -> bytes:
        return blake2b(oid.encode("ascii"), digest_size=20, key=self.fingerprint).digest()

    def _open(self) -> Connection:
        import sqlite3

        # Nobody waits for another run: without the cache it takes longer, and that is all.
        return sqlite3.connect(self.path, timeout=0, isolation_level=None)


def _seal(key: bytes, lines: str) -> bytes:
    return blake2b(lines.encode("ascii", "replace"), digest_size=16, key=key).digest()
