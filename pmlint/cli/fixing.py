"""Fixing: reports with everything fixed that can be, written where they lie, or shown as a diff.

A run checks all reports first, as any other. Those with something to fix are then read anew, each
is repaired and written by itself, and what is left in it takes the place of what was found. Nothing
that was kept from an earlier run is believed here.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

from pmlint.cli.comparison import Comparison
from pmlint.cli.files import read_report, rewrite, write
from pmlint.cli.inspection import Inspection
from pmlint.cli.streams import assert_open
from pmlint.cli.terminal import Progress, complain, style_for
from pmlint.engine import Checked
from pmlint.errors import ReadError, UsageError
from pmlint.finding import Finding
from pmlint.frozen import Frozen, replace
from pmlint.outcome import Fixed
from pmlint.repair import Repair, applicable, repair


class Change(Frozen):
    """What fixing has made of a report: its bytes before and after."""

    path: Path
    before: bytes
    after: bytes


@dataclass
class Fixing:
    """Fixes what an inspection has found, and puts what is left in its place.

    With `unsafe` also what may change what a report says. `writes` is False where it is only to
    be told what would change. `fixed` counts the findings that are gone, `left_out` the fixes that
    would have changed more than they are for, and `failed` the reports that could not be fixed.
    """

    inspection: Inspection
    unsafe: bool = False
    writes: bool = True
    fixed: int = 0
    left_out: int = 0
    failed: int = 0
    changes: list[Change] = field(default_factory=list)

    @property
    def done(self) -> Fixed:
        """What was done, in numbers."""
        return Fixed(self.fixed, self.unsafe, self.left_out)

    def files(self) -> None:
        """Fix the reports that were inspected. Raises nothing for what cannot be written."""
        checked = self.inspection.checked
        concerned = [each for each in checked if applicable(each.findings, unsafe=self.unsafe)]
        progress = Progress(len(concerned), "fixed")
        left: dict[str, Checked | None] = {}
        for number, each in enumerate(sorted(concerned, key=lambda report: report.path), 1):
            path = self.inspection.judge.place.path_of(each.path)
            progress.step(number)
            try:
                left[each.path] = self._file(path)
            except ReadError as error:
                progress.close()
                self._fail(path, f"{error.message}; nothing was changed in it")
        progress.close()
        kept = (left.get(each.path, each) for each in checked)
        self.inspection.checked = [each for each in kept if each is not None]

    def _file(self, path: Path) -> Checked | None:
        """Fix one report; return what is left in it, None where it is as it was before."""
        before = read_report(path, self.inspection.limit(path))
        done, versions = self._repaired(path, before)
        if done.content != before and self.writes:
            rewrite(path, done.content, before)
        return self._taken(path, before, done, versions)

    def content(self, path: Path, before: bytes) -> bytes:
        """Fix `before`, which stands for the report at `path`; return what comes of it."""
        done, versions = self._repaired(path, before)
        left = self._taken(path, before, done, versions)
        self.inspection.checked = [left] if left is not None else []
        return done.content

    def _taken(
        self, path: Path, before: bytes, done: Repair, versions: dict[bytes, Inspection]
    ) -> Checked | None:
        """Count what was fixed, and return what is left."""
        if done.content != before:
            self.fixed += done.fixed
            self.changes.append(Change(path, before, done.content))
        first, last = versions[before], versions[done.content]
        self.inspection.known += last.known - first.known
        if not last.checked:
            return None
        if not done.endless:
            self.left_out += len(applicable(last.checked[0].findings, unsafe=self.unsafe))
        return last.checked[0]

    def _repaired(self, path: Path, before: bytes) -> tuple[Repair, dict[bytes, Inspection]]:
        """Return what fixing makes of the report, and how each version of it was inspected."""
        versions: dict[bytes, Inspection] = {}

        def findings(content: bytes) -> tuple[Finding, ...]:
            judge, pasts = self.inspection.judge, self.inspection.pasts
            one = Inspection(judge, pasts, only_changes=self.inspection.only_changes)
            one.stdin(path, content)
            versions[content] = one
            return one.checked[0].findings if one.checked else ()

        limits = self.inspection.judge.task(path).limits
        done = repair(before, findings, limits, unsafe=self.unsafe)
        if done.endless:
            codes = ", ".join(done.endless)
            self._fail(
                path,
                f"the fixes of {codes} come to no end, so nothing was changed in it; this is a "
                "mistake in pmlint, not in your report: please report it, and fix it by hand",
                "internal error",
            )
        return done, versions

    def _fail(self, path: Path, words: str, what: str = "error") -> None:
        self.failed += 1
        place = self.inspection.judge.place
        complain(f"{what}: {place.relative(path, place.current)}: {words}")


def assert_sensible(arguments: argparse.Namespace) -> None:
    """Raise UsageError, saying what to do, for wishes that do not go together."""
    wish = "--diff" if arguments.diff else "--fix"
    if not arguments.fix and not arguments.diff:
        raise UsageError(
            "--unsafe-fixes only says which fixes are made: add --fix to make them, or --diff to "
            "see them first"
        )
    for option, given in (("--staged", arguments.staged), ("--rev", arguments.rev is not None)):
        if given:
            raise UsageError(
                f"{wish} is for the files of the working tree, and {option} looks elsewhere: leave "
                "out one of the two"
            )
    if arguments.diff and (arguments.format != "text" or arguments.statistics):
        option = "--statistics" if arguments.statistics else f"--format {arguments.format}"
        raise UsageError(f"--diff shows changes and no findings: leave out {option}")


def fixed(
    inspection: Inspection,
    arguments: argparse.Namespace,
    given: tuple[Path, bytes] | None,
    left_out: int,
    comparison: Comparison,
) -> int:
    """Fix what was inspected, or show what that would change; return the exit code.

    `given` is standard input, where that was inspected. Raises ReadError for an output that cannot
    be written.
    """
    from pmlint.cli.presentation import present

    judge = inspection.judge
    fixing = Fixing(inspection, arguments.unsafe_fixes, writes=not arguments.diff)
    if given is None:
        fixing.files()
    else:
        assert_open()
        content = fixing.content(*given)
        if fixing.writes:
            put(content)
            if len(given[1]) > inspection.limit(given[0]):
                put(sys.stdin.buffer.read())  # too long to be checked; none of it may be lost
    if arguments.diff:
        shown(fixing, arguments)
    else:
        outcome = inspection.outcome(left_out, comparison)
        outcome = replace(outcome, fixed=fixing.done)
        present(outcome, arguments, judge.place.show, aside=given is not None)
    if inspection.unread or fixing.failed:
        return 2
    fails = fixing.changes if arguments.diff else outcome.fails(judge.fails_on())
    return 1 if fails else 0


def shown(fixing: Fixing, arguments: argparse.Namespace) -> None:
    """Print what fixing would change, or write it to the output file. Raises ReadError."""
    from pmlint.output.diff import painted, render
    from pmlint.output.words import count

    place = fixing.inspection.judge.place
    lines = (
        line
        for change in fixing.changes
        for line in render(place.show(place.name(change.path)), change.before, change.after)
    )
    if arguments.output_file is not None:
        write(Path(arguments.output_file), "".join(lines))
    else:
        assert_open()
        style = style_for(arguments.color)
        if style.colour or sys.stdout.isatty():
            for line in lines:
                sys.stdout.write(painted(line, style) + "\n")
        else:
            put("".join(lines).encode("utf-8"))
    if fixing.fixed:
        reports = count(len(fixing.changes), "report")
        complain(f"would fix {count(fixing.fixed, 'finding')} in {reports}")


def put(content: bytes) -> None:
    """Print bytes as they are."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # somebody's own stream, of text
        sys.stdout.write(content.decode("utf-8", "backslashreplace"))
    else:
        buffer.write(content)
