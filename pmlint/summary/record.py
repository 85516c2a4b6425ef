"""Record: the facts of a report as one line of JSON, so that they can be kept."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from pmlint.action import Progress
from pmlint.summary.facts import ActionFacts, Facts

FORMAT = 1
"""To be raised when facts, or how they are read from a report, become something else."""
_FACTS = tuple(field.name for field in fields(Facts))
_ACTION = tuple(field.name for field in fields(ActionFacts))
_DAYS = frozenset(("incident_date", "report_date", "due", "completed_on"))
_SPANS = frozenset(("to_detect", "to_resolve"))


def written(facts: Facts | str) -> str:
    """Return `facts`, or the reason why there are none, as a line without its line break."""
    if isinstance(facts, str):
        return json.dumps(facts)
    return json.dumps([_plain(getattr(facts, name)) for name in _FACTS], separators=(",", ":"))


def read(line: str) -> Facts | str:
    """Return what `written` has made a line of."""
    values = json.loads(line)
    if isinstance(values, str):
        return values
    told = dict(zip(_FACTS, values, strict=True))
    told["actions"] = tuple(
        ActionFacts(**_values(dict(zip(_ACTION, action, strict=True))))
        for action in told["actions"]
    )
    told["doubts"] = tuple(told["doubts"])
    return Facts(**_values(told))


def _plain(value: Any) -> Any:
    if isinstance(value, ActionFacts):
        return [_plain(getattr(value, name)) for name in _ACTION]
    if isinstance(value, tuple):
        return [_plain(below) for below in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.value if isinstance(value, Progress) else value


def _values(told: dict[str, Any]) -> dict[str, Any]:
    for name in _DAYS & told.keys():
        told[name] = None if told[name] is None else date.fromisoformat(told[name])
    for name in _SPANS & told.keys():
        told[name] = None if told[name] is None else timedelta(seconds=told[name])
    for name in ("pointer", "owners"):
        if name in told:
            told[name] = tuple(told[name])
    if told.get("progress") is not None:
        told["progress"] = Progress(told["progress"])
    return told
