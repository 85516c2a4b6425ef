"""Process: a running Git, what it says, and how it is ended."""

from __future__ import annotations

import os
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from threading import Thread

from pmlint.errors import RepositoryError
from pmlint.interruption import Held
from pmlint.repo.answer import explained, last_words
from pmlint.repo.command import NO_GIT, NOT_THERE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import IO, Any

PATIENCE = 1.0
"""Seconds that Git has to take its locks away, and to hand over its last words, when it ends."""
MOST_WORDS = 1 << 16


class Stream:
    """A running Git: what it is given, and what it puts out."""

    def __init__(self, pipes: Any, process: Popen[bytes], folder: Path) -> None:
        self.given: IO[bytes] = pipes.stdin
        self.output: IO[bytes] = pipes.stdout
        self._process = process
        self._folder = folder
        self._words = bytearray()
        # Listened to all the time: a Git with many warnings would wait for that for ever.
        self._listener = Thread(target=self._listen, args=(os.dup(pipes.stderr.fileno()),))
        self._listener.daemon = True
        self._listener.start()

    def finish(self) -> None:
        """Wait for its end. Raises RepositoryError where Git did not succeed."""
        status = self._process.wait()
        self._listener.join(PATIENCE)
        if status:
            raise RepositoryError(explained(last_words(status, self._words), self._folder))

    def _listen(self, number: int) -> None:
        with open(number, "rb", buffering=0) as words:
            while heard := words.read(MOST_WORDS):
                self._words += heard
                del self._words[:-MOST_WORDS]


def opened(
    command: Sequence[str], environment: Mapping[str, str], apart: bool, listens: bool
) -> Popen[bytes]:
    """Start Git. Raises RepositoryError where there is none."""
    try:
        return Popen(  # noqa: S603 - always Git, and nothing that it is given is a user's option
            command,
            env=environment,
            stdin=PIPE if listens else DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            process_group=0 if apart else None,
        )
    except NOT_THERE:
        raise RepositoryError(NO_GIT) from None


def communicated(
    command: Sequence[str], environment: Mapping[str, str], given: bytes | None, apart: bool
) -> tuple[int, bytes, bytes]:
    """Run Git to its end, and return its exit status and its two outputs.

    For what Git is `given` something to read, and for systems on which a `Question` cannot begin by
    itself. Raises RepositoryError.
    """
    process = None
    try:
        with Held():
            process = opened(command, environment, apart, given is not None)
        output, words = process.communicate(given)
    except BaseException:
        ended(process)
        raise
    return process.returncode, output, words


def ended(process: Popen[bytes] | None) -> None:
    """End `process`, if there is one, whatever it is doing: it takes its locks away."""
    if process is None:
        return
    for pipe in (process.stdin, process.stdout, process.stderr):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:  # Git has gone already; what it had to say was read
            continue
    process.terminate()
    try:
        process.wait(PATIENCE)
    except TimeoutExpired:
        process.kill()
        process.wait()
