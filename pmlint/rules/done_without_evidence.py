"""An action item that is done, and says neither when nor where that can be seen.

Either is enough: the day (`completed_on`), or a link to the work, also one inside the item's text.
A template that has no place for either is left alone.

## Why it matters

"Done" without a trace cannot be checked, neither by whoever approves the report nor by whoever has
the same incident again next year.

## Bad

```yaml
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
    status: done
```

## Good

```yaml
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
    status: done
    completed_on: 2026-04-22
  - action_item: Alert 30 days before a key expires
    owner: Bo Lindqvist
    due_date: 2026-04-30
    status: done
    link: https://tracker.example/PAY-311
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.action import key_for
from pmlint.document import scalars
from pmlint.filling import Filling
from pmlint.finding import Problem, Severity
from pmlint.part import Part
from pmlint.phrase import caseless
from pmlint.role import Role
from pmlint.rule import Context, rule

EVIDENCE = (Role.COMPLETED_ON, Role.EVIDENCE)
NOTHING = ("n/a", "none", "not applicable", "-")
LINK = r"(?i:https?://|\bwww\.)\S|\]\(\S"


@rule("PM307", severity=Severity.WARNING, needs=(Role.ACTION, Role.ACTION_STATUS))
def check(context: Context) -> Iterator[Problem]:
    for action in context.report.every(Role.ACTION):
        status = action.first(Role.ACTION_STATUS)
        if status is None or action.says(Role.ACTION_STATUS) != "done" or has_evidence(action):
            continue
        keys = [key for role in EVIDENCE if (key := key_for(action, role)) is not None]
        if keys:
            yield Problem(
                status.span,
                f"{action.label} is done, and nothing says when or where that can be seen",
                status.pointer,
                "add " + " or ".join(f"`{key}`" for key in keys),
            )


def is_nothing(part: Part) -> bool:
    """Say whether somebody wrote down that there is none: `N/A`."""
    words = caseless(part.text)
    return words in NOTHING and re.fullmatch("(?i)" + re.escape(words), part.text) is not None


def has_evidence(action: Part) -> bool:
    """Say whether the item names a day or a link; a placeholder for one is PM2's business."""
    parts = [part for role in EVIDENCE for part in action.every(role)]
    if any(part.filling is not Filling.EMPTY and not is_nothing(part) for part in parts):
        return True
    return any(re.search(LINK, scalar.text) for scalar in scalars(action.node))
