"""Characters and their places: offsets ↔ (line, column).

An *offset* counts characters from the start of a text, from 0. A *line* and a *column* count
from 1, as people and editors do; a column counts characters (Unicode code points), never bytes.
Lines end at LF, CRLF or CR, as in the Language Server Protocol: U+2028 and U+0085 do not
end one, whatever a YAML reader makes of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from pmlint.frozen import Ordered
from pmlint.lazy import lazy

LINE_BREAK = r"\r\n|\n|\r"


class Span(Ordered):
    """A stretch of a text: from offset `start` up to, but without, offset `end`."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Say whether `other` begins within this span."""
        return self.start <= other.start and other.start < max(self.end, self.start + 1)


class Position(Ordered):
    """A place as people say it: line and column, both from 1."""

    line: int
    column: int


class Text:
    """A text that knows where its lines begin; made once, never changed."""

    def __init__(self, content: str) -> None:
        self.content = content
        self._lines: dict[int, str] = {}

    @lazy
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        if "\r" in self.content:
            return [0, *(found.end() for found in re.finditer(LINE_BREAK, self.content))]
        lengths = map(len, self.content.split("\n")[:-1])
        return list(accumulate(lengths, lambda start, length: start + length + 1, initial=0))

    @property
    def line_count(self) -> int:
        """How many lines the text has; a line break at the very end begins no further line."""
        starts = self.starts
        last_is_empty = len(starts) > 1 and starts[-1] == len(self.content)
        return len(starts) - 1 if last_is_empty else len(starts)

    def position(self, offset: int) -> Position:
        """Return the place of `offset`; an offset beyond the end is the end."""
        offset = max(0, min(offset, len(self.content)))
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """Return the offset of `position`; raises IndexError for a line that is not there."""
        if not 1 <= position.line <= len(self.starts):
            raise IndexError(f"no line {position.line}")
        return self.starts[position.line - 1] + position.column - 1

    def line(self, number: int) -> str:
        """Return line `number` (from 1) without its line break."""
        if number not in self._lines:  # a line of megabytes with many findings is kept once
            start = self.starts[number - 1]
            end = self.starts[number] if number < len(self.starts) else len(self.content)
            self._lines[number] = self.content[start:end].rstrip("\r\n")
        return self._lines[number]

    def line_span(self, number: int) -> Span:
        """Return the span of line `number` (from 1) without its line break."""
        start = self.starts[number - 1]
        return Span(start, start + len(self.line(number)))

    def __getitem__(self, span: Span) -> str:
        return self.content[span.start : span.end]
