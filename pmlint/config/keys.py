"""The keys of the configuration: one table for reading them, checking them and their schema."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from pmlint.finding import Severity
from pmlint.parse import DEFAULT_LIMITS
from pmlint.settings import INCLUDE

SEVERITY_WORDS = tuple(severity.word for severity in reversed(Severity))
FAIL_ON = (*SEVERITY_WORDS, "never")


class Kind(Enum):
    """What a key takes; the value is the word for it in messages."""

    TEXT = "text in quotes"
    TEXTS = "a list of texts"
    FLAG = "true or false"
    COUNT = "a whole number above 0"
    CHOICE = "one of its words"
    TABLE = "a table"


@dataclass(frozen=True, slots=True)
class Key:
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
