"""`pmlint completion SHELL`: the script that completes commands, options and files."""

from __future__ import annotations

import argparse

FILES = ("PATH", "FILE")


def run(arguments: argparse.Namespace) -> int:
    """Print the script; return 0. Raises ReadError."""
    import shtab

    from pmlint.cli.arguments import parser
    from pmlint.cli.streams import assert_open

    assert_open()
    top = parser()
    _complete_files(top, shtab.FILE)
    print(shtab.complete(top, arguments.shell))
    return 0


def _complete_files(parser: argparse.ArgumentParser, kind: object) -> None:
    for action in parser._actions:  # argparse has no public list of them
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                _complete_files(below, kind)
        elif action.metavar in FILES:
            action.complete = kind  # type: ignore[attr-defined]
