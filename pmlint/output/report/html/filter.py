"""Filter: what the rows of the table can be chosen by.

Rows and choices meet in tags (`s0`, `o12`), never in texts: nothing that a report says becomes
part of a comparison in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.summary.item import Item
from pmlint.summary.selection import NOBODY, NOTHING, severity_key
from pmlint.summary.state import State

STATES = tuple(State)


class Filter(Frozen):
    """One thing to filter by. `words_of` tells what an item has of it."""

    name: str
    every: str
    words: tuple[str, ...]
    words_of: Callable[[Item], Sequence[str]]

    @lazy
    def tags(self) -> dict[str, str]:
        """The tag of each word."""
        return {words: f"{self.name[:2]}{place}" for place, words in enumerate(self.words)}

    def tags_of(self, item: Item) -> list[str]:
        """Return the tags of `item`."""
        return [self.tags[words] for words in self.words_of(item)]


def filters(items: Sequence[Item]) -> tuple[Filter, ...]:
    """Return the filters for a table of `items`. There is no choice between one repository."""
    found = (
        _filter("state", "states", items, _state, _state_key),
        _filter("owner", "owners", items, _owners, _last(NOBODY)),
        _filter("severity", "severities", items, _severity, _severity_key),
        _filter("team", "teams", items, _team, _last(NOTHING)),
        _filter("repository", "repositories", items, _repository, str),
    )
    return tuple(each for each in found if each.name != "repository" or len(each.words) > 1)


def _filter(
    name: str,
    plural: str,
    items: Iterable[Item],
    words_of: Callable[[Item], Sequence[str]],
    key: Callable[[str], Any],
) -> Filter:
    words = {each for item in items for each in words_of(item)}
    return Filter(name, f"all {plural}", tuple(sorted(words, key=key)), words_of)


def _state(item: Item) -> tuple[str, ...]:
    return (item.state.label,)


def _state_key(label: str) -> int:
    return next(place for place, state in enumerate(STATES) if state.label == label)


def _owners(item: Item) -> tuple[str, ...]:
    return item.owners if item.is_owned else (NOBODY,)


def _severity(item: Item) -> tuple[str, ...]:
    return (item.incident.severity or NOTHING,)


def _severity_key(word: str) -> tuple[int, str]:
    return severity_key("" if word == NOTHING else word)


def _team(item: Item) -> tuple[str, ...]:
    return (item.incident.team or NOTHING,)


def _repository(item: Item) -> tuple[str, ...]:
    return (item.incident.repository,)


def _last(nothing: str) -> Callable[[str], Any]:
    return lambda word: (word == nothing, word.casefold(), word)
