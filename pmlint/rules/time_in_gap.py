"""A local time that daylight saving skipped or repeated.

In the night the clocks go forward an hour never happens, and in the night they go back one happens
twice. Start, timeline, detection and resolution are looked at, as far as a time has its zone from
the report's `timezone` (an IANA name); a time with an offset is never in doubt.

## Why it matters

Whether 02:30 was before or after the page at 02:50 decides how long the incident took, and nobody
can tell.

## Bad

```yaml
timezone: Europe/Berlin
incident_description:
  when: 2026-10-25 02:30
```

## Good

```yaml
timezone: Europe/Berlin
incident_description:
  when: 2026-10-25 02:30+01:00
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pmlint.finding import Problem, Severity
from pmlint.moment import Shift
from pmlint.role import CLOCK_ROLES
from pmlint.rule import Context, rule
from pmlint.zone import offsets


@rule("PM412", severity=Severity.WARNING, needs_any=CLOCK_ROLES)
def check(context: Context) -> Iterator[Problem]:
    for part, moment in context.chronology.clock:
        if moment.shift is Shift.NONE or moment.zone is None:
            continue
        text, zone = moment.text.strip(), moment.zone.name
        before, after = (spelt(offset) for offset in offsets(moment.local, moment.zone))
        if moment.shift is Shift.REPEATED:
            message = f"`{text}` happened twice in {zone}: the clocks went back"
            advice = f"write the offset: {before} is the first time, {after} the second"
        else:
            message = f"`{text}` never happened in {zone}: the clocks went forward"
            advice = (
                f"correct it, or write the offset: {before} before the change, {after} after it"
            )
        yield Problem(part.span, message, part.pointer, advice)


def spelt(offset: timedelta) -> str:
    """Return an offset as it is written: `+02:00`."""
    minutes = int(abs(offset) / timedelta(minutes=1))
    return f"{'-' if offset < timedelta(0) else '+'}{minutes // 60:02}:{minutes % 60:02}"
