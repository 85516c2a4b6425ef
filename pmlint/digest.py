"""Digest: a fingerprint of what a report says, which an approval refers to."""

from __future__ import annotations

from collections.abc import Collection

from pmlint.content import content
from pmlint.postmortem import Postmortem

DOMAIN = b"pmlint-digest/v1\0"
"""Stands before the data, so that no other use of SHA-256 gives the same fingerprint."""


def digest(report: Postmortem, hidden: Collection[str] | None = None) -> str | None:
    """Return the fingerprint of the content of `report`: `sha256:` and 64 hexadecimal digits.

    It is the SHA-256 of `DOMAIN` and the content in the canonical form of RFC 8785; `hidden` is
    what `content` leaves out. None where the report has none: the file has a defect, such as a
    duplicate key, and does not mean one thing; or it is nested deeper than can be followed.
    """
    import hashlib

    import rfc8785

    if report.document.defects:
        return None
    try:
        canonical = rfc8785.dumps(content(report, hidden))
    except RecursionError:
        return None
    return "sha256:" + hashlib.sha256(DOMAIN + canonical).hexdigest()
