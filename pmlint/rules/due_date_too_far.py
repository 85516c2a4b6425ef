"""An action item that is due later than the severity of the incident allows.

Counted are the days from the date of the report to the due date, for items that are still open. A
severity that the option does not list is not judged, nor is a date that cannot be read.

## Why it matters

What is due in a year is not planned, it is put off; and a critical incident can come back
tomorrow.

## Bad

```yaml
date_of_report: 2026-03-18
impact_assessment:
  severity: critical
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-12-31
```

## Good

```yaml
date_of_report: 2026-03-18
impact_assessment:
  severity: critical
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-10
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmlint.action import is_promised
from pmlint.finding import Problem, Severity
from pmlint.moment import date_in
from pmlint.role import Role
from pmlint.rule import Context, Option, rule

DAYS = {"critical": 30, "major": 60, "minor": 90}


@rule(
    "PM308",
    severity=Severity.WARNING,
    needs=(Role.ACTION, Role.DUE_DATE, Role.REPORT_DATE, Role.SEVERITY),
    default=False,
    options=(Option("days", DAYS, "how many days after the report an item may be due"),),
)
def check(context: Context, *, days: Mapping[str, int]) -> Iterator[Problem]:
    times = context.chronology
    severity = context.report.says(Role.SEVERITY)
    allowed = days.get(severity)
    if allowed is None or times.report_date is None or times.report_date.moment is None:
        return
    written = date_in(times.report_date.moment, times.zone)
    for action in context.report.every(Role.ACTION):
        part = action.first(Role.DUE_DATE)
        due = times.of(part) if part is not None else None
        if part is None or due is None or due.moment is None or not is_promised(action):
            continue
        after = (date_in(due.moment, times.zone) - written).days
        if after > allowed:
            yield Problem(
                part.span,
                f"{action.label} is due {after} days after the report",
                part.pointer,
                f"after a {severity} incident {allowed} are allowed: bring the date forward, "
                "or take a first step that can be done by then",
            )
