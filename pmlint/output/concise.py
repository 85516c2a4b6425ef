"""`--format concise`: one line for each finding, with a place that terminals make a link of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pmlint.outcome import Outcome
from pmlint.output.escape import visible
from pmlint.output.style import Style
from pmlint.output.words import fixable, mark, statistics, summary


def render(
    outcome: Outcome,
    *,
    show: Callable[[str], str],
    style: Style,
    with_statistics: bool = False,
) -> Iterator[str]:
    """Yield lines without line breaks; `show` turns a path into the one to display."""
    for finding in outcome.findings:
        place = f"{visible(show(finding.path))}:{finding.line}:{finding.column}"
        severity = style.severity(finding.severity, finding.severity.word)
        marked, message = mark(finding, outcome), visible(finding.message)
        yield f"{place}: {severity} {finding.code} {finding.rule}: {marked}{message}"
    if with_statistics:
        yield from statistics(outcome)
    yield from summary(outcome, show, style)
    yield from fixable(outcome)
