"""Item: an action item of a report that grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

AFTERTHOUGHTS = (
    "in all zones", "before the next release", "and say so in the handbook",
    "as agreed in the review", "for every team",
)  # fmt: skip
REASONS = (
    "the part is replaced by the end of the year", "covered by another item of this report",
    "costs more than the outage did",
)  # fmt: skip


@dataclass(slots=True)
class Item:
    """One action item, as far as it has come."""

    text: str
    owner: str
    due: date
    name: str = ""
    kind: str = ""
    status: str = ""
    thought: str = ""
    closed: date | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.status in ("", "open", "in_progress")

    @property
    def told(self) -> str:
        """The item's text with its afterthought."""
        return f"{self.text} {self.thought}".rstrip()
