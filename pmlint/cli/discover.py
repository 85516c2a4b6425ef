"""Discovery: from the paths on the command line to the reports to check."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pmlint.cli.terminal import complain
from pmlint.cli.workplace import Workplace
from pmlint.errors import RepositoryError, UsageError
from pmlint.patterns import matches
from pmlint.settings import Settings

YAML_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Found:
    """The files to check, and how many named ones `force-exclude` left out."""

    files: tuple[Path, ...]
    left_out: int = 0


def discover(paths: list[str], place: Workplace, *, force_exclude: bool) -> Found:
    """Return the reports that `paths` name; no paths are all reports of the repository.

    A named file is checked whatever `include` and `exclude` say (unless `force-exclude`); in a
    named folder the patterns decide, but a folder that is excluded as a whole and named all the
    same is looked into. Raises UsageError where a folder, or the repository, holds no report.
    """
    if not paths:
        top = place.top(place.current)
        found = list(_below(top, top, place, frozenset()))
        if not found:
            raise UsageError(_nothing(top, place))
        return Found(tuple(found))
    chosen: dict[Path, None] = {}
    left_out = 0
    for word in paths:
        if not word:
            raise UsageError("an empty path names nothing; `.` is this folder")
        path = Path(os.path.normpath(place.current / word))
        if not path.is_dir():
            settings = place.settings(path.parent)
            forced = force_exclude or settings.force_exclude
            if forced and _excluded(path, settings, place):
                left_out += 1
            else:
                chosen[path] = None
            continue
        found = list(_below(path, place.top(path), place, _exclusions_of(path, place)))
        if not found:
            raise UsageError(_nothing(path, place))
        chosen.update(dict.fromkeys(found))
    return Found(tuple(chosen), left_out)


def _excluded(path: Path, settings: Settings, place: Workplace) -> bool:
    base = settings.base or place.top(path.parent)
    return matches(settings.exclude, place.relative(path, base))


def _below(
    folder: Path, top: Path, place: Workplace, named: frozenset[tuple[Path | None, str]]
) -> Iterator[Path]:
    """Yield the reports below `folder`; `named` are the exclusions that do not count here."""
    inside = "" if folder == top else folder.relative_to(top).as_posix() + "/"
    for name in _listed(folder, top, place):
        if not name.startswith(inside):
            continue
        path = top / name
        settings = place.settings(path.parent)
        relative = place.relative(path, settings.base or top)
        if not matches(settings.include, relative):
            continue
        exclude = tuple(p for p in settings.exclude if (settings.base, p) not in named)
        if matches(exclude, relative) or path.is_symlink() or not path.is_file():
            continue
        yield path


def _exclusions_of(folder: Path, place: Workplace) -> frozenset[tuple[Path | None, str]]:
    """Return the patterns that exclude `folder` as a whole: who names it wants to look into it."""
    settings = place.settings(folder)
    base = settings.base or place.top(folder)
    if folder == base or not folder.is_relative_to(base):
        return frozenset()
    probe = f"{place.relative(folder, base)}/\x01"  # stands for anything in the folder
    return frozenset((settings.base, p) for p in settings.exclude if matches((p,), probe))


def _listed(folder: Path, top: Path, place: Workplace) -> Iterator[str]:
    """Yield the files of `folder` relative to `top`: Git's list, or a walk where there is none."""
    if place.repository(folder) is not None:
        try:
            yield from place.files(top).files
            return
        except RepositoryError as error:
            complain(f"warning: {error}\n.gitignore is not respected")
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            yield (Path(at) / name).relative_to(top).as_posix()


def _nothing(folder: Path, place: Workplace) -> str:
    shown = place.relative(folder, place.current) if folder != place.current else "this folder"
    top = place.top(folder)
    yamls = [
        name
        for name in _listed(folder, top, place)
        if name.endswith(YAML_ENDINGS) and (top / name).is_relative_to(folder)
    ]
    origin = place.settings(folder).origin
    source = f"`include` in {origin}" if origin else "the default `include`"
    unless = " that Git does not ignore" if place.repository(folder) is not None else ""
    if not yamls:
        return (
            f"no report found: there is no YAML file in {shown}{unless}; "
            "`pmlint new PATH` begins one"
        )
    return (
        f"no report found in {shown}: {source} matches none of its {len(yamls)} YAML files "
        f"({yamls[0]}{', …' if len(yamls) > 1 else ''})\n"
        "name the files, put them into a folder named postmortems, or set `include` in "
        'pmlint.toml, for example: include = ["reports/**/*.yaml"]'
    )
