"""The arguments of every command. argparse, because nothing else starts as fast.

Only what is asked for is made: a parser with all arguments of all commands takes longer to make
than Python takes to start.
"""

from __future__ import annotations

import argparse

from pmlint.cli.terminal import columns

COMMANDS = {
    "check": ("present", "check reports"),
    "new": ("present", "write a report to fill in"),
    "rule": ("present", "show a rule's page"),
    "rules": ("present", "list all rules, and what rests under this template"),
    "schema": ("present", "print the JSON Schema in force, for editors"),
    "report": ("report", "name the action items of all reports"),
    "history": ("past", "tell what happened to a report, commit by commit"),
    "signoff": ("past", "record an approval of a report as a commit"),
    "verify": ("past", "say whether approvals still hold"),
    "pre-push": ("past", "refuse to push reports without their approvals (a hook)"),
    "pre-receive": ("past", "refuse a push that brings new errors, as a Git server's hook"),
    "commit-msg": ("past", "refuse a sign-off that is not of what is committed (a hook)"),
    "completion": ("present", "print a shell's completion script"),
}
"""Every command: the module that has its arguments, and what it does."""
SAID_AT_ONCE = ("--version", "--help", "-h")
"""What is answered without a look at any command's arguments."""
WIDTH_OF_HELP = 80
"""Where no terminal and no COLUMNS tells how wide help may be."""
EXAMPLES = """examples:
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
    """Return the parsed `argv`, and that itself; raises SystemExit as argparse does (2: wrong)."""
    parsed = parser(argv[0] if argv else "").parse_args(argv)
    parsed.argv = argv
    return parsed


def parser(first: str = "") -> argparse.ArgumentParser:
    """Return the parser with every command; with `first`, what a command line that begins so needs.

    A command that is named there needs no other, and --help only their names.
    """
    top = argparse.ArgumentParser(
        prog="pmlint",
        description="Checks incident post-mortems written as YAML: filled in, free of "
        "contradictions, with action items that somebody owns, and with approvals that hold.",
        epilog=EXAMPLES,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = top.add_subparsers(prog="pmlint", dest="command", metavar="COMMAND", required=True)
    for name in (first,) if first in COMMANDS else COMMANDS:
        module, summary = COMMANDS[name]
        command = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog="",
            formatter_class=_Help,
            allow_abbrev=False,
        )
        if first not in SAID_AT_ONCE:
            from importlib import import_module

            add = getattr(import_module(f"pmlint.cli.{module}_arguments"), name.replace("-", "_"))
            add(command)
    return top


class _Help(argparse.RawDescriptionHelpFormatter):
    """Makes help. argparse makes one for every argument, and each would load shutil."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=columns(WIDTH_OF_HELP) - 2)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from pmlint.version import __version__

        print(f"pmlint {__version__}")
        parser.exit()
