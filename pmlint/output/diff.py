"""A unified diff: what fixing would change, as `patch` and `git apply -p0` take it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

from pmlint.finding import Severity
from pmlint.output.escape import visible
from pmlint.output.style import Style

LINE = r"[^\n]*\n|[^\n]+"
"""A line as `patch` sees it: it ends with LF, and CR is a part of it."""
NO_LINE_BREAK = "\\ No newline at end of file\n"


def render(name: str, before: bytes, after: bytes) -> Iterator[str]:
    """Yield the lines of the diff, each with its line break; `name` is the file's."""
    was, now = (re.findall(LINE, content.decode("utf-8")) for content in (before, after))
    shown = visible(name)
    if " " in shown:
        shown += "\t"  # ends the name for `patch`, which ends it at a blank otherwise
    for line in unified_diff(was, now, shown, shown):
        yield line if line.endswith("\n") else f"{line}\n{NO_LINE_BREAK}"


def painted(line: str, style: Style) -> str:
    """Return a line of a diff as a terminal shows it, without its line break."""
    text = "\n".join(visible(part) for part in line.rstrip("\r\n").split("\n"))
    if line.startswith(("---", "+++")):
        return style.bold(text)
    if line.startswith("@@"):
        return style.dim(text)
    if line.startswith("-"):
        return style.severity(Severity.ERROR, text)
    return style.good(text) if line.startswith("+") else text
