"""Running Git: the only door to GitPython, which is not imported before it is needed.

GitPython finds the program and starts it; its object model is not used, because it does not
know SHA-256, a hook's own index, or names that are not UTF-8. User strings never become options
or pathspecs, nothing in a repository's configuration may start a program, nothing is fetched,
and no lock is taken while reading.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any

from pmlint.errors import RepositoryError

SAFE = (
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.quotePath=false",
    "-c", "log.showSignature=false",
    "-c", "log.showRoot=true",
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
)  # fmt: skip
LOCAL = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
"""A Git hook's own view of its repository; it misleads when another folder is asked about."""
ALWAYS = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
"""No lock while reading, no question, nothing fetched, and messages that can be recognised."""
NOT_A_REPOSITORY = "not a git repository"
NOT_HERE = (
    "what it has left with its remote is not fetched by pmlint; "
    "`git fetch --refetch --no-filter` brings everything here"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one run of Git said: its exit status, and its two outputs."""

    status: int
    output: bytes
    words: str


@dataclass(frozen=True)
class Runner:
    """Runs Git in `folder`. `environment` is what a hook has handed down for this repository."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, given: bytes | None = None) -> bytes:
        """Return what `git ARGUMENTS` prints, with `given` on its standard input.

        Raises RepositoryError, saying what to do, where Git is missing or does not succeed.
        """
        answer = self.ask(*arguments, given=given)
        if answer.status:
            raise RepositoryError(explained(answer.words, self.folder))
        return answer.output

    def ask(
        self,
        *arguments: str,
        given: bytes | None = None,
        besides: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return what Git says, also where it does not succeed; `besides` is more environment.

        Raises RepositoryError where Git is missing or the repository belongs to another user.
        """
        process = self._start(arguments, given is not None, besides or {})
        output, words = process.communicate(given)
        answer = Answer(process.returncode, output, words.decode("utf-8", "replace"))
        if answer.status and "dubious ownership" in answer.words:
            raise RepositoryError(explained(answer.words, self.folder))
        return answer

    @contextmanager
    def stream(self, *arguments: str) -> Iterator[Stream]:
        """Give a running `git ARGUMENTS`; it is stopped on the way out, finished or not."""
        process = self._start(arguments, True, {})
        try:
            yield Stream(process, self.folder)
        finally:
            for pipe in (process.stdin, process.stdout, process.stderr):
                try:
                    pipe.close()
                except OSError:  # Git has gone already; what it had to say was read
                    continue
            process.proc.kill()
            process.proc.wait()

    def _start(self, arguments: tuple[str, ...], listens: bool, besides: Mapping[str, str]) -> Any:
        # GitPython looks for git on import and raises where there is none; it may when asked.
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        from git import Git
        from git.exc import GitCommandNotFound

        if not self.folder.is_dir():
            raise RepositoryError("there is no such folder", place=str(self.folder))
        git = Git(str(self.folder))
        hidden = {name: os.environ.pop(name) for name in LOCAL if name in os.environ}
        try:
            return git.execute(
                [git.GIT_PYTHON_GIT_EXECUTABLE or "git", *SAFE, *arguments],
                env={**ALWAYS, **self.environment, **besides},
                istream=PIPE if listens else None,
                as_process=True,
            )
        except GitCommandNotFound:
            raise RepositoryError("git is not installed, or not on the PATH") from None
        finally:
            os.environ.update(hidden)


class Stream:
    """A running Git: what it is given, and what it puts out."""

    def __init__(self, process: Any, folder: Path) -> None:
        self.given: IO[bytes] = process.stdin
        self.output: IO[bytes] = process.stdout
        self._process = process
        self._folder = folder

    def finish(self) -> None:
        """Wait for its end. Raises RepositoryError where Git did not succeed."""
        words = self._process.stderr.read().decode("utf-8", "replace")
        if self._process.proc.wait():
            raise RepositoryError(explained(words, self._folder))


def explained(words: str, folder: Path) -> str:
    """Return a sentence for what Git says on its standard error about `folder`."""
    if "dubious ownership" in words:
        return (
            f"the repository {folder} belongs to another user, so Git refuses to read it; if you "
            f"trust it: git config --global --add safe.directory {folder}"
        )
    if "from promisor remote" in words:
        return f"{folder} is a partial clone: {NOT_HERE}"
    if NOT_A_REPOSITORY in words and not (folder / ".git").exists():
        return f"{folder} is in no Git repository"
    first = next((line for line in words.splitlines() if line.strip()), "no reason given")
    return f"Git cannot read {folder}: {first.strip().removeprefix('fatal: ')}"
