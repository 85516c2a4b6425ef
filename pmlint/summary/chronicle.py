"""Chronicle: what became of the action items of all reports of a repository, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from pmlint.frozen import Frozen, replace
from pmlint.history.credit import Credit
from pmlint.history.log import Log
from pmlint.history.moves import MOST_CHANGES, Moves
from pmlint.history.versions import Version, all_versions
from pmlint.repo import Person, Repository, moment
from pmlint.summary.course import Course
from pmlint.summary.facts import ActionFacts, Facts
from pmlint.summary.follower import NOBODY, Deed, Follower, Step, deeds
from pmlint.summary.reader import Reader


class Present(Frozen):
    """A report as it lies there now: its blob (an OID), and what it says.

    `facts` are None where it cannot be read.
    """

    oid: str
    facts: Facts | None


class Followed(Frozen):
    """What became of the items of one report.

    `courses` are those of its items as they are now, in their order; `vanished` are the items that
    were promised and are no more, and `facts` what the report said last, None where it was never
    read.
    """

    path: str
    courses: tuple[Course, ...]
    vanished: tuple[tuple[ActionFacts, Course], ...]
    facts: Facts | None

    @property
    def authors(self) -> Iterator[Person]:
        """Everybody who has moved a due date, or given an item to somebody else."""
        courses = (*self.courses, *(course for _, course in self.vanished))
        return (author for course in courses for author in course.authors)

    def named(self, names: Mapping[Person, Person]) -> Followed:
        """Return the same with these names for people."""
        gone = tuple((facts, course.named(names)) for facts, course in self.vanished)
        courses = tuple(course.named(names) for course in self.courses)
        return replace(self, courses=courses, vanished=gone)


class Chronicle:
    """The past of the reports of `repository`, along the first parents of `tip` (an OID).

    `is_report` says which paths are those of reports, `wanted` of which of them is asked, and
    `reader` reads the reports in a folder.
    """

    def __init__(
        self,
        repository: Repository,
        log: Log,
        tip: str,
        is_report: Callable[[str], bool],
        wanted: Callable[[str], bool],
        reader: Callable[[str], Reader],
    ) -> None:
        self.repository = repository
        self.log = log
        self.tip = tip
        self.is_report = is_report
        self.wanted = wanted
        self._reader = reader
        self._credit = Credit(log, tip, self._deeds)

    def followed(self, now: Mapping[str, Present], as_of: date) -> tuple[Followed, ...]:
        """Return what became of every report that is there, or ever was.

        `now` are those that are there, by their paths; what no commit has counts as of the day
        `as_of`. A report that gave its path to another one comes before that. People have the
        names that `.mailmap` gives them. Raises RepositoryError where Git cannot read what it is
        asked for.
        """
        found = tuple(self._followed(now, as_of))
        authors = (author for each in found for author in each.authors)
        names = self.repository.canonical(authors, self.tip)
        return tuple(each.named(names) for each in found)

    def _followed(self, now: Mapping[str, Present], as_of: date) -> Iterator[Followed]:
        self._learn_changes()
        moves = Moves(self.log, self.tip, self._contents, self._incident_in, self._incident_at)
        lives = [each for each in all_versions(self.log, moves, self.tip) if self._counts(each)]
        self._learn((each.path, each.oid) for life in lives for each in life)
        last = {life[-1].path: life for life in lives}
        moved = self._moved(last, now)
        for life in lives:
            path = life[-1].path
            # What gave its path to another report is gone, whatever lies there now.
            path = moved.get(path, path) if last[path] is life else ""
            yield self._follow(life, now.get(path), as_of, path)
        for path in now.keys() - last.keys() - set(moved.values()):
            yield self._follow((), now[path], as_of, path)

    def _moved(
        self, last: Mapping[str, Sequence[Version]], now: Mapping[str, Present]
    ) -> Mapping[str, str]:
        """Return where the reports lie now that were moved since the last commit."""
        news = {path: now[path] for path in sorted(now.keys() - last.keys())}
        gone = {path: life[-1].oid for path, life in last.items() if path not in now}
        found: dict[str, str] = {}
        for known in (_oid_of, _incident_of):
            there: dict[str, list[str]] = {}
            for path, present in news.items():
                there.setdefault(known(present.oid, present.facts), []).append(path)
            for path, oid in gone.items():
                facts = None if oid is None else self.reader(path).of(oid)
                name = known(oid or "", facts if isinstance(facts, Facts) else None)
                if name and path not in found and len(there.get(name, ())) == 1:
                    found[path] = there.pop(name)[0]
            for path in found.values():
                news.pop(path, None)
        return found

    def reader(self, path: str) -> Reader:
        """Return what reads the report at `path`; without a path, one in the top folder."""
        return self._reader(path.rpartition("/")[0])

    def _counts(self, life: Sequence[Version]) -> bool:
        """Say whether `life` is that of a report that is asked for, or was until it was moved to
        where no report is looked for.
        """
        path = life[-1].path
        return self.wanted(path) or (
            not self.is_report(path) and any(self.wanted(each.path) for each in life)
        )

    def _follow(
        self, life: Sequence[Version], now: Present | None, as_of: date, path: str
    ) -> Followed:
        follower = Follower()
        last: Facts | None = None
        paths: list[str] = []
        is_there = False
        for version in life:
            commit = self.log.commit(version.commit)
            # One clock of the two may be wrong, and ahead of its time.
            day = min(commit.date, moment(commit.committed)).date()
            step = Step(day, commit.oid, commit.oid in self.log.boundary)
            left = any(map(self.wanted, paths)) and not self.is_report(version.path)
            facts = None if version.oid is None else self.reader(version.path).of(version.oid)
            if facts is None or left:
                follower.removed(step)
                is_there = False
            elif isinstance(facts, Facts):
                if not is_there and last and _are_others(last, facts):
                    follower.ended()
                follower.version(step, facts.actions, partial(self._author, version, tuple(paths)))
                last, is_there = facts, True
            paths.append(version.path)
        pending = Step(as_of, None)
        if now is None:
            follower.removed(pending)
        elif now.facts is not None and not (life and life[-1].oid == now.oid):
            follower.version(pending, now.facts.actions, lambda _: NOBODY)
            last = now.facts
        gone = follower.vanished()
        if now is not None and now.facts is not None and now.facts.doubts:
            gone = ()  # what is not counted may still be there
        where = path or next((each for each in reversed(paths) if self.wanted(each)), "")
        return Followed(where, follower.courses(), gone, last)

    def _author(self, version: Version, paths: tuple[str, ...], deed: Deed) -> Person:
        return self._credit.of(version, paths, (deed,))[0]

    def _deeds(self, steps: Sequence[tuple[str, str]]) -> Iterable[tuple[Deed, ...]]:
        reader = self.reader("")
        reader.learn({oid for step in steps for oid in step}, self.repository)
        for step in steps:
            before, after = map(reader.of, step)
            if isinstance(before, Facts) and isinstance(after, Facts):
                yield deeds(before.actions, after.actions)
            else:
                yield ()

    def _learn_changes(self) -> None:
        """Learn the blobs of commits that change several reports: they may change places."""
        found: list[tuple[str, str | None]] = []
        for oid in self.log.first_parents(self.tip):
            changes = self.log.commit(oid).changes
            if len(changes) < 2:
                continue
            changes = tuple(each for each in changes if self.wanted(each.path))
            if 2 <= len(changes) <= MOST_CHANGES:
                found += [
                    (each.path, blob) for each in changes for blob in (each.before, each.after)
                ]
        self._learn(found)

    def _learn(self, blobs: Iterable[tuple[str, str | None]]) -> None:
        asked: dict[int, tuple[Reader, list[str]]] = {}
        for path, oid in blobs:
            if oid is not None:
                reader = self.reader(path)
                asked.setdefault(id(reader), (reader, []))[1].append(oid)
        for reader, oids in asked.values():
            reader.learn(oids, self.repository)

    def _incident_at(self, path: str, oid: str) -> str:
        if not self.wanted(path):
            return ""
        reader = self.reader(path)
        reader.learn((oid,), self.repository)
        return _incident(reader.of(oid))

    def _incident_in(self, content: bytes) -> str:
        reader, oid = self.reader(""), self.repository.oid_of(content)
        reader.read({oid: content})
        return _incident(reader.of(oid))

    def _contents(self, oids: Iterable[str]) -> Mapping[str, bytes | None]:
        return dict(self.repository.blobs(oids, self.reader("").task.limits.bytes))


def _oid_of(oid: str, _: Facts | None) -> str:
    return oid


def _incident_of(_: str, facts: Facts | None) -> str:
    return "" if facts is None else facts.incident_id


def _are_others(one: Facts, other: Facts) -> bool:
    """Say whether two reports tell of two incidents, by their identifiers."""
    return "" not in (one.incident_id, other.incident_id) and one.incident_id != other.incident_id


def _incident(facts: Facts | str) -> str:
    return facts.incident_id if isinstance(facts, Facts) else ""
