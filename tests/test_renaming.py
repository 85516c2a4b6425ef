"""A report that is moved stays the same report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.parse import parse
from pmlint.postmortem import Postmortem
from pmlint.renaming import follow, incident_of
from pmlint.template import load

TEMPLATE = load()


def incident(content: bytes) -> str:
    document = parse(content)
    if document.root is None:
        return ""
    return incident_of(Postmortem(document, TEMPLATE.shape, TEMPLATE.vocabulary()))


def followed(gone: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    before = {path: text.encode() for path, text in gone.items()}
    return follow(before, {path: text.encode() for path, text in new.items()}, incident)


def test_a_report_is_followed_by_its_identifier_whatever_else_was_changed() -> None:
    gone = {"a.yaml": "incident_id: INC-1\nteam: Shop\n", "b.yaml": "team: Warehouse\n"}
    new = {"2026/x.yaml": "team: Anybody\nincident_id: 'INC-1'\n", "c.yaml": "team: Warehouse\n"}
    assert followed(gone, new) == {"2026/x.yaml": "a.yaml", "c.yaml": "b.yaml"}


def test_reports_with_different_identifiers_are_never_the_same() -> None:
    text = "incident_id: INC-{}\nteam: Shop\nincident_title: The checkout was unavailable\n"
    assert followed({"a.yaml": text.format(1)}, {"b.yaml": text.format(2)}) == {}


@pytest.mark.parametrize("name", ["[Incident ID]", "TBD", "''", "{a: 1}"])
def test_a_placeholder_is_no_identifier(name: str) -> None:
    text = f"incident_id: {name}\nteam: "
    assert followed({"a.yaml": text + "x" * 99}, {"b.yaml": text + "y" * 99}) == {}


def test_reports_with_one_identifier_are_told_apart_by_their_texts() -> None:
    text = "incident_id: INC-1\nincident_title: {}\n"
    gone = {name: text.format(words) for name, words in (("a", "The shop " * 9), ("b", "Pay " * 9))}
    new = {"c": gone["b"] + "team: x\n", "d": gone["a"] + "team: y\n"}
    assert followed(gone, new) == {"c": "b", "d": "a"}


def test_the_very_same_text_is_followed_by_the_file_name_then_in_order() -> None:
    gone = {"old/a.yaml": "x: y\n", "old/b.yaml": "x: y\n", "old/c.yaml": "x: y\n"}
    new = {"new/1.yaml": "x: y\n", "new/a.yaml": "x: y\n", "new/2.yaml": "x: y\n"}
    assert followed(gone, new) == {
        "new/1.yaml": "old/b.yaml",
        "new/2.yaml": "old/c.yaml",
        "new/a.yaml": "old/a.yaml",
    }


def test_half_of_the_text_is_enough_and_less_is_not() -> None:
    lines = [f"line{number}: {chr(97 + number) * 20}\n" for number in range(10)]
    changed = [line.replace(": ", ": changed") for line in lines]
    for kept, found in ((6, {"b": "a"}), (4, {})):
        text = "".join(lines[:kept] + changed[kept:])
        assert followed({"a": "".join(lines)}, {"b": text}) == found


def test_the_most_similar_is_taken_first() -> None:
    body = "".join(f"line{number}: {chr(97 + number) * 20}\n" for number in range(10))
    gone = {"a": body + "more: one\n", "b": body + "more: two\n"}
    new = {"c": body + "more: two\nend: x\n", "d": body + "more: one\nend: x\n"}
    assert followed(gone, new) == {"c": "b", "d": "a"}


def test_thousands_of_moved_and_changed_reports_take_no_long_time() -> None:
    skeleton = "".join(f"key{number}:\n" for number in range(40))
    own = {n: "".join(f"text {n} {line} {'x' * 30}\n" for line in range(10)) for n in range(2_000)}
    gone = {f"a/{n}": (skeleton + text).encode() for n, text in own.items()}
    new = {f"b/{n}": (skeleton + text + "more\n").encode() for n, text in own.items()}
    assert follow(gone, new) == {f"b/{n}": f"a/{n}" for n in own}


contents = st.lists(st.sampled_from([b"a: 1\n", b"b: 2\n", b"c: 3\n", b"\n"]), max_size=4)
files = st.dictionaries(
    st.sampled_from(["a", "b", "x/a", "x/b", "y/c"]), contents.map(b"".join), max_size=5
)


@given(files, files)
def test_each_path_is_used_once_and_the_order_does_not_matter(
    gone: dict[str, bytes], new: dict[str, bytes]
) -> None:
    found = follow(gone, new)
    assert found.keys() <= new.keys()
    assert set(found.values()) <= gone.keys()
    assert len(set(found.values())) == len(found)
    backwards = follow(dict(reversed(gone.items())), dict(reversed(new.items())))
    assert list(backwards.items()) == list(found.items())
