"""`pmlint verify`: say of each report whether its approvals still hold."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pmlint.catalog import catalog
from pmlint.cli.cache import cache_folder
from pmlint.cli.discover import discover
from pmlint.cli.disk import Disk
from pmlint.cli.registry import registry_of
from pmlint.cli.snapshot import Snapshot, Stored
from pmlint.cli.streams import assert_open
from pmlint.cli.tasks import task_at
from pmlint.cli.terminal import complain, style_for
from pmlint.cli.workplace import Workplace
from pmlint.engine import read
from pmlint.errors import UsageError
from pmlint.repo import Repository
from pmlint.signoff.verification import Verified
from pmlint.source import Source


def run(arguments: argparse.Namespace) -> int:
    """Verify what the arguments name; return the exit code. Raises PmlintError."""
    repository = Repository.open(Path.cwd())
    tip = _tip(repository, arguments.rev)
    base = None if arguments.base is None else _commit(repository, arguments.base)
    run = Verification(
        repository,
        tip,
        _snapshot(repository, tip, arguments.rev),
        None if base is None else Stored.of_commit(repository, base, arguments.base),
        base,
        arguments,
    )
    verified = sorted(run.verified(arguments.paths), key=lambda each: each.path)
    show(verified, run.place, arguments, run.unread)
    if run.unread:
        return 2
    return 0 if all(each.standing.is_met for each in verified) else 1


class Verification:
    """One run over the reports of one snapshot.

    `tip` (an OID) is where the history ends; `base` (an OID) is the commit whose policy, keys and
    owners count, and `rulebook` its files. `unread` are the reports that could not be read.
    """

    def __init__(
        self,
        repository: Repository,
        tip: str | None,
        snapshot: Snapshot,
        rulebook: Snapshot | None,
        base: str | None,
        arguments: argparse.Namespace,
    ) -> None:
        self.repository = repository
        self.tip = tip
        self.base = base
        config = Path(arguments.config).absolute() if arguments.config else None
        current = Path.cwd() if repository.worktree else repository.root
        self.place = Workplace(catalog(), config, arguments.isolated, current, snapshot, rulebook)
        self.cache = cache_folder(arguments)
        self.unread: list[str] = []

    def verified(self, paths: list[str]) -> Iterator[Verified]:
        """Yield what came out for each report that `paths` name. Raises PmlintError."""
        told = discover(paths, self.place, force_exclude=False, home=self.repository)
        if told.nothing:
            raise UsageError(told.nothing)
        found = told.files
        tasks = {path: task_at(self.place, path) for path in found}
        if not found:
            return
        registry = registry_of(
            self.repository,
            self.tip,
            self.place,
            tasks[found[0]],
            base=self.base or (self.tip if isinstance(self.place.snapshot, Stored) else None),
            cache=self.cache,
            reports=(self.place.name(path) for path in found),
        )
        for path, content in self.place.snapshot.reports(
            found, lambda path: tasks[path].limits.bytes
        ):
            name = self.place.name(path)
            if isinstance(content, str):
                self.unread.append(name)
                complain(f"error: {self.place.show(name)}: {content}")
                continue
            source = Source(name, content, self.place.snapshot.origin)
            report = read(source, tasks[path])[1]
            policy = self.place.settings(path.parent).policy
            standing = registry.standing(source, report, tasks[path], policy)
            yield Verified(name, standing, None if report is None else report.stage)


def show(
    verified: list[Verified],
    place: Workplace,
    arguments: argparse.Namespace,
    unread: Sequence[str],
) -> None:
    """Print what came out, in the form that is asked for; `unread` reports could not be read.

    Raises ReadError where nobody listens.
    """
    assert_open()
    if arguments.format == "json":
        from pmlint.output.verify_json import render as as_json

        lines = as_json(verified, unread=unread)
    else:
        from pmlint.output.verify_text import render as as_text

        style = style_for(arguments.color)
        lines = as_text(verified, show=place.show, style=style, unread=len(unread))
    for line in lines:
        sys.stdout.write(line + "\n")


def _tip(repository: Repository, revision: str | None) -> str | None:
    return repository.head if revision is None else _commit(repository, revision)


def _commit(repository: Repository, revision: str) -> str:
    oid = repository.commit(revision)
    if oid is None:
        raise UsageError(f"there is no commit `{revision}` in this repository")
    return oid


def _snapshot(repository: Repository, tip: str | None, revision: str | None) -> Snapshot:
    if revision is None and repository.worktree is not None:
        return Disk()
    return Stored.of_commit(repository, tip, revision or "HEAD")
