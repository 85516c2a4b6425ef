"""A root cause, and not one action item that keeps it from coming back.

Reported once, at the root cause (without one, at the first contributing factor), in two cases: all
action items are dropped or only proposed; or each of those left has a `kind`, and none of them is
`prevent` or `mitigate`. In doubt the rule is silent: where an item has no kind, it may be just the
one that prevents. A report without any action items is left to missing-section and empty-value.

## Why it matters

A report that finds the cause and only watches for it more closely announces the next incident.

## Bad

```yaml
root_cause_analysis:
  root_cause: Certificates are renewed by hand, from a calendar that one person keeps.
action_items:
  - action_item: Alert 30 days before any certificate expires
    owner: Ada Okafor
    due_date: 2026-04-30
    kind: detect
```

## Good

```yaml
root_cause_analysis:
  root_cause: Certificates are renewed by hand, from a calendar that one person keeps.
action_items:
  - action_item: Alert 30 days before any certificate expires
    owner: Ada Okafor
    due_date: 2026-04-30
    kind: detect
  - action_item: Renew every certificate automatically, 60 days before it expires
    owner: Bo Lindqvist
    due_date: 2026-05-31
    kind: prevent
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmlint.action import Progress, progress
from pmlint.document import Mapping
from pmlint.finding import Problem, Severity
from pmlint.part import Part
from pmlint.role import Role
from pmlint.rule import Context, rule

NOT_PROMISED = (Progress.DROPPED, Progress.PROPOSED)
WATCHING = ("detect", "process")


@rule("PM309", severity=Severity.WARNING, needs=(Role.ACTION, Role.ROOT_CAUSE), default=False)
def check(context: Context) -> Iterator[Problem]:
    report = context.report
    causes = (*report.every(Role.ROOT_CAUSE), *report.every(Role.FACTOR))
    cause = next((part for part in causes if part.answered), None)
    actions = report.every(Role.ACTION)
    if cause is None or not actions:
        return
    wrong = nothing_against(actions)
    if wrong:
        yield Problem(
            cause.span,
            wrong,
            cause.pointer,
            "add an action item of the kind `prevent` or `mitigate`, or say why none is needed",
        )


def nothing_against(actions: Iterable[Part]) -> str:
    """Return why none of `actions` can be against the cause; empty where one of them may be."""
    kinds = []
    for action in actions:
        if not isinstance(action.node, Mapping) or not action.answered:
            return ""
        if progress(action) not in NOT_PROMISED:
            kinds.append(action.says(Role.ACTION_KIND))
    if not kinds:
        return "nobody has promised anything against this cause: no action item is left"
    if all(kind in WATCHING for kind in kinds):
        return f"no action item is against this cause: all are of the kind {either(kinds)}"
    return ""


def either(kinds: Iterable[str]) -> str:
    """Return the different kinds as a phrase: `detect` or `process`."""
    return " or ".join(f"`{kind}`" for kind in sorted(set(kinds)))
