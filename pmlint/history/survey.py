"""Survey: the one pass over the history, with the cache's help where there is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pmlint.errors import RepositoryError
from pmlint.history.cache import Cache
from pmlint.history.log import Log, is_wanted
from pmlint.repo import Repository


def survey(
    repository: Repository,
    tip: str,
    folder: Path | None = None,
    wanted: Callable[[str], bool] = is_wanted,
) -> Log:
    """Return the log of all commits that `tip` (an OID) reaches; there may be others in it.

    `folder` is where commits are kept from run to run, None for nowhere. They are not kept of a
    shallow clone, nor where grafts tell of other parents: there a commit can change. Nor are they
    where `wanted` is another than the log's own. Raises RepositoryError.
    """
    is_fixed = not repository.is_shallow and not repository.is_grafted
    if folder is None or not is_fixed or wanted is not is_wanted:
        return Log(repository.log((tip,), wanted=wanted), boundary=repository.boundary)
    cache = Cache.of(repository, folder)
    kept = cache.load()
    known = Log((), kept)
    if kept and known.is_whole:
        if tip in known:
            return known
        try:
            new = tuple(repository.log((tip,), without=known.heads, wanted=wanted))
        except RepositoryError:
            pass  # a commit that was kept is in the repository no more
        else:
            cache.add(new)
            return Log(new, kept)
    new = tuple(repository.log((tip,), wanted=wanted))
    cache.replace(new)
    return Log(new)
