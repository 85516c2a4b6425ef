"""Times without a zone, in a report that names none.

Start, timeline, detection and resolution are looked at. A time carries a zone if it ends with `Z`,
`UTC` or an offset, or continues one that does: a bare `09:31` takes the zone of the entry before
it. A date alone needs none. One finding for the whole report, at the first such time.

Silent where the report has a `timezone`, even a wrong one (that is PM106), and about abbreviations
such as `PST` (PM411).

## Why it matters

09:12 in the report and 09:12 in the log are hours apart, and nobody can tell which came first.

## Bad

```yaml
incident_description:
  when: 2026-03-14 09:12
```

## Good

```yaml
timezone: Europe/Berlin
incident_description:
  when: 2026-03-14 09:12
```

```yaml
incident_description:
  when: 2026-03-14 09:12+01:00
  timeline:
    - time: "09:31"
      event: Pager rings
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.filling import Filling
from pmlint.finding import Problem, Severity
from pmlint.moment import Precision
from pmlint.role import CLOCK_ROLES, Role
from pmlint.rule import Context, rule


@rule("PM403", severity=Severity.WARNING, needs_any=CLOCK_ROLES)
def check(context: Context) -> Iterator[Problem]:
    named = context.report.first(Role.TIMEZONE)
    if named is not None and named.filling is not Filling.EMPTY:
        return
    clock = context.chronology.clock
    naive = [part for part, moment in clock if moment.naive]
    if not naive:
        return
    message = "1 time carries no zone" if len(naive) == 1 else f"{len(naive)} times carry no zone"
    if any(not moment.naive and moment.precision is not Precision.DAY for _, moment in clock):
        message += ", others do"
    yield Problem(naive[0].span, message, naive[0].pointer, advice(context))


def advice(context: Context) -> str:
    """Say what to add: the template's own key for the zone, if it has one."""
    for way, shape in context.template.shape.walk():
        if shape.role is Role.TIMEZONE and way and "[]" not in way:
            above = f" under `{'.'.join(way[:-1])}`" if way[:-1] else ""
            return f"add `{way[-1]}: UTC`{above}, or whichever zone it was, or write offsets"
    return "write an offset behind each time, such as Z or +02:00"
