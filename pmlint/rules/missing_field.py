"""A part that every report must have is not there.

The place is the key of the section that lacks it; for an entry of a list its first key; at the
top level the first key of the report. A missing section is PM101, an action item without an owner
PM301, one without a due date PM302.

## Why it matters

A root cause that is missing looks exactly like a root cause that nobody looked for.

## Bad

```yaml template=small
lessons_learned:
  what_worked_well:
    - The rollback took two minutes.
```

## Good

```yaml template=small
incident_title: Checkout unavailable in Europe
lessons_learned:
  what_worked_well:
    - The rollback took two minutes.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.rule import Context, rule
from pmlint.template import ViolationKind


@rule("PM102", completeness=True)
def check(context: Context) -> Iterator[Problem]:
    yield from context.violations(ViolationKind.MISSING_FIELD)
