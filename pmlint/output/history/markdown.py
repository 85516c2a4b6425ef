"""`pmlint history --format markdown`: a list to paste into an issue or a chat."""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.history.account import Account
from pmlint.output.history.words import OID, heading, notes, pending, told
from pmlint.output.markup import escaped


def render(account: Account) -> Iterator[str]:
    """Yield lines without line breaks; nothing that a report says is markup in them."""
    yield f"**{escaped(account.life.path)}**: {escaped(heading(account))}"
    yield ""
    for note in notes(account):
        yield escaped(note)
        yield ""
    for step in account.steps:
        first = step[0]
        author = escaped(first.author.name or first.author.email or "nobody")
        yield f"- {first.date:%Y-%m-%d}, {author}, `{first.commit.oid[:OID]}`"
        for each in step:
            yield f"  - {escaped(told(each))}"
    last = pending(account)
    if last:
        yield f"- {escaped(last)}"
