"""Versions: the files that one report has been, from its first commit to its last."""

from __future__ import annotations

from pmlint.frozen import Frozen
from pmlint.history.log import Log, may_be_report
from pmlint.history.moves import Moves
from pmlint.repo import Change


class Version(Frozen):
    """What a report became in a commit (an OID): its path then, and its blob; None: removed.

    The commit is one of the first parents of the tip: a merge, where it brought the version.
    """

    commit: str
    path: str
    oid: str | None


def versions(log: Log, moves: Moves, path: str, tip: str) -> tuple[Version, ...]:
    """Return the versions of the report that is, or was last, at `path`; the oldest is first.

    Commits are the first parents of `tip`. Renames are followed backwards; a commit that only
    changes a file's mode makes no version. A report that was removed and made again at the same
    path goes on; what stood there before, and lives on under another path, is another report.
    Returns nothing where there has never been a file at `path`.
    """
    chain = log.first_parents(tip)
    places = {oid: number for number, oid in enumerate(chain)}
    found: list[Version] = []
    end = len(chain)
    while (latest := _latest(log, chain[:end], path)) is not None:
        oid, change = latest
        end = places[oid]
        old: str | None = path
        if change.after is None:
            if moves.new_name(oid, path) is not None:
                break
        elif change.before != change.after:
            old = moves.origins(oid)[path]
        if old != path or change.before != change.after:
            found.append(Version(oid, path, change.after))
        if old is None and change.before is not None:
            break  # what stood there before is another report
        path = old or path
    return tuple(reversed(found))


def all_versions(log: Log, moves: Moves, tip: str) -> tuple[tuple[Version, ...], ...]:
    """Return the versions of every report, as `versions` tells them, in one sweep over the log.

    Each is named by the path of its last version. A report that gave its path to another one, by
    being removed before that was moved there, comes before it.
    """
    living: dict[str, list[Version]] = {}
    ended: list[list[Version]] = []
    moves.prepare(log.first_parents(tip))
    for oid in log.first_parents(tip):
        changes = [change for change in log.commit(oid).changes if may_be_report(change.path)]
        if not changes:
            continue
        if len(changes) == 1 and changes[0].before and changes[0].after:
            # Most commits are so: a report is edited where it is.
            if changes[0].before != changes[0].after:
                living.setdefault(changes[0].path, []).append(
                    Version(oid, changes[0].path, changes[0].after)
                )
            continue
        origins = moves.origins(oid)
        names = {new: old for new, old in origins.items() if old not in (None, new)}
        moved = {new: living.pop(old) for new, old in names.items() if old in living}
        for change in changes:
            at = change.path
            if at not in origins and (at in names.values() or change.before == change.after):
                continue
            is_other = at in names or (origins.get(at, at) is None and change.before is not None)
            if is_other and at in living:
                ended.append(living.pop(at))
            if at in names:
                living[at] = moved.get(at, [])
            living.setdefault(at, []).append(Version(oid, at, change.after))
    return tuple(map(tuple, (*ended, *living.values())))


def last_path(log: Log, moves: Moves, path: str, tip: str) -> tuple[str, str | None] | None:
    """Return where the report that was once at `path` is, or was last, in `tip`.

    With it comes the commit that renamed it last, None where it has its old name. Returns None
    where there has never been a file at `path`.
    """
    chain = log.first_parents(tip)
    places = {oid: number for number, oid in enumerate(chain)}
    renamed: str | None = None
    since = -1
    while (latest := _latest(log, chain[since + 1 :], path)) is not None:
        oid, change = latest
        new = moves.new_name(oid, path) if change.after is None else None
        if new is None:
            return path, renamed
        path, renamed, since = new, oid, places[oid]
    return None if renamed is None else (path, renamed)


def _latest(log: Log, chain: tuple[str, ...], path: str) -> tuple[str, Change] | None:
    return next(log.touching(reversed(chain), path), None)
