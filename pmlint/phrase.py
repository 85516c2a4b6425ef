"""Phrase: words as people write them, compared and found whatever their case and spacing.

A word list (`fat-finger`, `look into`) is written once and met in many spellings: at the start
of a sentence, over a line break, with a hyphen or without.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pmlint.compiled import compiled

NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "ninety",
    "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions",
    "dozen", "dozens", "once", "twice", "half", "halve", "double", "triple",
)  # fmt: skip
"""Numbers in words."""
SOFT = ".,;:!?\"'“”‘’„‚«»()[]{}*_`~…–—"
"""Punctuation that sets a word off and is no part of it; `C++` and `-5` keep theirs."""
NEVER = r"(?!)"
MOST = 1 << 12
"""So many texts are remembered: owners, dates and words of items come again and again."""


@lru_cache(MOST)
def fold(text: str) -> str:
    """Return `text` without case, spare spacing and the punctuation around its words."""
    words = [word.strip(SOFT) for word in text.casefold().replace("’", "'").split()]
    return " ".join([word for word in words if word.strip("-")])


def caseless(text: str) -> str:
    """Return `text` so that a word stands in it wherever a pattern finds that in any case.

    Words have to be made caseless too. Of what `re` takes for the same letter only the Turkish ones
    (`İ` and `ı` for `i`) are folded to others.
    """
    folded = text.casefold()
    return folded if folded.isascii() else folded.replace("i\u0307", "i").replace("ı", "i")


def lowered(text: str) -> str:
    """Return `text` as `caseless` does, with its words ending where they do.

    U+0345, which is no letter, is folded to one.
    """
    return caseless(text if text.isascii() else text.replace("\u0345", "\u0346"))


def may_hold(text: str, phrases: tuple[str, ...]) -> bool:
    """Say whether a glance leaves it open that `spelt(phrases)` is in `text`.

    It settles most texts, and then no pattern need be compiled.
    """
    words = caseless(text)
    for phrase in _words(phrases):
        for word in phrase:
            if word not in words:
                break
        else:
            return True
    return False


@lru_cache(maxsize=64)
def _words(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(caseless(phrase).replace("-", " ").split()) for phrase in phrases)


@lru_cache(maxsize=64)
def spelt(phrases: tuple[str, ...]) -> str:
    """Return a pattern for any of `phrases` as whole words; between words, a space or hyphen."""
    split = (re.split(r"[\s-]+", phrase.strip()) for phrase in phrases)
    forms = {r"[\s-]+".join(re.escape(word) for word in words if word) for words in split}
    forms.discard("")
    if not forms:
        return NEVER
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return rf"(?i:(?<!\w)(?:{'|'.join(longest_first)})(?!\w))"


def has_number(text: str) -> bool:
    """Say whether `text` has a number in it, in digits or in words."""
    if any(char.isnumeric() for char in text):
        return True
    return may_hold(text, NUMBERS) and compiled(spelt(NUMBERS)).search(text) is not None
