"""Edition: which pmlint this is, so that what another one has found is not taken for its own.

A release is its version. A checkout changes while its version stays, so there the files count too.
"""

from __future__ import annotations

import os
from functools import cache

from pmlint.version import __version__

INSTALLED = frozenset(("site-packages", "dist-packages"))
"""Folders in which nobody changes a file by hand."""
OF_A_CHECKOUT = ("pmlint", "schemas")


@cache
def edition() -> str:
    """Return the version, and in a checkout also when its files were changed last (ns since 1970),
    and how many there are.

    Without `pathlib`: it is asked before anything else is loaded.
    """
    root = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120
    if not INSTALLED.isdisjoint(root.split(os.sep)):  # noqa: PTH206
        return __version__
    latest = count = 0
    folders = [os.path.join(root, name) for name in OF_A_CHECKOUT]  # noqa: PTH118
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_file():
                    count += 1
                    latest = max(latest, entry.stat().st_mtime_ns)
                elif entry.is_dir() and entry.name != "__pycache__":
                    folders.append(entry.path)
    return f"{__version__}+{latest}.{count}"
