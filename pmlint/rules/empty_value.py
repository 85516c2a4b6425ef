"""A required part is there, and nothing stands in it: null, blank, `[]` or `{}`.

Optional parts may be empty. Where a part does not apply, say so: `N/A` is an answer.

## Why it matters

A key without a value passes for a finished part in every outline of the report.

## Bad

```yaml template=small
incident_title:
lessons_learned:
  what_worked_well: []
```

## Good

```yaml template=small
incident_title: Checkout unavailable in Europe
lessons_learned:
  what_worked_well:
    - N/A
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.rule import Context, rule
from pmlint.template import ViolationKind


@rule("PM103", completeness=True)
def check(context: Context) -> Iterator[Problem]:
    yield from context.violations(ViolationKind.EMPTY_VALUE)
