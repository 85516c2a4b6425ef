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
from pmlint.repo.command import ALWAYS, LOCAL, NO_GIT, NOT_THERE, PROGRAM, SAFE, environment
from pmlint.repo.process import Stream, ended, explained, last_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any


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
    ) -> Popen[bytes]:
        if not self.folder.is_dir():
            raise RepositoryError("there is no such folder", place=str(self.folder))
        try:
            return Popen(  # noqa: S603 - always Git, and nothing that it is given is an option of a user's
                [PROGRAM, *SAFE, *arguments],
                cwd=self.folder,
                env=environment({**self.environment, **besides}),
                stdin=PIPE if listens else DEVNULL,
                stdout=PIPE,
                stderr=PIPE,
                process_group=0 if self.apart else None,
            )
        except NOT_THERE:
            raise RepositoryError(NO_GIT) from None
