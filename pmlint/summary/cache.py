"""Cache: facts that were read once, kept for the next time.

A blob never changes, so its facts do not either while the template and pmlint are the same: both
are in the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pmlint.frozen import Frozen
from pmlint.store import Store
from pmlint.summary.facts import Facts
from pmlint.summary.record import FORMAT, read, written


class Cache(Frozen):
    """The facts of blobs, by their OIDs."""

    store: Store

    @classmethod
    def of(cls, folder: Path, fingerprint: bytes) -> Cache:
        """Return the cache in `folder`, which need not be there. `fingerprint` is of all that facts
        depend on but the blob: pmlint, the template, and how placeholders are known.
        """
        return cls(Store(folder / f"facts-{FORMAT}.sqlite3", fingerprint))

    def load(self, oids: Iterable[str]) -> Mapping[str, Facts | str]:
        """Return what is kept of blobs; what cannot be read is not there."""
        found: dict[str, Facts | str] = {}
        for oid, lines in self.store.load(oids).items():
            try:
                found[oid] = read(lines)
            except (ValueError, TypeError, KeyError):
                continue
        return found

    def add(self, found: Mapping[str, Facts | str]) -> None:
        """Keep the facts of blobs, or why they have none."""
        self.store.add({oid: written(facts) for oid, facts in found.items()})
