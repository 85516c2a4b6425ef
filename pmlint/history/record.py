"""Record: a commit of the log as one line of text, so that it can be kept.

`OID PARENT …`, a tab, and the rest as a list in JSON. No line break and no tab stands in JSON, so
lines can be told apart, and the graph can be read without reading the rest.
"""

from __future__ import annotations

import json
from functools import lru_cache

from pmlint.repo import Change, Commit, Person

MOST = 1 << 12
"""So many people are known again: a repository has far more commits than authors."""


def written(commit: Commit) -> bytes:
    """Return `commit` as a line without its line break; also what is not UTF-8 in it is kept."""
    rest = (
        commit.author.name,
        commit.author.email,
        commit.authored,
        commit.committer.name,
        commit.committer.email,
        commit.committed,
        commit.message,
        [(change.path, change.before, change.after) for change in commit.changes],
    )
    head = " ".join((commit.oid, *commit.parents))
    return f"{head}\t{json.dumps(rest, separators=(',', ':'))}".encode("ascii")


def parents_of(line: bytes) -> tuple[str, ...]:
    """Return the OID in a line that `written` has made, and after it those of the parents."""
    return tuple(line.partition(b"\t")[0].decode("ascii").split(" "))


def read(line: bytes) -> Commit:
    """Return the commit of a line that `written` has made."""
    oid, *parents = parents_of(line)
    rest = json.loads(line.partition(b"\t")[2])
    name, email, authored, committer, address, committed, message, changes = rest
    return Commit(
        oid,
        tuple(parents),
        _person(name, email),
        authored,
        _person(committer, address),
        committed,
        message,
        tuple(Change(*change) for change in changes),
    )


@lru_cache(MOST)
def _person(name: str, email: str) -> Person:
    return Person(name, email)


def mark(path: str) -> bytes:
    """Return what stands in every line of a commit that changes `path`, and in few others."""
    return json.dumps(path).encode("ascii")
