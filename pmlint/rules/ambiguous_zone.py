"""A time with an abbreviation for its zone, such as `PST` or `IST`.

`IST` is kept in India, in Ireland and in Israel, hours apart; `CET` is written in summer too, when
it is wrong. Start, timeline, detection and resolution are looked at. `UTC`, `GMT` and `Z` are no
abbreviations. An abbreviation as the report's `timezone` is PM106.

Times with an abbreviation are compared only with times of the same abbreviation. Each abbreviation
is reported once, where it stands first, with the number of the times that have it.

## Why it matters

The reader in another country takes the zone that is called so at home.

## Bad

```yaml
incident_description:
  when: 2026-03-14 09:12 IST
```

## Good

```yaml
incident_description:
  when: 2026-03-14 09:12 +05:30
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.document import Scalar
from pmlint.finding import Problem, Severity
from pmlint.moment import Moment
from pmlint.part import Part
from pmlint.role import CLOCK_ROLES
from pmlint.rule import Context, rule
from pmlint.text import Span

MEANINGS = {
    "AMT": "-04:00 (Amazon) or +04:00 (Armenia)",
    "AST": "-04:00 (Atlantic) or +03:00 (Arabia)",
    "BST": "+01:00 (Britain in summer) or +06:00 (Bangladesh)",
    "CDT": "-05:00 (North America in summer) or -04:00 (Cuba)",
    "CEST": "+02:00",
    "CET": "+01:00 in winter, +02:00 in summer",
    "CST": "-06:00 (North America), +08:00 (China) or -05:00 (Cuba)",
    "CT": "-06:00 in winter, -05:00 in summer",
    "ECT": "-05:00 (Ecuador) or -04:00 (Eastern Caribbean)",
    "EDT": "-04:00 (North America in summer) or +11:00 (Australia)",
    "EEST": "+03:00",
    "EET": "+02:00 in winter, +03:00 in summer",
    "EST": "-05:00 (North America in winter) or +10:00 (Australia)",
    "ET": "-05:00 in winter, -04:00 in summer",
    "GST": "+04:00 (Gulf) or -02:00 (South Georgia)",
    "HKT": "+08:00",
    "IST": "+05:30 (India), +02:00 (Israel) or +01:00 (Ireland)",
    "JST": "+09:00",
    "MDT": "-06:00",
    "MESZ": "+02:00",
    "MEZ": "+01:00 in winter, +02:00 in summer",
    "MST": "-07:00 (North America) or +08:00 (Malaysia)",
    "MT": "-07:00 in winter, -06:00 in summer",
    "PDT": "-07:00",
    "PST": "-08:00 (North America in winter) or +08:00 (Philippines)",
    "PT": "-08:00 in winter, -07:00 in summer",
    "SST": "+08:00 (Singapore) or -11:00 (Samoa)",
}
"""What people mean by the usual ones."""


@rule("PM411", severity=Severity.WARNING, needs_any=CLOCK_ROLES)
def check(context: Context) -> Iterator[Problem]:
    found: dict[str, dict[int, tuple[Part, str]]] = {}
    for part, moment in context.chronology.clock:
        word = written(moment)
        if word:
            found.setdefault(word.upper(), {}).setdefault(id(part), (part, word))
    for name, parts in found.items():
        part, word = next(iter(parts.values()))
        meant = MEANINGS.get(name)
        times = f" ({len(parts)} times)" if len(parts) > 1 else ""
        yield Problem(
            place(context, part, word),
            f"`{word}` does not name one zone for certain{times}",
            part.pointer,
            f"write the offset: {meant}" if meant else "write the offset, such as Z or +02:00",
        )


def written(moment: Moment) -> str:
    """Return the abbreviation as it is written behind the time itself, or an empty text."""
    text, word = moment.text.rstrip(), moment.abbreviation or ""
    own = bool(word) and text.upper().endswith(word)
    return text[len(text) - len(word) :] if own else ""


def place(context: Context, part: Part, word: str) -> Span:
    """Return where the abbreviation stands."""
    if not isinstance(part.node, Scalar):
        return part.span
    found = re.search(rf"{word}\b", part.node.text)
    return context.document.within(part.node, *found.span()) if found else part.span
