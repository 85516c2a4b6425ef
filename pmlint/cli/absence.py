"""Absence: why there is no report where one is looked for, and what to do about it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from pmlint.cli.discover import YAML_ENDINGS
from pmlint.cli.workplace import Workplace
from pmlint.repo import Entry, Listing, Repository, Sort, is_ignored
from pmlint.source import Origin

INDEX = "the index"
NOT_FOLLOWED = "a symbolic link, which is not followed"


def why_not(
    repository: Repository, entry_at: Callable[[Path], Entry | None], path: Path, words: str
) -> str:
    """Return why there is no regular file at `path` in what `words` names, and what to do.

    `entry_at` tells what stands at a path there.
    """
    root = repository.root
    if not path.is_relative_to(root):
        return f"not in the repository {root}"
    name = path.relative_to(root).as_posix()
    for at in (path, *path.parents):
        entry = entry_at(at)
        if entry is None:
            continue
        inside = "" if at == path else f"in {entry.path}, "
        if entry.sort is Sort.LINK:
            return f"{inside}{NOT_FOLLOWED}: name the file that it leads to"
        if entry.sort is Sort.SUBMODULE:
            return f"{inside}a submodule, which is another repository: run pmlint there"
        if entry.stage and at == path:
            return (
                f"unmerged: two sides of a merge differ here; mend the file, then `git add {name}`"
            )
    if words != INDEX:
        return f"not in {words}"
    if repository.worktree is None or not os.path.lexists(path):
        return f"not in {INDEX}, and there is no such file"
    if is_ignored(repository.worktree, name):
        return f"ignored by Git, so it is not in {INDEX}: `git add --force {name}`"
    return f"not in {INDEX}: `git add {name}`"


def lacking(repository: Repository) -> str:
    """Return why a blob is not here, and what to do."""
    if repository.is_partial:
        return (
            "its content is not here: this is a partial clone, and pmlint fetches nothing; "
            "`git fetch --refetch --no-filter` brings everything here"
        )
    return "its content is not here: the repository is damaged, `git fsck` says more"


def none_found(folder: Path, listing: Listing, place: Workplace) -> str:
    """Return why no report is found in `folder`, of whose repository `listing` has the files."""
    shown = place.relative(folder, place.current) if folder != place.current else "this folder"
    is_disk = place.snapshot.origin is Origin.FILE
    if not is_disk:
        shown = f"{shown} in {place.snapshot.words}"
    top = place.top(folder)
    yamls = [
        name
        for name in listing.files
        if name.endswith(YAML_ENDINGS) and (top / name).is_relative_to(folder)
    ]
    origin = place.settings(folder).origin
    source = f"`include` in {origin}" if origin else "the default `include`"
    unless = " that Git does not ignore" if is_disk and place.repository(folder) else ""
    if not yamls:
        return (
            f"no report found: there is no YAML file in {shown}{unless}; "
            "`pmlint new PATH` begins one"
        )
    return (
        f"no report found in {shown}: {source} matches none of its {len(yamls)} YAML files "
        f"({yamls[0]}{', …' if len(yamls) > 1 else ''})\n"
        "name the files, put them into a folder named postmortems, or set `include` in "
        'pmlint.toml, for example: include = ["reports/**/*.yaml"]'
    )
