"""Judge: what the command line asks of every report, and how one is held against it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from pmlint.catalog import Catalog
from pmlint.cli.clock import today
from pmlint.cli.folder import folder_of
from pmlint.cli.snapshot import Snapshot
from pmlint.cli.workplace import Workplace
from pmlint.engine import NO_PAST, Checked, Task, check, read
from pmlint.errors import UsageError
from pmlint.finding import Severity
from pmlint.frozen import Frozen
from pmlint.kept import Kept, checked
from pmlint.lazy import lazy
from pmlint.past import Past, Witness
from pmlint.postmortem import Postmortem, Stage
from pmlint.source import Origin, Source
from pmlint.task import task_for


class Job(Frozen):
    """One report to check: where it lies, what it says, and what came before it."""

    path: Path
    source: Source
    past: Past


class Judge:
    """Holds reports against what is asked for. Raises UsageError for a rule that is none."""

    def __init__(self, arguments: argparse.Namespace, place: Workplace, catalog: Catalog) -> None:
        self.place = place
        self.catalog = catalog
        self.asks: frozenset[Witness] = frozenset()
        """What of the past is looked at for every report, whatever its rules ask for."""
        self._fail_on: str | None = arguments.fail_on
        self._today = today(arguments.today)
        self._select = self._codes(arguments.select)
        self._extend_select = self._codes(arguments.extend_select) or ()
        self._ignore = self._codes(arguments.ignore) or ()
        self._template = Path(arguments.template).absolute() if arguments.template else None
        self._stage = Stage(arguments.stage) if arguments.stage else None
        self._tasks: dict[Path, Task] = {}
        self._common: dict[int, Task] = {}

    def task(self, path: Path) -> Task:
        """Return what the report at `path` is held against. Raises PmlintError."""
        if path not in self._tasks:
            settings = self.place.settings(folder_of(path))
            if settings.per_file_ignores:
                self._tasks[path] = self._task_for(path)
            else:  # the same for all of them, and so is what follows from it
                if id(settings) not in self._common:
                    self._common[id(settings)] = self._task_for(path)
                self._tasks[path] = self._common[id(settings)]
        return self._tasks[path]

    def _task_for(self, path: Path) -> Task:
        settings = self.place.settings(folder_of(path))
        return task_for(
            settings,
            self.catalog,
            self.place.relative(path, settings.base or self.place.top(folder_of(path))),
            self._today,
            template=self._template,
            opened=self.place.template,
            select=self._select,
            extend_select=self._extend_select,
            ignore=self._ignore,
            stage=self._stage,
        )

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that were asked for."""
        return tuple({id(task): task for task in self._tasks.values()}.values())

    def witnesses(self, path: Path) -> frozenset[Witness]:
        """Return what of the past is looked at for the report at `path`."""
        return self.task(path).witnesses | self.asks

    def check(
        self,
        path: Path,
        content: bytes,
        origin: Origin,
        past: Past = NO_PAST,
        *,
        among: Snapshot | None = None,
        folder: Path | None = None,
    ) -> Checked:
        """Hold the report at `path` against its task.

        Its links count from `folder`, by default its own, and lead to files `among` those of the
        run.
        """
        source = Source(self.place.name(path), content, origin)
        exists = self.presence(path, among, folder)
        return check(source, self.task(path), exists=exists, past=past)

    def kept(self, job: Job) -> Kept:
        """Do `job`, and note what was looked at."""
        return checked(job.source, self.task(job.path), self.presence(job.path), job.past)

    def presence(
        self, path: Path, among: Snapshot | None = None, folder: Path | None = None
    ) -> Callable[[str], bool]:
        """Return what tells whether a link of the report at `path` leads to a file, as `check`."""
        there = among or self.place.snapshot
        return _presence(folder or folder_of(path), self.place.top(folder_of(path)), there)

    def read(self, path: Path, content: bytes) -> Postmortem | None:
        """Return the report in `content` with the eyes of the task of `path`, if it is one."""
        return read(Source(str(path), content), self.task(path))[1]

    def incident(self, content: bytes) -> str:
        """Return the incident identifier in `content`, whatever its path."""
        from pmlint.renaming import incident_of

        return incident_of(read(Source("", content), self._any)[1])

    @lazy
    def _any(self) -> Task:
        """What a report in the current folder would be held against."""
        return self._task_for(self.place.current / "report.yaml")

    def fails_on(self) -> Severity | None:
        """Return the least severity that makes the run fail, None for none."""
        if self._fail_on is None:
            return self.place.settings(self.place.current).fail_on
        return None if self._fail_on == "never" else Severity[self._fail_on.upper()]

    def _codes(self, given: list[list[str]] | None) -> tuple[str, ...] | None:
        if given is None:
            return None
        words = tuple(word for group in given for word in group)
        if not words:
            raise UsageError("--select, --extend-select and --ignore need a code or a name")
        for word in words:
            if self.catalog.select(word) is None:
                from pmlint.config.read import no_such_rule

                raise UsageError(no_such_rule(word, self.catalog))
        return words


def _presence(folder: Path, top: Path, snapshot: Snapshot) -> Callable[[str], bool]:
    """Return what tells whether a path of a report is in the repository.

    It counts from the report's folder, else from the repository root; what lies above the root
    is not in the repository.
    """

    def exists(name: str) -> bool:
        paths = (Path(os.path.normpath(base / name)) for base in (folder, top))
        return any(path.is_relative_to(top) and snapshot.exists(path) for path in paths)

    return exists
