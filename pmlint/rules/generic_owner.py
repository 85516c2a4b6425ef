"""An owner who is nobody in particular: everyone, someone, the team, N/A.

The whole value is compared with a list of such words; capitals, spacing, punctuation and a
leading `@` make no difference. `Ada and the team` names somebody, and `Payments team` a team. If
`ops` really is the name of a team of yours, put it into the option `teams`. Of an item with
several owners one who is named is enough.

## Why it matters

What everybody owns nobody does: each waits for the others.

## Bad

```yaml
action_items:
  - action_item: Rotate the signing keys
    owner: Everyone
    due_date: 2026-04-30
```

## Good

```yaml
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
```

```yaml options=teams:ops
action_items:
  - action_item: Rotate the signing keys
    owner: Ops
    due_date: 2026-04-30
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pmlint.document import Scalar
from pmlint.finding import Problem
from pmlint.phrase import fold
from pmlint.role import Role
from pmlint.rule import Context, Option, rule

GENERIC_OWNERS = (
    "all", "anyone", "everybody", "everyone", "nobody", "no one", "none", "somebody", "someone",
    "team", "the team", "engineering", "dev", "devs", "developers", "ops", "us", "we", "tba",
    "unassigned", "unknown", "n/a",
)  # fmt: skip


@rule(
    "PM304",
    needs=(Role.ACTION, Role.OWNER),
    options=(
        Option("generic_owners", GENERIC_OWNERS, "what is no owner, each as the whole value"),
        Option("teams", (), "names that are fine, although they are in the list"),
    ),
)
def check(
    context: Context, *, generic_owners: tuple[str, ...], teams: tuple[str, ...]
) -> Iterator[Problem]:
    generic = names(generic_owners, teams)
    for action in context.report.every(Role.ACTION):
        owners = [part for part in action.every(Role.OWNER) if part.answered]
        if not owners or not all(isinstance(owner.node, Scalar) for owner in owners):
            continue
        if all(name(owner.text) in generic for owner in owners):
            yield Problem(
                owners[0].span,
                f"`{owners[0].text}` does not say who owns {action.label}",
                owners[0].pointer,
                "name one person, or a team that the option `teams` of this rule lists",
            )


@lru_cache(maxsize=16)
def names(generic_owners: tuple[str, ...], teams: tuple[str, ...]) -> frozenset[str]:
    """Return what is no owner; the settings are the same for every report."""
    return frozenset(map(name, generic_owners)) - frozenset(map(name, teams))


def name(text: str) -> str:
    """Return an owner's name as it is compared; `@No-one` is `no one`."""
    return " ".join(fold(text).lstrip("@#").replace("-", " ").split())
