"""Inspecting an organisation's own template: every mistake in it gets its place.

A typo in a role would switch rules off without a word, so the vocabulary of annotations is
closed. `schemas/template.schema.json` says the same to editors.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pmlint.document import Document, Entry, Mapping, Node, Sequence
from pmlint.errors import TemplateError
from pmlint.expression import is_tame, mistake
from pmlint.parse import Limits, parse
from pmlint.reference import resolve
from pmlint.role import Role
from pmlint.template.annotation import did_you_mean, means_mistakes, role_mistakes
from pmlint.template.extent import excesses, part_excess
from pmlint.template.loop import Way, first_loop

ANNOTATIONS = (
    "x-pmlint-means",
    "x-pmlint-message",
    "x-pmlint-mutable",
    "x-pmlint-placeholders",
    "x-pmlint-prompt",
    "x-pmlint-role",
)
LIMITS = Limits(bytes=2 * 1024 * 1024, depth=200, nodes=200_000)


def read(path: Path, content: bytes | None = None) -> dict[str, Any]:
    """Return the JSON Schema in the file at `path`; in `content`, where it was read already.

    Raises TemplateError.
    """
    content = _bytes(path) if content is None else content
    if len(content) > LIMITS.bytes:
        raise TemplateError(f"the template is larger than {LIMITS.bytes:,} bytes", place=str(path))
    schema = _load(content, path)
    try:
        for mistake, pointer in _mistakes(schema):
            raise TemplateError(mistake, place=_place(content, path, pointer))
    except RecursionError:
        raise TemplateError("the template is nested too deep", place=str(path)) from None
    return schema


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            words = "the template is no regular file, so it is not read"
            raise TemplateError(words, place=str(path))
        with path.open("rb") as file:
            return file.read(LIMITS.bytes + 1)
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise TemplateError(
            f"the template cannot be read: {words.lower()}; `template` or --template names it",
            place=str(path),
        ) from None


def _load(content: bytes, path: Path) -> dict[str, Any]:
    try:
        schema = json.loads(content)
    except json.JSONDecodeError as error:
        raise TemplateError(
            f"the template is not JSON: {error.msg[0].lower()}{error.msg[1:]}",
            place=f"{path}:{error.lineno}:{error.colno}",
        ) from None
    except UnicodeDecodeError as error:
        raise TemplateError(
            f"the template is not UTF-8 (byte offset {error.start})", place=str(path)
        ) from None
    except (RecursionError, ValueError) as error:
        raise TemplateError(f"the template cannot be read: {error}", place=str(path)) from None
    if not isinstance(schema, dict):
        raise TemplateError("a template is a JSON Schema: an object in { }", place=f"{path}:1:1")
    return schema


def _mistakes(schema: dict[str, Any]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    error = best_match(Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema))
    if error is not None:
        where = tuple(error.absolute_path)
        yield f"this is not JSON Schema 2020-12: {error.message}", where
        return
    yield from excesses(tuple(_walk(schema)))
    yield from _annotation_mistakes(schema, schema)
    yield from _pattern_mistakes(schema)
    loop = first_loop(_walk(schema), schema)
    if loop is not None:
        yield "this refers to itself without end (through `$ref`, `allOf` and the like)", loop
        return
    yield from part_excess(schema)
    if not any(True for _ in _roles(schema)):
        yield (
            "the template gives no part a role (x-pmlint-role), so no rule could look at "
            f"anything; roles are {', '.join(role.value for role in Role)}",
            (),
        )


def _roles(schema: Any) -> Iterator[Any]:
    for _, at in _walk(schema):
        if "x-pmlint-role" in at:
            yield at["x-pmlint-role"]


def _walk(schema: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), schema)]
    while waiting:
        where, at = waiting.pop()
        if isinstance(at, dict):
            yield where, at
            waiting.extend(
                ((*where, key), below)
                for key, below in at.items()
                if key not in ("examples", "enum", "const", "default", "x-pmlint-means")
            )
        elif isinstance(at, list):
            waiting.extend(((*where, index), below) for index, below in enumerate(at))


def _annotation_mistakes(
    schema: dict[str, Any], root: dict[str, Any]
) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for where, at in _walk(schema):
        if where and where[-1] == "properties":
            continue
        for key, value in at.items():
            here = (*where, key)
            if key.startswith("x-pmlint-") and key not in ANNOTATIONS:
                yield f"`{key}` is no annotation{did_you_mean(key, ANNOTATIONS)}", here
            elif key == "x-pmlint-role":
                yield from role_mistakes(value, at, here)
            elif key in ("x-pmlint-prompt", "x-pmlint-placeholders") and not _is_texts(value, key):
                yield f"`{key}` must be text or a list of texts", here
            elif key == "x-pmlint-means":
                yield from means_mistakes(value, at, here)
            elif key == "x-pmlint-message" and not isinstance(value, str):
                yield "`x-pmlint-message` must be text", here
            elif key == "x-pmlint-mutable" and not isinstance(value, bool):
                yield "`x-pmlint-mutable` must be true or false", here
            elif key in ("$ref", "$dynamicRef"):
                yield from _reference_mistakes(key, value, here, root)


def _pattern_mistakes(schema: dict[str, Any]) -> Iterator[tuple[str, Way]]:
    is_unevaluated = any("unevaluatedProperties" in at for _, at in _walk(schema))
    for where, at in _walk(schema):
        if where and where[-1] == "properties":
            continue
        patterns = [(at["pattern"], (*where, "pattern"))] if "pattern" in at else []
        if isinstance(at.get("patternProperties"), dict):
            patterns += [(p, (*where, "patternProperties", p)) for p in at["patternProperties"]]
        for pattern, here in patterns:
            wrong = mistake(str(pattern))
            if not wrong and here[-1] != "pattern" and is_unevaluated and not is_tame(pattern):
                wrong = (
                    f"`{pattern}` may be slow to search for, and beside `unevaluatedProperties` "
                    "nothing bounds that: write `^name` or `^[a-z]+$`, or `additionalProperties`"
                )
            if wrong:
                yield wrong, here


def _reference_mistakes(
    key: str, value: Any, where: tuple[str | int, ...], root: dict[str, Any]
) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if not str(value).startswith("#"):
        yield (
            f"`{key}` points outside of the template ({value}); pmlint fetches nothing: copy "
            "what it needs under `$defs` and write `#/$defs/…`",
            where,
        )
    elif not isinstance(resolve(str(value), root), (dict, bool)):
        yield f"`{key}` points to {value}, which is no schema in the template", where


def _is_texts(value: Any, key: str) -> bool:
    if isinstance(value, str):
        return key == "x-pmlint-prompt"
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _place(content: bytes, path: Path, pointer: tuple[str | int, ...]) -> str:
    """Return `path:line:column` of `pointer`: JSON is YAML, so the report's reader knows."""
    document: Document = parse(content, LIMITS)
    at: Node | None = document.root
    span = document.root.span if document.root else None
    for step in pointer:
        if isinstance(at, Mapping):
            entry: Entry | None = next((e for e in at.entries if e.name == step), None)
            if entry is None:
                break
            at, span = entry.value, entry.key.span
        elif isinstance(at, Sequence) and isinstance(step, int) and step < len(at.items):
            at = at.items[step]
            span = at.span
        else:
            break
    if span is None:
        return str(path)
    position = document.text.position(span.start)
    return f"{path}:{position.line}:{position.column}"
