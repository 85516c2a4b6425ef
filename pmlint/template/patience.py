"""Patience: how long, and with how much memory, a report may be held against a template.

A few lines of JSON Schema can ask for more than any machine can do: two branches that lead to the
same schema, thirty times one below the other, are a billion ways. The validator does not notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import thread_time
from typing import Any

SECONDS = 10.0
"""So much of the processor's time: many times what the largest report takes that is read at all."""
MOST_ERRORS = 200_000
"""So many errors, each of which is kept until the keyword around it has been judged."""
STRIDE = 16
"""So many steps between two looks at the clock, which costs as much as a step."""


class ImpatienceError(Exception):
    """What the template asks for would take too long."""


class Patience:
    """What is left for one report. It ends by ImpatienceError."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Begin with another report."""
        self._until = thread_time() + SECONDS
        self._steps = 0
        self._errors = MOST_ERRORS

    def step(self) -> None:
        """Say that something is done that takes little time."""
        self._steps += 1
        if self._steps % STRIDE == 0:
            self.look()

    def look(self) -> None:
        """Say that something is done that may take some time."""
        if thread_time() > self._until:
            raise ImpatienceError

    def error(self) -> None:
        """Say that there is an error, of the validator or for the report."""
        self.look()
        self._errors -= 1
        if self._errors < 0:
            raise ImpatienceError


def patient(keywords: Mapping[str, Any], patience: Patience) -> dict[str, Any]:
    """Return the functions of `keywords`, which jsonschema judges by, under `patience`."""
    return {name: _patient(judge, patience) for name, judge in keywords.items()}


def _patient(judge: Any, patience: Patience) -> Callable[..., Iterator[Any]]:
    def judged(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[Any]:
        patience.step()
        for error in judge(validator, value, instance, schema) or ():
            if error.message:  # one that is new, in which jsonschema has written out the instance
                error.message, error.args = "", ()
                patience.error()
            yield error

    return judged
