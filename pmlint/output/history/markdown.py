"""`pmlint history --format markdown`: a list to paste into an issue or a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.history.account import Account
from pmlint.output.escape import visible
from pmlint.output.history.words import OID, heading, notes, pending, told

MARKUP = r"[\\`*_\[\]<>|~&$]|^[#+-]|^\d+(?=[.)])"
"""What Markdown reads as markup: elsewhere than at the start, `-` and `#` are what they are."""
MENTION = r"(?<![\w.+-])@(?=\w)"
ZERO_WIDTH = "\u200b"
"""After an @: whoever the report names is not called to an issue by its history."""


def render(account: Account) -> Iterator[str]:
    """Yield lines without line breaks; nothing that a report says is markup in them."""
    yield f"**{_escaped(account.life.path)}**: {_escaped(heading(account))}"
    yield ""
    for note in notes(account):
        yield _escaped(note)
        yield ""
    for step in account.steps:
        first = step[0]
        author = _escaped(first.author.name or first.author.email or "nobody")
        yield f"- {first.date:%Y-%m-%d}, {author}, `{first.commit.oid[:OID]}`"
        for each in step:
            yield f"  - {_escaped(told(each))}"
    last = pending(account)
    if last:
        yield f"- {_escaped(last)}"


def _escaped(text: str) -> str:
    escaped = re.sub(MARKUP, _escape, visible(text))
    return re.sub(MENTION, f"@{ZERO_WIDTH}", escaped)


def _escape(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
