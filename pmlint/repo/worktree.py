"""The working tree: its root, and which of its files Git does not ignore."""

from __future__ import annotations

import os
from pathlib import Path

from pmlint.frozen import Frozen
from pmlint.repo.entry import Entry, read_index
from pmlint.repo.root import root_above
from pmlint.repo.runner import Runner

LISTING = (
    "ls-files", "-z", "--stage", "-t", "--cached", "--others", "--exclude-standard",
)  # fmt: skip
"""Asks for the tracked files, each with its blob, and for the others that are not ignored."""
OTHER = b"? "


class Listing(Frozen, apart=("others",)):
    """Files relative to the root, with `/`, sorted; `absent` are those of a sparse checkout.

    `others` is what Git says of those that are not tracked (`OTHERS`).
    """

    files: tuple[str, ...]
    absent: tuple[str, ...] = ()
    others: bytes = b""


def find_root(start: Path) -> Path | None:
    """Return the folder of the repository that `start` (an absolute folder) is in, or None."""
    root = root_above(os.fspath(start))
    return None if root is None else Path(root)


def list_files(root: Path) -> Listing:
    """Return the files of the working tree at `root` that Git does not ignore.

    Tracked and untracked ones. Raises RepositoryError where Git is missing or unwilling, saying
    what to do.
    """
    told = Runner(root).run(*LISTING)
    tracked: list[bytes] = []
    others: list[bytes] = []
    for line in told.split(b"\0"):
        if line:
            (others if line.startswith(OTHER) else tracked).append(line)
    entries = tuple(read_index(b"\0".join(tracked)))
    names = {os.fsdecode(line[len(OTHER) :]) for line in others}
    names.update(entry.path for entry in entries if not entry.absent)
    said = b"".join(line + b"\0" for line in others)
    return Listing(tuple(sorted(names)), _absent(entries, root), said)


def is_ignored(root: Path, name: str) -> bool:
    """Say whether Git ignores the file `name` of the working tree at `root`."""
    words = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", name)
    return bool(Runner(root).ask(*words).output)


def _absent(tracked: tuple[Entry, ...], root: Path) -> tuple[str, ...]:
    names = {entry.path for entry in tracked if entry.absent}
    return tuple(sorted(name for name in names if not (root / name).exists()))
