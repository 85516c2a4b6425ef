"""Knowledge: what the maker of a history knows of its action items, for comparison with an answer.

It follows the items themselves, not what is written of them, so it cannot err as a reader can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from item import Item
from story import Story

CLOSED = ("done", "dropped")


@dataclass(slots=True)
class Known:
    """An item as the main branch has had it so far; what a branch does counts once it is merged."""

    opened_on: date
    due: date
    owner: str
    closed_on: date | None = None
    slips: list[int] = field(default_factory=list)
    handovers: int = 0

    def landed(self, item: Item, day: date) -> None:
        """Take note of how `item` stands since `day`."""
        if item.due != self.due:
            self.slips.append((item.due - self.due).days)
        self.handovers += item.owner != self.owner
        self.due, self.owner = item.due, item.owner
        self.closed_on = (self.closed_on or day) if item.status in CLOSED else None


class Knowledge:
    """Follows the items of all reports from version to version of the main branch."""

    def __init__(self) -> None:
        self.stories: dict[int, Story] = {}
        self._days: dict[int, date] = {}
        self._known: dict[int, Known] = {}
        self.last = date.min

    def landed(self, story: Story, day: date) -> None:
        """Take note of a version that came on `day`, by the clock of whoever made the commit."""
        self.stories[story.number] = story
        # That clock may go backwards, the days of a report do not.
        day = self._days[story.number] = max(day, self._days.get(story.number, day))
        self.last = max(self.last, day)
        if not story.tells_items:
            return
        for item in story.items:
            known = self._known.setdefault(id(item), Known(day, item.due, item.owner))
            known.landed(item, day)

    def told(self) -> dict[str, Any]:
        """Return all of it as the values of JSON, under the keys that pmlint uses."""
        stories = sorted(self.stories.values(), key=lambda story: story.path)
        items = [
            self._item(story, item) for story in stories if story.tells_items
            for item in story.items
        ]  # fmt: skip
        return {"as_of": f"{self.last}", "reports": len(stories), "items": items}

    def _item(self, story: Story, item: Item) -> dict[str, Any]:
        known = self._known[id(item)]
        return {
            "path": story.path,
            "id": item.name or None,
            "action": item.told,
            "owner": item.owner,
            "due_date": f"{item.due}",
            "status": item.status or "open",
            "opened_on": f"{known.opened_on}",
            "closed_on": None if known.closed_on is None else f"{known.closed_on}",
            "slips": known.slips,
            "handovers": known.handovers,
        }


def totals(told: Mapping[str, Any]) -> dict[str, int]:
    """Return the numbers of what `Knowledge.told` tells, as of its last day."""
    items = told["items"]
    left = [item for item in items if item["status"] not in CLOSED]
    return {
        "reports": told["reports"],
        "items": len(items),
        "open": len(left),
        "overdue": sum(item["due_date"] < told["as_of"] for item in left),
        "done": sum(item["status"] == "done" for item in items),
        "dropped": sum(item["status"] == "dropped" for item in items),
        "slipped": sum(bool(item["slips"]) for item in left),
        "vanished": 0,
    }
