"""Sightings: reports as they lay there when they were checked; those that still do are not opened.

A report is checked again unless its file has the signature that it had, what it is held against is
the same, and so is what came before it: the very blob that the commit has which is checked out, and
no sign-off. Anything else is left to those who read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from pmlint.cli.disk import Disk
from pmlint.cli.judge import Job, Judge
from pmlint.cli.memory import Memory
from pmlint.cli.past import Pasts
from pmlint.cli.sight import Sight
from pmlint.cli.standings import Standings
from pmlint.engine import Checked
from pmlint.past import Past

AT_ONCE = 512
NO_PAST = "-"


class Sightings:
    """Recalls reports that nobody has touched, and notes those that were checked."""

    def __init__(self, judge: Judge, pasts: Pasts, standings: Standings, memory: Memory) -> None:
        self._judge = judge
        self._pasts = pasts
        self._standings = standings
        self._memory = memory
        snapshot = judge.place.snapshot
        self._sight = snapshot.sight if isinstance(snapshot, Disk) else None

    def recalled(self, files: Sequence[Path]) -> Iterator[tuple[Path, Checked | None]]:
        """Yield each of `files` with what came out for it, None where it has to be opened."""
        if self._sight is None or not self._memory.is_open:
            yield from ((path, None) for path in files)
            return
        left = iter(files)
        while paths := tuple(islice(left, AT_ONCE)):
            keys = self._keys(paths, self._sight)
            names = {path: self._judge.place.name(path) for path in keys}
            known = self._memory.recall([(key, names[path]) for path, key in keys.items()])
            for path in paths:
                kept = known.get(keys.get(path, ""))
                if kept is not None and kept.holds(self._judge.presence(path)):
                    yield path, kept.for_path(names[path]).checked
                else:
                    yield path, None

    def note(self, checked: Iterable[tuple[Job, str]], began: int) -> None:
        """Note reports that were checked, each with the key under which its answer is kept.

        `began` is when the run did, in nanoseconds since 1970: what was changed shortly before may
        be changed once more, and look the same.
        """
        if self._sight is None or not self._memory.is_open:
            return
        found = {}
        for job, key in checked:
            before = self._before(job.path)
            signature = self._sight.signature(job.path, began)
            if before is not None and signature is not None and _is_as_before(job, job.past):
                found[self._name(job.path)] = json.dumps([signature, before, key])
        self._memory.note(found)

    def _keys(self, paths: Sequence[Path], sight: Sight) -> dict[Path, str]:
        """Return the keys of the answers for those of `paths` that are as they were."""
        names = {path: self._name(path) for path in paths}
        told = self._memory.noted(names.values())
        keys = {}
        for path, name in names.items():
            try:
                signature, before, key = json.loads(told.get(name, "[0, 0, 0]"))
            except ValueError:
                continue
            if before and before == self._before(path) and tuple(signature) == sight.read(path):
                keys[path] = str(key)
        return keys

    def _name(self, path: Path) -> str:
        return f"{self._memory.fingerprint(self._judge.task(path)).hex()} {path}"

    def _before(self, path: Path) -> str | None:
        """Return a word for what came before a report that is as it was, None where it takes more
        to tell: it is new, or somebody has signed something.
        """
        if not self._judge.witnesses(path):
            return NO_PAST
        before = self._pasts.before(path)
        if isinstance(before, str):
            return before
        return before.base.oid(path) if self._standings.is_idle(path) else None


def _is_as_before(job: Job, past: Past) -> bool:
    if past.earlier is None:
        return bool(past.unknown)
    return past.is_committed and past.earlier.content == job.source.content
