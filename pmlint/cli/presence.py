"""Presence: the reports that are there, and what they say. What cannot be read is a trouble."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from pmlint.cli.cache import cache_folder
from pmlint.cli.discover import Found
from pmlint.cli.snapshot import Stored
from pmlint.cli.tasks import task_at
from pmlint.cli.terminal import Progress
from pmlint.cli.workplace import Workplace
from pmlint.repo import Repository
from pmlint.summary.chronicle import Present
from pmlint.summary.reader import Reader
from pmlint.summary.summary import Trouble

AT_ONCE = 500
"""So many files are in memory at once."""
ANY = "report.yaml"
"""What is read of a report does not depend on its name."""


class Presence:
    """Reads the reports of `place`, which is `repository` or a folder outside of one.

    `troubles` are the reports that could not be read, or not wholly, so far.
    """

    def __init__(
        self, arguments: argparse.Namespace, place: Workplace, repository: Repository | None
    ) -> None:
        self.place = place
        self.repository = repository
        self.troubles: list[Trouble] = []
        self.progress = Progress(0, "read", "versions of reports")
        self._folder = cache_folder(arguments)
        self._template = Path(arguments.template).absolute() if arguments.template else None
        self._readers: dict[Path | None, Reader] = {}
        self._read = 0

    def reports(self, found: Found) -> Iterator[tuple[str, Present]]:
        """Yield the reports of `found` by name. Raises PmlintError."""
        snapshot = self.place.snapshot
        if isinstance(snapshot, Stored):
            yield from self._stored(found.files, snapshot)
        else:
            yield from self._lying(found.files)
        if found.absent and self.repository is not None:
            yield from self._stored(found.absent, Stored.of_index(self.repository))

    def reader(self, folder: Path) -> Reader:
        """Return what reads the reports in `folder`, or those that were there once."""
        settings = self.place.settings(folder)
        if settings.origin not in self._readers:
            task = task_at(self.place, folder / ANY, template=self._template)
            self._readers[settings.origin] = Reader(task, self._folder, self._watch)
        return self._readers[settings.origin]

    def _watch(self) -> None:
        self._read += 1
        self.progress.step(self._read)

    def _lying(self, paths: Iterable[Path]) -> Iterator[tuple[str, Present]]:
        left = iter(paths)
        while some := tuple(islice(left, AT_ONCE)):
            readers = {path: self.reader(path.parent) for path in some}
            limits = {path: reader.task.limits.bytes for path, reader in readers.items()}
            oids: dict[Path, str] = {}
            asked: dict[Reader, dict[str, bytes]] = {}
            for path, content in self.place.snapshot.reports(some, limits.__getitem__):
                if isinstance(content, str):
                    self._unread(path, content)
                    continue
                oids[path] = self._oid_of(content)
                asked.setdefault(readers[path], {})[oids[path]] = content
            for reader, contents in asked.items():
                reader.read(contents)
            for path, oid in oids.items():
                yield self._present(path, oid, readers[path])

    def _stored(self, paths: Iterable[Path], snapshot: Stored) -> Iterator[tuple[str, Present]]:
        oids: dict[Path, str] = {}
        readers: dict[Path, Reader] = {}
        asked: dict[Reader, list[str]] = {}
        for path in paths:
            oid = snapshot.oid(path)
            if oid is None:
                for _, why in snapshot.reports((path,), lambda _: 0):
                    self._unread(path, str(why))
                continue
            oids[path] = oid
            readers[path] = self.reader(path.parent)
            asked.setdefault(readers[path], []).append(oid)
        for reader, blobs in asked.items():
            reader.learn(blobs, snapshot.repository)
        for path, oid in oids.items():
            yield self._present(path, oid, readers[path])

    def _present(self, path: Path, oid: str, reader: Reader) -> tuple[str, Present]:
        name, facts = self.place.name(path), reader.of(oid)
        if isinstance(facts, str):
            self.troubles.append(Trouble(name, facts))
            return name, Present(oid, None)
        self.troubles += [Trouble(name, doubt, is_part=True) for doubt in facts.doubts]
        return name, Present(oid, facts)

    def _unread(self, path: Path, why: str) -> None:
        self.troubles.append(Trouble(self.place.name(path), why))

    def _oid_of(self, content: bytes) -> str:
        if self.repository is not None:
            return self.repository.oid_of(content)
        return hashlib.sha256(content).hexdigest()
