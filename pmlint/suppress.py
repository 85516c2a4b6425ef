"""Suppressions: `# pmlint: ignore[PM304] the vendor owns this`.

A suppression stands at the end of a line or on the line above, and covers the list item or
field that begins there; `ignore-file[…]` stands before the first key and covers the file. A
reason is required: without one it suppresses nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from pmlint.document import Document, Node, Scalar, Sequence, scalars
from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.text import Span

COMMENT = (
    r"(?:(?<=\s)|(?<![^\n\r]))#[ \t]*(?i:pmlint)"
    r"(?:[ \t]*:[ \t]*(?P<order>[^\r\n]*)|[ \t]+(?P<bare>(?i:ignore(?:-file)?))(?![\w-])[^\r\n]*)"
)
ORDER = r"(?P<word>[\w-]+)[ \t]*(?:\[(?P<codes>[^\]]*)\])?[ \t:—–-]*(?P<reason>.*)"
WORDS = ("ignore", "ignore-file")
FAMILY = r"PM[0-9]"
EXAMPLE = "PM304"


class Suppression(Frozen):
    """One code that one comment suppresses: `comment` is the comment, `covers` what it is for."""

    code: str
    reason: str
    comment: Span
    covers: Span


class BadSuppression(Frozen):
    """A comment that means to suppress and cannot: where, why, and what to write."""

    comment: Span
    message: str
    help: str


def read_suppressions(
    document: Document, codes: Mapping[str, str]
) -> tuple[tuple[Suppression, ...], tuple[BadSuppression, ...]]:
    """Return the suppressions of `document`, and the comments that are meant as such and fail.

    `codes` maps every code and every rule name to its code.
    """
    content = document.text.content
    if "#" not in content or "pmlint" not in content.lower():
        return (), ()
    good: list[Suppression] = []
    bad: list[BadSuppression] = []
    places = _Places(document)
    for comment, order in _comments(document):
        found = order if isinstance(order, BadSuppression) else _read(places, comment, order, codes)
        if isinstance(found, BadSuppression):
            bad.append(found)
        else:
            good.extend(found)
    return tuple(good), tuple(bad)


def _comments(document: Document) -> Iterator[tuple[Span, str | BadSuppression]]:
    """Yield the comments that speak to pmlint, each with what it says or what is wrong with it.

    A `#` inside a value is no comment; in a file that cannot be read only its head counts.
    """
    content = document.text.content
    end_of_head = len(content) if document.root else _head(content)
    values = sorted(_written(document.root)) if document.root else []
    starts = [start for start, _ in values]
    ends = list(accumulate((end for _, end in values), max))
    for found in re.finditer(COMMENT, content):
        at = found.start()
        if at > end_of_head:
            return
        before = bisect_right(starts, at)
        if before and at < ends[before - 1]:
            continue
        comment = Span(at, found.end())
        if found["bare"]:
            meant = f"write `# pmlint: {found['bare'].lower()}[…]`"
            message = "without a colon after `pmlint` this suppresses nothing"
            yield comment, BadSuppression(comment, message, meant)
        else:
            yield comment, found["order"].strip()


def _written(root: Node) -> list[tuple[int, int]]:
    return [(node.start, node.end) for node in scalars(root) if not node.alias]


def _head(content: str) -> int:
    """Return where the first line begins that is no comment, no directive and not empty."""
    at = 0
    for line in content.splitlines(keepends=True):
        if line.strip()[:1] not in ("", "#", "%"):
            return at + len(line) - len(line.lstrip())
        at += len(line)
    return at


def _read(
    places: _Places, comment: Span, order: str, codes: Mapping[str, str]
) -> list[Suppression] | BadSuppression:
    parsed = re.fullmatch(ORDER, order)
    word = parsed["word"] if parsed else order
    if parsed is None or word.lower() not in WORDS:
        close = _closest(word.lower(), WORDS)
        meant = f"did you mean `{close}[…]`?" if close else "write `# pmlint: ignore[CODE] why`"
        return BadSuppression(comment, f"`{word}` is nothing that pmlint can be told here", meant)
    word = word.lower()
    if not (parsed["codes"] or "").strip():
        return BadSuppression(
            comment,
            f"`{word}` names no rule, so it suppresses nothing",
            f"name the codes: `# pmlint: {word}[PM304] why`",
        )
    names = [name.strip() for name in parsed["codes"].split(",") if name.strip()]
    for name in names:
        if _code(name, codes) is None:
            return BadSuppression(comment, f"there is no rule `{name}`", _meant(name, codes))
    if not re.search(r"\w", parsed["reason"]):
        return BadSuppression(
            comment,
            "a suppression without a reason suppresses nothing",
            f"say why: `# pmlint: {word}[{', '.join(names)}] the vendor owns this`",
        )
    covers = places.covered(comment, word == "ignore-file")
    if covers is None:
        return BadSuppression(
            comment,
            "`ignore-file` stands below the first key",
            "move it to the head of the file, or use `ignore` for this one place",
        )
    return [
        Suppression(code, parsed["reason"], comment, covers)
        for code in dict.fromkeys(_code(name, codes) for name in names)
        if code is not None
    ]


def _code(name: str, codes: Mapping[str, str]) -> str | None:
    return codes.get(name) or codes.get(name.upper()) or codes.get(name.lower())


def _meant(name: str, codes: Mapping[str, str]) -> str:
    """Return what to write in place of `name`, which is no rule."""
    family = name.upper()
    if re.fullmatch(FAMILY, family):
        members = [code for code in codes if code.startswith(family)]
        if members:
            example = EXAMPLE if EXAMPLE in members else members[0]
            return f"{family} is a family: name the codes, for example {example}"
    close = _closest(name.upper(), codes) or _closest(name.lower(), codes)
    return f"did you mean `{close}`?" if close else "`pmlint rules` lists them all"


def _closest(word: str, words: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, words, n=1)), None)


class _Places:
    """The lines and fields of a document, each looked at once however many comments there are."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._root = document.root
        self._fields: dict[int, tuple[list[int], list[tuple[Span, Node]]]] = {}

    def covered(self, comment: Span, whole_file: bool) -> Span | None:
        """Return what `comment` is for; None for one that stands where it cannot be for it."""
        content, root = self._text.content, self._root
        if whole_file:
            everything = Span(0, len(content) + 1)
            return everything if root is None or comment.start < root.start else None
        if root is None:
            return Span(0, 0)
        number = self._text.position(comment.start).line
        line = self._text.line_span(number)
        if content[line.start : comment.start].strip():
            return self._field_at(root, line)
        below = bisect_right(self._content_lines, number)
        if below == len(self._content_lines):
            return Span(comment.start, comment.start)
        return self._field_at(root, self._text.line_span(self._content_lines[below]))

    @lazy
    def _content_lines(self) -> list[int]:
        """The numbers of the lines that are neither empty nor a comment."""
        numbers = range(1, self._text.line_count + 1)
        return [n for n in numbers if self._text.line(n).strip()[:1] not in ("", "#")]

    def _field_at(self, root: Node, line: Span) -> Span:
        """Return the outermost field or item that begins on `line`, else the innermost around."""
        written = self._text[line]
        first = line.start + len(written) - len(written.lstrip())
        around = Span(first, first)
        node = root
        while True:
            starts, fields = self._fields_of(node)
            at = bisect_left(starts, line.start)
            if at and first < fields[at - 1][0].end:
                around, node = fields[at - 1]
            elif at < len(fields) and starts[at] < line.end:
                return Span(first, max(fields[at][0].end, first + 1))
            else:
                return around

    def _fields_of(self, node: Node) -> tuple[list[int], list[tuple[Span, Node]]]:
        """Return the fields or items of `node` in the order in which they are written."""
        if id(node) not in self._fields:
            fields = sorted(_fields(node), key=lambda field: field[0].start)
            self._fields[id(node)] = [span.start for span, _ in fields], fields
        return self._fields[id(node)]


def _fields(node: Node) -> list[tuple[Span, Node]]:
    if isinstance(node, Scalar):
        return []
    if isinstance(node, Sequence):
        return [(item.span, item) for item in node.items]
    return [(entry.span, entry.value) for entry in node.entries if not entry.key.alias]
