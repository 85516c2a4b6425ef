"""Facts: what one version of a report says that is counted, as plain data.

They are read from a report once. The same text under the same template has the same facts, so they
can be kept from run to run, and whatever follows works without YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from pmlint.action import Progress, progress
from pmlint.chronology import Chronology, says_no_time
from pmlint.document import DefectKind, Document, Scalar, Sequence
from pmlint.finding import Pointer, json_pointer
from pmlint.frozen import Frozen
from pmlint.likeness import Item as Known
from pmlint.likeness import known_action, line_of
from pmlint.moment import Moment
from pmlint.order import difference
from pmlint.part import Part
from pmlint.postmortem import Postmortem
from pmlint.promise import answer, in_line, named
from pmlint.role import Role
from pmlint.secret import Discretion, secrets
from pmlint.text import Span

PARTLY_READ = frozenset((DefectKind.DUPLICATE_KEY, DefectKind.SEVERAL_DOCUMENTS))


class ActionFacts(Frozen, apart=("line",)):
    """What an action item says; a text that nobody has written is empty, a day that is none None.

    `words` are those of the item as it stands there, also a placeholder; `is_worded` tells whether
    somebody has written them. `due_text` is the due date as written, whether or not it is a day,
    `progress` None where the status is a word that nobody knows. `line` counts from 1;
    what is written above an item changes nothing in it.
    """

    pointer: Pointer
    line: int
    id: str
    words: str
    is_worded: bool
    owners: tuple[str, ...]
    due: date | None
    due_text: str
    progress: Progress | None
    status: str
    kind: str
    priority: str
    link: str
    reason: str
    completed_on: date | None

    @property
    def name(self) -> str:
        """The words of the item, or its identifier where nobody has written any."""
        return self.words if self.is_worded else self.id

    @property
    def is_written(self) -> bool:
        """Say whether somebody has written something: a mere template to fill in is no item."""
        return bool(self.name or self.owners or self.due_text or self.link)

    @property
    def known(self) -> Known:
        """What the item is known by, from version to version."""
        return known_action(
            self.pointer, self.id, self.words, self.owners, self.due_text, blank=not self.is_worded
        )


class Facts(Frozen):
    """What a report says. Times to detection and resolution count from the start of the incident.

    They are None where the report does not tell both times exactly, or in the wrong order.
    `doubts` tell what in it could not be counted, and why.
    """

    title: str
    incident_id: str
    incident_date: date | None
    report_date: date | None
    severity: str
    team: str
    stage: str
    to_detect: timedelta | None
    to_resolve: timedelta | None
    actions: tuple[ActionFacts, ...]
    doubts: tuple[str, ...] = ()


def facts(document: Document, report: Postmortem) -> Facts:
    """Return what `report`, read from `document`, says; its secrets are masked."""
    hidden = secrets(document.text.content)
    clean: Callable[[str], str] = str
    if hidden:
        clean = Discretion(document.text.content, hidden).unsaid
    times = Chronology(report)
    start, detection, resolution = (
        None if timed is None else timed.moment
        for timed in (times.start, times.detection, times.resolution)
    )
    incident_id = report.first(Role.INCIDENT_ID)
    actions = tuple(_action(part, document, times, clean) for part in report.every(Role.ACTION))
    return Facts(
        clean(_says(report, Role.TITLE)),
        clean(incident_id.text if incident_id is not None and incident_id.answered else ""),
        times.day,
        _day(report.first(Role.REPORT_DATE), times),
        clean(_says(report, Role.SEVERITY)),
        clean(_says(report, Role.TEAM)),
        report.stage.value,
        _passed(start, detection),
        _passed(start, resolution),
        actions=actions,
        doubts=tuple(map(clean, _doubts(document, report, actions))),
    )


def _action(
    part: Part, document: Document, times: Chronology, clean: Callable[[str], str]
) -> ActionFacts:
    words = named(part, Role.ACTION_TEXT)
    due = part.first(Role.DUE_DATE)
    status = part.first(Role.ACTION_STATUS)
    return ActionFacts(
        pointer=tuple(clean(step) if isinstance(step, str) else step for step in part.pointer),
        line=document.text.position(part.node.start).line,
        id=clean(in_line(answer(part.first(Role.ACTION_ID)))),
        words=clean(" ".join(line_of(part if words is None else words).split())),
        is_worded=answer(words) is not None,
        owners=tuple(map(clean, _owners(part))),
        due=_day(due, times),
        due_text=clean(in_line(answer(due))),
        progress=progress(part),
        status=clean(status.meaning if status is not None and status.answered else ""),
        kind=clean(_says(part, Role.ACTION_KIND)),
        priority=clean(_says(part, Role.PRIORITY)),
        link=clean(_says(part, Role.EVIDENCE)),
        reason=clean(_says(part, Role.REASON)),
        completed_on=_day(part.first(Role.COMPLETED_ON), times),
    )


def _owners(part: Part) -> Iterator[str]:
    for owner in part.every(Role.OWNER):
        parts = owner.children if isinstance(owner.node, Sequence) else (owner,)
        yield from filter(None, (in_line(answer(each)) for each in parts))


def _passed(start: Moment | None, end: Moment | None) -> timedelta | None:
    span = None if start is None or end is None else difference(start, end)
    return span if span is not None and span >= timedelta(0) else None


def _says(part: Part | Postmortem, role: Role) -> str:
    return " ".join(part.says(role).split())


def _day(part: Part | None, times: Chronology) -> date | None:
    timed = None if part is None else times.of(part)
    return None if timed is None or timed.moment is None else times.date_of(timed.moment)


def _doubts(
    document: Document, report: Postmortem, actions: tuple[ActionFacts, ...]
) -> Iterator[str]:
    """Yield why not all action items of a report may be counted."""
    for defect in document.defects:
        if defect.kind in PARTLY_READ:
            yield f"{_line(document, defect.span)}: {defect.message}"
    for part in report.parts:
        item = None if part.shape is None else part.shape.item
        if item is None or item.role is not Role.ACTION:
            continue
        if part.answered and not isinstance(part.node, Sequence) and not says_no_time(part.text):
            where = f"{_line(document, part.span)}: {json_pointer(part.pointer)}"
            yield f"{where} is no list of action items, so none in it is counted"
    for part, action in zip(report.every(Role.ACTION), actions, strict=True):
        if not action.is_written and any(map(_says_something, part.walk())):
            yield (
                f"{_line(document, part.span)}: an action item says nothing where the template "
                "looks for its words, so it is not counted"
            )
    for part in report.parts:
        if part.shape is None and isinstance(part.node, Sequence) and part.children:
            meant = _meant(part, report)
            if meant:
                yield (
                    f"{_line(document, part.key_span)}: `{part.step}` is no part of the template, "
                    f"so nothing in it is counted; `{meant}` may be meant"
                )


def _says_something(part: Part) -> bool:
    """Say whether somebody has written something that is no mere choice of the template's."""
    choices = (Role.ACTION_STATUS, Role.ACTION_KIND, Role.PRIORITY)
    return isinstance(part.node, Scalar) and part.answered and part.role not in choices


def _meant(part: Part, report: Postmortem) -> str:
    """Return the key of the list of action items that `part` may be, an empty text for none."""
    from difflib import get_close_matches

    lists = {
        way[-1]: shape.item
        for way, shape in report.shape.walk()
        if way and shape.item is not None and shape.item.role is Role.ACTION
    }
    for key, item in lists.items():
        steps = {child.step for each in part.children for child in each.children}
        if item is not None and steps.intersection(item.names):
            return key
    close = get_close_matches(str(part.step), lists, 1)
    return close[0] if close else ""


def _line(document: Document, span: Span) -> str:
    return f"line {document.text.position(span.start).line}"
