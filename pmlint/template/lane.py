"""Lane: the fast way through a template, for the report in which there is nothing to explain.

jsonschema-rs, which is compiled, says of a report that it is valid; it is never asked why one is
not. Two validators must not give two answers: `agreement` says by which schemas and of which data
this one may be asked, and whatever it will not take is left to jsonschema.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmlint.lazy import lazy
from pmlint.template.agreement import Agreement, DoubtError, tame_size

MOST_STEPS = 50_000_000
"""So often may some part of the schema meet some value: nothing stops it once it has begun."""


class Lane:
    """Says of reports whether they are valid for certain; made once for each template.

    Given a `part` of its schema it says so of values that are held against that.
    """

    def __init__(self, schema: Mapping[str, Any], part: Any = None) -> None:
        self._agreed, self._validator = _compiled(schema, part)

    def accepts(self, data: Any) -> bool:
        """Say whether `data` is valid beyond doubt; False only means that jsonschema has to say."""
        if self._agreed is None:
            return False
        size = tame_size(data)
        if not size or self._agreed.size * size > MOST_STEPS:
            return False
        self._agreed.given_up = False
        try:
            return bool(self._validator.is_valid(data)) and not self._agreed.given_up
        except ValueError:  # what it cannot take for JSON, whichever version it is
            return False


class SideLanes:
    """The fast way through the parts of a template: what is fine in a report that is not.

    A part whose references lead elsewhere than they seem to (`$id`) is in doubt as a whole schema
    is; so there is no such way where `schema` itself leaves a doubt.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self._lanes: dict[int, tuple[Lane, Any]] = {}
        """By the identity of a part, which is kept beside its lane so that no other one has it."""

    @lazy
    def _are_open(self) -> bool:
        try:
            Agreement(self._schema)
        except DoubtError:
            return False
        return True

    def accept(self, value: Any, part: Any) -> bool:
        """Say whether `value` is valid beyond doubt by `part`, which stands in the schema."""
        if not self._are_open:
            return False
        if id(part) not in self._lanes:
            self._lanes[id(part)] = Lane(self._schema, part), part
        return self._lanes[id(part)][0].accepts(value)


def _compiled(schema: Mapping[str, Any], part: Any) -> tuple[Agreement | None, Any]:
    """Return what `part` has become, with its validator; nothing where there can be none."""
    try:
        agreed = Agreement(schema, part)
        from jsonschema_rs import Draft202012Validator

        forms = agreed.forms
        made = Draft202012Validator(agreed.schema, formats=forms, validate_formats=True)
    except (DoubtError, ImportError, ValueError):  # no wheel here; a schema that it refuses
        return None, None
    return agreed, made
