"""Properties: what holds for every text that hypothesis can think of, not only for those we can."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import tried
from hypothesis import example, given
from hypothesis import strategies as st
from test_crashers import PROMISES
from yaml_texts import SOUPS, documents, mutated

from pmlint.catalog import catalog
from pmlint.document import Mapping, Node, Scalar
from pmlint.engine import Task, check
from pmlint.expression import EndlessError, expression, mistake
from pmlint.finding import Finding, json_pointer
from pmlint.fixer import apply
from pmlint.hidden import FILLERS, RUN, hidden
from pmlint.moment import Moment, read_moment
from pmlint.order import certainly_before, difference
from pmlint.outcome import Outcome
from pmlint.output import json as as_json
from pmlint.parse import parse
from pmlint.source import Source
from pmlint.suppress import read_suppressions
from pmlint.template import load
from pmlint.zone import Zone, read_zone

CODES = frozenset(rule.code for rule in catalog().rules)
TASK = Task(load(), catalog(), CODES, date(2026, 4, 1), {}, {})
SEEDS = [
    "incident_title: Checkout down\ndate_of_incident: 2026-03-14\nTeam: SRE\nprepared_by: NO\n",
    "incident_description:\n  when: 8:05\n  timeline:\n    - {time: 14:47}\n    - time: 9h\n",
    "action_items:\n  - link: x\n    Owner: all\n    due_date: 2026-02-30\n    status: DONE\n",
    "impact_assessment: {severity: Major}\nstatus: Draft\nincident_id: 42\nteam: 0x1F # c\n",
    "team: Pay\u200bments\nx: \u05e9\u05dc\u200f\nstatus: draft\n# pmlint: ignore[PM304] why\n",
]  # fmt: skip
TEXTS = st.one_of(documents(), SOUPS, mutated(SEEDS))


def found(text: str) -> tuple[Finding, ...]:
    return check(Source("a.yaml", text.encode()), TASK, exists=lambda _: False).findings


# --- pointers ------------------------------------------------------------------------------------


def resolved(pointer: str, root: Node) -> Node:
    """Return what a JSON Pointer points to, by RFC 6901 and nothing else."""
    at = root
    for word in pointer.split("/")[1:]:
        name = word.replace("~1", "/").replace("~0", "~")
        if isinstance(at, Mapping):
            at = next(entry.value for entry in at.entries if entry.name == name)
        else:
            assert not isinstance(at, Scalar)
            at = at.items[int(name)]
    return at


def nodes(node: Node, way: tuple[str | int, ...] = ()) -> Any:
    yield way, node
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from nodes(entry.value, (*way, entry.name))
    elif not isinstance(node, Scalar):
        for index, item in enumerate(node.items):
            yield from nodes(item, (*way, index))


@given(documents())
@example('"a/b": {"~": [{"": x, "~1": y}]}\n')
def test_the_pointer_of_every_value_leads_to_it(text: str) -> None:
    root = parse(text.encode()).root
    if root is None:
        return
    ways = {}
    for way, node in nodes(root):
        pointer = json_pointer(way)
        assert resolved(pointer, root) is node
        ways[pointer] = way
    assert len(ways) == sum(1 for _ in nodes(root))


@given(TEXTS)
@example("a:\n  a:\n    a: a\n    b: a\n  <<: {a: a, a: {}}\n")
@example("a: 1\na: {b: 1, b: 2}\n")
@example("? {a: 1, a: 2}\n: b\n")
@example("? [{a: 1, a: 2}]\n: b\n")
@example("<<: [{a: 1, a: 2}]\n")
def test_the_pointer_of_a_finding_leads_to_a_value_of_the_report(text: str) -> None:
    root = parse(text.encode()).root
    for finding in found(text):
        if root is not None:
            resolved(json_pointer(finding.pointer), root)
        else:
            assert finding.pointer == ()


# --- findings ------------------------------------------------------------------------------------


@given(TEXTS)
def test_findings_lie_in_the_text_and_every_form_can_tell_of_them(text: str) -> None:
    PROMISES["report"](text.encode())


@given(TEXTS)
def test_the_place_of_a_finding_is_a_line_and_column_of_the_text(text: str) -> None:
    content = text.encode()
    checked = check(Source("a.yaml", content), TASK, exists=lambda _: False)
    data = json.loads("\n".join(as_json.render(Outcome((checked,)), tool_version="0")))
    told = parse(content).text
    for each in data["findings"]:
        for line, column in (("line", "column"), ("end_line", "end_column")):
            assert 1 <= each[line] <= len(told.starts)
            assert 1 <= each[column] <= len(told.content) + 1
        assert (each["line"], each["column"]) <= (each["end_line"], each["end_column"])


# --- suppressions --------------------------------------------------------------------------------

COMMENTS = st.builds(
    "{} pmlint{} {}{} {}".format,
    st.sampled_from(["#", " #", "# #", "x #"]),
    st.sampled_from([":", "", " :", "::"]),
    st.sampled_from(["ignore", "ignore-file", "Ignore", "ingore", ""]),
    st.sampled_from(["[PM202]", "[PM104,PM202]", "[filler-text]", "[PM999]", "[]", "[", ""]),
    st.sampled_from(["why", "", "—", "\u202ewhy", "]"]),
)


@given(TEXTS, COMMENTS, st.integers(0, 400))
@tried(2)
def test_a_suppression_stands_anywhere_and_suppresses_only_the_rules_that_it_names(
    text: str, comment: str, at: int
) -> None:
    at = min(at, len(text))
    placed = text[:at] + comment + text[at:]
    document = parse(placed.encode())
    good, bad = read_suppressions(document, catalog().codes)
    for suppression in good:
        assert suppression.code in CODES
        assert suppression.reason
        assert "pmlint" in document.text[suppression.comment].casefold()
    for each in bad:
        assert each.message
        assert each.help
    checked = check(Source("a.yaml", placed.encode()), TASK, exists=lambda _: False)
    assert checked.suppressed == 0 or good


# --- times ---------------------------------------------------------------------------------------

CLOCKS = st.text(st.sampled_from("0123456789:-+/.TZ UTCPSTamphW,;٣２"), max_size=30)
STAMPS = st.builds(
    "{:04d}-{:02d}-{:02d}{}{:02d}:{:02d}{}{}".format,
    st.sampled_from([1, 1900, 2026, 9999]), st.integers(0, 13), st.integers(0, 32),
    st.sampled_from(["T", " ", "t", ""]), st.integers(0, 25), st.integers(0, 60),
    st.sampled_from(["", ":00", ":60", ":59.999999999", ":1"]),
    st.sampled_from(["", "Z", " UTC", "+14:00", "-23:59", "+24:00", " PST", " Europe/Berlin"]),
)  # fmt: skip
ZONES = st.sampled_from(["Europe/Berlin", "Pacific/Apia", "+23:59", "-12:00", "UTC"])


def zone(name: str) -> Zone | None:
    read = read_zone(name)
    return read if isinstance(read, Zone) else None


@given(st.lists(CLOCKS | STAMPS | st.text(max_size=20), min_size=2, max_size=4), ZONES)
@tried(5)
def test_any_text_is_a_moment_or_none_and_its_bounds_are_in_order(
    texts: list[str], name: str
) -> None:
    previous: Moment | None = None
    for text in texts:
        moment = read_moment(text, zone=zone(name), previous=previous, day=date(2026, 3, 29))
        if not isinstance(moment, Moment):
            continue
        assert moment.local <= moment.last
        assert moment.earliest <= moment.latest_begin <= moment.latest
        assert not certainly_before(moment, moment)
        assert difference(moment, moment) in (timedelta(0), None)
        if previous is not None:
            assert not (certainly_before(moment, previous) and certainly_before(previous, moment))
        previous = moment


# --- fixes ---------------------------------------------------------------------------------------


def leaves(text: str) -> dict[tuple[str | int, ...], Any] | None:
    document = parse(text.encode())
    if document.root is None:
        return None
    return {
        way: (node.text, node.kind)
        for way, node in nodes(document.root)
        if isinstance(node, Scalar)
    }


@given(TEXTS)
@tried(2)
def test_a_safe_fix_changes_the_value_that_it_is_for_and_nothing_around_it(text: str) -> None:
    text = text.removeprefix("\ufeff")
    for finding in found(text):
        fix = finding.fix
        if fix is None or not fix.safe:
            continue
        fixed, applied = apply(text, [fix])
        assert applied == 1
        before, after = leaves(text), leaves(fixed)
        assert before is not None
        assert after is not None, (text, fixed)
        own = finding.pointer
        parent = own[:-1]
        for way in {*before, *after}:
            if way[: len(own)] != own and way[: len(parent) + 1] not in renamed(
                before, after, parent
            ):
                assert before.get(way) == after.get(way), (text, fixed)


def renamed(before: Any, after: Any, parent: tuple[str | int, ...]) -> set[tuple[str | int, ...]]:
    """Return the keys below `parent` that are in one version only: a fix may correct a key."""
    size = len(parent) + 1
    then = {way[:size] for way in before if way[: size - 1] == parent}
    return then ^ {way[:size] for way in after if way[: size - 1] == parent}


@given(TEXTS)
def test_fixing_comes_to_an_end(text: str) -> None:
    text = text.removeprefix("\ufeff")
    for _ in range(8):
        fixes = [f.fix for f in found(text) if f.fix is not None and f.fix.safe]
        fixed = apply(text, fixes)[0]
        if fixed == text:
            return
        text = fixed
    raise AssertionError(text)


# --- hidden characters, and expressions ----------------------------------------------------------

LETTERS = st.text(st.characters(min_codepoint=0x5D0, max_codepoint=0x5EA), min_size=1, max_size=4)


@given(st.text(st.characters(exclude_categories=("Cf", "Cs", "Cc", "Zl", "Zp"))))
def test_text_without_format_characters_hides_nothing(text: str) -> None:
    fillers = str.maketrans("", "", "\u115f\u1160\u3164\uffa0\u180e")
    assert list(hidden(text.translate(fillers), lambda _: 0)) == []


@given(LETTERS, st.sampled_from(["\u2067{}\u2069", "\u202b{}\u202c", "{}\u200f", "\u200e{}"]))
def test_hebrew_with_what_it_needs_hides_nothing(letters: str, form: str) -> None:
    assert list(hidden(form.format(letters) + " x", lambda _: 0)) == []


def test_every_hidden_character_is_a_filler_or_one_that_is_not_printed() -> None:
    shown = re.sub(RUN, "", "".join(map(chr, range(0x110000))))
    suspects = {chr(code) for code in range(0x110000)} - set(shown) - set(FILLERS)
    assert len(suspects) > 100
    assert not any(map(str.isprintable, suspects))


@given(
    st.text(max_size=20), st.sampled_from("\u202e\u202d\ufeff\ufff9\u206a"), st.text(max_size=20)
)
def test_what_is_never_in_its_place_is_always_found(
    before: str, character: str, after: str
) -> None:
    places = [s.span for s in hidden(before + character + after, lambda _: 0)]
    assert any(span.start <= len(before) < span.end for span in places)


PIECES = st.lists(
    st.sampled_from([
        "a", "b", ".", "\\d", "\\w", "\\s", "\\b", "^", "$", "[ab]", "[^a]", "a*", "b+?", "(a|b)",
        "(?:ab)*", "a{2}", "{e}", "{e<=1}", "{", "}", "x{,2}", "\\.", "(?=a)", "(?!b)", "(?<=a)",
        "(?i:A)", "\\{", "[{]", "é", "\\u00e9", "\\N{DIGIT ONE}", "(a)\\1", "\\Z", "-", "]", "&&",
    ]),
    max_size=5,
).map("".join)  # fmt: skip


@given(PIECES, st.text(st.sampled_from("abxe{}1<=, \n.é-AB"), max_size=12))
@tried(8)
@pytest.mark.filterwarnings("ignore:Possible:FutureWarning")
def test_a_pattern_means_what_it_means_to_python(pattern: str, text: str) -> None:
    import re

    if mistake(pattern):
        return
    try:
        assert expression(pattern).found_in(text) == (re.search(pattern, text) is not None)
    except EndlessError:
        return
