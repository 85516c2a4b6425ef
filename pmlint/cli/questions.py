"""Questions: what the arguments of `pmlint report` ask for, in the summary's own terms."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from difflib import get_close_matches

from pmlint.cli.report_arguments import STATES
from pmlint.errors import UsageError
from pmlint.summary.item import Item
from pmlint.summary.people import People, same
from pmlint.summary.selection import NEEDED, UNOWNED, Grouping, Listing, Order, Scope
from pmlint.summary.state import State

MOST_CLOSE = 2


def listing(arguments: argparse.Namespace) -> Listing:
    """Return which items are listed, and how. Raises UsageError for a state that is none."""
    states, unowned = _states(arguments.state)
    return Listing(
        states,
        unowned,
        None if arguments.group_by is None else Grouping(arguments.group_by),
        Order(arguments.sort),
        arguments.limit,
    )


def _states(given: list[list[str]] | None) -> tuple[frozenset[State], bool]:
    if given is None:
        return NEEDED, True
    told = [word.lower().replace("_", "-") for group in given for word in group]
    if not told:
        raise UsageError(f"--state takes some of {', '.join(STATES)}")
    found: set[State] = set()
    for word in told:
        if word not in STATES:
            close = get_close_matches(word, STATES, 1)
            meant = f"did you mean `{close[0]}`?" if close else f"there are {', '.join(STATES)}"
            raise UsageError(f"there is no state `{word}`; {meant}")
        if word == "all":
            found.update(State)
        elif word == "open":
            found.update(state for state in State if state.is_open)
        elif word != UNOWNED:
            found.add(State(word.replace("-", "_")))
    return frozenset(found), UNOWNED in told


def scope(arguments: argparse.Namespace, people: People) -> Scope:
    """Return whose items are counted; a person is known by every name that `people` knows.

    Raises UsageError for a wish that is empty.
    """
    for option in ("owner", "team", "severity", "kind"):
        if not all(wish.strip() for wish in getattr(arguments, option)):
            raise UsageError(f"--{option} takes a name")
    return Scope(
        tuple(map(people.name, arguments.owner)),
        tuple(arguments.team),
        tuple(arguments.severity),
        tuple(arguments.kind),
    )


def unmet(scope: Scope, items: Iterable[Item]) -> Iterable[str]:
    """Yield a sentence for each wish that no item meets: it may be misspelt."""
    told = tuple(items)
    for option, wishes, there in (
        ("--owner", scope.owners, [owner for item in told for owner in item.owners]),
        ("--team", scope.teams, [item.incident.team for item in told]),
        ("--severity", scope.severities, [item.incident.severity for item in told]),
        ("--kind", scope.kinds, [item.kind for item in told]),
    ):
        names = sorted(set(filter(None, there)))
        for wish in wishes:
            if not any(same(wish, name) for name in names):
                close = get_close_matches(wish, names, MOST_CLOSE, 0.6)
                meant = f"; did you mean {' or '.join(f'`{name}`' for name in close)}?"
                yield f"no action item has {option} {wish}{meant if close else ''}"
