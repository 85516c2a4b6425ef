"""An action item that was promised, and is no longer in the report.

The report is compared with its earlier version: the one that is committed or, with `--since`, the
one it started from. An item is found again by its identifier, else by its words, also where they
were changed or stand in another list. What was done, dropped or only proposed may go, and so may
everything in a draft, where nothing is promised yet. Of two items that say the same one may go.

Reports are looked at one by one: an item that moves to another report has vanished from this one.
Set it to `dropped` here, with the other report as the reason.

With `--staged` and `--since` a report that is deleted is looked at as well: what it still promised
is found at its beginning.

## Why it matters

A promise that was taken back can be read, with the reason. One that was deleted never was there.

## Bad

The report as it was:

```yaml before
action_items:
  - action_item: Alert 30 days before a key expires
    owner: Bo Lindqvist
    due_date: 2026-04-30
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
```

And as it is:

```yaml
action_items:
  - action_item: Alert 30 days before a key expires
    owner: Bo Lindqvist
    due_date: 2026-04-30
```

## Good

The report as it was:

```yaml before
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
```

And as it is:

```yaml
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
    status: dropped
    reason: The shop no longer signs anything itself
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.action import Progress, key_for, promised
from pmlint.finding import Problem
from pmlint.pairing import Pairing, paired_actions
from pmlint.part import Part
from pmlint.past import Witness
from pmlint.phrase import fold
from pmlint.postmortem import Postmortem
from pmlint.role import Role
from pmlint.rule import Context, rule
from pmlint.trace import Trace

NOBODY: frozenset[str] = frozenset()
Words = tuple[str, frozenset[str] | None]
"""What an item promises, and its owners; None is whoever it may be."""


@rule("PM607", needs=(Role.ACTION,), witness=Witness.EARLIER)
def check(context: Context) -> Iterator[Problem]:
    earlier = context.earlier
    if earlier is None or earlier is context.report:
        return
    promises = frozenset(promised(earlier))
    pairing = paired_actions(earlier, context.report)
    trace = Trace(context.report, context.misspelt)
    still = still_promised(context.report, pairing)
    for gone in pairing.gone:
        words = words_of(gone)
        lives_on = words and not still.isdisjoint({(words, owned_by(gone)), (words, None)})
        if gone in promises and not lives_on and not trace.is_misplaced(gone):
            held = trace.left_of(gone)
            yield Problem(
                held.key_span,
                f"{gone.label} was promised, and is no longer there",
                held.pointer,
                advice(gone),
            )


def still_promised(report: Postmortem, pairing: Pairing) -> frozenset[Words]:
    """Return what an item that is gone may have said and be promised still.

    Two owners who promise the same have made two promises; but one of the two items may have no
    owner, or an item may be new by its identifier only.
    """
    found: set[Words] = {(words_of(action), None) for action in pairing.new}
    for action in report.every(Role.ACTION):
        words, owners = words_of(action), owned_by(action)
        found |= {(words, owners or None), (words, NOBODY)}
    return frozenset(found)


def words_of(action: Part) -> str:
    """Return what an item promises, whatever its capitals, spacing and punctuation."""
    return fold((action.first(Role.ACTION_TEXT) or action).text)


def owned_by(action: Part) -> frozenset[str]:
    """Return the owners of an item."""
    return frozenset(fold(owner.text) for owner in action.every(Role.OWNER) if owner.answered)


def advice(gone: Part) -> str:
    """Say what to do, in the words that the template has for a promise that is taken back."""
    key = key_for(gone, Role.ACTION_STATUS)
    shape = gone.shape.child(key) if gone.shape is not None and key is not None else None
    words = () if shape is None else (*shape.words, *shape.means)
    for word in words:
        if shape is not None and shape.means.get(word, word) == Progress.DROPPED.value:
            reason = key_for(gone, Role.REASON)
            why = "with the reason" if reason is None else f"with the `{reason}`"
            return f"put it back; where it is not to be done, set `{key}` to `{word}`, {why}"
    return "put it back; where it is not to be done, say so there"
