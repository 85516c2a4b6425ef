"""A placeholder where an answer belongs.

As a whole value that is anything in square brackets, angle brackets or double braces (`[Date]`,
`<name>`, `{{ title }}`), and the pattern of a date or time that still holds its letters
(`YYYY-MM-DD`, `14:??`). Inside prose only the names that the template itself lists are
(`x-pmlint-placeholders`: `[Date]`, `[Name]`, `[Details]` …). It counts without quotes too, where
YAML has made a list of `[Date]` and a mapping of `{{ title }}`.

Left alone: `N/A` and "none", in brackets or not; Markdown links, footnotes and check boxes; levels
of logs (`[ERROR]`), addresses, mentions, HTML, type parameters; tickets and times in brackets;
whatever stands in code or in double quotes inside prose.

## Why it matters

A form with brackets in it passes for a report in every list of reports, until somebody needs it.

## Bad

```yaml
date_of_incident: "[Date]"
prepared_by: [Name]
team: {{ team }}
incident_description:
  what_happened: The service was down from [Time] on.
  when: YYYY-MM-DD HH:MM
```

## Good

```yaml
date_of_incident: 2026-03-14
prepared_by: Ada Okafor
team: Payments SRE
incident_description:
  what_happened: See the log ([ERROR] in `checkout[1]`) and [the runbook](docs/checkout.md).
  when: 2026-03-14 09:12
impact_assessment:
  impact_on_operations:
    financial_impact: N/A
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.filling import Filling
from pmlint.finding import Problem
from pmlint.rule import Context, rule


@rule("PM201", completeness=True)
def check(context: Context) -> Iterator[Problem]:
    for found in context.omissions(Filling.PLACEHOLDER):
        if found.gap.whole:
            message = f"{found.subject} is still the placeholder {found.shown}"
            advice = (
                f"here belongs: {found.belongs}" if found.belongs else "write what belongs here"
            )
        else:
            message = f"{found.subject} still holds the placeholder {found.shown}"
            advice = "write what belongs in its place, or delete it"
        yield Problem(found.span, message, found.part.pointer, advice)
