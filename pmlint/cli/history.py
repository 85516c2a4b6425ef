"""`pmlint history PATH`: what happened to one report, commit by commit."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from pmlint.catalog import catalog
from pmlint.cli.approvals import approvals
from pmlint.cli.cache import cache_folder
from pmlint.cli.disk import Disk
from pmlint.cli.files import read_report
from pmlint.cli.snapshot import Snapshot, Stored
from pmlint.cli.streams import assert_open
from pmlint.cli.tasks import task_at
from pmlint.cli.terminal import columns, style_for
from pmlint.cli.workplace import Workplace
from pmlint.engine import Task
from pmlint.errors import ReadError, RepositoryError, UsageError
from pmlint.event import Event, EventKind
from pmlint.frozen import replace
from pmlint.history.account import Account
from pmlint.history.life import Life, Told, between, live
from pmlint.history.log import Log, is_wanted
from pmlint.history.moves import Moves
from pmlint.history.reports import Reports
from pmlint.history.survey import survey
from pmlint.history.versions import Version, last_path, versions
from pmlint.repo import Repository

DATE = r"\d{4}-\d{2}-\d{2}"
MOST_NAMES = 3


def run(arguments: argparse.Namespace) -> int:
    """Tell the history of the report that the arguments name; return 0. Raises PmlintError."""
    account = _Run(arguments).account()
    assert_open()
    for line in _rendered(account, arguments):
        sys.stdout.write(line + "\n")
    return 0


class _Run:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.kinds = kinds(arguments.kind)
        if not arguments.path:
            raise UsageError("an empty path names nothing")
        # Links on the way are followed, as Git follows them, but not the file itself.
        named = Path(os.path.normpath(Path.cwd() / arguments.path))
        self.path = Path(os.path.realpath(named.parent)) / named.name
        self.repository = Repository.open(_existing(self.path.parent))
        self.tip = self._tip()
        self.name = self._name()
        self.place = self._workplace()

    def account(self) -> Account:
        """Return what is to be told."""
        recent = self._recent()
        log = self._log()
        reports = Reports(self.repository, self._task(self.name))
        moves = Moves(log, self.tip, reports.contents, reports.incident)
        found = last_path(log, moves, self.name, self.tip)
        if found is None:
            raise RepositoryError(self._unknown(log))
        name, renamed = found
        if name != self.name:  # where it is now, another configuration may be in force
            reports = Reports(self.repository, self._task(name))
        told = versions(log, moves, name, self.tip)
        signed = approvals(self.repository, log, self.tip, _names(told, reports))
        life = self._under_their_names(live(log, self.tip, told, reports, signed))
        pending = self._pending(life, told[-1], reports)
        return Account(
            life,
            tuple(each for each in life.told if each.event.kind in self.kinds and recent(each)),
            self.name,
            None if renamed is None else log.commit(renamed),
            pending,
        )

    def _tip(self) -> str:
        revision = self.arguments.rev
        tip = self.repository.head if revision is None else self.repository.commit(revision)
        if tip is None and revision is not None:
            raise UsageError(f"there is no commit `{revision}` in this repository")
        if tip is None:
            raise RepositoryError(
                "nothing is committed here yet, so there is no history; it begins with `git commit`"
            )
        return tip

    def _name(self) -> str:
        root = Path(os.path.realpath(self.repository.root))
        if not self.path.is_relative_to(root) or self.path == root:
            raise UsageError(f"{self.arguments.path} is no file of the repository {root}")
        return self.path.relative_to(root).as_posix()

    def _workplace(self) -> Workplace:
        config = Path(self.arguments.config).absolute() if self.arguments.config else None
        snapshot: Snapshot = Disk()
        current = Path.cwd()
        if self.repository.worktree is None or self.arguments.rev is not None:
            words = self.arguments.rev or "HEAD"
            snapshot = Stored.of_commit(self.repository, self.tip, words)
            current = self.repository.root
        return Workplace(catalog(), config, self.arguments.isolated, current, snapshot)

    def _task(self, name: str) -> Task:
        path = self.repository.root / name
        template = self.arguments.template
        return task_at(self.place, path, template=Path(template).absolute() if template else None)

    def _log(self) -> Log:
        folder = cache_folder(self.arguments)
        if is_wanted(self.name):
            return survey(self.repository, self.tip, folder)
        return survey(self.repository, self.tip, None, lambda p: p == self.name or is_wanted(p))

    def _recent(self) -> Callable[[Told], bool]:
        """Return what tells whether an event is one of those that --since asks for."""
        wish = self.arguments.since
        if wish is None:
            return lambda _: True
        import re
        from datetime import UTC, datetime

        if re.match(DATE, wish):
            try:
                moment = datetime.fromisoformat(wish)
            except ValueError:
                pass
            else:
                at = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
                return lambda told: told.commit.committed >= at
        oid = self.repository.commit(wish)
        if oid is None:
            raise UsageError(
                f"--since takes a date such as 2026-03-14, or a commit; `{wish}` is neither"
            )
        new = self.repository.log((self.tip,), without=(oid,), wanted=lambda _: False)
        oids = {commit.oid for commit in new}
        return lambda told: told.commit.oid in oids

    def _under_their_names(self, life: Life) -> Life:
        """Return `life` with every author under the name that `.mailmap` gives them."""
        names = self.repository.canonical((each.author for each in life.told), self.tip)
        told = (replace(each, author=names[each.author]) for each in life.told)
        return replace(life, told=tuple(told))

    def _pending(self, life: Life, last: Version, reports: Reports) -> tuple[Event, ...] | None:
        """Return what the working tree has and no commit; None where that is nothing."""
        if self.arguments.rev is not None or self.repository.worktree is None:
            return None
        if last.oid is not None and life.last is None:
            return None  # nobody can tell what has changed in what cannot be read
        path = self.repository.worktree / life.path
        try:
            content = None
            if os.path.lexists(path):
                content = b"" if path.is_symlink() else read_report(path, reports.task.limits.bytes)
        except ReadError:
            return ()
        if content is None:
            sparse = any(e.absent and e.path == life.path for e in self.repository.index())
            return None if last.oid is None or sparse else self._asked(between(life.last, None))
        # Git may have other line breaks on the disk than in the repository.
        texts = (content, content.replace(b"\r\n", b"\n"))
        if any(self.repository.oid_of(text) == last.oid for text in texts):
            return None
        after = reports.read(content)
        return () if after is None else self._asked(between(life.last, after))

    def _asked(self, events: tuple[Event, ...]) -> tuple[Event, ...] | None:
        found = tuple(event for event in events if event.kind in self.kinds)
        return None if events and not found else found

    def _unknown(self, log: Log) -> str:
        """Return why `PATH` has no history, and what may have been meant."""
        shown = self.arguments.path
        if self.path.is_symlink():
            return f"{shown} is a symbolic link, which is not followed: name the file it leads to"
        if self.path.is_dir():
            return f"{shown} is a folder; `pmlint history` tells of one report: name its file"
        from difflib import get_close_matches

        close = get_close_matches(self.name, log.paths(self.tip), MOST_NAMES)
        meant = f"; did you mean {' or '.join(f'`{name}`' for name in close)}?" if close else ""
        if self.path.is_file() and self.arguments.rev is None:
            return f"{shown} was never committed, so it has no history yet{meant}"
        return f"there has never been a file {self.name} in {self._where(log)}{meant}"

    def _where(self, log: Log) -> str:
        words = f"`{self.arguments.rev}`" if self.arguments.rev else "HEAD"
        cut = ", as far as this shallow clone goes" if log.boundary else ""
        return f"the history of {words}{cut}"


def kinds(wish: str | None) -> frozenset[EventKind]:
    """Return the kinds that `--kind` names with commas, all without it. Raises UsageError."""
    if wish is None:
        return frozenset(EventKind)
    known = {kind.value: kind for kind in EventKind}
    words = [word.strip() for word in wish.split(",") if word.strip()]
    if not words:
        raise UsageError(f"--kind takes some of {', '.join(known)}")
    for word in words:
        if word not in known:
            from difflib import get_close_matches

            close = get_close_matches(word, known, 1)
            meant = f"did you mean `{close[0]}`?" if close else f"there are {', '.join(known)}"
            raise UsageError(f"there is no kind of event `{word}`; {meant}")
    return frozenset(known[word] for word in words)


def _existing(folder: Path) -> Path:
    """Return the nearest folder that is there: that of a removed report may be gone as well."""
    return next(at for at in (folder, *folder.parents) if at.is_dir())


def _names(told: tuple[Version, ...], reports: Reports) -> frozenset[str]:
    """Return what a sign-off may call the report: its paths and its incident identifiers."""
    oids = [version.oid for version in told if version.oid is not None]
    contents = reports.contents(oids).values()
    incidents = {reports.incident(content) for content in contents}
    return frozenset(incidents - {""}) | {version.path for version in told}


def _rendered(account: Account, arguments: argparse.Namespace) -> Iterator[str]:
    if arguments.format == "json":
        from pmlint.output.history.json import render as as_json

        return as_json(account)
    if arguments.format == "markdown":
        from pmlint.output.history.markdown import render as as_markdown

        return as_markdown(account)
    from pmlint.output.history.text import render as as_text

    return as_text(account, style=style_for(arguments.color), columns=columns())
