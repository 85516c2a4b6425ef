"""A word that promises an answer (`TBD`, `TODO`, `???`) where the answer belongs.

It is found as a whole value in any spelling (`tbd`, `(T.B.D.)`, `????`), and inside a text where
nobody writes it in prose: at the start or the end (`TODO: numbers`, `Root cause: TBD`), on a line
of its own, in brackets (`2026-03-14 (time TBC)`). Text made up by printers (`lorem ipsum dolor`)
counts as well.

Left alone: the word inside prose ("the TODO in deploy.sh"; `todo` is Spanish), in code, in double
quotes, in addresses and in longer words (`5XX`); a sentence that ends with `?`; `TODO` as the
status of an action item, and wherever the template itself offers the word.

## Why it matters

`TBD` is a promise without a name and a date. After the report is merged nobody comes back to it.

## Bad

```yaml
root_cause_analysis:
  root_cause: TBD
  contributing_factors:
    - "TODO: ask the network team"
    - The change was reviewed by one person (who?) at 17:40 (exact time TBC)
```

## Good

```yaml
root_cause_analysis:
  root_cause: The health check reads a cache, so it stayed green while the database was down.
  contributing_factors:
    - A TODO in deploy.sh said that the check was only a stub.
    - Unknown. The logs of that night were not kept.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.filler import FILLERS
from pmlint.filling import Filling
from pmlint.finding import Problem
from pmlint.rule import Context, Option, rule


@rule(
    "PM202",
    completeness=True,
    options=(Option("fillers", FILLERS, "the words that are filler, instead of the default ones"),),
)
def check(context: Context, *, fillers: tuple[str, ...]) -> Iterator[Problem]:
    del fillers  # they are in the report's vocabulary: other rules have to know them too
    for found in context.omissions(Filling.FILLER):
        if found.gap.whole:
            message = f"{found.subject} says only {found.shown}"
            advice = f"here belongs: {found.belongs}" if found.belongs else "write the answer"
        else:
            message = f"{found.subject} is not finished: it says {found.shown}"
            advice = "write it now, or make an action item of it"
        yield Problem(found.span, message, found.part.pointer, advice)
