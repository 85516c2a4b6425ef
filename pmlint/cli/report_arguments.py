"""The arguments of `pmlint report`."""

from __future__ import annotations

import argparse

from pmlint.cli.options import add_cache, add_colour, add_configuration, number, words

FORMATS = ("table", "markdown", "json", "jsonl", "csv", "ics", "html")
STATES = (
    "overdue", "due-today", "due-soon", "upcoming", "undated", "proposed", "done", "dropped",
    "unowned", "open", "all",
)  # fmt: skip
GROUPS = ("owner", "team", "severity", "report", "age")
ORDERS = ("due", "owner", "team", "severity", "report", "slips", "opened")
GATES = ("overdue", "due-soon", "undated", "unowned")
EPILOG = f"""states: {", ".join(STATES)}

exit codes:
  0  nothing that --fail-on names
  1  something
  2  pmlint could not do its work: wrong arguments or configuration, or a report that cannot be
     read, whose action items nobody knows (--keep-going: it is named, and that is all)

examples:
  pmlint report                                   what somebody has to do something about
  pmlint report --owner 'Ada Okafor' --state all  everything of one person
  pmlint report --format html --output page.html  the page for Monday morning
  pmlint report --fail-on overdue --grace 7       the job that reminds
  pmlint report a/ b.git c.json                   several repositories on one page
"""


def report(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint report`."""
    command.epilog = EPILOG
    command.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="reports, folders, checkouts, bare repositories, or what --format json has saved "
        "(default: every report of this repository)",
    )
    _which(command.add_argument_group("which action items"))
    _how(command.add_argument_group("how they are shown"))
    gate = command.add_argument_group("when it fails")
    gate.add_argument(
        "--fail-on",
        choices=GATES,
        action="append",
        default=[],
        help="exit with 1 if there is one such item among those counted; may be repeated",
    )
    gate.add_argument(
        "--grace",
        metavar="DAYS",
        type=number,
        default=0,
        help="--fail-on overdue only when it is overdue by more than so many days (default: 0)",
    )
    gate.add_argument(
        "--keep-going",
        action="store_true",
        help="do not exit with 2 for a report that cannot be read",
    )
    files = command.add_argument_group("history, configuration and files")
    files.add_argument(
        "--rev", metavar="REV", help="the reports of this commit (default: as they lie there)"
    )
    files.add_argument(
        "--name",
        metavar="NAME",
        help="what this repository is called (default: as its remote calls it, else its folder)",
    )
    files.add_argument(
        "--no-history",
        action="store_true",
        help="do not look at the history: no slips, no burndown, and faster",
    )
    add_configuration(files)
    add_cache(files)


def _which(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--state",
        metavar="STATES",
        type=words,
        action="append",
        help="list only these, with commas (default: overdue,due-today,due-soon,undated,unowned)",
    )
    for name, text in (
        ("owner", "count only what belongs to this person; may be repeated"),
        ("team", "count only reports of this team; may be repeated"),
        ("severity", "count only incidents of this severity; may be repeated"),
        ("kind", "count only this kind: prevent, mitigate, detect, process; may be repeated"),
    ):
        group.add_argument(f"--{name}", metavar="NAME", action="append", default=[], help=text)
    group.add_argument(
        "--due-within",
        metavar="DAYS",
        type=number,
        help="how many days ahead is soon (default: 14)",
    )
    group.add_argument(
        "--as-of", metavar="DATE", help="the day to take for today (default: today, UTC)"
    )


def _how(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--format", choices=FORMATS, default="table", help="(default: table)")
    group.add_argument("--group-by", choices=GROUPS, help="gather them (age: how long overdue)")
    group.add_argument("--sort", choices=ORDERS, default="due", help="(default: due)")
    group.add_argument(
        "--limit", metavar="N", type=number, help="list at most so many; all of them are counted"
    )
    group.add_argument("--output", metavar="FILE", help="write there instead of printing")
    add_colour(group)
