"""`pmlint pre-receive`: refuse a push that brings new errors, as a Git server's hook.

What is pushed is only looked at: configuration and template are those of the branch as it was, so
that nobody can push a configuration that lets their own report through.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from pmlint.catalog import Catalog, catalog
from pmlint.cli.comparison import Comparison
from pmlint.cli.discover import discover
from pmlint.cli.inspection import Inspection
from pmlint.cli.judge import Judge
from pmlint.cli.past import Pasts
from pmlint.cli.presentation import present
from pmlint.cli.revision import short
from pmlint.cli.snapshot import Stored
from pmlint.cli.standings import Standings
from pmlint.cli.streams import flush
from pmlint.cli.terminal import complain
from pmlint.cli.workplace import Workplace
from pmlint.config.find import NAMES, PYPROJECT
from pmlint.errors import PmlintError, RepositoryError, UsageError
from pmlint.frozen import Frozen
from pmlint.repo import Repository

BRANCHES = "refs/heads/"
LINE = rb"(?P<old>[0-9a-f]{40}|[0-9a-f]{64}) (?P<new>[0-9a-f]{40}|[0-9a-f]{64}) (?P<ref>refs/.+)"
MOST_BYTES = 4 << 20
LONGEST_LINE = 8 << 10
SHOWN = 60
REFUSED = (
    "error: the push is refused; mend what is found above and push again "
    "(`pmlint check --since` shows the same before you push)"
)


class Push(Frozen):
    """One branch that is pushed: its commits (OIDs) before and after; None before it was there."""

    old: str | None
    new: str
    ref: str

    @property
    def branch(self) -> str:
        """The name of the branch."""
        return self.ref.removeprefix(BRANCHES)


def run(arguments: argparse.Namespace) -> int:
    """Check what Git tells of on standard input; return 1 to refuse it. Raises PmlintError."""
    pushes = _pushes()
    repository = Repository.open(Path.cwd())
    rules = catalog()
    code = 0
    for push in pushes:
        if len(pushes) > 1:
            print(f"{push.branch}:", flush=True)
        code = max(code, _check(push, repository, rules, arguments))
    if code == 1:
        flush()
        complain(REFUSED)
    return code


def _check(
    push: Push, repository: Repository, rules: Catalog, arguments: argparse.Namespace
) -> int:
    if repository.commit(push.new) != push.new:
        raise RepositoryError(f"{push.branch}: there is no commit {short(push.new)} here")
    trusted, base, since = push.old, push.old, push.branch
    if push.old is None:
        trusted = repository.head
        base = None if trusted is None else repository.merge_base(trusted, push.new)
        since = "the beginning" if base is None else "the default branch"
    pushed = Stored.of_commit(repository, push.new, push.branch)
    before = Stored.of_commit(repository, base, since)
    config = Path(arguments.config).absolute() if arguments.config else None
    if config is None and not arguments.isolated and not _is_usable(pushed, rules, push.branch):
        return 1
    place = Workplace(
        rules,
        config,
        arguments.isolated,
        current=repository.root,
        snapshot=pushed,
        rulebook=Stored.of_commit(repository, trusted, "the branch as it was"),
    )
    comparison = Comparison(pushed, repository, before, since=since)
    judge = Judge(arguments, place, rules)
    found = discover([], place, force_exclude=False, home=repository, earlier=before)
    pasts = Pasts(comparison.before(judge), Standings(judge, base=trusted))
    inspection = Inspection(judge, pasts, only_changes=True)
    inspection.files(found)
    outcome = inspection.outcome(found.left_out, comparison)
    if outcome.since is not None and outcome.since.reports:
        present(outcome, arguments, place.show)
    if inspection.unread:
        return 2
    return 1 if outcome.fails(judge.fails_on()) else 0


def _is_usable(pushed: Stored, rules: Catalog, branch: str) -> bool:
    """Say whether later pushes can be judged by the configuration that is pushed.

    What nobody can use would refuse every push from then on, also the one that mends it.
    """
    place = Workplace(rules, current=pushed.repository.root, snapshot=pushed)
    try:
        for name in pushed.entries:
            if name.rpartition("/")[2] in (*NAMES, PYPROJECT):
                place.template(place.settings(pushed.path_of(name).parent).template)
    except PmlintError as error:
        complain(f"error: {branch}: the configuration that is pushed cannot be used\n{error}")
        return False
    return True


def _pushes() -> tuple[Push, ...]:
    """Return the branches that are pushed; whatever else is pushed is let through, and said."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("this is a hook: Git gives it what is pushed on standard input")
    given = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(given) > MOST_BYTES:
        raise UsageError(f"more than {MOST_BYTES:,} bytes on standard input: no push is like that")
    if not given.strip():
        raise UsageError("nothing on standard input: Git says there what is pushed")
    found = []
    for line in given.removesuffix(b"\n").split(b"\n"):
        read = re.fullmatch(LINE, line) if len(line) <= LONGEST_LINE else None
        if read is None or len(read["old"]) != len(read["new"]):
            shown = line[:SHOWN].decode("utf-8", "replace")
            raise UsageError(f"this is no line of a pre-receive hook: {shown}")
        old, new, ref = read["old"].decode(), read["new"].decode(), os.fsdecode(read["ref"])
        if not new.strip("0"):
            continue
        if not ref.startswith(BRANCHES):
            complain(f"not checked: {ref} is no branch")
            continue
        found.append(Push(old if old.strip("0") else None, new, ref))
    return tuple(found)
