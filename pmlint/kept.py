"""Kept: what came out for a report, as a line of JSON, so that it can be had again unchecked.

It is the same again wherever everything is that the check has seen: the bytes, the task, what came
before the report, and whether the files are there to which it links. The first three are in `key`;
the links are kept with the answer, and asked for again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from pmlint.checksum import blake2b
from pmlint.edition import edition
from pmlint.engine import NO_PAST, Checked, Task, check
from pmlint.finding import Edit, Finding, Fix, Place, PlacedEdit, Severity
from pmlint.frozen import Frozen, replace
from pmlint.past import Past
from pmlint.postmortem import Stage
from pmlint.source import Source
from pmlint.text import Span

FORMAT = 2
"""To be raised when a finding, or what a check looks at, becomes something else."""

Exists = Callable[[str], bool]


class Kept(Frozen):
    """What came out, and which of the links were asked for and led somewhere."""

    checked: Checked
    links: Mapping[str, bool]

    @property
    def is_lasting(self) -> bool:
        """Say whether another run would find the same: not where a search was given up."""
        if not self.checked.findings:
            return True
        from pmlint.template.unchecked import GIVEN_UP

        return not any(GIVEN_UP in finding.message for finding in self.checked.findings)

    def for_path(self, path: str) -> Kept:
        """Return the same answer for the report at `path`: two files may be the same."""
        findings = tuple(replace(each, path=path) for each in self.checked.findings)
        return replace(self, checked=replace(self.checked, path=path, findings=findings))

    def holds(self, exists: Exists) -> bool:
        """Say whether the links lead where they led."""
        return all(exists(link) == was for link, was in self.links.items())


def checked(source: Source, task: Task, exists: Exists, past: Past = NO_PAST) -> Kept:
    """Hold `source` against `task`, as `engine.check` does, and note what was looked at."""
    links: dict[str, bool] = {}

    def watched(link: str) -> bool:
        links[link] = exists(link)
        return links[link]

    return Kept(check(source, task, exists=watched, past=past), links)


def fingerprint(task: Task) -> bytes:
    """Return 32 bytes that are others wherever the same report could be judged otherwise."""
    what = (
        (edition(), FORMAT),
        task.template.schema,
        sorted(task.codes),
        sorted((code, severity.value) for code, severity in task.severities.items()),
        {code: dict(options) for code, options in task.options.items()},
        (task.limits.bytes, task.limits.depth, task.limits.nodes),
        None if task.stage is None else task.stage.value,
        # No rule asks for it today; one that does must not find yesterday's answer.
        task.today.isoformat() if any(rule.clock for rule, _ in task.running) else None,
    )
    return blake2b(json.dumps(what, sort_keys=True).encode("ascii"), digest_size=32).digest()


def key(source: Source, task: bytes, past: Past) -> str:
    """Return a name for all that an answer depends on; `task` is a fingerprint."""
    found = blake2b(task, digest_size=20)
    found.update(source.content)
    earlier = None
    if past.earlier is not None:
        is_same = past.earlier.content == source.content
        found.update(b"" if is_same else past.earlier.content)
        name = "" if past.earlier.path == source.path else past.earlier.path
        earlier = (name, is_same, len(past.earlier.content))
    seen = (len(source.content), earlier, past.standing, past.unknown, past.is_committed)
    found.update(repr(seen).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def written(kept: Kept) -> str:
    """Return `kept` as a line of ASCII, without its path."""
    found = kept.checked
    values = (
        [_finding(each) for each in found.findings],
        found.suppressed,
        None if found.stage is None else found.stage.value,
        found.remaining,
        found.unwitnessed,
        kept.links,
    )
    return json.dumps(values, separators=(",", ":"))


def read(line: str, path: str = "") -> Kept:
    """Return what `written` has made a line of, for the report at `path`."""
    findings, suppressed, stage, remaining, unwitnessed, links = json.loads(line)
    checked = Checked(
        path,
        tuple(_read_finding(each, path) for each in findings),
        suppressed,
        None if stage is None else Stage(stage),
        remaining,
        tuple((code, reason) for code, reason in unwitnessed),
    )
    return Kept(checked, links)


def _finding(finding: Finding) -> list[Any]:
    fix = finding.fix
    return [
        finding.code,
        finding.rule,
        finding.severity.value,
        finding.message,
        _place(finding.place),
        finding.pointer,
        finding.help,
        None if fix is None else [fix.message, fix.safe, fix.keeps_data],
        [] if fix is None else [[edit.span.start, edit.span.end, edit.text] for edit in fix.edits],
        [[*_place(edit.place), edit.text] for edit in finding.fix_edits],
        finding.source_lines,
    ]


def _read_finding(told: list[Any], path: str) -> Finding:
    code, rule, severity, message, place, pointer, help, fix, edits, placed, lines = told
    spans = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    return Finding(
        code=code,
        rule=rule,
        severity=Severity(severity),
        message=message,
        path=path,
        place=Place(*place),
        pointer=tuple(pointer),
        help=help,
        fix=None if fix is None else Fix(fix[0], spans, fix[1], fix[2]),
        fix_edits=tuple(PlacedEdit(Place(*each[:4]), each[4]) for each in placed),
        source_lines=tuple(lines),
    )


def _place(place: Place) -> tuple[int, int, int, int]:
    return place.line, place.column, place.end_line, place.end_column
