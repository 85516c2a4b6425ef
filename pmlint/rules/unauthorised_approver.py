"""An approval by somebody whom the policy does not let approve this report.

Approvers are those that the configuration names (`approvers` in the table `[sign-off]`) or, with
`code-owners`, those that own the report by CODEOWNERS. Off unless selected, because not every team
says who may approve.

## Why it matters

An approval says that somebody answers for the report. Who that can be was agreed on before, and not
by whoever is in a hurry now.

## Bad

The sign-offs, as `pmlint verify` judges them:

```yaml sign-offs
- role: approver
  name: Kim Park
  date: 2026-03-20
  state: untrusted
  authorised: false
  reason: Kim Park is no approver of payments
```

The report:

```yaml
appendices:
  signatures:
    approved_by: Kim Park
```

## Good

The sign-offs, as `pmlint verify` judges them:

```yaml sign-offs
- {role: approver, name: Jonas Lind, date: 2026-03-20, state: valid}
```

The report:

```yaml
appendices:
  signatures:
    approved_by: Jonas Lind
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.approval import named, place_of_approval
from pmlint.finding import Problem
from pmlint.past import Witness
from pmlint.rule import Context, rule


@rule("PM605", default=False, witness=Witness.SIGN_OFFS)
def check(context: Context) -> Iterator[Problem]:
    standing = context.past.standing
    span, pointer = place_of_approval(context.report)
    for approval in () if standing is None else standing.approvals:
        if not approval.authorised:
            reason = approval.reason or "the policy does not name them"
            yield Problem(
                span,
                f"{named(approval)} does not count: {reason}",
                pointer,
                "ask an approver for `pmlint signoff`, or name them in the policy",
            )
