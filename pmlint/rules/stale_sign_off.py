"""An approval of a report that was changed since.

A sign-off covers what the report says: how the file is formatted, what has become of an action item
and who signs may change, everything else makes the approval stale. Nothing is found in a draft, and
nothing where enough other approvals hold. In review, and while the change is not committed, this is
at most a warning: what is being written cannot have been approved.

## Why it matters

Whoever sees a name under a report takes it that this person has read what it says.

## Bad

Somebody has moved a due date after the sign-off, which `pmlint verify` shows:

```yaml sign-offs
- role: approver
  name: Jonas Lind
  date: 2026-03-20
  state: stale
  changed:
    - '`due_date` of action item "Rotate the keys"'
```

The report:

```yaml
action_items:
  - action_item: Rotate the keys
    owner: Ada Okafor
    due_date: 2026-05-31
```

## Good

Jonas Lind has read it again, and signed it off once more:

```yaml sign-offs
- role: approver
  name: Jonas Lind
  date: 2026-03-20
  state: stale
- role: approver
  name: Jonas Lind
  date: 2026-04-01
  state: valid
```

The report:

```yaml
action_items:
  - action_item: Rotate the keys
    owner: Ada Okafor
    due_date: 2026-05-31
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.approval import failed, lacking, named, place_of_approval
from pmlint.finding import Problem, Severity
from pmlint.past import Witness
from pmlint.postmortem import Stage
from pmlint.rule import Context, rule
from pmlint.standing import SignOff, State

MOST_NAMED = 2


@rule("PM602", witness=Witness.SIGN_OFFS)
def check(context: Context) -> Iterator[Problem]:
    standing = context.past.standing
    if standing is None or not lacking(standing) or context.stage is Stage.DRAFT:
        return
    span, pointer = place_of_approval(context.report)
    settled = context.past.is_committed and context.stage is Stage.FINAL
    for approval in failed(standing, State.STALE):
        yield Problem(
            span,
            f"{named(approval)} {why_stale(approval)}",
            pointer,
            "`pmlint verify` shows all that was changed; ask for a new `pmlint signoff`",
            at_most=Severity.ERROR if settled else Severity.WARNING,
        )


def why_stale(approval: SignOff) -> str:
    """Say what was changed since, the first of it by name, or why nobody can tell."""
    labels = list(dict.fromkeys(change.label for change in approval.changed))
    shown, more = labels[:MOST_NAMED], len(labels) - MOST_NAMED
    if not shown and approval.reason:
        return f"no longer holds: {approval.reason}"
    if not shown:
        return "does not cover what was changed since"
    names = f"{', '.join(shown)} and {more} more" if more > 0 else " and ".join(shown)
    return f"does not cover what was changed since: {names}"
