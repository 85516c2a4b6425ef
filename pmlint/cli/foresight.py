"""Foresight: what nearly every check asks of Git is asked while pmlint itself is still loading.

Git answers in the time in which the modules for the arguments are read; else both would wait for
each other.
"""

from __future__ import annotations

import os

from pmlint.errors import RepositoryError
from pmlint.repo.question import WHERE_AND_HEAD, Question, expect, forget
from pmlint.repo.root import root_above


class Foresight:
    """A block at whose end no Git is left that was expected to be asked, and was not."""

    def __enter__(self) -> None:
        here = os.getcwd()  # noqa: PTH109 - `pathlib` is one of the modules
        try:
            root = root_above(here)
            if root is not None:
                expect(Question(root, WHERE_AND_HEAD))
        except (OSError, RepositoryError):  # who needs Git will say so
            return

    def __exit__(self, *_: object) -> None:
        forget()
