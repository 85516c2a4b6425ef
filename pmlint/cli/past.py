"""Past: what came before each report, asked of Git at once for all of them.

Git is asked only where a rule looks at the past, or the run is about changes. Whatever cannot be
told is said, and the rules that look at it rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pmlint.cli.discover import YAML_ENDINGS
from pmlint.cli.snapshot import Limit, Snapshot, Stored
from pmlint.errors import RepositoryError
from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.past import Past, Witness
from pmlint.renaming import follow
from pmlint.source import Origin, Source
from pmlint.standing import Standing

if TYPE_CHECKING:
    from pmlint.cli.loss import Loss

NOT_LOOKED_AT = "nobody has looked at the sign-offs"

Standings = Callable[[Path, bytes], Standing | str]
"""Says how the sign-offs of the report at a path, with this content, stand; or why nobody knows."""


class Earlier(Frozen):
    """A report as it was: the path that it had, and its bytes."""

    path: Path
    content: bytes

    def reads_like(self, content: bytes) -> bool:
        """Say whether `content` is the same; CRLF is no difference."""
        return self.content == content or _lines(self.content) == _lines(content)


class Before:
    """The commit `base` that the reports in `snapshot` are compared with.

    `incident` reads the identifier of a report, `limit` says how long one may be; `is_committed`
    tells that the reports of `snapshot` come from a commit themselves.
    """

    def __init__(
        self,
        base: Stored,
        snapshot: Snapshot,
        incident: Callable[[bytes], str],
        limit: Limit,
        is_committed: bool = False,
    ) -> None:
        self.base = base
        self.snapshot = snapshot
        self.incident = incident
        self.limit = limit
        self.is_committed = is_committed
        self._other: dict[Path, tuple[bytes, bytes]] = {}
        """What was and is at the paths at which another incident is told now than before."""

    def has(self, path: Path, content: bytes) -> bool:
        """Say whether the base has `content` at `path`; CRLF is no difference."""
        return _has(self.base, path, content)

    def is_recorded(self, path: Path, content: bytes) -> bool:
        """Say whether a commit has the report as it is: the one that is checked out."""
        return self.is_committed or _has(self._head, path, content)

    def earlier(self, reports: Mapping[Path, bytes]) -> dict[Path, Earlier]:
        """Return what `reports` (contents by path, those of today) were; new ones are left out.

        A report is its incident, not its path: where another one was moved to the place of a
        report, both are found again. Raises RepositoryError where Git has it no more.
        """
        there = [path for path in reports if self.base.oid(path) is not None]
        was = self.contents(there)
        for path in there:
            if self._is_other(was[path], reports[path]):
                self._other[path] = (was[path], reports[path])
        if len(there) == len(reports) and not self._other:
            return {path: Earlier(path, was[path]) for path in there}
        moved = self.renames
        taken = set(moved.values())
        olds = {path: moved[path] for path in reports if path in moved}
        stayed = (path for path in there if path not in olds and path not in taken)
        olds |= {path: path for path in stayed}
        was |= self.contents(old for old in olds.values() if old not in was)
        return {path: Earlier(olds[path], was[olds[path]]) for path in reports if path in olds}

    def _is_other(self, was: bytes, now: bytes) -> bool:
        """Say whether two contents tell of two incidents, by their identifiers."""
        before = self.incident(was)
        if not before or before.encode("utf-8", "replace") in now:
            return False
        after = self.incident(now)
        return bool(after) and after != before

    def contents(self, olds: Iterable[Path]) -> dict[Path, bytes]:
        """Return what the base has at the paths `olds`. Raises RepositoryError."""
        found: dict[Path, bytes] = {}
        for path, content in self.base.reports(dict.fromkeys(olds), self.limit):
            if isinstance(content, str):
                raise RepositoryError(
                    f"{self.base.name_of(path)} as it was in {self.base.words}: {content}"
                )
            found[path] = content
        return found

    @lazy
    def renames(self) -> Mapping[Path, Path]:
        """The new paths of the reports that were renamed since, each with the old one.

        Raises RepositoryError.
        """
        base, root = self.base, self.base.repository.root
        olds = (root / name for name in base.entries if name.endswith(YAML_ENDINGS))
        gone = [path for path in olds if base.oid(path) and self.snapshot.lacks(path)]
        if not gone and not self._other:
            return {}
        names = (name for name in self.snapshot.listing(root).files if name.endswith(YAML_ENDINGS))
        paths = (root / name for name in names)
        fresh = [p for p in paths if base.oid(p) is None and not self.snapshot.lacks(p)]
        read = self.snapshot.reports(fresh, self.limit)
        new = {str(path): content for path, content in read if isinstance(content, bytes)}
        was = {str(path): content for path, content in self.contents(gone).items()}
        found = follow(was, new, self.incident) if was and new else {}
        if self._other:
            was |= {str(path): before for path, (before, _) in self._other.items()}
            new |= {str(path): after for path, (_, after) in self._other.items()}
            known = {self.incident(content): path for path, content in was.items()} | {"": ""}
            told = {path: known.get(self.incident(content), "") for path, content in new.items()}
            found |= {path: old for path, old in told.items() if old not in ("", path)}
        return {Path(to): Path(old) for to, old in found.items()}

    @lazy
    def loss(self) -> Loss:
        """What was taken away of the sign-offs that the base has. Raises RepositoryError."""
        from pmlint.cli.loss import loss

        return loss(self.base, self.snapshot)

    @lazy
    def _head(self) -> Stored:
        repository = self.base.repository
        if self.base.commit == repository.head:
            return self.base
        return Stored.of_commit(repository, repository.head, "HEAD")


class Pasts(Frozen):
    """What came before reports, wherever they are.

    `before` finds the commit that the report at a path is compared with, or says why none is
    known. `standings` is asked only where a rule looks at sign-offs.
    """

    before: Callable[[Path], Before | str]
    standings: Standings | None = None

    def past(
        self,
        path: Path,
        name: str,
        content: bytes,
        witnesses: frozenset[Witness],
        earlier: Earlier | str | None,
        *,
        is_committed: bool,
    ) -> Past:
        """Return what came before the report at `path`, called `name`, as far as it is looked at.

        `earlier` is what it was, None where it is new; a text says why nobody can know.
        """
        unknown: list[tuple[Witness, str]] = []
        if isinstance(earlier, str):
            unknown.append((Witness.EARLIER, earlier))
        standing: Standing | str = NOT_LOOKED_AT
        if self.standings is not None and Witness.SIGN_OFFS in witnesses:
            standing = self.standings(path, content)
        if isinstance(standing, str):
            unknown.append((Witness.SIGN_OFFS, standing))
        source = None
        if isinstance(earlier, Earlier):
            source = Source(name, earlier.content, Origin.REVISION)
        known = None if isinstance(standing, str) else standing
        return Past(source, known, tuple(unknown), is_committed)


def _has(stored: Stored, path: Path, content: bytes) -> bool:
    oid = stored.oid(path)
    if oid is None:
        return False
    oid_of = stored.repository.oid_of
    return oid == oid_of(content) or (b"\r" in content and oid == oid_of(_lines(content)))


def _lines(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")
