"""Catalog: every rule there is, found by its place in `pmlint.rules`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module

from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.rule import Rule

EVERYTHING = "ALL"


class Catalog(Frozen):
    """Rules in the order of their codes."""

    rules: tuple[Rule, ...]

    @lazy
    def codes(self) -> dict[str, str]:
        """Every code and every name, with the code it stands for."""
        found = {rule.code: rule.code for rule in self.rules}
        found.update((rule.name, rule.code) for rule in self.rules)
        return found

    @lazy
    def families(self) -> tuple[str, ...]:
        """The families, as `PM0`, in the order of their codes."""
        return tuple(dict.fromkeys(rule.code[:3] for rule in self.rules))

    def get(self, word: str) -> Rule | None:
        """Return the rule with the code or name `word` (any case), or None."""
        code = self.codes.get(word) or self.codes.get(word.upper()) or self.codes.get(word.lower())
        return next((rule for rule in self.rules if rule.code == code), None)

    def select(self, word: str) -> frozenset[str] | None:
        """Return the codes that `word` (a code, a name, a family, or ALL) stands for, or None."""
        if word.upper() == EVERYTHING:
            return frozenset(rule.code for rule in self.rules)
        if word.upper() in self.families:
            return frozenset(r.code for r in self.rules if r.code.startswith(word.upper()))
        rule = self.get(word)
        return None if rule is None else frozenset((rule.code,))

    def closest(self, word: str) -> str | None:
        """Return the code, name or family that `word` may be a misspelling of, or None."""
        from difflib import get_close_matches

        known: Iterable[str] = (*self.codes, *self.families, EVERYTHING)
        names = {name.casefold(): name for name in known}
        close = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
        return names[close[0]] if close else None


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """Return every rule; importing them is what costs, and it is done once."""
    folder = f"{os.path.dirname(__file__)}/rules"  # noqa: PTH120 - `pathlib` takes longer
    names = (n for n in os.listdir(folder) if n.endswith(".py") and not n.startswith("_"))  # noqa: PTH208
    found = [import_module(f"{__package__}.rules.{name[:-3]}").check for name in names]
    return Catalog(tuple(sorted(found, key=lambda rule: rule.code)))
