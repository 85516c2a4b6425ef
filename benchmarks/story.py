"""One report as it grows: begun as a draft, filled in, reviewed, made final, its items followed up.

A `Story` is a `Report` whose sections are written anew, each from a random source of its own, so
that a change of one section leaves the bytes of all others as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

import words
from item import AFTERTHOUGHTS, REASONS, Item
from reports import Report
from writer import Writer

SECTIONS = ("summary", "description", "causes", "impact", "response", "lessons", "actions")
BEGUN = frozenset(("summary", "description"))
"""What a draft holds from its first commit on."""
CHUNKS = (("causes", "impact"), ("response",), ("lessons", "actions"))
"""What is filled in together, commit by commit."""
REWRITTEN = ("summary", "causes", "impact", "response", "lessons")
"""What may be told in other words without another item or time."""


class Story(Report):
    """A report through time; `seed`, `number` and the calls of `advance` decide every word.

    With `items`, a number, it is begun whole and with so many action items: what is left to tell
    is what becomes of these.
    """

    def __init__(self, seed: str, number: int, begun: date, items: int | None = None) -> None:
        super().__init__(number, 0)
        self.chance = Random(f"{seed}/{number}")
        day = begun - timedelta(days=self.chance.randrange(2, 11))
        minutes = self.chance.randrange(6 * 60, 19 * 60)
        self.start = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
        self.clock.start = self.start
        self.written = self.today = begun
        self.moves = False
        self.status = "draft"
        self.signed: date | None = None
        self.stem = f"{day}-inc-{number:05}"
        self.folder = f"postmortems/{day:%Y/%m}"
        self.filled = set(BEGUN)
        self.takes = dict.fromkeys(("head", *SECTIONS, "appendices"), 0)
        self.hand = 0
        self.items = self._planned(*((1, 5) if items is None else (items, items)))
        if items is not None:
            self.filled.update(SECTIONS)
            self.status = self.chance.choice(("review", "final"))
            self.signed = begun if self.is_final else None

    def _planned(self, least: int, most: int) -> list[Item]:
        self.random = self.chance
        found = []
        for index, text in enumerate(self._some(words.ACTIONS, least, most)):
            item = Item(text, self.owners[index % 3], self._later(self.written, 7, 80))
            if self._often(0.6):
                item.name = f"INC-{self.number:05}-{index + 1}"
            if self._often(0.3):
                item.kind = self.chance.choice(("prevent", "mitigate", "detect", "process"))
            item.status = self.chance.choice(("", "open"))
            found.append(item)
        return found

    def _later(self, day: date, least: int, most: int) -> date:
        return day + timedelta(days=self.chance.randrange(least, most))

    @property
    def path(self) -> str:
        """Where the report stands now."""
        return f"{self.folder}/{self.stem}.yaml"

    @property
    def is_final(self) -> bool:
        """Whether only the action items still move."""
        return self.status == "final"

    @property
    def tells_items(self) -> bool:
        """Whether its action items stand in it already."""
        return "actions" in self.filled

    @property
    def text(self) -> str:
        """The report as it is now."""
        parts: dict[str, Callable[[], None]] = {
            "head": self._head, "summary": self._summary, "description": self._description,
            "causes": self._causes, "impact": self._impact, "response": self._response,
            "lessons": self._lessons, "actions": self._promises, "appendices": self._endings,
        }  # fmt: skip
        self.writer = Writer(Random(f"hand/{self.number}/{self.hand}"))
        for name, write in parts.items():
            if name in SECTIONS and name not in self.filled:
                continue
            self.random = Random(f"{name}/{self.number}/{self.takes[name]}")
            self.writer.random = self.random
            write()
        return self.writer.text()

    def _promises(self) -> None:
        self.writer.section("action_items")
        flow, anchored = self.writer.flow_actions, self._often(0.2)
        lead = self.items[0].owner
        anchored = anchored and any(item.owner == lead for item in self.items[1:])
        for index, item in enumerate(self.items):
            fields = [("action_item", self.writer.scalar(item.told, flow=flow))]
            if item.name:
                fields.insert(0, ("id", item.name))
            owner = self.writer.scalar(item.owner, flow=flow)
            if anchored and item.owner == lead:
                owner = "*lead" if index else f"&lead {owner}"
            fields += [("owner", owner), ("due_date", f"{item.due}")]
            if item.kind:
                fields.append(("kind", item.kind))
            if item.status:
                fields.append(("status", item.status))
            if item.closed:
                fields.append(("completed_on", f"{item.closed}"))
            if item.reason:
                fields.append(("reason", self.writer.scalar(item.reason, flow=flow)))
            self.writer.entry(0, fields, flow=flow)

    def _endings(self) -> None:
        self.writer.section("appendices")
        link = f"https://tracker.shop.example/incidents/{self.number}"
        self.writer.items(1, "supporting_documents", (link, "Grafana dashboard of that day"))
        if self.signed is not None:
            self.writer.put(1, "signatures:")
            self.writer.field(2, "prepared_by", self.author)
            self.writer.field(2, "approved_by", self.approver)
            self.writer.put(2, f"date: {self.signed}")

    def advance(self, today: date, *, moves: bool = False) -> str:
        """Take the next step, or follow up on an item; return the subject of its commit.

        A file that `moves` with it keeps its format: written anew under another name, a report
        without an identifier is another one to everybody.
        """
        self.today, self.moves = today, moves
        if self.is_final:
            said = self._follow_up()
        else:
            said = self._rewrite() if self.chance.random() < 0.1 else self._next()
        return f"INC-{self.number:05}: {said}"

    def rename(self) -> str:
        """Move the report to another path; return the subject of its commit."""
        ending = self.service.removeprefix("the ").replace(" ", "-")
        if not self.stem.endswith(ending):
            self.stem = f"{self.stem}-{ending}"
        else:
            self.stem = f"{self.day}-inc-{self.number:05}"
        return f"INC-{self.number:05}: a better name for the file"

    def _next(self) -> str:
        added: list[str] = []
        for chunk in CHUNKS:
            if not self.filled.issuperset(chunk) and (not added or self.chance.random() < 0.5):
                added += chunk
                self.filled.update(chunk)
        if added:
            return f"fill in {', '.join(added)}"
        if self.status == "draft":
            self.status = "review"
            return "ask for a review"
        self.status, self.signed = "final", self.today
        return f"final, approved by {self.approver}"

    def _follow_up(self) -> str:
        ways = {
            self._close: 34, self._move: 22, self._begin: 12, self._hand_over: 10,
            self._reword: 8, self._reorder: 5, self._drop: 3, self._reopen: 2,
            self._add: 2, self._rewrite: 1, self._format: 1,
        }  # fmt: skip
        while True:
            way = self.chance.choices(tuple(ways), tuple(ways.values()))[0]
            if said := way():
                return said

    def _any(self, *, is_open: bool = True) -> Item | None:
        found = [item for item in self.items if item.is_open == is_open]
        return self.chance.choice(found) if found else None

    def _close(self) -> str:
        if (item := self._any()) is None:
            return ""
        item.status, item.closed = "done", self.today
        return f"done: {item.text}"

    def _move(self) -> str:
        if (item := self._any()) is None:
            return ""
        item.due = self._later(item.due, 7, 60)
        return f"until {item.due}: {item.text}"

    def _begin(self) -> str:
        if (item := self._any()) is None or item.status == "in_progress":
            return ""
        item.status = "in_progress"
        return f"begun: {item.text}"

    def _hand_over(self) -> str:
        if (item := self._any()) is None:
            return ""
        item.owner = self.chance.choice([who for who in words.PEOPLE if who != item.owner])
        return f"{item.owner} takes over: {item.text}"

    def _reword(self) -> str:
        if (item := self._any()) is None:
            return ""
        said = self.chance.choice(AFTERTHOUGHTS)
        item.thought = "" if said == item.thought else said
        return f"say it better: {item.text}"

    def _reorder(self) -> str:
        if len(self.items) < 2:
            return ""
        self.items.append(self.items.pop(0))
        return "the most urgent item first"

    def _drop(self) -> str:
        if (item := self._any()) is None:
            return ""
        item.status, item.reason = "dropped", self.chance.choice(REASONS)
        return f"dropped: {item.text}"

    def _reopen(self) -> str:
        if (item := self._any(is_open=False)) is None:
            return ""
        item.status, item.closed, item.reason = "open", None, ""
        item.due = max(item.due, self._later(self.today, 7, 60))
        return f"not done after all: {item.text}"

    def _add(self) -> str:
        self.random = self.chance
        known = {item.text for item in self.items}
        fresh = [text for text in map(self._say, words.ACTIONS) if text not in known]
        if len(self.items) > 7 or not fresh:
            return ""
        item = Item(
            self.chance.choice(fresh),
            self.chance.choice(self.owners),
            self._later(self.today, 7, 80),
        )
        if all(item.name for item in self.items):
            item.name = f"INC-{self.number:05}-{len(self.items) + 1}"
        self.items.append(item)
        return f"one more item: {item.text}"

    def _rewrite(self) -> str:
        name = self.chance.choice([name for name in REWRITTEN if name in self.filled])
        self.takes[name] += 1
        return f"tell {name} in other words"

    def _format(self) -> str:
        if self.moves:
            return ""
        self.hand += 1
        return "format the file"
