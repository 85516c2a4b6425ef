"""Phrases are compared and found whatever their case, spacing and punctuation."""

from __future__ import annotations

import re

import pytest

from pmlint.phrase import NEVER, fold, has_number, spelt


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  The  TEAM. ", "the team"),
        ("“Rotate” the (signing) keys!", "rotate the signing keys"),
        ("**Rotate** — the `keys`", "rotate the keys"),
        ("n/a", "n/a"),
        ("C++ and C#, at -5", "c++ and c# at -5"),
        ("don’t", "don't"),
        ("Straße", "strasse"),
        ("—", ""),
        ("", ""),
    ],
)
def test_a_folded_text_keeps_its_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text", ["look into it", "LOOK  INTO it", "Look\ninto it", "look-into it", "(look into)"]
)
def test_a_phrase_is_found_in_every_spelling(text: str) -> None:
    assert re.search(
        spelt(
            (
                "consider",
                "look into",
            )
        ),
        text,
    )


@pytest.mark.parametrize(
    "text", ["lookinto it", "outlook into it", "look intohere", "look it into"]
)
def test_a_phrase_is_found_only_as_whole_words(text: str) -> None:
    assert not re.search(spelt(("look into",)), text)


def test_the_longest_phrase_wins() -> None:
    found = re.search(
        spelt(
            (
                "fat",
                "fat-finger",
            )
        ),
        "a fat finger",
    )
    assert found is not None
    assert found[0] == "fat finger"


@pytest.mark.parametrize("phrases", [(), ("",), (" ",), ("-",)])
def test_no_phrases_are_found_nowhere(phrases: tuple[str, ...]) -> None:
    assert spelt(phrases) == NEVER
    assert not re.search(spelt(phrases), "any - text")


def test_a_phrase_is_no_pattern() -> None:
    assert re.search(spelt(("a.*b (",)), "x a.*b ( y")
    assert not re.search(spelt(("a.*b",)), "a to b")


@pytest.mark.parametrize(
    "text", ["41 minutes", "½ hour", "三", "twice", "Half of them", "two-thirds"]
)
def test_a_number_is_told_in_digits_or_in_words(text: str) -> None:
    assert has_number(text)


@pytest.mark.parametrize("text", ["", "someone", "many", "phones", "often"])
def test_a_text_without_a_number_has_none(text: str) -> None:
    assert not has_number(text)
