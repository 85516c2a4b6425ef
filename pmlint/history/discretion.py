"""Discretion: events without the secrets of the versions that they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmlint.event import Event
from pmlint.finding import Pointer
from pmlint.frozen import replace
from pmlint.postmortem import Postmortem
from pmlint.secret import Discretion, secrets


def discreet(
    found: Iterable[Event], before: Postmortem | None, after: Postmortem | None
) -> Iterator[Event]:
    """Yield the events `found` between two versions without the secrets of either.

    A history is no place to leak them.
    """
    text = "\n".join(each.document.text.content for each in (before, after) if each is not None)
    hidden = secrets(text)
    clean = Discretion(text, hidden).unsaid if hidden else None
    for event in found:
        if clean is None:
            yield event
            continue
        pointer: Pointer = tuple(
            clean(step) if isinstance(step, str) else step for step in event.pointer
        )
        yield replace(
            event,
            pointer=pointer,
            item=clean(event.item),
            before=None if event.before is None else clean(event.before),
            after=None if event.after is None else clean(event.after),
        )
