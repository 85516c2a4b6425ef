"""Workplace: the repository that a run is about, its configuration files, and paths to show."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from pmlint.catalog import Catalog
from pmlint.config import nearest, read
from pmlint.errors import ConfigurationError
from pmlint.repo import Listing, find_root, list_files
from pmlint.settings import Settings


@dataclass
class Workplace:
    """Where a run takes place. `config` is the file of --config; `isolated` reads none."""

    catalog: Catalog
    config: Path | None = None
    isolated: bool = False
    current: Path = field(default_factory=Path.cwd)
    _roots: dict[Path, Path | None] = field(default_factory=dict)
    _settings: dict[Path, Settings] = field(default_factory=dict)
    _nearest: dict[Path, Path | None] = field(default_factory=dict)
    _paths: dict[str, Path] = field(default_factory=dict)
    _files: dict[Path, Listing] = field(default_factory=dict)

    def repository(self, folder: Path) -> Path | None:
        """Return the root of the repository that `folder` is in, or None."""
        if folder not in self._roots:
            self._roots[folder] = find_root(folder)
        return self._roots[folder]

    def files(self, root: Path) -> Listing:
        """Return what Git lists below `root`; it is asked once. Raises RepositoryError."""
        if root not in self._files:
            self._files[root] = list_files(root)
        return self._files[root]

    def top(self, folder: Path) -> Path:
        """Return the folder to which paths are relative and above which nothing is looked at.

        That is the repository root; outside of a repository the current folder, or `folder`
        itself where that is not below it.
        """
        root = self.repository(folder)
        if root is not None:
            return root
        return self.current if folder.is_relative_to(self.current) else folder

    def settings(self, folder: Path) -> Settings:
        """Return the settings in force for the files of `folder`; raises ConfigurationError."""
        if self.isolated:
            return Settings()
        path = self.config
        if path is None:
            if folder not in self._nearest:
                self._nearest[folder] = nearest(folder, self.top(folder))
            path = self._nearest[folder]
        elif not path.is_file():
            raise ConfigurationError("there is no such configuration file", place=str(path))
        if path is None:
            return Settings()
        if path not in self._settings:
            self._settings[path] = read(path, self.catalog)
        return self._settings[path]

    def relative(self, path: Path, base: Path) -> str:
        """Return `path` relative to `base`, with `/`; absolute where it is not below it."""
        try:
            return path.relative_to(base).as_posix()
        except ValueError:
            return path.as_posix()

    def name(self, path: Path) -> str:
        """Return what a report is called: its path relative to the repository root.

        Outside of a repository it is relative to the current folder; absolute where it is not
        below that, or where a report of another repository has the name already.
        """
        root = self.repository(path.parent)
        name = self.relative(path, self.current if root is None else root)
        if self._paths.setdefault(name, path) != path:
            name = path.as_posix()
            self._paths[name] = path
        return name

    def show(self, name: str) -> str:
        """Return the path of the report called `name`, as seen from the current folder."""
        path = self._paths.get(name)
        if path is None:
            return name
        if path.is_relative_to(self.current):
            return path.relative_to(self.current).as_posix()
        if path.is_relative_to(self.top(self.current)):
            return Path(os.path.relpath(path, self.current)).as_posix()
        return path.as_posix()
