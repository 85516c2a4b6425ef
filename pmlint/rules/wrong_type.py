"""Text where a list belongs, a number where text belongs, and the like.

Values are read as YAML 1.2 says: `404` is a number, `NO` is text, a date is text.

## Why it matters

The programs that read reports ask a list for its entries and text for its words.

## Bad

```yaml template=small
incident_title: Checkout unavailable in Europe
lessons_learned:
  what_worked_well: The rollback took two minutes.
```

## Good

```yaml template=small
incident_title: Checkout unavailable in Europe
lessons_learned:
  what_worked_well:
    - The rollback took two minutes.
```

## Fix

Puts a number, or true and false, in quotes where text is asked for. Unsafe: to other readers of the
file it was a number, and is text afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.rule import Context, rule
from pmlint.template import ViolationKind


@rule("PM105")
def check(context: Context) -> Iterator[Problem]:
    yield from context.violations(ViolationKind.WRONG_TYPE)
