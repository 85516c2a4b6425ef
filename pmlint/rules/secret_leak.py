"""A key, a token or a password in the report.

Looked for are the prefixes that makers give to their keys (AWS, GitHub, GitLab, Slack, Stripe,
Google, Anthropic, OpenAI, npm, PyPI, SendGrid, Azure storage), the first line of a private key,
JSON Web Tokens, Slack webhooks, and passwords in URLs: in the whole file, comments and keys
included. The finding and its source line show dots in place of the secret.

Left alone: words that only look random; what somebody has already masked (`ghp_xxxx…`,
`postgres://app:***@db`); variables and stand-ins for a password (`${DB_PASSWORD}`, `<password>`,
`password`). Keys that a maker uses as an example in its documentation count: suppress them, with
the reason.

## Why it matters

A post-mortem is read by more people than the system it is about, and Git keeps what was committed
once. Revoke the secret; taking it out of the report is not enough.

## Bad

```yaml
incident_description:
  what_happened: The script logged in with AKIAIOSFODNN7EXAMPLE and deleted the bucket.
  where: postgres://app:correct-horse@db.internal/orders
```

## Good

```yaml
incident_description:
  what_happened: The script logged in with a key of the build server and deleted the bucket.
  where: postgres://app:***@db.internal/orders
```
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pmlint.finding import Pointer, Problem
from pmlint.postmortem import Part
from pmlint.rule import Context, rule
from pmlint.secret import secrets
from pmlint.text import Span

HELP = "revoke it first, Git keeps what was committed once; then take it out"


@rule("PM701", about_file=True)
def check(context: Context) -> Iterator[Problem]:
    found = secrets(context.document.text.content)
    if not found:
        return
    parts = context.report.parts if context.has_report else ()
    written = sorted((p for p in parts if not p.node.alias), key=_start)
    for secret in found:
        begins = f" (`{secret.public}…`)" if secret.public else ""
        message = f"{secret.kind}{begins} stands in the report"
        yield Problem(secret.span, message, _pointer(written, secret.span), HELP)


def _start(part: Part) -> int:
    return part.span.start


def _pointer(written: list[Part], span: Span) -> Pointer:
    """Return the way to the innermost value around `span`; to the report for a comment."""
    before = bisect_right(written, span.start, key=_start)
    part = written[before - 1] if before else None
    while part is not None and not part.span.covers(span):
        part = part.parent
    return () if part is None else part.pointer
