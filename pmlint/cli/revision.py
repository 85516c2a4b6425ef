"""Revision: which commits the words of a command line mean, and what to do where they mean none."""

from __future__ import annotations

from pmlint.errors import RepositoryError
from pmlint.repo import Repository

SHORT = 10
DEEPEN = "`git fetch --unshallow`, or in CI a checkout with `fetch-depth: 0`"


def commit_of(repository: Repository, revision: str, option: str) -> str:
    """Return the OID of the commit that `revision` names, as given with `option`.

    Raises RepositoryError, saying what to do, where there is none.
    """
    found = repository.commit(revision)
    if found is not None:
        return found
    if repository.head is None:
        raise RepositoryError(
            f"{option} {revision}: nothing is committed yet, so there is no commit to look at"
        )
    words = f"{option} {revision}: there is no such commit here, or more than one is meant"
    if repository.is_shallow:
        raise RepositoryError(f"{words}; this is a shallow clone: {DEEPEN}")
    raise RepositoryError(f"{words}; `git fetch` brings those of the remote here")


def base_of(repository: Repository, revision: str, tip: str | None) -> str:
    """Return the OID of the commit from which `tip` and the commit `revision` went apart.

    Raises RepositoryError, saying what to do, where there is no such commit here.
    """
    since = commit_of(repository, revision, "--since")
    if tip is None:
        raise RepositoryError(f"--since {revision}: nothing is committed yet")
    base = repository.merge_base(since, tip)
    if base is not None:
        return base
    words = f"--since {revision}: it has no commit in common with what is checked here"
    if repository.is_shallow:
        raise RepositoryError(f"{words}; this is a shallow clone, which lacks it: {DEEPEN}")
    raise RepositoryError(f"{words}: the two histories have nothing to do with each other")


def short(oid: str) -> str:
    """Return an OID as people write it."""
    return oid[:SHORT]
