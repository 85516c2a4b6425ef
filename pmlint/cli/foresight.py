"""Foresight: what nearly every check asks of Git is asked while pmlint itself is still loading.

Git answers in the time in which the modules for the arguments are read; else both would wait for
each other.
"""

from __future__ import annotations

import os

from pmlint.errors import RepositoryError
from pmlint.repo.question import AT_ONCE, Question, expect, forget


class Foresight:
    """A block at whose end no Git is left that was expected to be asked, and was not."""

    def __enter__(self) -> None:
        root = _root(os.getcwd())  # noqa: PTH109 - `pathlib` is one of the modules
        if root is None:
            return
        try:
            expect(Question(root, AT_ONCE))
        except RepositoryError:  # who needs Git will say so
            return

    def __exit__(self, *_: object) -> None:
        forget()


def _root(folder: str) -> str | None:
    """Return the folder of the repository that `folder` is in, as `repo.find_root` does."""
    while not os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above
    return folder
