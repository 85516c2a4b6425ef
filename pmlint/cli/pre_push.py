"""`pmlint pre-push`: let nothing go out whose approvals do not hold.

The pre-push hook of Git, or of pre-commit. It looks at the commit that is pushed, not at what
lies in the working tree.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pmlint.cli.discover import discover
from pmlint.cli.snapshot import Stored
from pmlint.cli.terminal import complain
from pmlint.cli.verify import Verification, show
from pmlint.errors import UsageError
from pmlint.frozen import Frozen
from pmlint.repo import Repository
from pmlint.signoff.claim import is_record

BRANCHES = "refs/heads/"
MOST_LINES = 10_000
LINE = 4
"""How many words a line of Git's has: local ref and OID, remote ref and OID."""


class Push(Frozen):
    """One ref that is pushed: its commit, the remote's ref, and the remote's commit, if known."""

    commit: str
    ref: str
    known: str | None


def run(arguments: argparse.Namespace) -> int:
    """Verify the reports that are pushed; return 1 where one lacks approvals."""
    repository = Repository.open(Path.cwd())
    code = 0
    pushes = [push for push in _pushes(repository) if _is_judged(push, arguments.branch)]
    for push in pushes:
        if len(pushes) > 1:
            print(f"{push.ref}:")
        code = max(code, _verified(repository, push, arguments))
    return code


def _verified(repository: Repository, push: Push, arguments: argparse.Namespace) -> int:
    oid = None
    if arguments.base is not None:
        oid = repository.commit(arguments.base)
        if oid is None:
            raise UsageError(f"there is no commit `{arguments.base}` in this repository")
    rulebook = None if oid is None else Stored.of_commit(repository, oid, arguments.base)
    pushed = Stored.of_commit(repository, push.commit, push.commit[:10])
    run = Verification(repository, push.commit, pushed, rulebook, oid, arguments)
    paths = _changed(repository, push, pushed, run, arguments.remote)
    if not paths:
        return 0
    verified = sorted(run.verified([str(path) for path in paths]), key=lambda each: each.path)
    show(verified, run.place, arguments, run.unread)
    if run.unread:
        return 2
    unmet = [each for each in verified if not each.standing.is_met]
    if unmet:
        complain(
            "error: not pushed: a final report goes out only with its approvals; ask for "
            "`pmlint signoff`, or set its `status` to review until then"
        )
    return 1 if unmet else 0


def _changed(
    repository: Repository, push: Push, pushed: Stored, run: Verification, remote: str
) -> list[Path]:
    """Return the reports that the remote does not have as they are pushed.

    Where a sign-off was taken away it is all of them: any of them may have lost it.
    """
    try:
        found = discover([], run.place, force_exclude=False).files
    except UsageError:  # what is pushed holds no report
        return []
    base = _base(repository, push, remote)
    if base is None:
        return list(found)
    before = Stored.of_commit(repository, base, base[:10])
    lost = [name for name in before.entries if is_record(name) and name not in pushed.entries]
    return [path for path in found if lost or before.oid(path) != pushed.oid(path)]


def _base(repository: Repository, push: Push, remote: str) -> str | None:
    """Return the commit from which on everything is new to the remote; None: it has nothing."""
    known = push.known or repository.commit(f"refs/remotes/{remote or 'origin'}/HEAD")
    return None if known is None else repository.merge_base(known, push.commit)


def _is_judged(push: Push, branches: list[str] | None) -> bool:
    if not push.ref.startswith(BRANCHES):
        return False  # a tag, a note: nobody takes a report from there
    return not branches or push.ref.removeprefix(BRANCHES) in branches


def _pushes(repository: Repository) -> Iterator[Push]:
    """Yield what is pushed: as pre-commit tells it, else as Git does on standard input."""
    told = os.environ.get("PRE_COMMIT_TO_REF")
    if told or os.environ.get("PRE_COMMIT"):
        # On the first push of a whole history pre-commit names no commits.
        oid = repository.commit(told or "HEAD")
        if oid is not None:
            ref = os.environ.get("PRE_COMMIT_REMOTE_BRANCH") or f"{BRANCHES}HEAD"
            known = repository.commit(os.environ.get("PRE_COMMIT_FROM_REF") or "")
            yield Push(oid, ref, known)
        return
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError(
            "this is a hook: Git gives it what is pushed on standard input; "
            "`pmlint verify` says how the sign-offs stand"
        )
    yield from _read(repository, sys.stdin)


def _read(repository: Repository, lines: Iterable[str]) -> Iterator[Push]:
    for number, line in enumerate(lines):
        words = line.split()
        if not words:
            continue
        if len(words) != LINE or number >= MOST_LINES:
            raise UsageError(f"this is no line of a pre-push hook: {line.strip()[:80]}")
        _, oid, ref, known = words
        if set(oid) == {"0"}:
            continue  # a branch is deleted
        commit = repository.commit(oid)
        if commit is None and not ref.startswith(BRANCHES):
            continue  # a tag of something that is no commit
        if commit is None:
            raise UsageError(f"there is no commit {oid[:40]} in this repository")
        yield Push(commit, ref, repository.commit(known))
