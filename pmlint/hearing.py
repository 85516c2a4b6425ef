"""Hearing: what the rules say of one report, each asked no more often than its answer changes.

A draft is judged twice: as what it is, and as the final report that it is to become. What most
rules say is the same both times, for they never ask at which stage the report is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from pmlint.finding import Problem
from pmlint.rule import Context, Rule

Asked: TypeAlias = tuple[Rule, Mapping[str, Any]]
"""A rule with its options."""


class Hearing:
    """Asks rules what is wrong with the report of `context`."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._said: dict[str, list[Problem]] = {}

    def problems(self, rules: Iterable[Asked]) -> list[tuple[Rule, Problem]]:
        """Return what `rules` find, rule by rule, those left out that cannot be run."""
        heard = (asked for asked in rules if self.runs(asked[0]))
        return [(asked[0], problem) for asked in heard for problem in self._of(asked)]

    def runs(self, rule: Rule) -> bool:
        """Say whether there is what the rule looks at: a report, and its past."""
        context = self._context
        if rule.witness is not None and context.past.why_unknown(rule.witness):
            return False
        return context.has_report or rule.about_file

    def _of(self, asked: Asked) -> list[Problem]:
        rule, options = asked
        said = self._said.get(rule.code)
        if said is None:
            self._context.asked_for_stage = False
            said = list(rule.check(self._context, **options))
            if not self._context.asked_for_stage:
                self._said[rule.code] = said
        return said
