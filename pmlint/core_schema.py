"""The core schema of YAML 1.2.2 (chapter 10.3): what kind of value a scalar is.

Under it `NO` and `14:47` are text, `0010` is ten, and dates and times are text: they are read by
those who know what they are for.
"""

from __future__ import annotations

import re
from enum import Enum

INTEGER = r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
FLOAT = (
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
ANY_NUMBER = rf"(?P<integer>{INTEGER})|{FLOAT}"
BEGINNINGS = frozenset("0123456789+-.")
"""What a number begins with."""
NULLS = ("", "~", "null", "Null", "NULL")
TRUES = ("true", "True", "TRUE")
FALSES = ("false", "False", "FALSE")
LONGEST_WORD = 5
STANDARD_TAG = "tag:yaml.org,2002:"
LONGEST_NUMBER = 400
"""A longer run of digits is kept as text: nobody writes it as a number (and CPython refuses to
convert one of more than 4,300 digits)."""


class Style(Enum):
    """How a scalar is written."""

    PLAIN = ""
    SINGLE_QUOTED = "'"
    DOUBLE_QUOTED = '"'
    LITERAL = "|"
    FOLDED = ">"


class Kind(Enum):
    """What a node is, in the words that messages use."""

    MAPPING = "a mapping"
    LIST = "a list"
    TEXT = "text"
    INTEGER = "a whole number"
    NUMBER = "a number"
    BOOLEAN = "true or false"
    EMPTY = "nothing"


PLAIN, TEXT = Style.PLAIN, Kind.TEXT
"""Names of their own: finding a member in its enumeration takes half of the time in which it is
told that a scalar is text, as nearly all are."""
WORDS = {
    **dict.fromkeys(NULLS, Kind.EMPTY),
    **dict.fromkeys((*TRUES, *FALSES), Kind.BOOLEAN),
}


def scalar_kind(text: str, style: Style, tag: str | None) -> Kind:
    """Resolve a scalar by the YAML 1.2.2 core schema (chapter 10.3).

    A tag of the core schema decides; an unknown tag (`!!python/object`, `!secret`) is only a
    label, and the value under it is text.
    """
    if tag is not None and tag != "?":
        return _tagged_kind(text, tag)
    if style is not PLAIN:
        return TEXT
    if text[:1] not in BEGINNINGS:
        return WORDS.get(text, TEXT) if len(text) <= LONGEST_WORD else TEXT
    return _number_kind(text)


def _number_kind(text: str) -> Kind:
    """Resolve a plain scalar that begins as a number does; most of them are dates and times."""
    if text.isdigit() and text.isascii() and len(text) <= LONGEST_NUMBER:
        return Kind.INTEGER
    has_no_exponent = "e" not in text and "E" not in text
    if " " in text or ":" in text or (has_no_exponent and text.find("-", 1) > 0):
        return TEXT
    found = re.fullmatch(ANY_NUMBER, text) if len(text) <= LONGEST_NUMBER else None
    if found is None:
        return TEXT
    return Kind.INTEGER if found["integer"] is not None else Kind.NUMBER


def _tagged_kind(text: str, tag: str) -> Kind:
    if tag == STANDARD_TAG + "null":
        return Kind.EMPTY
    if tag == STANDARD_TAG + "bool" and (text in TRUES or text in FALSES):
        return Kind.BOOLEAN
    short = len(text) <= LONGEST_NUMBER
    if tag == STANDARD_TAG + "int" and short and re.fullmatch(INTEGER, text):
        return Kind.INTEGER
    if tag == STANDARD_TAG + "float" and short and re.fullmatch(ANY_NUMBER, text):
        return Kind.NUMBER
    return Kind.TEXT


def value_of(text: str, kind: Kind) -> str | int | float | bool | None:
    """Return the value of a scalar with `text`, which is of `kind`."""
    if kind is TEXT:
        return text
    if kind is Kind.EMPTY:
        return None
    if kind is Kind.BOOLEAN:
        return text in TRUES
    return _integer(text) if kind is Kind.INTEGER else _number(text)


def _integer(text: str) -> int:
    if text.startswith("0o"):
        return int(text[2:], 8)
    if text.startswith("0x"):
        return int(text[2:], 16)
    return int(text)


def _number(text: str) -> float:
    word = text.lstrip("+-").lower()
    if word in (".inf", ".nan"):
        return float(text.replace(".", "", 1))
    if word.startswith(("0o", "0x")):
        try:
            return float(_integer(text))
        except OverflowError:  # `!!float 0xF…` with hundreds of digits
            return float("inf")
    return float(text)
