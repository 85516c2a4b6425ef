"""Batch: reports to check, many at once: what is known is recalled, and the rest is shared out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import time_ns

from pmlint.cli.crew import FEWEST as WORTH_SHARING
from pmlint.cli.crew import Crew
from pmlint.cli.disk import Disk
from pmlint.cli.judge import Job, Judge
from pmlint.cli.memory import Memory
from pmlint.cli.terminal import Progress
from pmlint.engine import Checked
from pmlint.kept import Kept
from pmlint.past import Past
from pmlint.source import Origin, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pmlint.cli.sightings import Sightings

FIRST = WORTH_SHARING
"""So many reports are handed out at first: the sooner, the less time nobody works."""
LARGEST = 256
"""So many reports are handed out at once after that, and twice as many are in memory."""
FEWEST = 10
"""Of fewer reports it takes longer to look up what was found before than to open and check them."""


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
        self._round: _Round | None = None

    def add(self, path: Path, content: bytes, origin: Origin, past: Past) -> None:
        """Check the report at `path`, sooner or later."""
        source = Source(self._judge.place.name(path), content, origin)
        self._jobs.append(Job(path, source, past))
        if len(self._jobs) >= (FIRST if self._round is None else LARGEST):
            self._begin()

    def finish(self) -> None:
        """See that all that was added is checked."""
        self._begin()
        self._end(self._round)
        self._round = None

    def _begin(self) -> None:
        """Begin with what was added, and end what was begun before: so nobody waits for the next
        reports to be read.
        """
        jobs, self._jobs = self._jobs, []
        begun = _Round(jobs, self._judge, self._memory, self._crew)
        self._end(self._round)
        self._round = begun

    def _end(self, done: _Round | None) -> None:
        if done is None:
            return
        new = done.new()
        for job, _, kept in new:
            self._note(job.path, kept)
        done.memory.keep({key: kept for _, key, kept in new})
        all = done.all()
        if self._sightings is not None and done.memory.is_open:
            lasting = [(job, key) for job, key, kept in all if kept.is_lasting]
            self._sightings.note(lasting, self._began)
        self._checked.extend(kept.checked for _, _, kept in all)
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


class _Round:
    """Reports that are checked at once: what is known of them is recalled, the rest handed out."""

    def __init__(
        self, jobs: Sequence[Job], judge: Judge, memory: Memory, crew: Crew[Job, Kept]
    ) -> None:
        self.memory = memory if len(jobs) >= FEWEST else Memory()
        self._jobs = jobs
        self._keys = [self.memory.key(job.source, judge.task(job.path), job.past) for job in jobs]
        paths = [job.source.path for job in jobs]
        known = self.memory.recall(tuple(zip(self._keys, paths, strict=True)))
        self._found = {
            number: known[key].for_path(job.source.path)
            for number, (key, job) in enumerate(zip(self._keys, jobs, strict=True))
            if key in known and known[key].holds(judge.presence(job.path))
        }
        self._left = [number for number in range(len(jobs)) if number not in self._found]
        self._owed = crew.begun([jobs[number] for number in self._left])

    def new(self) -> list[tuple[Job, str, Kept]]:
        """Wait for what was handed out; return it, each with its job and its key."""
        self._found |= zip(self._left, self._owed(), strict=True)
        return [(self._jobs[n], self._keys[n], self._found[n]) for n in self._left]

    def all(self) -> list[tuple[Job, str, Kept]]:
        """Return what came out for every job, in their order; after `new`."""
        return [(job, self._keys[n], self._found[n]) for n, job in enumerate(self._jobs)]
