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

Deletes the comment where none of its codes suppresses anything, else the codes that do not. Safe: a
comment is no content. Unsafe unless the report is final: there may be something to suppress when it
is, and somebody has written down why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.finding import Edit, Fix, Problem, Severity
from pmlint.frozen import replace
from pmlint.postmortem import Stage
from pmlint.role import Role
from pmlint.rule import Context, rule
from pmlint.text import LINE_BREAK, Span


@rule("PM008", severity=Severity.WARNING, after=True)
def check(context: Context) -> Iterator[Problem]:
    unused = set(context.unused_suppressions)
    of_use = {s.comment for s in context.suppressions if s not in unused}
    codes: dict[Span, set[str]] = {}
    for suppression in context.unused_suppressions:
        codes.setdefault(suppression.comment, set()).add(suppression.code)
    for suppression in context.unused_suppressions:
        comment = suppression.comment
        all_unused = comment not in of_use
        yield Problem(
            comment,
            f"nothing here to suppress for {suppression.code}",
            help="delete the comment" if all_unused else f"delete {suppression.code} from it",
            fix=_with_care(
                context,
                _without(context, comment)
                if all_unused
                else _shortened(context, comment, codes[comment]),
            ),
        )


def _with_care(context: Context, fix: Fix | None) -> Fix | None:
    """Return `fix`, unsafe unless the report is final by its own words, rightly spelt."""
    is_final = context.stage is Stage.FINAL
    is_final = is_final and context.report.says(Role.STATUS) in ("", Stage.FINAL.value)
    return fix if fix is None else replace(fix, safe=is_final)


def _without(context: Context, comment: Span) -> Fix:
    content = context.document.text.content
    start = comment.start
    while start and content[start - 1] in " \t":
        start -= 1
    end = comment.end
    line_break = re.compile(LINE_BREAK).match(content, end)
    if line_break and (start == 0 or content[start - 1] in "\r\n"):
        end = line_break.end()
    return Fix("delete the comment", (Edit(Span(start, end), ""),), keeps_data=True)


def _shortened(context: Context, comment: Span, unused: set[str]) -> Fix | None:
    """Return the fix that takes `unused` out of the brackets; all findings of it have the same.

    A rule that is named, and not by its code, is left to a person.
    """
    found = re.search(r"\[([^\]]*)\]", context.document.text[comment])
    names = [name.strip() for name in found[1].split(",") if name.strip()] if found else []
    if found is None or not unused <= {name.upper() for name in names}:
        return None
    left = ", ".join(name for name in names if name.upper() not in unused)
    span = Span(comment.start + found.start(1), comment.start + found.end(1))
    words = "delete the codes of no use"
    return Fix(words, (Edit(span, left),), keeps_data=True)
