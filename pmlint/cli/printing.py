"""Printing: a summary in the form that was asked for, on the terminal or into a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from pmlint.cli.files import write
from pmlint.cli.terminal import columns, style_for
from pmlint.errors import ReadError
from pmlint.summary.item import Item
from pmlint.summary.summary import Summary

ENDS = {"csv": "\r\n", "ics": "\r\n"}
"""What ends a line in forms whose specification (RFC 4180, RFC 5545) asks for it."""


def printed(
    summary: Summary, arguments: argparse.Namespace, path_of: Callable[[Item], Path | None]
) -> None:
    """Print `summary`, or write it to the file of --output, beside and then renamed.

    `path_of` says where the report of an item lies on the disk. Raises ReadError for what cannot
    be written, and UsageError where a form needs a package that is not installed.
    """
    target = arguments.output
    if target is None and sys.stdout is None:
        raise ReadError("standard output is closed; --output writes elsewhere")
    end = ENDS.get(arguments.format, "\n")
    lines = _rendered(summary, arguments, path_of)
    if target is not None:
        write(Path(target), "".join(line + end for line in lines))
        return
    sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
    for line in lines:
        sys.stdout.write(line + end)


def _rendered(
    summary: Summary, arguments: argparse.Namespace, path_of: Callable[[Item], Path | None]
) -> Iterator[str]:
    if arguments.format != "table":
        from importlib import import_module

        form = import_module(f"pmlint.output.report.{arguments.format}")
        lines: Iterator[str] = form.render(summary)
        return lines
    from pmlint.output.report.table import render

    to_file = arguments.output is not None
    style = style_for(arguments.color, to_file=to_file)
    links = style.colour and not to_file and sys.stdout.isatty()

    def link(item: Item) -> str | None:
        path = path_of(item) if links else None
        return None if path is None else path.as_uri()

    return render(summary, columns=columns(to_file=to_file), colour=style.colour, link=link)
