"""Source: the bytes of one report and where they come from.

After a Source is made nobody can tell a file, Git's index, a revision and standard input apart.
"""

from __future__ import annotations

from enum import Enum

from pmlint.frozen import Frozen


class Origin(Enum):
    """Where the bytes of a source come from."""

    FILE = "file"
    """The working tree."""
    STDIN = "stdin"
    """Standard input."""
    INDEX = "index"
    """Git's index: what the next commit will hold."""
    REVISION = "revision"
    """A commit."""


class Source(Frozen):
    """One report: `path` is relative to the repository root, with `/`; `content` its bytes."""

    path: str
    content: bytes
    origin: Origin = Origin.FILE
