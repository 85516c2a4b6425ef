"""An action item that names no owner.

The owner is not there, null or blank; that counts for every action item, also for one that is
done, dropped or proposed. An owner that is a placeholder or `TBD` is left to the rules about
those, `everyone` to generic-owner, and a misspelt key to unknown-field.

## Why it matters

A promise that nobody made is kept by nobody: of the action items in public reports about one in a
hundred names an owner, and the incident comes back.

## Bad

```yaml
action_items:
  - action_item: Rotate the signing keys
    due_date: 2026-04-30
```

```yaml
action_items:
  - action_item: Rotate the signing keys
    owner: ""
    due_date: 2026-04-30
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


@rule("PM301", needs=(Role.ACTION, Role.OWNER), completeness=True)
def check(context: Context) -> Iterator[Problem]:
    for action, empty in lacking(context.report, Role.OWNER, context.misspelt):
        yield Problem(
            action.key_span if empty is None else empty.span,
            f"{action.label} has no owner",
            action.pointer if empty is None else empty.pointer,
            "name the one person, or the team, who will see it through",
        )
