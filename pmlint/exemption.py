"""Exemption: which problems are suppressed, and which suppressions are of use."""

from __future__ import annotations

from pmlint.finding import Problem
from pmlint.rule import Rule
from pmlint.suppress import Suppression
from pmlint.text import Span


def exempt(
    found: list[tuple[Rule, Problem]], suppressions: tuple[Suppression, ...]
) -> tuple[list[tuple[Rule, Problem]], set[Suppression]]:
    """Return what is left of `found`, and the suppressions that are of use."""
    by_code: dict[str, dict[Span, list[Suppression]]] = {}
    for suppression in suppressions:
        places = by_code.setdefault(suppression.code, {})
        places.setdefault(suppression.covers, []).append(suppression)
    covered: set[int] = set()
    used: set[Suppression] = set()
    for code, places in by_code.items():
        about = [(p.span.start, number) for number, (r, p) in enumerate(found) if r.code == code]
        ahead = sorted(places, reverse=True)
        around: list[Span] = []
        of_use: set[Span] = set()
        for at, number in sorted(about):
            while ahead and ahead[-1].start <= at:
                around.append(ahead.pop())
            around = [span for span in around if span.covers(found[number][1].span)]
            of_use.update(around)
            if around:
                covered.add(number)
        used.update(suppression for span in of_use for suppression in places[span])
    return [each for number, each in enumerate(found) if number not in covered], used
