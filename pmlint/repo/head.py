"""Head: the files of Git that tell which commit is checked out."""

from __future__ import annotations

import os
from pathlib import Path

REFERENCE = b"ref:"
BRANCHES = b"refs/heads/"
IN_TABLES = b"refs/heads/.invalid"
"""What Git names in HEAD where references are kept in tables, and not in files."""


def head_files(git_dir: Path, common_dir: Path) -> tuple[Path, ...]:
    """Return the files that tell it; none where it takes Git to tell. Some may not be there.

    That is where references are kept in tables, or name one another. `common_dir` is the directory
    that all worktrees of the repository share.
    """
    head = git_dir / "HEAD"
    try:
        told = head.read_bytes().rstrip()
        if not told.startswith(REFERENCE):
            return (head,)  # the OID of a commit itself
        name = told.removeprefix(REFERENCE).strip()
        reference = common_dir / os.fsdecode(name)
        if not name.startswith(BRANCHES) or name == IN_TABLES:
            return ()
        if reference.exists() and reference.read_bytes().startswith(REFERENCE):
            return ()
    except (OSError, ValueError):
        return ()
    return head, reference, common_dir / "packed-refs"
