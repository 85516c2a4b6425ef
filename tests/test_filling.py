"""How a value was filled: what is left open, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmlint.core_schema import Style
from pmlint.document import Mapping, Node, Scalar, Sequence
from pmlint.filling import Filling, Gap, Vocabulary, fold, gaps, is_empty
from pmlint.parse import parse
from pmlint.postmortem import Postmortem
from pmlint.shape import Shape
from pmlint.template import load

WORDS = load().vocabulary()
BARE = Vocabulary(names=("[Date]", "[Due Date]"), prompts=frozenset({fold("[Say what broke]")}))
OPEN = (Filling.PLACEHOLDER, Filling.FILLER, Filling.PROMPT)
# Without the letters of TBD, TBC, TODO, FIXME, XXX and lorem ipsum, which chance once put together.
ORDINARY = st.text(st.sampled_from("abcdefghijkmnopqrsuvw ,.;'éü0123456789"), max_size=60)
SOUP = st.lists(
    st.sampled_from(
        [
            *("[", "]", "[Date]", "[x](y)", "<", ">", "{{", "}}", "(", ")", "`", '"', "'", "```"),
            *("TBD", "TODO", "???", "?", ":", ".", "-", "XXX", "lorem", "ipsum", "dolor", "word"),
            *("https://x.example/", "YYYY-MM-DD", "14:??", "left", "a\n", "\n"),
        ]
    ),
    max_size=12,
).map(" ".join)


def text(value: str) -> Scalar:
    return Scalar(0, len(value), value, Style.DOUBLE_QUOTED)


def found(value: str, words: Vocabulary = BARE) -> list[tuple[str, str]]:
    return [(gap.filling.value, gap.text) for gap in gaps(text(value), None, words)]


def value_of(written: str) -> Node:
    root = parse(f"key: {written}\n".encode()).root
    assert root is not None
    return root.entries[0].value


@given(SOUP | st.text(max_size=80))
@example("[Date] TBD")
@example("\n[Say what broke]\n\nTODO\n")
def test_gaps_lie_in_the_text_in_order_and_show_what_stands_there(value: str) -> None:
    at = 0
    for gap in gaps(text(value), None, BARE):
        assert at <= gap.start < gap.end <= len(value)
        assert gap.text == value[gap.start : gap.end]
        assert gap.filling in OPEN
        at = gap.end


@given(SOUP | st.text(max_size=80))
def test_a_whole_gap_is_alone_and_covers_everything_but_the_space_around(value: str) -> None:
    all_gaps = gaps(text(value), None, BARE)
    if any(gap.whole for gap in all_gaps):
        assert [gap.text for gap in all_gaps] == [value.strip()]


@given(ORDINARY)
def test_ordinary_words_and_numbers_are_an_answer(value: str) -> None:
    assert found(value) == []


@given(ORDINARY, ORDINARY)
def test_the_templates_own_names_are_found_wherever_they_stand_in_prose(a: str, b: str) -> None:
    assert ("placeholder", "[Due Date]") in found(f"Said {a} [Due Date] {b}") or not a.strip()


@given(st.sampled_from(("TBD", "tbd", "Todo", "FIXME", "xxx", "???", "?", "T.B.D.", "????")))
@example("lorem ipsum")
def test_filler_is_filler_in_brackets_quotes_and_emphasis(word: str) -> None:
    for around in (
        "{}",
        "[{}]",
        "({})",
        "<{}>",
        "**{}**",
        '"{}"',
        "- {}",
        " {} ",
        "{}.",
        "{{{{ {} }}}}",
    ):
        value = around.format(word)
        assert found(value) == [("filler", value.strip())]


@given(st.text(st.sampled_from("abcxyzABC /"), min_size=1, max_size=20).filter(str.strip))
def test_prompts_are_compared_without_case_spacing_and_brackets(noise: str) -> None:
    prompt = f"say {noise} now"
    words = Vocabulary(prompts=frozenset({fold(f"[{prompt}]")}))
    for value in (prompt, f"[{prompt}]", f"< {prompt.upper()} >", prompt.replace(" ", "\n\t ")):
        assert found(value, words) == [("prompt", value)]
    assert found(f"{prompt} or then", words) == []


@pytest.mark.parametrize("value", ["N/A", "n/a", "none", "None.", "not applicable", "unknown"])
@pytest.mark.parametrize("around", ["{}", "[{}]", "<{}>", "({})"])
def test_saying_that_there_is_nothing_is_an_answer(value: str, around: str) -> None:
    assert found(around.format(value.rstrip("."))) == []


@pytest.mark.parametrize(
    ("written", "filling"),
    [
        ("[Date]", Filling.PLACEHOLDER),
        ("[ due date ]", Filling.PLACEHOLDER),
        ("['[Date]']", Filling.PLACEHOLDER),
        ("[YYYY-MM-DD]", Filling.PLACEHOLDER),
        ("{{ anything }}", Filling.PLACEHOLDER),
        ("{{anything | default(1, 2)}}", Filling.PLACEHOLDER),
        ("{Date}", Filling.PLACEHOLDER),
        ("[TBD]", Filling.FILLER),
        ("{TODO}", Filling.FILLER),
        ("['TODO: say why']", None),
        ("[TODO: say why]", Filling.FILLER),
        ("[Say what broke]", Filling.PROMPT),
        ("[say,what: broke]", None),
        ("[Date, Date]", None),
        ("[Ada Okafor]", None),
        ("[[Date]]", None),
        ("{Date: today}", None),
        ("{Ada}", None),
        ("[]", None),
        ("{}", None),
        ("['']", None),
        ("[~]", None),
        ("[2026-03-14]", None),
        ("{[a]: }", None),
        ("\n  - Date", None),
        ("\n  Date:", None),
    ],
)
def test_what_yaml_makes_of_brackets_without_quotes(written: str, filling: Filling | None) -> None:
    node = value_of(written)
    assert isinstance(node, Mapping | Sequence)
    assert [gap.filling for gap in gaps(node, None, BARE)] == ([] if filling is None else [filling])


def test_the_title_of_a_part_is_a_name_for_it() -> None:
    shape = Shape.of({"title": "Ticket Number"})
    node = value_of("[ticket number]")
    assert [gap.filling for gap in gaps(node, shape, BARE)] == [Filling.PLACEHOLDER]
    assert gaps(node, None, BARE) == ()
    assert gaps(value_of("['']"), Shape.of({}), BARE) == ()


def test_a_prompt_with_commas_and_a_colon_is_known_again_as_a_list() -> None:
    words = Vocabulary(prompts=frozenset({fold("[Say: what broke, when, for whom]")}))
    node = value_of("[Say: what broke, when,\n  for whom]")
    assert gaps(node, None, words) == (
        Gap(Filling.PROMPT, 0, 0, "[{Say: what broke}, when, for whom]", True),
    )


@pytest.mark.parametrize("written", ["", "~", "null", "''", "' '", "[]", "{}", "\n"])
def test_nothing_is_empty_and_leaves_no_gap(written: str) -> None:
    node = value_of(written)
    assert is_empty(node)
    assert gaps(node, None, BARE) == ()


@pytest.mark.parametrize("written", ["0", "false", "N/A", "[~]", "{a: }", "x"])
def test_something_is_not_empty(written: str) -> None:
    assert not is_empty(value_of(written))


def test_a_word_that_the_template_offers_is_an_answer() -> None:
    shape = Shape.of({"enum": ["TODO", "[x]"], "x-pmlint-means": {"TBD": "open"}})
    assert gaps(text("TODO"), shape, BARE) == ()
    assert gaps(text("TBD"), shape, BARE) == ()
    assert [gap.filling for gap in gaps(text("FIXME"), shape, BARE)] == [Filling.FILLER]


def test_a_parts_own_prompt_counts_however_short() -> None:
    shape = Shape.of({"x-pmlint-prompt": ["Name", "[Who]"]})
    for value in ("Name", "[name]", "<WHO>", "who"):
        assert [gap.filling for gap in gaps(text(value), shape, BARE)] == [Filling.PROMPT]
        assert found(value.strip("[]<>")) == []


def test_the_status_of_an_action_item_may_be_a_word_of_trackers() -> None:
    shape = Shape.of({"x-pmlint-role": "action-status"})
    assert gaps(text("TODO"), shape, BARE) == ()
    assert [gap.filling for gap in gaps(text("[Status]"), shape, BARE)] == [Filling.PLACEHOLDER]


def test_one_value_can_have_gaps_of_every_kind() -> None:
    assert found("TODO: see [Date], [Say what broke], TBD") == [
        ("filler", "TODO"),
        ("placeholder", "[Date]"),
        ("prompt", "[Say what broke]"),
        ("filler", "TBD"),
    ]


def test_every_prompt_and_name_of_the_built_in_template_is_known_again() -> None:
    shape = load().shape
    for _, part in shape.walk():
        for prompt in part.prompts:
            for value in (text(prompt), value_of(prompt)):
                assert [gap.filling in OPEN for gap in gaps(value, part, WORDS)] == [True]
    for name in WORDS.names:
        assert [gap.filling for gap in gaps(text(name), None, WORDS)] == [Filling.PLACEHOLDER]
        assert [gap.filling for gap in gaps(value_of(name), None, WORDS)] == [Filling.PLACEHOLDER]


def test_examples_of_the_built_in_template_are_answers() -> None:
    for _, part in load().shape.walk():
        for value in part.examples:
            assert gaps(text(str(value)), part, WORDS) == ()


def test_a_part_is_answered_when_it_has_no_gap() -> None:
    document = parse(b"team: SRE\nprepared_by: '[Name]'\nincident_title: TBD\nstatus:\n")
    report = Postmortem(document, load().shape, WORDS)
    assert [part.filling for part in report.root.children] == [
        Filling.ANSWERED,
        Filling.PLACEHOLDER,
        Filling.FILLER,
        Filling.EMPTY,
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "<",
        "{{",
        "(a ",
        "TBD ",
        "(TODO ",
        "`",
        '"',
        "<!-",
        "???",
        " \n",
        "- ",
        "**",
        "[a] ",
        "lorem ipsum ",
        "“ ",
        "„ ",
        "« ",
        "„“ ",
        "```\n",
    ],
)
def test_long_nonsense_takes_no_long_time(piece: str) -> None:
    gaps(text("TBD [Date] lorem ipsum x" + piece * 5_000), None, BARE)
    gaps(text(piece * 5_000 + "TBD [Date] x"), None, BARE)
