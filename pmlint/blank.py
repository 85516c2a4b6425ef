"""Blank: a report to fill in, written from a template's own words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from pmlint.role import Role
from pmlint.shape import Shape

WIDTH = 88
DEEPEST = 16
"""Spaces of indentation: no deeper is a report begun."""
ALWAYS = frozenset((Role.STATUS, Role.TIMEZONE))
"""Optional parts that a new report has all the same."""
DRAFT = "draft"
ZONE = "UTC"


def blank(shape: Shape, today: date) -> Iterator[str]:
    """Yield the lines of a report under `shape`: a draft of `today` with the template's prompts.

    Required parts are there, and those optional ones for which the template has a prompt.
    """
    yield from _mapping(shape, "", today, top=True)


def _mapping(shape: Shape, indent: str, today: date, *, top: bool = False) -> Iterator[str]:
    if len(indent) > DEEPEST:
        return  # a part that holds itself: somebody who needs more levels writes them
    required = shape.required
    for name in shape.names:
        child = shape.child(name)
        if child is None or not (name in required or _is_wanted(child)):
            continue
        if top and child.is_section:
            yield ""
            yield from _comment(child.description, indent)
        yield from _entry(name, child, indent, today)


def _is_wanted(shape: Shape) -> bool:
    """Say whether a new report has an optional part: the template prompts for it, or for more."""
    return shape.role in ALWAYS or any(below.prompts for _, below in shape.walk())


def _entry(name: str, shape: Shape, indent: str, today: date) -> Iterator[str]:
    if _is_mapping(shape):
        lines = list(_mapping(shape, indent + "  ", today))
        yield f"{indent}{name}:" if lines else f"{indent}{name}: {{}}"
        yield from lines
    elif _is_list(shape):
        yield f"{indent}{name}:"
        yield from _item(shape.item, indent + "  ", today)
    else:
        yield f"{indent}{name}: {_value(shape, today)}{_choices(shape)}"


def _item(shape: Shape | None, indent: str, today: date) -> Iterator[str]:
    if shape is None:
        yield f'{indent}- "[Details]"'
        return
    if not _is_mapping(shape):
        yield f"{indent}- {_value(shape, today)}"
        return
    lines = list(_mapping(shape, indent + "  ", today))
    if not lines:
        yield f"{indent}- {{}}"
        return
    yield f"{indent}- {lines[0].strip()}"
    yield from lines[1:]


def _is_mapping(shape: Shape) -> bool:
    return bool(shape.names) and "string" not in shape.types


def _is_list(shape: Shape) -> bool:
    return "array" in shape.types and "string" not in shape.types


def _value(shape: Shape, today: date) -> str:
    if shape.role is Role.STATUS:
        return next((word for word, meaning in shape.means.items() if meaning == DRAFT), DRAFT)
    if shape.role is Role.REPORT_DATE:
        return today.isoformat()
    if shape.role is Role.TIMEZONE:
        return ZONE
    prompt = shape.prompts[0] if shape.prompts else f"[{shape.title or 'Details'}]"
    return json.dumps(prompt, ensure_ascii=False)


def _choices(shape: Shape) -> str:
    if shape.role is Role.TIMEZONE:
        return "  # of every time that carries no zone itself: an IANA name or an offset"
    return f"  # {', '.join(shape.words)}" if shape.words else ""


def _comment(text: str, indent: str) -> Iterator[str]:
    from textwrap import wrap

    for line in wrap(text, WIDTH - len(indent)):
        yield f"{indent}# {line}"
