"""Holding a report against its template, and saying what differs in a person's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from pmlint.document import Mapping, Scalar
from pmlint.expression import EndlessError, expression
from pmlint.filling import Filling
from pmlint.interval import read_range
from pmlint.moment import NotAMoment
from pmlint.part import Part
from pmlint.postmortem import Postmortem
from pmlint.role import TIME_ROLES, Role
from pmlint.shape import Shape
from pmlint.template.branch import meant, types, variants
from pmlint.template.judge import Judge
from pmlint.template.lack import empty, missing
from pmlint.template.patience import ImpatienceError
from pmlint.template.unchecked import too_deep, too_much, too_slow
from pmlint.template.unknown import Homes, unknown_field
from pmlint.template.violation import Violation, ViolationKind
from pmlint.template.wording import belongs, not_one_of, refused, wrong_type

VALUE = frozenset(("type", "enum", "const"))
"""Keywords that say the same in different words: one of them is enough."""
INVALID = frozenset(
    (
        "pattern", "format", "minLength", "maxLength", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    )
)  # fmt: skip


def violations(judge: Judge, shape: Shape, report: Postmortem, data: Any) -> tuple[Violation, ...]:
    """Return how `report`, which is `data` when it is plain, differs from the schema of `judge`.

    Each cause is told once.
    """
    found = _Findings(judge, shape, report)
    unchecked: tuple[Violation, ...] = ()
    try:
        for error in judge.errors(data):
            found.add(error)
    except RecursionError:
        unchecked = (too_deep(report),)
    except EndlessError as error:
        unchecked = (too_slow(report, str(error)),)
    except ImpatienceError:
        unchecked = (too_much(report),)
    try:
        found.name_unknown()
    except ImpatienceError:
        unchecked = (too_much(report),)
    return (*found.result(), *unchecked)


class _Findings:
    def __init__(self, judge: Judge, shape: Shape, report: Postmortem) -> None:
        self.schema = judge.schema
        self.patience = judge.patience
        self.shape = shape
        self.report = report
        self.found: dict[tuple[Any, ...], Violation] = {}
        self.misplaced: set[tuple[Any, ...]] = set()
        self.unknown: list[tuple[Part, Part]] = []
        self.below: dict[int, dict[str | int | None, Part]] = {}

    def name_unknown(self) -> None:
        """Add what is to be said of keys that the template does not know."""
        homes: Homes | None = None
        for holder, part in self.unknown:
            self.patience.look()
            homes = homes or Homes(self.shape)
            violation, elsewhere = unknown_field(homes, holder, part)
            self._put(("unknown", part.pointer), violation)
            if elsewhere is not None:
                self.misplaced.add(elsewhere)

    def result(self) -> tuple[Violation, ...]:
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
        elif isinstance(part.node, Mapping) and isinstance(error.instance, str):
            # Only `propertyNames` is about a key; its path may also hold a part of that name.
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
            below = self._child(at, step)
            if below is None:
                return None if at.is_structural_gap else at
            at = below
        return None if at.is_structural_gap else at

    def _child(self, part: Part, step: str | int) -> Part | None:
        """Return what is at `step`: the first, where a key is there twice."""
        if id(part) not in self.below:
            self.below[id(part)] = {child.step: child for child in reversed(part.children)}
        return self.below[id(part)].get(step)

    def _left_to_another_rule(self, part: Part, keyword: str) -> bool:
        """One cause, one finding: placeholders are PM2's, and what is no time PM402's."""
        if part.filling is Filling.EMPTY:
            return not (isinstance(part.step, int) and keyword in ("type", "minLength", "enum"))
        if not part.answered:
            return True
        if not isinstance(part.node, Scalar):
            return False
        if part.role is Role.TIMEZONE:
            return keyword == "type"
        if part.role not in TIME_ROLES:
            return False
        return keyword in ("type", "format") or isinstance(
            read_range(part.text, day=date.min), NotAMoment
        )

    def _put(self, key: tuple[Any, ...], violation: Violation) -> None:
        self.patience.error()
        self.found.setdefault(key, violation)

    def _missing(self, part: Part, needed: Iterable[str], instance: Any, because: str = "") -> None:
        for name in needed:
            if name in instance:
                continue
            there = self._child(part, name)
            if there is not None:
                self._empty(there)
                continue
            self._put(("missing", part.pointer, name), missing(part, name, because))

    def _empty(self, part: Part) -> None:
        self._put(("empty", part.pointer), empty(part))

    def _extras(self, part: Part, error: Any) -> None:
        known: set[str] = set(error.schema.get("properties", ()))
        patterns = [expression(p) for p in error.schema.get("patternProperties", ())]
        if error.validator == "unevaluatedProperties" and part.shape is not None:
            known.update(part.shape.names)
        for child in part.children:
            self.patience.step()
            name = str(child.step)
            if name in known or any(pattern.found_in(name) for pattern in patterns):
                continue
            self.unknown.append((part, child))

    def _bad_name(self, part: Part, name: str) -> None:
        child = self._child(part, name)
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
            help = help or belongs(part.shape)
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
        wanted = types(error.context or ())
        if wanted:
            message, help, fix = wrong_type(part, wanted)
            kind = ViolationKind.WRONG_TYPE
        else:
            message, help, fix = refused(part, error.validator, None, error.instance), "", None
            kind = ViolationKind.SCHEMA_VIOLATION
        if part.shape is not None:
            message, help = part.shape.message or message, help or belongs(part.shape)
        self._put(
            ("value", part.pointer),
            Violation(kind, part.span, part.pointer, message, help, fix, role=part.role),
        )
