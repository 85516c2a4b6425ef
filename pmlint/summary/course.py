"""Course: what became of one action item: when it was opened and closed, put off, handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from pmlint.frozen import Frozen, replace
from pmlint.repo import Person


class Slip(Frozen):
    """A due date that was moved, or (`after` is empty) taken away.

    `before` and `after` are as written, `days` by how much, None where one of them is no day.
    `author` is who moved it, None where that is not committed yet.
    """

    on: date
    commit: str | None
    author: Person | None
    before: str
    after: str
    days: int | None


class Handover(Frozen):
    """The owners who were replaced by others, or (`after` is empty) taken away."""

    on: date
    commit: str | None
    author: Person | None
    before: tuple[str, ...]
    after: tuple[str, ...]


class Period(Frozen):
    """A time in which an item was open and due on one day, or on none.

    It begins on the day `since` and ends before the day `until`, None where it goes on.
    """

    since: date
    until: date | None
    due: date | None


class Course(Frozen):
    """What became of one action item.

    `opened_on` is the day of the first commit that has it, `closed_on` that of the first one that
    says done or dropped, if it still does; None where there is no such commit, or nobody knows.
    """

    opened_on: date | None = None
    closed_on: date | None = None
    slips: tuple[Slip, ...] = ()
    handovers: tuple[Handover, ...] = ()
    periods: tuple[Period, ...] = ()
    is_cut_off: bool = False

    @property
    def slipped_days(self) -> int:
        """By how many days the due date has moved in all, as far as that is known."""
        return sum(slip.days or 0 for slip in self.slips)

    @property
    def authors(self) -> Iterator[Person]:
        """Everybody who has moved its due date, or given it to somebody else."""
        authors = [*(each.author for each in self.slips), *(each.author for each in self.handovers)]
        return (author for author in authors if author is not None)

    def owned_by(self, name_of: Callable[[str], str]) -> Course:
        """Return the same course with the one name of every owner; from one name to another of the
        same person nothing was handed over.
        """
        found = []
        for each in self.handovers:
            before, after = (tuple(map(name_of, owners)) for owners in (each.before, each.after))
            if set(before) != set(after):
                found.append(replace(each, before=before, after=after))
        return replace(self, handovers=tuple(found))

    def named(self, names: Mapping[Person, Person]) -> Course:
        """Return the same course with these names for people."""
        if not self.slips and not self.handovers:
            return self
        slips = tuple(replace(each, author=_named(each.author, names)) for each in self.slips)
        handovers = tuple(
            replace(each, author=_named(each.author, names)) for each in self.handovers
        )
        return replace(self, slips=slips, handovers=handovers)


UNKNOWN = Course()
"""Of an item whose past nobody has looked at."""


def _named(person: Person | None, names: Mapping[Person, Person]) -> Person | None:
    return None if person is None else names.get(person, person)
