"""Reader: blobs → facts, each of them once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pmlint.checksum import blake2b
from pmlint.edition import edition
from pmlint.engine import FILLER_OPTION, Task, read
from pmlint.errors import RepositoryError
from pmlint.repo import Repository
from pmlint.source import Source
from pmlint.summary.cache import Cache
from pmlint.summary.facts import Facts, facts

AT_ONCE = 1_000
"""So many facts that were read are kept at once."""


class Reader:
    """The facts of reports by the OIDs of their blobs, with the eyes of `task`.

    What a report was is read with the template of today: it is told in words of today. `folder` is
    where facts are kept from run to run, None for nowhere; `watch` is told of every report that
    had to be read.
    """

    def __init__(
        self,
        task: Task,
        folder: Path | None = None,
        watch: Callable[[], None] = lambda: None,
    ) -> None:
        self.task = task
        self._watch = watch
        self._cache = None if folder is None else Cache.of(folder, fingerprint(task))
        self._known: dict[str, Facts | str] = {}

    def of(self, oid: str) -> Facts | str:
        """Return the facts in a blob, or why it holds no report. It must have been learnt."""
        return self._known[oid]

    def read(self, contents: Mapping[str, bytes]) -> None:
        """Learn the facts of `contents`, which come with their OIDs."""
        unknown = self._recalled(contents)
        new = {oid: self._read(contents[oid]) for oid in unknown}
        self._keep(new)

    def learn(self, oids: Iterable[str], repository: Repository) -> None:
        """Learn the facts of blobs; Git is asked once for all that nobody has kept.

        Raises RepositoryError where one is not there, as in a partial clone: nothing is fetched.
        """
        unknown = self._recalled(oids)
        new: dict[str, Facts | str] = {}
        for oid, content in repository.blobs(unknown, self.task.limits.bytes):
            if content is None:
                raise RepositoryError(repository.lacking(oid))
            new[oid] = self._read(content)
            if len(new) == AT_ONCE:  # whoever stops it need not wait for the same again
                self._keep(new)
                new = {}
        self._keep(new)

    def _recalled(self, oids: Iterable[str]) -> list[str]:
        """Learn what is kept, and return the OIDs of what is not."""
        asked = [oid for oid in dict.fromkeys(oids) if oid not in self._known]
        if asked and self._cache is not None:
            self._known.update(self._cache.load(asked))
        return [oid for oid in asked if oid not in self._known]

    def _keep(self, new: Mapping[str, Facts | str]) -> None:
        self._known.update(new)
        if self._cache is not None:
            self._cache.add(new)

    def _read(self, content: bytes) -> Facts | str:
        self._watch()
        document, report = read(Source("", content), self.task)
        if report is not None:
            found = facts(document, report)
            report.let_go()
            return found
        defect = document.defects[0]
        line = document.text.position(defect.span.start).line
        return f"line {line}: {defect.message}"


def fingerprint(task: Task) -> bytes:
    """Return 32 bytes that are others wherever the facts of the same blob could be others."""
    fillers = task.options.get(FILLER_OPTION[0], {}).get(FILLER_OPTION[1])
    limits = task.limits
    what = (edition(), task.template.schema, fillers, limits.bytes, limits.depth, limits.nodes)
    return blake2b(json.dumps(what, sort_keys=True).encode("ascii"), digest_size=32).digest()
