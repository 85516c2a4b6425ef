"""Git: the only door to GitPython, which is not imported before it is needed.

User strings never become options or pathspecs, and nothing in the repository's own
configuration may start a program (`core.fsmonitor`, hooks).
"""

from __future__ import annotations

import os
from pathlib import Path

from pmlint.errors import RepositoryError

SAFE = (
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.quotePath=false",
    "--no-pager",
    "--literal-pathspecs",
)  # fmt: skip
LOCAL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
"""A Git hook's own view of its repository; it misleads when another folder is asked about."""


def find_root(start: Path) -> Path | None:
    """Return the folder of the repository that `start` (a folder) is in, or None.

    Looks for `.git` (a folder, or the file of a worktree or submodule) without asking Git.
    """
    for folder in (start, *start.parents):
        if (folder / ".git").exists():
            return folder
    return None


def files(root: Path) -> tuple[str, ...]:
    """Return the files of the working tree at `root` that Git does not ignore.

    Tracked and untracked, relative to `root`, with `/`, sorted. Raises RepositoryError where Git
    is missing or unwilling, saying what to do.
    """
    output = _run(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return tuple(sorted({os.fsdecode(name) for name in output.split(b"\0") if name}))


def _run(root: Path, *arguments: str) -> bytes:
    # GitPython looks for git on import and raises where there is none; it may do so when asked.
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    from git import Git
    from git.exc import GitCommandError, GitCommandNotFound

    git = Git(str(root))
    environment = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    hidden = {name: os.environ.pop(name) for name in LOCAL if name in os.environ}
    try:
        output = git.execute(
            [git.GIT_PYTHON_GIT_EXECUTABLE or "git", *SAFE, *arguments],
            env=environment,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
        )
    except GitCommandNotFound:
        raise RepositoryError("git is not installed, or not on the PATH") from None
    except GitCommandError as error:
        raise RepositoryError(_explained(str(error.stderr), root)) from None
    finally:
        os.environ.update(hidden)
    return bytes(output)


def _explained(words: str, root: Path) -> str:
    if "dubious ownership" in words:
        return (
            f"the repository {root} belongs to another user, so Git refuses to read it; if you "
            f"trust it: git config --global --add safe.directory {root}"
        )
    first = next((line for line in words.splitlines() if line.strip()), "no reason given")
    return f"Git cannot read {root}: {first.strip().removeprefix('stderr: ').strip(chr(39))}"
