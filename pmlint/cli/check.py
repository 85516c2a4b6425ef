"""`pmlint check`: find the reports, hold each against its task, show what came out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from pmlint.catalog import catalog
from pmlint.cli.clock import today
from pmlint.cli.discover import discover
from pmlint.cli.files import read_report, read_stdin, write
from pmlint.cli.terminal import Progress, columns, complain, style_for
from pmlint.cli.workplace import Workplace
from pmlint.config.read import no_such_rule
from pmlint.engine import Checked, Task, check
from pmlint.errors import ReadError, UsageError
from pmlint.finding import Severity
from pmlint.outcome import Outcome, Resting
from pmlint.postmortem import Stage
from pmlint.settings import Settings
from pmlint.source import Origin, Source
from pmlint.task import task_for
from pmlint.version import __version__

STDIN = "-"
STDIN_NAME = "stdin.yaml"


def run(arguments: argparse.Namespace) -> int:
    """Check what the arguments name; return the exit code. Raises PmlintError."""
    return _Run(arguments).run()


class _Run:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.catalog = catalog()
        config = Path(arguments.config).absolute() if arguments.config else None
        self.place = Workplace(self.catalog, config, arguments.isolated)
        self.today = today(arguments.today)
        self.select = self._codes(arguments.select)
        self.extend_select = self._codes(arguments.extend_select) or ()
        self.ignore = self._codes(arguments.ignore) or ()
        self.template = Path(arguments.template).absolute() if arguments.template else None
        self.stage = Stage(arguments.stage) if arguments.stage else None
        self.unread = 0
        self.tasks: dict[tuple[int, frozenset[str]], Task] = {}

    def run(self) -> int:
        if STDIN in self.arguments.paths:
            checked, left_out = list(self._stdin()), 0
        else:
            found = discover(
                self.arguments.paths, self.place, force_exclude=self.arguments.force_exclude
            )
            checked, left_out = list(self._files(found.files)), found.left_out
        outcome = Outcome(
            tuple(sorted(checked, key=lambda report: report.path)), self._resting(), left_out
        )
        self._show(outcome)
        if self.unread:
            return 2
        return 1 if outcome.fails(self._fail_on()) else 0

    def _codes(self, given: list[list[str]] | None) -> tuple[str, ...] | None:
        if given is None:
            return None
        words = tuple(word for group in given for word in group)
        if not words:
            raise UsageError("--select, --extend-select and --ignore need a code or a name")
        for word in words:
            if self.catalog.select(word) is None:
                raise UsageError(no_such_rule(word, self.catalog))
        return words

    def _stdin(self) -> Iterator[Checked]:
        if self.arguments.paths != [STDIN]:
            raise UsageError("- (standard input) stands alone: name files in another run")
        name = self.arguments.stdin_filename or STDIN_NAME
        path = Path(os.path.normpath(self.place.current / name))
        settings = self.place.settings(path.parent)
        content = read_stdin(settings.limits.bytes)
        yield self._checked(path, settings, content, Origin.STDIN)

    def _files(self, paths: tuple[Path, ...]) -> Iterator[Checked]:
        progress = Progress(len(paths))
        for done, path in enumerate(paths):
            progress.step(done)
            settings = self.place.settings(path.parent)
            try:
                content = read_report(path, settings.limits.bytes)
            except ReadError as error:
                self.unread += 1
                progress.close()
                shown = self.place.relative(path, self.place.current)
                complain(f"error: {shown}: {error.message}")
                continue
            yield self._checked(path, settings, content, Origin.FILE)
        progress.close()

    def _checked(self, path: Path, settings: Settings, content: bytes, origin: Origin) -> Checked:
        top = self.place.top(path.parent)
        task = task_for(
            settings,
            self.catalog,
            self.place.relative(path, settings.base or top),
            self.today,
            template=self.template,
            select=self.select,
            extend_select=self.extend_select,
            ignore=self.ignore,
            stage=self.stage,
        )
        self.tasks[id(task.template), task.codes] = task
        source = Source(self.place.name(path), content, origin)
        return check(source, task, exists=_presence(path.parent, top))

    def _resting(self) -> tuple[Resting, ...]:
        found: dict[str, Resting] = {}
        for task in self.tasks.values():
            for rule, lacks in task.resting:
                roles = tuple(role.value for role in lacks)
                found[rule.code] = Resting(rule.code, rule.name, roles)
        return tuple(found[code] for code in sorted(found))

    def _fail_on(self) -> Severity | None:
        wish = self.arguments.fail_on
        if wish is None:
            return self.place.settings(self.place.current).fail_on
        return None if wish == "never" else Severity[wish.upper()]

    def _show(self, outcome: Outcome) -> None:
        target = self.arguments.output_file
        if target is None and sys.stdout is None:
            raise ReadError("standard output is closed; --output-file writes elsewhere")
        lines = _rendered(outcome, self.arguments, self.place.show, to_file=target is not None)
        if target is not None:
            write(Path(target), "\n".join(lines) + "\n")
            return
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        for line in lines:
            sys.stdout.write(line + "\n")


def _rendered(
    outcome: Outcome,
    arguments: argparse.Namespace,
    show: Callable[[str], str],
    *,
    to_file: bool,
) -> Iterator[str]:
    counts = arguments.statistics
    if arguments.format == "json":
        from pmlint.output.json import render as as_json

        return as_json(outcome, tool_version=__version__, with_statistics=counts)
    if arguments.format == "github":
        from pmlint.output.github import render as as_github

        return as_github(outcome, with_statistics=counts)
    style = style_for(arguments.color, to_file=to_file)
    if arguments.format == "concise":
        from pmlint.output.concise import render as as_concise

        return as_concise(outcome, show=show, style=style, with_statistics=counts)
    from pmlint.output.text import render as as_text

    wide = columns(to_file=to_file)
    return as_text(outcome, show=show, style=style, columns=wide, with_statistics=counts)


def _presence(folder: Path, top: Path) -> Callable[[str], bool]:
    """Return what tells whether a path of a report is in the repository.

    It counts from the report's folder, else from the repository root; what lies above the root
    is not in the repository.
    """

    def exists(name: str) -> bool:
        for base in (folder, top):
            path = Path(os.path.normpath(base / name))
            try:
                if path.is_relative_to(top) and path.exists():
                    return True
            except (OSError, ValueError):
                continue
        return False

    return exists
