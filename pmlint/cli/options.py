"""Options that several commands have, and how a command is added."""

from __future__ import annotations

import argparse

SEVERITIES = ("error", "warning", "info", "never")
STAGES = ("draft", "review", "final")
MOST_DIGITS = 6


def number(text: str) -> int:
    """Return a whole number that is not negative; raises ArgumentTypeError for what is none."""
    if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"`{text}` is no whole number, 0 or more")
    return int(text)


def count(text: str) -> int:
    """Return a whole number above 0; raises ArgumentTypeError for what is none."""
    if number(text) < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is no whole number, 1 or more")
    return number(text)


def words(text: str) -> list[str]:
    """Return the words of `text`, which stand there with commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def add_colour(command: argparse._ActionsContainer) -> None:
    """Add --color."""
    command.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours; NO_COLOR and FORCE_COLOR are honoured (default: auto)",
    )


def add_configuration(command: argparse._ActionsContainer) -> None:
    """Add --template, and --config or --isolated."""
    command.add_argument("--template", metavar="FILE", help="the JSON Schema that reports follow")
    which = command.add_mutually_exclusive_group()
    which.add_argument("--config", metavar="FILE", help="use this configuration for every report")
    which.add_argument("--isolated", action="store_true", help="use no configuration file")


def add_cache(command: argparse._ActionsContainer) -> None:
    """Add --cache-dir and --no-cache."""
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--cache-dir",
        metavar="DIR",
        help="where is kept what was read and found (default: pmlint in the user's cache folder)",
    )
    where.add_argument("--no-cache", action="store_true", help="keep nothing, use nothing kept")


def add_rules(command: argparse.ArgumentParser) -> None:
    """Add what says which rules are checked, and how severely."""
    rules = command.add_argument_group("which rules")
    for name, text in (
        ("--select", "check only these: codes, families (PM3) or names, with commas"),
        ("--extend-select", "check these besides"),
        ("--ignore", "do not check these"),
    ):
        rules.add_argument(name, metavar="CODES", type=words, action="append", help=text)
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
