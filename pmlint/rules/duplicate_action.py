"""The same action item twice, or two action items with the same identifier.

Texts are the same when they differ only in capitals, spacing and punctuation. Two owners who
promise the same are two promises, and left alone; so is an item that is dropped. An identifier may
be used only once, whatever the status. The place is the later of the two.

## Why it matters

One of the two is closed and the other stays open for ever; and what refers to the identifier
refers to both.

## Bad

```yaml
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
  - action_item: rotate the signing keys.
    owner: Ada Okafor
    due_date: 2026-05-31
```

```yaml
action_items:
  - id: AI-1
    action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
  - id: AI-1
    action_item: Alert 30 days before a key expires
    owner: Bo Lindqvist
    due_date: 2026-05-31
```

## Good

```yaml
action_items:
  - id: AI-1
    action_item: Rotate the signing keys of the shop
    owner: Ada Okafor
    due_date: 2026-04-30
  - id: AI-2
    action_item: Rotate the signing keys of the warehouse
    owner: Ada Okafor
    due_date: 2026-05-31
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.action import Progress, progress
from pmlint.document import Scalar
from pmlint.finding import Problem, Severity
from pmlint.part import Part
from pmlint.phrase import fold
from pmlint.role import Role
from pmlint.rule import Context, rule


@rule("PM306", severity=Severity.WARNING, needs=(Role.ACTION,))
def check(context: Context) -> Iterator[Problem]:
    texts: dict[str, dict[str, Part]] = {}
    names: dict[str, Part] = {}
    for action in context.report.every(Role.ACTION):
        text, name = told(action, Role.ACTION_TEXT), told(action, Role.ACTION_ID)
        owner = told(action, Role.OWNER)
        twin = None
        if text is not None and fold(text.text) and progress(action) is not Progress.DROPPED:
            owners = texts.setdefault(fold(text.text), {})
            twin = the_same(owners, fold(owner.text) if owner is not None else "", action)
            if twin is not None:
                yield Problem(
                    text.span,
                    f"{action.label} is already there on line {line(context, twin)}",
                    text.pointer,
                    "delete one of the two, or say in each what sets it apart",
                )
        if name is None:
            continue
        first = names.setdefault(name.text, action)
        if first is not action and first is not twin:
            yield Problem(
                name.span,
                f"the identifier `{name.text}` is already used by {first.label}",
                name.pointer,
                "give each action item an identifier of its own",
            )


def told(action: Part, role: Role) -> Part | None:
    """Return the part of `action` with `role` in which somebody has written a single value."""
    part = action.first(role)
    return part if part is not None and part.answered and isinstance(part.node, Scalar) else None


def the_same(owners: dict[str, Part], owner: str, action: Part) -> Part | None:
    """Return the earlier item with the same text that this owner, or nobody, has promised."""
    twin = owners.get(owner)
    if twin is None:
        twin = owners.get("") if owner else next(iter(owners.values()), None)
        owners[owner] = action
    return twin


def line(context: Context, action: Part) -> int:
    """Return the line on which an item begins."""
    return context.document.text.position(action.key_span.start).line
