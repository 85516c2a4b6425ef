"""The arguments of every command. argparse, because nothing else starts as fast."""

from __future__ import annotations

import argparse
from typing import Any

FORMATS = ("text", "concise", "json", "github")
SEVERITIES = ("error", "warning", "info", "never")
STAGES = ("draft", "review", "final")
SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")

EXIT_CODES = """exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  pmlint could not do its work: wrong arguments or configuration, an unreadable file
     or template, no report found
"""
COMMANDS = """examples:
  pmlint new postmortems/2026-03-14-checkout.yaml    begin a report
  pmlint check                                       check every report of the repository
  pmlint check postmortems/2026-03-14-checkout.yaml  check one
  pmlint rule PM301                                  what a finding means
"""


def parse(argv: list[str]) -> argparse.Namespace:
    """Return the parsed `argv`; raises SystemExit as argparse does (2 for wrong arguments)."""
    return parser().parse_args(argv)


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command."""
    top = argparse.ArgumentParser(
        prog="pmlint",
        description="Checks incident post-mortems written as YAML: filled in, free of "
        "contradictions, and with action items that somebody owns.",
        epilog=COMMANDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (_check, _new, _rule, _rules, _schema, _completion):
        add(commands)
    return top


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from pmlint.version import __version__

        print(f"pmlint {__version__}")
        parser.exit()


def _command(commands: Any, name: str, summary: str, epilog: str = "") -> argparse.ArgumentParser:
    found: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return found


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _colour(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours; NO_COLOR and FORCE_COLOR are honoured (default: auto)",
    )


def _configuration(command: argparse.ArgumentParser) -> None:
    command.add_argument("--template", metavar="FILE", help="the JSON Schema that reports follow")
    which = command.add_mutually_exclusive_group()
    which.add_argument("--config", metavar="FILE", help="use this configuration for every report")
    which.add_argument("--isolated", action="store_true", help="use no configuration file")


def _check(commands: Any) -> None:
    command = _command(commands, "check", "check reports", EXIT_CODES)
    command.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="files, folders, or - for standard input (default: the reports that `include` "
        "finds below the repository root)",
    )
    rules = command.add_argument_group("which rules")
    for name, words in (
        ("--select", "check only these: codes, families (PM3) or names, with commas"),
        ("--extend-select", "check these besides"),
        ("--ignore", "do not check these"),
    ):
        rules.add_argument(name, metavar="CODES", type=_words, action="append", help=words)
    rules.add_argument(
        "--as",
        dest="stage",
        choices=STAGES,
        help="judge every report as if it had this status (final: the gate for merging)",
    )
    rules.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        help="the least severity that gives exit code 1 (default: error)",
    )
    rules.add_argument(
        "--today",
        metavar="DATE",
        help="the day that rules with a clock take for now (default: today, UTC)",
    )
    output = command.add_argument_group("output")
    output.add_argument("--format", choices=FORMATS, default="text", help="(default: text)")
    output.add_argument("--output-file", metavar="FILE", help="write there instead of printing")
    output.add_argument(
        "--statistics", action="store_true", help="also count the findings of each rule"
    )
    _colour(output)  # type: ignore[arg-type]
    files = command.add_argument_group("configuration and files")
    _configuration(files)  # type: ignore[arg-type]
    files.add_argument(
        "--stdin-filename", metavar="FILE", help="the path that standard input (-) is taken for"
    )
    files.add_argument(
        "--force-exclude",
        action="store_true",
        help="leave excluded files out even when they are named (for hooks)",
    )


def _new(commands: Any) -> None:
    command = _command(commands, "new", "write a report to fill in")
    command.add_argument("path", metavar="PATH", help="the file to write; it must not exist yet")
    command.add_argument("--today", metavar="DATE", help="the day of the report (default: today)")
    _configuration(command)


def _rule(commands: Any) -> None:
    command = _command(commands, "rule", "show a rule's page")
    command.add_argument("rule", metavar="CODE", help="a code (PM301) or a name")
    _colour(command)


def _rules(commands: Any) -> None:
    command = _command(commands, "rules", "list all rules, and what rests under this template")
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="(default: text)"
    )
    _configuration(command)
    _colour(command)


def _schema(commands: Any) -> None:
    command = _command(commands, "schema", "print the JSON Schema in force, for editors")
    command.add_argument(
        "what",
        nargs="?",
        choices=("template", "config"),
        default="template",
        help="of the reports (default), or of the configuration file",
    )
    command.add_argument("--output-file", metavar="FILE", help="write there instead of printing")
    _configuration(command)


def _completion(commands: Any) -> None:
    command = _command(
        commands,
        "completion",
        "print a shell's completion script",
        'for bash: eval "$(pmlint completion bash)"\n',
    )
    command.add_argument("shell", choices=SHELLS)
