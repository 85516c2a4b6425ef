"""Clean: the tracked files that are as the index has them, by their times and numbers.

Git compares thousands of files with its index in the time in which Python asks for some hundred. It
is only asked where that needs no look into a file: a look would run the filters of the repository's
configuration.
"""

from __future__ import annotations

import os
import re

from pmlint.repo.question import CHANGED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from pmlint.repo.runner import Runner

ENTRIES = ("ls-files", "-z", "-v", "--debug")
"""Asks for the entries of the index, with what it knows of each file."""
NORMAL = b"H "
"""The tag of an entry that is always compared (not assumed unchanged, not left out)."""
MODIFIED = rb"(?m)^  mtime: (\d+):"


def clean_files(runner: Runner, index: Path) -> tuple[frozenset[str], bytes] | None:
    """Return the files that are as the file `index` has them, and what Git says of all others.

    Names are relative to the root, in which `runner` runs. None where the answer takes a look into
    files, or could be wrong: an entry that is as young as the index itself (Git counts seconds),
    is assumed to be unchanged, or is left out of a sparse checkout. Raises RepositoryError, and
    OSError where there is no index.
    """
    entries = runner.run(*ENTRIES)
    times = [int(told) for told in re.findall(MODIFIED, entries)]
    if not times or max(times) >= int(index.stat().st_mtime):
        return None
    names = _names(entries)
    if names is None:
        return None
    changed = runner.run(*CHANGED)
    dirty = changed.split(b"\0")[1::2]
    return frozenset(os.fsdecode(name) for name in names.difference(dirty)), changed


def _names(entries: bytes) -> set[bytes] | None:
    """Return the names of `entries`, None where one of them is not compared."""
    names: set[bytes] = set()
    # Each name ends with a zero, and stands behind five lines about the one before it.
    for chunk in entries.split(b"\0")[:-1]:
        told = chunk.split(b"\n", 5)[-1] if names else chunk
        if not told.startswith(NORMAL):
            return None
        names.add(told[len(NORMAL) :])
    return names
