"""`pmlint report --format jsonl`: one JSON object an item, for DuckDB, BigQuery and the like.

The keys are a contract; see docs/report-data.md and schemas/report-item.schema.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from pmlint.output.report.row import Value, rows
from pmlint.summary.summary import Summary

SCHEMA = "pmlint-report-item/1"
"""Keys may be added within a version; none is renamed or removed, or becomes something else."""
UNFIT = "[\0\ud800-\udfff]"
"""What readers stumble over, however it is escaped: DuckDB over half a surrogate pair, PostgreSQL
over U+0000."""
REPLACEMENT = "\ufffd"


def render(summary: Summary) -> Iterator[str]:
    """Yield one line an item without its line break, in ASCII, whatever the report says."""
    as_of = summary.as_of.isoformat()
    for item, fields in rows(summary):
        told: dict[str, Any] = {"schema": SCHEMA, "as_of": as_of}
        told |= {name: _fit(value) for name, value in fields.items()}
        told |= {
            "owners": [_fit(owner) for owner in item.owners],
            "due_text": _fit(item.due_text or None),
            "is_open": item.is_open,
            "is_unowned": item.is_unowned,
            "minutes_to_detect": _minutes(item.incident.to_detect),
            "minutes_to_resolve": _minutes(item.incident.to_resolve),
        }
        yield json.dumps(told, ensure_ascii=True)


def _fit(value: Value) -> Value:
    return re.sub(UNFIT, REPLACEMENT, value) if isinstance(value, str) else value


def _minutes(length: timedelta | None) -> float | None:
    return None if length is None else round(length.total_seconds() / 60, 3)
