"""Gathering: the action items of one repository, with what became of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from pmlint.catalog import catalog
from pmlint.cli.cache import cache_folder
from pmlint.cli.discover import concerned, discover
from pmlint.cli.disk import Disk
from pmlint.cli.inputs import Checkout
from pmlint.cli.presence import Presence
from pmlint.cli.revision import commit_of, short
from pmlint.cli.snapshot import Snapshot, Stored
from pmlint.cli.workplace import Workplace
from pmlint.errors import ReadError, RepositoryError
from pmlint.frozen import replace
from pmlint.history.log import Log
from pmlint.history.survey import survey
from pmlint.repo import Repository, Sort
from pmlint.settings import Settings
from pmlint.summary.chronicle import Chronicle, Followed, Present
from pmlint.summary.course import UNKNOWN, Course
from pmlint.summary.facts import ActionFacts, Facts
from pmlint.summary.item import Incident, Item, incident_of, item_of
from pmlint.summary.people import People, is_somebody
from pmlint.summary.reader import Reader
from pmlint.summary.summary import Home, Past

GENERIC_OWNER = "PM304"
"""The rule whose options say who is nobody in particular."""
MAILMAP = ".mailmap"
NO_GIT = "not in a Git repository, so nothing is known of the past"
NO_COMMIT = "nothing is committed yet, so nothing is known of the past"
NOT_ASKED = "the history was not looked at (--no-history)"


class Gathering:
    """Gathers from a repository, or from a folder outside of one.

    After `gather`, `incidents`, `items` and `vanished` are what was found, not
    yet judged, and `nothing` says what to do where there is no report at all.
    """

    def __init__(self, arguments: argparse.Namespace, checkout: Checkout) -> None:
        self.arguments = arguments
        self.name = checkout.name
        self.paths = checkout.paths
        self.repository = repository = checkout.repository
        self._note = checkout.note
        config = Path(arguments.config).absolute() if arguments.config else None
        snapshot = _snapshot(arguments.rev, repository)
        self.place = Workplace(catalog(), config, arguments.isolated, checkout.current, snapshot)
        self.presence = Presence(arguments, self.place, repository)
        self.incidents: list[Incident] = []
        self.items: list[Item] = []
        self.vanished: list[Item] = []
        self.nothing = ""
        self._people: dict[Path | None, People] = {}

    def gather(self, as_of: date) -> Home:
        """Gather everything, and return what was looked at; what is not committed counts as of
        the day `as_of`. Raises PmlintError.
        """
        found = discover(
            self.paths, self.place, force_exclude=False, home=self.repository, with_absent=True
        )
        self.nothing = found.nothing
        try:
            now = dict(self.presence.reports(found))
            followed, home = self._past(now, as_of)
        finally:
            self.presence.progress.close()
        courses = {each.path: each.courses for each in followed if each.courses}
        for name, present in sorted(now.items()):
            if present.facts is not None:
                self._report(name, present.facts, courses.get(name))
        for each in followed:
            if each.facts is not None and each.vanished:
                incident = incident_of(self.name, each.path, each.facts)
                self.vanished += self._items(incident, each.vanished)
        troubles = sorted(self.presence.troubles, key=lambda trouble: trouble.path)
        return replace(home, troubles=tuple(troubles))

    def path_of(self, item: Item) -> Path | None:
        """Return where the report of `item` lies on the disk; None where it does not."""
        if isinstance(self.place.snapshot, Stored):
            return None
        return self.place.top(self.place.current) / item.incident.path

    @property
    def people(self) -> People:
        """The people that the settings of the top folder know."""
        return self._known(self.place.settings(self.place.top(self.place.current)))

    def _known(self, settings: Settings) -> People:
        if settings.origin not in self._people:
            self._people[settings.origin] = People(settings.owners, self._mailmap())
        return self._people[settings.origin]

    def _mailmap(self) -> str:
        snapshot = self.place.snapshot
        path = self.place.top(self.place.current) / MAILMAP
        try:
            if snapshot.sort(path) is Sort.FILE:
                return snapshot.content(path).decode("utf-8", "replace")
        except (ReadError, RepositoryError):
            return ""
        return ""

    def _past(self, now: Mapping[str, Present], as_of: date) -> tuple[tuple[Followed, ...], Home]:
        """Return what became of every report, and what is known of the past."""
        repository, tip = self.repository, self._tip
        if self.arguments.no_history:
            return (), Home(self.name, Past.UNKNOWN, NOT_ASKED)
        if repository is None or tip is None:
            note = NO_COMMIT if repository is not None else self._note or NO_GIT
            return (), Home(self.name, Past.UNKNOWN, note)
        is_one, is_any = concerned(self.paths, self.place), concerned([], self.place)
        # What is there and cannot be read has not vanished, for all that anybody knows.
        known = {each.path: False for each in self.presence.troubles if each.path not in now}

        def wanted(name: str) -> bool:
            if name not in known:
                known[name] = is_one(repository.root / name)
            return known[name]

        @cache
        def is_report(name: str) -> bool:
            return is_any(repository.root / name) or wanted(name)

        @cache
        def reader(folder: str) -> Reader:
            return self.presence.reader(repository.root / folder)

        try:
            log = survey(repository, tip, cache_folder(self.arguments))
            chronicle = Chronicle(repository, log, tip, is_report, wanted, reader)
            followed = chronicle.followed(now, as_of)
        except RepositoryError as error:
            return (), Home(self.name, Past.UNKNOWN, str(error))
        until = log.commit(tip).date.date()
        if log.boundary:
            note, commits = _cut_off(log), tuple(sorted(log.boundary))
            return followed, Home(self.name, Past.CUT_OFF, note, commits, until=until)
        return followed, Home(self.name, Past.WHOLE, until=until)

    @property
    def _tip(self) -> str | None:
        snapshot = self.place.snapshot
        if isinstance(snapshot, Stored):
            return snapshot.commit
        return None if self.repository is None else self.repository.head

    def _report(self, name: str, facts: Facts, courses: tuple[Course, ...] | None) -> None:
        incident = incident_of(self.name, name, facts)
        self.incidents.append(incident)
        became = courses or (UNKNOWN,) * len(facts.actions)
        found = zip(facts.actions, became, strict=True)
        self.items += self._items(incident, (each for each in found if each[0].is_written))

    def _items(
        self, incident: Incident, found: Iterable[tuple[ActionFacts, Course]]
    ) -> Iterator[Item]:
        """Yield the items of one report, each with its people."""
        path = self.place.top(self.place.current) / incident.path
        settings = self.place.settings(path.parent)
        people = self._known(settings)
        options = settings.options.get(GENERIC_OWNER)
        for action, course in found:
            owners = tuple(dict.fromkeys(map(people.name, action.owners)))
            is_owned = is_somebody(action.owners, options)
            known = course.owned_by(people.name)
            yield item_of(incident, action, owners, known, is_owned=is_owned)


def _snapshot(rev: str | None, repository: Repository | None) -> Snapshot:
    if rev is not None:
        if repository is None:
            raise RepositoryError(f"--rev {rev}: this is no Git repository")
        return Stored.of_commit(repository, commit_of(repository, rev, "--rev"), rev)
    if repository is not None and repository.worktree is None:
        return Stored.of_commit(repository, repository.head, "HEAD")
    return Disk()


def _cut_off(log: Log) -> str:
    there = [log.commit(oid) for oid in log.boundary if oid in log]
    last = max(there, key=lambda commit: (commit.committed, commit.oid), default=None)
    where = "" if last is None else f" at {last.date:%Y-%m-%d} ({short(last.oid)})"
    return (
        f"the history is cut off{where}: this is a shallow clone; `git fetch --unshallow` brings "
        "the rest"
    )
