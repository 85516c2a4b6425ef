"""Suppressions: `# pmlint: ignore[PM304] the vendor owns this`.

A suppression stands at the end of a line or on the line above, and covers the list item or
field that begins there; `ignore-file[…]` stands before the first key and covers the file. A
reason is required: without one it suppresses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pmlint.document import Document, Node, Scalar, Sequence, scalars
from pmlint.text import Span

COMMENT = r"(?:(?<=\s)|(?<![^\n\r]))#[ \t]*pmlint[ \t]*:[ \t]*(?P<order>[^\r\n]*)"
ORDER = r"(?P<word>[\w-]+)[ \t]*(?:\[(?P<codes>[^\]]*)\])?[ \t:—–-]*(?P<reason>.*)"
WORDS = ("ignore", "ignore-file")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One code that one comment suppresses: `comment` is the comment, `covers` what it is for."""

    code: str
    reason: str
    comment: Span
    covers: Span


@dataclass(frozen=True, slots=True)
class BadSuppression:
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
    if "pmlint" not in document.text.content:
        return (), ()
    good: list[Suppression] = []
    bad: list[BadSuppression] = []
    for comment, order in _comments(document):
        found = _read(document, comment, order, codes)
        if isinstance(found, BadSuppression):
            bad.append(found)
        else:
            good.extend(found)
    return tuple(good), tuple(bad)


def _comments(document: Document) -> Iterator[tuple[Span, str]]:
    """Yield the comments that speak to pmlint; a `#` inside a value is no comment."""
    content = document.text.content
    values = [] if document.root is None else _written(document.root)
    for found in re.finditer(COMMENT, content):
        at = found.start()
        if document.root is None and content[:at].strip() and not _only_comments(content[:at]):
            return
        if not any(start <= at < end for start, end in values):
            yield Span(at, found.end()), found["order"].strip()


def _written(root: Node) -> list[tuple[int, int]]:
    return [(node.start, node.end) for node in scalars(root) if not node.alias]


def _only_comments(text: str) -> bool:
    return all(line.strip()[:1] in ("", "#", "%") for line in text.splitlines())


def _read(
    document: Document, comment: Span, order: str, codes: Mapping[str, str]
) -> list[Suppression] | BadSuppression:
    parsed = re.fullmatch(ORDER, order)
    word = parsed["word"] if parsed else order
    if parsed is None or word not in WORDS:
        close = get_close_matches(word, WORDS, n=1)
        meant = f"did you mean `{close[0]}[…]`?" if close else "write `# pmlint: ignore[CODE] why`"
        return BadSuppression(comment, f"`{word}` is nothing that pmlint can be told here", meant)
    if not (parsed["codes"] or "").strip():
        return BadSuppression(
            comment,
            f"`{word}` names no rule, so it suppresses nothing",
            f"name the codes: `# pmlint: {word}[PM304] why`",
        )
    names = [name.strip() for name in parsed["codes"].split(",") if name.strip()]
    for name in names:
        if name not in codes:
            close = get_close_matches(name.upper(), codes, n=1) or get_close_matches(
                name.lower(), codes, n=1
            )
            meant = f"did you mean `{close[0]}`?" if close else "`pmlint rules` lists them all"
            return BadSuppression(comment, f"there is no rule `{name}`", meant)
    if not re.search(r"\w", parsed["reason"]):
        return BadSuppression(
            comment,
            "a suppression without a reason suppresses nothing",
            f"say why: `# pmlint: {word}[{', '.join(names)}] the vendor owns this`",
        )
    covers = _covered(document, comment, word == "ignore-file")
    if covers is None:
        return BadSuppression(
            comment,
            "`ignore-file` stands below the first key",
            "move it to the head of the file, or use `ignore` for this one place",
        )
    return [
        Suppression(code, parsed["reason"], comment, covers)
        for code in dict.fromkeys(codes[name] for name in names)
    ]


def _covered(document: Document, comment: Span, whole_file: bool) -> Span | None:
    content, root = document.text.content, document.root
    everything = Span(0, len(content) + 1)
    if whole_file:
        return everything if root is None or comment.start < root.start else None
    if root is None:
        return Span(0, 0)
    line = document.text.line_span(document.text.position(comment.start).line)
    if content[line.start : comment.start].strip():
        target = line
    else:
        below = _next_content_line(document, comment)
        if below is None:
            return Span(comment.start, comment.start)
        target = below
    return _field_at(root, target, content)


def _next_content_line(document: Document, comment: Span) -> Span | None:
    text = document.text
    for number in range(text.position(comment.start).line + 1, text.line_count + 1):
        if text.line(number).strip()[:1] not in ("", "#"):
            return text.line_span(number)
    return None


def _field_at(root: Node, line: Span, content: str) -> Span:
    """Return the outermost field or item that begins on `line`, else the innermost around it."""
    written = content[line.start : line.end]
    first = line.start + len(written) - len(written.lstrip())
    around = Span(first, first)
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        for span, below in _fields(node):
            if line.start <= span.start < line.end:
                return Span(first, max(span.end, first + 1))
            if span.start <= first < span.end:
                around = span
                waiting.append(below)
                break
    return around


def _fields(node: Node) -> list[tuple[Span, Node]]:
    if isinstance(node, Scalar):
        return []
    if isinstance(node, Sequence):
        return [(item.span, item) for item in node.items]
    return [(entry.span, entry.value) for entry in node.entries if not entry.key.alias]
