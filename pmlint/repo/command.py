"""Command: how Git is called, always, whoever calls it.

Nothing in a repository's configuration may start a program, nothing is fetched, no lock is taken
while reading, and the words of a user never become options or pathspecs.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAM = "git"
NOT_THERE = (FileNotFoundError, NotADirectoryError, PermissionError)
"""What is raised where no folder of the PATH has a Git that can be run."""
NO_GIT = "git is not installed, or not on the PATH"
SAFE = (
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.quotePath=false",
    "-c", "log.showSignature=false",
    "-c", "log.showRoot=true",
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
)  # fmt: skip
LOCAL = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
"""A Git hook's own view of its repository; it misleads when another folder is asked about."""
ALWAYS = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
"""No lock while reading, no question, nothing fetched, and messages that can be recognised."""


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment that Git gets: the process's own without a hook's view, and `more`."""
    own = {name: value for name, value in os.environ.items() if name not in LOCAL}
    return {**own, **ALWAYS, **(more or {})}
