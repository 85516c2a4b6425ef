"""Summary: everything that `pmlint report` has to tell, as of a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum

from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.summary.burndown import Point, burndown
from pmlint.summary.item import Incident, Item, judged
from pmlint.summary.people import alike
from pmlint.summary.selection import Listing, Scope
from pmlint.summary.state import DUE_WITHIN
from pmlint.summary.totals import (
    Health,
    Response,
    Totals,
    by_quarter,
    by_severity,
    health,
    response,
    totals,
)


class Past(Enum):
    """What is known of the past of a repository; the value is the word in outputs for machines."""

    WHOLE = "whole"
    """Every commit was looked at."""
    CUT_OFF = "cut_off"
    """A shallow clone: what was before its first commits is not known."""
    UNKNOWN = "unknown"
    """Nobody has looked, or could."""


class Trouble(Frozen):
    """A report whose action items are not counted, or (`is_part`) not all of them, and why."""

    path: str
    reason: str
    is_part: bool = False


class Home(Frozen):
    """A repository that was looked at, or a folder outside of one.

    `past` is what is known of its past; `note` says of it what a reader should know. `cut_off` are
    the commits at which a shallow clone is, and `until` is the day of the last one. `is_saved`
    tells that it comes from a file that `pmlint report --format json` has written, and `is_whole`
    that everything was in it.
    """

    name: str
    past: Past
    note: str = ""
    cut_off: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    until: date | None = None
    is_saved: bool = False
    is_whole: bool = True


class Summary(Frozen):
    """What is counted, as of a day.

    `items` and `vanished` are judged, and as `scope` asks; `incidents` likewise. `listing` says
    which of the items are listed.
    """

    as_of: date
    homes: tuple[Home, ...]
    incidents: tuple[Incident, ...]
    items: tuple[Item, ...]
    vanished: tuple[Item, ...] = ()
    scope: Scope = Scope()
    listing: Listing = Listing()
    due_within: int = DUE_WITHIN

    @lazy
    def chosen(self) -> tuple[Item, ...]:
        """The items that are asked for, in order, also those beyond the limit."""
        return self.listing.chosen(self.items)

    @property
    def listed(self) -> tuple[Item, ...]:
        """The items that are listed."""
        return self.chosen[: self.listing.limit]

    @lazy
    def groups(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """The items that are asked for by their groups, also those beyond the limit."""
        return self.listing.groups(self.chosen)

    @property
    def is_whole(self) -> bool:
        """Say whether everything is listed, so that another run can go on with it."""
        return (
            self.listing.is_whole
            and self.scope == Scope()
            and all(home.is_whole for home in self.homes)
        )

    @lazy
    def totals(self) -> Totals:
        """The numbers of all items that are counted."""
        return totals(self.items, self.incidents, sum(each.is_open for each in self.vanished))

    @lazy
    def health(self) -> Health:
        """How well they are followed up."""
        return health(self.items)

    @lazy
    def response(self) -> Response:
        """How fast all incidents were met."""
        return response(self.incidents)

    @lazy
    def by_severity(self) -> tuple[Response, ...]:
        """How fast incidents were met, by severity."""
        return by_severity(self.incidents)

    @lazy
    def by_quarter(self) -> tuple[Response, ...]:
        """How fast incidents were met, by quarter."""
        return by_quarter(self.incidents)

    @lazy
    def burndown(self) -> tuple[Point, ...]:
        """How many items were open at the end of each week; nothing without a past."""
        return burndown((item.course for item in (*self.items, *self.vanished)), self.as_of)

    @property
    def has_past(self) -> bool:
        """Say whether something is known of the past of one of the repositories."""
        return any(home.past is not Past.UNKNOWN for home in self.homes)

    @property
    def troubles(self) -> tuple[tuple[Home, Trouble], ...]:
        """The reports that are not counted, or not wholly, with their repositories."""
        return tuple((home, trouble) for home in self.homes for trouble in home.troubles)


def summarised(
    homes: Sequence[Home],
    incidents: Sequence[Incident],
    items: Sequence[Item],
    vanished: Sequence[Item],
    *,
    as_of: date,
    due_within: int,
    scope: Scope,
    listing: Listing,
    name_of: Callable[[str], str],
) -> Summary:
    """Return what is to be told of what was gathered; `name_of` gives a person's one name.

    Several items can only be one person's if that is always spelt the same, so of names that
    differ in capitals and spacing the most frequent spelling is taken.
    """
    found = (*items, *vanished)
    named = [tuple(dict.fromkeys(map(name_of, item.owners))) for item in found]
    spelt = alike(owner for owners in named for owner in owners)
    told = [
        judged(item, as_of, due_within, tuple(dict.fromkeys(spelt[owner] for owner in owners)))
        for item, owners in zip(found, named, strict=True)
    ]
    there, gone = told[: len(items)], told[len(items) :]
    return Summary(
        as_of,
        tuple(homes),
        tuple(each for each in incidents if scope.has_incident(each)),
        tuple(each for each in there if scope.has(each)),
        tuple(each for each in gone if scope.has(each)),
        scope,
        listing,
        due_within,
    )
