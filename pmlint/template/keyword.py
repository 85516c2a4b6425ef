"""Keyword: those keywords of JSON Schema that search for regular expressions, for a bounded time.

jsonschema searches with `re`, which nothing stops. These say the same, and raise EndlessError.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pmlint.expression import expression


def bounded(validator: Any) -> Any:
    """Return the class `validator` of jsonschema with every search bounded."""
    from jsonschema.validators import extend

    return extend(  # type: ignore[no-untyped-call]
        validator,
        {
            "pattern": _pattern,
            "patternProperties": _pattern_properties,
            "additionalProperties": _additional_properties,
        },
    )


def _pattern(validator: Any, pattern: str, instance: Any, _: Any) -> Iterator[Any]:
    from jsonschema.exceptions import ValidationError

    if validator.is_type(instance, "string") and not expression(pattern).found_in(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _pattern_properties(
    validator: Any, patterns: Mapping[str, Any], instance: Any, _: Any
) -> Iterator[Any]:
    if not validator.is_type(instance, "object"):
        return
    for pattern, below in patterns.items():
        for name, value in instance.items():
            if expression(pattern).found_in(name):
                yield from validator.descend(value, below, path=name, schema_path=pattern)


def _additional_properties(
    validator: Any, below: Any, instance: Any, schema: Mapping[str, Any]
) -> Iterator[Any]:
    from jsonschema.exceptions import ValidationError

    if not validator.is_type(instance, "object"):
        return
    known = schema.get("properties", {})
    patterns = [expression(pattern) for pattern in schema.get("patternProperties", {})]
    extras = [
        name
        for name in instance
        if name not in known and not any(pattern.found_in(name) for pattern in patterns)
    ]
    if validator.is_type(below, "object"):
        for name in extras:
            yield from validator.descend(instance[name], below, path=name)
    elif not below and extras:
        yield ValidationError(f"unexpected: {', '.join(map(repr, extras))}")
