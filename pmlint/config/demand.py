"""Demand: what a key takes, held against what stands there; what is wrong has its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pmlint.config.keys import INSIDE, Key, Kind
from pmlint.config.place import place_of
from pmlint.errors import ConfigurationError

MOST = 2**40
"""No limit, no number of days and no number of approvals is as large as this."""


class Demand:
    """A configuration file that is being read: its path, its text and its table in it."""

    def __init__(self, path: Path, text: str, top: tuple[str, ...]) -> None:
        self.path = path
        self.text = text
        self.top = top

    def error(self, words: str, way: tuple[str, ...]) -> ConfigurationError:
        """Return the error for what is wrong at the key that `way` leads to."""
        line, column = place_of(self.text, (*self.top, *way))
        return ConfigurationError(words, place=f"{self.path}:{line}:{column}")

    def known(self, data: Iterable[str], names: Iterable[str], way: tuple[str, ...]) -> None:
        """Raise ConfigurationError for a key of `data`, the table at `way`, not in `names`."""
        known = list(names)
        for name in data:
            if name not in known:
                where = f" under [{'.'.join(way)}]" if way else ""
                raise self.error(f"unknown key `{name}`{where}{_meant(name, known)}", (*way, name))

    def check(self, key: Key, value: Any, way: tuple[str, ...]) -> None:
        """Raise ConfigurationError where `value`, at `way`, is not what `key` takes."""
        if _fits(key, value):
            return
        if key.kind is Kind.CHOICE:
            words = f"`{key.name}` is one of {', '.join(key.choices)}"
            if isinstance(value, str):
                words += f", not `{value}`"
        else:
            words = f"`{key.name}` takes {key.kind.value}"
        raise self.error(words, way)


def _fits(key: Key, value: Any) -> bool:
    match key.kind:
        case Kind.TEXT:
            return isinstance(value, str) and bool(value)
        case Kind.TEXTS:
            return isinstance(value, list) and all(isinstance(text, str) for text in value)
        case Kind.NAMES:
            texts = isinstance(value, list) and all(isinstance(text, str) for text in value)
            return texts and all(text.strip() for text in value)
        case Kind.FLAG:
            return isinstance(value, bool)
        case Kind.COUNT | Kind.NUMBER:
            least = 1 if key.kind is Kind.COUNT else 0
            return isinstance(value, int) and not isinstance(value, bool) and least <= value < MOST
        case Kind.PATH:
            return isinstance(value, str) and re.search(INSIDE, value) is not None
        case Kind.CHOICE:
            return isinstance(value, str) and value in key.choices
        case Kind.TABLE:
            return isinstance(value, dict)


def _meant(name: str, known: list[str]) -> str:
    close = get_close_matches(name.replace("_", "-").lower(), known, n=1, cutoff=0.6)
    return f"; did you mean `{close[0]}`?" if close else f"; known here: {', '.join(known)}"
