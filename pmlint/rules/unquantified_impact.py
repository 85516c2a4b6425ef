"""An impact without a single number: how many, how much, how long.

Looked at are all parts that tell the impact, together: one number in one of them is enough, in
digits or in words, and so is a word like `all`, `every`, `none`, `half` or `an hour`. `N/A` is an
answer. The place is the first such part, once per report. Reports in other languages than English
can bring their own words (option `quantities`).

## Why it matters

"Some customers had trouble" can be three people or three million. Without a number nobody can say
whether an action item is worth its cost, or whether the next incident was worse.

## Bad

```yaml
impact_assessment:
  impact_on_operations:
    service_disruption: Customers had trouble paying by card for some time
```

## Good

```yaml
impact_assessment:
  impact_on_operations:
    service_disruption: 38 % of card payments failed for 41 minutes
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.document import Scalar
from pmlint.filling import Filling
from pmlint.finding import Problem, Severity
from pmlint.phrase import has_number, may_hold, spelt
from pmlint.role import Role
from pmlint.rule import Context, Option, rule

QUANTITIES = (
    "all", "every", "everybody", "everyone", "everything", "each", "both", "entire", "entirely",
    "whole", "complete", "completely", "full", "fully", "total", "totally", "none", "no", "nobody",
    "nothing", "neither", "single", "a third", "a quarter", "a minute", "an hour", "a day",
    "a night", "overnight", "a week", "a month", "a year",
)  # fmt: skip
NO_ANSWER_NEEDED = r"(?i)\W*(?:n/?a\b|not applicable\b|unknown\W*$)"


@rule(
    "PM503",
    severity=Severity.INFO,
    needs=(Role.IMPACT,),
    options=(Option("quantities", QUANTITIES, "words that, like a number, say how much"),),
)
def check(context: Context, *, quantities: tuple[str, ...]) -> Iterator[Problem]:
    parts = [p for p in context.report.every(Role.IMPACT) if p.filling is not Filling.EMPTY]
    if not parts or not all(p.answered and isinstance(p.node, Scalar) for p in parts):
        return
    first = parts[0]
    if any(has_number(part.text) or holds(part.text, quantities) for part in parts):
        return
    if not re.match(NO_ANSWER_NEEDED, first.text):
        yield Problem(
            first.span,
            "the impact names no number: how many, how much, how long",
            first.pointer,
            "give the share of requests, the number of people or the minutes; an estimate will do",
        )


def holds(text: str, quantities: tuple[str, ...]) -> bool:
    """Say whether one of `quantities` stands in `text`."""
    return may_hold(text, quantities) and re.search(spelt(quantities), text) is not None
