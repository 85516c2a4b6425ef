"""The file is not YAML.

Reading stops at the first such place, so nothing below it has been checked: mend it and run
pmlint again. Where a quote or a bracket is never closed, the place is where it opens.

## Why it matters

A report that no program can read is in nobody's list of open action items.

## Bad

```yaml
incident_title: Checkout down: payments failed
```

## Good

```yaml
incident_title: "Checkout down: payments failed"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.document import DefectKind
from pmlint.finding import Problem
from pmlint.rule import Context, rule


@rule("PM001", about_file=True)
def check(context: Context) -> Iterator[Problem]:
    yield from context.defects(DefectKind.SYNTAX)
