"""The arguments of every command. argparse, because nothing else starts as fast."""

from __future__ import annotations

import argparse
from typing import Any

FORMATS = ("text", "concise", "json", "github")
SEVERITIES = ("error", "warning", "info", "never")
STAGES = ("draft", "review", "final")
ROLES = ("approver", "preparer", "reviewer")
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


PRE_RECEIVE = """as hooks/pre-receive of the repository that is pushed to:
  #!/bin/sh
  exec pmlint pre-receive

Configuration and template are those of the branch as it was, never those that are pushed.
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
    for add in (
        _check,
        _new,
        _rule,
        _rules,
        _schema,
        _history,
        _signoff,
        _verify,
        _pre_push,
        _pre_receive,
        _commit_msg,
        _completion,
    ):
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


def _cache(command: argparse.ArgumentParser) -> None:
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--cache-dir",
        metavar="DIR",
        help="where commits that were read are kept (default: pmlint in the user's cache folder)",
    )
    where.add_argument("--no-cache", action="store_true", help="keep nothing, use nothing kept")


def _check(commands: Any) -> None:
    command = _command(commands, "check", "check reports", EXIT_CODES)
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
    _which_rules(command)
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
    _cache(files)  # type: ignore[arg-type]


def _which_rules(command: argparse.ArgumentParser) -> None:
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


def _pre_receive(commands: Any) -> None:
    command = _command(
        commands,
        "pre-receive",
        "refuse a push that brings new errors, as a Git server's hook",
        PRE_RECEIVE,
    )
    _which_rules(command)
    _configuration(command)
    _colour(command)
    command.set_defaults(format="text", output_file=None, statistics=False)


def _new(commands: Any) -> None:
    command = _command(commands, "new", "write a report to fill in")
    command.add_argument("path", metavar="PATH", help="the file to write; it must not exist yet")
    command.add_argument("--today", metavar="DATE", help="the day of the report (default: today)")
    _configuration(command)


def _history(commands: Any) -> None:
    command = _command(commands, "history", "tell what happened to a report, commit by commit")
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
    _configuration(command)
    _cache(command)
    _colour(command)


def _signoff(commands: Any) -> None:
    command = _command(
        commands,
        "signoff",
        "record an approval of a report as a commit",
        "The commit holds the record, the filled-in signatures block and nothing else; what is\n"
        "staged stays staged. An approval covers the content: reformatting the report, renaming\n"
        "it and closing action items keep it, any other change makes it stale.\n",
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
    _colour(command)


VERIFIED = """exit codes:
  0  every report has the approvals that the policy asks for
  1  one has not
  2  pmlint could not do its work
"""


def _verify(commands: Any) -> None:
    command = _command(commands, "verify", "say whether approvals still hold", VERIFIED)
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
    _cache(command)
    which = command.add_mutually_exclusive_group()
    which.add_argument("--config", metavar="FILE", help="use this configuration for every report")
    which.add_argument("--isolated", action="store_true", help="use no configuration file")
    _colour(command)


def _pre_push(commands: Any) -> None:
    command = _command(
        commands, "pre-push", "refuse to push reports without their approvals (a hook)", VERIFIED
    )
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
    _cache(command)
    _colour(command)


def _commit_msg(commands: Any) -> None:
    command = _command(
        commands, "commit-msg", "refuse a sign-off that is not of what is committed (a hook)"
    )
    command.add_argument("file", metavar="FILE", help="the file with the message, as Git gives it")


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
