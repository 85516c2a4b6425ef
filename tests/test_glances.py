"""A glance settles most texts before a pattern is searched: it never hides what the pattern finds.

Texts are made by the patterns themselves, with something around them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from pmlint import claim, doubt, duration, filling, phrase, placeholder, quotation
from pmlint.filler import FILLERS, heads, is_filler, markers, may_be_in
from pmlint.filling import Vocabulary
from pmlint.parse import parse
from pmlint.part import Part
from pmlint.phrase import caseless, may_hold, spelt
from pmlint.postmortem import Postmortem
from pmlint.rules import ambiguous_scalar, blame_phrase, unquantified_impact, vague_action
from pmlint.shape import Shape
from pmlint.template import BUILT_IN, Template, load
from tests.branches import branches

AROUND = st.text("aA s.x-'\"(\n\u0130\u0131\u0345é", max_size=4)
NAMES = ("[Date]", "[Title of the Incident]", "{{x}}")
PROMPTS = ("[What ended the incident]", "(*Who was affected, and how*)", "Straße und Ort ß")
FILLER_LISTS = (FILLERS, ("t.b.d.", "noch offen", "…"), ("ﬁll me",))
VOCABULARIES = tuple(
    Vocabulary(NAMES, frozenset(map(placeholder.fold, PROMPTS)), fillers)
    for fillers in FILLER_LISTS
)
OPEN = st.sampled_from(
    (
        *(*NAMES, *PROMPTS, *FILLERS, "t.b.d", "T.B.D.", "XXXX", "lorem  ipsum dolor", "…"),
        *("YYYY-MM-DD", "14:??", "2026-03-??", "noch\noffen", "Ｔ.", "FILL ME"),
        "WHAT ENDED THE INCIDENT",
    )
)
PHRASES = {
    "blame": blame_phrase.BLAME_PHRASES,
    "openers": vague_action.VAGUE_OPENERS,
    "quantities": unquantified_impact.QUANTITIES,
    "numbers": phrase.NUMBERS,
    "foreign": ("Straße", "größte İrrtum", "κόσμος-ὂς", "  ", "ﬁne"),
}


def matches(pattern: str, flags: int = re.IGNORECASE) -> st.SearchStrategy[str]:
    """Return texts in which `pattern` is found, in any case, with something around the match."""
    found = st.from_regex(re.compile(pattern, flags))
    return st.builds(lambda before, text, after: before + text + after, AROUND, found, AROUND)


def tried_on(
    pattern: str, flags: int, check: Callable[[str], None], *, around: bool = True
) -> None:
    """Call `check` with a text for every branch of `pattern`, in capitals too, then with others.

    These have something `around` the match, which a pattern for the end of a text must not have.
    """
    for text in branches(pattern):
        if re.search(pattern, text, flags):  # what it looks for around a match may be lacking
            check(text)
            if flags & re.IGNORECASE:
                check(text.upper())
    found = st.from_regex(re.compile(pattern, flags))
    given(matches(pattern, flags) if around else found)(check)()


@pytest.mark.parametrize("words", VOCABULARIES, ids=("default", "own", "ligature"))
@given(AROUND, OPEN, AROUND, st.booleans())
def test_what_is_settled_at_a_glance_has_no_gap(
    words: Vocabulary, before: str, text: str, after: str, up: bool
) -> None:
    text = before + (text.upper() if up else text) + after
    whole = text.strip()
    if whole and filling._is_settled(whole, None, words):
        assert filling._text_gaps(text, whole, None, words) == ()


NAMED = {"type": "string", "x-pmlint-prompt": "[Name]"}
TEMPLATES = (
    load(),
    Template(
        {"properties": {"lead": NAMED, "scribe": NAMED, "date": {"type": "string"}}}, BUILT_IN
    ),
)
"""The built-in one, and one with a prompt so short that it counts in its own place only."""
PROMPTED = tuple(
    prompt
    for template in TEMPLATES
    for _, shape in template.shape.walk()
    for prompt in shape.prompts
)
WRITTEN = st.sampled_from(
    (
        *("Ada Okafor", "2026-03-14", "14:07", "The queue was full.", "done", "null", "~", "Name"),
        *(
            "See [the log](a.md)",
            "a list of TODOs",
            "Why?",
            "t.b.d.",
            "42",
            "true",
            " x",
            "x\n",
            "",
        ),
        *("dd-mm-2026", "xx:30", "14:??.", "ﬁll me in", "Ärger", "end…", "<none>", "{{x}}", " "),
    )
)
LEFT = st.builds(
    lambda before, prompt, is_bare, is_up, after: (
        before + (prompt.strip("[]") if is_bare else prompt).swapcase()
        if is_up
        else before + (prompt.strip("[]") if is_bare else prompt) + after
    ),
    st.sampled_from(("", "*", "_", "'")),
    st.sampled_from(PROMPTED),
    st.booleans(),
    st.booleans(),
    st.sampled_from(("", ".", "*", "…")),
)
"""Prompts that were left in place, more or less."""
VALUES = WRITTEN | LEFT | st.builds(lambda a, text, b: a + text + b, AROUND, OPEN, AROUND)


def written(values: list[str], template: Template, quoted: bool) -> bytes:
    """Return a report that holds `values` in turn, wherever `template` has a place for one."""
    left = cycle(values)

    def held(shape: Shape, depth: int = 0) -> Any:
        if depth < 4 and shape.names:
            parts = ((name, shape.child(name)) for name in shape.names)
            return {name: held(below, depth + 1) for name, below in parts if below is not None}
        if depth < 4 and shape.item is not None:
            return [held(shape.item, depth + 1), next(left)]
        return next(left)

    data = {**held(template.shape), "another": next(left)}
    if quoted:
        return json.dumps(data).encode()
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return text.replace("'null'", "null").replace("'~'", "~").encode()


@pytest.mark.parametrize("template", TEMPLATES, ids=("built-in", "short"))
@pytest.mark.parametrize("fillers", FILLER_LISTS, ids=("default", "own", "ligature"))
@given(values=st.lists(VALUES, min_size=1, max_size=12), quoted=st.booleans())
@example(values=["Name"], quoted=False)
@example(values=["Down from [Date] on"], quoted=True)
@example(values=["null"], quoted=False)
def test_what_is_settled_in_a_whole_report_is_what_a_close_look_tells(
    template: Template, fillers: tuple[str, ...], values: list[str], quoted: bool
) -> None:
    document = parse(written(values, template, quoted))
    if document.root is None:  # a text that YAML has no way to write
        return
    words = template.vocabulary(fillers)
    report = Postmortem(document, template.shape, words)
    left = set(report.unsettled)
    for part in report.parts:
        alone = Part(part.node, part.shape, words, part.key, part.step, part.parent)
        assert (part.gaps, part.filling) == (alone.gaps, alone.filling), part.node
        assert part in left or part.gaps == ()


def test_nearly_all_of_a_report_is_settled_at_a_glance() -> None:
    document = parse((Path(__file__).parent / "complete.yaml").read_bytes())
    report = Postmortem(document, TEMPLATES[0].shape, TEMPLATES[0].vocabulary())
    assert len(report.unsettled) < len(report.parts) / 5


@pytest.mark.parametrize("fillers", FILLER_LISTS, ids=("default", "own", "ligature"))
@given(AROUND, OPEN, AROUND)
def test_a_text_without_the_head_of_a_filler_has_none(
    fillers: tuple[str, ...], before: str, text: str, after: str
) -> None:
    text = before + text + after
    if not may_be_in(text, tuple(heads(fillers))):
        assert not is_filler(text, fillers)
        assert not list(markers(text, fillers))


def test_a_pattern_of_a_date_is_seen_at_a_glance() -> None:
    def check(text: str) -> None:
        found = re.fullmatch(placeholder.PATTERN, text)
        if found and re.search(r"[^\W\dTt]|[?_]|--|TT|tt", found["letters"]):
            assert placeholder.may_be_pattern(text)

    for text in branches(placeholder.PATTERN):
        check(text)
    given(st.from_regex(placeholder.PATTERN, fullmatch=True))(check)()


def test_what_is_one_letter_to_a_pattern_is_one_letter_caseless() -> None:
    import _sre

    for point in range(sys.maxunicode + 1):
        letter = chr(point)
        lower = chr(_sre.unicode_tolower(point))
        if lower != letter:
            assert caseless(letter) == caseless(lower), hex(point)
    for letters in ("iı", "İi", "sſ", "Kk", "µμ", "ſtﬅ", "ΐΐ"):
        if len(letters) == 2 and re.fullmatch(letters[0], letters[1], re.IGNORECASE):
            assert caseless(letters[0]) == caseless(letters[1])


@pytest.mark.parametrize("phrases", PHRASES.values(), ids=PHRASES)
def test_a_phrase_that_is_there_is_seen_at_a_glance(phrases: tuple[str, ...]) -> None:
    def check(text: str) -> None:
        if re.search(spelt(phrases), text):
            assert may_hold(text, phrases)

    tried_on(spelt(phrases), 0, check)


def test_a_quotation_has_one_of_its_marks() -> None:
    def check(text: str) -> None:
        if re.search(quotation.QUOTATION, text):
            assert any(mark in text for mark in quotation.MARKS)

    tried_on(quotation.QUOTATION, 0, check)


@pytest.mark.parametrize("pattern", [duration.ATOM, duration.GLUED], ids=("atom", "glued"))
def test_a_duration_is_seen_at_a_glance(pattern: str) -> None:
    def check(text: str) -> None:
        if list(duration._atoms(text)):
            assert duration._may_hold_any(text)

    tried_on(pattern, re.IGNORECASE, check)


@pytest.mark.parametrize("pattern", duration.ENDS)
def test_what_says_how_a_duration_is_meant_ends_as_is_listed(pattern: str) -> None:
    def check(text: str) -> None:
        if re.search(pattern, text):
            assert duration._ends_with(pattern, text)

    tried_on(pattern, re.IGNORECASE, check, around=False)


@pytest.mark.parametrize("words_and_pattern", claim.HEADLINE)
def test_what_stands_before_a_claim_has_one_of_its_words(
    words_and_pattern: tuple[tuple[str, ...], str],
) -> None:
    words, pattern = words_and_pattern

    def check(text: str) -> None:
        assert any(word in caseless(text) for word in words)
        plain = claim._plain(text)
        if re.search(pattern, plain, re.IGNORECASE):
            assert claim._may_be_claim(plain, "", headline=True)
            if words_and_pattern in claim.RESOLUTION:
                assert claim._may_be_claim(plain, "", headline=False)

    tried_on(pattern, re.IGNORECASE, check, around=False)


@pytest.mark.parametrize("pattern", claim.AFTER)
def test_what_stands_behind_a_claim_is_seen_at_a_glance(pattern: str) -> None:
    def check(text: str) -> None:
        assert claim._may_be_claim("", text, headline=False)

    tried_on(pattern, re.IGNORECASE, check, around=False)


def test_hours_of_business_are_seen_at_a_glance() -> None:
    def check(text: str) -> None:
        if re.search(doubt.HOURS, text, re.IGNORECASE):
            assert doubt.is_in_hours(text)

    tried_on(doubt.HOURS, re.IGNORECASE, check)


def test_another_incident_is_seen_at_a_glance() -> None:
    def check(text: str) -> None:
        if re.search(doubt.OTHER, text, re.IGNORECASE):
            assert doubt.is_of_another(text, None)

    tried_on(doubt.OTHER, re.IGNORECASE, check)


@pytest.mark.parametrize("pattern", [doubt.PLACE, doubt.DOUBT], ids=("place", "part"))
def test_a_part_and_a_place_are_seen_at_a_glance(pattern: str) -> None:
    flags = 0 if pattern == doubt.PLACE else re.IGNORECASE  # a place is known by its capital

    def check(text: str) -> None:
        if re.search(pattern, text, flags):
            assert doubt.is_doubtful(text, None)

    tried_on(pattern, flags, check)


@given(
    st.from_regex(
        rf"{ambiguous_scalar.ANY_NUMBER}|{ambiguous_scalar.SEXAGESIMAL}|"
        rf"{ambiguous_scalar.SEXAGESIMAL_FLOAT}",
        fullmatch=True,
    )
)
def test_a_number_of_yaml_1_1_is_seen_at_a_glance(text: str) -> None:
    assert ambiguous_scalar._number_elsewhere(text) is not None
