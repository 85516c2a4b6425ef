"""A timeline entry that is there twice: the same time and the same event.

Events are compared without regard to capitals and spacing. The same event at another time is all
right, and so are several events at one time, and the same entry in two lists.

## Why it matters

Timelines are pasted together from chat, tickets and memory. An event that stands there twice reads
as if it had happened twice.

## Bad

```yaml
date_of_incident: 2026-03-14
incident_description:
  timeline:
    - time: "09:31"
      event: Pager rings
    - time: 2026-03-14 09:31
      event: pager  rings
```

## Good

```yaml
date_of_incident: 2026-03-14
incident_description:
  timeline:
    - time: "09:31"
      event: Pager rings
    - time: "09:46"
      event: Pager rings
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator

from pmlint.chronology import list_of
from pmlint.finding import Problem, Severity
from pmlint.moment import Moment, Precision
from pmlint.part import Part
from pmlint.role import Role
from pmlint.rule import Context, rule


@rule(
    "PM408",
    severity=Severity.WARNING,
    needs=(Role.ENTRY, Role.ENTRY_TIME, Role.ENTRY_EVENT),
)
def check(context: Context) -> Iterator[Problem]:
    first: dict[Hashable, Part] = {}
    told = list(events(context))
    times_told = Counter(words for _, _, words in told)
    for entry, time, words in told:
        timed = context.chronology.of(time) if times_told[words] > 1 else None
        if timed is None or timed.moment is None:
            continue
        key = (list_of(entry), meaning(timed.moment), words)
        twin = first.setdefault(key, entry)
        if twin is not entry:
            yield Problem(
                entry.key_span,
                f"the same event at the same time is on line {line(context, twin)}",
                entry.pointer,
                "delete one of the two, or say what was different the second time",
            )


def events(context: Context) -> Iterator[tuple[Part, Part, str]]:
    """Yield each entry that tells of an event, its time, and its words as they are compared."""
    for entry in context.report.every(Role.ENTRY):
        time, event = entry.first(Role.ENTRY_TIME), entry.first(Role.ENTRY_EVENT)
        if time is not None and event is not None and event.answered and event.text:
            yield entry, time, " ".join(event.text.casefold().split())


def line(context: Context, entry: Part) -> int:
    """Return the line on which an entry begins."""
    return context.document.text.position(entry.key_span.start).line


def meaning(moment: Moment) -> Hashable:
    """Return what two moments have in common if, and only if, they certainly mean the same."""
    day = moment.precision is Precision.DAY
    if moment.zone is None:
        return (day, moment.local, moment.abbreviation)
    return (day, moment.earliest, moment.latest)
