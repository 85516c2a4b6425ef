"""Which kind of value a scalar is: the shortcuts say what the patterns of YAML 1.2.2 say."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmlint.core_schema import FLOAT, INTEGER, LONGEST_NUMBER, Kind, Style, scalar_kind

NUMBERS = st.text("0123456789+-.eEoxXaAbBfFiInN_: \n²٣", max_size=8)
WORDS = st.sampled_from(["", "~", "null", "true", "False", "nul", "TRUE ", "nan", ".inf", "-.INF"])


def by_pattern(text: str) -> Kind:
    """Return the kind of a plain scalar, by the very patterns of the specification."""
    if re.fullmatch("null|Null|NULL|~|", text):
        return Kind.EMPTY
    if re.fullmatch("true|True|TRUE|false|False|FALSE", text):
        return Kind.BOOLEAN
    if len(text) <= LONGEST_NUMBER and re.fullmatch(INTEGER, text):
        return Kind.INTEGER
    if len(text) <= LONGEST_NUMBER and re.fullmatch(FLOAT, text):
        return Kind.NUMBER
    return Kind.TEXT


@given(NUMBERS | WORDS | st.text(max_size=12) | st.from_regex(f"{INTEGER}|{FLOAT}"))
@settings(max_examples=1000)
@example("1" * (LONGEST_NUMBER + 1))
@example("1" * LONGEST_NUMBER)
@example("2026-03-14")
@example("1e-3")
@example("0x-1")
def test_a_plain_scalar_is_what_the_specification_says(text: str) -> None:
    assert scalar_kind(text, Style.PLAIN, None) is by_pattern(text)
