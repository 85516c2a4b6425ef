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
from types import MappingProxyType

from pmlint.errors import RepositoryError
from pmlint.frozen import Frozen
from pmlint.interruption import Held
from pmlint.repo.answer import Answer, explained, last_words
from pmlint.repo.command import ALWAYS, LOCAL, NO_GIT, PROGRAM, SAFE, environment
from pmlint.repo.question import Question, expect, expected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from pmlint.repo.process import Stream


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
        self._assert_there()
        more = {**self.environment, **(besides or {})}
        status, output, words = self._told(arguments, given, more)
        # Where nobody can know how it ended, what it put out is all that there is.
        answer = Answer(status or 0, output, last_words(status or 0, words))
        if answer.status and "dubious ownership" in answer.words:
            raise RepositoryError(explained(answer.words, self.folder))
        return answer

    def expect(self, *arguments: str) -> None:
        """Have Git begin with the answer to what `ask` and `run` will ask soon, word for word.

        Who expects something sees to it that what is not asked for is forgotten in the end
        (`question.forget`). Raises RepositoryError where there is no Git.
        """
        expect(Question(str(self.folder), arguments, self.environment, apart=self.apart))

    @contextmanager
    def converse(self, *arguments: str) -> Iterator[Stream]:
        """Give a running `git ARGUMENTS`; it is stopped on the way out, finished or not."""
        from pmlint.repo.process import Stream, ended, opened

        self._assert_there()
        process = None
        try:
            with Held():
                process = opened(
                    self._command(arguments), environment(self.environment), self.apart, True
                )
            yield Stream(process, process, self.folder)
        finally:
            ended(process)

    @contextmanager
    def stream(self, *arguments: str) -> Iterator[Stream]:
        """Give a running `git ARGUMENTS` that walks a history; else as `converse`."""
        from subprocess import PIPE

        # GitPython looks for git on import and raises where there is none; it may when asked.
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        from git import Git
        from git.exc import GitCommandNotFound

        from pmlint.repo.process import Stream, ended

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

    def _told(
        self, arguments: tuple[str, ...], given: bytes | None, more: Mapping[str, str]
    ) -> tuple[int | None, bytes, bytes]:
        if given is not None:
            from pmlint.repo.process import communicated

            return communicated(self._command(arguments), environment(more), given, self.apart)
        question = expected(Question(str(self.folder), arguments, more, apart=self.apart))
        try:
            question.begin()
            return question.answer()
        finally:
            question.end()

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return [PROGRAM, "-C", str(self.folder), *SAFE, *arguments]

    def _assert_there(self) -> None:
        if not self.folder.is_dir():
            raise RepositoryError("there is no such folder", place=str(self.folder))
