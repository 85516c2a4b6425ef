"""Credit: who has done what a version of a report brings, which is not who has merged it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from pmlint.history.log import Log
from pmlint.history.versions import Version
from pmlint.repo import Person

Deeds = Callable[[Sequence[tuple[str, str]]], Iterable[Iterable[Hashable]]]
"""Tells for each pair of blobs (OIDs before and after) what somebody did between them."""


class Credit:
    """Finds the authors of what the first parents of `tip` (an OID) bring.

    `deeds` make it possible to know the same deed again, in versions that differ otherwise.
    """

    def __init__(self, log: Log, tip: str, deeds: Deeds) -> None:
        self.log = log
        self.tip = tip
        self._deeds = deeds

    def of(self, version: Version, paths: Iterable[str], found: Sequence[Hashable]) -> list[Person]:
        """Return who has done each of the deeds `found` that came with `version`.

        Before it the report was at `paths`: a branch may not know where it is now. Behind a merge
        it is whoever has made the very same file, and where both sides have changed it, whoever has
        done the very same thing on the side that is merged. What nobody behind the merge has done,
        the merge itself has.
        """
        made = self.log.origin(self.tip, version.commit, version.path, version.oid)
        if made.oid != version.commit or len(made.parents) < 2 or not found:
            return [made.author] * len(found)
        behind = self._behind(version, {version.path, *paths})
        return [behind.get(deed, made.author) for deed in found]

    def _behind(self, version: Version, paths: set[str]) -> Mapping[Hashable, Person]:
        """Return who has done what in the commits that a merge brings; the last one counts."""
        merged = self.log.merged(self.tip, version.commit)
        steps = [
            (commit, change.before, change.after)
            for path in paths
            for oid, change in self.log.touching(merged, path)
            if change.before is not None and change.after is not None
            if len((commit := self.log.commit(oid)).parents) < 2
        ]
        steps.sort(key=lambda step: (step[0].committed, step[0].oid))
        found: dict[Hashable, Person] = {}
        done = self._deeds([(before, after) for _, before, after in steps])
        for (commit, *_), deeds in zip(steps, done, strict=True):
            found.update(dict.fromkeys(deeds, commit.author))
        return found
