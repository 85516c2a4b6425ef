"""A report that is dated before the incident.

The date of the report is compared with the date of the incident or, where that is not told, with
the day on which it began. Dates alone are compared: a report of the same day is all right.

## Why it matters

One of the two dates is a typing error, most often last year's number in January. Deadlines and
statistics are counted from both.

## Bad

```yaml
date_of_incident: 2026-01-14
date_of_report: 2025-01-16
```

## Good

```yaml
date_of_incident: 2026-01-14
date_of_report: 2026-01-16
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.role import Role
from pmlint.rule import Context, rule


@rule("PM406", needs=(Role.REPORT_DATE,), needs_any=(Role.INCIDENT_DATE, Role.INCIDENT_START))
def check(context: Context) -> Iterator[Problem]:
    times = context.chronology
    written = times.report_date
    if written is None or written.moment is None or not times.report_precedes_incident:
        return
    yield Problem(
        written.part.span,
        f"the report is dated `{times.date_of(written.moment)}`, and the incident `{times.day}`",
        written.part.pointer,
        "correct whichever of the two is wrong",
    )
