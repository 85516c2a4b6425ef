"""The reader: every value and key knows its place, and nothing in a file breaks it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pmlint.core_schema import Kind
from pmlint.document import (
    DefectKind,
    Document,
    Mapping,
    Node,
    Scalar,
    Sequence,
    flow_text,
    scalars,
)
from pmlint.parse import Limits, parse


def plain(node: Node) -> Any:
    """Return a node as Python values, keys as text."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {entry.name: plain(entry.value) for entry in node.entries}


def root(text: str | bytes) -> Mapping:
    document = parse(text.encode() if isinstance(text, str) else text)
    assert document.root is not None, document.defects
    assert document.defects == ()
    return document.root


def written(text: str) -> list[str]:
    """Return what stands in the text at the place of every scalar, keys included."""
    document = parse(text.encode())
    assert document.root is not None, document.defects
    return [document.text[node.span] for node in scalars(document.root)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: b\n", ["a", "b"]),
        ("\ufeffa: b\r\nc: d\r\n", ["a", "b", "c", "d"]),
        ("é: 🚒 x\nb: \u2028y\n", ["é", "🚒 x", "b", "y"]),
        ("a: 'it''s'\nb: \"q\\n\"\n", ["a", "'it''s'", "b", '"q\\n"']),
        ("a: |\n  one\n  two\n\n# c\nb: x\n", ["a", "|\n  one\n  two\n\n", "b", "x"]),
        ("a: >-\n  one\n  two\nb: x\n", ["a", ">-\n  one\n  two\n", "b", "x"]),
        ("a: one\n  two  # c\nb: x\n", ["a", "one\n  two", "b", "x"]),
        ("{a: [b, 'c'], d: e}\n", ["a", "b", "'c'", "d", "e"]),
        ("a: &x !!str 5\nb: *x\n", ["a", "5", "b", "*x"]),
        ("a: &x\n  b: c\n", ["a", "b", "c"]),
        ("a:\nb: x\n", ["a", "", "b", "x"]),
        ("a:\n  -\n  - # c\n  - x\n", ["a", "", "", "x"]),
        ("? a\n: b\n", ["a", "b"]),
    ],
)
def test_every_key_and_value_knows_where_it_is_written(text: str, places: list[str]) -> None:
    assert written(text.removeprefix("\ufeff")) == places


def test_a_byte_order_mark_takes_no_column() -> None:
    document = parse("\ufeffteam: x\n".encode())
    assert document.root is not None
    key = document.root.entries[0].key
    assert (document.text.position(key.start).line, document.text.position(key.start).column) == (
        1,
        1,
    )


def test_an_empty_value_is_placed_where_somebody_would_write_it() -> None:
    text = "a:\nb:\n  -\n  - x\n"
    found = [node.start for node in scalars(root(text)) if not node.text]
    assert found == [text.index("a:") + 2, text.index("-") + 1]


def test_a_collection_ends_with_its_last_value_not_at_the_next_key() -> None:
    text = "a:\n  b: c\n\n# comment\nd: [e]  # x\n"
    document = parse(text.encode())
    assert document.root is not None
    assert [document.text[entry.value.span] for entry in document.root.entries] == ["b: c", "[e]"]


def test_values_are_read_by_the_core_schema_of_yaml_1_2() -> None:
    text = (
        "[14:47, NO, 0010, 0o10, 0x1F, 1_000, 1e3, .5, true, ~, '', "
        "2026-03-14, 2026-02-30, .inf, '5', !!str 5, !!int '5', on]"
    )
    assert plain(root(f"a: {text}\n"))["a"] == [
        "14:47", "NO", 10, 8, 31, "1_000", 1000.0, 0.5, True, None, "",
        "2026-03-14", "2026-02-30", float("inf"), "5", "5", 5, "on",
    ]  # fmt: skip


def test_tags_are_data_never_code() -> None:
    found = root("a: !!python/object/apply:os.system [ls]\nb: !x y\nc: !!bool maybe\n")
    assert plain(found) == {"a": ["ls"], "b": "y", "c": "maybe"}


def test_a_number_too_long_to_be_one_is_text() -> None:
    assert root("a: " + "9" * 5000 + "\n").entries[0].value.kind is Kind.TEXT


def test_merges_are_those_of_yaml_1_1() -> None:
    text = """
one: &one {a: 1, b: 1}
two: &two {b: 2, c: 2}
both: {<<: [*one, *two], c: own}
plain: {"<<": text}
"""
    found = plain(root(text))
    assert found["both"] == {"c": "own", "a": 1, "b": 1}
    assert found["plain"] == {"<<": "text"}
    assert found["both"] == yaml.safe_load(text)["both"]


def test_an_alias_stands_where_it_is_written_and_so_does_all_it_stands_for() -> None:
    text = "a: &x {k: [v]}\nb: *x\n"
    document = parse(text.encode())
    assert document.root is not None
    value = document.root.entries[1].value
    assert {document.text[node.span] for node in scalars(value)} == {"*x"}
    assert all(node.alias for node in scalars(value))


def test_a_key_that_is_a_mapping_is_shown_as_it_would_read() -> None:
    assert [entry.name for entry in root("{{name}}: x\n").entries] == ["{{name}}"]


def test_a_directive_does_not_change_how_values_are_read() -> None:
    assert plain(root("%YAML 1.1\n---\na: NO\n")) == {"a": "NO"}


@pytest.mark.parametrize("version", ["1.0", "1.3", "1.20", "2.0"])
def test_a_version_of_yaml_that_nobody_knows_is_a_defect(version: str) -> None:
    (defect,) = parse(f"%YAML {version} # x\n---\na: b\n".encode()).defects
    assert defect.kind is DefectKind.SYNTAX
    assert defect.help == "delete the % line"


def test_a_second_document_is_a_defect_and_the_first_is_read() -> None:
    document = parse(b"a: 1\n---\nb: 2\n")
    assert [defect.kind for defect in document.defects] == [DefectKind.SEVERAL_DOCUMENTS]
    assert document.root is not None
    assert plain(document.root) == {"a": 1}


def test_a_duplicate_key_keeps_the_first() -> None:
    document = parse(b"a: 1\nb:\n  - c: 1\n    c: 2\n")
    assert document.root is not None
    assert plain(document.root) == {"a": 1, "b": [{"c": 1}]}
    assert [defect.pointer for defect in document.defects] == [("b", 0, "c")]


def test_each_of_many_duplicate_keys_is_a_defect_at_no_more_cost_than_another_key() -> None:
    defects = parse(b"a: b\n" * 20_000).defects
    assert len(defects) == 20_000 - 1
    assert {defect.message for defect in defects} == {"`a` is already set on line 1"}


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "a: " + "[" * 100_000 + "\n",
        "a: " + "{b: " * 100_000 + "\n",
        "- " * 100_000 + "x\n",
        "".join(" " * n + "a:\n" for n in range(1000)),
        "a: [" + "x," * 100_000 + "]\n",
    ],
    ids=["aliases", "lists", "mappings", "block lists", "block mappings", "items"],
)
def test_what_is_too_much_is_one_defect_and_nothing_recurses_to_death(text: str) -> None:
    assert [defect.kind for defect in parse(text.encode()).defects] == [DefectKind.OVER_LIMIT]


def test_limits_are_exact() -> None:
    def kinds(text: str, limits: Limits) -> list[DefectKind]:
        return [defect.kind for defect in parse(text.encode(), limits).defects]

    assert kinds("a: [x]\n", Limits(depth=2)) == []
    assert kinds("a: [[x]]\n", Limits(depth=2)) == [DefectKind.OVER_LIMIT]
    assert kinds("a: x\n", Limits(nodes=3)) == []
    assert kinds("a: [x]\n", Limits(nodes=3)) == [DefectKind.OVER_LIMIT]
    assert kinds("a: x\n", Limits(bytes=5)) == []
    assert kinds("a: xy\n", Limits(bytes=5)) == [DefectKind.OVER_LIMIT]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_tree_or_a_defect_with_a_place(content: bytes) -> None:
    document = parse(content)
    assert document.root is not None or document.defects
    for defect in document.defects:
        assert 0 <= defect.span.start <= len(document.text.content)
        assert defect.message
        assert not defect.message.endswith(".")


@given(st.text(alphabet="ab:-#'\"[]{}&*!|>%@`,? \n\t\r\ufeff0\\~<", max_size=60))
@example("a: &x *x\n")
@example("? ? a\n")
@example("<<: [\n")
def test_text_made_of_what_yaml_gives_a_meaning_is_read_or_refused(content: str) -> None:
    document = parse(content.encode())
    assert document.root is not None or document.defects


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=12),
    lambda below: (
        st.lists(below, max_size=4) | st.dictionaries(st.text(max_size=6), below, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(min_size=1, max_size=6), VALUES, min_size=1, max_size=4))
def test_json_is_read_as_json(value: dict[str, Any]) -> None:
    text = json.dumps(value)
    if "\\ud" in text:
        return  # YAML has no surrogate pairs; JSON writes characters above U+FFFF with them
    assert plain(root(text)) == value


@given(
    st.dictionaries(st.text(min_size=1, max_size=6), VALUES, min_size=1, max_size=4), st.booleans()
)
def test_what_a_yaml_writer_writes_is_read_back_with_places_that_hold_it(
    value: dict[str, Any], flow: bool
) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, version=(1, 2))
    if any(ord(c) > 0xFFFF for c in text) or "<<" in text:
        return
    expected = YAML(typ="safe", pure=True).load(text)
    assume(keys_are_text(expected))  # an unquoted 0E0 is a number to a loader; a key is text here
    document = parse(text.encode())
    assert document.root is not None, (text, document.defects)
    assert plain(document.root) == json.loads(json.dumps(expected))
    for node in scalars(document.root):
        check_place(document, node)


def keys_are_text(value: Any) -> bool:
    """Say whether every key in loaded data is text."""
    if isinstance(value, dict):
        return all(isinstance(k, str) and keys_are_text(v) for k, v in value.items())
    return not isinstance(value, list) or all(keys_are_text(item) for item in value)


def check_place(document: Document, node: Scalar) -> None:
    """A scalar's place, read by itself, gives the scalar."""
    here = document.text[node.span]
    if not here or "\n" in here:
        return
    again = parse(f"- {here}\n".encode())
    loaded = yaml.compose(f"[{here}]") if here[0] in "'\"" else None
    assert again.defects[0].kind is DefectKind.NOT_A_REPORT
    if loaded is not None:
        assert loaded.value[0].value == node.text


def test_flow_text_reads_like_flow_style() -> None:
    assert flow_text(root("a: [b, {c: d, e: }]\n")) == "{a: [b, {c: d, e}]}"
