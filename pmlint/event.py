"""Event: what happened to a report between two of its versions, in the report's own terms."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from pmlint.action import Progress
from pmlint.chronology import Chronology
from pmlint.finding import Pointer
from pmlint.frozen import Frozen
from pmlint.pairing import paired_actions, paired_entries
from pmlint.part import Part
from pmlint.phrase import fold
from pmlint.postmortem import Postmortem, Stage
from pmlint.promise import Promise, answer, in_line, named, promise
from pmlint.role import Role
from pmlint.section import is_open


class EventKind(Enum):
    """What can happen to a report; the value is the word in the output for machines."""

    CREATED = "created"
    """The report is there for the first time; `after` is its stage."""
    RENAMED = "renamed"
    """Its file has another path."""
    STATUS = "status"
    """It has gone from one stage to another."""
    SECTION_FILLED = "section_filled"
    """A required part at the top of the template has nothing open any more."""
    ACTION_ADDED = "action_added"
    """An action item is promised; `after` is how far it has come already."""
    ACTION_CLOSED = "action_closed"
    """An action item is done."""
    ACTION_REOPENED = "action_reopened"
    """What was done or dropped is to be done after all."""
    ACTION_DROPPED = "action_dropped"
    """A promise is taken back."""
    ACTION_REMOVED = "action_removed"
    """An action item is no longer in the report; `before` is how far it had come."""
    ACTION_REWORDED = "action_reworded"
    """An action item promises something else, or the same in other words."""
    DUE_MOVED = "due_moved"
    """The day by which it is done is another one, or (`after` is None) is taken away."""
    OWNER_CHANGED = "owner_changed"
    """Somebody else sees it through, or (`after` is None) nobody."""
    SEVERITY_CHANGED = "severity_changed"
    """The incident is judged to be more or less severe."""
    TIMELINE_ADDED = "timeline_added"
    """The timeline of a final report has a new entry."""
    TIMELINE_CHANGED = "timeline_changed"
    """An entry in the timeline of a final report tells another time or event."""
    TIMELINE_REMOVED = "timeline_removed"
    """The timeline of a final report has lost an entry."""
    SIGNED_OFF = "signed_off"
    """Somebody has approved what the report says."""
    SIGN_OFF_STALE = "sign_off_stale"
    """The report says something else than what was approved."""
    REMOVED = "removed"
    """The report is gone; `before` is its stage."""


class Event(Frozen):
    """One thing that happened.

    `pointer` is its place in the later version, and of what is gone in the earlier one. `item` is
    the full name of the action item, entry or section, or an empty text. `before` and `after` are
    what has changed, as the report says it; of stages, and of how far an action item has come,
    the word of `Stage` and `Progress`. None is nothing, or a word that nobody knows.
    """

    kind: EventKind
    pointer: Pointer
    item: str
    before: str | None
    after: str | None


def events(before: Postmortem | None, after: Postmortem | None) -> tuple[Event, ...]:
    """Return what happened between two versions of a report; None is a report that is not there.

    The order is: created or removed; status; sections filled, as the template has them; severity;
    the action items in the order of the later version, of each what happened to its progress,
    words, due date and owner; action items removed; entries of the timeline added and changed,
    and then those removed.

    A first answer is the filling in of a report and no change: a severity or owner where there was
    none is told only after the report was final, and a due date never. An action item without
    words of its own (`[Action Item]`) is none yet. Nor is another spelling a change: capitals and
    punctuation of names and action items, or the same day written differently. The timeline is
    told only after the report was final; that entries changed places is not told.
    """
    if before is None or after is None:
        return tuple(_came_or_went(before, after))
    return (
        *_status(before, after),
        *_sections(before, after),
        *_severity(before, after),
        *_actions(before, after),
        *(_timeline(before, after) if before.stage is Stage.FINAL else ()),
    )


def _came_or_went(before: Postmortem | None, after: Postmortem | None) -> Iterator[Event]:
    if after is not None:
        yield Event(EventKind.CREATED, (), "", None, after.stage.value)
        promises = map(promise, after.every(Role.ACTION))
        yield from (_added(item) for item in promises if item is not None)
    elif before is not None:
        yield Event(EventKind.REMOVED, (), "", before.stage.value, None)


def _status(before: Postmortem, after: Postmortem) -> Iterator[Event]:
    if before.stage is not after.stage:
        part = after.first(Role.STATUS) or before.first(Role.STATUS)
        pointer = () if part is None else part.pointer
        yield Event(EventKind.STATUS, pointer, "", before.stage.value, after.stage.value)


def _sections(before: Postmortem, after: Postmortem) -> Iterator[Event]:
    for name in after.shape.required:
        part = _section(after, name)
        if part is not None and not is_open(part):
            earlier = _section(before, name)
            if earlier is None or is_open(earlier):
                title = part.shape.title if part.shape is not None else ""
                yield Event(EventKind.SECTION_FILLED, part.pointer, title or name, None, None)


def _section(report: Postmortem, name: str) -> Part | None:
    return next((part for part in report.root.children if part.step == name), None)


def _severity(before: Postmortem, after: Postmortem) -> Iterator[Event]:
    was, now = answer(before.first(Role.SEVERITY)), answer(after.first(Role.SEVERITY))
    if was is None and before.stage is not Stage.FINAL:
        return
    if (was and was.meaning) != (now and now.meaning):
        yield from _change(EventKind.SEVERITY_CHANGED, "", was, now)


def _actions(before: Postmortem, after: Postmortem) -> Iterator[Event]:
    pairing = paired_actions(before, after)
    earlier = {now: was for was, now in pairing.pairs}
    days = _Days(before, after)
    emptied = []
    for part in after.every(Role.ACTION):
        was = earlier.get(part)
        before_it, now = None if was is None else promise(was), promise(part)
        if now is None:
            emptied.extend([] if was is None else [was])
        elif before_it is None:
            yield _added(now)
        else:
            yield from _kept(before_it, now, days, was_final=before.stage is Stage.FINAL)
    for gone in map(promise, (*emptied, *pairing.gone)):
        if gone is not None:
            yield _removed(gone)


def _added(item: Promise) -> Event:
    word = _word(item.progress)
    return Event(EventKind.ACTION_ADDED, item.part.pointer, item.name, None, word)


def _removed(item: Promise) -> Event:
    word = _word(item.progress)
    return Event(EventKind.ACTION_REMOVED, item.part.pointer, item.name, word, None)


def _kept(was: Promise, now: Promise, days: _Days, *, was_final: bool) -> Iterator[Event]:
    name, kind = now.name, _turn(was.progress, now.progress)
    if kind is not None:
        yield Event(kind, now.part.pointer, name, _word(was.progress), _word(now.progress))
    if was.words and (now.words is None or fold(was.words.text) != fold(now.words.text)):
        yield from _change(EventKind.ACTION_REWORDED, name, was.words, now.words)
    if was.due and (now.due is None or not days.are_same(was.due, now.due)):
        yield from _change(EventKind.DUE_MOVED, name, was.due, now.due)
    is_same = sorted(map(fold, was.owners)) == sorted(map(fold, now.owners))
    if not is_same and (was.owners or was_final):
        owner = now.owner or was.owner
        names = [", ".join(owners) or None for owners in (was.owners, now.owners)]
        yield Event(EventKind.OWNER_CHANGED, owner.pointer if owner else (), name, *names)


def _turn(was: Progress | None, now: Progress | None) -> EventKind | None:
    if now is was or now is None:
        return None
    if now is Progress.DONE:
        return EventKind.ACTION_CLOSED
    if now is Progress.DROPPED:
        return EventKind.ACTION_DROPPED
    return EventKind.ACTION_REOPENED if was in (Progress.DONE, Progress.DROPPED) else None


def _timeline(before: Postmortem, after: Postmortem) -> Iterator[Event]:
    pairing = paired_entries(before, after)
    earlier = {now: was for was, now in pairing.pairs}
    emptied = []
    for now in after.every(Role.ENTRY):
        was, tells = earlier.get(now), _entry(now)
        told = _entry(was)
        if tells is None and was is not None:
            emptied.append(was)
        elif told != tells:
            kind = EventKind.TIMELINE_ADDED if told is None else EventKind.TIMELINE_CHANGED
            yield Event(kind, now.pointer, _event_of(now), told, tells)
    for gone in (*emptied, *pairing.gone):
        if (told := _entry(gone)) is not None:
            yield Event(EventKind.TIMELINE_REMOVED, gone.pointer, _event_of(gone), told, None)


def _entry(entry: Part | None) -> str | None:
    """Return time and event of an entry in one line; None where both are still to be written."""
    if entry is None:
        return None
    time = in_line(answer(entry.first(Role.ENTRY_TIME)))
    return f"{time} {_event_of(entry)}".strip() or None


def _event_of(entry: Part) -> str:
    return in_line(answer(named(entry, Role.ENTRY_EVENT)))


def _change(kind: EventKind, item: str, was: Part | None, now: Part | None) -> Iterator[Event]:
    part = now or was
    if part is not None:
        texts = [None if said is None else said.text for said in (was, now)]
        yield Event(kind, part.pointer, item, *texts)


def _word(progress: Progress | None) -> str | None:
    return None if progress is None else progress.value


class _Days:
    """Says whether two due dates are the same day, however they are written."""

    def __init__(self, before: Postmortem, after: Postmortem) -> None:
        self._before = Chronology(before)
        self._after = Chronology(after)

    def are_same(self, was: Part, now: Part) -> bool:
        if was.text == now.text:
            return True
        earlier, later = self._before.of(was), self._after.of(now)
        if earlier is None or later is None or earlier.moment is None or later.moment is None:
            return False
        return self._before.date_of(earlier.moment) == self._after.date_of(later.moment)
