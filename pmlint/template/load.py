"""Reading a template: the built-in one, or an organisation's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmlint.filling import Vocabulary, fold
from pmlint.lazy import lazy
from pmlint.postmortem import Postmortem, Stage
from pmlint.role import Role
from pmlint.shape import Shape
from pmlint.template.lane import Lane
from pmlint.template.plain import plain
from pmlint.template.violation import Violation

if TYPE_CHECKING:
    from pmlint.template.judge import Judge

_HERE = Path(__file__).resolve().parent.parent
SCHEMAS = _HERE / "schemas" if (_HERE / "schemas").is_dir() else _HERE.parent / "schemas"
"""The schemas: inside the installed package, or beside it in a checkout."""

BUILT_IN = SCHEMAS / "postmortem.schema.json"
SHORTEST_PROMPT = 3
"""A prompt of fewer words (`[Name]`) is a placeholder, which also stands in other parts."""

TABLES = ("properties", "patternProperties", "dependentSchemas", "$defs")
BRANCHES = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE = ("then", "else", "contains", "propertyNames")
"""The keywords whose value has schemas by name, in a list, or is one."""


class Template:
    """What a report consists of. `path` is the file it was read from."""

    def __init__(self, schema: dict[str, Any], path: Path) -> None:
        self.schema = schema
        self.path = path
        self._vocabularies: dict[tuple[str, ...] | None, Vocabulary] = {}

    @lazy
    def shape(self) -> Shape:
        """What the template says about a whole report."""
        return Shape.of(self.schema)

    @lazy
    def roles(self) -> frozenset[Role]:
        """The roles that some part of the template has."""
        return frozenset(Role(word) for word in _annotations(self.schema, "x-pmlint-role") if word)

    def vocabulary(self, fillers: tuple[str, ...] | None = None) -> Vocabulary:
        """Return the words that leave a part open; `fillers` replaces the default ones."""
        if fillers not in self._vocabularies:
            self._vocabularies[fillers] = self._vocabulary(fillers)
        return self._vocabularies[fillers]

    def _vocabulary(self, fillers: tuple[str, ...] | None) -> Vocabulary:
        names = tuple(self.schema.get("x-pmlint-placeholders", ()))
        prompts = {
            fold(prompt)
            for found in _annotations(self.schema, "x-pmlint-prompt")
            for prompt in ([found] if isinstance(found, str) else found)
            if len(prompt.split()) >= SHORTEST_PROMPT
        }
        if fillers is None:
            return Vocabulary(names, frozenset(prompts))
        return Vocabulary(names, frozenset(prompts), fillers)

    def violations(self, report: Postmortem, stage: Stage) -> tuple[Violation, ...]:
        """Return how `report` differs from the template when it is judged at `stage`."""
        data = plain(report, stage)
        if self._lane.accepts(data):
            return ()
        from pmlint.template.validate import violations

        return violations(self._judge, self.shape, report, data)

    @lazy
    def _lane(self) -> Lane:
        return Lane(self.schema)

    @lazy
    def _judge(self) -> Judge:
        from pmlint.template.judge import Judge

        return Judge(_without_false(self.schema))


def load(path: Path | None = None, content: bytes | None = None) -> Template:
    """Return the template at `path`, or the built-in one; `content` where it was read already.

    Raises TemplateError, with the place and what to do, for a file that cannot be read, is no
    JSON Schema, refers outside of itself, or uses an annotation that pmlint does not know.
    """
    if path is None:
        return Template(json.loads(BUILT_IN.read_bytes()), BUILT_IN)
    from pmlint.template.inspect import read

    return Template(read(path, content), path)


def _without_false(schema: Any) -> Any:
    """Return `schema` with `false` written as `{"not": {}}`, which means the same.

    jsonschema reports a false schema without the path of the value that it refuses, and without
    the number of the branch. Where `false` shuts a mapping or a list, it stays.
    """
    if isinstance(schema, list):
        return [_without_false(below) for below in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _without_false(below) for key, below in schema.items()}
    for keyword, below in found.items():
        if keyword in TABLES and isinstance(below, dict):
            found[keyword] = {key: _something(each) for key, each in below.items()}
        elif keyword in BRANCHES and isinstance(below, list):
            found[keyword] = [_something(each) for each in below]
        elif keyword in SINGLE:
            found[keyword] = _something(below)
    return found


def _something(schema: Any) -> Any:
    return {"not": {}} if schema is False else schema


def _annotations(schema: Any, keyword: str) -> Iterator[Any]:
    waiting = [schema]
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict):
            if keyword in at and not isinstance(at[keyword], dict):
                yield at[keyword]
            waiting.extend(at.values())
        elif isinstance(at, list):
            waiting.extend(at)
