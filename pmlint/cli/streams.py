"""Streams: standard input, output and error, in whatever state the process was given them."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


def prepare() -> None:
    """Make the streams fit to be written to, whatever a report says and wherever they lead.

    A number that was closed is taken, or the next file that is opened would get it, and what is
    printed would be written into that. `sys.stdout` stays None where standard output was closed.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for good
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a log in ASCII gets `\xe9`, and not an error in the middle of a report.
        change = getattr(stream, "reconfigure", None)
        if change is not None:
            change(errors="backslashreplace")


def assert_open() -> None:
    """Raise ReadError where standard output is closed, and nobody would see the answer."""
    if sys.stdout is None:
        from pmlint.errors import ReadError

        raise ReadError("standard output is closed")


def flush() -> None:
    """Write out what is printed, if anybody listens. Raises OSError."""
    if sys.stdout is not None:
        sys.stdout.flush()


def forsake(stream: TextIO | None) -> None:
    """Write no more to `stream`: its reader has gone, its disk is full, or the run ends.

    What is still to be written is lost. Python would try it once more, and complain, on exit.
    """
    try:
        if stream is not None:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, stream.fileno())
            os.close(null)
    except (OSError, ValueError):  # it leads nowhere as it is
        return
