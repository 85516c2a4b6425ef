"""Credit: who has done what a version of a report brings, which is not who has merged it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from pmlint.event import Event, events
from pmlint.history.log import Log
from pmlint.history.reports import Reports
from pmlint.history.versions import Version
from pmlint.repo import Person


class Credit:
    """Finds the authors of what the first parents of `tip` (an OID) bring."""

    def __init__(self, log: Log, tip: str, reports: Reports) -> None:
        self.log = log
        self.tip = tip
        self.reports = reports

    def of(self, version: Version, path: str | None, found: Sequence[Event]) -> list[Person]:
        """Return who has done each of the events that happened with `version`.

        Before it the report was at `path`. Behind a merge it is whoever has made the very same
        file, and where both sides have changed it, whoever has done the very same thing on the
        side that is merged. What nobody behind the merge has done, the merge itself has.
        """
        made = self.log.origin(self.tip, version.commit, version.path, version.oid)
        if made.oid != version.commit or len(made.parents) < 2 or not found:
            return [made.author] * len(found)
        behind = self._behind(version, {version.path, path or version.path})
        return [behind.get(_deed(event), made.author) for event in found]

    def _behind(self, version: Version, paths: set[str]) -> Mapping[Hashable, Person]:
        """Return who has done what in the commits that a merge brings; the last one counts."""
        merged = self.log.merged(self.tip, version.commit)
        steps = [
            (self.log.commit(oid), change.before, change.after)
            for path in paths
            for oid, change in self.log.touching(merged, path)
            if change.before is not None and change.after is not None
        ]
        self.reports.contents({oid for _, *oids in steps for oid in oids})
        steps.sort(key=lambda step: (step[0].committed, step[0].oid))
        found: dict[Hashable, Person] = {}
        for commit, *oids in steps:
            before, after = map(self.reports.report, oids)
            if before is not None and after is not None and len(commit.parents) < 2:
                found.update((_deed(event), commit.author) for event in events(before, after))
        return found


def _deed(event: Event) -> Hashable:
    """Return what makes two events the same deed, in versions that differ otherwise."""
    return event.kind, event.item, event.after
