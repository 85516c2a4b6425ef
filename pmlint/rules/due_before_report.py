"""An action item that was due before the report was written, and is still open.

Compared are two dates, in the report's time zone; the day of the report itself is early enough.
Items that are done, dropped or proposed are left alone, and so is a date that cannot be read.

## Why it matters

Such an item is overdue on the day it is written down. Either it is done and nobody has said so, or
the date is a slip of the pen.

## Bad

```yaml
date_of_report: 2026-03-18
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2025-04-30
```

## Good

```yaml
date_of_report: 2026-03-18
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
  - action_item: Renew the certificate
    owner: Ada Okafor
    due_date: 2026-03-15
    status: done
    completed_on: 2026-03-15
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.action import is_promised
from pmlint.finding import Problem
from pmlint.moment import date_in
from pmlint.role import Role
from pmlint.rule import Context, rule


@rule("PM303", needs=(Role.ACTION, Role.DUE_DATE, Role.REPORT_DATE))
def check(context: Context) -> Iterator[Problem]:
    times = context.chronology
    if times.report_date is None or times.report_date.moment is None:
        return
    written = date_in(times.report_date.moment, times.zone)
    for action in context.report.every(Role.ACTION):
        part = action.first(Role.DUE_DATE)
        due = times.of(part) if part is not None else None
        if part is None or due is None or due.moment is None or not is_promised(action):
            continue
        if date_in(due.moment, times.zone) < written:
            yield Problem(
                part.span,
                f"{action.label} is due {part.text}, before the report of {written}",
                part.pointer,
                "correct the date, or set the status of an item that is done already",
            )
