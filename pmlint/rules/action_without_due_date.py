"""An action item that names no day by which it is done.

The due date is not there, null or blank; that counts for every action item, also for one that is
done, dropped or proposed. A due date that is a placeholder or `TBD` is left to the rules about
those, one that is no date to impossible-time, and a misspelt key to unknown-field.

## Why it matters

What has no date is never late, so nobody ever asks about it.

## Bad

```yaml
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
```

```yaml
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date:
```

## Good

```yaml
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.action import lacking
from pmlint.finding import Problem
from pmlint.role import Role
from pmlint.rule import Context, rule


@rule("PM302", needs=(Role.ACTION, Role.DUE_DATE), completeness=True)
def check(context: Context) -> Iterator[Problem]:
    for action, empty in lacking(context.report, Role.DUE_DATE, context.misspelt):
        yield Problem(
            action.key_span if empty is None else empty.span,
            f"{action.label} has no due date",
            action.pointer if empty is None else empty.pointer,
            "write the day by which it is done, as YYYY-MM-DD",
        )
