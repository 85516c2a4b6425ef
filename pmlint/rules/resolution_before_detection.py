"""The incident was over before it was detected, or before it began.

The resolution time is compared with the detection time or, where that is not told, with the start
of the incident, or else its date. Only what is certain is reported: a date alone is no
contradiction to a time on that day, and times in unknown zones must be most of a day apart.

Timeline entries after the resolution are all right.

## Why it matters

Time to resolution goes into every statistic of the year, and a negative one spoils the average
without being noticed.

## Bad

```yaml
response_and_resolution:
  time_to_resolution:
    detection_time: 2026-03-14T23:31:00Z
    resolution_time: 2026-03-14T01:40:00Z
```

## Good

```yaml
response_and_resolution:
  time_to_resolution:
    detection_time: 2026-03-14T23:31:00Z
    resolution_time: 2026-03-15T01:40:00Z
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.order import certainly_before
from pmlint.role import Role
from pmlint.rule import Context, rule


@rule(
    "PM405",
    needs=(Role.RESOLUTION_TIME,),
    needs_any=(Role.DETECTION_TIME, Role.INCIDENT_START, Role.INCIDENT_DATE),
)
def check(context: Context) -> Iterator[Problem]:
    resolution, before = context.chronology.resolution, context.chronology.detection
    what = "it was detected"
    if before is None or before.moment is None:
        before, what = context.chronology.began, "the incident began"
    if resolution is None or resolution.moment is None or before is None or before.moment is None:
        return
    if certainly_before(resolution.moment, before.moment):
        yield Problem(
            resolution.part.span,
            f"resolved at `{resolution.moment.text.strip()}`, before {what} "
            f"(`{before.moment.text.strip()}`)",
            resolution.part.pointer,
            "correct whichever of the two is wrong; past midnight it is the next day",
        )
