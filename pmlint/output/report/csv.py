"""`pmlint report --format csv`: one row an item, for a spreadsheet.

As RFC 4180 has it. A spreadsheet takes a cell that begins with `=` for a formula, whoever wrote it:
what a report says gets an apostrophe before it then, as OWASP advises against CSV injection.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from pmlint.output.escape import visible
from pmlint.output.report.row import Value, rows
from pmlint.summary.summary import Summary

COLUMNS = (
    "repository", "path", "line", "report", "incident_id", "incident_date", "severity", "team",
    "id", "action", "owner", "owned", "due_date", "status", "state", "days_overdue",
    "slips", "slipped_days", "opened_on", "closed_on", "completed_on",
    "kind", "priority", "link", "reason",
)  # fmt: skip
"""The columns in their order; new ones come at the end."""
FORMULA = r"(?:^|(?<=;))(?=[\s\"'\u200d]*[=+@＝＋－＠-])"
"""Where a formula could begin. Where a comma is a decimal sign, spreadsheets also cut at `;`."""


def render(summary: Summary) -> Iterator[str]:
    """Yield the records, each without its CRLF, and without a line break in it."""
    yield _record(COLUMNS)
    for _, fields in rows(summary):
        yield _record(_cell(fields[column]) for column in COLUMNS)


def guarded(text: str) -> str:
    """Return `text`, made visible, as a cell that no spreadsheet takes for a formula."""
    return re.sub(FORMULA, "'", visible(text))


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # A number is our own, and may be below zero.
    return guarded(value) if isinstance(value, str) else "" if value is None else str(value)


def _record(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()
