"""Presentation: an outcome in the form that was asked for, printed or written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from pmlint.cli.files import write
from pmlint.cli.terminal import columns, style_for
from pmlint.errors import ReadError
from pmlint.outcome import Outcome
from pmlint.version import __version__


def present(
    outcome: Outcome,
    arguments: argparse.Namespace,
    show: Callable[[str], str],
    *,
    aside: bool = False,
) -> str:
    """Print `outcome`, or write it to the output file; return the text.

    `show` turns a path into one to display. With `aside` it goes to standard error, because
    something else is printed. Raises ReadError for what cannot be written.
    """
    target = arguments.output_file
    stream = sys.stderr if aside else sys.stdout
    if target is None and stream is None:
        raise ReadError("standard output is closed; --output-file writes elsewhere")
    lines = _rendered(outcome, arguments, show, to_file=aside or target is not None)
    text = "".join(f"{line}\n" for line in lines)
    if target is not None:
        write(Path(target), text or "\n")
    else:
        stream.write(text)
    return text


def _rendered(
    outcome: Outcome,
    arguments: argparse.Namespace,
    show: Callable[[str], str],
    *,
    to_file: bool,
) -> Iterator[str]:
    counts = arguments.statistics
    if arguments.format == "json":
        from pmlint.output.json import render as as_json

        return as_json(outcome, tool_version=__version__, with_statistics=counts)
    if arguments.format == "github":
        from pmlint.output.github import render as as_github

        return as_github(outcome, with_statistics=counts)
    style = style_for(arguments.color, to_file=to_file)
    if arguments.format == "concise":
        from pmlint.output.concise import render as as_concise

        return as_concise(outcome, show=show, style=style, with_statistics=counts)
    from pmlint.output.text import render as as_text

    wide = columns(to_file=to_file)
    return as_text(outcome, show=show, style=style, columns=wide, with_statistics=counts)
