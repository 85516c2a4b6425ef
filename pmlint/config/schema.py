"""The configuration's own JSON Schema, generated, so that editors complete and check it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmlint.catalog import EVERYTHING, Catalog
from pmlint.config.keys import (
    APPROVAL_KEYS,
    HANDLE,
    INSIDE,
    KEYS,
    LIMITS,
    OWNERS,
    PEOPLE,
    SEVERITY_WORDS,
    SIGN_OFF,
    SIGN_OFF_KEYS,
    Key,
    Kind,
)
from pmlint.rule import Option

IDENTIFIER = "pmlint:configuration/1"
TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string", "minLength": 1},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.NAMES: {"type": "array", "items": {"type": "string", "pattern": r"\S"}},
    Kind.FLAG: {"type": "boolean"},
    Kind.COUNT: {"type": "integer", "minimum": 1},
    Kind.NUMBER: {"type": "integer", "minimum": 0},
    Kind.PATH: {"type": "string", "pattern": INSIDE},
    Kind.CHOICE: {"type": "string"},
    Kind.TABLE: {"type": "object"},
}


def json_schema(catalog: Catalog) -> dict[str, Any]:
    """Return the schema (draft-07, which every editor knows) of `pmlint.toml`."""
    words = [name for rule in catalog.rules for name in (rule.code, rule.name)]
    selectors = {"enum": [EVERYTHING, *catalog.families, *words]}
    properties = {key.name: _property(key) for key in KEYS}
    for name in ("select", "extend-select", "ignore"):
        properties[name]["items"] = selectors
    properties["per-file-ignores"]["additionalProperties"] = {"type": "array", "items": selectors}
    properties["severity"] |= {
        "additionalProperties": False,
        "properties": {word: {"enum": list(SEVERITY_WORDS)} for word in words},
    }
    properties["limits"] |= _table(LIMITS)
    properties[SIGN_OFF] |= _table(SIGN_OFF_KEYS)
    properties[SIGN_OFF]["properties"]["approvals"] |= _table(APPROVAL_KEYS)
    properties[SIGN_OFF]["properties"][PEOPLE] |= {
        "propertyNames": {"pattern": HANDLE},
        "additionalProperties": TYPES[Kind.NAMES],
    }
    properties[OWNERS]["additionalProperties"] = TYPES[Kind.NAMES]
    options: dict[str, Any] = {}
    for rule in catalog.rules:
        if rule.options:
            table = {
                "description": f"{rule.code} {rule.name}: {rule.summary}",
                "type": "object",
                "additionalProperties": False,
                "properties": {option.key: _option(option) for option in rule.options},
            }
            options[rule.name] = options[rule.code] = table
    properties["rules"] |= {"additionalProperties": False, "properties": options}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": IDENTIFIER,
        "title": "pmlint configuration",
        "description": "pmlint.toml, .pmlint.toml, or [tool.pmlint] in pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _table(keys: tuple[Key, ...]) -> dict[str, Any]:
    properties = {key.name: _property(key) for key in keys}
    return {"additionalProperties": False, "properties": properties}


def _property(key: Key) -> dict[str, Any]:
    found = {"description": key.description, **TYPES[key.kind]}
    if key.choices:
        found["enum"] = list(key.choices)
    if key.default is not None:
        found["default"] = list(key.default) if isinstance(key.default, tuple) else key.default
    return found


def _option(option: Option) -> dict[str, Any]:
    default: Any = option.default
    if isinstance(default, Mapping):
        return {
            "description": option.description,
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: {**TYPES[Kind.COUNT], "default": number} for name, number in default.items()
            },
        }
    kind = Kind.TEXT
    if isinstance(default, tuple):
        kind, default = Kind.TEXTS, list(default)
    elif isinstance(default, int):
        kind = Kind.COUNT
    return {"description": option.description, **TYPES[kind], "default": default}
