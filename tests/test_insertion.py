"""Writing one value into a report's text: around it everything stays byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.document import Document, Mapping, Scalar
from pmlint.finding import Fix
from pmlint.fixer import apply
from pmlint.insertion import insertion, written
from pmlint.parse import parse

WAY = ("appendices", "signatures", "approved_by")
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
KEYS = st.sampled_from(["a", "team", "b c", "'q'", '"x"', "ü"])
SCALARS = st.sampled_from(
    ["x", "1", "'it''s'", '"a\\tb"', "x  # a comment", "|\n{i}    a\n{i}     b\n",
     ">-\n{i}    a\n{i}    b", "[1, 2]  # x", "{p: q}", "\n{i}  - 1\n{i}  - x: 1  # y\n{i}    z: 2",
     "\n{i}  p: 1\n{i}  q:\n{i}    r: 2", "~", "", "  # nothing"]
)  # fmt: skip
FILLERS = st.sampled_from(["", "", "\n", "# a comment\n", "{i}# another\n", "\n\n"])


@st.composite
def blocks(draw: st.DrawFn, indent: str = "") -> str:
    """Return entries of a block mapping, with blank lines and comments between them."""
    lines = []
    for key in draw(st.lists(KEYS, max_size=3, unique=True)):
        value = draw(SCALARS).replace("{i}", indent)
        gap = "" if value.startswith(("\n", "  #")) or not value else " "
        lines.append(draw(FILLERS).replace("{i}", indent))
        lines.append(f"{indent}{key}:{gap}{value}".rstrip("\n") + "\n")
    return "".join(lines)


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Return the text of a mapping with the block, a part of it, or nothing of it."""
    depth = draw(st.integers(0, 3))
    text = draw(blocks())
    indent = ""
    for key in WAY[:depth]:
        last = key == WAY[-1]
        value = draw(st.sampled_from(["", " ~", " ''", "  # who?"])) if last else draw(
            st.sampled_from(["", "  # a comment"])
        )  # fmt: skip
        text += f"{indent}{key}:{value}\n"
        indent += "  "
        if not last:
            text += draw(blocks(indent))
    text += draw(st.sampled_from(["", "\n", "# the end\n", "...\n"]))
    text = draw(st.sampled_from(["", "%YAML 1.2\n---\n", "# head\n"])) + text
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def value_at(document: Document) -> str | None:
    at: object = document.root
    for name in WAY:
        if not isinstance(at, Mapping):
            return None
        at = next((entry.value for entry in at.entries if entry.name == name), None)
    return at.text if isinstance(at, Scalar) else None


@given(reports(), NAMES)
def test_what_is_written_is_read_again_and_everything_around_it_stays(text: str, name: str) -> None:
    before = parse(text.encode())
    edit = None if before.defects or before.root is None else insertion(before, WAY, name)
    if edit is None:
        return
    after = apply(before.text.content, (Fix("", (edit,)),))[0]
    start, end = edit.span.start, edit.span.end
    assert after == text[:start] + edit.text + text[end:]
    # What gives way is blank or empty: nobody's words are lost.
    assert text[start:end].strip() in ("", "~", "''")
    read = parse(after.encode())
    if not read.defects:
        assert value_at(read) == name


@given(reports())
def test_a_plain_block_always_takes_a_value(text: str) -> None:
    """Only flow style, aliases and the like are no place; none of them is on this way."""
    before = parse(text.encode())
    if before.defects or before.root is None or not isinstance(before.root, Mapping):
        return
    if not before.root.entries:
        return
    assert insertion(before, WAY, "Bo Lindqvist") is not None


@given(NAMES)
def test_any_name_is_read_as_the_text_it_is(name: str) -> None:
    document = parse(f"a: {written(name)}\n".encode())
    assert document.defects == ()
    assert isinstance(document.root, Mapping)
    value = document.root.entries[0].value
    assert isinstance(value, Scalar)
    assert value.value == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Bo Lindqvist", "Bo Lindqvist"),
        ("Jean-Luc O'Hara Jr.", "Jean-Luc O'Hara Jr."),
        ("2026-04-01", "2026-04-01"),
        ("Bo", '"Bo"'),
        ("No", '"No"'),
        ("Bo: L", '"Bo: L"'),
        ("Bo #1", '"Bo #1"'),
        ("12:30", '"12:30"'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(name: str, text: str) -> None:
    assert written(name) == text
