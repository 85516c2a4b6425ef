"""Reference: what a `$ref` inside a JSON Schema points to. Only local ones are followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

IN_VALUE = frozenset(
    (
        "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not",
        "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
    )
)  # fmt: skip
IN_LIST = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
IN_TABLE = frozenset(
    ("$defs", "definitions", "dependentSchemas", "patternProperties", "properties")
)
"""The keywords of JSON Schema 2020-12 in which a schema stands, in a list or in a table of them."""


def resolve(reference: str, root: Mapping[str, Any]) -> Any:
    """Return what a local `$ref` (`#/$defs/name` or `#anchor`) points to, or None."""
    if reference == "#":
        return root
    if reference.startswith("#/"):
        at: Any = root
        for step in reference[2:].split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            if isinstance(at, Mapping):
                at = at.get(key)
            elif isinstance(at, list) and key.isdigit() and int(key) < len(at):
                at = at[int(key)]
            else:
                return None
        return at
    if reference.startswith("#"):
        return _anchored(reference[1:], root)
    return None


def _anchored(anchor: str, schema: Any) -> Any:
    """Return the schema with this anchor, where a validator looks for it too; else None."""
    if not isinstance(schema, Mapping):
        return None
    if schema.get("$anchor") == anchor:
        return schema
    found = (_anchored(anchor, below) for below in _below(schema))
    return next((each for each in found if each is not None), None)


def _below(schema: Mapping[str, Any]) -> Iterator[Any]:
    for key, value in schema.items():
        if key in IN_VALUE:
            yield value
        elif key in IN_LIST and isinstance(value, list):
            yield from value
        elif key in IN_TABLE and isinstance(value, Mapping):
            yield from value.values()
