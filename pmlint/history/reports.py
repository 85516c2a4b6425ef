"""Reports: blobs read as reports, each of them once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pmlint.engine import Task, read
from pmlint.errors import RepositoryError
from pmlint.postmortem import Postmortem
from pmlint.renaming import incident_of
from pmlint.repo import Repository
from pmlint.source import Origin, Source

MOST = 1_000
"""So many reports are remembered: more than one of them ever has versions."""


class Reports:
    """The reports of a repository by the OIDs of their blobs, with the eyes of `task`.

    What a report was is read with the template of today: it is told in words of today.
    """

    def __init__(self, repository: Repository, task: Task) -> None:
        self.repository = repository
        self.task = task
        self._contents: dict[str, bytes] = {}
        self._read = lru_cache(MOST)(self._parsed)

    def contents(self, oids: Iterable[str]) -> Mapping[str, bytes]:
        """Return the contents of blobs; Git is asked once for all that are not known yet.

        Of a blob that is larger than a report may be, the beginning is returned. Raises
        RepositoryError where one is not there, as in a partial clone: nothing is fetched.
        """
        asked = tuple(oids)
        unknown = [oid for oid in asked if oid not in self._contents]
        if unknown:
            for oid, content in self.repository.blobs(unknown, self.task.limits.bytes):
                if content is None:
                    raise RepositoryError(self.repository.lacking(oid))
                self._contents[oid] = content
        return {oid: self._contents[oid] for oid in asked}

    def report(self, oid: str) -> Postmortem | None:
        """Return the report in a blob; None where it holds none that can be read."""
        return self.read(self.contents((oid,))[oid])

    def read(self, content: bytes) -> Postmortem | None:
        """Return the report that `content` holds, or None."""
        return self._read(content)

    def incident(self, content: bytes) -> str:
        """Return the incident identifier of the report in `content`, an empty text without one."""
        return incident_of(self.read(content))

    def _parsed(self, content: bytes) -> Postmortem | None:
        return read(Source("", content, Origin.REVISION), self.task)[1]
