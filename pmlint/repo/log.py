"""The log: every commit with what it changes, in one pass over the history.

`git log --raw` for all paths at once, filtered here: a pass for each path costs a thousand
times as much. Fields end with NUL, which no message can hold, so no message can forge a record.
Merges are compared with their first parent, so that what a merge itself changes is seen.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from pmlint.errors import RepositoryError
from pmlint.repo.commit import Change, Commit, Person
from pmlint.repo.entry import is_file
from pmlint.repo.runner import Runner

FIELDS = ("%H", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%B")
COMMAND = (
    "log",
    "--stdin",
    "-z",
    "--raw",
    "--topo-order",
    "--diff-merges=first-parent",
    "--no-renames",
    "--no-abbrev",
    "--no-color",
    "--no-notes",
    "--no-mailmap",
    "--encoding=UTF-8",
    "--format=" + "".join(f"{field}%x00" for field in FIELDS),
)
CHUNK = 1 << 18

Wanted = Callable[[str], bool]


def read_log(
    runner: Runner, tips: Iterable[str], without: Iterable[str], wanted: Wanted
) -> Iterator[Commit]:
    """Yield the commits that `tips` reach and `without` do not (OIDs), children before parents.

    Of the changed paths only those for which `wanted` is true are told. Raises RepositoryError
    where Git cannot read the history to its end.
    """
    revisions = "".join(f"{tip}\n" for tip in tips) + "".join(f"^{oid}\n" for oid in without)
    with runner.stream(*COMMAND) as git:
        try:
            git.given.write(revisions.encode("ascii"))
            git.given.close()
            yield from _commits(_tokens(git.output), wanted)
        except (BrokenPipeError, ValueError):  # it ended before it was asked, or amid a change
            git.finish()
            raise RepositoryError(
                f"Git cannot read {runner.folder}: it stopped in the middle of the history"
            ) from None
        git.finish()


def _tokens(output: IO[bytes]) -> Iterator[bytes]:
    left = b""
    while chunk := output.read(CHUNK):
        *whole, left = (left + chunk).split(b"\0")
        yield from whole
    if left:
        yield left


def _commits(tokens: Iterator[bytes], wanted: Wanted) -> Iterator[Commit]:
    token = next(tokens, None)
    while token:
        fields = [token, *(next(tokens, b"") for _ in FIELDS[1:])]
        changes: list[Change] = []
        token = next(tokens, None)
        if token == b"":  # what -z puts between the fields and the changes, or the next commit
            token = next(tokens, None)
        while token is not None and token.lstrip(b"\n").startswith(b":"):
            path = os.fsdecode(next(tokens, b""))
            if wanted(path):
                changes.append(_change(token, path))
            token = next(tokens, None)
        yield _commit(fields, changes)


def _commit(fields: list[bytes], changes: list[Change]) -> Commit:
    oid, parents, name, email, at, committer, address, committed, message = (
        field.decode("utf-8", "replace") for field in fields
    )
    return Commit(
        oid,
        tuple(parents.split()),
        Person(name, email),
        _seconds(at),
        Person(committer, address),
        _seconds(committed),
        message,
        tuple(changes),
    )


def _change(token: bytes, path: str) -> Change:
    before_mode, after_mode, before, after, _ = token.decode("ascii").strip().split(" ")
    return Change(path, _blob(before_mode.lstrip(":"), before), _blob(after_mode, after))


def _blob(mode: str, oid: str) -> str | None:
    return oid if is_file(mode) else None


def _seconds(text: str) -> int:
    """Return the number in `text`; a malformed header leaves it empty, which counts as 1970."""
    try:
        return int(text)
    except ValueError:
        return 0
