"""Statement: who approves which content of which report, as data that can be signed.

A statement is signed in one form only, its canonical one (RFC 8785); a `Record` is a statement
with or without its signature, and is named for its own content. So two people who sign off at
the same time write two files, and nobody changes a record unseen.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from pmlint.frozen import Frozen

TYPE = "pmlint-signoff/v1"
DIGEST = r"sha256:[0-9a-f]{64}"
AT = "%Y-%m-%dT%H:%M:%SZ"
EPOCH = 1970
"""`ssh-keygen` knows no time before (OpenSSH 9.2: `Invalid "verify-time" option`)."""


class SignOffRole(Enum):
    """As what somebody signs; the value is the word in a statement."""

    APPROVER = "approver"
    """Says that the report may stand as it is."""
    PREPARER = "preparer"
    """Says that it is theirs."""
    REVIEWER = "reviewer"
    """Has read it, and says no more than that."""


class Statement(Frozen):
    """What somebody says about the content of a report."""

    report: str
    """The incident's identifier, else the report's path."""
    path: str
    """Where the report was when it was signed off."""
    digest: str
    """`sha256:…` of the content."""
    mutable: tuple[str, ...]
    """Patterns of the fields that the digest leaves out: they were so when it was made."""
    role: SignOffRole
    name: str
    email: str
    at: str
    """When, by the signer's own clock: `2026-04-01T12:00:00Z`."""
    forced: str = ""
    """Why it was signed off although something spoke against it; empty where nothing did."""
    message: str = ""
    """What the signer has to say."""
    type: str = TYPE


class Record(Frozen):
    """A statement as it is kept, with its armored SSH signature or without one."""

    statement: Statement
    signature: str | None = None


def canonical(statement: Statement) -> bytes:
    """Return the bytes of `statement` that are signed: its canonical JSON (RFC 8785).

    What is empty of `forced` and `message` is left out. Half of a surrogate pair, which is how
    Python reads a path that is not UTF-8, stands as U+FFFD.
    """
    import rfc8785

    return rfc8785.dumps(plain(statement))


def name(record: Record) -> str:
    """Return what `record` is called: the first 16 hexadecimal digits of its SHA-256.

    It is that of the canonical JSON (RFC 8785), so whoever indents a record renames nothing.
    """
    from hashlib import sha256  # it loads OpenSSL

    import rfc8785

    return sha256(rfc8785.dumps(plain_record(record))).hexdigest()[:16]


def plain(statement: Statement) -> dict[str, str | list[str]]:
    """Return `statement` as JSON data, in the order in which people read it."""
    data: dict[str, str | list[str]] = {
        "type": statement.type,
        "report": encodable(statement.report),
        "path": encodable(statement.path),
        "digest": statement.digest,
        "mutable": [encodable(pattern) for pattern in statement.mutable],
        "role": statement.role.value,
        "name": encodable(statement.name),
        "email": encodable(statement.email),
        "at": statement.at,
    }
    for key, text in (("forced", statement.forced), ("message", statement.message)):
        if text:
            data[key] = encodable(text)
    return data


def plain_record(record: Record) -> dict[str, str | dict[str, str | list[str]]]:
    """Return `record` as JSON data."""
    data: dict[str, str | dict[str, str | list[str]]] = {"statement": plain(record.statement)}
    if record.signature is not None:
        data["signature"] = encodable(record.signature)
    return data


def encodable(text: str) -> str:
    """Return `text` with U+FFFD for what UTF-8 cannot hold."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def is_time(text: str) -> bool:
    """Say whether `text` is a time in UTC as a statement gives it."""
    try:
        read = datetime.strptime(text, AT)  # the Z stands for itself
        return read.year >= EPOCH and read.strftime(AT) == text
    except ValueError:
        return False
