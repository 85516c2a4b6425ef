"""Repo: what Git knows. The only door to Git; its types never walk through the house.

`Repository` answers what was committed, staged and changed; `worktree` which files lie there.
Reading writes nothing, takes no lock, fetches nothing and starts no program that the
repository names.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pmlint.repo.commit import Change, Commit, Person, moment
    from pmlint.repo.entry import Entry, Sort
    from pmlint.repo.repository import Repository
    from pmlint.repo.worktree import Listing, find_root, is_ignored, list_files

__all__ = [
    "Change",
    "Commit",
    "Entry",
    "Listing",
    "Person",
    "Repository",
    "Sort",
    "find_root",
    "is_ignored",
    "list_files",
    "moment",
]
HOMES = {
    "Change": "commit",
    "Commit": "commit",
    "Person": "commit",
    "moment": "commit",
    "Entry": "entry",
    "Sort": "entry",
    "Repository": "repository",
}
"""Where a name comes from that is loaded when it is asked for; all others are in `worktree`."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"pmlint.repo.{HOMES.get(name, 'worktree')}"), name)
