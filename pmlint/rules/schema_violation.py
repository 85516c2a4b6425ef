"""Something else that the template asks for, and the report does not keep.

Whatever an organisation's own JSON Schema can say beyond required parts, types and allowed
values ends here: too few or too many entries, entries that repeat, keys that exclude each other.

## Why it matters

The template is the organisation's own word on what a report is.

## Bad

```yaml template=small
incident_title: Checkout unavailable in Europe
lessons_learned:
  what_worked_well:
    - The rollback took two minutes.
    - The rollback took two minutes.
```

## Good

```yaml template=small
incident_title: Checkout unavailable in Europe
lessons_learned:
  what_worked_well:
    - The rollback took two minutes.
    - The pager rang within one minute.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.rule import Context, rule
from pmlint.template import ViolationKind


@rule("PM107")
def check(context: Context) -> Iterator[Problem]:
    yield from context.violations(ViolationKind.SCHEMA_VIOLATION)
