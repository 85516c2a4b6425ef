"""A character that cannot be seen, or that lets text show otherwise than it reads.

Looked for in values, keys and comments alike: what turns the direction of text around (the
bidirectional controls of “Trojan Source”), what has no width (zero-width spaces and joiners, byte
order marks inside the text), tags, interlinear annotation, blank fillers, and the line separators
that only some programs break a line at.

Left alone where they belong: marks, and pairs that open and close in the same line and value, in
reports with Arabic or Hebrew letters; joiners and zero-width spaces beside letters of scripts
without capitals (Persian, Hindi, Thai, Japanese …); joiners and tags in emoji; soft hyphens and
variation selectors everywhere. An escape such as `"\\u200b"` is no finding: everybody sees it.

## Why it matters

Reviewers approve what they see. An approver, a date or a suppression can be made to show as
another, and a name with something unseen in it is no longer found by searching.

## Bad

```yaml
team: Pay\u200bments SRE   # U+200B stands between y and m
```

## Good

```yaml
team: Payments SRE
prepared_by: نمی\u200cدانم  # U+200C parts the word, as Persian spelling has it
```

## Fix

Deletes the character. Safe: it is offered only inside a value or comment, where what is shown
stays the same and the YAML around it too. In a value of a report that is signed off it is unsafe:
the approval covers the character.
"""  # noqa: D301 - the escapes are meant: the page holds what reviewers of this file can see

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from pmlint.core_schema import Kind, Style, scalar_kind
from pmlint.document import DefectKind, Scalar, scalars
from pmlint.finding import Edit, Fix, Problem, Severity
from pmlint.hidden import Guise, Hidden, hidden
from pmlint.part import Part
from pmlint.rule import Context, rule
from pmlint.text import Span

TAG_BASE = 0xE0000
LONGEST_TEXT = 40
NEXT_LINE = "\x85"
QUOTES = {Style.SINGLE_QUOTED: "'", Style.DOUBLE_QUOTED: '"'}
HELP = "delete it; where it is meant, write it as an escape in double quotes: "


@rule("PM010", severity=Severity.WARNING, about_file=True)
def check(context: Context) -> Iterator[Problem]:
    document, content = context.document, context.document.text.content
    if content.isascii() or any(d.kind is DefectKind.ENCODING for d in document.defects):
        return

    @cache
    def written() -> list[tuple[int, int]]:
        nodes = scalars(document.root) if document.root is not None else ()
        return sorted((node.start, node.end) for node in nodes if not node.alias)

    def unit(at: int) -> int:
        values = written()
        before = bisect_right(values, (at, len(content))) - 1
        return before if before >= 0 and at < values[before][1] else -1

    for found in hidden(content, unit):
        part = context.report.around(found.span) if context.has_report else None
        characters = content[found.span.start : found.span.end]
        yield Problem(
            found.span,
            _message(characters, found.guise),
            part.pointer if part is not None else (),
            HELP + f"`{_escape(characters[0])}`",
            _fix(context, found, part, unit(found.span.start) < 0),
        )


def _message(characters: str, guise: Guise) -> str:
    first = f"`U+{ord(characters[0]):04X} {_name(characters[0])}`"
    more = f", one of {len(characters)} here," if len(characters) > 1 else ""
    if guise is Guise.TAGS:
        said = "".join(chr(ord(c) - TAG_BASE) for c in characters).strip()
        said = "".join(c for c in said if c.isprintable())
        if said:
            shown = said if len(said) <= LONGEST_TEXT else said[: LONGEST_TEXT - 1] + "…"
            return f"{first}{more} {guise.value}: `{shown}`"
    return f"{first}{more} {(Guise.UNSEEN if guise is Guise.TAGS else guise).value}"


def _name(character: str) -> str:
    from unicodedata import name

    return "NEXT LINE" if character == NEXT_LINE else name(character, "UNNAMED")


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _fix(context: Context, found: Hidden, part: Part | None, is_comment: bool) -> Fix | None:
    """Return the fix that deletes what was found, where that is certain to change nothing else."""
    span = found.span
    if not found.harmless or not context.has_report:
        return None
    if not (_in_a_comment(context, span) if is_comment else _in_a_value(context, span, part)):
        return None
    return Fix("delete it", (Edit(span, ""),), keeps_data=is_comment)


def _in_a_comment(context: Context, span: Span) -> bool:
    """Say whether `span` can go from a comment: it must not become one that speaks to pmlint."""
    text = context.document.text
    around = text.line_span(text.position(span.start).line)
    before, after = text[Span(around.start, span.start)], text[Span(span.end, around.end)]
    left = before + after
    is_inside = before[-1:].isalnum() and after[:1].isalnum()
    return is_inside and " #" in f" {before}" and "pmlint" not in left.casefold()


def _in_a_value(context: Context, span: Span, part: Part | None) -> bool:
    """Say whether `span` can go from a value: it must stay the same text to every reader."""
    node = part.node if part is not None else None
    if not isinstance(node, Scalar) or node.alias or not node.start <= span.start < node.end:
        return False
    text = context.document.text
    quote = QUOTES.get(node.style)
    opens = node.start + (1 if quote else 0)
    closes = node.end - (1 if quote else 0)
    begins, ends = span.start == opens, span.end == closes
    before, after = text[Span(span.start - 1, span.start)], text[Span(span.end, span.end + 1)]
    if (begins and ends) or not (begins or before.isalnum()) or not (ends or after.isalnum()):
        return False
    if node.style is not Style.PLAIN:
        return True
    left = text[Span(node.start, span.start)] + text[Span(span.end, node.end)]
    return scalar_kind(left, Style.PLAIN, node.tag) is Kind.TEXT
