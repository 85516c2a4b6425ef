"""An action item that is to be done later than it was promised.

The report is compared with its earlier version: the one that is committed or, with `--since`, the
one it started from. An item is found again by its identifier, else by its words, also where they
were changed. Only items that were promised then and are still open now count: in a draft nothing is
promised. A date that cannot be read, or that may be the same day, is no finding.

## Why it matters

One week is no matter, and it is the fourth time. Nobody sees that who sees the latest date only.

## Bad

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
    due_date: 2026-05-31
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
    status: in_progress
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.action import is_promised, promised
from pmlint.chronology import Chronology
from pmlint.finding import Problem, Severity
from pmlint.moment import Moment, Precision
from pmlint.order import certainly_after
from pmlint.pairing import paired_actions
from pmlint.part import Part
from pmlint.past import Witness
from pmlint.role import Role
from pmlint.rule import Context, rule


@rule(
    "PM606",
    severity=Severity.WARNING,
    needs=(Role.ACTION, Role.DUE_DATE),
    witness=Witness.EARLIER,
)
def check(context: Context) -> Iterator[Problem]:
    earlier = context.earlier
    if earlier is None or earlier is context.report:
        return
    times, times_then = context.chronology, Chronology(earlier)
    promises = frozenset(promised(earlier))
    for was, now in paired_actions(earlier, context.report).pairs:
        if was not in promises or not is_promised(now):
            continue
        then, due = moment_of(was, times_then), moment_of(now, times)
        if then is None or due is None or not is_later(due[1], then[1]):
            continue
        days = (times.date_of(due[1]) - times_then.date_of(then[1])).days
        if days > 0:
            late = "1 day" if days == 1 else f"{days} days"
            yield Problem(
                due[0].span,
                f"{now.label} was due {then[0].text}, and is now due {due[0].text}: {late} later",
                due[0].pointer,
                "keep the date, or say in the report why it has to be later",
            )


def moment_of(action: Part, times: Chronology) -> tuple[Part, Moment] | None:
    """Return the due date of `action` and what it means, where it can be read."""
    part = action.first(Role.DUE_DATE)
    timed = None if part is None else times.of(part)
    return None if timed is None or timed.moment is None else (timed.part, timed.moment)


def is_later(due: Moment, then: Moment) -> bool:
    """Say whether `due` is certainly later; two days are compared on the calendar.

    A day is the same day still where only the zone of the report was set right.
    """
    if due.precision is then.precision is Precision.DAY:
        return due.local > then.local
    return certainly_after(due, then)
