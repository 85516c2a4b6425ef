"""Unchecked: why a report could not be held against its template as a whole."""

from __future__ import annotations

from pmlint.postmortem import Postmortem
from pmlint.template.violation import Violation, ViolationKind
from pmlint.template.wording import shown

GIVEN_UP = "takes too long on this report, which was not held against the template as a whole"
"""What is said where the clock has ended it: on a faster machine it may come to an end."""


def too_deep(report: Postmortem) -> Violation:
    """Return what is said where the validator would run out of stack."""
    return Violation(
        ViolationKind.SCHEMA_VIOLATION,
        report.root.key_span,
        (),
        "the report is nested too deep to be held against the template as a whole",
        "what the template asks for has not been checked: nest less deep",
    )


def too_slow(report: Postmortem, pattern: str) -> Violation:
    """Return what is said where a search for `pattern` was given up."""
    return Violation(
        ViolationKind.SCHEMA_VIOLATION,
        report.root.key_span,
        (),
        f"the template's pattern {shown(pattern)} {GIVEN_UP}",
        "in the pattern, let nothing that is repeated hold another repetition or alternatives "
        "that match the same text",
    )


def too_much(report: Postmortem) -> Violation:
    """Return what is said where all that the template asks for takes too long or too much room."""
    return Violation(
        ViolationKind.SCHEMA_VIOLATION,
        report.root.key_span,
        (),
        f"the template {GIVEN_UP}",
        "in the template, let a schema not refer twice to itself, nor two branches of `anyOf`, "
        "`oneOf` or `allOf` to the same one",
    )
