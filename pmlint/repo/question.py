"""Question: a Git that answers while something else is done.

It is what an unchanged repository is told by, so it is made of less than `subprocess` loads.
"""

from __future__ import annotations

import os
import signal

from pmlint.errors import RepositoryError
from pmlint.interruption import Held
from pmlint.repo.command import NOT_THERE, PROGRAM, SAFE, environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

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


class Question:
    """`git ARGUMENTS` in `folder`. It must be one that writes nothing: it may be killed."""

    def __init__(self, folder: str, arguments: tuple[str, ...]) -> None:
        self._folder = folder
        self._arguments = arguments
        self._number = 0
        self._output: IO[bytes] | None = None

    def begin(self) -> None:
        """Have Git begin with the answer, where the system can do that: not on Windows."""
        if not hasattr(os, "posix_spawnp"):
            return
        # Not a pipe: nobody reads it meanwhile, and Git would wait.
        self._output = output = _nowhere()
        actions = (
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, output.fileno(), 1),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        )
        words = [PROGRAM, "-C", self._folder, *SAFE, *self._arguments]
        try:
            with Held():  # else Git may run, and nobody knows its number
                self._number = os.posix_spawnp(
                    PROGRAM, words, environment(), file_actions=actions, setsigdef=[signal.SIGPIPE]
                )
        except NOT_THERE:  # then there is no answer
            self.end()

    def answer(self) -> bytes | None:
        """Wait for the answer, and return it; None where Git did not succeed, or is not there."""
        if not hasattr(os, "posix_spawnp"):
            return self._waited_for()
        if self._output is None:
            return None
        try:
            _, status = os.waitpid(self._number, 0)
        except ChildProcessError:  # whoever started pmlint has it ignore how its children end
            return None
        self._number = 0
        if status:
            return None
        self._output.seek(0)
        return self._output.read()

    def end(self) -> None:
        """Leave no Git running, whether it has answered or not."""
        if self._number:
            try:
                os.kill(self._number, signal.SIGKILL)
                os.waitpid(self._number, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
            self._number = 0
        if self._output is not None:
            self._output.close()
            self._output = None

    def _waited_for(self) -> bytes | None:
        from pathlib import Path

        from pmlint.repo.runner import Runner

        try:
            return Runner(Path(self._folder)).run(*self._arguments)
        except RepositoryError:
            return None


def _nowhere() -> IO[bytes]:
    """Return a file without a name: in memory, where the system has such."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("pmlint"), "w+b")  # noqa: PTH123 - it has no path
    from tempfile import TemporaryFile

    return TemporaryFile()
