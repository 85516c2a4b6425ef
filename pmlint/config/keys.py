"""The keys of the configuration: one table for reading them, checking them and their schema."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pmlint.finding import Severity
from pmlint.frozen import Frozen
from pmlint.parse import DEFAULT_LIMITS
from pmlint.policy import ALLOWED_SIGNERS, APPROVALS, REVOKED_SIGNERS
from pmlint.settings import INCLUDE

SEVERITY_WORDS = tuple(severity.word for severity in reversed(Severity))
FAIL_ON = (*SEVERITY_WORDS, "never")
SIGN_OFF = "sign-off"
OWNERS = "owners"
PEOPLE = "people"
END = r"(?![\s\S])"
"""The very end; `$` would allow a line break before it."""
INSIDE = (
    r"^(?![-/~])(?![A-Za-z]:)(?!(?:.*/)?\.\.(?:/|$))"
    rf"(?=[./]*[^./])[^\x00-\x1f\x7f\\]+{END}"
)
"""A path that stays in its repository and is no option; also read by editors (JavaScript)."""
HANDLE = rf"^@?[^@\s]+{END}"
"""A handle or a team, with its `@` or without; also read by editors."""


class Kind(Enum):
    """What a key takes; the value is the word for it in messages."""

    TEXT = "text in quotes"
    TEXTS = "a list of texts"
    NAMES = "a list of texts, none of them empty"
    FLAG = "true or false"
    COUNT = "a whole number above 0"
    NUMBER = "a whole number, 0 or more"
    PATH = "a path from the root of the repository, with / and without .."
    CHOICE = "one of its words"
    TABLE = "a table"


class Key(Frozen):
    """One key: what it takes, what it means, and what counts where it is absent."""

    name: str
    kind: Kind
    description: str
    default: Any = None
    choices: tuple[str, ...] = ()


KEYS = (
    Key(
        "template",
        Kind.TEXT,
        "The report's JSON Schema, relative to this file; the built-in template where absent.",
    ),
    Key(
        "include",
        Kind.TEXTS,
        "Which files are reports, as patterns of .gitignore relative to this file.",
        INCLUDE,
    ),
    Key("exclude", Kind.TEXTS, "Which of them are left out, as patterns of .gitignore.", ()),
    Key(
        "force-exclude",
        Kind.FLAG,
        "Leave excluded files out even when they are named on the command line.",
        False,
    ),
    Key(
        "select",
        Kind.TEXTS,
        "What is checked instead of the default rules: codes, families (PM3), names, ALL.",
    ),
    Key("extend-select", Kind.TEXTS, "What is checked besides: opt-in rules, for example.", ()),
    Key("ignore", Kind.TEXTS, "What is not checked: codes, families, names.", ()),
    Key(
        "fail-on",
        Kind.CHOICE,
        "The least severity that makes `pmlint check` exit with 1.",
        "error",
        FAIL_ON,
    ),
    Key("per-file-ignores", Kind.TABLE, "What is not checked in the files that a pattern matches."),
    Key("severity", Kind.TABLE, "The severity of a rule, by code or name, instead of its own."),
    Key("limits", Kind.TABLE, "How much of a file is read."),
    Key("rules", Kind.TABLE, "The options of a rule, by code or name."),
    Key(SIGN_OFF, Kind.TABLE, "What a team asks of the approval of a report."),
    Key(OWNERS, Kind.TABLE, "How else an owner of action items is spelt, by the owner's name."),
)

LIMITS = (
    Key("bytes", Kind.COUNT, "The largest file, in bytes.", DEFAULT_LIMITS.bytes),
    Key("depth", Kind.COUNT, "How deep values may be nested.", DEFAULT_LIMITS.depth),
    Key(
        "nodes",
        Kind.COUNT,
        "How many keys and values, counting what aliases stand for.",
        DEFAULT_LIMITS.nodes,
    ),
)

SIGN_OFF_KEYS = (
    Key("approvals", Kind.TABLE, "How many approvals a report needs, by severity."),
    Key(
        "approvers",
        Kind.NAMES,
        "Who may approve: names, addresses, @handles, @org/teams; anybody where it is empty.",
        (),
    ),
    Key("code-owners", Kind.FLAG, "The owners in CODEOWNERS may approve their reports.", False),
    Key("signatures", Kind.FLAG, "An approval counts only with an SSH signature.", False),
    Key(
        "allowed-signers",
        Kind.PATH,
        "Whose key is whose, from the root of the repository, as ssh-keygen reads it.",
        ALLOWED_SIGNERS,
    ),
    Key(
        "revoked-signers",
        Kind.PATH,
        "Keys that count no longer, from the root of the repository.",
        REVOKED_SIGNERS,
    ),
    Key("self-approval", Kind.FLAG, "Who has written a report may approve it too.", False),
    Key(PEOPLE, Kind.TABLE, "The addresses and names behind a @handle or a @org/team."),
)

APPROVAL_KEYS = tuple(
    Key(word, Kind.NUMBER, f"Approvals for an incident that is {word}.", number)
    for word, number in APPROVALS.items()
)
