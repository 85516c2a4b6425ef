"""The arguments of the commands about history and sign-offs, and of Git's hooks."""

from __future__ import annotations

import argparse

from pmlint.cli.options import add_cache, add_colour, add_configuration, add_rules

ROLES = ("approver", "preparer", "reviewer")
VERIFIED = """exit codes:
  0  every report has the approvals that the policy asks for
  1  one has not
  2  pmlint could not do its work
"""
PRE_RECEIVE = """as hooks/pre-receive of the repository that is pushed to:
  #!/bin/sh
  exec pmlint pre-receive

Configuration and template are those of the branch as it was, never those that are pushed.
"""


def history(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint history`."""
    command.add_argument(
        "path", metavar="PATH", help="the report; also one that was renamed or removed since"
    )
    command.add_argument(
        "--rev", metavar="REV", help="the history up to this commit (default: HEAD)"
    )
    command.add_argument(
        "--since",
        metavar="DATE|REV",
        help="only what was committed since this day, or after this commit",
    )
    command.add_argument(
        "--kind",
        metavar="KINDS",
        help="only these kinds of events, with commas: due_moved,owner_changed",
    )
    command.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help="(default: text)"
    )
    add_configuration(command)
    add_cache(command)
    add_colour(command)


def signoff(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint signoff`."""
    command.epilog = (
        "The commit holds the record, the filled-in signatures block and nothing else; what is\n"
        "staged stays staged. An approval covers the content: reformatting the report, renaming\n"
        "it and closing action items keep it, any other change makes it stale.\n"
    )
    command.add_argument("path", metavar="PATH", help="the report, as it is committed")
    command.add_argument(
        "--as",
        dest="role",
        choices=ROLES,
        default="approver",
        help="as what you sign (default: approver)",
    )
    command.add_argument("--message", metavar="TEXT", help="what you have to say about it")
    command.add_argument(
        "--sign",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="sign the statement and the commit with your key (default: where Git knows one: "
        "user.signingKey)",
    )
    command.add_argument(
        "--force",
        metavar="REASON",
        default="",
        help="sign it off although it has errors as a final report; the reason is recorded",
    )
    which = command.add_mutually_exclusive_group()
    which.add_argument("--config", metavar="FILE", help="use this configuration")
    which.add_argument("--isolated", action="store_true", help="use no configuration file")
    add_colour(command)


def verify(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint verify`."""
    command.epilog = VERIFIED
    command.add_argument(
        "paths", metavar="PATH", nargs="*", help="reports or folders (default: every report)"
    )
    command.add_argument(
        "--rev", metavar="REV", help="the reports of this commit (default: as they lie there)"
    )
    command.add_argument(
        "--base",
        metavar="REV",
        help="take the policy, the keys and CODEOWNERS from this commit: the protected branch",
    )
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="(default: text)"
    )
    add_cache(command)
    which = command.add_mutually_exclusive_group()
    which.add_argument("--config", metavar="FILE", help="use this configuration for every report")
    which.add_argument("--isolated", action="store_true", help="use no configuration file")
    add_colour(command)


def pre_receive(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint pre-receive`."""
    command.epilog = PRE_RECEIVE
    add_rules(command)
    add_configuration(command)
    add_colour(command)
    command.set_defaults(format="text", output_file=None, statistics=False)


def pre_push(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint pre-push`."""
    command.epilog = VERIFIED
    command.add_argument("remote", metavar="REMOTE", nargs="?", default="", help="as Git gives it")
    command.add_argument("url", metavar="URL", nargs="?", default="", help="as Git gives it")
    command.add_argument(
        "--branch",
        metavar="NAME",
        action="append",
        help="look only at what is pushed to this branch (default: every branch)",
    )
    command.add_argument(
        "--base", metavar="REV", help="take the policy, the keys and CODEOWNERS from this commit"
    )
    command.set_defaults(format="text", config=None, isolated=False)
    add_cache(command)
    add_colour(command)


def commit_msg(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `pmlint commit-msg`."""
    command.add_argument("file", metavar="FILE", help="the file with the message, as Git gives it")
