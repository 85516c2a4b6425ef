"""Sieve: which files below a folder are reports, by their names and the patterns in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pmlint.cli.workplace import Workplace
from pmlint.patterns import matches

Exclusions = frozenset[tuple[Path | None, str]]
"""Patterns, each with the folder that it is relative to."""
Patterns = tuple[str, ...]


class Sieve:
    """Tells which files are reports: those below `folder` that are included and not excluded.

    Names are relative to `top`, with `/`. `named` are the exclusions that do not count here.
    """

    def __init__(
        self, folder: Path, top: Path, place: Workplace, named: Exclusions = frozenset()
    ) -> None:
        self.folder = folder
        self.top = top
        self.place = place
        self.named = named
        self._meshes: dict[str, tuple[Patterns, Patterns, str]] = {}
        self._inside = "" if folder == top else folder.relative_to(top).as_posix() + "/"

    def __contains__(self, path: Path) -> bool:
        try:
            return self._has(path.relative_to(self.top).as_posix())
        except ValueError:
            return False

    def paths(self, names: Iterable[str]) -> Iterator[Path]:
        """Yield the paths of those `names` that are reports."""
        return (self.top / name for name in names if self._has(name))

    def _has(self, name: str) -> bool:
        if not name.startswith(self._inside):
            return False
        folder, _, file = name.rpartition("/")
        if folder not in self._meshes:
            self._meshes[folder] = self._mesh(folder)
        include, exclude, above = self._meshes[folder]
        return matches(include, above + file) and not matches(exclude, above + file)

    def _mesh(self, folder: str) -> tuple[Patterns, Patterns, str]:
        """Return what is included in a folder and what is not, and its path for the patterns."""
        at = self.top / folder
        settings = self.place.settings(at)
        base = settings.base or self.top
        exclude = tuple(p for p in settings.exclude if (settings.base, p) not in self.named)
        above = "" if at == base else f"{self.place.relative(at, base)}/"
        return settings.include, exclude, above


def exclusions_of(folder: Path, place: Workplace) -> Exclusions:
    """Return the patterns that exclude `folder` as a whole: who names it wants to look into it."""
    settings = place.settings(folder)
    base = settings.base or place.top(folder)
    if folder == base or not folder.is_relative_to(base):
        return frozenset()
    probe = f"{place.relative(folder, base)}/\x01"  # stands for anything in the folder
    return frozenset((settings.base, p) for p in settings.exclude if matches((p,), probe))
