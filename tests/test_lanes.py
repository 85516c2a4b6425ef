"""Two lanes, one truth: whatever libyaml is asked, the answer is that of ruamel.yaml."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import tried
from hypothesis import example, given
from hypothesis import strategies as st
from yaml_features import BOTH, SLOW
from yaml_texts import SOUPS, documents, mutated

from pmlint.document import Document
from pmlint.parse import DEFAULT_LIMITS, Limits, fast, nodes, parse
from pmlint.parse.compose import compose_fast, compose_slowly
from pmlint.text import Text

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
FIXTURES = sorted((ROOT / "tests").rglob("*.yaml"))
REPORTS = [path.read_text(encoding="utf-8") for path in EXAMPLES]


def agree(text: str, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Say whether the fast lane takes `text`; then trees, values, places and defects are equal."""
    found = compose_fast(Text(text), limits)
    if found is not None:
        assert found == compose_slowly(Text(text), limits)
    assert by_events(text, limits) == found
    return found is not None


def by_events(text: str, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Return what the fast lane says where it takes nothing but events."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "MOST_VALUES", float("inf"))
        return compose_fast(Text(text), limits)


def answer(document: Document) -> tuple[Any, ...]:
    """Return all that is known of a document."""
    return document.text.content, document.root, document.defects


@pytest.fixture
def without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let PyYAML be as it is where nobody has built its C part."""
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)


@pytest.mark.parametrize("text", BOTH.values(), ids=BOTH)
def test_what_both_read_alike_goes_the_fast_way(text: str) -> None:
    assert agree(text)


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_what_is_refused_or_may_be_read_differently_goes_the_slow_way(text: str) -> None:
    assert compose_fast(Text(text), DEFAULT_LIMITS) is None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_reports_go_the_fast_way(path: Path) -> None:
    assert agree(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_lanes_agree_on_fixtures_and_on_the_texts_in_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    agree(text)
    for case in yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)).values():
        if isinstance(case, dict) and isinstance(case.get("given"), str):
            agree(case["given"])


def test_of_a_usual_report_nodes_tell_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "read_events", None)
    finished = [path.read_text(encoding="utf-8") for path in EXAMPLES if "broken" not in path.parts]
    usual = [text for text in finished if not nodes.may_be_untold(text)]
    assert len(usual) > len(finished) / 2
    assert all(compose_fast(Text(text), DEFAULT_LIMITS) is not None for text in usual)


@pytest.mark.parametrize(
    "text",
    [
        "a: it was **five** minutes!",
        "a: R&D, of all teams",
        "a: Tom & Jerry * 2",
        "a: |\n  * one\n  * two & three!\n",
        "a: x*y, [b](c!d)",
        "a: 'no!'\nb: \"5*5\"",
        "a: [b!, c&d, e*f]",
        "a: Wow!",
    ],
)
def test_marks_in_prose_are_no_anchors_and_no_tags(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    assert agree(f"{text}\n")
    monkeypatch.setattr(fast, "read_events", None)
    assert compose_fast(Text(f"{text}\n"), DEFAULT_LIMITS) is not None


@pytest.mark.parametrize(
    "text",
    [
        "&a b: c", "!t a: b", "!!map {a: b}", "- &a b", "a: &b c", "a: &b\n  c: d", "a:\n  !t b",
        "a: ! b", "a: !<t> b", "a: [&b c]", "a: [b,&c d]", "{&a b: c}", "{a: b,&c d: e}",
        '{"a":&b c}', '{"a":!t b}', "? &a b\n: c", "{?&a b: c}", "a: !t &b c",
        "a: &b !t c", "a: |\n  b\n&c d: e", "a: b\n...\n",
    ],
)  # fmt: skip
def test_what_no_node_would_tell_is_left_to_the_events(text: str) -> None:
    assert nodes.may_be_untold(text)
    agree(f"{text}\n")


@pytest.mark.parametrize(
    "text", ["*a : b", "a: *b", "a: [b,*c]", "a: {b: *c}", '{"a":*b}', "- *a", "a: **b**", "? *a"]
)
def test_an_alias_to_nothing_is_left_to_the_slow_lane(text: str) -> None:
    assert not nodes.may_be_untold(text)
    assert compose_fast(Text(f"{text}\n"), DEFAULT_LIMITS) is None
    agree(f"{text}\n")


@pytest.mark.parametrize("deep", [98, 99, 100, 101, 102, 5_000])
@pytest.mark.parametrize("form", ["[]", "{}", "- ", "? "])
def test_the_lanes_agree_on_how_deep_values_may_be_nested(form: str, deep: int) -> None:
    opens, closes = form[:1], form[1:]
    text = opens * deep + "1" + closes * deep if closes.strip() else form * deep + "1"
    taken = agree(f"k:\n  {text}\n")
    assert taken == (deep < DEFAULT_LIMITS.depth)


@given(documents())
@tried(3)
def test_the_lanes_agree_on_documents(text: str) -> None:
    agree(text)


@given(SOUPS | SOUPS.map("k: ".__add__))
@tried(4)
@example("a: |\r\n \r\n  b\r\n")
def test_the_lanes_agree_on_what_is_hardly_yaml(text: str) -> None:
    agree(text)


@given(mutated(REPORTS))
@tried(4)
def test_the_lanes_agree_on_mutated_reports(text: str) -> None:
    agree(text)


@given(
    documents() | st.sampled_from([*BOTH.values(), *SLOW.values()]),
    st.builds(Limits, depth=st.integers(0, 5), nodes=st.integers(0, 20)),
)
def test_limits_hold_in_both_lanes_at_the_same_place(text: str, limits: Limits) -> None:
    agree(text, limits)


@pytest.mark.parametrize("length", range(1020, 1029))
@pytest.mark.parametrize("form", ["{}: v\n", "'{}': v\n", "[{}: v]\n", "? {}\n: v\n", "{} : v\n"])
def test_the_lanes_agree_on_how_long_a_key_may_be(form: str, length: int) -> None:
    agree(form.format("k" * length))
    agree(form.format("é" * length))


def test_what_stops_the_fast_lane_early_stops_the_slow_one_at_the_same_place() -> None:
    text = "a: [" + "x," * 2_000 + "] @\n"
    limits = Limits(nodes=1_000)
    assert compose_fast(Text(text), limits) is None
    (defect,) = parse(text.encode(), limits).defects
    assert text[: defect.span.start].count("x") == limits.nodes - 3


@pytest.mark.usefixtures("without_libyaml")
@pytest.mark.parametrize("text", [*BOTH.values(), *SLOW.values()], ids=[*BOTH, *SLOW])
def test_without_libyaml_the_answer_is_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = parse(text.encode())
    assert compose_fast(Text(text), DEFAULT_LIMITS) is None
    monkeypatch.undo()
    assert answer(parse(text.encode())) == answer(slow)


def test_a_libyaml_that_was_never_compared_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "COMPARED", (99, 0))
    assert compose_fast(Text("a: b\n"), DEFAULT_LIMITS) is None
    assert answer(parse(b"a: b\n"))[1] is not None


def test_a_report_is_checked_where_pyyaml_is_absent(tmp_path: Path) -> None:
    (tmp_path / "yaml.py").write_text("raise ImportError('no PyYAML here')\n")
    done = subprocess.run(
        (sys.executable, "-m", "pmlint", "check", "--isolated", *map(str, EXAMPLES[:1])),
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
