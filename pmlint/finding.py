"""What pmlint says: severities, edits, fixes, problems and findings.

A *problem* is what a rule yields: a span of the text and a sentence. A *finding* is a problem
with everything that a reader needs: code, severity, path, line and column.
"""

from __future__ import annotations

from enum import IntEnum

from pmlint.frozen import Frozen
from pmlint.text import Span, Text

Pointer = tuple[str | int, ...]
"""The way from the top of a document to a part of it: keys of mappings, indices of lists."""


class Severity(IntEnum):
    """How bad a finding is; the order is that of the numbers."""

    INFO = 1
    """Worth knowing, nothing is wrong."""
    WARNING = 2
    """Probably wrong."""
    ERROR = 3
    """Wrong: the report cannot be trusted or finished like this."""

    @property
    def word(self) -> str:
        """Return the severity as users write it: `error`, `warning` or `info`."""
        return self.name.lower()


class Edit(Frozen):
    """One replacement: the characters of `span` become `text`."""

    span: Span
    text: str


class Fix(Frozen):
    """A change that removes a problem; `safe` when it cannot change what the report says.

    `keeps_data` promises more: to every YAML 1.2 reader the data is the very same afterwards.
    """

    message: str
    edits: tuple[Edit, ...]
    safe: bool = True
    keeps_data: bool = False


class Problem(Frozen):
    """What a rule found: where, and in which words.

    `message` says what is, in plain words, lower case, without a full stop; `help` says what to
    do next, or is empty where the message already does. `at_most` lowers the rule's severity where
    the rule knows that this once it is less.
    """

    span: Span
    message: str
    pointer: Pointer = ()
    help: str = ""
    fix: Fix | None = None
    at_most: Severity = Severity.ERROR


class Place(Frozen):
    """A stretch of a file: lines and columns from 1, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def of(cls, span: Span, text: Text) -> Place:
        """Return the place of `span` in `text`."""
        start, end = text.position(span.start), text.position(max(span.start, span.end))
        return cls(start.line, start.column, end.line, end.column)


class PlacedEdit(Frozen):
    """An edit as machines read it: a place and the text that belongs there."""

    place: Place
    text: str


class Finding(Frozen):
    """One thing that is wrong with one report, ready to be shown.

    `path` is relative to the repository root, with `/`. `source_lines` are the lines of the
    file from the finding's first to its last (at most three): a finding never opens a file.
    """

    code: str
    rule: str
    severity: Severity
    message: str
    path: str
    place: Place
    pointer: Pointer
    help: str
    fix: Fix | None
    fix_edits: tuple[PlacedEdit, ...]
    source_lines: tuple[str, ...]

    @property
    def line(self) -> int:
        """The first line, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The first column, from 1, in characters."""
        return self.place.column

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Findings are sorted by path, line, column, code."""
        return (self.path, self.place.line, self.place.column, self.code)


def json_pointer(pointer: Pointer) -> str:
    """Return `pointer` as a JSON Pointer (RFC 6901): `("a/b", 0)` → `/a~1b/0`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)
