"""Delay: how often the due date of an action item has moved, and by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmlint.event import Event, EventKind
from pmlint.finding import Pointer
from pmlint.moment import Moment, read_moment
from pmlint.pairing import paired_actions
from pmlint.postmortem import Postmortem

Delay = tuple[int, int | None]
"""The how manieth time it is, and by how many days; None where a date cannot be read."""
NOT_MOVED: Delay = (0, None)


class Delays:
    """Counts for every action item of a report, version by version, how often its date moved.

    A date that is drawn nearer has moved too. Items are followed as `pairing` does it.
    """

    def __init__(self) -> None:
        self._times: dict[Pointer, int] = {}

    def counted(
        self, found: Sequence[Event], before: Postmortem | None, after: Postmortem | None
    ) -> list[Delay]:
        """Return for each event how its due date moved, `NOT_MOVED` for any other event.

        `found` is all that happened from `before` to `after`, which is the next `before`; where
        one of them is not there nothing moved.
        """
        moving = any(event.kind is EventKind.DUE_MOVED for event in found)
        if before is None or after is None or not (moving or self._times):
            return [NOT_MOVED] * len(found)
        pairs = paired_actions(before, after).pairs
        became = {was.pointer: now.pointer for was, now in pairs}
        same = {now.pointer: now.pointer for _, now in pairs}
        times = {now.pointer: self._times.get(was.pointer, 0) for was, now in pairs}
        delays: list[Delay] = []
        for event in found:
            if event.kind is not EventKind.DUE_MOVED:
                delays.append(NOT_MOVED)
                continue
            # The pointer of a date that was taken away is one of the earlier version.
            item = _item(event.pointer, became if event.after is None else same)
            times[item] = times.get(item, 0) + 1
            delays.append((times[item], _days(event)))
        self._times = {pointer: count for pointer, count in times.items() if count}
        return delays


def _item(pointer: Pointer, places: Mapping[Pointer, Pointer]) -> Pointer:
    """Return the place of the action item to which the part at `pointer` belongs."""
    around = (pointer[:length] for length in range(len(pointer), 0, -1))
    return next((places[at] for at in around if at in places), pointer)


def _days(event: Event) -> int | None:
    was, now = (read_moment(text or "") for text in (event.before, event.after))
    if isinstance(was, Moment) and isinstance(now, Moment):
        return (now.local.date() - was.local.date()).days
    return None
