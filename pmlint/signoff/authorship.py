"""Authorship: who wrote what a report says, by the commits that changed it.

A commit counts if it changes the content that a sign-off covers, wherever in the history it lies;
whoever only reformats a report or closes an action item has not written it. A merge counts for
whoever made it only where it says something that neither side does: an evil merge.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from pmlint.difference import differences
from pmlint.finding import Pointer
from pmlint.frozen import Frozen
from pmlint.history.log import Log
from pmlint.postmortem import Postmortem
from pmlint.repo import Commit, Person, Repository
from pmlint.signoff.trailer import co_authors


class Authors(Frozen):
    """Who wrote a report. `cut_off` tells that others may have, before the history begins."""

    people: tuple[Person, ...]
    cut_off: bool = False


class Authorship:
    """The authors of the reports of one repository, as the history before `tip` (an OID) has them.

    `digest` gives the digest of a blob (None: it has none), `report` the report in it. `order` are
    the OIDs of the commits, children before parents, where they are known already.
    """

    def __init__(
        self,
        repository: Repository,
        log: Log,
        tip: str,
        digest: Callable[[str], str | None],
        report: Callable[[str], Postmortem | None],
        order: Sequence[str] = (),
    ) -> None:
        self.repository = repository
        self.log = log
        self.digest = digest
        self.report = report
        self.order = order or log.ancestry(tip)
        self.places = {oid: place for place, oid in enumerate(self.order)}
        self._touching: dict[str, tuple[Commit, ...]] = {}
        self._approved: dict[str, frozenset[str]] = {}

    def of(self, paths: Collection[str], until: Commit | None, after: Iterable[Commit]) -> Authors:
        """Return who wrote the report that was at `paths`, up to the commit `until`.

        That commit counts too: a squash brings the report together with its sign-off. None means
        all of the history. What the commits `after` contain does not count: somebody else has
        approved it.
        """
        approved: frozenset[str] = frozenset()
        for commit in after:
            approved |= self._before(commit.oid)
        begin = 0 if until is None else self.places.get(until.oid, 0)
        found: dict[Person, None] = {}
        cut_off = False
        for commit in self.touching(paths):
            if commit.oid in approved or self.places[commit.oid] < begin:
                continue
            if commit.oid in self.log.boundary:
                cut_off = True
            elif self._writes(commit, paths):
                found[commit.author] = None
                found.update((Person(*each), None) for each in co_authors(commit.message))
        return Authors(tuple(found), cut_off)

    def touching(self, paths: Collection[str]) -> list[Commit]:
        """Return the commits that change one of `paths`, children before parents."""
        found = {commit.oid: commit for path in paths for commit in self._changing(path)}
        return sorted(found.values(), key=lambda commit: self.places[commit.oid])

    def _changing(self, path: str) -> tuple[Commit, ...]:
        if path not in self._touching:
            found = self.log.touching(self.order, path)
            self._touching[path] = tuple(self.log.commit(oid) for oid, _ in found)
        return self._touching[path]

    def _writes(self, commit: Commit, paths: Collection[str]) -> bool:
        changes = [change for change in commit.changes if change.path in paths]
        before = {self.digest(c.before) for c in changes if c.before is not None}
        written = [c for c in changes if c.after is not None and self.digest(c.after) not in before]
        if len(commit.parents) < 2:
            return bool(written)
        return any(self._is_evil(commit, c.path, paths, c.after) for c in written if c.after)

    def _is_evil(self, merge: Commit, path: str, paths: Collection[str], after: str) -> bool:
        """Say whether a merge says something of its own: no parent, and no earlier commit, does.

        A side may know the report by another one of its `paths`.
        """
        place = self.places[merge.oid]
        elsewhere = (
            c for c in self._changing(path) if len(c.parents) < 2 and self.places[c.oid] > place
        )
        if any(change.after == after for c in elsewhere for change in c.changes):
            return False
        merged = self.report(after)
        names = (path, *sorted(each for each in paths if each != path))
        sides = [
            next(filter(None, (self.repository.oid_at(parent, name) for name in names)), None)
            for parent in merge.parents
        ]
        reports = [None if oid is None else self.report(oid) for oid in sides]
        if merged is None:
            return True
        own: set[Pointer] | None = None
        for side in reports:
            said = {d.pointer for d in differences(side, merged)} if side is not None else None
            if said is not None:
                own = said if own is None else own & said
        return own is None or bool(own)

    def _before(self, oid: str) -> frozenset[str]:
        """Return the commits that `oid` contains, itself among them."""
        if oid not in self._approved:
            self._approved[oid] = (
                frozenset(self.log.ancestry(oid)) if oid in self.places else frozenset()
            )
        return self._approved[oid]
