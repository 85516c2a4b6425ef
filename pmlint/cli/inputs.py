"""Inputs: which repositories, folders and saved files the words of `pmlint report` mean."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path, PurePosixPath

from pmlint.errors import RepositoryError, UsageError
from pmlint.frozen import Frozen, replace
from pmlint.repo import Repository, find_root

SAVED = ".json"
GIT = ".git"
MOST_DEPTH = 8
REMOTE = "remote.origin.url"


class Checkout(Frozen):
    """A repository, or (`name` is empty) what lies outside of one.

    `paths` are the words about it, none for all of it; they count from the folder `current`.
    `repository` is None where there is none, or Git cannot read it; `note` says why.
    """

    name: str
    paths: list[str]
    repository: Repository | None
    current: Path
    note: str = ""


def inputs(words: list[str], name: str | None = None) -> tuple[Checkout | Path, ...]:
    """Return what `words` name; no words are the place where we are. Saved files are paths.

    Words about the same repository are put together; `name` is what it is called. Raises
    UsageError and RepositoryError.
    """
    current = Path.cwd()
    saved: list[Path] = []
    groups: dict[Path | None, list[str]] = {}
    for word in words or ["."]:
        if not word:
            raise UsageError("an empty path names nothing; `.` is this folder")
        path = Path(os.path.normpath(current / word))
        if path.suffix == SAVED and not path.is_dir():
            saved.append(path)
        else:
            groups.setdefault(_home(path), []).append(str(path))
    found = [
        # Who names a repository, or nothing at all, means all of it.
        _checkout(root, [] if not words or str(root) in told else told, current)
        for root, told in groups.items()
    ]
    if name is None:
        return (*_told_apart(found), *saved)
    if len(found) != 1 or saved:
        raise UsageError("--name is for one repository, and here are several or none")
    return (replace(found[0], name=name),)


def _home(path: Path) -> Path | None:
    """Return the folder of the repository that `path` is, or is in; None where there is none."""
    folder = path if path.is_dir() else path.parent
    if folder.name == GIT:
        return folder.parent
    for at in (folder, *folder.parents):
        if (at / "HEAD").is_file() and (at / "objects").is_dir():
            return at
        if (at / GIT).exists():
            return find_root(at)
    return None


def _checkout(root: Path | None, paths: list[str], current: Path) -> Checkout:
    if root is None:
        return Checkout("", paths, None, current)
    there = current if current.is_relative_to(root) else root
    try:
        repository = Repository.open(root)
    except RepositoryError as error:
        if not (root / GIT).exists():
            raise  # of a bare repository nothing can be read without Git
        return Checkout(root.name, paths, None, there, str(error))
    here = there if repository.worktree is not None else root
    return Checkout(_name(repository, root), paths, repository, here)


def _name(repository: Repository, root: Path) -> str:
    """Return what its remote calls a repository: the folder may be called anything."""
    remote = repository.setting(REMOTE, trusted=False).rstrip("/")
    names = (PurePosixPath(remote.replace(":", "/")).name, root.name)
    return next(short for name in names if (short := name.removesuffix(GIT) or name))


def _told_apart(found: list[Checkout]) -> list[Checkout]:
    """Return `found` with names that differ: two folders may have the same last name.

    Raises UsageError for two that are the same repository.
    """
    known: dict[str, Checkout] = {}
    for each in found:
        for mark in _marks(each.repository):
            if known.setdefault(mark, each) is not each:
                raise UsageError(
                    f"two of these are the repository `{each.name}`, whose items would be counted "
                    "twice: leave one of them out"
                )
    for depth in range(2, MOST_DEPTH):
        names = Counter(each.name for each in found)
        found = [
            each
            if names[each.name] == 1 or each.repository is None
            else replace(each, name="/".join(each.repository.root.parts[-depth:]))
            for each in found
        ]
    return found


def _marks(repository: Repository | None) -> set[str]:
    """Return what two checkouts of one repository have in common: its folder, or its remote."""
    if repository is None:
        return set()
    marks = {os.path.realpath(repository.common_dir)}
    remote = repository.setting(REMOTE, trusted=False).rstrip("/").removesuffix(GIT)
    if remote:
        marks.add(os.path.realpath(repository.root / remote / GIT) if "/" in remote else remote)
        marks.add(remote)
    return marks
