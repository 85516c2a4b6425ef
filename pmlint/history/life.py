"""Life: what happened to one report, commit by commit, in the report's own terms."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from pmlint.difference import differences
from pmlint.digest import digest
from pmlint.event import Event, EventKind, events
from pmlint.frozen import Frozen
from pmlint.history.credit import Credit
from pmlint.history.delay import Delays
from pmlint.history.discretion import discreet
from pmlint.history.log import Log
from pmlint.history.reports import Reports
from pmlint.history.versions import Version
from pmlint.postmortem import Postmortem
from pmlint.repo import Commit, Person

MOST_LABELS = 3
"""So many of the parts that were changed since a sign-off are named."""


class Approval(Frozen):
    """A sign-off as the history tells it; whether it can be trusted is not asked here.

    `digest` is that of the content which is signed, and `mutable` the patterns of what it leaves
    out; None means those of the template. `commit` is who has brought it.
    """

    who: Person
    role: str
    digest: str
    commit: Commit
    mutable: tuple[str, ...] | None = None


class Told(Frozen):
    """An event, and the commit with which it came to the branch.

    Commit and date are a merge's, where a merge brought it; the author is whoever has written it
    behind the merge. Of a due date that moved, `times` says how often that is by now, and `days`
    by how much; None where one of the dates cannot be read.
    """

    commit: Commit
    author: Person
    event: Event
    times: int = 0
    days: int | None = None

    @property
    def date(self) -> datetime:
        """When the commit was made, in UTC, by its author's clock."""
        return self.commit.date


class Life(Frozen):
    """The life of the report at `path`, the oldest event first.

    `unreadable` counts versions that could not be read as a report. `cut_off` is the commit before
    which a shallow clone knows nothing. `last` is the report as it is in the last commit, None
    where it is gone or cannot be read.
    """

    path: str
    told: tuple[Told, ...]
    unreadable: int = 0
    cut_off: Commit | None = None
    last: Postmortem | None = None


def live(
    log: Log,
    tip: str,
    versions: Sequence[Version],
    reports: Reports,
    approvals: Mapping[str, Sequence[Approval]] | None = None,
) -> Life:
    """Return the life of the report that has been `versions`, of which there is at least one.

    `approvals` are its sign-offs by the first parent of `tip` (an OID) that brought them. Secrets
    of the report are masked. Raises RepositoryError where Git cannot read what it is asked for.
    """
    teller = _Teller(log, reports, Credit(log, tip, partial(_deeds, reports)))
    reports.contents([version.oid for version in versions if version.oid is not None])
    by_commit = {version.commit: version for version in versions}
    approvals = approvals or {}
    for oid in log.first_parents(tip):
        if oid in by_commit:
            teller.version(by_commit[oid])
        for approval in approvals.get(oid, ()):
            teller.approval(oid, approval)
    first = versions[0].commit
    return Life(
        versions[-1].path,
        tuple(teller.told),
        teller.unreadable,
        log.commit(first) if first in log.boundary else None,
        teller.report if versions[-1].oid is not None and teller.is_read else None,
    )


def between(before: Postmortem | None, after: Postmortem | None) -> tuple[Event, ...]:
    """Return what happened between two versions, with the secrets of both masked."""
    return tuple(discreet(events(before, after), before, after))


@dataclass
class _Given:
    """An approval that was told, and the report that it was given to, once it fits that."""

    approval: Approval
    report: Postmortem | None = None


@dataclass
class _Teller:
    """Tells one report's life, version by version.

    `path` is where the report is, None before and after its life, and `paths` where it has been in
    it; `report` is its last version
    that could be read, and `is_read` whether that is the last one.
    """

    log: Log
    reports: Reports
    credit: Credit
    told: list[Told] = field(default_factory=list)
    unreadable: int = 0
    path: str | None = None
    paths: set[str] = field(default_factory=set)
    report: Postmortem | None = None
    is_read: bool = False
    delays: Delays = field(default_factory=Delays)
    given: list[_Given] = field(default_factory=list)

    def version(self, version: Version) -> None:
        """Tell what `version` brings."""
        if version.oid is None:
            self._removed(version)
            return
        before, after = self.report, self.reports.report(version.oid)
        found = list(self._events(version, after))
        moved = self.delays.counted(found, before, after)
        people = self.credit.of(version, self.paths, list(map(_deed, found)))
        clean = discreet(found, before, after)
        for event, author, (times, days) in zip(clean, people, moved, strict=True):
            commit = self.log.commit(version.commit)
            self.told.append(Told(commit, author, event, times, days))
        self.path = version.path
        self.paths.add(version.path)
        self.is_read = after is not None
        if after is not None:
            self.report = after
            self._judge(version, after)
        else:
            self.unreadable += 1

    def _removed(self, version: Version) -> None:
        stage = None if self.report is None else self.report.stage.value
        self._tell(version, Event(EventKind.REMOVED, (), "", stage, None))
        self.path, self.report, self.is_read = None, None, False
        self.paths.clear()
        self.delays = Delays()
        self.given.clear()

    def _events(self, version: Version, after: Postmortem | None) -> Iterator[Event]:
        if version.commit in self.log.boundary:
            return  # it was there before, for all that a shallow clone knows
        if self.path is None:
            stage = None if after is None else after.stage.value
            yield Event(EventKind.CREATED, (), "", None, stage)
        elif self.path != version.path:
            yield Event(EventKind.RENAMED, (), "", self.path, version.path)
        if after is not None:
            # A report whose first versions could not be read was created with the first of them.
            found = events(self.report, after)
            yield from (event for event in found if event.kind is not EventKind.CREATED)

    def _tell(self, version: Version, event: Event) -> None:
        author = self.credit.of(version, self.paths, [_deed(event)])[0]
        self.told.append(Told(self.log.commit(version.commit), author, event))

    def _judge(self, version: Version, after: Postmortem) -> None:
        """Tell which approvals no longer cover the report; each of them once."""
        for given in tuple(self.given):
            approval, was = given.approval, given.report
            if digest(after, approval.mutable) == approval.digest:
                given.report = after
            elif was is not None:
                self.given.remove(given)
                labels = [found.label for found in differences(was, after, approval.mutable)]
                more = len(labels) - MOST_LABELS
                words = "; ".join((*labels[:MOST_LABELS], *([f"{more} more"] if more > 0 else ())))
                who = str(approval.who)
                event = Event(EventKind.SIGN_OFF_STALE, (), approval.role, who, words or None)
                for clean in discreet((event,), was, after):
                    self._tell(version, clean)

    def approval(self, oid: str, approval: Approval) -> None:
        """Tell that the commit `oid` brings `approval`."""
        given = _Given(approval)
        if self.report is not None and self.is_read:
            fits = digest(self.report, approval.mutable) == approval.digest
            given.report = self.report if fits else None
        self.given.append(given)
        if oid not in self.log.boundary:
            event = Event(EventKind.SIGNED_OFF, (), approval.role, None, str(approval.who))
            self.told.append(Told(self.log.commit(oid), approval.commit.author, event))


def _deeds(reports: Reports, steps: Sequence[tuple[str, str]]) -> Iterator[Iterable[Hashable]]:
    """Yield what was done in each of `steps`, pairs of blobs."""
    reports.contents({oid for step in steps for oid in step})
    for step in steps:
        before, after = map(reports.report, step)
        is_read = before is not None and after is not None
        yield map(_deed, events(before, after)) if is_read else ()


def _deed(event: Event) -> Hashable:
    """Return what makes two events the same deed, in versions that differ otherwise."""
    return event.kind, event.item, event.after
