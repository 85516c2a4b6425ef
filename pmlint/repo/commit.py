"""Commit: what Git has recorded of one change of the repository."""

from __future__ import annotations

from datetime import UTC, datetime

from pmlint.frozen import Frozen

EARLIEST = -62_135_596_800
LATEST = 253_402_300_799
"""The seconds of the years 1 and 9999: a commit's header may claim others."""


class Person(Frozen):
    """A name and an address, as a commit records them, or as `.mailmap` says."""

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else f"<{self.email}>"


class Change(Frozen):
    """A path that a commit changes: the blobs before and after, None where there is no file.

    Only regular files count: a symbolic link or a submodule in its place is no file. Of a merge it
    is what differs from the first parent.
    """

    path: str
    before: str | None
    after: str | None


class Commit(Frozen):
    """One commit. Times are seconds since 1970, UTC, and only claims of whoever made it."""

    oid: str
    parents: tuple[str, ...]
    author: Person
    authored: int
    committer: Person
    committed: int
    message: str
    changes: tuple[Change, ...] = ()

    @property
    def date(self) -> datetime:
        """When it was authored, in UTC, within the years that a date can have."""
        return moment(self.authored)


def moment(seconds: int) -> datetime:
    """Return the instant `seconds` after 1970 in UTC, at most the last one that there is."""
    return datetime.fromtimestamp(min(max(seconds, EARLIEST), LATEST), UTC)
