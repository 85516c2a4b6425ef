"""A report that was approved by somebody who has written it, or a part of it.

Nothing is found where enough other approvals hold, nor where the policy allows it (`self-approval`
in the table `[sign-off]` of the configuration).

## Why it matters

Nobody sees what they have left out themselves.

## Bad

The sign-offs, as `pmlint verify` judges them:

```yaml sign-offs
- role: approver
  name: Ada Okafor
  date: 2026-03-20
  state: self_approved
  reason: Ada Okafor has prepared the report
```

The report:

```yaml
prepared_by: Ada Okafor
appendices:
  signatures:
    approved_by: Ada Okafor
```

## Good

The sign-offs, as `pmlint verify` judges them:

```yaml sign-offs
- {role: preparer, name: Ada Okafor, date: 2026-03-20, state: valid}
- {role: approver, name: Jonas Lind, date: 2026-03-20, state: valid}
```

The report:

```yaml
prepared_by: Ada Okafor
appendices:
  signatures:
    approved_by: Jonas Lind
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.approval import failed, lacking, named, place_of_approval
from pmlint.finding import Problem
from pmlint.past import Witness
from pmlint.rule import Context, rule
from pmlint.standing import State


@rule("PM603", witness=Witness.SIGN_OFFS)
def check(context: Context) -> Iterator[Problem]:
    standing = context.past.standing
    if standing is None or not lacking(standing):
        return
    span, pointer = place_of_approval(context.report)
    for approval in failed(standing, State.SELF_APPROVED):
        reason = approval.reason or "they have written it, or a part of it"
        yield Problem(
            span,
            f"{named(approval)} does not count: {reason}",
            pointer,
            "ask somebody who has not worked on the report for `pmlint signoff`",
        )
