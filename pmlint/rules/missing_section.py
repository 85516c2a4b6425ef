"""A section that every report must have is not there.

A section is a required part at the top level that holds a mapping or a list. The place is the
first key of the report; the message names the section, the hint what belongs in it.

## Why it matters

What nobody wrote down within the first days nobody remembers after the first weeks.

## Bad

```yaml
incident_title: Checkout unavailable in Europe
status: draft
executive_summary:
  incident_summary: Card payments failed for 41 minutes after a certificate expired.
  key_findings:
    - Nothing watched the certificate.
  recommendations:
    - Watch every certificate.
```

## Good

```yaml template=small
incident_title: Checkout unavailable in Europe
lessons_learned:
  what_worked_well:
    - The rollback took two minutes.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.rule import Context, rule
from pmlint.template import ViolationKind


@rule("PM101", completeness=True)
def check(context: Context) -> Iterator[Problem]:
    yield from context.violations(ViolationKind.MISSING_SECTION)
