"""Folder: the one that a file is in, as the same object for all files in it.

`Path.parent` makes a new one each time, and whoever looks something up by it has to have it taken
apart first; of each report it is asked several times.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path


def folder_of(path: Path) -> Path:
    """Return `path.parent`."""
    return _folder(os.path.dirname(path))  # noqa: PTH120 - what is said above


def below(path: str | Path, folder: Path) -> str | None:
    """Return the path of `path` from `folder` on, with `/`; None where it does not begin with it.

    Nothing is asked of the disk, and nothing is made of `..`.
    """
    name, start = os.fspath(path), os.path.join(folder, "")  # noqa: PTH118 - as above
    if not name.startswith(start):
        return None
    return name[len(start) :].replace(os.sep, "/")


@lru_cache(maxsize=1024)
def _folder(name: str) -> Path:
    return Path(name)
