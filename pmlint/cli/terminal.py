"""The terminal: its width, its colours, and what is said beside the output."""

from __future__ import annotations

import os
import sys
import time

from pmlint.cli.streams import forsake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pmlint.output.style import Style

WIDTH_WITHOUT_TERMINAL = 100
MOST_DIGITS = 6
PATIENCE = 1.0
"""Seconds of work after which a person wants to see that something happens."""


def style_for(wish: str, *, to_file: bool = False) -> Style:
    """Return colours or none, as `has_colour` says."""
    from pmlint.output.style import Style

    return Style(has_colour(wish, to_file=to_file))


def has_colour(wish: str, *, to_file: bool = False) -> bool:
    """Say whether to use colours: the option, then NO_COLOR, FORCE_COLOR, then the terminal."""
    if wish != "auto":
        return wish == "always"
    if to_file or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def columns(otherwise: int = WIDTH_WITHOUT_TERMINAL, *, to_file: bool = False) -> int:
    """Return the width to write for: what COLUMNS says, else the terminal's, else `otherwise`."""
    told = os.environ.get("COLUMNS", "")
    wished = int(told) if told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS else 0
    if wished or to_file or sys.stdout is None or not sys.stdout.isatty():
        return wished or otherwise
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or otherwise
    except (OSError, ValueError):
        return otherwise


_complaints = 0


def complaints() -> int:
    """Return how often something was said on standard error in this process."""
    return _complaints


def complain(words: str) -> None:
    """Say something on standard error, with `pmlint:` before it.

    Where nobody can hear it the run goes on: its exit code says the same.
    """
    from pmlint.output.escape import visible

    global _complaints  # noqa: PLW0603 - standard error is the process's own, too
    _complaints += 1
    lines = str(words).split("\n")
    _put("\n".join(visible(line) for line in (f"pmlint: {lines[0]}", *lines[1:])) + "\n")


def _put(text: str) -> None:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:  # its reader has gone, or its disk is full
        forsake(sys.stderr)


class Progress:
    """Shows on a terminal how far the work is, when it takes longer than a second.

    `total` is 0 where nobody knows how much there is to do; `done` and `noun` say what is done.
    """

    def __init__(self, total: int, done: str = "checked", noun: str = "reports") -> None:
        self.total = total
        self.done = done
        self.noun = noun
        self.began = time.monotonic()
        self.shown = 0.0
        self.live = sys.stderr.isatty()

    def step(self, done: int) -> None:
        """Tell that so much of the work is done."""
        if not self.live:
            return
        now = time.monotonic()
        if now - self.began > PATIENCE and now - self.shown > 0.1:
            self.shown = now
            of = f" of {self.total:,}" if self.total else ""
            _put(f"\r\x1b[K{self.done} {done:,}{of} {self.noun}")

    def close(self) -> None:
        """Take the line away again."""
        if self.shown:
            _put("\r\x1b[K")
