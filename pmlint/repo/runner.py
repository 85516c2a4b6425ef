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
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from threading import Thread
from types import MappingProxyType

from pmlint.errors import RepositoryError
from pmlint.frozen import Frozen
from pmlint.interruption import Held

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import IO, Any

PROGRAM = "git"
PATIENCE = 1.0
"""Seconds that Git has to take its locks away, and to hand over its last words, when it ends."""
MOST_WORDS = 1 << 16
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
NOT_A_REPOSITORY = "not a git repository"
NOT_HERE = (
    "what it has left with its remote is not fetched by pmlint; "
    "`git fetch --refetch --no-filter` brings everything here"
)


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
            _ended(process)
            raise
        answer = Answer(process.returncode, output, _last_words(process.returncode, words))
        if answer.status and "dubious ownership" in answer.words:
            raise RepositoryError(explained(answer.words, self.folder))
        return answer

    @contextmanager
    def asking(self, *arguments: str) -> Iterator[Pending]:
        """Give a `git ARGUMENTS` that answers while something else is done, and may be asked for
        its answer; on the way out it is ended.
        """
        process = None
        with _nowhere() as output:  # not a pipe: nobody reads it meanwhile, and Git would wait
            try:
                with Held():
                    process = self._open(arguments, False, {}, output.fileno())
                yield Pending(process, output)
            finally:
                _ended(process)

    @contextmanager
    def converse(self, *arguments: str) -> Iterator[Stream]:
        """Give a running `git ARGUMENTS`; it is stopped on the way out, finished or not."""
        process = None
        try:
            with Held():
                process = self._open(arguments, True, {})
            yield Stream(process, process, self.folder)
        finally:
            _ended(process)

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
            _ended(running)

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


class Pending:
    """A Git that answers while something else is done."""

    def __init__(self, process: Popen[bytes], output: IO[bytes]) -> None:
        self._process = process
        self._output = output

    def answer(self) -> bytes | None:
        """Wait for the answer, and return it; None where Git did not succeed."""
        if self._process.wait():
            return None
        self._output.seek(0)
        return self._output.read()


def _nowhere() -> IO[bytes]:
    """Return a file without a name: in memory, where the system has such."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("pmlint"), "w+b")  # noqa: PTH123 - it has no path
    from tempfile import TemporaryFile

    return TemporaryFile()


def _ended(process: Popen[bytes] | None) -> None:
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
            raise RepositoryError(explained(_last_words(status, self._words), self._folder))

    def _listen(self, number: int) -> None:
        with open(number, "rb", buffering=0) as words:
            while heard := words.read(MOST_WORDS):
                self._words += heard
                del self._words[:-MOST_WORDS]


def _last_words(status: int, words: bytes | bytearray) -> str:
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
