"""`--format text`: for people. A frame for each finding, and the closing words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pmlint.finding import Finding
from pmlint.outcome import Outcome
from pmlint.output.escape import visible
from pmlint.output.frame import frame
from pmlint.output.style import Style
from pmlint.output.words import fixable, mark, statistics, summary


def render(
    outcome: Outcome,
    *,
    show: Callable[[str], str],
    style: Style,
    columns: int,
    with_statistics: bool = False,
) -> Iterator[str]:
    """Yield lines without line breaks; `show` turns a path into the one to display."""
    for finding in outcome.findings:
        yield from _finding(finding, mark(finding, outcome), show, style, columns)
        yield ""
    if with_statistics and outcome.findings:
        yield from statistics(outcome)
        yield ""
    yield from summary(outcome, show, style)
    yield from fixable(outcome)


def _finding(
    finding: Finding, marked: str, show: Callable[[str], str], style: Style, columns: int
) -> Iterator[str]:
    severity = style.severity(finding.severity, f"{finding.severity.word}[{finding.code}]")
    yield f"{severity} {finding.rule}: {marked}{style.bold(visible(finding.message))}"
    margin = " " * len(str(finding.line))
    place = f"{visible(show(finding.path))}:{finding.line}:{finding.column}"
    yield f"{margin}{style.dim('-->')} {place}"
    yield from frame(finding, columns, style)
    if finding.help:
        yield f"{margin} {style.dim('=')} {style.bold('help')}: {visible(finding.help)}"
