"""Judge: jsonschema, which says how a report differs from its template, held to its bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmlint.template.keyword import bounded
from pmlint.template.lane import SideLanes
from pmlint.template.patience import Patience


class Judge:
    """Judges data by `schema`, and retrieves nothing, from nowhere.

    All that is asked about one value is bounded together: EndlessError where a search takes too
    long, ImpatienceError where there is too much to do, RecursionError where it is too deep.
    """

    def __init__(self, schema: Any, lanes: SideLanes | None = None) -> None:
        """Judge by `schema`; what `lanes`, by default its own, call valid is not looked at."""
        from jsonschema import Draft202012Validator
        from referencing import Registry

        self.schema = schema
        self.patience = Patience()
        checker = Draft202012Validator.FORMAT_CHECKER
        made = bounded(Draft202012Validator, self.patience, lanes or SideLanes(schema))
        self._validator = made(schema, registry=Registry(), format_checker=checker)

    def errors(self, data: Any) -> Iterator[Any]:
        """Yield how `data` differs, as errors of jsonschema without their messages."""
        self.patience.renew()
        yield from self._validator.iter_errors(data)

    def is_valid(self, data: Any) -> bool:
        """Say whether `data` does not differ."""
        return next(self.errors(data), None) is None
