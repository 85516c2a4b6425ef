"""Running Git: the only door to it, and to GitPython.

Questions are put to Git itself, and so are those for a few blobs: a check at every commit must not
pay for a library that takes longer to load than Git to answer. Where a history is walked, GitPython
runs Git; its object model is not used, because it does not know SHA-256, a hook's own index, or
names that are not UTF-8. User strings never become options or pathspecs, nothing in a repository's
configuration may start a program, nothing is fetched, and no lock is taken while reading.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from subprocess import DEVNULL, PIPE, Popen
from types import MappingProxyType

from pmlint.errors import RepositoryError
from pmlint.frozen import Frozen
from pmlint.interruption import Held
from pmlint.repo.process import Pending, Stream, ended, explained, last_words, nowhere

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

PROGRAM = "git"
NO_GIT = "git is not installed, or not on the PATH"
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


class Answer(Frozen):
    """What one run of Git said: its exit status, and its two outputs."""

    status: int
    output: bytes
    words: str


class Runner(Frozen):
    """Runs Git in `folder`. `environment` is what a hook has handed down for this repository.

    A Git that is `apart` does not hear a Ctrl-C at the terminal.
    """

    folder: Path
    environment: Mapping[str, str] = MappingProxyType({})
    apart: bool = False

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
        process = None
        try:
            with Held():  # else Git may run, and nobody knows its number
                process = self._open(arguments, given is not None, besides or {})
            output, words = process.communicate(given)
        except BaseException:
            ended(process)
            raise
        answer = Answer(process.returncode, output, last_words(process.returncode, words))
        if answer.status and "dubious ownership" in answer.words:
            raise RepositoryError(explained(answer.words, self.folder))
        return answer

    @contextmanager
    def asking(self, *arguments: str) -> Iterator[Pending]:
        """Give a `git ARGUMENTS` that answers while something else is done, and may be asked for
        its answer; on the way out it is ended.
        """
        process = None
        with nowhere() as output:  # not a pipe: nobody reads it meanwhile, and Git would wait
            try:
                with Held():
                    process = self._open(arguments, False, {}, output.fileno())
                yield Pending(process, output)
            finally:
                ended(process)

    @contextmanager
    def converse(self, *arguments: str) -> Iterator[Stream]:
        """Give a running `git ARGUMENTS`; it is stopped on the way out, finished or not."""
        process = None
        try:
            with Held():
                process = self._open(arguments, True, {})
            yield Stream(process, process, self.folder)
        finally:
            ended(process)

    @contextmanager
    def stream(self, *arguments: str) -> Iterator[Stream]:
        """Give a running `git ARGUMENTS` that walks a history; else as `converse`."""
        # GitPython looks for git on import and raises where there is none; it may when asked.
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        from git import Git
        from git.exc import GitCommandNotFound

        hidden = {name: os.environ.pop(name) for name in LOCAL if name in os.environ}
        git = Git(str(self.folder))
        running: Any = None
        try:
            with Held():
                process = git.execute(
                    [git.GIT_PYTHON_GIT_EXECUTABLE or PROGRAM, *SAFE, *arguments],
                    env={**ALWAYS, **self.environment},
                    istream=PIPE,
                    as_process=True,
                )
                running = process.proc
            os.environ.update(hidden)
            yield Stream(process, running, self.folder)
        except GitCommandNotFound:
            raise RepositoryError(NO_GIT) from None
        finally:
            os.environ.update(hidden)
            ended(running)

    def _open(
        self,
        arguments: tuple[str, ...],
        listens: bool,
        besides: Mapping[str, str],
        output: int = PIPE,
    ) -> Popen[bytes]:
        if not self.folder.is_dir():
            raise RepositoryError("there is no such folder", place=str(self.folder))
        own = {name: value for name, value in os.environ.items() if name not in LOCAL}
        try:
            return Popen(  # noqa: S603 - always Git, and nothing in SAFE or ALWAYS is a user's
                [PROGRAM, *SAFE, *arguments],
                cwd=self.folder,
                env={**own, **ALWAYS, **self.environment, **besides},
                stdin=PIPE if listens else DEVNULL,
                stdout=output,
                stderr=PIPE if output == PIPE else DEVNULL,
                process_group=0 if self.apart else None,
            )
        except (FileNotFoundError, PermissionError):
            raise RepositoryError(NO_GIT) from None
