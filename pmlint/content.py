"""Content: what a report says, as data, without what may change after a sign-off.

An approval covers this and nothing else: neither comments nor the order of keys, neither quotes
nor line breaks, and none of the parts that the template marks `x-pmlint-mutable`.
"""

from __future__ import annotations

import math
import unicodedata
from collections import deque
from collections.abc import Collection
from functools import lru_cache
from typing import TypeAlias

from pmlint.document import Mapping, Node, Scalar, Sequence
from pmlint.part import Part
from pmlint.postmortem import Postmortem
from pmlint.shape import Shape

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

ITEM = "*"
"""Stands for every item of a list in the pointer of a mutable part."""
LARGEST = 2**53 - 1
"""Larger whole numbers are no numbers of JSON (RFC 8785, 3.2.2.3), and become text."""
MOST_WAYS = 10_000
"""So many parts of a template are asked whether they are mutable; what lies beyond is content."""


def content(report: Postmortem, hidden: Collection[str] | None = None) -> JsonValue:
    r"""Return what `report` says as JSON data: text, numbers, lists and dicts.

    `hidden` are the pointers of the parts that are left out, with all below them, as `mutable`
    gives them; None means those of the report's own template. A pattern that is no pointer hides
    nothing. Also left out is what is empty (null, blank, `[]`, `{}`) under a key; an empty item of
    a list is null.

    Text is in Unicode's composed form (NFC), without blanks around it and at the ends of lines.
    Values are those of the YAML 1.2 core schema, dates stay text; numbers that JSON does not have
    (larger than 2^53-1, infinite, not a number) are text as written. Half a surrogate pair
    (`"\ud800"`), which is no character, is the six characters of its escape.
    """
    return contents(report, hidden)[report.root]


def contents(report: Postmortem, hidden: Collection[str] | None = None) -> dict[Part, JsonValue]:
    """Return the content of every part of `report` that has any, and of its root; see `content`."""
    visible = _visible(report, mutable(report.shape) if hidden is None else hidden)
    found: dict[Part, JsonValue] = {}
    for part in reversed(visible):  # what lies below a part comes after it
        node = part.node
        value: JsonValue
        if isinstance(node, Scalar) or part.is_structural_gap:
            value = _value(node)
        elif isinstance(node, Sequence):
            value = [found[child] for child in part.children if child in found]
        else:
            value = _table([(str(c.step), found[c]) for c in part.children if c in found])
        if value not in ("", [], {}) and value is not None:
            found[part] = value
        elif isinstance(part.step, int):
            found[part] = None
    found.setdefault(report.root, {})
    return found


@lru_cache(maxsize=16)
def mutable(shape: Shape) -> tuple[str, ...]:
    """Return the parts of a template that may change after a sign-off, sorted.

    They are JSON Pointers (RFC 6901) in which `*` stands for every item of a list:
    `/action_items/*/status`. Parts below a mutable part are not listed. Of a template that refers
    to itself one round is listed, and keys that it allows without naming them are not: what is not
    listed is content, so a doubt never hides anything.
    """
    found: set[str] = set()
    waiting: deque[tuple[str, Shape, tuple[Shape, ...]]] = deque([("", shape, ())])
    for _ in range(MOST_WAYS):
        if not waiting:
            break
        way, at, above = waiting.popleft()
        if at.mutable:
            found.add(way)
            continue
        if at in above:
            continue
        below = [(_escaped(name), at.child(name)) for name in at.names]
        below.append((ITEM, at.item))
        waiting.extend(
            (f"{way}/{step}", child, (*above, at)) for step, child in below if child is not None
        )
    return tuple(sorted(found))


def _visible(report: Postmortem, hidden: Collection[str]) -> list[Part]:
    """Return the parts that are not hidden, each before those below it."""
    ways = {tuple(map(_unescaped, way.split("/")[1:])) for way in hidden if way[:1] in ("", "/")}
    begun = {way[:end] for way in ways for end in range(len(way))}
    found: list[Part] = []
    waiting: list[tuple[Part, tuple[str, ...] | None]] = [(report.root, ())]
    while waiting:
        part, way = waiting.pop()
        if way in ways:
            continue
        found.append(part)
        for child in part.children:
            step = child.step if isinstance(child.step, str) else ITEM
            waiting.append((child, (*way, step) if way is not None and way in begun else None))
    return found


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _table(entries: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    table = {_encodable(name): value for name, value in entries}
    if len(table) == len(entries):
        return table
    # The escape of half a surrogate pair reads like another key: both count, in any order.
    table = {}
    for name, value in sorted(entries, key=lambda entry: entry[0]):
        key = _encodable(name)
        while key in table:
            key += "\\"
        table[key] = value
    return table


def _value(node: Node) -> JsonValue:
    """Return the content of a scalar, or of a placeholder that YAML has made a structure of."""
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    if isinstance(node, Mapping):
        return _table([(entry.name, _value(entry.value)) for entry in node.entries])
    try:
        value = node.value
    except OverflowError:  # `!!float` before hexadecimal digits that no float can hold
        return _text(node.text)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) <= LARGEST else _text(node.text)
    if isinstance(value, float):
        if not math.isfinite(value):
            return _text(node.text)
        return int(value) if value.is_integer() and abs(value) <= LARGEST else value
    return _text(value)


def _text(text: str) -> str:
    composed = unicodedata.normalize("NFC", _encodable(text))
    return "\n".join(line.rstrip() for line in composed.split("\n")).strip()


def _encodable(text: str) -> str:
    """Return `text` with its surrogate pairs joined, and the halves without a partner escaped."""
    try:
        text.encode()
    except UnicodeEncodeError:
        joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        return joined.encode("utf-8", "backslashreplace").decode()
    return text
