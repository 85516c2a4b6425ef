"""Filler: words that promise an answer (`TBD`) where one was asked for.

As a whole value such a word is filler in any spelling. Inside a text it is only where nobody
would put it in prose: at its start or end, on a line of its own, in brackets. `todo` is
Spanish, `TBC` may be a company, and people write about the TODO that broke the build; in doubt
it is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pmlint.quotation import is_quoted, quotations

FILLERS = ("TBD", "TBC", "TODO", "FIXME", "XXX", "???", "?", "lorem ipsum")

AROUND = " \t\r\n*_\"'“”()[]<>{}–—•-"
STOPS = ".:!,;…"
BULLETS = r"[ \t>*_•–—-]{0,12}(?:[0-9]{1,3}[.)][ \t]{0,4})?[*_]{0,3}"
GOES_ON = r"(?=\s*(?:$|[:,;.…(\[–—-]|dolor\b))"
"""What follows words that are filler: an end, or the Latin that printers set."""
SET_OFF = r"(?=[*_]{0,3}[ \t]*(?:$|[:,;()\[\]–—…]|\.(?:\s|$)|\.\.|-\s))"
"""What follows a marker at the start of a text."""

SPOKEN_OF = (
    r"(?:\b(?:an?|the|our|your|my|his|her|its|their|this|that|those|these|as|of|any|no|old|"
    r"some|every|each|one|another|word|says?|said|saying|reads?|called|named|marked|tagged|"
    r"labell?ed|left)\s+)\Z"
)
"""Before a word that is talked about: `we had left a TODO`."""
CODE_WORDS = frozenset(("TODO", "FIXME", "XXX"))
"""Markers that stand in source code, where incidents come from."""
SPOKEN_OF_CODE = r"\b(?:to|from|for|with|in|by|and|or)\s+\Z"
THINGS = (
    r"(?:lists?|items?|comments?|files?|apps?|applications?|services?|pages?|boards?|columns?|"
    r"entry|entries|markers?|notes?|tags?|labels?|bots?|plugins?|tasks?|tickets?)\b"
)
"""After a word that is talked about: `TODO comments`."""
NAME = r"(?![ \t]+[A-ZÀ-ÖØ-ÞА-Я])"
"""What does not follow a marker that may be part of a name: `TBC Bank was down`."""
WENT_ON = r"(?:in|that|which|from|on|of|at|for|was|were|is|are|had|has|left|and|or|as|did|does)\b"
QUESTIONS = (
    r"\W*(?:what|who|whom|whose|why|where|when|which|how|is|are|was|were|do|does|did|can|could|"
    r"should|would|has|have|had)\b"
)


def may_be_in(text: str, heads: tuple[str, ...]) -> bool:
    """Say whether a glance at `text` leaves it open that filler is in it; see `heads`.

    It settles nearly all values, and everything that is filler begins with one of the heads.
    """
    folded = _without_dots(text)
    for head in heads:  # noqa: SIM110 - `any` takes twice as long, and this asks of every value
        if head in folded:
            return True
    return False


def heads_in(text: str, heads: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of `heads` by which filler may be in some part of `text`."""
    folded = _without_dots(text)
    return tuple([head for head in heads if head in folded])


def _without_dots(text: str) -> str:
    folded = text.casefold()
    return folded.replace(".", "") if "." in folded else folded


def is_filler(text: str, fillers: tuple[str, ...] = FILLERS) -> bool:
    """Say whether `text` as a whole is filler: `TBD`, `(t.b.d.)`, `**TODO**`, `????`."""
    bare = text.strip(AROUND + STOPS)
    if bare and not bare.strip("?"):
        return any(set(filler) == {"?"} for filler in fillers)
    folded = bare.rstrip(STOPS + AROUND + "?").casefold()
    head = "".join(folded.split(None, 1)[:1]).replace(".", "")
    if head not in heads(fillers) and head.strip("x"):
        return False  # most values; a long one need not be looked at as a whole
    folded = " ".join(folded.split())
    solid = folded.replace(".", "")
    words = _folded(fillers)
    if folded in words or solid in words:
        return True
    if "xxx" in words and len(solid) > 2 and not solid.strip("x"):
        return True
    phrases = (word for word in words if " " in word and folded.startswith(word))
    return any(re.match(re.escape(phrase) + GOES_ON, folded) for phrase in phrases)


@lru_cache(maxsize=16)
def _folded(fillers: tuple[str, ...]) -> frozenset[str]:
    """Return `fillers` as they are compared; all values of all reports are, with the same few."""
    return frozenset(" ".join(filler.casefold().split()) for filler in fillers)


@lru_cache(maxsize=16)
def heads(fillers: tuple[str, ...]) -> frozenset[str]:
    """Return the first words of `fillers`, folded and without dots."""
    return frozenset("".join(word.split()[:1]).replace(".", "") for word in _folded(fillers))


@lru_cache(maxsize=16)
def _spelt(fillers: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return those of `fillers` that can be markers, each with how it reads when it is folded."""
    return tuple((word, word.casefold()) for word in fillers if len(word) > 1)


def markers(text: str, fillers: tuple[str, ...] = FILLERS) -> Iterator[tuple[int, int]]:
    """Yield start and end of every marker inside `text`, in its order; never of a word in prose."""
    folded = text.casefold()
    words = [word for word, spelt in _spelt(fillers) if spelt in folded]
    if not words:
        return
    found = {
        match.span("marker")
        for word in words
        for match in (_phrases(text, word) if " " in word else _markers(text, word))
    }
    quoted = quotations(text)
    last = -1
    for start, end in sorted(found):
        if start >= last and not is_quoted(start, quoted):
            last = end
            yield start, end


def _phrases(text: str, words: str) -> Iterator[re.Match[str]]:
    spelt = r"\s+".join(re.escape(word) for word in words.split())
    yield from re.finditer(rf"(?mi)^{BULLETS}(?P<marker>{spelt}){GOES_ON}", text)


def _markers(text: str, word: str) -> Iterator[re.Match[str]]:
    """Yield where `word` is a marker. It is written in capitals, or as the configuration has it;
    at the start of a text and before a colon any case will do, except for a Spanish `Todo:`.
    """
    spelt = "|".join(dict.fromkeys((re.escape(word), re.escape(word.upper()))))
    marker = rf"(?P<marker>{spelt})"
    code = word.upper() in CODE_WORDS
    thing = rf"(?!\s+{THINGS})" + (rf"(?!\s+{WENT_ON})" if code else "")
    if word.isupper() and not code:
        thing += NAME
    opening = [rf"\A\s*{BULLETS}{marker}{SET_OFF}", rf"^{BULLETS}{marker}:"]
    if (word.isupper() and word != "XXX") or not word.isalpha():
        opening.append(rf"\A\s*{BULLETS}{marker}(?=\s){thing}")
    for pattern in opening:
        yield from _unless_spoken_of(text, rf"(?m:{pattern})", code)
    for found in re.finditer(rf"\A\s*{BULLETS}(?P<marker>(?i:{re.escape(word)})):(?=\s|\Z)", text):
        if found["marker"] != "Todo":
            yield found
    for pattern in (
        rf"[(\[]\s*{marker}(?=[\s:,;)\]–—]|-(?!\w)){thing}",
        rf"[(\[](?:[^\s()\[\]]+\s+){{1,4}}{marker}[.!?]?\s*[)\]]",
        rf"(?m:^{BULLETS}{marker}[.!]*[*_]*[ \t]*$)",
        rf"(?m::[*_]*[ \t]+{marker}[.!]*[*_]*[ \t]*$)",
    ):
        for found in _unless_spoken_of(text, pattern, code):
            if not _is_link(text, found):
                yield found
    for found in _unless_spoken_of(text, rf"(?<=[\s:=]){marker}[.!…]*[*_]*\s*\Z", code):
        if _closes(text, found, word):
            yield found


def _unless_spoken_of(text: str, pattern: str, code: bool) -> Iterator[re.Match[str]]:
    for found in re.finditer(pattern, text):
        before = text[max(0, found.start("marker") - 40) : found.start("marker")]
        if re.search(SPOKEN_OF, before, re.IGNORECASE):
            continue
        if not (code and re.search(SPOKEN_OF_CODE, before, re.IGNORECASE)):
            yield found


def _closes(text: str, found: re.Match[str], word: str) -> bool:
    """Tell `Owner: ???` from `why did it fail ???`, and `Category: XXX` from a masked name."""
    before = text[: found.start("marker")].rstrip()
    if before.endswith((":", "=", "–", "—")):
        return True
    if set(word) == {"?"}:
        return len(before.split()) <= 2 and not re.match(QUESTIONS, before, re.IGNORECASE)
    return word.upper() != "XXX"


def _is_link(text: str, found: re.Match[str]) -> bool:
    """Say whether the bracket is the text of a Markdown link: `[TBD list](…)`."""
    return text[found.start()] == "[" and bool(
        re.match(r"[^\[\]\n]*\][(\[]", text[found.end("marker") :])
    )
