"""The one place that asks what day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pmlint.errors import UsageError


def today(wish: str | None, option: str = "--today") -> date:
    """Return the day that `option` names, or today in UTC; raises UsageError for what is none."""
    if wish is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(wish)
    except ValueError:
        raise UsageError(f"{option} takes a date such as 2026-03-14, not `{wish}`") from None
