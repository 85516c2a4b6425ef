"""People: one person who is spelt in several ways is one person.

`.mailmap` (gitmailmap(5)) says which names and addresses of commits belong together, and the table
`[owners]` of the configuration whatever else. Beyond that only capitals, spacing and a leading `@`
make no difference, and `Ada Okafor <ada@example.com>` is Ada Okafor: two people may share a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pmlint.rules import generic_owner
from pmlint.rules.generic_owner import GENERIC_OWNERS

MAILMAP = r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>(?:(?P<was>[^<>]*)<(?P<address>[^<>]*)>)?\s*(?:#.*)?"
NAMED = r"(?s)\s*(?P<name>[^<>]*?)\s*<(?P<email>[^<>\s]+@[^<>\s]+)>\s*"


class People:
    """The people whom `owners` (other spellings by name) and `mailmap` (a file's text) know."""

    def __init__(
        self, owners: Mapping[str, Iterable[str]] | None = None, mailmap: str = ""
    ) -> None:
        self._names: dict[str, str] = _mapped(mailmap)
        self._found: dict[str, str] = {}
        for name, spellings in (owners or {}).items():
            for spelling in (name, *spellings):
                for key in _keys(spelling):
                    self._names[key] = name

    def name(self, text: str) -> str:
        """Return the name of the person who is spelt `text`; `text` where nobody says more."""
        if text not in self._found:
            self._found[text] = self._name(text)
        return self._found[text]

    def _name(self, text: str) -> str:
        keys = _keys(text)
        found = next((self._names[key] for key in keys if key in self._names), None)
        if found is not None:
            return self._names.get(_key(found), found)
        named = re.fullmatch(NAMED, text)
        return (named["name"] or named["email"]) if named else text


def alike(names: Iterable[str]) -> dict[str, str]:
    """Return for each of `names` the spelling that is used most, of those with the same letters."""
    spellings: dict[str, dict[str, int]] = {}
    for name, times in Counter(names).items():
        spellings.setdefault(_key(name), {})[name] = times
    best = {
        key: min(counted, key=lambda name: (-counted[name], name))
        for key, counted in spellings.items()
    }
    return {name: best[key] for key, counted in spellings.items() for name in counted}


def is_somebody(owners: Iterable[str], options: Mapping[str, Any] | None = None) -> bool:
    """Say whether one of `owners` is somebody in particular, and not `everyone` or `the team`.

    `options` are those of the rule that finds generic owners.
    """
    told = options or {}
    generic = _generic(
        tuple(told.get("generic_owners", GENERIC_OWNERS)), tuple(told.get("teams", ()))
    )
    return any(generic_owner.name(owner) not in generic for owner in owners)


@lru_cache(maxsize=64)
def _generic(words: tuple[str, ...], teams: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(generic_owner.name, words)) - set(map(generic_owner.name, teams))


def same(one: str, other: str) -> bool:
    """Say whether two names differ in capitals, spacing and a leading `@` at most."""
    return _key(one) == _key(other)


def _key(text: str) -> str:
    return " ".join(text.casefold().split()).lstrip("@")


def _keys(text: str) -> list[str]:
    """Return what `text` may be known by: all of it, the address in it, and the name before it."""
    named = re.fullmatch(NAMED, text)
    words = (text, named["email"], named["name"]) if named else (text,)
    return [key for key in map(_key, words) if key]


def _mapped(mailmap: str) -> dict[str, str]:
    """Return the proper names of a mailmap by addresses and names; a name that is two is none."""
    names: dict[str, str] = {}
    told: dict[str, set[str]] = {}
    pairs: list[tuple[str, str]] = []
    for line in mailmap.splitlines():
        found = None if line.lstrip().startswith("#") else re.match(rf"\s*{MAILMAP}$", line)
        if found is None:
            continue
        name = " ".join(found["name"].split())
        emails = [_key(email) for email in (found["email"], found["address"]) if email]
        if name:
            names.update(dict.fromkeys(emails, name))
            told.setdefault(_key(found["was"] or ""), set()).add(name)
        else:
            pairs += [(emails[0], emails[-1])] if emails else []
    for proper, address in pairs:  # an address for an address: its name may stand in another line
        names.setdefault(address, names.get(proper, proper))
    names.update({key: next(iter(them)) for key, them in told.items() if key and len(them) == 1})
    return names
