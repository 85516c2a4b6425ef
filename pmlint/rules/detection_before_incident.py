"""The incident was detected before it began.

The detection time is compared with the start of the incident or, where that is not told, with its
date. Of a range (`A to B`) the start counts. Only what is certain is reported: a date alone is no
contradiction to a time on that day, and times in unknown zones must be most of a day apart.

Timeline entries before the detection are all right.

## Why it matters

Time to detection is the first figure that anybody takes from a report, and here it is negative.

## Bad

```yaml
incident_description:
  when: 2026-03-14T09:12:00Z
response_and_resolution:
  time_to_resolution:
    detection_time: 2026-03-14T08:31:00Z
```

## Good

```yaml
incident_description:
  when: 2026-03-14T09:12:00Z
response_and_resolution:
  time_to_resolution:
    detection_time: 2026-03-14T09:31:00Z
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.order import certainly_before
from pmlint.role import Role
from pmlint.rule import Context, rule


@rule("PM404", needs=(Role.DETECTION_TIME,), needs_any=(Role.INCIDENT_START, Role.INCIDENT_DATE))
def check(context: Context) -> Iterator[Problem]:
    detection, began = context.chronology.detection, context.chronology.began
    if detection is None or detection.moment is None or began is None or began.moment is None:
        return
    if certainly_before(detection.moment, began.moment):
        yield Problem(
            detection.part.span,
            f"detected at `{detection.moment.text.strip()}`, before the incident began "
            f"(`{began.moment.text.strip()}`)",
            detection.part.pointer,
            "correct whichever of the two is wrong",
        )
