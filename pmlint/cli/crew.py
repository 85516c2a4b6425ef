"""Crew: processes that share the work of a large run; what they do comes back in order.

They are forked, so that each has everything that this process has read already, and end with it.
Where a process cannot be forked safely (Windows, macOS) there is none, and one does it all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pmlint.cli.streams import flush

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

FEWEST = 40
"""From so many reports on it pays: making processes takes as long as checking about twenty."""
MOST = 8
"""More processes than this wait for the one that hands out the work."""
AT_ONCE = 8
"""So many reports are handed out at once."""

Work = TypeVar("Work")
Result = TypeVar("Result")

_do: Callable[[Any], Any] | None = None
"""What a process of the crew does; set before it is forked."""


class Crew(Generic[Work, Result]):
    """Does `work` for many things, in as many processes as `size` says; 1 is this one alone."""

    def __init__(self, work: Callable[[Work], Result], size: int) -> None:
        self._work = work
        self._size = size
        self._pool: Pool | None = None

    def done(self, things: Sequence[Work]) -> list[Result]:
        """Return what comes of each of `things`, in their order."""
        if self._size < 2 or len(things) < FEWEST:
            return [self._work(thing) for thing in things]
        if self._pool is None:
            self._fork()
        assert self._pool is not None  # noqa: S101 - it was forked
        results: list[Result] = self._pool.map(_doing, things, AT_ONCE)
        return results

    def dismiss(self) -> None:
        """End the processes, whatever they are doing."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
            self._pool = None

    def _fork(self) -> None:
        import signal
        from multiprocessing import get_context

        global _do  # noqa: PLW0603 - forked processes find it here; it cannot be sent to them
        _do = self._work
        flush()
        # A signal meanwhile waits until it means to a process of the crew what it shall mean.
        before = signal.pthread_sigmask(
            signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        )
        try:
            self._pool = get_context("fork").Pool(self._size, _begin, (before,))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def crew(work: Callable[[Work], Result], size: int | None = None) -> Iterator[Crew[Work, Result]]:
    """Give a crew that is dismissed at the end, also where the run is interrupted."""
    found = Crew(work, min(cores() if size is None else size, MOST))
    try:
        yield found
    finally:
        found.dismiss()


def cores() -> int:
    """Return how many processes can run at once; 1 where none can be forked safely."""
    if not sys.platform.startswith("linux"):
        return 1
    return len(os.sched_getaffinity(0))


def _begin(mask: set[int]) -> None:
    """Leave interruptions to the process that waits for the results; `mask` is what was blocked."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in (signal.SIGTERM, signal.SIGHUP):  # their own meaning, not that of this process
        signal.signal(each, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _doing(thing: Any) -> Any:
    assert _do is not None  # noqa: S101 - set before any process is forked
    return _do(thing)
