"""Preface: what has to be known before any number is read."""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.frozen import Frozen
from pmlint.output.report.words import home_notes
from pmlint.output.words import count
from pmlint.summary.summary import Summary

MOST_NAMES = 10


class Place(Frozen):
    """A repository, and what a reader should know of it."""

    name: str
    note: str


class Defect(Frozen):
    """A report that is not counted, or not wholly, and why."""

    place: str
    reason: str
    extent: str


class Preface(Frozen):
    """What is counted, of what, and what is not.

    `counted` is a sentence, `scope` the restrictions of it. `noted` are the repositories of which
    there is something to say, `names` those of all.
    """

    counted: str
    scope: tuple[str, ...]
    names: tuple[str, ...]
    noted: tuple[Place, ...]
    defects: tuple[Defect, ...]
    verdict: str


def preface(summary: Summary) -> Preface:
    """Return what stands at the head of the page."""
    totals, homes = summary.totals, summary.homes
    of_many = len(homes) > 1
    return Preface(
        f"{count(totals.items, 'action item')} in {count(totals.reports, 'report')}",
        tuple(_scope(summary)),
        tuple(home.name for home in homes),
        tuple(Place(home.name, note) for home in homes for note in home_notes(home, summary)),
        tuple(
            Defect(
                f"{home.name}/{trouble.path}" if of_many else trouble.path,
                trouble.reason,
                "counted in part" if trouble.is_part else "not counted",
            )
            for home, trouble in summary.troubles
        ),
        _verdict(summary),
    )


def _scope(summary: Summary) -> Iterator[str]:
    scope = summary.scope
    for name, words in (
        ("owner", scope.owners),
        ("team", scope.teams),
        ("severity", scope.severities),
        ("kind", scope.kinds),
    ):
        if words:
            yield f"{name}: {' or '.join(words)}"


def _verdict(summary: Summary) -> str:
    """Return the heading over the reports that are not counted, or not wholly."""
    parts = sum(trouble.is_part for _, trouble in summary.troubles)
    whole = len(summary.troubles) - parts
    could = ((whole, "could not be read"), (parts, "could be read only in part"))
    return "; ".join(f"{count(number, 'report')} {words}" for number, words in could if number)
