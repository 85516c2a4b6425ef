"""Entry: one file of Git's index or of a commit, and of which sort it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import Enum

from pmlint.frozen import Frozen


class Sort(Enum):
    """What an entry is."""

    FILE = "a file"
    """A regular file, executable or not."""
    LINK = "a symbolic link"
    """Its blob holds a path, which is not followed."""
    SUBMODULE = "a submodule"
    """Another repository's commit."""


class Entry(Frozen):
    """A path and its blob. `stage` is 0, or 1 to 3 for the sides of an unresolved conflict.

    `absent` tells that a sparse checkout keeps the file out of the working tree.
    """

    path: str
    oid: str
    sort: Sort = Sort.FILE
    stage: int = 0
    absent: bool = False
    mode: str = "100644"


def read_index(output: bytes) -> Iterator[Entry]:
    """Yield what `git ls-files --stage -t -z` prints."""
    for line in _lines(output):
        head, _, path = line.partition(b"\t")
        tag, mode, oid, stage = head.decode("ascii").split(" ")
        yield Entry(os.fsdecode(path), oid, _sort(mode), int(stage), tag == "S", mode)


def read_tree(output: bytes) -> Iterator[Entry]:
    """Yield what `git ls-tree -r -z` prints."""
    for line in _lines(output):
        head, _, path = line.partition(b"\t")
        mode, _, oid = head.decode("ascii").split(" ")
        yield Entry(os.fsdecode(path), oid, _sort(mode), mode=mode)


def is_file(mode: str) -> bool:
    """Say whether `mode`, six octal digits, is that of a regular file."""
    return mode.startswith("100")


def _lines(output: bytes) -> Iterator[bytes]:
    yield from (line for line in output.split(b"\0") if line)


def _sort(mode: str) -> Sort:
    if is_file(mode):
        return Sort.FILE
    return Sort.LINK if mode == "120000" else Sort.SUBMODULE
