"""Interruption: Ctrl-C, SIGTERM and a terminal that hangs up end a run in order.

Each becomes an exception, so that whatever is under way cleans up behind itself: no half file, no
Git left running. Programs that pmlint runs get the signals' own meaning back, as caught signals do.
Every run loads this, so it is made of little.
"""

from __future__ import annotations

import signal
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

WORDS = {"SIGINT": "interrupted", "SIGTERM": "terminated", "SIGHUP": "the terminal is gone"}
"""What ends a run, as far as this system knows it, and what is said of it."""
PATIENCE = 1.0
"""Seconds in which one more signal changes nothing: a key pressed twice must not stop the cleaning
up. After that it does, so that nobody is locked in."""


class Interrupted(KeyboardInterrupt):
    """A run is to end. `words` say why, and `code` is what the process ends with."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.words = WORDS[signal.Signals(number).name]
        self.code = 128 + number


class Heard:
    """A block in which the signals of WORDS raise Interrupted.

    `is_process` says that the process ends with the block: a signal after it then ends it at
    once, without a traceback from the last moments of the interpreter. Otherwise the signals mean
    again what they meant.
    """

    def __init__(self, *, is_process: bool) -> None:
        self.is_process = is_process
        self._last = 0.0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        self._before = _handled(self._handle)

    def __exit__(self, *_: object) -> None:
        for each, handler in self._before.items():
            signal.signal(each, signal.SIG_DFL if self.is_process else handler)

    def _handle(self, number: int, _: FrameType | None) -> None:
        now = monotonic()
        if not self._last or now - self._last >= PATIENCE:
            self._last = now
            raise Interrupted(number)


class Held:
    """A short block that nothing interrupts: what comes meanwhile is raised after it."""

    def __init__(self) -> None:
        self._came: list[int] = []
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        self._before = _handled(lambda number, _: self._came.append(number))

    def __exit__(self, kind: object, *_: object) -> None:
        for each, handler in self._before.items():
            signal.signal(each, handler)
        if self._came and kind is None:
            signal.raise_signal(self._came[0])


def _handled(handler: Callable[[int, FrameType | None], None]) -> dict[int, Any]:
    """Have the signals handled, and return by what they were handled before.

    What is ignored stays so (`nohup`), and outside of the main thread nothing is handled.
    """
    before: dict[int, Any] = {}
    for name in WORDS:
        each = getattr(signal, name, None)  # Windows has no SIGHUP
        if each is None or signal.getsignal(each) in (signal.SIG_IGN, None):
            continue
        try:
            before[each] = signal.signal(each, handler)
        except ValueError:  # not the main thread
            break
    return before
