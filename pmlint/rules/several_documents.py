"""The file holds more than one YAML document.

The place is where the second one begins. Only the first one is checked.

## Why it matters

One file is one report: its history, its sign-off and its action items belong to a path.

## Bad

```yaml
incident_title: Checkout unavailable in Europe
---
incident_title: Search unavailable in Asia
```

## Good

```yaml
---
incident_title: Checkout unavailable in Europe
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.document import DefectKind
from pmlint.finding import Problem
from pmlint.rule import Context, rule


@rule("PM004", about_file=True)
def check(context: Context) -> Iterator[Problem]:
    yield from context.defects(DefectKind.SEVERAL_DOCUMENTS)
