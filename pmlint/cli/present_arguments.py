"""The arguments of the commands about reports as they are, rules and templates."""

from __future__ import annotations

import argparse

from pmlint.cli.options import add_cache, add_colour, add_configuration, add_rules, count

FORMATS = ("text", "concise", "json", "github")
SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")
EXIT_CODES = """exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  pmlint could not do its work: wrong arguments or configuration, an unreadable file
     or template, no report found
"""


def check(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint check`."""
    command.epilog = EXIT_CODES
    command.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="files, folders, or - for standard input (default: the reports that `include` "
        "finds below the repository root)",
    )
    which = command.add_argument_group("which version")
    origin = which.add_mutually_exclusive_group()
    origin.add_argument(
        "--staged", action="store_true", help="check what the next commit will hold (the index)"
    )
    origin.add_argument(
        "--rev", metavar="REV", help="check what a commit holds; needs no working tree"
    )
    which.add_argument(
        "--since",
        metavar="REV",
        help="check only the reports that were changed since the branch left REV; only findings "
        "that were not there before count",
    )
    add_rules(command)
    _add_fixing(command)
    output = command.add_argument_group("output")
    output.add_argument("--format", choices=FORMATS, default="text", help="(default: text)")
    output.add_argument("--output-file", metavar="FILE", help="write there instead of printing")
    output.add_argument(
        "--statistics", action="store_true", help="also count the findings of each rule"
    )
    add_colour(output)
    files = command.add_argument_group("configuration and files")
    add_configuration(files)
    files.add_argument(
        "--stdin-filename", metavar="FILE", help="the path that standard input (-) is taken for"
    )
    files.add_argument(
        "--force-exclude",
        action="store_true",
        help="leave excluded files out even when they are named (for hooks)",
    )
    files.add_argument(
        "--jobs",
        metavar="N",
        type=count,
        help="share the work of a large run among so many processes (default: one for each core)",
    )
    add_cache(files)


def _add_fixing(command: argparse.ArgumentParser) -> None:
    fixing = command.add_argument_group("fixing")
    fixing.add_argument(
        "--fix",
        action="store_true",
        help="fix what can be fixed safely, and show what is left; with - the fixed report is "
        "printed, and what is left goes to standard error",
    )
    fixing.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="with --fix or --diff: make also fixes that may change what a report says",
    )
    fixing.add_argument(
        "--diff",
        action="store_true",
        help="show what --fix would change, and change nothing; exit code 1 if that is anything",
    )


def new(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint new`."""
    command.add_argument("path", metavar="PATH", help="the file to write; it must not exist yet")
    command.add_argument("--today", metavar="DATE", help="the day of the report (default: today)")
    add_configuration(command)


def rule(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint rule`."""
    command.add_argument("rule", metavar="CODE", help="a code (PM301) or a name")
    add_colour(command)


def rules(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint rules`."""
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="(default: text)"
    )
    add_configuration(command)
    add_colour(command)


def schema(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint schema`."""
    command.add_argument(
        "what",
        nargs="?",
        choices=("template", "config"),
        default="template",
        help="of the reports (default), or of the configuration file",
    )
    command.add_argument("--output-file", metavar="FILE", help="write there instead of printing")
    add_configuration(command)


def completion(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint completion`."""
    command.epilog = 'for bash: eval "$(pmlint completion bash)"\n'
    command.add_argument("shell", choices=SHELLS)
