"""The code frame: the source line with the span underlined, cut to the width there is."""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Finding
from pmlint.output.escape import gap, visible, width
from pmlint.output.style import Style

ELLIPSIS = "…"
LEAST_ROOM = 20


def frame(finding: Finding, columns: int, style: Style) -> Iterator[str]:
    """Yield the lines of the frame; `columns` is the width of the terminal."""
    if not finding.source_lines:
        return
    line = finding.source_lines[0]
    number = str(finding.line)
    margin = " " * len(number)
    room = max(LEAST_ROOM, columns - len(number) - 3)
    before, marked, after = _cut(*_parts(finding, line), room)
    underline = " " * width(before) + "^" * max(1, width(marked))
    yield style.dim(f"{margin} |")
    yield f"{style.dim(f'{number} |')} {before}{marked}{after}".rstrip()
    yield f"{style.dim(f'{margin} |')} {style.severity(finding.severity, underline)}"


def _parts(finding: Finding, line: str) -> tuple[str, str, str]:
    """Return what stands before, in and after the span, made visible; only its first line."""
    start = finding.column - 1
    place = finding.place
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    before, marked, after = map(visible, (line[:start], line[start:end], line[end:]))
    before += gap(before, marked)
    return before, marked, gap(before + marked, after) + after


def _cut(before: str, marked: str, after: str, room: int) -> tuple[str, str, str]:
    """Cut a long line around the span, so that the span is what stays."""
    if width(before) + width(marked) + width(after) <= room:
        return before, marked, after
    if width(marked) > room - 10:
        marked = _head(marked, room - 10)
        after = ""
    if width(before) > (room - width(marked)) // 2:
        # What stands after the span may need less than its half: then more fits before it.
        left = room - width(marked) - min(width(after), (room - width(marked)) // 2)
        before = _tail(before, left)
    return before, marked, _head(after, room - width(before) - width(marked))


def _head(text: str, columns: int) -> str:
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    taken, used = [], 1
    for character in text:
        used += width(character)
        if used > columns:
            break
        taken.append(character)
    return "".join(taken) + ELLIPSIS


def _tail(text: str, columns: int) -> str:
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    taken, used = [], 1
    for character in reversed(text):
        used += width(character)
        if used > columns:
            break
        taken.append(character)
    return ELLIPSIS + "".join(reversed(taken))
