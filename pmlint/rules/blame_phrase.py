"""Words that blame a person, in the root cause or in an action item.

Looked for as whole phrases, whatever the case: `human error`, `careless`, `should have known` and
others. A phrase in quotes or code is only spoken of; one that is ruled out (`not human error`) or
guarded against (`a prompt that prevents operator error`) blames nobody; and a `user error rate` is
a measurement. All these are left alone, and so is every other part of the report.

## Why it matters

People who are blamed tell less next time, and what really let the error through is never found.
Somebody will mistype again; the question is why the system took it.

## Bad

```yaml
root_cause_analysis:
  root_cause: Human error during the deployment
```

## Good

```yaml
root_cause_analysis:
  root_cause: The tool deletes a cluster without asking, and its name is one letter from the test's.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.document import Scalar
from pmlint.finding import Problem, Severity
from pmlint.phrase import may_hold, spelt
from pmlint.quotation import is_quoted, quotations
from pmlint.role import Role
from pmlint.rule import Context, Option, rule

BLAME_PHRASES = (
    "human error", "operator error", "user error", "careless", "carelessly", "negligent",
    "negligently", "negligence", "incompetent", "incompetence", "should have known", "fat-finger",
    "fat-fingered", "be more careful", "pay more attention",
)  # fmt: skip
SINGLE_QUOTES = ("'", "‘", "’")
RULED_OUT = (
    r"(?i)(?:\b(?:no|not|never|nor|without|than|instead of|beyond|against|prevents?|preventing|"
    r"avoids?|avoiding|survives?|tolerates?|tolerant of|catch(?:es)?|detects?|reduces?|reducing|"
    r"eliminates?|(?:room|open) for|(?:chance|risk) of|(?:prone|open|resistant|robust) to)"
    r"|n['’]t)(?:\s+[\w'’-]+){0,3}\s*$"
)
NEAR = 80
"""How many characters around a phrase can rule it out."""
MEASURED = (
    r"(?i)[\s-]+(?:rates?|counts?|messages?|pages?|reports?|logs?|budgets?|codes?|handling|"
    r"handlers?|metrics?|dialogs?|screens?|responses?|alerts?)\b"
)


@rule(
    "PM501",
    severity=Severity.INFO,
    needs_any=(Role.ROOT_CAUSE, Role.ACTION_TEXT),
    options=(Option("blame_phrases", BLAME_PHRASES, "phrases that blame a person"),),
)
def check(context: Context, *, blame_phrases: tuple[str, ...]) -> Iterator[Problem]:
    pattern = spelt(blame_phrases)
    report = context.report
    for part in (*report.every(Role.ROOT_CAUSE), *report.every(Role.ACTION_TEXT)):
        if not isinstance(part.node, Scalar) or not may_hold(part.node.text, blame_phrases):
            continue
        if not part.answered:
            continue
        found = blame(part.node.text, pattern)
        if found is not None:
            yield Problem(
                context.document.within(part.node, *found.span()),
                f"`{' '.join(found[0].split())}` blames a person",
                part.pointer,
                "say what made the mistake possible, and what would have caught it",
            )


def blame(text: str, pattern: str) -> re.Match[str] | None:
    """Return the first phrase in `text` that blames somebody, or None."""
    stretches = quotations(text)
    for found in re.finditer(pattern, text):
        start, end = found.span()
        before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
        if is_quoted(start, stretches) or in_single_quotes(before, after):
            continue
        if re.search(RULED_OUT, before) or re.match(MEASURED, after):
            continue
        return found
    return None


def in_single_quotes(before: str, after: str) -> bool:
    """Say whether single quotes stand around the phrase itself."""
    return before.endswith(SINGLE_QUOTES) and after.startswith(SINGLE_QUOTES)
