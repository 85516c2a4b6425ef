"""Which branch of a `oneOf` or `anyOf` was meant.

A validator that finds no branch fitting reports all of them. A person meant one. It is told by
the property that names the variant (`const`, `enum`), then by the type, then by the most
properties that the branch knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pmlint.shape import Shape

DISCRIMINATORS = ("const", "enum")


def meant(error: Any, root: Any) -> list[Any]:
    """Return the validation errors of the branch that was meant.

    `error` is an error of jsonschema whose keyword is `oneOf` or `anyOf`; the answer is empty
    where nothing tells the branches apart, or where several of them fit.
    """
    branches: dict[int, list[Any]] = {}
    for below in error.context or ():
        branches.setdefault(int(below.schema_path[0]), []).append(below)
    if not branches:
        return []
    left = _keep(branches, lambda errors: not any(_names_variant(e, error) for e in errors))
    left = _keep(left, lambda errors: not any(_is_wrong_type(e, error) for e in errors))
    if len(left) > 1:
        known = {
            index: _known_properties(error.validator_value[index], error.instance, root)
            for index in left
        }
        most = max(known.values())
        left = {index: errors for index, errors in left.items() if known[index] == most}
    if len(left) > 1 and all(_is_wrong_type(errors[0], error) for errors in left.values()):
        return []
    return min(left.values(), key=len)


def variants(error: Any) -> tuple[Any, list[Any]] | None:
    """Return the error at the property that names the variant, and all words that it may have.

    None unless every branch fails because of that property.
    """
    words: list[Any] = []
    first: Any = None
    branches: dict[int, list[Any]] = {}
    for below in error.context or ():
        branches.setdefault(int(below.schema_path[0]), []).append(below)
    for errors in branches.values():
        named = [e for e in errors if _names_variant(e, error)]
        if not named or (first is not None and named[0].path != first.path):
            return None
        first = first or named[0]
        value = named[0].validator_value
        words.extend(value if named[0].validator == "enum" else [value])
    unlike: list[Any] = []
    for word in words:
        if word not in unlike:  # a word may be a list or an object, which no set can hold
            unlike.append(word)
    return None if first is None else (first, unlike)


def _keep(branches: dict[int, list[Any]], fits: Any) -> dict[int, list[Any]]:
    kept = {index: errors for index, errors in branches.items() if fits(errors)}
    return kept or branches


def _names_variant(below: Any, error: Any) -> bool:
    depth = len(below.absolute_path) - len(error.absolute_path)
    return depth == 1 and below.validator in DISCRIMINATORS


def _is_wrong_type(below: Any, error: Any) -> bool:
    return below.validator == "type" and len(below.absolute_path) == len(error.absolute_path)


def _known_properties(schema: Any, instance: Any, root: Any) -> int:
    if not isinstance(schema, dict) or not isinstance(instance, dict):
        return 0
    known: Iterable[str] = Shape.within(root, schema).names
    return len(set(known) & set(instance))


def types(errors: Iterable[Any]) -> list[str]:
    """Return the types that `errors` ask for, where all of them are about a type; else nothing."""
    found: dict[str, None] = {}
    for error in errors:
        if error.validator != "type":
            return []
        value = error.validator_value
        found.update(dict.fromkeys([value] if isinstance(value, str) else value))
    return list(found)
