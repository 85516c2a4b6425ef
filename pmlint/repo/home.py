"""Home: where a repository lies, and what is handed down to the hooks that it runs."""

from __future__ import annotations

import os
from pathlib import Path

from pmlint.errors import RepositoryError
from pmlint.frozen import Frozen
from pmlint.repo.answer import NOT_A_REPOSITORY, explained
from pmlint.repo.question import WHERE, WHERE_AND_HEAD
from pmlint.repo.runner import Runner

HANDED_DOWN = (
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
)
"""What Git tells a hook of its repository: the index of `git commit -a`, the pushed objects."""


class Home(Frozen):
    """Where a repository lies. `worktree` is the folder of its files, None where there are none.

    `head` is the commit (an OID) that is checked out, where that is known already; `runner` runs
    Git as the repository's own hook would.
    """

    git_dir: Path
    worktree: Path | None
    is_shallow: bool
    object_format: str
    runner: Runner
    head: str | None = None


def find_home(folder: Path) -> Home:
    """Return where the repository is that `folder` is in.

    Raises RepositoryError where it is in none, where Git is missing, and where Git refuses to read
    the repository of another user.
    """
    runner = Runner(folder)
    answer = runner.ask(*WHERE_AND_HEAD)
    told = os.fsdecode(answer.output).split("\n")
    if not answer.status and len(told) == len(WHERE_AND_HEAD):  # a path may hold a line break
        _, _, shallow, form, directory, top, head, _ = told
        return _home(runner, Path(directory), Path(top), shallow, form, head)
    answer = runner.ask(*WHERE)
    if answer.status and NOT_A_REPOSITORY in answer.words and os.environ.get("GIT_DIR"):
        # A repository apart from its files: only the environment tells where.
        runner = Runner(folder, _told())
        answer = runner.ask(*WHERE)
    if answer.status:
        raise RepositoryError(explained(answer.words, folder))
    bare, inside, shallow, form, directory = os.fsdecode(answer.output).split("\n", 4)
    worktree = None
    if bare == "false" and inside == "true":
        top = os.fsdecode(runner.run("rev-parse", "--show-toplevel"))
        worktree = Path(top.removesuffix("\n"))
    return _home(runner, Path(directory.removesuffix("\n")), worktree, shallow, form)


def _home(
    runner: Runner,
    git_dir: Path,
    worktree: Path | None,
    shallow: str,
    form: str,
    head: str | None = None,
) -> Home:
    handed = _handed_down(git_dir, worktree)
    home = Runner(worktree or git_dir, {**runner.environment, **handed})
    return Home(git_dir, worktree, shallow == "true", form, home, head)


def _told() -> dict[str, str]:
    names = ("GIT_DIR", "GIT_WORK_TREE")
    return {name: os.path.abspath(os.environ[name]) for name in names if os.environ.get(name)}  # noqa: PTH100 - a path that Git resolves, links and all


def _handed_down(git_dir: Path, worktree: Path | None) -> dict[str, str]:
    """Return the environment of the running hook, if it is one of this very repository."""
    given = {name: os.environ[name] for name in HANDED_DOWN if os.environ.get(name)}
    if not given or _hook_directory() != git_dir:
        return {}
    base = worktree or git_dir
    paths = ("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_QUARANTINE_PATH")
    return {k: str(base / v) if k in paths else v for k, v in given.items()}


def _hook_directory() -> Path | None:
    """Return the directory of the repository whose hook runs: GIT_DIR, or where we stand."""
    told = os.environ.get("GIT_DIR")
    runner = Runner(Path.cwd(), {"GIT_DIR": os.path.abspath(told)} if told else {})  # noqa: PTH100 - as above
    answer = runner.ask("rev-parse", "--absolute-git-dir")
    return None if answer.status else Path(os.fsdecode(answer.output).removesuffix("\n"))
