"""Edition: which pmlint this is, so that what another one has found is not taken for its own.

A release is its version. A checkout changes while its version stays, so there the files count too.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from pmlint.version import __version__

INSTALLED = frozenset(("site-packages", "dist-packages"))
"""Folders in which nobody changes a file by hand."""
OF_A_CHECKOUT = ("pmlint", "schemas")


@cache
def edition() -> str:
    """Return the version, and in a checkout also when its files were changed last (ns since 1970),
    and how many there are.
    """
    package = Path(__file__).resolve().parent
    if not INSTALLED.isdisjoint(package.parts):
        return __version__
    latest = count = 0
    for name in OF_A_CHECKOUT:
        for at, folders, files in os.walk(package.parent / name):
            folders[:] = [folder for folder in folders if folder != "__pycache__"]
            count += len(files)
            latest = max(latest, *(Path(at, file).stat().st_mtime_ns for file in files), 0)
    return f"{__version__}+{latest}.{count}"
