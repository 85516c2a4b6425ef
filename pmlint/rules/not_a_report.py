"""The file is empty, or holds no mapping of keys to values.

## Why it matters

An empty report passes every other check. Somebody committed it before it was written, or the
pattern that finds the reports finds too much; then `exclude` in the configuration leaves it out.

## Bad

```yaml
- incident_title: Checkout unavailable in Europe
```

## Good

```yaml
incident_title: Checkout unavailable in Europe
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.document import DefectKind
from pmlint.finding import Problem
from pmlint.rule import Context, rule


@rule("PM005", about_file=True)
def check(context: Context) -> Iterator[Problem]:
    yield from context.defects(DefectKind.NOT_A_REPORT)
