"""A time of the incident that is later than the date of the report.

Start, timeline, detection and resolution are compared with the date of the report, as dates in the
report's time zone (without one, as they are written). The day of the report itself is all right,
and so is everything that comes later by its nature: due dates, days of completion, signatures.

Silent where the report is dated before the whole incident: that is PM406.

## Why it matters

Nobody can report what has not happened yet: one of the dates is wrong, or the report was written
on and still bears its first date.

## Bad

```yaml
date_of_incident: 2026-03-14
date_of_report: 2026-03-16
response_and_resolution:
  time_to_resolution:
    detection_time: 2026-04-14 09:31
```

## Good

```yaml
date_of_incident: 2026-03-14
date_of_report: 2026-03-16
response_and_resolution:
  time_to_resolution:
    detection_time: 2026-03-14 09:31
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.role import INCIDENT_ROLES, Role
from pmlint.rule import Context, rule


@rule("PM407", needs=(Role.REPORT_DATE,), needs_any=INCIDENT_ROLES)
def check(context: Context) -> Iterator[Problem]:
    times = context.chronology
    written = times.report_date
    if written is None or written.moment is None or times.report_precedes_incident:
        return
    last = times.date_of(written.moment)
    for timed in times.incident:
        moments = (timed.moment, timed.until)
        late = next((at for at in moments if at is not None and times.date_of(at) > last), None)
        if late is not None:
            yield Problem(
                timed.part.span,
                f"`{late.text.strip()}` is after the date of the report, `{last}`",
                timed.part.pointer,
                "correct whichever is wrong; a report that was written on takes a new date",
            )
