"""A schema that refers to itself for one and the same value: judging by it would not end.

A schema that holds itself *below* (a part in a part) is legal and ends with the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmlint.reference import resolve

Way = tuple[str | int, ...]


def first_loop(schemas: Iterator[tuple[Way, dict[str, Any]]], root: dict[str, Any]) -> Way | None:
    """Return the way to the first of `schemas` (all of those in `root`) that leads to itself."""
    done: set[int] = set()
    for where, at in schemas:
        path = [(at, _in_place(at, root))]
        on_path = {id(at)}
        while path:
            below = next(path[-1][1], None)
            if below is None:
                done.add(id(path[-1][0]))
                on_path.discard(id(path.pop()[0]))
            elif id(below) in on_path:
                return where
            elif id(below) not in done:
                path.append((below, _in_place(below, root)))
                on_path.add(id(below))
    return None


def _in_place(at: dict[str, Any], root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the schemas that are asked about the same value as `at`."""
    found = [resolve(str(at[key]), root) for key in ("$ref", "$dynamicRef") if key in at]
    found += [at[key] for key in ("not", "if", "then", "else") if key in at]
    for key in ("allOf", "anyOf", "oneOf"):
        found += at.get(key, [])
    return (below for below in found if isinstance(below, dict))
