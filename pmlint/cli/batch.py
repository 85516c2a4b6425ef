"""Batch: reports to check, many at once: what is known is recalled, and the rest is shared out."""

from __future__ import annotations

from pathlib import Path
from time import time_ns

from pmlint.cli.crew import Crew
from pmlint.cli.judge import Job, Judge
from pmlint.cli.memory import Memory
from pmlint.cli.sightings import Sightings
from pmlint.cli.snapshot import Disk
from pmlint.cli.terminal import Progress
from pmlint.engine import Checked
from pmlint.kept import Kept
from pmlint.past import Past
from pmlint.source import Origin, Source

LARGEST = 512
"""So many reports are in memory at once."""
FEWEST = 10
"""Of fewer reports it takes longer to look up what was found before than to check them."""


class Batch:
    """Checks what is added, in its order; what comes out is added to `checked`."""

    def __init__(
        self,
        judge: Judge,
        memory: Memory,
        crew: Crew[Job, Kept],
        checked: list[Checked],
        progress: Progress,
        sightings: Sightings | None = None,
    ) -> None:
        self._judge = judge
        self._memory = memory
        self._crew = crew
        self._checked = checked
        self._progress = progress
        self._sightings = sightings
        self._began = time_ns()
        self._jobs: list[Job] = []

    def add(self, path: Path, content: bytes, origin: Origin, past: Past) -> None:
        """Check the report at `path`, sooner or later."""
        source = Source(self._judge.place.name(path), content, origin)
        self._jobs.append(Job(path, source, past))
        if len(self._jobs) >= LARGEST:
            self.finish()

    def finish(self) -> None:
        """Check what was added."""
        jobs, self._jobs = self._jobs, []
        judge, memory = self._judge, self._memory if len(jobs) >= FEWEST else Memory()
        keys = [memory.key(job.source, judge.task(job.path), job.past) for job in jobs]
        paths = [job.source.path for job in jobs]
        known = memory.recall(tuple(zip(keys, paths, strict=True)))
        found = {
            number: known[name].for_path(job.source.path)
            for number, (name, job) in enumerate(zip(keys, jobs, strict=True))
            if name in known and known[name].holds(judge.presence(job.path))
        }
        left = [number for number in range(len(jobs)) if number not in found]
        new = dict(zip(left, self._crew.done([jobs[number] for number in left]), strict=True))
        for number, kept in new.items():
            self._note(jobs[number].path, kept)
        memory.keep({keys[number]: kept for number, kept in new.items()})
        found |= new
        if self._sightings is not None and memory.is_open:
            lasting = [number for number in found if found[number].is_lasting]
            self._sightings.note([(jobs[n], keys[n]) for n in lasting], self._began)
        self._checked.extend(found[number].checked for number in range(len(jobs)))
        self._progress.step(len(self._checked))

    def _note(self, path: Path, kept: Kept) -> None:
        """Have it noted what a check has seen, wherever it was done."""
        snapshot = self._judge.place.snapshot
        if not isinstance(snapshot, Disk):
            return
        exists = self._judge.presence(path)
        for link in kept.links:
            exists(link)
        if not kept.is_lasting:
            snapshot.sight.is_whole = False
