"""Workplace: the repository that a run is about, its configuration files, and paths to show."""

from __future__ import annotations

import os
from pathlib import Path

from pmlint.catalog import Catalog
from pmlint.cli.disk import Disk
from pmlint.cli.folder import below, folder_of
from pmlint.cli.snapshot import Snapshot
from pmlint.config.find import nearest
from pmlint.errors import ConfigurationError, ReadError, TemplateError
from pmlint.settings import Settings
from pmlint.template import Template, load

DEFAULT = Settings()
"""What counts where nobody has configured anything: the same for every folder."""


class Workplace:
    """Where a run takes place. `config` is the file of --config; `isolated` reads none.

    `snapshot` holds the reports; `rulebook` the configuration and the templates, by default the
    same.
    """

    def __init__(
        self,
        catalog: Catalog,
        config: Path | None = None,
        isolated: bool = False,
        current: Path | None = None,
        snapshot: Snapshot | None = None,
        rulebook: Snapshot | None = None,
    ) -> None:
        self.catalog = catalog
        self.config = config
        self.isolated = isolated
        self.current = current or Path.cwd()
        self.snapshot: Snapshot = snapshot or Disk()
        self.rulebook = rulebook
        self._settings: dict[Path, Settings] = {}
        self._nearest: dict[Path, Path | None] = {}
        self._templates: dict[Path | None, Template] = {}
        self._paths: dict[str, Path] = {}

    def repository(self, folder: Path) -> Path | None:
        """Return the root of the repository that `folder` is in, or None."""
        return self.snapshot.root_of(folder)

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
            return DEFAULT
        if self.config is not None:
            if isinstance(self.snapshot, Disk):
                self.snapshot.sight.read(self.config)
            if not self.config.is_file():
                words = "there is no such configuration file"
                raise ConfigurationError(words, place=str(self.config))
            if self.config not in self._settings:
                from pmlint.config.read import read

                self._settings[self.config] = read(self.config, self.catalog)
            return self._settings[self.config]
        try:
            return self._found(folder)
        except ReadError as error:
            raise ConfigurationError(error.message, place=error.place) from None

    def _found(self, folder: Path) -> Settings:
        rules: Snapshot = self.rulebook or self.snapshot
        if folder not in self._nearest:
            top = self.top(folder)
            self._nearest[folder] = nearest(folder, top, rules.is_file, rules.content)
        path = self._nearest[folder]
        if path is None:
            return DEFAULT
        if path not in self._settings:
            from pmlint.config.read import read

            self._settings[path] = read(path, self.catalog, rules.content(path))
        return self._settings[path]

    def template(self, path: Path | None) -> Template:
        """Return the template that the configuration names, or the built-in one.

        It comes from where the configuration does. Raises TemplateError.
        """
        if path not in self._templates:
            content = None
            if path is not None and isinstance(self.snapshot, Disk):
                self.snapshot.sight.read(path)
            rules = self.rulebook or self.snapshot
            if path is not None and self.config is None and not isinstance(rules, Disk):
                try:
                    content = rules.content(path)
                except ReadError as error:
                    raise TemplateError(
                        f"the template cannot be read: {error.message}", place=error.place
                    ) from None
            self._templates[path] = load(path, content)
        return self._templates[path]

    def relative(self, path: Path, base: Path) -> str:
        """Return `path` relative to `base`, with `/`; absolute where it is not below it."""
        name = below(path, base)
        if name is not None:
            return name
        try:
            return path.relative_to(base).as_posix()
        except ValueError:
            return path.as_posix()

    def name(self, path: Path) -> str:
        """Return what a report is called: its path relative to the repository root.

        Outside of a repository it is relative to the current folder; absolute where it is not
        below that, or where a report of another repository has the name already.
        """
        root = self.repository(folder_of(path))
        name = self.relative(path, self.current if root is None else root)
        taken = self._paths.setdefault(name, path)
        if taken is not path and taken != path:
            name = path.as_posix()
            self._paths[name] = path
        return name

    def path_of(self, name: str) -> Path:
        """Return where the report called `name` lies; raises KeyError for a name not given here."""
        return self._paths[name]

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
