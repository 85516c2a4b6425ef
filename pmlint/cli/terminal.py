"""The terminal: its width, its colours, and what is said beside the output."""

from __future__ import annotations

import os
import shutil
import sys
import time

from pmlint.cli.streams import forsake
from pmlint.output.escape import visible
from pmlint.output.style import Style

WIDTH_WITHOUT_TERMINAL = 100
PATIENCE = 1.0
"""Seconds of work after which a person wants to see that something happens."""


def style_for(wish: str, *, to_file: bool = False) -> Style:
    """Return colours or none: the option, then NO_COLOR, then FORCE_COLOR, then the terminal."""
    if wish != "auto":
        return Style(wish == "always")
    if to_file or os.environ.get("NO_COLOR"):
        return Style(False)
    if os.environ.get("FORCE_COLOR"):
        return Style(True)
    return Style(sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def columns(*, to_file: bool = False) -> int:
    """Return the width to write for: what COLUMNS says, else the terminal's, else a fixed one."""
    told = os.environ.get("COLUMNS", "")
    if (to_file or not sys.stdout.isatty()) and not (told.isascii() and told.isdigit()):
        return WIDTH_WITHOUT_TERMINAL
    return shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns


def complain(words: str) -> None:
    """Say something on standard error, with `pmlint:` before it.

    Where nobody can hear it the run goes on: its exit code says the same.
    """
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
