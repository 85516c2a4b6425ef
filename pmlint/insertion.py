"""Insertion: writing one value into a report's text, where its template has a place for it.

Only text is edited: comments, order and style of everything around stay byte for byte. What
cannot be written safely (an alias, a `|+` block at the end) is not written at all.
"""

from __future__ import annotations

import json
import re

from pmlint.core_schema import Kind, Style, scalar_kind
from pmlint.document import Document, Entry, Mapping, Node, Scalar
from pmlint.filling import is_empty
from pmlint.finding import Edit
from pmlint.text import LINE_BREAK, Span

PLAIN = r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+)+|\d{4}-\d{2}-\d{2}"
"""What every YAML reader takes for the same text without quotes: several words, or a date."""
UNWRITABLE = r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
"""What JSON takes as it is and YAML does not, or takes for a line break (YAML 1.2, 5.1; 1.1)."""
STEP = 2
"""Blanks for each level, where the report itself shows no other."""


def insertion(document: Document, way: tuple[str, ...], value: str) -> Edit | None:
    """Return the edit that writes `value` under the keys `way`, from the top of the document.

    Mappings that are lacking are made; what stands there is replaced if it is one value or stands
    in one line. Returns None where the text offers no safe place.
    """
    root = document.root
    if root is None or (root.flow and not root.entries):
        return None
    at: Mapping = root
    for depth, name in enumerate(way):
        found = next((entry for entry in at.entries if entry.name == name), None)
        if found is None:
            return _added(document, at, way[depth:], value)
        below = found.value
        if below.alias:
            return None
        if is_empty(below) or depth == len(way) - 1:
            return _filled(document, at, found, way[depth + 1 :], value)
        if not isinstance(below, Mapping):
            return None
        at = below
    return None


def written(value: str) -> str:
    """Return `value` as YAML: plain where that is certain to be read as this text, else quoted."""
    plain = re.fullmatch(PLAIN, value) and scalar_kind(value, Style.PLAIN, None) is Kind.TEXT
    return value if plain else _quoted(value)


def _filled(
    document: Document, inside: Mapping, entry: Entry, rest: tuple[str, ...], value: str
) -> Edit | None:
    """Return the edit that replaces the empty value of `entry`."""
    node = entry.value
    if not rest and not isinstance(node, Scalar) and not node.flow:
        return None
    colon = document.text.content.find(":", entry.key.end)
    if colon < 0 or document.text.content[entry.key.end : colon].strip():
        return None
    span = Span(colon + 1, max(colon + 1, _end(document, node)))
    if inside.flow:
        return Edit(span, " " + _flow(rest, value))
    if not rest:
        return Edit(span, " " + written(value))
    if isinstance(node, Scalar) and node.implicit:  # a comment may follow the colon
        line = document.text.position(colon).line
        span = Span(document.text.line_span(line).end, document.text.line_span(line).end)
    return Edit(span, _below(rest, value, _indent(document, entry.key), document))


def _added(document: Document, at: Mapping, rest: tuple[str, ...], value: str) -> Edit | None:
    """Return the edit that adds the key `rest[0]` at the end of the mapping `at`."""
    if not at.entries:
        return None
    text = document.text.content
    last = at.entries[-1]
    if at.flow:
        end = at.end - 1
        if text[end : end + 1] != "}":
            return None
        return Edit(Span(_end(document, last.value), end), f", {rest[0]}: {_flow(rest[1:], value)}")
    own = [entry for entry in at.entries if at.start <= entry.key.start < at.end]
    if not own:
        return None
    last = max(own, key=lambda entry: entry.span.end)
    end = _end(document, last.value) if last.value.end > last.key.end else last.key.end + 1
    position = document.text.position(end)
    end = document.text.line_span(position.line).end
    indent = _indent(document, own[0].key)
    line = f"{_line_break(document)}{' ' * indent}{rest[0]}:"
    more = _below(rest[1:], value, indent, document) if rest[1:] else " " + written(value)
    return Edit(Span(end, end), line + more)


def _below(rest: tuple[str, ...], value: str, indent: int, document: Document) -> str:
    """Return the lines of a block mapping that stands under a key at `indent`."""
    lines = []
    for depth, name in enumerate(rest, start=1):
        lines.append(f"{_line_break(document)}{' ' * (indent + STEP * depth)}{name}:")
    return "".join(lines) + " " + written(value)


def _flow(rest: tuple[str, ...], value: str) -> str:
    return "".join(f"{{{name}: " for name in rest) + _quoted(value) + "}" * len(rest)


def _quoted(value: str) -> str:
    """Return `value` in double quotes: JSON, with the escapes that YAML asks for besides."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(UNWRITABLE, lambda found: f"\\u{ord(found[0]):04x}", text)


def _end(document: Document, node: Node) -> int:
    """Return where the text of `node` ends, without the line breaks that a block takes along."""
    end = node.end
    while end > node.start and document.text.content[end - 1] in " \t\r\n":
        end -= 1
    return end


def _indent(document: Document, key: Node) -> int:
    return document.text.position(key.start).column - 1


def _line_break(document: Document) -> str:
    found = re.search(LINE_BREAK, document.text.content)
    return found[0] if found else "\n"
