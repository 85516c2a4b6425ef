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
        """Return what `rules` find, rule by rule.

        Those are left out for which there is nothing that they look at: no report, or no past.
        """
        context, known = self._context, self._said
        has_report = context.has_report
        found: list[tuple[Rule, Problem]] = []
        for rule, options in rules:
            if not (has_report or rule.about_file):
                continue
            if rule.witness is not None and context.past.why_unknown(rule.witness):
                continue
            said = known.get(rule.code)
            if said is None:
                context.asked_for_stage = False
                said = list(rule.check(context, **options))
                if not context.asked_for_stage:
                    known[rule.code] = said
            found += [(rule, problem) for problem in said]
        return found
