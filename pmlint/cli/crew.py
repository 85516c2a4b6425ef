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
    from concurrent.futures import ProcessPoolExecutor

FEWEST = 100
"""From so many reports on it pays: making processes takes as long as checking some fifty."""
MOST = 8
"""More processes than this wait for the one that hands out the work."""
END_WITH_PARENT = 1
"""PR_SET_PDEATHSIG, prctl(2)."""
PATIENCE = 5.0
"""Seconds in which a process that is told to end has ended; mostly it is a moment."""
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
        self._pool: ProcessPoolExecutor | None = None

    def begun(self, things: Sequence[Work]) -> Callable[[], list[Result]]:
        """Hand out `things`; return what waits for what comes of each of them, in their order."""
        if self._size < 2 or len(things) < FEWEST:
            return lambda: [self._work(thing) for thing in things]
        from concurrent.futures.process import BrokenProcessPool

        # What the first one needs is loaded and compiled here, once, and not in every process.
        done = [] if self._pool is not None else [self._work(things[0])]
        left = things[len(done) :]
        try:
            results = self._handed_out(left)
        except BrokenProcessPool:  # one was killed, as where memory is short
            return lambda: done + self._alone(left)

        def awaited() -> list[Result]:
            try:
                return done + list(results)
            except BrokenProcessPool:
                return done + self._alone(left)

        return awaited

    def _alone(self, things: Sequence[Work]) -> list[Result]:
        self.dismiss()
        self._size = 1
        return [self._work(thing) for thing in things]

    def dismiss(self) -> None:
        """End the processes, whatever they are doing."""
        if self._pool is None:
            return
        import threading
        from multiprocessing import active_children

        # A thread of the pool sees its processes end, and may stumble over work that was called off
        # meanwhile, with a traceback (so it is in Python 3.11): nobody wants to read that.
        hook, threading.excepthook = threading.excepthook, _unheard
        processes = active_children()
        try:
            for each in processes:
                each.terminate()
            self._pool.shutdown(cancel_futures=True)
            for each in processes:  # what has stumbled has not seen to it that they are gone
                each.join(PATIENCE)
        finally:
            threading.excepthook = hook
        self._pool = None

    def _handed_out(self, things: Sequence[Work]) -> Iterator[Result]:
        import signal
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        global _do  # noqa: PLW0603 - forked processes find it here; it cannot be sent to them
        _do = self._work
        flush()
        # A signal meanwhile waits until it means to a process of the crew what it shall mean.
        before = signal.pthread_sigmask(
            signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        )
        try:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._size, get_context("fork"), _begin, (before, os.getpid())
                )
            return self._pool.map(_doing, things, chunksize=AT_ONCE)  # here they are forked
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


def _unheard(_: Any) -> None:
    """Say nothing of what a thread has stumbled over."""


def _begin(mask: set[int], parent: int) -> None:
    """Leave interruptions to the process that waits for the results, and end with it.

    `mask` are the signals that were blocked before, `parent` is that process.
    """
    import ctypes
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in (signal.SIGTERM, signal.SIGHUP):  # their own meaning, not that of this process
        signal.signal(each, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it was killed before this process asked to be told
        os._exit(1)


def _doing(thing: Any) -> Any:
    assert _do is not None  # noqa: S101 - set before any process is forked
    return _do(thing)
