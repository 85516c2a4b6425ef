"""Loss: the sign-offs that a change takes away; the reports that had them say what they said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pmlint.cli.snapshot import Snapshot, Stored
from pmlint.frozen import Frozen
from pmlint.signoff import FOLDER, MOST_BYTES
from pmlint.signoff.ledger import read
from pmlint.signoff.statement import Record, encodable


class Loss(Frozen):
    """Paths and incident identifiers of the reports that have lost a sign-off."""

    names: frozenset[str] = frozenset()

    def concerns(self, name: str, incident: Callable[[], str]) -> bool:
        """Say whether the report called `name` has lost one; `incident` reads its identifier."""
        if not self.names:
            return False
        return encodable(name) in self.names or encodable(incident()) in self.names


def loss(base: Stored, snapshot: Snapshot) -> Loss:
    """Return what `snapshot` has lost of the ledger of `base`. Raises RepositoryError."""
    records = (name for name in base.entries if name.startswith(f"{FOLDER}/"))
    lost = [path for name in records if _is_lost(path := base.path_of(name), base, snapshot)]
    names: set[str] = set()
    for path, content in base.reports(lost, lambda _: MOST_BYTES):
        if isinstance(content, bytes):
            record = read(content, path.as_posix())
            if isinstance(record, Record):
                names.update((record.statement.report, record.statement.path))
    return Loss(frozenset(names))


def _is_lost(path: Path, base: Stored, snapshot: Snapshot) -> bool:
    if snapshot.lacks(path):
        return True
    return isinstance(snapshot, Stored) and snapshot.oid(path) != base.oid(path)
