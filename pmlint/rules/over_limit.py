"""The file is larger, deeper nested, or stands for more values than pmlint is ready to read.

The place is where the limit is passed. Values are counted after aliases: two hundred bytes of
YAML can stand for billions of values. The limits are `bytes` (5 MiB), `depth` (100) and `nodes`
(100,000) under `[limits]` in the configuration.

## Why it matters

pmlint runs on servers, on what anybody pushes. Nothing that is committed may cost it minutes.

## Bad

```yaml depth=3
appendices:
  supporting_documents:
    - - - far too deep
```

## Good

```yaml depth=3
appendices:
  supporting_documents:
    - https://status.example/incidents/2041
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.document import DefectKind
from pmlint.finding import Problem
from pmlint.rule import Context, rule


@rule("PM006", about_file=True)
def check(context: Context) -> Iterator[Problem]:
    yield from context.defects(DefectKind.OVER_LIMIT)
