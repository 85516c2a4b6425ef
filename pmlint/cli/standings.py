"""Standings: how the sign-offs of the reports that are checked stand.

Most reports have none, and then neither the history nor a key is looked at. What only the message
of a commit tells is left to `pmlint verify`, unless a rule asks whether there is a sign-off at all:
a check at every commit must not read the whole history for nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pmlint.cli.disk import Disk
from pmlint.cli.folder import folder_of
from pmlint.cli.judge import Judge
from pmlint.cli.ledger import ledger_of
from pmlint.cli.snapshot import Stored
from pmlint.engine import Task
from pmlint.errors import RepositoryError
from pmlint.frozen import replace
from pmlint.lazy import lazy
from pmlint.policy import Policy
from pmlint.postmortem import Postmortem
from pmlint.repo import Repository
from pmlint.role import Role
from pmlint.source import Source
from pmlint.standing import Standing, State

if TYPE_CHECKING:
    from pmlint.cli.signed import Signed
    from pmlint.signoff.registry import Registry

ASKS_WHETHER = "PM601"
"""The rule that wants to know whether anybody has signed at all."""
NO_REPOSITORY = "no Git repository here"


class Standings:
    """Says how the sign-offs of a report stand. `cache` is the folder of the log's cache.

    `base` is the commit (an OID) that is trusted, where the reports come from one that is not.
    """

    def __init__(self, judge: Judge, cache: Path | None = None, base: str | None = None) -> None:
        self.judge = judge
        self.cache = cache
        self.base = base
        self._homes: dict[Path, _Home] = {}

    def is_idle(self, path: Path) -> bool:
        """Say whether nobody has signed anything, and no rule asks whether somebody has."""
        root = self.judge.place.snapshot.root_of(folder_of(path))
        if root is None or ASKS_WHETHER in self.judge.task(path).codes:
            return False
        return not self._home(root).ledger

    def _home(self, root: Path) -> _Home:
        if root not in self._homes:
            self._homes[root] = _Home(root, self.judge, self.cache, self.base)
        return self._homes[root]

    def __call__(self, path: Path, content: bytes) -> Standing | str:
        """Return how the sign-offs of the report at `path` stand, or why nobody can tell."""
        root = self.judge.place.snapshot.root_of(folder_of(path))
        if root is None:
            return NO_REPOSITORY
        try:
            return self._home(root).standing(path, content)
        except RepositoryError as error:
            return str(error)


class _Home:
    """One repository with its sign-offs."""

    def __init__(self, root: Path, judge: Judge, cache: Path | None, base: str | None) -> None:
        self.root = root
        self.judge = judge
        self.cache = cache
        self.base = base
        self._registry: Registry | None = None

    def standing(self, path: Path, content: bytes) -> Standing:
        task = self.judge.task(path)
        if ASKS_WHETHER not in task.codes and not self.ledger:
            return Standing(State.MISSING, 0)  # nothing that could be stale; not even read
        name = self.judge.place.name(path)
        report = self.judge.read(path, content)
        policy = self.judge.place.settings(folder_of(path)).policy
        needed = policy.needed(report.says(Role.SEVERITY) if report is not None else "")
        from pmlint.renaming import incident_of

        if ASKS_WHETHER not in task.codes and not self._signed.may_have(name, incident_of(report)):
            return Standing(State.MISSING, needed)
        found = self._judged(path, content, report, task, policy)
        # Whether it is needed yet is for the rules to say: they know the stage.
        return replace(found, needed=needed)

    def _judged(
        self,
        path: Path,
        content: bytes,
        report: Postmortem | None,
        task: Task,
        policy: Policy,
    ) -> Standing:
        if isinstance(self.judge.place.snapshot, Disk):
            self.judge.place.snapshot.sight.is_whole = False  # keys, people, the whole history
        if self._registry is None:
            from pmlint.cli.registry import registry_of

            self._registry = registry_of(
                self.repository,
                self._tip,
                self.judge.place,
                task,
                base=self.base,
                cache=self.cache,
            )
        name = path.relative_to(self.root).as_posix()
        return self._registry.standing(Source(name, content), report, task, policy)

    @lazy
    def repository(self) -> Repository:
        """The repository itself; opened where somebody has signed something."""
        snapshot = self.judge.place.snapshot
        return snapshot.repository if isinstance(snapshot, Stored) else Repository.open(self.root)

    @property
    def _tip(self) -> str | None:
        snapshot = self.judge.place.snapshot
        commit = snapshot.commit if isinstance(snapshot, Stored) else None
        return commit or self.repository.head

    @lazy
    def ledger(self) -> dict[str, bytes]:
        """The files in which sign-offs are kept, by their paths."""
        return ledger_of(self.judge.place.snapshot, self.root)

    @lazy
    def _signed(self) -> Signed:
        from pmlint.cli.signed import Signed

        return Signed(self.ledger, self.root, self.judge.place.snapshot.exists)
