"""Memory: what earlier runs have found, for reports that are as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pmlint.engine import Task
from pmlint.kept import FORMAT, Kept, fingerprint, key, read, written
from pmlint.lazy import lazy
from pmlint.past import Past
from pmlint.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pmlint.store import Store


class Memory:
    """Answers of earlier runs. `folder` is where they lie, None for nowhere."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._fingerprints: dict[int, tuple[Task, bytes]] = {}

    @property
    def is_open(self) -> bool:
        """Say whether anything is kept at all."""
        return self._folder is not None

    @lazy
    def _store(self) -> Store | None:
        if self._folder is None:
            return None
        from pmlint.store import Store

        return Store(self._folder / f"findings-{FORMAT}.sqlite3", b"")

    def fingerprint(self, task: Task) -> bytes:
        """Return what tells this task from any other."""
        if id(task) not in self._fingerprints:
            self._fingerprints[id(task)] = task, fingerprint(task)
        return self._fingerprints[id(task)][1]

    def noted(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return what was noted under `names`, about files and not about what they say."""
        return {} if self._store is None else self._store.load(names)

    def note(self, texts: Mapping[str, str]) -> None:
        """Note `texts`, in ASCII, under their names."""
        if self._store is not None:
            self._store.add(texts)

    def key(self, source: Source, task: Task, past: Past) -> str:
        """Return what the answer is kept under; an empty text where nothing is kept."""
        if self._store is None:
            return ""
        return key(source, self.fingerprint(task), past)

    def recall(self, asked: Sequence[tuple[str, str]]) -> Mapping[str, Kept]:
        """Return what is kept under keys; each comes with the path of its report."""
        if self._store is None:
            return {}
        lines = self._store.load(name for name, _ in asked)
        found: dict[str, Kept] = {}
        for name, path in asked:
            try:
                if name in lines:
                    found[name] = read(lines[name], path)
            except (ValueError, TypeError, KeyError, IndexError):
                continue
        return found

    def keep(self, found: Mapping[str, Kept]) -> None:
        """Keep what was found, by its keys."""
        if self._store is not None:
            lasting = {name: kept for name, kept in found.items() if kept.is_lasting}
            self._store.add({name: written(kept) for name, kept in lasting.items()})
