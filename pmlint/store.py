"""Store: texts kept in a file from run to run, by keys that say all that they depend on.

It is a convenience and no more: where the file cannot be read or written (broken, locked, on a full
disk) nothing is kept, and every answer is the same. A text that is not as it was written is not
there: each has a seal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pmlint.checksum import blake2b
from pmlint.frozen import Frozen

if TYPE_CHECKING:
    from sqlite3 import Connection

TABLE = (
    "CREATE TABLE IF NOT EXISTS texts (key BLOB PRIMARY KEY, seal BLOB NOT NULL, text TEXT NOT "
    "NULL) WITHOUT ROWID"
)
LARGEST = 512 << 20
"""Where it has become so large, in bytes, it begins anew: what is of use is soon there again."""
AT_ONCE = 500
"""So many rows are asked for at once: SQLite takes at least 999 variables."""


class Store(Frozen):
    """The file at `path`, which need not be there. `context` (at most 64 bytes) goes into every
    key: what all texts depend on, such as pmlint's version.
    """

    path: Path
    context: bytes

    def load(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return the texts that are kept under `names`."""
        import sqlite3

        if not self.path.is_file():
            return {}
        try:
            with closing(self._open()) as connection:
                return dict(self._rows(connection, names))
        except (sqlite3.Error, OSError, TypeError):
            return {}

    def add(self, texts: Mapping[str, str]) -> None:
        """Keep `texts`, in ASCII, under their names."""
        import sqlite3

        if not texts:
            return
        rows = [(self._key(name), text) for name, text in texts.items()]
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
            if self._size(connection) > LARGEST:
                connection.execute("DELETE FROM texts")
            connection.executemany(
                "INSERT OR REPLACE INTO texts (key, seal, text) VALUES (?, ?, ?)",
                [(key, _seal(key, text), text) for key, text in rows],
            )
            connection.execute("COMMIT")

    def _size(self, connection: Connection) -> int:
        ((pages,),) = connection.execute("PRAGMA page_count")
        ((size,),) = connection.execute("PRAGMA page_size")
        return int(pages) * int(size)

    def _rows(self, connection: Connection, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        keys = {self._key(name): name for name in names}
        left = iter(keys)
        while asked := tuple(islice(left, AT_ONCE)):
            marks = ",".join("?" * len(asked))
            query = f"SELECT key, seal, text FROM texts WHERE key IN ({marks})"  # noqa: S608 - only question marks are put in
            for key, seal, text in connection.execute(query, asked):
                if seal == _seal(key, text):
                    yield keys[key], text

    def _key(self, name: str) -> bytes:
        given = name.encode("utf-8", "surrogatepass")
        return blake2b(given, digest_size=20, key=self.context).digest()

    def _open(self) -> Connection:
        import sqlite3

        # Nobody waits for another run: without the store it takes longer, and that is all. Nor for
        # the disk: what a power cut breaks is told by its seal, and does not count.
        connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        connection.execute("PRAGMA synchronous = OFF")
        return connection


def _seal(key: bytes, text: str) -> bytes:
    return blake2b(text.encode("ascii", "replace"), digest_size=16, key=key).digest()
