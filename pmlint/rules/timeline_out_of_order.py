"""A timeline entry that is earlier than the one before it.

Only what is certain counts. Equal times are in order, a date alone is in order with every time on
that day, and two times whose zones are not known to be the same are not compared; neither are two
entries of different lists. A bare `HH:MM` belongs to the day of the entry before it, so an incident
that runs past midnight needs a date there.

## Why it matters

Whoever reads the timeline from top to bottom takes a wrong order for cause and effect.

## Bad

```yaml
date_of_incident: 2026-03-14
incident_description:
  timeline:
    - time: "23:31"
      event: Pager rings
    - time: "00:12"
      event: Traffic moves to the second region
```

## Good

```yaml
date_of_incident: 2026-03-14
incident_description:
  timeline:
    - time: "23:31"
      event: Pager rings
    - time: 2026-03-15 00:12
      event: Traffic moves to the second region
    - time: "00:40"
      event: Error rate is back to normal
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pmlint.chronology import list_of
from pmlint.finding import Problem
from pmlint.moment import Moment, Precision
from pmlint.order import certainly_after, certainly_before
from pmlint.part import Part
from pmlint.role import Role
from pmlint.rule import Context, rule


@rule("PM401", needs=(Role.ENTRY_TIME,))
def check(context: Context) -> Iterator[Problem]:
    last: dict[Part | None, Moment] = {}
    for timed in context.chronology.entries:
        moment, held = timed.moment, list_of(timed.part)
        if moment is None:
            continue
        previous = last.get(held)
        if previous is not None and certainly_before(moment, previous):
            yield Problem(
                timed.part.span,
                f"`{moment.text.strip()}` comes after `{previous.text.strip()}`",
                timed.part.pointer,
                hint(moment),
            )
        if previous is None or not is_vague(moment, previous):
            last[held] = moment


def is_vague(moment: Moment, previous: Moment) -> bool:
    """Say whether `moment` is a date alone that may lie on either side of the entry before it.

    Then it is the entry before it that the next one is compared with.
    """
    if moment.precision is not Precision.DAY or previous.precision is Precision.DAY:
        return False
    return not (certainly_before(moment, previous) or certainly_after(moment, previous))


def hint(moment: Moment) -> str:
    """Say what to do: a bare time that goes backwards is often one past midnight."""
    today = moment.local.date()
    if moment.clock_only and today < date.max:
        next_day = today + timedelta(days=1)
        return (
            f"past midnight it needs its date: `{next_day} {moment.text.strip()}`; else move it up"
        )
    return "put the entries in the order in which things happened, or correct the time"
