"""Agreement: the part of JSON Schema that two validators are known to judge alike.

jsonschema says what is wrong; jsonschema-rs says fifty times as fast that nothing is. A schema
may be put to the second only if it consists of what is listed here. It is rewritten on the way:

- A `pattern` and a `format` become formats of our own, which Python judges: no dialect of regular
  expressions has to be like another, and a date is what jsonschema takes for one.
- A `$ref` gives way to what it points to. So there is nothing to resolve and nothing to fetch, and
  a schema that holds itself is too deep.
- What only describes is left out, `$id` and `$schema` with it.

Whatever else a schema may hold is a doubt, and in doubt jsonschema judges alone: `unevaluated…`,
`contains`, `uniqueItems` and `multipleOf` are old grounds of dispute, and of a keyword that is
not known here nobody can tell who else knows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from pmlint.expression import EndlessError, expression
from pmlint.reference import resolve
from pmlint.spelling import read_date

Schema: TypeAlias = dict[str, Any] | bool
Form: TypeAlias = Callable[[str], bool]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DESCRIBING = frozenset(
    (
        "title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly",
        "$comment", "$defs",
    )
)  # fmt: skip
OUR_OWN = "x-pmlint-"
TYPES = frozenset(("array", "boolean", "integer", "null", "number", "object", "string"))
HOLDING = frozenset(("additionalProperties", "items", "not", "if", "then", "else"))
"""The keywords whose value is a schema."""
GATHERING = frozenset(("allOf", "anyOf", "oneOf"))
"""The keywords whose value is a list of schemas."""
NAMING = frozenset(("properties", "patternProperties"))
"""The keywords whose value has schemas by the name of a key, or by a pattern for it."""
COUNTING = frozenset(
    ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
)
BOUNDING = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"))
LARGEST = 2**53
"""Up to here every whole number is itself, whoever counts; beyond it floats begin to round."""
REFERENCE = r"#/\$defs/[A-Za-z0-9_.-]+"
"""What everybody resolves alike: nothing to decode, and no `$id` on the way."""
KEY_PATTERN = r"\^?[A-Za-z0-9_-]+"
"""A pattern for keys that is the same in every dialect: it names what a key begins with or holds.
`$` is not in it: in Python it also stands before a line break at the very end."""
DEEPEST = 50
"""So deep may schemas hold schemas: far from where jsonschema runs out of stack."""
MOST = 5000
"""So many schemas may there be, with every `$ref` replaced."""
FORM = 20
"""So many schemas cost as much as one question to Python."""


class DoubtError(Exception):
    """The validators may judge a schema differently; the text says which part of it."""


class Agreement:
    """A schema rewritten for the second validator. Raises DoubtError where the two may disagree.

    `schema` is what to judge by; `forms` are the formats in it, by name; `size` says how much there
    is to do for a value, in schemas. `given_up` says that some search was: then nothing counts.
    """

    def __init__(self, root: Mapping[str, Any], part: Any = None) -> None:
        """Rewrite `root`, or only the `part` of it, whose references lead to others of `root`."""
        self._root = root
        self._left = MOST
        self.size = 0
        self.given_up = False
        self.forms: dict[str, Form] = {}
        base = root.get("$id", "")
        if root.get("$schema", DRAFT) != DRAFT or not isinstance(base, str) or "#" in base:
            raise DoubtError("the draft, or the identifier")
        if part is None:
            part = {key: value for key, value in root.items() if key not in ("$schema", "$id")}
        self.schema = self._rewritten(part, 0)

    def _rewritten(self, schema: Any, depth: int) -> Schema:
        self._left -= 1
        self.size += 1
        if depth > DEEPEST or self._left < 0:
            raise DoubtError("its depth or size")
        if isinstance(schema, bool):
            return schema
        made: dict[str, Any] = {}
        beside: list[Schema] = []
        for keyword, value in _table(schema).items():
            if keyword in DESCRIBING or keyword.startswith(OUR_OWN):
                continue
            if keyword in HOLDING:
                made[keyword] = self._rewritten(value, depth + 1)
            elif keyword in GATHERING:
                made[keyword] = [self._rewritten(below, depth + 1) for below in _list(value)]
            elif keyword in NAMING and (
                keyword == "properties" or all(map(_is_plain, _table(value)))
            ):
                parts = _table(value).items()
                made[keyword] = {key: self._rewritten(part, depth + 1) for key, part in parts}
            elif keyword == "$ref" and re.fullmatch(REFERENCE, str(value)):
                beside.append(self._rewritten(resolve(value, self._root), depth + 1))
            elif keyword in ("pattern", "format"):
                beside.append({"format": self._form(keyword, value)})
            elif _is_known(keyword, value):
                made[keyword] = value
                self.size += len(value) if isinstance(value, list) else 0
            else:
                raise DoubtError(keyword)
        return {**made, "allOf": [*made.get("allOf", ()), *beside]} if beside else made

    def _form(self, keyword: str, value: Any) -> str:
        """Return the name under which `forms` has what judges a text as the keyword does."""
        name = f"{OUR_OWN}{keyword}-{value}"
        self.size += FORM
        if keyword == "pattern" and isinstance(value, str):
            self.forms[name] = self._search(value)
        elif value == "date":
            self.forms[name] = _is_date
        else:
            raise DoubtError(f"{keyword} {value}")
        return name

    def _search(self, pattern: str) -> Form:
        try:
            made = expression(pattern)
        except re.error:
            raise DoubtError(f"pattern {pattern}") from None

        def found_in(text: str) -> bool:
            try:
                return made.found_in(text)
            except EndlessError:
                self.given_up = True  # `not` would make a yes of the no
                return False

        return found_in


def tame_size(value: Any) -> int:
    """Return how many values and keys `value` has, or 0 where the validators may not take it alike.

    They do not agree on what infinity is, and only Python can hold half a character.
    """
    level, size = [value], 0
    for depth in range(DEEPEST + 1):
        below: list[Any] = []
        size += len(level)
        for each in level:
            kind = type(each)
            if kind is str:
                if not each.isascii() and not _is_unicode(each):
                    return 0
            elif kind is dict or kind is list:
                if depth == DEEPEST:
                    return 0
                below += each
                if kind is dict:
                    below += each.values()
            elif each is not None and not -LARGEST < each < LARGEST:
                return 0
        level = below
    return size


def _is_date(text: str) -> bool:
    return read_date(text) is not None


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise DoubtError(f"no object: {value}")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise DoubtError(f"no list: {value}")
    return value


def _is_plain(pattern: str) -> bool:
    return re.fullmatch(KEY_PATTERN, pattern) is not None


def _is_known(keyword: str, value: Any) -> bool:
    """Say whether both validators know `keyword`, and `value` leaves no room for dispute."""
    if keyword in COUNTING or keyword in BOUNDING:
        least = 0 if keyword in COUNTING else 1 - LARGEST
        return type(value) is int and least <= value < LARGEST
    if keyword == "const":
        return _is_simple(value)
    if keyword == "enum":
        return all(map(_is_simple, _list(value)))
    if keyword == "type":
        kinds = value if isinstance(value, list) and value else [value]
        return all(isinstance(kind, str) and kind in TYPES for kind in kinds)
    if keyword == "required":
        return isinstance(value, list) and all(isinstance(name, str) for name in value)
    return False


def _is_simple(value: Any) -> bool:
    if isinstance(value, int):
        return -LARGEST < value < LARGEST
    return value is None or isinstance(value, str)
