"""An action item that says what to think about, not what will be there when it is done.

It opens with a word such as `investigate`, `look into`, `consider` or `improve`, and its text has
nothing to hold on to: no number, no link, no name in quotes or code, no name with a dot, slash or
underscore in it (nor one with a capital inside, as `LogShipper`), no "so that", "until", "by" or
"with", and no second half that says what comes of it ("…, then delete those that nobody reads").
An item with a link of its own is left alone, and so are items that are done, dropped or proposed.

## Why it matters

Nobody can tell when "improve the monitoring" is done, so it stays open for ever or is closed
without anything having changed.

## Bad

```yaml
action_items:
  - action_item: Look into the monitoring of the payment queue
    owner: Ada Okafor
    due_date: 2026-04-30
```

## Good

```yaml
action_items:
  - action_item: Page the on-call engineer when the payment queue is older than 5 minutes
    owner: Ada Okafor
    due_date: 2026-04-30
  - action_item: Investigate the retries of the payment queue, and write down which of them help
    owner: Bo Lindqvist
    due_date: 2026-04-30
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.action import is_promised
from pmlint.document import Scalar
from pmlint.filling import Filling
from pmlint.finding import Problem, Severity
from pmlint.part import Part
from pmlint.phrase import has_number, may_hold, spelt
from pmlint.role import Role
from pmlint.rule import Context, Option, rule

VAGUE_OPENERS = (
    "investigate", "look into", "look at", "consider", "discuss", "explore", "think about",
    "review", "improve", "be more careful", "ensure", "try to", "evaluate",
)  # fmt: skip
OUTCOMES = (
    "add", "agree", "automate", "change", "choose", "close", "correct", "create", "decide",
    "delete", "disable", "drop", "enable", "file", "fix", "implement", "list", "lower", "merge",
    "migrate", "move", "pick", "publish", "raise", "record", "remove", "rename", "replace",
    "retire", "set", "settle", "switch", "turn", "write",
)  # fmt: skip
LEAD = r"[^\w`'\"“]{0,9}(?:\[[xX]\][^\w`'\"“]{0,9})?"
QUOTED = r"[\"“„«][^\"“”„«»]+[\"”“»]|(?<!\w)['‘][^'‘’]+['’](?!\w)|`[^`]+`"
ABBREVIATION = r"(?i:\b(?:e\.g|i\.e|a\.m|p\.m|and/or)\b)"
NAME = r"\w[./_]\w|(?<!\w)[/@#$_]\w|(?<!\w)--\w|[a-z][A-Z]|\]\("
CLAUSE = (
    r"(?i:\b(?:so that|until|till|by|with)\b"
    r"|\bso (?:it|they|we|you|the|our|this|these|that|each|every|all|no|nobody|nothing|future)\b)"
)


@rule(
    "PM305",
    severity=Severity.WARNING,
    needs=(Role.ACTION, Role.ACTION_TEXT),
    options=(Option("vague_openers", VAGUE_OPENERS, "words with which a vague item begins"),),
)
def check(context: Context, *, vague_openers: tuple[str, ...]) -> Iterator[Problem]:
    opening = rf"{LEAD}(?P<opener>{spelt(vague_openers)})"
    for action in context.report.every(Role.ACTION):
        part = action.first(Role.ACTION_TEXT)
        if part is None or not isinstance(part.node, Scalar) or not part.answered:
            continue
        if not may_hold(part.node.text, vague_openers):
            continue
        found = re.match(opening, part.node.text)
        if found is None or holds(part.text) or has_link(action) or not is_promised(action):
            continue
        yield Problem(
            context.document.within(part.node, *found.span("opener")),
            f"{action.label} opens with `{found['opener'].lower()}` and names nothing to finish",
            part.pointer,
            "say what will be there when it is done: a number, a name, a link, or `so that …`",
        )


def holds(text: str) -> bool:
    """Say whether a text has something to hold on to, by which one can tell that it is done."""
    plain = re.sub(ABBREVIATION, " ", text)
    outcome = rf"(?:[,;:.—–]|\band\b|\bthen\b)\s+(?:(?:and|then|to)\s+)*{spelt(OUTCOMES)}"
    return has_number(plain) or any(
        re.search(pattern, plain) for pattern in (QUOTED, NAME, CLAUSE, outcome)
    )


def has_link(action: Part) -> bool:
    """Say whether the item has a link of its own, or a placeholder for one."""
    return any(part.filling is not Filling.EMPTY for part in action.every(Role.EVIDENCE))
