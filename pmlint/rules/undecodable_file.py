"""The file is not UTF-8.

The place is the line of the first byte that is not UTF-8; the message gives its offset in the
file, in bytes from 0. A byte order mark at the start of a UTF-8 file is fine. UTF-16 and UTF-32
are named as such.

## Why it matters

Git, editors and browsers each guess differently what such bytes mean, and names are what they
garble first.

## Bad

```yaml encoding=latin-1
prepared_by: José Peña
```

## Good

```yaml
prepared_by: José Peña
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.document import DefectKind
from pmlint.finding import Problem
from pmlint.rule import Context, rule


@rule("PM002", about_file=True)
def check(context: Context) -> Iterator[Problem]:
    yield from context.defects(DefectKind.ENCODING)
