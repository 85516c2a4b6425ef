"""Holding a report against its template, and saying what differs in a person's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

from pmlint.document import Scalar
from pmlint.filling import Filling
from pmlint.finding import Edit, Fix
from pmlint.moment import NotAMoment, read_range
from pmlint.postmortem import Part, Postmortem, Stage
from pmlint.role import TIME_ROLES
from pmlint.shape import Shape
from pmlint.template.branch import meant, variants
from pmlint.template.plain import plain
from pmlint.template.violation import Violation, ViolationKind
from pmlint.template.wording import fold_word, listed, not_one_of, refused, shown, wrong_type

VALUE = frozenset(("type", "enum", "const"))
"""Keywords that say the same in different words: one of them is enough."""
INVALID = frozenset(
    (
        "pattern", "format", "minLength", "maxLength", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    )
)  # fmt: skip


def validator(schema: Any) -> Any:
    """Return what judges reports by `schema`. It retrieves nothing, from nowhere."""
    from jsonschema import Draft202012Validator
    from referencing import Registry

    return Draft202012Validator(schema, registry=Registry())


def violations(judge: Any, shape: Shape, report: Postmortem, stage: Stage) -> tuple[Violation, ...]:
    """Return how `report` differs from the schema of `judge` (a validator) at `stage`.

    Each cause is told once.
    """
    found = _Findings(judge.schema, shape, report)
    for error in judge.iter_errors(plain(report, stage)):
        found.add(error)
    return found.result()


class _Findings:
    def __init__(self, schema: dict[str, Any], shape: Shape, report: Postmortem) -> None:
        self.schema = schema
        self.shape = shape
        self.report = report
        self.found: dict[tuple[Any, ...], Violation] = {}
        self.misplaced: set[tuple[Any, ...]] = set()
        self.unknown: list[tuple[Part, Part]] = []

    def result(self) -> tuple[Violation, ...]:
        for holder, part in self.unknown:
            self._unknown(holder, part)
        return tuple(
            violation
            for key, violation in self.found.items()
            if not (key[0] == "missing" and key[1:] in self.misplaced)
        )

    def add(self, error: Any) -> None:
        part = self._part(error.absolute_path)
        if part is None:
            return
        keyword = error.validator
        if keyword in ("oneOf", "anyOf"):
            self._branches(error, part)
        elif "propertyNames" in error.absolute_schema_path:
            self._bad_name(part, str(error.instance))
        elif keyword == "required":
            self._missing(part, error.validator_value, error.instance)
        elif keyword == "dependentRequired":
            for name, needed in error.validator_value.items():
                if name in error.instance:
                    self._missing(part, needed, error.instance, f", because `{name}` is there")
        elif keyword in ("additionalProperties", "unevaluatedProperties"):
            self._extras(part, error)
        elif not self._left_to_another_rule(part, keyword):
            self._wrong_value(part, keyword, error)

    def _part(self, path: Iterable[str | int]) -> Part | None:
        """Return the part at `path`, or None below a placeholder that YAML made a list of."""
        at = self.report.root
        for step in path:
            below = next((child for child in at.children if child.step == step), None)
            if below is None:
                return None if at.is_structural_gap else at
            at = below
        return None if at.is_structural_gap else at

    def _left_to_another_rule(self, part: Part, keyword: str) -> bool:
        """One cause, one finding: placeholders are PM2's, and what is no time PM402's."""
        if part.filling is Filling.EMPTY:
            return not (isinstance(part.step, int) and keyword in ("type", "minLength", "enum"))
        if not part.answered:
            return True
        if part.role not in TIME_ROLES or not isinstance(part.node, Scalar):
            return False
        return keyword == "type" or isinstance(read_range(part.text, day=date.min), NotAMoment)

    def _put(self, key: tuple[Any, ...], violation: Violation) -> None:
        self.found.setdefault(key, violation)

    def _missing(self, part: Part, needed: Iterable[str], instance: Any, because: str = "") -> None:
        for name in needed:
            if name in instance:
                continue
            there = next((child for child in part.children if child.step == name), None)
            if there is not None:
                self._empty(there)
                continue
            shape = part.shape.child(name) if part.shape is not None else None
            top = part.parent is None
            section = top and shape is not None and shape.is_section
            where = "" if top else f" from {part.label}"
            title = f" ({shape.title})" if shape is not None and section and shape.title else ""
            self._put(
                ("missing", part.pointer, name),
                Violation(
                    ViolationKind.MISSING_SECTION if section else ViolationKind.MISSING_FIELD,
                    part.key_span,
                    part.pointer,
                    f"`{name}`{title} is missing{where}{because}",
                    _belongs(shape),
                    role=shape.role if shape is not None else None,
                    within=part.role,
                ),
            )

    def _empty(self, part: Part) -> None:
        self._put(
            ("empty", part.pointer),
            Violation(
                ViolationKind.EMPTY_VALUE,
                part.span,
                part.pointer,
                f"{part.label} is empty",
                _belongs(part.shape),
                role=part.role,
                within=part.parent.role if part.parent is not None else None,
            ),
        )

    def _extras(self, part: Part, error: Any) -> None:
        known: set[str] = set(error.schema.get("properties", ()))
        patterns = tuple(error.schema.get("patternProperties", ()))
        if error.validator == "unevaluatedProperties" and part.shape is not None:
            known.update(part.shape.names)
        for child in part.children:
            name = str(child.step)
            if name in known or any(re.search(pattern, name) for pattern in patterns):
                continue
            self.unknown.append((part, child))

    def _unknown(self, holder: Part, part: Part) -> None:
        name = str(part.step)
        names = holder.shape.names if holder.shape is not None else ()
        present = {child.step for child in holder.children}
        meant_name = _sibling(name, [n for n in names if n not in present])
        fix = None
        if meant_name is not None:
            help = f"did you mean `{meant_name}`?"
            self.misplaced.add((holder.pointer, meant_name))
            if isinstance(part.key, Scalar) and not part.key.alias:
                edit = Edit(part.key.span, meant_name)
                fix = Fix(f"rename the key to {meant_name}", (edit,), safe=False)
        elif (home := self._home(name, holder)) is not None:
            help = f"it belongs under {' → '.join(f'`{step}`' for step in home[:-1])}"
            if len(home) == 1:
                help = "it belongs at the top level of the report"
            self.misplaced.add((home[:-1], home[-1]))
        elif (twin := _sibling(name, list(names))) is not None:
            help = f"`{twin}` is there already: is this the same?"
        else:
            help = f"known here: {', '.join(names)}" if names else "the template knows no keys here"
        where = "" if holder.parent is None else f" of {holder.label}"
        self._put(
            ("unknown", part.pointer),
            Violation(
                ViolationKind.UNKNOWN_FIELD,
                part.key_span,
                part.pointer,
                f"the template knows no key `{name}`{where}"
                if holder.parent is not None
                else f"the template knows no key `{name}` at the top level",
                help,
                fix,
                meant=meant_name,
            ),
        )

    def _home(self, name: str, holder: Part) -> tuple[str, ...] | None:
        """Return where a key belongs that stands in the wrong section: exactly one place."""
        wanted = fold_word(name)
        homes = [
            way
            for way, _ in self.shape.walk()
            if way
            and fold_word(way[-1]) == wanted
            and "[]" not in way
            and way[:-1] != holder.pointer
        ]
        return homes[0] if len(homes) == 1 else None

    def _bad_name(self, part: Part, name: str) -> None:
        child = next((c for c in part.children if c.step == name), None)
        if child is not None:
            self._put(
                ("name", child.pointer),
                Violation(
                    ViolationKind.SCHEMA_VIOLATION,
                    child.key_span,
                    child.pointer,
                    f"the template does not allow `{name}` as a key of {part.label}",
                ),
            )

    def _wrong_value(self, part: Part, keyword: str, error: Any) -> None:
        kind, fix, help = ViolationKind.SCHEMA_VIOLATION, None, ""
        if part.filling is Filling.EMPTY:
            self._empty(part)
            return
        if keyword == "type":
            wanted = error.validator_value
            wanted = [wanted] if isinstance(wanted, str) else list(wanted)
            kind = ViolationKind.WRONG_TYPE
            message, help, fix = wrong_type(part, wanted)
        elif keyword in ("enum", "const"):
            kind = ViolationKind.INVALID_VALUE
            value = error.validator_value
            message, help, fix = not_one_of(part, value if keyword == "enum" else [value])
        else:
            if keyword in INVALID:
                kind = ViolationKind.INVALID_VALUE
            message = refused(part, keyword, error.validator_value, error.instance)
        if part.shape is not None:
            message = part.shape.message or message
            help = help or _belongs(part.shape)
        self._put(
            ("value" if keyword in VALUE else keyword, part.pointer),
            Violation(kind, part.span, part.pointer, message, help, fix, role=part.role),
        )

    def _branches(self, error: Any, part: Part) -> None:
        if not part.answered:
            return
        variant = variants(error)
        if variant is not None:
            first, words = variant
            named = self._part(first.absolute_path)
            if named is None or not named.answered:
                return
            message, help, fix = not_one_of(named, words)
            self._put(
                ("value", named.pointer),
                Violation(
                    ViolationKind.INVALID_VALUE, named.span, named.pointer, message, help, fix
                ),
            )
            return
        branch = meant(error, self.schema)
        for below in branch:
            self.add(below)
        if branch:
            return
        wanted = _types(error.context or ())
        if wanted:
            message, help, fix = wrong_type(part, wanted)
            kind = ViolationKind.WRONG_TYPE
        else:
            message, help, fix = refused(part, error.validator, None, error.instance), "", None
            kind = ViolationKind.SCHEMA_VIOLATION
        if part.shape is not None:
            message, help = part.shape.message or message, help or _belongs(part.shape)
        self._put(
            ("value", part.pointer),
            Violation(kind, part.span, part.pointer, message, help, fix, role=part.role),
        )


def _types(errors: Iterable[Any]) -> list[str]:
    found: dict[str, None] = {}
    for error in errors:
        if error.validator != "type":
            return []
        value = error.validator_value
        found.update(dict.fromkeys([value] if isinstance(value, str) else value))
    return list(found)


def _sibling(name: str, names: list[str]) -> str | None:
    folded = {fold_word(known): known for known in names}
    wanted = fold_word(name)
    if wanted in folded:
        return folded[wanted]
    close = get_close_matches(wanted, folded, n=1, cutoff=0.75)
    return folded[close[0]] if close else None


def _belongs(shape: Shape | None) -> str:
    """Say what belongs in a part: the template's own words, else its keys or its choices."""
    if shape is None:
        return ""
    if shape.message:
        return shape.message
    parts = _sentences(shape)
    return "; ".join(parts)


def _sentences(shape: Shape) -> Iterator[str]:
    if shape.description:
        yield shape.description[:1].lower() + shape.description[1:].rstrip(".")
    elif shape.title:
        yield f"here belongs: {shape.title}"
    if shape.is_section and shape.names:
        yield f"it holds {listed(shape.names, 'and')}"
    elif shape.words and not shape.description:
        yield f"one of {listed(shape.words)}"
    elif shape.examples and isinstance(shape.examples[0], str):
        yield f"for example {shown(shape.examples[0])}"
