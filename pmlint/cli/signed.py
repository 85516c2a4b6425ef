"""Signed: which reports the records of a ledger may be about, told at a glance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pmlint.lazy import lazy
from pmlint.signoff.ledger import folder, read
from pmlint.signoff.statement import Record, Statement, encodable


class Signed:
    """The records in `ledger`, files by their paths from `root`; `exists` looks for a file."""

    def __init__(
        self, ledger: Mapping[str, bytes], root: Path, exists: Callable[[Path], bool]
    ) -> None:
        self._ledger = ledger
        self._root = root
        self._exists = exists

    def may_have(self, name: str, incident: str) -> bool:
        """Say whether a record may be about the report called `name`, of this incident."""
        own = {encodable(text) for text in (name, incident) if text}
        return self._has_strays or bool(self._names & (own | {folder(each) for each in own}))

    @lazy
    def _statements(self) -> tuple[Statement, ...]:
        records = (read(content, path) for path, content in self._ledger.items())
        return tuple(record.statement for record in records if isinstance(record, Record))

    @lazy
    def _names(self) -> frozenset[str]:
        """Everything that a record may mean: incidents, paths, and the folders of all of them."""
        told = {text for each in self._statements for text in (each.report, each.path)}
        return frozenset(told | {path.split("/")[-2] for path in self._ledger})

    @lazy
    def _has_strays(self) -> bool:
        """Say whether a report may have been renamed since it was signed off by its path."""
        paths = (each.path for each in self._statements if each.report == each.path)
        return any(not self._exists(self._root / path) for path in paths)
