"""A mapping has the same key twice.

The place is the second one; the message says where the first one is. Keys that a merge (`<<`)
brings in are not duplicates: the mapping's own key replaces them.

## Why it matters

YAML readers keep one of the two and drop the other without a word. Which one differs.

## Bad

```yaml
team: Payments SRE
prepared_by: Ada Okafor
team: Platform
```

## Good

```yaml
team: Payments SRE and Platform
prepared_by: Ada Okafor
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.document import DefectKind
from pmlint.finding import Problem
from pmlint.rule import Context, rule


@rule("PM003", about_file=True)
def check(context: Context) -> Iterator[Problem]:
    yield from context.defects(DefectKind.DUPLICATE_KEY)
