"""Texts by every branch of a pattern: what a random search of its language may miss for months."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

SAMPLES = {
    code.CATEGORY_SPACE: " ", code.CATEGORY_DIGIT: "7", code.CATEGORY_WORD: "x",
    code.CATEGORY_NOT_SPACE: "x", code.CATEGORY_NOT_DIGIT: "x", code.CATEGORY_NOT_WORD: ",",
}  # fmt: skip


def branches(pattern: str) -> list[str]:
    """Return texts in which each alternative of `pattern` is taken at least once.

    Once what may be missing is missing around it, once it is there. What is looked for around a
    match (`(?=…)`, `(?<!…)`) is left out, so some of the texts may not match: ask the pattern.
    """
    items = parser.parse(pattern)
    return list(dict.fromkeys((*_sequence(items, full=False), *_sequence(items, full=True))))


def _sequence(items: Any, full: bool) -> list[str]:
    each = [_alternatives(*item, full) for item in items]
    first = [texts[0] for texts in each]
    varied = [
        "".join((*first[:at], text, *first[at + 1 :]))
        for at, texts in enumerate(each)
        for text in texts[1:]
    ]
    return ["".join(first), *varied]


def _alternatives(kind: Any, value: Any, full: bool) -> list[str]:
    if kind is code.LITERAL:
        return [chr(value)]
    if kind is code.IN:
        return list(_set(value)) or ["§"]
    if kind is code.BRANCH:
        return list(chain.from_iterable(_sequence(branch, full) for branch in value[1]))
    if kind is code.SUBPATTERN:
        return _sequence(value[-1], full)
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, most, inner = value
        texts = [text * max(least, 1) for text in _sequence(inner, full)] if most else []
        missing = [""] * (least == 0)
        return [*texts, *missing] if full else [*missing, *texts]
    return ["x"] if kind in (code.ANY, code.NOT_LITERAL) else [""]


def _set(members: Any) -> Iterator[str]:
    if members[0][0] is code.NEGATE:
        return
    for kind, value in members:
        if kind is code.LITERAL:
            yield chr(value)
        elif kind is code.RANGE:
            yield from map(chr, value)
        elif kind is code.CATEGORY:
            yield SAMPLES[value]
