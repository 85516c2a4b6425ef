"""Hidden: characters that cannot be seen, or that let a text show otherwise than it reads.

Most of them are right where they are: Persian and the scripts of India join and part letters by
them, Thai shows where a line may break, an emoji is put together by them, and text that runs from
right to left needs marks. So each is looked at among its neighbours, and in doubt it is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import groupby

from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.text import Span

LEFT_TO_RIGHT = "\u202a\u2066\u2068"
"""What opens a stretch that cannot turn text around by itself: LRE, LRI, and FSI, which is as what
stands in it."""
RIGHT_TO_LEFT = "\u202b\u2067"
OVERRIDES = "\u202d\u202e"
END, END_OF_ISOLATE = "\u202c", "\u2069"
ISOLATES = "\u2066\u2067\u2068"
MARKS = "\u200e\u200f\u061c"
TURNING = "\u202b\u2067\u202e\u200f\u061c"
JOINERS = "\u200b\u200c\u200d\u2060\u180e"
"""What parts, joins and breaks words in scripts whose letters have no capitals."""
NOTHING = "\ufeff\u2061-\u2064\u206a-\u206f"
TAGS = "\U000e0000-\U000e007f"
FILLERS = "\u115f\u1160\u3164\uffa0"
ANNOTATION = "\ufff9-\ufffb"
BREAKS = "\x85\u2028\u2029"
STEERING = f"{LEFT_TO_RIGHT}{RIGHT_TO_LEFT}{OVERRIDES}{END}{END_OF_ISOLATE}"
RUN = f"[{STEERING}{MARKS}{JOINERS}{NOTHING}{TAGS}{FILLERS}{ANNOTATION}{BREAKS}]+"
FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
"""The flags of England, Scotland and Wales are a black one with a country's code in tags."""
HANGUL = f"(?![{FILLERS}])[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7fb\uffa1-\uffdc]"
LATIN_ORDINALS = "ªº"
MOST_MARKS = 8
LETTERS_TO_THE_LEFT = ("R", "AL")


class Guise(Enum):
    """What a hidden character does; the value is the sentence about it."""

    ORDER = "can make text show in another order than it is read"
    UNSEEN = "is there and cannot be seen"
    TAGS = "is there and cannot be seen, and spells a text"
    BREAK = "ends a line in some programs and none in YAML"


class Hidden(Frozen):
    """Hidden characters that follow one another and do the same.

    `harmless` says that what is shown is certainly the same without them.
    """

    span: Span
    guise: Guise
    harmless: bool


def hidden(content: str, unit: Callable[[int], int]) -> Iterator[Hidden]:
    """Yield what is hidden in `content` and has no business there, in order.

    `unit` tells of an offset which value or key it is in (-1: none): what steers the direction of
    text has to end where it began.
    """
    if content.isascii() or _shows_all(content):
        return
    runs = [Span(*found.span()) for found in re.finditer(RUN, content)]
    if not runs:
        return
    text = _Text(content, runs, unit)
    for run in runs:
        found = [(at, text.guise(at, run)) for at in range(run.start, run.end)]
        for guise, group in groupby(found, key=lambda each: each[1]):
            if guise is not None:
                places = [at for at, _ in group]
                span = Span(places[0], places[-1] + 1)
                yield Hidden(span, guise, text.is_harmless(span, guise))


def _shows_all(content: str) -> bool:
    """Say whether every character of `content` is certainly seen: that is quickly told."""
    printed = content.replace("\n", "").isprintable()
    return printed and not any(filler in content for filler in FILLERS)


class _Text:
    def __init__(self, content: str, runs: list[Span], unit: Callable[[int], int]) -> None:
        self.content = content
        self.runs = runs
        self.unit = unit
        self._tame: dict[int, bool] = {}

    def guise(self, at: int, run: Span) -> Guise | None:
        """Return what the character at `at`, in `run`, pretends; None where it is in its place."""
        character = self.content[at]
        if character in STEERING:
            return None if at in self._paired else Guise.ORDER
        if character in MARKS:
            between = self._is_latin(run.start - 1) and self._is_latin(run.end)
            return Guise.ORDER if between or not self._to_the_left else None
        if character in BREAKS:
            return Guise.BREAK
        if re.match(f"[{TAGS}]", character):
            return None if at in self._flags else Guise.TAGS
        if character in FILLERS:
            around = self.content[max(run.start - 1, 0) : run.end + 1]
            return None if re.search(HANGUL, around) else Guise.UNSEEN
        if character in JOINERS and self._joins(character, run):
            return None
        return Guise.UNSEEN

    def is_harmless(self, span: Span, guise: Guise) -> bool:
        """Say whether what is shown is certainly the same without what stands at `span`."""
        if guise is Guise.ORDER:
            return self._is_tame(span.start)
        if guise is Guise.BREAK:
            return False
        return (
            re.search(f"[{FILLERS}{ANNOTATION}\u180e]", self.content[span.start : span.end]) is None
        )

    def _is_tame(self, at: int) -> bool:
        """Say whether the line around `at` runs from left to right, whatever stands in it."""
        start = self._starts[bisect_left(self._starts, at + 1) - 1]
        if start not in self._tame:
            line = set(re.compile(r"[^\r\n]*").match(self.content, start)[0])  # type: ignore[index]
            self._tame[start] = not any(c in TURNING or _runs_left(c) for c in line)
        return self._tame[start]

    @lazy
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", self.content))]

    @lazy
    def _to_the_left(self) -> list[int]:
        """The offsets of letters that run from right to left."""
        letters = [c for c in set(self.content) if c not in MARKS and _is_letter_to_the_left(c)]
        if not letters:
            return []
        pattern = f"[{''.join(map(re.escape, letters))}]"
        return [found.start() for found in re.finditer(pattern, self.content)]

    @lazy
    def _flags(self) -> frozenset[int]:
        return frozenset(
            at for found in re.finditer(FLAG, self.content) for at in range(*found.span())
        )

    @lazy
    def _paired(self) -> frozenset[int]:
        """The offsets of what steers the direction of text and is in its place.

        That is: in a text with letters that run from right to left, opened and closed in the same
        line and value, and no override; and what turns text around has such a letter in it.
        """
        if not self._to_the_left:
            return frozenset()
        found: set[int] = set()
        stack: list[int] = []
        here: tuple[int, int] | None = None
        for at in (at for run in self.runs for at in range(run.start, run.end)):
            character = self.content[at]
            if character not in STEERING:
                continue
            place = (bisect_left(self._starts, at + 1), self.unit(at))
            if place != here:
                here, stack = place, []
            if character == END_OF_ISOLATE:
                while stack and self.content[stack[-1]] not in ISOLATES:
                    stack.pop()
            elif character != END:
                stack.append(at)
                continue
            elif stack and self.content[stack[-1]] in ISOLATES:
                continue
            if stack and self._is_in_place(begun := stack.pop(), at):
                found.update((begun, at))
        return frozenset(found)

    def _is_in_place(self, begun: int, ended: int) -> bool:
        opener = self.content[begun]
        if opener in LEFT_TO_RIGHT:
            return True
        letters = self._to_the_left
        inside = bisect_left(letters, ended) - bisect_left(letters, begun)
        return opener in RIGHT_TO_LEFT and inside > 0

    def _is_latin(self, at: int) -> bool:
        """Say whether a letter or digit of text that runs from left to right stands at `at`."""
        from unicodedata import bidirectional

        character = self.content[at : at + 1] if at >= 0 else ""
        return character.isalnum() and bidirectional(character) in ("L", "EN")

    def _joins(self, character: str, run: Span) -> bool:
        """Say whether a letter of a script without capitals, or an emoji, asks for `character`."""
        before = self._before(run.start)
        if character == "\u200d" and _is_emoji(before):
            return True
        return _is_uncased(before) or _is_uncased(self.content[run.end : run.end + 1])

    def _before(self, at: int) -> str:
        """Return the character before `at` that is no mark upon another."""
        from unicodedata import category

        for back in range(at - 1, max(at - 1 - MOST_MARKS, -1), -1):
            if category(self.content[back]) not in ("Mn", "Me"):
                return self.content[back]
        return ""


def _is_letter_to_the_left(character: str) -> bool:
    from unicodedata import bidirectional

    return bidirectional(character) in LETTERS_TO_THE_LEFT


def _runs_left(character: str) -> bool:
    from unicodedata import bidirectional

    return bidirectional(character) in (*LETTERS_TO_THE_LEFT, "AN")


def _is_uncased(character: str) -> bool:
    from unicodedata import category

    if not character or character in LATIN_ORDINALS or re.match(f"[{FILLERS}]", character):
        return False
    return category(character) in ("Lo", "Lm", "Mc")


def _is_emoji(character: str) -> bool:
    from unicodedata import category

    return bool(character) and category(character) in ("So", "Sk")
