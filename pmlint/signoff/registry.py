"""Registry: the reports of a repository and their sign-offs, ready to be judged.

Here the history, the ledger and the trusted files come together; the judge sees only what it
needs. Every blob is read once and parsed once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pmlint.digest import digest
from pmlint.engine import Task
from pmlint.frozen import Frozen, replace
from pmlint.history.log import Log, is_wanted
from pmlint.history.moves import Moves
from pmlint.history.reports import Reports
from pmlint.history.survey import survey
from pmlint.history.versions import versions
from pmlint.lazy import lazy
from pmlint.policy import Policy
from pmlint.postmortem import Postmortem
from pmlint.renaming import incident_of
from pmlint.repo import Person, Repository
from pmlint.signoff import FOLDER
from pmlint.signoff.authorship import Authorship
from pmlint.signoff.case import Case, Version
from pmlint.signoff.claim import Claim, Claims, gather, is_record
from pmlint.signoff.judge import Judge
from pmlint.signoff.ledger import folder
from pmlint.signoff.statement import encodable
from pmlint.signoff.trailer import SIGN_OFF, co_authors
from pmlint.signoff.trust import Trust
from pmlint.source import Source
from pmlint.standing import Standing

TRAILER = f"{SIGN_OFF}:"


class Registry(Frozen):
    """The sign-offs of one repository, as the history before `tip` (an OID) has them.

    `ledger` has the files of the ledger by path, as they are now. `incident` reads the incident
    identifier of a report's content. `cache` is the folder in which
    the log is kept, None for nowhere. `base` (an OID) is whose `.mailmap` counts.
    `also` are reports of which the log would not tell: their names are no YAML. `exists` says
    whether there is a file at a path now.
    """

    repository: Repository
    tip: str | None
    ledger: Mapping[str, bytes]
    trust: Trust
    incident: Callable[[bytes], str]
    cache: Path | None = None
    base: str | None = None
    program: str = "ssh-keygen"
    also: frozenset[str] = frozenset()
    exists: Callable[[str], bool] = lambda _: False

    def standing(
        self, source: Source, report: Postmortem | None, task: Task, policy: Policy
    ) -> Standing:
        """Return how the sign-offs of one report stand.

        `source` is the report as it is now, read as `report` with the eyes of `task`. Raises
        RepositoryError.
        """
        history = _History(self, source.path, task)
        incident = incident_of(report)
        # To look for former names takes a walk through the history: not for what nobody signed.
        signed = self._is_signed(source.path, incident)
        case = Case(
            source.path,
            history.paths if signed else frozenset((source.path,)),
            report,
            incident,
            policy,
            lambda: history.versions(source, report),
        )
        authorship = None
        if signed and self.tip is not None and self.log is not None:
            authorship = Authorship(
                self.repository, self.log, self.tip, history.digest, history.report, self.order
            )
        judge = Judge(self.claims, self.trust, authorship, self.canonical, self.program)
        return judge.standing(case)

    def _is_signed(self, path: str, incident: str) -> bool:
        """Say whether a sign-off may be about the report that is called so now."""
        own = {encodable(name) for name in (path, incident) if name}
        return self._has_strays or not self._names.isdisjoint(own | {folder(n) for n in own})

    @lazy
    def _claimed(self) -> tuple[Claim, ...]:
        return (*self.claims.claims, *(each.claim for each in self.claims.withdrawals))

    @lazy
    def _names(self) -> frozenset[str]:
        """Everything that a sign-off may mean: incidents, paths, folders of what is damaged."""
        told = {name for claim in self._claimed for name in (claim.report, claim.path)}
        return frozenset(told | {damage.folder for damage in self.claims.damages})

    @lazy
    def _has_strays(self) -> bool:
        """Say whether a report may have another name than when it was signed off by its path."""
        paths = (claim.report for claim in self._claimed if claim.path in ("", claim.report))
        return any(not self.exists(path) for path in paths)

    @lazy
    def log(self) -> Log | None:
        """All commits; None where nothing is committed yet."""
        if self.tip is None:
            return None
        if not self.also:
            return survey(self.repository, self.tip, self.cache)
        names = self.also
        return survey(self.repository, self.tip, None, lambda p: p in names or is_wanted(p))

    @lazy
    def order(self) -> tuple[str, ...]:
        """The OIDs of all commits, each child before its parents."""
        return () if self.log is None or self.tip is None else self.log.ancestry(self.tip)

    @lazy
    def claims(self) -> Claims:
        """All that the repository claims."""
        if self.log is None:
            return gather(self.ledger, (), {})
        commits = tuple(self.log.mentioning(self.order, TRAILER, f"{FOLDER}/"))
        gone = {
            change.before
            for commit in commits
            for change in commit.changes
            if is_record(change.path) and change.after is None and change.before is not None
        }
        removed = {oid: content or b"" for oid, content in self.repository.blobs(gone)}
        return gather(self.ledger, commits, removed, self.log.ancestry)

    @lazy
    def moves(self) -> Moves | None:
        """What was renamed, for all reports at once."""
        if self.log is None or self.tip is None:
            return None
        return Moves(self.log, self.tip, self.contents, self.incident)

    def contents(self, oids: Iterable[str]) -> Mapping[str, bytes | None]:
        """Return the contents of blobs by their OIDs; None for one that is not there."""
        return dict(self.repository.blobs(oids))

    @lazy
    def _people(self) -> dict[Person, Person]:
        return {}

    def canonical(self, person: Person) -> Person:
        """Return a person under the name that `.mailmap` has for them."""
        person = Person(_plain(person.name), _plain(person.email))
        if person not in self._people:
            known = {person}
            if not self._people:
                for commit in self.log.mentioning(self.order, TRAILER, FOLDER) if self.log else ():
                    known.update((commit.author, commit.committer))
                    known.update(Person(*each) for each in co_authors(commit.message))
                known.update(Person(c.name, c.email) for c in self.claims.claims)
            known = {Person(_plain(each.name), _plain(each.email)) for each in known}
            self._people.update(self.repository.canonical(known, self.base))
        return self._people[person]


class _History:
    """The versions of one report, read with the eyes of one task."""

    def __init__(self, registry: Registry, path: str, task: Task) -> None:
        self.registry = registry
        self.path = path
        self.reports = Reports(registry.repository, task)

    @lazy
    def known(self) -> tuple[tuple[str, str, str | None], ...]:
        """Commit, path and blob of every version along the first parents, the oldest first."""
        registry = self.registry
        if registry.log is None or registry.moves is None or registry.tip is None:
            return ()
        found = versions(registry.log, registry.moves, self.path, registry.tip)
        return tuple((each.commit, each.path, each.oid) for each in found)

    @lazy
    def paths(self) -> frozenset[str]:
        """Every name that the report has had."""
        return frozenset((self.path, *(path for _, path, _ in self.known)))

    def report(self, oid: str) -> Postmortem | None:
        """Return the report in a blob, None where it is none; each is read once.

        Raises RepositoryError where the blob is not in this clone.
        """
        return self.reports.report(oid)

    def digest(self, oid: str) -> str | None:
        """Return the digest of the report in a blob, None where it has none."""
        report = self.report(oid)
        return None if report is None else digest(report)

    def versions(self, source: Source, report: Postmortem | None) -> list[Version]:
        """Return the readable versions, oldest first, and what is not committed at the end."""
        registry = self.registry
        found: list[Version] = []
        for commit, path, oid in self.known:
            at = None if oid is None else self.report(oid)
            if at is not None and registry.log is not None and registry.tip is not None:
                made = registry.log.origin(registry.tip, commit, path, oid)
                landed = registry.log.commit(commit)
                found.append(Version(replace(landed, author=made.author), at))
        latest = self.known[-1][2] if self.known else None
        if report is not None and latest != registry.repository.oid_of(source.content):
            found.append(Version(None, report))
        return found


def _plain(text: str) -> str:
    """Return a name or address of which Git makes one contact, and no second line or address."""
    return " ".join(re.sub(r"[<>\x00-\x1f\x7f]", " ", text).split())
