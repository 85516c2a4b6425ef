from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.text import Position, Span, Text

LINES = st.text(alphabet="ab\n\r\u2028\u0085🚒é")


@given(LINES, st.data())
def test_an_offset_and_its_position_are_two_ways_to_say_the_same(
    content: str, data: st.DataObject
) -> None:
    text = Text(content)
    offset = data.draw(st.integers(0, len(content)))
    assert text.offset(text.position(offset)) == offset


@given(LINES)
def test_lines_end_at_lf_crlf_and_cr_and_nowhere_else(content: str) -> None:
    text = Text(content)
    wanted = re.split(r"\r\n|\n|\r", content)
    assert [text.line(number) for number in range(1, len(text.starts) + 1)] == wanted


def test_columns_count_characters_from_one() -> None:
    text = Text("é🚒x\r\n\u2028y")
    assert text.position(2) == Position(1, 3)
    assert text.position(6) == Position(2, 2)


def test_beyond_the_end_is_the_end() -> None:
    assert Text("ab").position(99) == Position(1, 3)


def test_a_line_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        Text("a").offset(Position(2, 1))


def test_a_final_line_break_begins_no_further_line() -> None:
    assert [Text(t).line_count for t in ("", "a", "a\n", "a\n\n", "\n")] == [1, 1, 1, 2, 1]


def test_a_span_covers_what_begins_in_it() -> None:
    assert Span(2, 5).covers(Span(4, 9))
    assert not Span(2, 5).covers(Span(5, 6))
    assert Span(2, 2).covers(Span(2, 2))
