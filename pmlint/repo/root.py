"""Root: the folder of the repository that a folder is in, found without asking Git.

And without `pathlib`: a check looks for it before anything else is loaded.
"""

from __future__ import annotations

import os
from errno import EBADF, ELOOP, ENOENT, ENOTDIR

NOT_THERE = (ENOENT, ENOTDIR, EBADF, ELOOP)


def root_above(folder: str) -> str | None:
    """Return `folder` (absolute) or the nearest one above that has a `.git`; None for none.

    That is a folder, or the file of a worktree or submodule. Raises OSError where nobody may look.
    """
    while not _exists(os.path.join(folder, ".git")):  # noqa: PTH118
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above
    return folder


def _exists(path: str) -> bool:
    try:
        os.stat(path)  # noqa: PTH116 - as `Path.exists`, which says no where it may not look
    except OSError as error:
        if error.errno not in NOT_THERE:
            raise
        return False
    return True
