"""A suppression that suppresses nothing.

Only suppressions of rules that were checked in this run are reported.

## Why it matters

It hides the next finding at this place, which nobody has thought about yet.

## Bad

```yaml also=PM304
action_items:
  - action_item: Alert 30 days before a certificate expires
    owner: Ada Okafor  # pmlint: ignore[PM304] the vendor owns this
    due_date: 2026-04-30
```

## Good

```yaml also=PM304
action_items:
  - action_item: Alert 30 days before a certificate expires
    owner: team  # pmlint: ignore[PM304] the vendor owns this
    due_date: 2026-04-30
```

## Fix

Deletes the comment where none of its codes suppresses anything. Safe: a comment is no content.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.finding import Edit, Fix, Problem, Severity
from pmlint.rule import Context, rule
from pmlint.text import Span


@rule("PM008", severity=Severity.WARNING, after=True)
def check(context: Context) -> Iterator[Problem]:
    unused = set(context.unused_suppressions)
    of_use = {s.comment for s in context.suppressions if s not in unused}
    for suppression in context.unused_suppressions:
        comment = suppression.comment
        all_unused = comment not in of_use
        yield Problem(
            comment,
            f"nothing here to suppress for {suppression.code}",
            help="delete the comment" if all_unused else f"delete {suppression.code} from it",
            fix=_without(context, comment) if all_unused else None,
        )


def _without(context: Context, comment: Span) -> Fix:
    content = context.document.text.content
    start = comment.start
    while start and content[start - 1] in " \t":
        start -= 1
    end = comment.end
    if start == 0 or content[start - 1] in "\r\n":
        while end < len(content) and content[end] in "\r\n":
            end += 1
            if content[end - 1] == "\n":
                break
    return Fix("delete the comment", (Edit(Span(start, end), ""),))
