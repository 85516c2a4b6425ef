"""The registry of a workplace: its ledger and history, and what the sign-offs are judged by."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pmlint.cli.ledger import ledger_of
from pmlint.cli.snapshot import Snapshot
from pmlint.cli.workplace import Workplace
from pmlint.engine import Task, read
from pmlint.history.log import is_wanted
from pmlint.renaming import incident_of
from pmlint.repo import Repository
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


def _content(snapshot: Snapshot, path: Path) -> bytes | None:
    return snapshot.content(path) if snapshot.is_file(path) else None
