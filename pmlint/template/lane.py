"""Lane: the fast way through a template, for the report in which there is nothing to explain.

jsonschema-rs, which is compiled, says of a report that it is valid; it is never asked why one is
not. Two validators must not give two answers: `agreement` says by which schemas and of which data
this one may be asked, and whatever it will not take is left to jsonschema.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmlint.template.agreement import Agreement, DoubtError, is_tame


class Lane:
    """Says of reports whether they are valid for certain; made once for each template."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._validator = _compiled(schema)

    def accepts(self, data: Any) -> bool:
        """Say whether `data` is valid beyond doubt; False only means that jsonschema has to say."""
        if self._validator is None or not is_tame(data):
            return False
        try:
            return bool(self._validator.is_valid(data))
        except ValueError:  # what it cannot take for JSON, whichever version it is
            return False


def _compiled(schema: Mapping[str, Any]) -> Any:
    """Return the compiled validator for `schema`, or None where there is or can be none."""
    try:
        agreed = Agreement(schema)
        from jsonschema_rs import Draft202012Validator

        return Draft202012Validator(agreed.schema, formats=agreed.forms, validate_formats=True)
    except (
        DoubtError,
        ImportError,
        ValueError,
    ):  # no wheel for this platform; a schema that it refuses
        return None
