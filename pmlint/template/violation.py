"""Violation: one way in which a report does not fit its template."""

from __future__ import annotations

from enum import Enum

from pmlint.finding import Fix, Pointer, Problem
from pmlint.frozen import Frozen
from pmlint.role import Role
from pmlint.text import Span


class ViolationKind(Enum):
    """What is wrong; the value is the code of the rule that reports it."""

    MISSING_SECTION = "PM101"
    """A required top-level part that holds a mapping or list is not there."""
    MISSING_FIELD = "PM102"
    """Any other required part is not there."""
    EMPTY_VALUE = "PM103"
    """A required part is there, and null, blank, `[]` or `{}`."""
    UNKNOWN_FIELD = "PM104"
    """A key that the template does not know."""
    WRONG_TYPE = "PM105"
    """Text where a list belongs, and the like."""
    INVALID_VALUE = "PM106"
    """The right type, and none of the values that are allowed."""
    SCHEMA_VIOLATION = "PM107"
    """Anything else that the template asks for."""


class Violation(Frozen):
    """What the template finds in a report.

    `role` is the role of the part that is missing, empty or wrong, and `within` that of the
    part that holds it: a rule of its own may speak of it in clearer words. `meant` is the key
    that an unknown one was probably meant to be.
    """

    kind: ViolationKind
    span: Span
    pointer: Pointer
    message: str
    help: str = ""
    fix: Fix | None = None
    role: Role | None = None
    within: Role | None = None
    meant: str | None = None

    @property
    def problem(self) -> Problem:
        """The violation as a rule yields it."""
        return Problem(self.span, self.message, self.pointer, self.help, self.fix)
