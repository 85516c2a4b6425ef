"""A key that the template does not know.

The hint says what was probably meant: a key that is spelt nearly so, or the section to which
this key belongs. A key that is misspelt is not also reported as missing.

## Why it matters

`ownr: Ada` gives an action item no owner, and `pmlint report` nobody to remind.

## Bad

```yaml template=small
incident-title: Checkout unavailable in Europe
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

## Fix

Renames the key where it is the same word in another spelling (`Incident-Title`), or one slip of the
finger away from a known key and from no other (`ownr`). Unsafe: other readers of the file may know
the old one.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.rule import Context, rule
from pmlint.template import ViolationKind


@rule("PM104")
def check(context: Context) -> Iterator[Problem]:
    yield from context.violations(ViolationKind.UNKNOWN_FIELD)
