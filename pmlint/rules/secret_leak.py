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

from collections.abc import Iterator

from pmlint.finding import Problem
from pmlint.rule import Context, rule
from pmlint.secret import secrets

HELP = "revoke it first, Git keeps what was committed once; then take it out"


@rule("PM701", about_file=True)
def check(context: Context) -> Iterator[Problem]:
    found = secrets(context.document.text.content)
    if not found:
        return
    for secret in found:
        begins = f" (`{secret.public}…`)" if secret.public else ""
        message = f"{secret.kind}{begins} stands in the report"
        part = context.report.around(secret.span) if context.has_report else None
        yield Problem(secret.span, message, part.pointer if part is not None else (), HELP)
