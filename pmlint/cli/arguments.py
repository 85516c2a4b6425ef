"""The arguments of every command. argparse, because nothing else starts as fast."""

from __future__ import annotations

import argparse
from typing import Any

from pmlint.cli.options import add_cache, add_colour, add_command, add_configuration, add_rules
from pmlint.cli.past_arguments import (
    commit_msg,
    history,
    pre_push,
    pre_receive,
    signoff,
    verify,
)
from pmlint.cli.report_arguments import report

FORMATS = ("text", "concise", "json", "github")
SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")
EXIT_CODES = """exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  pmlint could not do its work: wrong arguments or configuration, an unreadable file
     or template, no report found
"""
COMMANDS = """examples:
  pmlint new postmortems/checkout.yaml      begin a report
  pmlint check                              check every report of the repository
  pmlint check postmortems/checkout.yaml    check one
  pmlint check --since origin/main          only what is new on this branch
  pmlint rule PM301                         what a finding means
  pmlint report                             what is overdue, and whose it is
  pmlint history postmortems/checkout.yaml  what became of a report
  pmlint signoff postmortems/checkout.yaml  approve it
  pmlint verify                             whether approvals still hold
"""


def parse(argv: list[str]) -> argparse.Namespace:
    """Return the parsed `argv`; raises SystemExit as argparse does (2 for wrong arguments)."""
    return parser().parse_args(argv)


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command."""
    top = argparse.ArgumentParser(
        prog="pmlint",
        description="Checks incident post-mortems written as YAML: filled in, free of "
        "contradictions, with action items that somebody owns, and with approvals that hold.",
        epilog=COMMANDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (
        _check,
        _new,
        _rule,
        _rules,
        _schema,
        report,
        history,
        signoff,
        verify,
        pre_push,
        pre_receive,
        commit_msg,
        _completion,
    ):
        add(commands)
    return top


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from pmlint.version import __version__

        print(f"pmlint {__version__}")
        parser.exit()


def _check(commands: Any) -> None:
    command = add_command(commands, "check", "check reports", EXIT_CODES)
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
    add_cache(files)


def _new(commands: Any) -> None:
    command = add_command(commands, "new", "write a report to fill in")
    command.add_argument("path", metavar="PATH", help="the file to write; it must not exist yet")
    command.add_argument("--today", metavar="DATE", help="the day of the report (default: today)")
    add_configuration(command)


def _rule(commands: Any) -> None:
    command = add_command(commands, "rule", "show a rule's page")
    command.add_argument("rule", metavar="CODE", help="a code (PM301) or a name")
    add_colour(command)


def _rules(commands: Any) -> None:
    command = add_command(commands, "rules", "list all rules, and what rests under this template")
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="(default: text)"
    )
    add_configuration(command)
    add_colour(command)


def _schema(commands: Any) -> None:
    command = add_command(commands, "schema", "print the JSON Schema in force, for editors")
    command.add_argument(
        "what",
        nargs="?",
        choices=("template", "config"),
        default="template",
        help="of the reports (default), or of the configuration file",
    )
    command.add_argument("--output-file", metavar="FILE", help="write there instead of printing")
    add_configuration(command)


def _completion(commands: Any) -> None:
    command = add_command(
        commands,
        "completion",
        "print a shell's completion script",
        'for bash: eval "$(pmlint completion bash)"\n',
    )
    command.add_argument("shell", choices=SHELLS)
