"""`--format github`: workflow commands, which GitHub Actions shows beside the lines of a diff.

The escapes are those of the toolkit's `command.ts`: text from a report never begins a command
of its own. GitHub shows ten errors, ten warnings and ten notices of one step, so errors come
first.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Finding, Severity
from pmlint.outcome import Outcome
from pmlint.output.escape import visible
from pmlint.output.style import PLAIN
from pmlint.output.words import statistics, summary

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(outcome: Outcome, *, with_statistics: bool = False) -> Iterator[str]:
    """Yield one workflow command for each finding, errors first, and the closing words."""
    for finding in sorted(outcome.findings, key=lambda finding: -finding.severity):
        yield _command(finding)
    closing = list(statistics(outcome)) if with_statistics else []
    closing.extend(summary(outcome, lambda path: path, PLAIN))
    for line in closing:
        # A line that begins with `::` would be a command; no closing line may.
        yield line.replace("::", ": :")


def _command(finding: Finding) -> str:
    place = finding.place
    properties = {"file": visible(finding.path), "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:
        properties |= {"col": place.column, "endColumn": place.end_column}
    properties["title"] = f"{finding.code} {finding.rule}"
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    words = finding.message + (f"\n{finding.help}" if finding.help else "")
    message = "%0A".join(_data(visible(line)) for line in words.split("\n"))
    return f"::{COMMANDS[finding.severity]} {listed}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
