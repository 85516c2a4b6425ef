"""Renaming: which report that appears is one that vanished, under another name.

Git's own guess knows lines, and gives up on a report that was moved and filled in at once. A report
is known by its incident identifier first, whatever its text; then by the very same content; then
by the lines that are still the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache
from itertools import product

from pmlint.postmortem import Postmortem
from pmlint.role import Role

ENOUGH = 0.5
"""So much of the text of both is the same, in whole lines; Git's own threshold."""
RARE = 10
"""Reports are compared where they share a line that at most so many on either side have: else
thousands of reports with one skeleton would be compared each with each."""


def incident_of(report: Postmortem | None) -> str:
    """Return the incident identifier of `report`, an empty text where it says none."""
    found = None if report is None else report.first(Role.INCIDENT_ID)
    return found.text.strip() if found is not None and found.answered else ""


def follow(
    gone: Mapping[str, bytes],
    new: Mapping[str, bytes],
    incident: Callable[[bytes], str] = lambda _: "",
) -> dict[str, str]:
    """Return for each path of `new` that was renamed the path of `gone` that it had before.

    Both map paths to contents; `incident` reads the incident identifier of a content (empty: it
    has none). Reports with different identifiers are never the same. Each path is used at most
    once, and the answer does not depend on the order in which they are given.
    """
    if not gone or not new:
        return {}
    matching = _Matching(gone, new, incident)
    matching.by_content(twins=False)  # what was only moved need not be read, and is what it was
    matching.by_incident()
    matching.by_content(twins=True)
    matching.by_lines()
    return dict(sorted(matching.found.items()))


class _Matching:
    """What is still to be matched on both sides, and what has been found."""

    def __init__(
        self,
        gone: Mapping[str, bytes],
        new: Mapping[str, bytes],
        incident: Callable[[bytes], str],
    ) -> None:
        self.gone = dict(gone)
        self.new = dict(new)
        self.incident = cache(incident)
        self.found: dict[str, str] = {}

    def by_incident(self) -> None:
        """Match what has the same identifier, where it is unique on both sides."""
        olds = _grouped(self.gone, self.incident)
        news = _grouped(self.new, self.incident)
        for name, paths in news.items():
            if name and len(paths) == len(olds.get(name, ())) == 1:
                self._match(olds[name][0], paths[0])

    def by_content(self, *, twins: bool) -> None:
        """Match what has the same content; several that have it, if `twins` are wanted.

        Of them first those with the same file name, then in the order of their paths.
        """
        olds = _grouped(self.gone, lambda content: content)
        for content, paths in _grouped(self.new, lambda content: content).items():
            others = olds.get(content, [])
            if not twins and not len(paths) == len(others) == 1:
                continue
            names = {_file(path): path for path in reversed(others)}
            for path in paths:
                if _file(path) in names:
                    self._match(names[_file(path)], path)
            left = [path for path in others if path in self.gone]
            for old, path in zip(left, [p for p in paths if p in self.new], strict=False):
                self._match(old, path)

    def by_lines(self) -> None:
        """Match what has enough lines in common, the most similar first."""
        olds = {path: _lines(content) for path, content in self.gone.items()}
        news = {path: _lines(content) for path, content in self.new.items()}
        ranked = []
        for old, path in _sharing(olds, news):
            if not self._may_be(old, path):
                continue
            likeness = _likeness(olds[old], news[path])
            if likeness >= ENOUGH:
                ranked.append((-likeness, _file(old) != _file(path), old, path))
        for _, _, old, path in sorted(ranked):
            self._match(old, path)

    def _may_be(self, old: str, path: str) -> bool:
        one, other = self.incident(self.gone[old]), self.incident(self.new[path])
        return not one or not other or one == other

    def _match(self, old: str, path: str) -> None:
        if old in self.gone and path in self.new:
            self.found[path] = old
            del self.gone[old], self.new[path]


def _grouped(
    contents: Mapping[str, bytes], key: Callable[[bytes], Hashable]
) -> dict[Hashable, list[str]]:
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for path in sorted(contents):
        groups[key(contents[path])].append(path)
    return groups


def _sharing(
    olds: Mapping[str, Counter[bytes]], news: Mapping[str, Counter[bytes]]
) -> set[tuple[str, str]]:
    """Return the pairs of paths that share a line that few others have."""
    before, after = _having(olds), _having(news)
    shared = (line for line in before.keys() & after.keys())
    rare = (line for line in shared if max(len(before[line]), len(after[line])) <= RARE)
    return {pair for line in rare for pair in product(before[line], after[line])}


def _having(files: Mapping[str, Iterable[bytes]]) -> dict[bytes, list[str]]:
    paths: defaultdict[bytes, list[str]] = defaultdict(list)
    for path, lines in files.items():
        for line in lines:
            paths[line].append(path)
    return paths


def _lines(content: bytes) -> Counter[bytes]:
    stripped = (line.strip() for line in content.splitlines())
    return Counter(line for line in stripped if line)


def _likeness(one: Counter[bytes], other: Counter[bytes]) -> float:
    """Return how much of two texts is the same, from 0 to 1: long lines say more than short."""
    whole = _size(one) + _size(other)
    return 2 * _size(one & other) / whole if whole else 0.0


def _size(lines: Counter[bytes]) -> int:
    return sum(len(line) * count for line, count in lines.items())


def _file(path: str) -> str:
    return path.rpartition("/")[2]
