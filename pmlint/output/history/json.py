"""`pmlint history --format json`: for programs. The keys are a contract; see docs/json.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pmlint.event import EventKind
from pmlint.finding import json_pointer
from pmlint.history.account import Account
from pmlint.history.life import Told
from pmlint.repo import Commit

VERSION = 1
DATE = "%Y-%m-%dT%H:%M:%SZ"


def render(account: Account) -> Iterator[str]:
    """Yield the lines of one JSON document in ASCII, whatever the report says."""
    life = account.life
    document = {
        "version": VERSION,
        "path": life.path,
        "events": [_event(each) for each in account.told],
        "cut_off": None if life.cut_off is None else _commit(life.cut_off),
        "unreadable": life.unreadable,
    }
    yield from json.dumps(document, indent=2, ensure_ascii=True).split("\n")


def _event(told: Told) -> dict[str, Any]:
    event = told.event
    found: dict[str, Any] = {
        **_commit(told.commit),
        "author": {"name": told.author.name, "email": told.author.email},
        "kind": event.kind.value,
        "pointer": json_pointer(event.pointer),
        "item": event.item,
        "before": event.before,
        "after": event.after,
    }
    if event.kind is EventKind.DUE_MOVED:
        found |= {"times": told.times, "days": told.days}
    return found


def _commit(commit: Commit) -> dict[str, str]:
    return {"commit": commit.oid, "date": date_of(commit)}


def date_of(commit: Commit) -> str:
    """Return when `commit` was made, as RFC 3339 writes it in UTC: four digits for the year."""
    return commit.date.strftime(DATE).rjust(len("2026-04-01T12:00:00Z"), "0")
