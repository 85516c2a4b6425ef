"""Log: the commits of one pass over the history, and what can be asked of them.

The history is read from the side of the branch: along first parents, which tells what was true on
it and when. A merge is one step there, and who did what it brings is looked up behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pmlint.history.record import mark, parents_of, read
from pmlint.repo import Change, Commit

YAML = (".yaml", ".yml")
OWN_FOLDER = ".pmlint/"
MAILMAP = ".mailmap"


def is_wanted(path: str) -> bool:
    """Say whether the log tells of changes of `path`: YAML, pmlint's own folder, `.mailmap`."""
    return path.endswith(YAML) or path.startswith(OWN_FOLDER) or path == MAILMAP


def may_be_report(path: str) -> bool:
    """Say whether a report can be at `path`, as far as the log tells of it."""
    return path != MAILMAP and not path.startswith(OWN_FOLDER)


class Log:
    """Commits by OID. With every commit its ancestors are here, up to the `boundary`.

    `kept` are lines of `record`, which are read only where somebody asks for the commit: of fifty
    thousand, one report needs a few.
    """

    def __init__(
        self,
        commits: Iterable[Commit],
        kept: Iterable[bytes] = (),
        boundary: frozenset[str] = frozenset(),
    ) -> None:
        self.boundary = boundary
        self._commits = {commit.oid: commit for commit in commits}
        self._parents = {oid: commit.parents for oid, commit in self._commits.items()}
        self._kept: dict[str, bytes] = {}
        for line in kept:
            oid, *parents = parents_of(line)
            self._kept[oid] = line
            self._parents[oid] = tuple(parents)
        self._chains: dict[str, tuple[str, ...]] = {}
        self._merged: dict[str, Mapping[str, tuple[str, ...]]] = {}

    def __contains__(self, oid: str) -> bool:
        return oid in self._parents

    def __iter__(self) -> Iterator[str]:
        return iter(self._parents)

    def __len__(self) -> int:
        return len(self._parents)

    @property
    def is_whole(self) -> bool:
        """Say whether every parent of a commit is here too."""
        known = self._parents.keys()
        return all(known >= set(parents) for parents in self._parents.values())

    @property
    def heads(self) -> tuple[str, ...]:
        """The commits that are nobody's parents: they reach all others."""
        parents = {parent for parents in self._parents.values() for parent in parents}
        return tuple(oid for oid in self._parents if oid not in parents)

    def commit(self, oid: str) -> Commit:
        """Return the commit with this OID. Raises KeyError where it is not here."""
        if oid not in self._commits:
            self._commits[oid] = read(self._kept[oid])
        return self._commits[oid]

    def ancestry(self, tip: str) -> tuple[str, ...]:
        """Return the OIDs of `tip` and of all that it reaches, each child before its parents."""
        found: list[str] = []
        waiting: dict[str, int] = {}  # how many children have not come yet
        ahead = [tip] if tip in self._parents else []
        while ahead:
            for parent in self._parents[ahead.pop()]:
                if parent in self._parents:
                    if parent not in waiting:
                        ahead.append(parent)
                    waiting[parent] = waiting.get(parent, 0) + 1
        ready = [tip] if tip in self._parents else []
        while ready:
            at = ready.pop()
            found.append(at)
            for parent in reversed(self._parents[at]):
                if parent in waiting:
                    waiting[parent] -= 1
                    if not waiting[parent]:
                        ready.append(parent)
        return tuple(found)

    def mentioning(self, oids: Iterable[str], *words: str) -> Iterator[Commit]:
        """Yield those of `oids` that have one of `words` (ASCII) in a message or a path.

        There may be others among them; they come in their order.
        """
        marks = tuple(word.encode("ascii") for word in words)
        for oid in oids:
            if oid not in self._commits and not any(each in self._kept[oid] for each in marks):
                continue
            yield self.commit(oid)

    def first_parents(self, tip: str) -> tuple[str, ...]:
        """Return the OIDs of `tip`, its first parent, and so on; the oldest comes first."""
        if tip not in self._chains:
            found: list[str] = []
            at: str | None = tip
            while at is not None and at in self._parents:
                found.append(at)
                at = next(iter(self._parents[at]), None)
            self._chains[tip] = tuple(reversed(found))
        return self._chains[tip]

    def merged(self, tip: str, oid: str) -> tuple[str, ...]:
        """Return the OIDs of the commits that the merge `oid` brings to the first parents of `tip`.

        They are in no order that means anything; none for what is no merge.
        """
        if tip not in self._merged:
            self._merged[tip] = self._brought(tip)
        return self._merged[tip].get(oid, ())

    def _brought(self, tip: str) -> Mapping[str, tuple[str, ...]]:
        chain = self.first_parents(tip)
        seen = set(chain)
        found: dict[str, tuple[str, ...]] = {}
        for oid in chain:
            waiting = list(self._parents[oid][1:])
            brought: list[str] = []
            while waiting:
                at = waiting.pop()
                if at not in seen and at in self._parents:
                    seen.add(at)
                    brought.append(at)
                    waiting.extend(self._parents[at])
            if brought:
                found[oid] = tuple(brought)
        return found

    def touching(self, oids: Iterable[str], path: str) -> Iterator[tuple[str, Change]]:
        """Yield those of `oids` that change `path`, each with the change, in their order."""
        wanted = mark(path)
        for oid in oids:
            # A line in which the path is not written need not be read.
            if oid not in self._commits and wanted not in self._kept[oid]:
                continue
            change = next((each for each in self.commit(oid).changes if each.path == path), None)
            if change is not None:
                yield oid, change

    def origin(self, tip: str, oid: str, path: str, blob: str | None) -> Commit:
        """Return the commit that has made `blob` at `path`, which `oid` brings.

        `oid` is one of the first parents of `tip`. Of a merge it is the commit behind it that has
        made the very same file (or has taken it away, for None), else the merge itself.
        """
        behind = self.touching(self.merged(tip, oid), path)
        makers = [
            self.commit(maker)
            for maker, change in behind
            if change.after == blob and maker not in self.boundary
        ]
        # The same file can be made twice, and a merge within the branch brings it once more.
        makers.sort(key=lambda commit: (len(commit.parents) > 1, commit.committed, commit.oid))
        return makers[0] if makers else self.commit(oid)

    def paths(self, tip: str) -> Mapping[str, bool]:
        """Return every path that may be a report's, and whether it is there in `tip`."""
        found: dict[str, bool] = {}
        for oid in self.first_parents(tip):
            for change in self.commit(oid).changes:
                if may_be_report(change.path):
                    found[change.path] = change.after is not None
        return found
