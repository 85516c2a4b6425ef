"""What a YAML library says when it refuses a text → what a person can do about it."""

from __future__ import annotations

import re
from typing import Any

from pmlint.document import Defect, DefectKind
from pmlint.text import Span

QUOTE_IT = "put the whole value in quotes"


def explain(error: Any, text: str) -> Defect:
    """Return the defect for `error`, a YAMLError of ruamel.yaml about `text`.

    The place is where a person would mend the text: an unclosed quote is reported where it
    opens, not at the end of the file where the reader gave up.
    """
    if type(error).__name__ == "ReaderError":
        return _unprintable(error, text)
    problem = str(getattr(error, "problem", None) or "this is not YAML")
    at = _index(getattr(error, "problem_mark", None))
    context = str(getattr(error, "context", None) or "")
    opened = _index(getattr(error, "context_mark", None))
    if at is None:
        at = opened or 0
    span, message, help = _words(problem, context, at, at if opened is None else opened, text)
    return Defect(DefectKind.SYNTAX, span, message, help)


def _index(mark: Any) -> int | None:
    return None if mark is None else int(mark.index)


def _unprintable(error: Any, text: str) -> Defect:
    at = int(error.position)
    character = text[at : at + 1] or "\0"
    return Defect(
        DefectKind.SYNTAX,
        Span(at, at + 1),
        f"the character U+{ord(character):04X} is not allowed in YAML",
        "delete it; it is invisible in most editors and often comes with text pasted from a "
        "terminal",
    )


def beyond_unicode(text: str) -> Defect:
    """Return the defect for an escape in double quotes that names no character of Unicode."""
    beyond = r"\\U(?!0010[0-9A-Fa-f]{4}|000[0-9A-Fa-f]{5})[0-9A-Fa-f]{8}"
    found = re.search(beyond, text)
    return Defect(
        DefectKind.SYNTAX,
        Span(*found.span()) if found else Span(0, 0),
        f"{found[0] if found else 'an escape'} is beyond the last character of Unicode",
        "write the character itself, or \\\\ for a backslash",
    )


def unknown_version(text: str) -> Defect:
    """Return the defect for a `%YAML` line that asks for a version other than 1.1 and 1.2."""
    found = re.search(r"^%YAML +(?!1\.[12](?:\s|$))[^\s#]+", text, re.MULTILINE)
    return Defect(
        DefectKind.SYNTAX,
        Span(*found.span()) if found else Span(0, 0),
        f"{found[0] if found else 'a directive'} asks for a version of YAML that is not known",
        "delete the % line",
    )


def _words(problem: str, context: str, at: int, opened: int, text: str) -> tuple[Span, str, str]:
    here = Span(at, at + 1)
    character = text[at : at + 1]
    if "cannot start any token" in problem:
        return _bad_start(here, character, text)
    if "mapping values are not allowed" in problem:
        return _second_colon(at, text)
    if "quoted scalar" in context and "end of stream" in problem:
        quote = text[opened : opened + 1]
        return (
            _first_line(opened, text),
            f"the quote {quote} that opens here is never closed",
            f"close it with {quote}"
            + (", and write an apostrophe inside it twice ('')" if quote == "'" else ""),
        )
    if "unknown escape" in problem:
        return (
            Span(at - 1, at + 1),
            f"\\{character} is no escape that double quotes know",
            "write \\\\ for a backslash, or use single quotes",
        )
    if "expected the node content" in problem and "stream end" in problem:
        return _unclosed_at_end(text)
    if "mapping keys are not allowed" in problem:
        return (here, "a `?` alone begins a mapping key in YAML", f"{QUOTE_IT}, or say what it is")
    if "could not find expected ':'" in problem:
        return (
            _first_line(opened, text),
            "this line is neither `key: value` nor a list entry `- …`",
            "add the missing colon, or indent the line if it continues the value above",
        )
    if "sequence entries are not allowed" in problem:
        return (
            here,
            "a list entry cannot begin here",
            "put each `- ` on a line of its own, below the key; or quote the value if the "
            "dash belongs to it",
        )
    if "flow sequence" in context or "flow mapping" in context:
        return _unclosed_flow(context, at, opened, text)
    if "expected <block end>" in problem:
        return _unexpected(at, text)
    if "undefined tag handle" in problem:
        tag = re.match(r"!\S*", text[at:])
        end = at + (tag.end() if tag else 1)
        return (Span(at, end), "a `!` at the start of a value begins a YAML tag", QUOTE_IT)
    if "block scalar" in context:
        return (
            here,
            "after | or > only an indentation number, + or - may stand on the same line",
            "begin the text on the next line, or quote the value",
        )
    if "incompatible YAML document" in problem or "directive" in context:
        return (here, f"this directive is not understood: {problem}", "delete the % line")
    if "expected '<document start>'" in problem:
        return (here, f"nothing may follow here, but there is `{character}`", "delete it")
    return (here, problem, "")


def _bad_start(here: Span, character: str, text: str) -> tuple[Span, str, str]:
    if character == "\t":
        line_start = text.rfind("\n", 0, here.start) + 1
        if not text[line_start : here.start].strip():
            return (here, "a tab indents this line", "YAML indents with spaces only")
        return (here, "a tab stands where a value should begin", "use a space")
    return (
        here,
        f"a value cannot begin with {character}",
        f"{QUOTE_IT}: {character} has a meaning of its own in YAML",
    )


def _second_colon(at: int, text: str) -> tuple[Span, str, str]:
    line_start = text.rfind("\n", 0, at) + 1
    before = text[line_start:at]
    if re.search(r":\s", before):
        return (
            Span(at, at + 1),
            "a second `: ` in one line: YAML takes it for another key",
            "put the value in quotes",
        )
    return (
        Span(line_start + len(before) - len(before.lstrip()), at),
        "this key is indented deeper than the one above, which already has a value",
        "align it with the keys of its section, or quote the value above if it goes on here",
    )


def _unclosed_flow(context: str, at: int, opened: int, text: str) -> tuple[Span, str, str]:
    bracket, closing = ("[", "]") if "sequence" in context else ("{", "}")
    rest_of_line = text[opened:at]
    if "\n" in text[opened:at] or at >= len(text):
        return (
            _first_line(opened, text),
            f"the {bracket} that opens here is never closed",
            f"close it with {closing}; text that begins with {bracket} must be quoted",
        )
    return (
        Span(at, at + 1),
        f"`{text[at : at + 1]}` cannot follow `{rest_of_line.strip()[-20:]}` inside {bracket} "
        f"{closing}",
        f"separate entries with commas and close with {closing}; text that begins with "
        f"{bracket} must be quoted",
    )


def _unclosed_at_end(text: str) -> tuple[Span, str, str]:
    """Find the bracket that the end of the file leaves open: the last one that nothing closes."""
    at = max(text.rfind("["), text.rfind("{"), 0)
    return _unclosed_flow("flow sequence" if text[at : at + 1] == "[" else "", len(text), at, text)


def _unexpected(at: int, text: str) -> tuple[Span, str, str]:
    line_start = text.rfind("\n", 0, at) + 1
    before = text[line_start:at]
    span = _first_line(at, text)
    if not before.strip():
        if text[at : at + 1] == "-" and text[at + 1 : at + 2] in (" ", "\n", "\r", ""):
            return (
                span,
                "a list entry stands where a key should be",
                "indent the whole list below its key",
            )
        return (
            span,
            "the indentation of this line fits neither the line above nor its section",
            "align it with the lines that belong to the same section",
        )
    stripped = before.strip()
    value = re.sub(r"^(?:- +)*(?:[^\s:]+: +)?", "", stripped)
    if value[:1] in ("'", '"'):
        return (
            span,
            "the quoted value ended before this",
            "inside '…' write an apostrophe twice (''), inside \"…\" write \\\" for a quote",
        )
    if value[:1] in ("[", "{"):
        return (
            span,
            f"the value ended with its closing bracket, and this follows: to YAML a value that "
            f"begins with {value[0]} is a {'list' if value[0] == '[' else 'mapping'}",
            QUOTE_IT,
        )
    return (span, "this does not belong to the value before it", QUOTE_IT)


def _first_line(at: int, text: str) -> Span:
    """Return the span from `at` to the end of its line, at least one character."""
    end = re.compile(r"[^\r\n]*").match(text, at)
    stop = at + len(end.group().rstrip()) if end else at
    return Span(at, max(stop, at + 1))
