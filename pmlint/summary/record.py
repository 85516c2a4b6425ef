"""Record: the facts of a report as lines of JSON, so that they can be kept.

The first line is about the report, and one follows for each action item. Most of it stays the same
from version to version: a line that was read before is not read again, and what it says is shared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from pmlint.action import Progress
from pmlint.summary.facts import ActionFacts, Facts

FORMAT = 3
"""To be raised when facts, or how they are read from a report, become something else."""
MOST = 1 << 14
"""So many lines are known again: those of the versions of a report come near each other."""
PROGRESS = {each.value: each for each in Progress}
_FACTS = Facts.__match_args__
_ACTIONS = _FACTS.index("actions")
_REPORT = (*_FACTS[:_ACTIONS], *_FACTS[_ACTIONS + 1 :])
_ACTION = ActionFacts.__match_args__
_FORMS: Mapping[str, Callable[[Any], Any]] = {
    "incident_date": date.fromisoformat,
    "report_date": date.fromisoformat,
    "due": date.fromisoformat,
    "completed_on": date.fromisoformat,
    "to_detect": lambda seconds: timedelta(seconds=seconds),
    "to_resolve": lambda seconds: timedelta(seconds=seconds),
    "progress": PROGRESS.__getitem__,
    "pointer": tuple,
    "owners": tuple,
    "doubts": tuple,
}
"""How that is read which JSON has no form for."""
Forms = tuple[tuple[int, Callable[[Any], Any]], ...]


def _forms(names: Sequence[str]) -> Forms:
    return tuple((at, _FORMS[name]) for at, name in enumerate(names) if name in _FORMS)


_OF_REPORT, _OF_ACTION = _forms(_REPORT), _forms(_ACTION)


def written(facts: Facts | str) -> str:
    """Return `facts`, or the reason why there are none, as lines without the last line break."""
    if isinstance(facts, str):
        return json.dumps(facts)
    actions = (_line(action, _ACTION) for action in facts.actions)
    return "\n".join((_line(facts, _REPORT), *actions))


def read(lines: str) -> Facts | str:
    """Return what `written` has made lines of."""
    head, *actions = lines.split("\n")
    told = _report(head)
    if isinstance(told, str):
        return told
    values = [*told[:_ACTIONS], tuple(map(_action, actions)), *told[_ACTIONS:]]
    return Facts(*values)


def _line(told: Facts | ActionFacts, names: Sequence[str]) -> str:
    return json.dumps([_plain(getattr(told, name)) for name in names], separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.value if isinstance(value, Progress) else value


@lru_cache(MOST)
def _report(line: str) -> list[Any] | str:
    values = json.loads(line)
    return values if isinstance(values, str) else _values(values, _OF_REPORT)


@lru_cache(MOST)
def _action(line: str) -> ActionFacts:
    return ActionFacts(*_values(json.loads(line), _OF_ACTION))


def _values(told: list[Any], forms: Forms) -> list[Any]:
    for at, form in forms:
        if told[at] is not None:
            told[at] = form(told[at])
    return told
