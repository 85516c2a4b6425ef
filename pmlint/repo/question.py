"""Question: one run of Git, which answers while something else is done.

Whatever is asked of Git is asked by it, and every check asks: so it is made of less than
`subprocess` loads.
"""

from __future__ import annotations

import os
import signal
from time import monotonic, sleep

from pmlint.errors import RepositoryError
from pmlint.interruption import Held
from pmlint.repo.command import NO_GIT, NOT_THERE, PROGRAM, SAFE, environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

CHANGED = (
    "-c", "core.trustctime=true",
    "-c", "core.checkStat=default",
    "-c", "core.ignoreStat=false",
    "diff-files", "--raw", "-z", "--ignore-submodules=all",
)  # fmt: skip
"""Asks which tracked files are not as the index has them."""
OTHERS = ("ls-files", "-z", "-t", "--others", "--exclude-standard")
"""Asks for the files that are neither tracked nor ignored."""
HEAD = ("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
"""Asks for the commit that is checked out."""
WHERE = (
    "rev-parse",
    "--is-bare-repository",
    "--is-inside-work-tree",
    "--is-shallow-repository",
    "--show-object-format",
    "--absolute-git-dir",
)
"""Asks where a repository lies that may have no files, or no commit."""
WHERE_AND_HEAD = (*WHERE, "--show-toplevel", "HEAD^{commit}")
"""Asks where a repository lies, and what is checked out there, as nearly every one can answer at
once: it has files, and something is committed."""
CHUNK = 1 << 16
PATIENCE = 1.0
"""Seconds that Git has to take its locks away when it is ended."""
PAUSE = 0.001
"""Seconds between two looks whether it has ended."""


class Question:
    """`git ARGUMENTS` in `folder`. `besides` is more environment.

    A Git that is `apart` does not hear a Ctrl-C at the terminal.
    """

    def __init__(
        self,
        folder: str,
        arguments: tuple[str, ...],
        besides: Mapping[str, str] | None = None,
        *,
        apart: bool = False,
    ) -> None:
        self.key = (folder, arguments, tuple(sorted((besides or {}).items())), apart)
        """What makes it the same question as another."""
        self._command = [PROGRAM, "-C", folder, *SAFE, *arguments]
        self._environment = environment(besides)
        self._apart = apart
        self._number = 0
        self._pipes: tuple[int, ...] = ()

    def begin(self) -> None:
        """Have Git begin with the answer, where the system can do that: not on Windows.

        Raises RepositoryError where there is no Git.
        """
        if self._number or not hasattr(os, "posix_spawnp"):
            return
        group: dict[str, Any] = {"setpgroup": 0} if self._apart else {}
        output, its_output = os.pipe()
        errors, its_errors = os.pipe()
        self._pipes = output, errors
        actions = (
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, its_output, 1),
            (os.POSIX_SPAWN_DUP2, its_errors, 2),
        )
        try:
            with Held():  # else Git may run, and nobody knows its number
                self._number = os.posix_spawnp(
                    PROGRAM,
                    self._command,
                    self._environment,
                    file_actions=actions,
                    setsigdef=[signal.SIGPIPE],
                    **group,
                )
        except NOT_THERE:
            raise RepositoryError(NO_GIT) from None
        finally:
            os.close(its_output)
            os.close(its_errors)

    def answer(self) -> tuple[int | None, bytes, bytes]:
        """Wait for the answer: the exit status, and what Git has put out and complained of.

        The status is negative where a signal has ended it, and None where nobody can know: whoever
        started pmlint has it ignore how its children end. Raises RepositoryError.
        """
        if not hasattr(os, "posix_spawnp"):
            from pmlint.repo.process import communicated

            return communicated(self._command, self._environment, None, self._apart)
        output, errors = _read(self._pipes)
        try:
            status = os.waitstatus_to_exitcode(os.waitpid(self._number, 0)[1])
        except ChildProcessError:
            status = None
        self._number = 0
        return status, output, errors

    def end(self) -> None:
        """Leave no Git running, whether it has answered or not, and none of its locks."""
        pipes, self._pipes = self._pipes, ()
        for pipe in pipes:
            os.close(pipe)
        if self._number:
            _end(self._number)
            self._number = 0


_expected: dict[object, Question] = {}


def expect(question: Question) -> None:
    """Begin with a question that is sure to be asked soon. Raises RepositoryError."""
    question.begin()
    _expected[question.key] = question


def expected(question: Question) -> Question:
    """Return the same question as it was begun before, where it was; else `question`."""
    return _expected.pop(question.key, question)


def forget() -> None:
    """End whatever was expected, and was not asked for."""
    while _expected:
        _expected.popitem()[1].end()


def _read(pipes: tuple[int, ...]) -> list[bytes]:
    """Return all that comes out of `pipes`: of each whenever there is something in it."""
    from select import POLLHUP, POLLIN, poll

    said: dict[int, list[bytes]] = {pipe: [] for pipe in pipes}
    waiting = poll()
    for pipe in pipes:
        waiting.register(pipe, POLLIN | POLLHUP)
    left = len(pipes)
    while left:
        for pipe, _ in waiting.poll():
            if chunk := os.read(pipe, CHUNK):
                said[pipe].append(chunk)
            else:
                waiting.unregister(pipe)
                left -= 1
    return [b"".join(said[pipe]) for pipe in pipes]


def _end(number: int) -> None:
    try:
        os.kill(number, signal.SIGTERM)
        until = monotonic() + PATIENCE
        while monotonic() < until:
            if os.waitpid(number, os.WNOHANG)[0]:
                return
            sleep(PAUSE)
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
    except (ProcessLookupError, ChildProcessError):  # it has gone by itself
        return
