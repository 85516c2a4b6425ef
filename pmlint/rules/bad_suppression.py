"""A comment that means to suppress a finding, and cannot.

The rule it names does not exist, it names none, or it gives no reason. Such a comment suppresses
nothing, so the finding that it was written for is reported as well.

## Why it matters

In half a year nobody knows why a finding was silenced, unless the reason stands beside it.

## Bad

```yaml
team: everyone  # pmlint: ignore[PM304]
```

## Good

```yaml
team: everyone  # pmlint: ignore[PM304] that is what the team is called
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.rule import Context, rule


@rule("PM009", about_file=True)
def check(context: Context) -> Iterator[Problem]:
    for bad in context.bad_suppressions:
        yield Problem(bad.comment, bad.message, help=bad.help)
