"""Committed: the report that is signed off, of which nothing may be left to commit."""

from __future__ import annotations

import os
from pathlib import Path

from pmlint.cli.files import read_report
from pmlint.errors import RepositoryError, UsageError
from pmlint.frozen import Frozen
from pmlint.repo import Entry, Repository, Sort

UNCOMMITTED = "{} not committed: an approval covers what is committed, so commit them first"
LEAST = 1 << 20
"""So many bytes of the file are read at least: line ends may have made it larger."""


class Committed(Frozen):
    """A report as a commit has it.

    `name` is its path in the repository, `path` the one on the disk; `on_disk` is what lies there,
    which may differ in its line ends, and None in a sparse checkout that leaves it out.
    """

    name: str
    path: Path
    entry: Entry
    content: bytes
    on_disk: bytes | None


def committed(word: str, folder: Path, repository: Repository, head: str) -> Committed:
    """Return the report that `word` names, as seen from `folder`, as the commit `head` has it.

    Raises UsageError, saying what to do, where it is not committed as it lies there; ReadError and
    RepositoryError.
    """
    path = Path(os.path.normpath(folder / word))
    root = repository.root
    real = Path(os.path.realpath(path.parent)) / path.name
    if not real.is_relative_to(root):
        raise UsageError(f"{word} is not in the repository {root}")
    name = real.relative_to(root).as_posix()
    known = {entry.path: entry for entry in repository.tree(head)}
    staged = [entry for entry in repository.index() if entry.path == name]
    entry = known.get(name)
    if entry is None:
        if real.is_dir() or not (staged or real.exists()):
            raise UsageError(f"{word} is no report of this repository")
        raise UsageError(
            f"{word} is not committed yet: an approval covers what is committed "
            f"(git add {word}; git commit)"
        )
    if entry.sort is not Sort.FILE:
        raise UsageError(f"{word} is {entry.sort.value}: name the report itself")
    if any(each.stage for each in staged):
        raise UsageError(f"{word} has a conflict that is not resolved yet")
    if not staged or staged[0].oid != entry.oid:
        raise UsageError(f"{word} has {UNCOMMITTED.format('staged changes that are')}")
    content = repository.blob(entry.oid)
    if content is None:
        raise RepositoryError(f"the content of {word} is not in this partial clone")
    on_disk = None
    if not staged[0].absent:
        on_disk = read_report(real, max(len(content) * 2, LEAST))
        same = content in (on_disk, on_disk.replace(b"\r\n", b"\n"))
        if real.is_symlink() or not same:
            raise UsageError(f"{word} has {UNCOMMITTED.format('changes that are')}")
    return Committed(name, real, entry, content, on_disk)
