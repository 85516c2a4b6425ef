"""`pmlint history --format text`: for people, commit by commit."""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.history.account import Account
from pmlint.output.escape import visible, width
from pmlint.output.history.words import OID, heading, notes, pending, told
from pmlint.output.style import Style

INDENT = "  "
LEAST_ROOM = 40


def render(account: Account, *, style: Style, columns: int) -> Iterator[str]:
    """Yield lines without line breaks, of at most `columns` where words allow it."""
    yield f"{style.bold(visible(account.life.path))}: {heading(account)}"
    for note in notes(account):
        yield from _wrapped(note, columns, "", INDENT)
    for step in account.steps:
        first = step[0]
        author = visible(first.author.name or first.author.email or "nobody")
        yield ""
        date = style.bold(f"{first.date:%Y-%m-%d %H:%M} UTC")
        yield f"{date}  {author}  {style.dim(first.commit.oid[:OID])}"
        for each in step:
            yield from _wrapped(told(each), columns, INDENT, INDENT * 2)
    last = pending(account)
    if last:
        yield ""
        yield from _wrapped(last, columns, "", INDENT)


def _wrapped(text: str, columns: int, first: str, others: str) -> Iterator[str]:
    """Yield `text`, made visible, in lines: the first one behind `first`, others behind `others`.

    A word that is longer than a line stays whole, so that a path can be copied.
    """
    room = max(columns, LEAST_ROOM)
    line = first
    for word in visible(text).split(" "):
        if line.strip() and width(line) + 1 + width(word) > room:
            yield line
            line = others
        line += word if line in (first, others) else f" {word}"
    yield line
