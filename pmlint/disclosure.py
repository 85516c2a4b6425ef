"""Disclosure: a problem → a finding, with its place and its lines, and without secrets."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pmlint.document import Document
from pmlint.finding import Finding, Place, PlacedEdit, Problem, Severity
from pmlint.frozen import replace
from pmlint.rule import Rule
from pmlint.secret import Discretion, masked, secrets
from pmlint.text import Text

MOST_LINES = 3


def disclosed(
    found: Iterable[tuple[Rule, Problem]],
    document: Document,
    path: str,
    severity: Callable[[Rule], Severity],
) -> tuple[Finding, ...]:
    """Return the findings in the order of their places; `severity` says how bad a rule is."""
    text = document.text
    findings = [
        _finding(rule, problem, text, path, min(severity(rule), problem.at_most))
        for rule, problem in found
    ]
    hidden = secrets(text.content) if findings else ()
    if hidden:
        shown = Text(masked(text.content, hidden))
        discretion = Discretion(text.content, hidden)
        findings = [_discreet(finding, shown, discretion) for finding in findings]
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))


def _finding(rule: Rule, problem: Problem, text: Text, path: str, severity: Severity) -> Finding:
    place = Place.of(problem.span, text)
    last = min(place.end_line, place.line + MOST_LINES - 1)
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=severity,
        message=problem.message,
        path=path,
        place=place,
        pointer=problem.pointer,
        help=problem.help,
        fix=problem.fix,
        fix_edits=tuple(
            PlacedEdit(Place.of(edit.span, text), edit.text)
            for edit in (problem.fix.edits if problem.fix else ())
        ),
        source_lines=tuple(text.line(number) for number in range(place.line, last + 1)),
    )


def _discreet(finding: Finding, shown: Text, discretion: Discretion) -> Finding:
    """Return `finding` without the secrets of its report, whichever rule found it.

    `shown` is the text with its secrets masked. A fix that would write a secret is left out: a
    machine's log is no better place for it than a person's terminal.
    """
    clean = discretion.unsaid
    tells = any(clean(edit.text) != edit.text for edit in finding.fix_edits)
    lines = range(finding.line, finding.line + len(finding.source_lines))
    return replace(
        finding,
        message=clean(finding.message),
        help=clean(finding.help),
        pointer=tuple(clean(step) if isinstance(step, str) else step for step in finding.pointer),
        source_lines=tuple(shown.line(number) for number in lines),
        fix=None if tells else finding.fix,
        fix_edits=() if tells else finding.fix_edits,
    )
