"""Repo: what Git knows. The only door to Git; its types never walk through the house.

`Repository` answers what was committed, staged and changed; `worktree` which files lie there.
Reading writes nothing, takes no lock, fetches nothing and starts no program that the
repository names.
"""

from __future__ import annotations

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
