"""The registry of a workplace: its ledger and history, and what the sign-offs are judged by."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pmlint.cli.ledger import ledger_of
from pmlint.cli.snapshot import Snapshot
from pmlint.cli.terminal import complain
from pmlint.cli.workplace import Workplace
from pmlint.engine import Task, read
from pmlint.history.log import is_wanted
from pmlint.renaming import incident_of
from pmlint.repo import Repository, Sort
from pmlint.signoff import FOLDER
from pmlint.signoff.registry import Registry
from pmlint.signoff.trust import Trust
from pmlint.source import Source


def registry_of(
    repository: Repository,
    tip: str | None,
    place: Workplace,
    task: Task,
    *,
    base: str | None = None,
    cache: Path | None = None,
    reports: Iterable[str] = (),
) -> Registry:
    """Return the sign-offs of `repository`, as the history before `tip` (an OID) has them.

    The ledger comes from the snapshot of `place`, and what it is judged by from its rulebook: that
    of the commit `base` (an OID), if there is one. `task` reads the incident identifiers of reports
    that were renamed; `reports` are the paths of those that will be asked about. Raises ReadError
    and RepositoryError.
    """
    rules = place.rulebook or place.snapshot
    odd = _no_folder(place.snapshot, repository.root)
    if odd:
        complain(f"warning: {odd} is no folder, so no sign-off can be read from it")
    return Registry(
        repository,
        tip,
        ledger_of(place.snapshot, repository.root),
        Trust(lambda name: _content(rules, repository.root / name)),
        lambda content: incident_of(read(Source("", content), task)[1]),
        cache,
        base,
        repository.setting("gpg.ssh.program") or "ssh-keygen",
        frozenset(name for name in reports if not is_wanted(name)),
        lambda name: place.snapshot.exists(repository.root / name),
    )


def _no_folder(snapshot: Snapshot, root: Path) -> str:
    """Return what stands in the place of the ledger and is no folder; nothing if nothing does."""
    parts = FOLDER.split("/")
    names = ("/".join(parts[:end]) for end in range(1, len(parts) + 1))
    there = (name for name in names if snapshot.exists(root / name))
    paths = ((name, root / name) for name in there)
    odd = (n for n, p in paths if snapshot.sort(p) is Sort.LINK or not snapshot.is_folder(p))
    return next(odd, "")


def _content(snapshot: Snapshot, path: Path) -> bytes | None:
    return snapshot.content(path) if snapshot.is_file(path) else None
