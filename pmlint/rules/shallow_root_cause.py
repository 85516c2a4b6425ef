"""A root cause that only repeats the initial cause.

The two are the same but for capitals, spacing, punctuation, articles and forms of `be` and `have`;
or all words of a root cause of at least five stand in the initial cause already and make up half of
it or more. One word in ten may be new where the root cause is not the longer of the two. A new word
that gives a reason or turns the meaning round (`because`, `not`, `without`, `missing` …) makes it
another sentence. Short texts count only when they are the same; `N/A` and `unknown` are answers.

## Why it matters

What set an incident off is seldom what made it possible. Mend the first and the next trigger finds
the same open door.

## Bad

```yaml
root_cause_analysis:
  initial_cause: The certificate of the checkout service expired.
  root_cause: Certificate of the checkout service had expired
```

## Good

```yaml
root_cause_analysis:
  initial_cause: The certificate of the checkout service expired.
  root_cause: Certificates are renewed by hand, from a calendar that one person keeps.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.document import Scalar
from pmlint.finding import Problem, Severity
from pmlint.phrase import fold
from pmlint.role import Role
from pmlint.rule import Context, rule

SMALL_WORDS = frozenset((
    "a", "an", "the", "this", "that", "its", "our", "was", "were", "is", "are", "be", "been",
    "being", "has", "had", "have", "did", "does",
))  # fmt: skip
TURNS = (
    "because", "since", "as", "due", "why", "no", "not", "never", "none", "nobody", "nothing",
    "neither", "nor", "without", "lack", "lacks", "lacked", "lacking", "missing", "missed",
    "absent", "only", "before", "after", "unless", "although", "cannot",
)  # fmt: skip
ANSWERS = ("n/a", "na", "none", "not applicable", "unknown", "not known", "unclear")
FEWEST = 5
MOST_NEW = 0.1
LEAST_COVERED = 0.5


@rule("PM502", severity=Severity.WARNING, needs=(Role.INITIAL_CAUSE, Role.ROOT_CAUSE))
def check(context: Context) -> Iterator[Problem]:
    initial = context.report.first(Role.INITIAL_CAUSE)
    if initial is None or not initial.answered or not isinstance(initial.node, Scalar):
        return
    for part in context.report.every(Role.ROOT_CAUSE):
        if not part.answered or not isinstance(part.node, Scalar):
            continue
        if repeats(part.text, initial.text):
            yield Problem(
                part.span,
                "the root cause only repeats the initial cause",
                part.pointer,
                "ask why once more: what made this possible, and would let it happen again?",
            )


def repeats(root: str, initial: str) -> bool:
    """Say whether `root` has nothing to say that `initial` does not say."""
    if fold(root) in ANSWERS:
        return False
    ours, theirs = words(root), words(initial)
    if ours == theirs:
        return bool(ours)
    said, known = set(ours), set(theirs)
    new = said - known
    if len(said) < FEWEST or len(said) < LEAST_COVERED * len(known):
        return False
    if any(turns(word) for word in new):
        return False
    return not new or (len(ours) <= len(theirs) and len(new) <= MOST_NEW * len(said))


def words(text: str) -> list[str]:
    """Return the words of `text` that carry its meaning."""
    return [word for word in fold(text).split() if word not in SMALL_WORDS]


def turns(word: str) -> bool:
    """Say whether a word gives a reason or turns the meaning round."""
    return word in TURNS or word.endswith("n't")
