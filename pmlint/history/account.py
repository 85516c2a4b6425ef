"""Account: what is to be told of a report's life, out of all that happened."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pmlint.event import Event
from pmlint.frozen import Frozen
from pmlint.history.life import Life, Told
from pmlint.repo import Commit


class Account(Frozen):
    """A report's life as somebody has asked for it.

    `told` are the events that were asked for, out of all of `life`. `asked` is the path that was
    named, and `renamed` the commit since when the report has another one, if it has. `pending` is
    what happened since the last commit, None where the report is as that has it; with nothing in
    it the report was changed, but none of its terms.
    """

    life: Life
    told: tuple[Told, ...]
    asked: str
    renamed: Commit | None = None
    pending: tuple[Event, ...] | None = None

    @property
    def steps(self) -> Iterator[tuple[Told, ...]]:
        """The events in the order of the history, those of one commit and author together."""
        for _, step in groupby(self.told, lambda each: (each.commit.oid, each.author)):
            yield tuple(step)
