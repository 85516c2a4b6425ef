"""A value of the right type that is none of those allowed, and a time zone that does not exist.

For a word out of a list the hint names the nearest one. A template can give its own words for
what is wrong (`x-pmlint-message`).

## Why it matters

A severity that nobody else uses is in nobody's statistics, and under a misspelt time zone no two
times can be compared.

## Bad

```yaml
timezone: Europe/Berln
impact_assessment:
  severity: catastrophic
```

## Good

```yaml
timezone: Europe/Berlin
impact_assessment:
  severity: critical
```

## Fix

Corrects capitals and `-` or a blank for `_` in a word out of a list (`In Progress` to
`in_progress`). Safe: it is the same word. In a report that is signed off it is unsafe: the
approval covers the word as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.rule import Context, rule
from pmlint.template import ViolationKind
from pmlint.zone import closest_zones, is_abbreviation


@rule("PM106")
def check(context: Context) -> Iterator[Problem]:
    yield from context.violations(ViolationKind.INVALID_VALUE)
    part = context.chronology.zone_part
    if part is None or not part.text or context.chronology.zone is not None:
        return
    close = closest_zones(part.text)
    if is_abbreviation(part.text):
        help = "an abbreviation can mean several zones: write an IANA name or an offset (+02:00)"
    elif close:
        help = f"did you mean `{close[0]}`?"
    else:
        help = "write an IANA name such as Europe/Berlin, UTC, or an offset such as +02:00"
    yield Problem(part.span, f"`{part.text}` is no time zone", part.pointer, help)
