"""Reference: what a `$ref` inside a JSON Schema points to. Only local ones are followed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


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


def _anchored(anchor: str, at: Any) -> Any:
    if isinstance(at, Mapping):
        if at.get("$anchor") == anchor:
            return at
        at = list(at.values())
    if isinstance(at, list):
        for below in at:
            found = _anchored(anchor, below)
            if found is not None:
                return found
    return None
