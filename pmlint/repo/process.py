"""Process: a running Git, what it says, and how it is ended."""

from __future__ import annotations

import os
from subprocess import Popen, TimeoutExpired
from threading import Thread

from pmlint.errors import RepositoryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO, Any

PATIENCE = 1.0
"""Seconds that Git has to take its locks away, and to hand over its last words, when it ends."""
MOST_WORDS = 1 << 16
NOT_A_REPOSITORY = "not a git repository"
NOT_HERE = (
    "what it has left with its remote is not fetched by pmlint; "
    "`git fetch --refetch --no-filter` brings everything here"
)


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


def last_words(status: int, words: bytes | bytearray) -> str:
    """Return what Git has said, or what has ended it before it could say anything."""
    said = words.decode("utf-8", "replace")
    return said if said.strip() or status >= 0 else f"it was ended by signal {-status}"


def explained(words: str, folder: Path, deed: str = "read") -> str:
    """Return a sentence for what Git says of `folder`, to which it cannot do `deed`."""
    if "dubious ownership" in words:
        return (
            f"the repository {folder} belongs to another user, so Git refuses to read it; if you "
            f"trust it: git config --global --add safe.directory {folder}"
        )
    if "from promisor remote" in words:
        return f"{folder} is a partial clone: {NOT_HERE}"
    if NOT_A_REPOSITORY in words and not (folder / ".git").exists():
        return f"{folder} is in no Git repository"
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    said = next((line for line in lines if line.startswith(("fatal: ", "error: "))), None)
    why = said or next(iter(lines), "no reason given")
    return f"Git cannot {deed} {folder}: {why.removeprefix('fatal: ').removeprefix('error: ')}"
