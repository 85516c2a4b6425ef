"""`--format json`: for programs. The keys are a contract; see docs/json.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pmlint.finding import Finding, Place, Severity, json_pointer
from pmlint.outcome import Outcome

VERSION = 1


def render(outcome: Outcome, *, tool_version: str, with_statistics: bool = False) -> Iterator[str]:
    """Yield the lines of one JSON document; lone surrogates are escaped, so it is valid UTF-8."""
    document: dict[str, Any] = {
        "version": VERSION,
        "tool": {"name": "pmlint", "version": tool_version},
        "summary": {
            "reports": len(outcome.checked),
            "errors": outcome.count(Severity.ERROR),
            "warnings": outcome.count(Severity.WARNING),
            "infos": outcome.count(Severity.INFO),
            "suppressed": outcome.suppressed,
        },
        "findings": [_finding(finding) for finding in outcome.findings],
        "unfinished": [
            {
                "path": report.path,
                "status": report.stage.value if report.stage else None,
                "remaining": report.remaining,
            }
            for report in outcome.unfinished
        ],
        "resting": [
            {
                "code": rule.code,
                "rule": rule.rule,
                "roles": list(rule.roles),
                "reason": rule.reason,
                "reports": rule.reports,
            }
            for rule in outcome.resting
        ],
    }
    if outcome.fixed is not None:
        document["summary"]["fixed"] = outcome.fixed.findings
    if outcome.since is not None:
        document["since"] = {
            "revision": outcome.since.revision,
            "base": outcome.since.base,
            "reports": outcome.since.reports,
            "known": outcome.since.known,
        }
    if with_statistics:
        document["statistics"] = [
            {"code": code, "rule": name, "count": number}
            for number, code, name in outcome.statistics
        ]
    yield from json.dumps(document, indent=2, ensure_ascii=True).split("\n")


def _finding(finding: Finding) -> dict[str, Any]:
    fix = None
    if finding.fix is not None:
        fix = {
            "safe": finding.fix.safe,
            "message": finding.fix.message,
            "edits": [{**_place(edit.place), "text": edit.text} for edit in finding.fix_edits],
        }
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.word,
        "message": finding.message,
        "path": finding.path,
        **_place(finding.place),
        "pointer": json_pointer(finding.pointer),
        "help": finding.help,
        "fix": fix,
    }


def _place(place: Place) -> dict[str, int]:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
