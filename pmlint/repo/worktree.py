"""The working tree: its root, and which of its files Git does not ignore."""

from __future__ import annotations

import os
from pathlib import Path

from pmlint.frozen import Frozen
from pmlint.repo.entry import Entry, read_index
from pmlint.repo.runner import Runner


class Listing(Frozen):
    """Files relative to the root, with `/`, sorted; `absent` are those of a sparse checkout."""

    files: tuple[str, ...]
    absent: tuple[str, ...] = ()


def find_root(start: Path) -> Path | None:
    """Return the folder of the repository that `start` (a folder) is in, or None.

    Looks for `.git` (a folder, or the file of a worktree or submodule) without asking Git.
    """
    for folder in (start, *start.parents):
        if (folder / ".git").exists():
            return folder
    return None


def list_files(root: Path) -> Listing:
    """Return the files of the working tree at `root` that Git does not ignore.

    Tracked and untracked ones. Raises RepositoryError where Git is missing or unwilling, saying
    what to do.
    """
    runner = Runner(root)
    tracked = tuple(read_index(runner.run("ls-files", "--stage", "-t", "-z")))
    others = runner.run("ls-files", "-z", "--others", "--exclude-standard")
    names = {os.fsdecode(name) for name in others.split(b"\0") if name}
    names.update(entry.path for entry in tracked if not entry.absent)
    return Listing(tuple(sorted(names)), _absent(tracked, root))


def is_ignored(root: Path, name: str) -> bool:
    """Say whether Git ignores the file `name` of the working tree at `root`."""
    words = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", name)
    return bool(Runner(root).ask(*words).output)


def _absent(tracked: tuple[Entry, ...], root: Path) -> tuple[str, ...]:
    names = {entry.path for entry in tracked if entry.absent}
    return tuple(sorted(name for name in names if not (root / name).exists()))
