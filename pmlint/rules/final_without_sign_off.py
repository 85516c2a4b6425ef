"""A report that fewer people have approved than the policy asks for.

How many approvals a report needs depends on its severity (`approvals` in the table `[sign-off]` of
the configuration). Counted are approvals that still hold. An approval that no longer covers the
report is left to PM602, and one of somebody's own work to PM603; one that cannot be told may hold,
and is no finding. In a report that is not committed yet this is at most a warning, because nobody
can have approved it. Off unless selected, because not every team signs off its reports.

## Why it matters

A report that nobody else has read says what its author believed on the day.

## Bad

A final report, and no sign-off:

```yaml sign-offs=none
incident_title: Checkout refused cards for 41 minutes
status: final
```

## Good

A sign-off of the report as it is, which `pmlint verify` shows:

```yaml sign-offs
- {role: approver, name: Jonas Lind, date: 2026-03-20, state: valid}
```

The report:

```yaml
incident_title: Checkout refused cards for 41 minutes
status: final
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.approval import failed, lacking, place_of_approval
from pmlint.finding import Problem, Severity
from pmlint.past import Witness
from pmlint.postmortem import Stage
from pmlint.rule import Context, rule
from pmlint.standing import State


@rule("PM601", default=False, completeness=True, witness=Witness.SIGN_OFFS)
def check(context: Context) -> Iterator[Problem]:
    standing = context.past.standing
    if standing is None or not lacking(standing):
        return
    stale = () if context.stage is Stage.DRAFT else failed(standing, State.STALE)
    if stale or failed(standing, State.SELF_APPROVED):
        return
    span, pointer = place_of_approval(context.report)
    needed = "1 approval" if standing.needed == 1 else f"{standing.needed} approvals"
    there = "none holds" if not standing.valid else f"{standing.valid} holds"
    if standing.valid > 1:
        there = f"{standing.valid} hold"
    yield Problem(
        span,
        f"the report needs {needed}, and {there}",
        pointer,
        "ask an approver for `pmlint signoff`; `pmlint verify` shows all sign-offs",
        at_most=Severity.ERROR if context.past.is_committed else Severity.WARNING,
    )
