"""An instruction of the template, left in place.

The template says in `x-pmlint-prompt` what it writes into an empty report. A value that still is
such a prompt is found whatever its case, spacing and brackets, also where YAML has made a list of
it because it was not quoted. A prompt with its brackets is found inside a text as well: somebody
wrote the answer below and forgot to delete it.

Left alone: a sentence that merely begins like a prompt, or says the same in other words. The short
names that the template lists as placeholders (`[Date]`) are PM201's.

## Why it matters

"[What ended the incident]" is a question. Whoever reads the report wants the answer.

## Bad

```yaml
response_and_resolution:
  resolution: "[What ended the incident]"
executive_summary:
  incident_summary:
    [Summarise the incident in a few sentences: what broke, for how long, who noticed,
    how it ended]
```

## Good

```yaml
response_and_resolution:
  resolution: What ended the incident was the rollback of release 4.2 at 11:40.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.filling import Filling
from pmlint.finding import Problem
from pmlint.rule import Context, rule


@rule("PM203", completeness=True)
def check(context: Context) -> Iterator[Problem]:
    for found in context.omissions(Filling.PROMPT):
        if found.gap.whole:
            message = f"{found.subject} is still the template's prompt {found.shown}"
            advice = f"here belongs: {found.belongs}" if found.belongs else "write the answer"
        else:
            message = f"{found.subject} still holds the template's prompt {found.shown}"
            advice = "delete the prompt: the answer stands beside it"
        yield Problem(found.span, message, found.part.pointer, advice)
