"""An approval whose signature is missing, or proves nothing.

It was made with a key that nobody vouches for, that belongs to somebody else, that had expired or
was revoked; or it is not signed at all, and the policy asks for signatures. Off unless selected,
because not every team signs with keys. Who may approve is the business of PM605.

## Why it matters

A name in a file can be typed by anybody. A signature is what shows that it was that person.

## Bad

The sign-offs, as `pmlint verify` judges them:

```yaml sign-offs
- role: approver
  name: Jonas Lind
  date: 2026-03-20
  state: forged
  reason: it is signed with the key of mallory@example.com
```

The report:

```yaml
appendices:
  signatures:
    approved_by: Jonas Lind
```

## Good

The sign-offs, as `pmlint verify` judges them:

```yaml sign-offs
- {role: approver, name: Jonas Lind, date: 2026-03-20, state: valid, signed: true}
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
from pmlint.standing import SignOff, State

REASONS = {
    State.UNSIGNED: "it is not signed, and the policy asks for a signature",
    State.FORGED: "somebody else, or nobody, has signed it",
    State.UNTRUSTED: "nobody vouches for the key that it is signed with",
    State.EXPIRED: "the key that it is signed with had expired or was revoked",
}
"""What is wrong, where nobody has said it in other words."""
HELP = {
    State.UNSIGNED: "ask for a new `pmlint signoff` with a key",
    State.FORGED: "find out who has put it there, and ask for a new `pmlint signoff`",
    State.UNTRUSTED: "add the key to the allowed signers, or ask for a new `pmlint signoff`",
    State.EXPIRED: "ask for a new `pmlint signoff` with a key that is valid",
}


@rule("PM604", default=False, witness=Witness.SIGN_OFFS)
def check(context: Context) -> Iterator[Problem]:
    standing = context.past.standing
    span, pointer = place_of_approval(context.report)
    for approval in () if standing is None else standing.approvals:
        if is_unverified(approval):
            state = approval.state
            yield Problem(
                span,
                f"{named(approval)} is not verified: {approval.reason or REASONS[state]}",
                pointer,
                HELP[state],
            )


def is_unverified(approval: SignOff) -> bool:
    """Say whether the key is at fault; who is no approver is untrusted for another reason."""
    if approval.state is State.UNTRUSTED:
        return approval.authorised
    return approval.state in REASONS
