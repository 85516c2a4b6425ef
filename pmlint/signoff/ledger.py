"""Ledger: the files in the repository in which sign-offs are kept, one for each record.

`.pmlint/signoffs/INC-42/0123456789abcdef.json`: readable JSON, named for what it says. A record
outlives what a commit message does not: a rebase, a squash with a text of its own.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from pmlint.frozen import Frozen
from pmlint.signoff import FOLDER, MOST_BYTES
from pmlint.signoff.statement import (
    DIGEST,
    TYPE,
    Record,
    SignOffRole,
    Statement,
    is_time,
    name,
    plain_record,
)

ENDING = ".json"
LONGEST = 80
NAMELESS = "report"
RESERVED = r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)"
"""Names that Windows keeps for devices, whatever their ending (Microsoft: Naming Files)."""
LONE = r"[\ud800-\udfff]"
"""Half of a surrogate pair, which UTF-8 cannot hold."""
UNSEEN = rf"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|{LONE}"
"""Control characters, line separators and marks that turn the direction of a text around."""
TEXTS = ("type", "report", "path", "digest", "role", "name", "email", "at")
OPTIONAL = ("forced", "message")


class Unreadable(Frozen):
    """A file of the ledger that is no record: why, and whether somebody has changed one."""

    reason: str
    tampered: bool = False


def ledger_path(record: Record) -> str:
    """Return where `record` is kept, relative to the root of the repository, with `/`."""
    return f"{FOLDER}/{folder(record.statement.report)}/{name(record)}{ENDING}"


def folder(report: str) -> str:
    """Return a name of a folder for `report` that every file system takes.

    Letters, digits, `.`, `_` and `-` of ASCII, at most 80. Two reports may share one: a record
    says itself which report it is for.
    """
    letters = unicodedata.normalize("NFKD", report).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^A-Za-z0-9._]+", "-", letters).lstrip(".-")[:LONGEST].rstrip(".-")
    if re.match(RESERVED, slug):
        slug = f"{NAMELESS}-{slug}"[:LONGEST].rstrip(".-")
    return slug or NAMELESS


def write(record: Record) -> bytes:
    """Return the content of the file of `record`: JSON to be read by people."""
    text = json.dumps(plain_record(record), indent=2, ensure_ascii=False)
    return (text + "\n").encode("utf-8")


def read(content: bytes, path: str) -> Record | Unreadable:
    """Return the record that the file at `path` holds, or why it holds none.

    How the JSON is laid out does not matter. What is not known, not complete or too large is no
    record; nor is one whose name does not fit what it says.
    """
    try:
        record = _record(content)
    except _RecordError as found:
        return Unreadable(str(found))
    if path.replace("\\", "/").rpartition("/")[2] != f"{name(record)}{ENDING}":
        return Unreadable("it does not say what its name stands for: it was changed", True)
    return record


class _RecordError(Exception):
    """Why a content is no record; never leaves this module."""


def _record(content: bytes) -> Record:
    if len(content) > MOST_BYTES:
        raise _RecordError(f"it is larger than {MOST_BYTES // 1024} KiB")
    try:
        data = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError as error:
        raise _RecordError(f"it is not UTF-8 (byte offset {error.start})") from None
    except (ValueError, RecursionError):
        raise _RecordError("it is not JSON") from None
    record = _table(data, "the file", ("statement",), ("signature",))
    signature = record.get("signature")
    if "signature" in record and not (isinstance(signature, str) and signature):
        raise _RecordError("`signature` takes text")
    statement = _statement(record["statement"])
    if signature is not None and re.search(LONE, signature):
        raise _RecordError("`signature` holds characters that nobody can see")
    return Record(statement, signature)


def _statement(data: Any) -> Statement:
    given = _table(data, "`statement`", (*TEXTS, "mutable"), OPTIONAL)
    for key in (*TEXTS, *OPTIONAL):
        text = given.get(key, "")
        if not isinstance(text, str) or (key in TEXTS and not text.strip()):
            raise _RecordError(f"`{key}` takes text")
        if re.search(UNSEEN if key in ("name", "email") else LONE, text):
            raise _RecordError(f"`{key}` holds characters that nobody can see")
    mutable = given["mutable"]
    if not isinstance(mutable, list) or not all(isinstance(item, str) for item in mutable):
        raise _RecordError("`mutable` takes a list of texts")
    if any(not item.startswith("/") or re.search(UNSEEN, item) for item in mutable):
        raise _RecordError("`mutable` takes patterns that begin with /")
    if given["type"] != TYPE:
        raise _RecordError(f"its type is none that is known here: {_shown(given['type'])}")
    if not re.fullmatch(DIGEST, given["digest"]):
        raise _RecordError("`digest` takes sha256: and 64 hexadecimal digits")
    if given["role"] not in {role.value for role in SignOffRole}:
        words = ", ".join(role.value for role in SignOffRole)
        raise _RecordError(f"`role` is one of {words}, not {_shown(given['role'])}")
    if not is_time(given["at"]):
        raise _RecordError("`at` takes a time in UTC such as 2026-04-01T12:00:00Z")
    if re.search(r"[<>\s]", given["email"]):
        raise _RecordError("`email` takes one address")
    return Statement(
        **{**given, "mutable": tuple(mutable), "role": SignOffRole(given["role"])},
    )


def _table(
    data: Any, what: str, required: tuple[str, ...], optional: tuple[str, ...]
) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise _RecordError(f"{what} is no mapping")
    for key in required:
        if key not in data:
            raise _RecordError(f"`{key}` is missing")
    for key in data:
        if key not in (*required, *optional):
            raise _RecordError(f"unknown key {_shown(key)}")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RecordError(f"the key {_shown(key)} stands there twice")
        found[key] = value
    return found


def _no_constant(word: str) -> None:
    raise _RecordError(f"{word} is no value")


def _shown(text: str) -> str:
    """Return `text`, which anybody may have written, as it can be shown in a sentence."""
    return "`" + "".join(c if c.isprintable() else "?" for c in text[:40]) + "`"
