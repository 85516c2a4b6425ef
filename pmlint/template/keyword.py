"""Keyword: those keywords of JSON Schema that jsonschema can be made to fall over by.

It searches with `re`, which nothing stops; these say the same, and raise EndlessError. It compares
each entry of a list with every other, divides what is no finite number (4.26), and goes every way
that a schema has, however many there are; here each keyword is a step that a Patience hears of. And
it takes its time: where a mapping is wrong somewhere, what is fine in it is told by SideLanes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pmlint.expression import expression
from pmlint.template.lane import SideLanes
from pmlint.template.patience import Patience, patient


def bounded(validator: Any, patience: Patience, lanes: SideLanes) -> Any:
    """Return the class `validator` of jsonschema with every search bounded, all by `patience`.

    What `lanes` accept it does not look at.
    """
    from jsonschema.validators import create

    def applicable(schema: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
        patience.step()  # also where `unevaluatedProperties` follows a `$ref`, and asks no keyword
        return schema.items()

    keywords = {
        **validator.VALIDATORS,
        "properties": _properties(patience, lanes),
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "additionalProperties": _additional_properties,
        "multipleOf": _multiple_of(validator.VALIDATORS["multipleOf"]),
        "uniqueItems": _unique_items,
    }
    return create(
        meta_schema=validator.META_SCHEMA,
        validators=patient(keywords, patience),
        type_checker=validator.TYPE_CHECKER,
        format_checker=validator.FORMAT_CHECKER,
        id_of=validator.ID_OF,
        applicable_validators=applicable,  # type: ignore[arg-type]
    )


def _properties(patience: Patience, lanes: SideLanes) -> Any:
    def properties(
        validator: Any, parts: Mapping[str, Any], instance: Any, _: Any
    ) -> Iterator[Any]:
        if not validator.is_type(instance, "object"):
            return
        for name in [name for name in parts if name in instance]:
            value, part = instance[name], parts[name]
            if isinstance(value, (dict, list)):
                patience.look()
                if lanes.accept(value, part):
                    continue
            yield from validator.descend(value, part, path=name, schema_path=name)

    return properties


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


def _multiple_of(original: Any) -> Any:
    def multiple_of(validator: Any, step: Any, instance: Any, schema: Any) -> Iterator[Any]:
        from jsonschema.exceptions import ValidationError

        try:
            yield from original(validator, step, instance, schema)
        except (OverflowError, ValueError):  # infinite, no number, or too large to be divided
            yield ValidationError(f"{step} does not divide the number")

    return multiple_of


def _unique_items(validator: Any, is_asked: Any, instance: Any, _: Any) -> Iterator[Any]:
    from jsonschema.exceptions import ValidationError

    if is_asked and validator.is_type(instance, "array"):
        seen = set(map(_comparable, instance))
        if len(seen) < len(instance):
            yield ValidationError("the same entry twice")


def _comparable(value: Any) -> Any:
    """Return what equals that of another value if JSON Schema calls the two equal."""
    if isinstance(value, dict):
        return frozenset((key, _comparable(below)) for key, below in value.items())
    if isinstance(value, list):
        return tuple(map(_comparable, value))
    return (bool, value) if isinstance(value, bool) else value
