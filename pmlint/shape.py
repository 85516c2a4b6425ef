"""Shape: what a template says about one part of a report.

A JSON Schema spreads what it says of one place over `$ref`, `allOf`, `oneOf`, `then` and
others. A Shape gathers it: role, label, prompts and the parts below, whatever branch they
come from. It describes; judging whether a value fits is the validator's work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pmlint.expression import EndlessError, expression
from pmlint.lazy import lazy
from pmlint.reference import resolve
from pmlint.role import Role

BRANCHES = ("allOf", "anyOf", "oneOf")
CONDITIONS = ("then", "else")
CONDITIONAL = "x-pmlint-conditional"
"""Marks, inside this module only, a schema that applies under a condition."""

Schema = Mapping[str, Any]


class Shape:
    """What a template says about one part; the same part always gives the same shape."""

    def __init__(self, root: Schema, schemas: tuple[Schema, ...], memo: dict[Any, Shape]) -> None:
        self._root = root
        self._schemas = schemas
        self._memo = memo
        self._children: dict[str, Shape] = {}

    @classmethod
    def of(cls, root: Schema) -> Shape:
        """Return the shape of a whole report under the JSON Schema `root`."""
        return cls(root, tuple(_spread([(root, False)], root)), {})

    @classmethod
    def within(cls, root: Schema, schema: Schema) -> Shape:
        """Return the shape that `schema`, somewhere inside `root`, gives to its place."""
        return cls(root, tuple(_spread([(schema, False)], root)), {})

    def _first(self, keyword: str) -> Any:
        return next((schema[keyword] for schema in self._schemas if keyword in schema), None)

    @lazy
    def role(self) -> Role | None:
        """What the part is for, or None."""
        word = self._first("x-pmlint-role")
        return None if word is None else Role(word)

    @lazy
    def title(self) -> str:
        """The part's label for people, or an empty text."""
        return str(self._first("title") or "")

    @lazy
    def description(self) -> str:
        """What belongs in the part, in a sentence, or an empty text."""
        return str(self._first("description") or "")

    @lazy
    def message(self) -> str:
        """The template's own words for whatever is wrong with the part, or an empty text."""
        return str(self._first("x-pmlint-message") or "")

    @lazy
    def mutable(self) -> bool:
        """Say whether the part may change after a sign-off."""
        return bool(self._first("x-pmlint-mutable"))

    @lazy
    def prompts(self) -> tuple[str, ...]:
        """What the template writes here for its authors to replace."""
        prompt = self._first("x-pmlint-prompt")
        if prompt is None:
            return ()
        return (prompt,) if isinstance(prompt, str) else tuple(prompt)

    @lazy
    def means(self) -> Mapping[str, str]:
        """What the template's own words mean: `{"erledigt": "done"}`."""
        return self._first("x-pmlint-means") or {}

    @lazy
    def examples(self) -> tuple[Any, ...]:
        """Example values."""
        return tuple(self._first("examples") or ())

    @lazy
    def default(self) -> Any:
        """The value that counts where none is written, or None."""
        return self._first("default")

    @lazy
    def types(self) -> frozenset[str]:
        """The JSON types that some branch accepts; empty where the template names none."""
        found: set[str] = set()
        for schema in self._schemas:
            kind = schema.get("type", ())
            found.update((kind,) if isinstance(kind, str) else kind)
        return frozenset(found)

    @lazy
    def words(self) -> tuple[str, ...]:
        """The words an enumeration allows, in its order; empty where it is free text."""
        found: dict[str, None] = {}
        for schema in self._schemas:
            for word in (*schema.get("enum", ()), *_constant(schema)):
                if isinstance(word, str):
                    found[word] = None
        return tuple(found)

    @lazy
    def names(self) -> tuple[str, ...]:
        """The keys that some branch knows, in the order of the template."""
        return tuple(
            dict.fromkeys(name for schema in self._schemas for name in schema.get("properties", ()))
        )

    @lazy
    def required(self) -> tuple[str, ...]:
        """The keys that are required without any condition, in the order of the template."""
        return tuple(
            dict.fromkeys(
                name
                for schema in self._schemas
                if CONDITIONAL not in schema
                for name in schema.get("required", ())
            )
        )

    @property
    def is_section(self) -> bool:
        """Say whether the part holds a mapping or a list rather than one value."""
        return bool(self.types) and self.types <= {"object", "array"}

    def child(self, name: str) -> Shape | None:
        """Return the shape of the value under key `name`, or None where the template has none."""
        known = self._children.get(name)
        if known is not None:
            return known
        if name not in self.names:
            return self._other_child(name)
        found = self._children[name] = self._below(
            ("child", name),
            [
                (schema["properties"][name], CONDITIONAL in schema)
                for schema in self._schemas
                if name in schema.get("properties", ())
            ],
        )
        return found

    def _other_child(self, name: str) -> Shape | None:
        """Return the shape of a key that matches a pattern, or of any key that is allowed."""
        schemas = [
            (below, CONDITIONAL in schema)
            for schema in self._schemas
            for pattern, below in schema.get("patternProperties", {}).items()
            if _is_for(pattern, name)
        ] or [
            (schema["additionalProperties"], CONDITIONAL in schema)
            for schema in self._schemas
            if isinstance(schema.get("additionalProperties"), dict)
        ]
        return self._below(("other",), schemas) if schemas else None

    @lazy
    def item(self) -> Shape | None:
        """The shape of the items of a list, or None."""
        schemas = [
            (below, CONDITIONAL in schema)
            for schema in self._schemas
            for below in (schema.get("items"), *schema.get("prefixItems", ()))
            if isinstance(below, dict)
        ]
        return self._below(("item",), schemas) if schemas else None

    def _below(self, step: tuple[str, ...], schemas: list[tuple[Any, bool]]) -> Shape:
        # The memo makes a template that refers to itself a finite thing.
        unlike = {(id(schema), conditional): schema for schema, conditional in schemas}
        key = (step[0], *unlike)
        if key not in self._memo:
            asked = tuple((schema, conditional) for (_, conditional), schema in unlike.items())
            spread = tuple(_spread(asked, self._root))
            self._memo[key] = Shape(self._root, spread, self._memo)
        return self._memo[key]

    def walk(self) -> Iterator[tuple[tuple[str, ...], Shape]]:
        """Yield every shape with its way from here (keys; `[]` for an item), each once."""
        seen: set[int] = set()
        waiting: list[tuple[tuple[str, ...], Shape]] = [((), self)]
        while waiting:
            way, shape = waiting.pop(0)
            if id(shape) in seen:
                continue
            seen.add(id(shape))
            yield way, shape
            for name in shape.names:
                child = shape.child(name)
                if child is not None:
                    waiting.append(((*way, name), child))
            if shape.item is not None:
                waiting.append(((*way, "[]"), shape.item))


def _is_for(pattern: str, name: str) -> bool:
    """Say whether `pattern` is for the key `name`; where that cannot be told, it is not."""
    try:
        return expression(pattern).found_in(name)
    except EndlessError:
        return False


def _constant(schema: Schema) -> tuple[Any, ...]:
    return (schema["const"],) if "const" in schema else ()


def _spread(schemas: Iterable[tuple[Any, bool]], root: Schema) -> Iterator[Schema]:
    """Yield `schemas` and every schema that applies to the same place, each once.

    One that applies only under a condition is marked as such; so are those of `schemas` with True.
    """
    for_certain: set[int] = set()
    perhaps: set[int] = set()
    for whole in schemas:
        waiting = deque([whole])
        while waiting:
            at, conditional = waiting.popleft()
            if not isinstance(at, Mapping) or id(at) in for_certain:
                continue
            seen = perhaps if conditional else for_certain
            if id(at) in seen:
                continue
            seen.add(id(at))
            yield {**at, CONDITIONAL: True} if conditional else at
            if isinstance(at.get("$ref"), str):
                waiting.append((resolve(at["$ref"], root), conditional))
            for keyword in BRANCHES:
                waiting.extend((s, conditional or keyword != "allOf") for s in at.get(keyword, ()))
            waiting.extend((at[keyword], True) for keyword in CONDITIONS if keyword in at)
