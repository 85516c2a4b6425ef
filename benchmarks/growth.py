"""Growth: decides, commit by commit, what is worked on in a history of reports.

Every twentieth commit merges a branch of one to four commits, one in sixty renames a report, one in
nine touches other files only, and forty people take part. How a report grows is told in `story.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from heapq import heappop, heappush
from random import Random

import words
from knowledge import Knowledge
from story import Story
from stream import Person, Stream, people

FIRST = int(datetime(2022, 1, 3, tzinfo=UTC).timestamp())
DAYS = 4 * 365
BRANCHES = 6
"""How many branches are open at the same time, at most."""
MERGES, RENAMES, OTHERS = 1 / 20, 1 / 60, 1 / 8
BEGUN = 0.99
"""The last report is begun when so much of the history is over."""
SOURCES = 60
DRAFTING, LINGERING = 1.5, 120
"""Days between two steps of a report that is not final yet, on average: of most, and of every
fifteenth.
"""
RECENT = 300
"""So many of the reports made final last are worked on most."""


@dataclass(slots=True)
class Branch:
    """A branch that is not merged yet; its report is nobody else's till then."""

    name: str
    tip: int
    left: int
    changes: dict[str, int | None] = field(default_factory=dict)
    story: Story | None = None


class Growth:
    """Decides, commit by commit, what is worked on, and writes it into a stream."""

    def __init__(
        self, stream: Stream, reports: int, commits: int, items: int | None, seed: str
    ) -> None:
        self.stream, self.reports, self.commits, self.seed = stream, reports, commits, seed
        self.items = items
        self.chance = Random(seed)
        self.knowledge = Knowledge()
        self.people = people()
        self.named = {person.name: person for person in self.people}
        self.stories: list[Story] = []
        self.settled: list[Story] = []
        self.texts: dict[int, str] = {}
        self.due: list[tuple[float, int]] = []
        self.next: dict[int, float] = {}
        self.branches: list[Branch] = []
        self.taken: set[int] = set()
        self.turn = self.opened = self.renamed = 0
        self.tip = 0
        self.authored = date.min
        """The day of the last commit, by the clock of whoever made it."""

    def write(self) -> None:
        """Write the whole history, to its last commit, in which everything is merged."""
        files = {"README.md": "The shop: sources, and what we learnt from its incidents.\n"}
        files |= {_source(number): "first version\n" for number in range(SOURCES)}
        changes = {path: self.stream.blob(text) for path, text in files.items()}
        self.tip = self._commit("main", (), changes, self.people[0], "The beginning")
        for turn in range(1, self.commits):
            self.turn = turn
            branch = self._branch()
            if branch is None:
                self._work(None)
            elif branch.left:
                self._work(branch)
            else:
                self._merge(branch)
        for number in range(BRANCHES):
            self.stream.forget(f"topic-{number}")

    def _branch(self) -> Branch | None:
        """Return the branch whose turn it is; None means main."""
        owed = sum(branch.left + 1 for branch in self.branches)
        left = self.commits - self.turn
        if owed >= left:
            return self.branches[0] if self.branches else None
        length = self.chance.randint(1, 4)
        wanted = self.opened < self.turn * MERGES
        if wanted and len(self.branches) < BRANCHES and owed + length < left:
            used = {branch.name for branch in self.branches}
            name = next(n for n in map("topic-{}".format, range(BRANCHES)) if n not in used)
            self.opened += 1
            self.branches.append(Branch(name, self.tip, length))
            return self.branches[-1]
        if self.branches and self.chance.random() < 0.3:
            return self.chance.choice(self.branches)
        return None

    def _merge(self, branch: Branch) -> None:
        assert branch.story is not None
        self.branches.remove(branch)
        self.taken.remove(branch.story.number)
        who = self.chance.choice(self.people)
        said = f"Merge the work on INC-{branch.story.number:05}"
        self.tip = self._commit("main", (self.tip, branch.tip), branch.changes, who, said)
        self.knowledge.landed(branch.story, self.authored)

    def _work(self, branch: Branch | None) -> None:
        elsewhere = branch is None and self.chance.random() < OTHERS
        story = None if elsewhere else self._story(branch)
        if story is None:
            self._other()
            return
        changes, said = self._step(story)
        who = self.named[story.author]
        if self.chance.random() < 0.4:
            who = self.chance.choice(self.people)
        if branch is None:
            self.tip = self._commit("main", (self.tip,), changes, who, said)
            self.knowledge.landed(story, self.authored)
            return
        branch.tip = self._commit(branch.name, (branch.tip,), changes, who, said)
        branch.left -= 1
        branch.changes |= changes
        branch.story = story
        self.taken.add(story.number)

    def _other(self) -> None:
        text = f"version of {self._today()}\n{self.chance.choice(words.EVENTS)}\n"
        who = self.chance.choice(self.people)
        changes = {_source(self.chance.randrange(SOURCES)): self.stream.blob(text)}
        self.tip = self._commit("main", (self.tip,), changes, who, "Work on the sources")

    def _story(self, branch: Branch | None) -> Story | None:
        """Return the report to work on; None where all are taken by other branches."""
        if branch is not None and branch.story is not None:
            return branch.story
        expected = self.turn * self.reports / (self.commits * BEGUN)
        if len(self.stories) < min(self.reports, expected):
            return self._begin()
        while self.due and self.due[0][0] <= self.turn:
            due, number = heappop(self.due)
            story = self.stories[number - 1]
            if story.is_final or self.next[number] != due:
                continue
            if number not in self.taken:
                return story
            self._later(story)
        recent = self.settled[-RECENT:] if self.chance.random() < 0.7 else self.settled
        for pool in (recent, self.stories):
            if free := [story for story in pool if story.number not in self.taken]:
                return self.chance.choice(free)
        return self._begin() if len(self.stories) < self.reports else None

    def _later(self, story: Story) -> None:
        """Put a report that is not final yet down for another day."""
        days = self.chance.expovariate(1 / (DRAFTING if story.number % 15 else LINGERING))
        self.next[story.number] = self.turn + days * self.commits / DAYS
        heappush(self.due, (self.next[story.number], story.number))

    def _begin(self) -> Story:
        number = len(self.stories) + 1
        story = Story(self.seed, number, self._today(), self._share(number))
        self.stories.append(story)
        return story

    def _share(self, number: int) -> int | None:
        """Return how many of `items` a report has: some more, and the next one so many less."""
        if self.items is None:
            return None
        share = self.items * number // self.reports - self.items * (number - 1) // self.reports
        least = self.items // self.reports
        shift = Random(f"items/{(number + 1) // 2}").randint(0, min(2, least - 1))
        if number % 2 == 0:
            return share - shift
        return share + (shift if number < self.reports else 0)

    def _step(self, story: Story) -> tuple[dict[str, int | None], str]:
        """Take a report one step on; return what changes, and the commit's subject."""
        before, path = self.texts.get(story.number), story.path
        settled = before is not None and story.is_final
        moves = settled and self.renamed < self.turn * RENAMES
        if before is None:
            said, text = f"INC-{story.number:05}: begin the report", story.text
        elif moves and self.chance.random() < 0.7:
            said, text = story.rename(), before
        else:
            said = story.rename() if moves else ""
            text = before
            while text == before:
                said, text = story.advance(self._today(), moves=moves), story.text
        self.renamed += moves
        self.texts[story.number] = text
        if story.is_final and not settled:
            self.settled.append(story)
        elif not story.is_final:
            self._later(story)
        changes: dict[str, int | None] = {path: None} if path != story.path else {}
        changes[story.path] = self.stream.blob(text)
        return changes, said

    def _time(self) -> int:
        return FIRST + self.turn * DAYS * 86_400 // self.commits

    def _today(self) -> date:
        return datetime.fromtimestamp(self._time(), UTC).date()

    def _commit(
        self,
        branch: str,
        parents: tuple[int, ...],
        changes: Mapping[str, int | None],
        who: Person,
        said: str,
    ) -> int:
        committed = self._time()
        kept = self.chance.randrange(2 * 86_400) if self.chance.random() < 0.1 else 0
        when = committed - kept, committed
        self.authored = datetime.fromtimestamp(when[0], UTC).date()
        return self.stream.commit(branch, parents, changes, who, when, said)


def _source(number: int) -> str:
    return f"src/part-{number % 6}/module-{number:02}.txt"
