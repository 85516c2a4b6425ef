"""Trailer: a sign-off as the message of its commit tells it.

    Pmlint-Signoff: INC-42 sha256:…
    Approved-by: Bo Lindqvist <bo@example.com>

The message is built here and not by `git interpret-trailers`, which runs what a repository's
configuration names (`trailer.<x>.command`, seen with Git 2.39). It is also read here: Git knows
trailers in the last paragraph only, and a squash or a mail puts other text below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.frozen import Frozen
from pmlint.signoff.statement import DIGEST, Record, SignOffRole, encodable
from pmlint.text import LINE_BREAK

SIGN_OFF = "Pmlint-Signoff"
FORCED = "Pmlint-Forced"
BY = {
    SignOffRole.APPROVER: "Approved-by",
    SignOffRole.PREPARER: "Prepared-by",
    SignOffRole.REVIEWER: "Reviewed-by",
}
CO_AUTHOR = "Co-authored-by"
LINE = r"[ \t]*(?:[*•-][ \t]+)?(?P<key>[A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*(?P<value>[^ \t].*)?"
"""`Key: value`, also indented (`git merge --squash`) or as a bullet (GitHub's squash)."""
CLAIM = rf"(?P<report>.*) (?P<digest>{DIGEST})"
PERSON = r"(?P<name>.*)<(?P<email>[^<>]*)>"
UNSEEN = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
"""Control characters, line breaks, and marks that turn the direction of a text around."""
UNSAFE = rf"[{UNSEEN}\xa0\u1680\u2000-\u200a\u202f\u205f\u3000%]|^ +| +$"
"""What a line of a message cannot hold, or Git or a mail would strip; and the `%` of escapes."""


class Trailer(Frozen):
    """What a commit message says of a sign-off; anybody can write that, so it proves nothing."""

    report: str
    digest: str
    role: SignOffRole | None = None
    """As what it was signed; None where the message does not say by whom."""
    name: str = ""
    email: str = ""


def message(record: Record, subject: str, body: str = "") -> str:
    """Return the message of the commit that adds `record`, with a line break at its end.

    `subject` becomes one line. In the trailers percent-encoding (of UTF-8, as in RFC 3986) stands
    for control characters, for line breaks, for blanks other than a space, and for `%`.
    """
    statement = record.statement
    lines = [
        f"{SIGN_OFF}: {_encoded(statement.report)} {statement.digest}",
        f"{BY[statement.role]}: {_encoded(statement.name)} <{_encoded(statement.email, '<>')}>",
    ]
    if statement.forced:
        lines.append(f"{FORCED}: {_one_line(statement.forced)}")
    # Git refuses a message with a NUL in it.
    text = "\n".join(re.split(LINE_BREAK, encodable(body).replace("\0", ""))).strip()
    paragraphs = (_one_line(subject), text, "\n".join(lines))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def trailers(text: str) -> tuple[Trailer, ...]:
    """Return every sign-off that the commit message `text` tells of, wherever it stands.

    Who signed is the first `Approved-by`, `Reviewed-by` or `Prepared-by` below it, before any
    line that is no trailer.
    """
    found: list[Trailer] = []
    open_claim = False
    for key, value in _lines(text):
        claim = re.fullmatch(CLAIM, value) if key == SIGN_OFF.lower() else None
        role = next((role for role, word in BY.items() if word.lower() == key), None)
        if claim is not None:
            found.append(Trailer(_decoded(claim["report"]), claim["digest"]))
            open_claim = True
        elif not key:
            open_claim = False
        elif open_claim and role is not None:
            person, email = _person(value)
            claimed = found[-1]
            found[-1] = Trailer(
                claimed.report, claimed.digest, role, _decoded(person), _decoded(email)
            )
            open_claim = False
    return tuple(found)


def co_authors(text: str) -> tuple[tuple[str, str], ...]:
    """Return name and address of everybody whom `text` names in a `Co-authored-by`."""
    people = (_person(value) for key, value in _lines(text) if key == CO_AUTHOR.lower())
    return tuple(dict.fromkeys(person for person in people if any(person)))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield key, in lower case, and value of every line; of one that is no trailer, nothing."""
    for line in re.split(LINE_BREAK, text):
        found = re.fullmatch(LINE, line.rstrip(" \t"))
        yield (found["key"].lower(), found["value"] or "") if found else ("", "")


def _person(value: str) -> tuple[str, str]:
    found = re.fullmatch(PERSON, value)
    return (found["name"].strip(), found["email"].strip()) if found else (value, "")


def _encoded(text: str, also: str = "") -> str:
    unsafe = f"{UNSAFE}|[{re.escape(also)}]" if also else UNSAFE
    return re.sub(unsafe, _escape, encodable(text))


def _escape(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8"))


def _decoded(text: str) -> str:
    return re.sub(r"(?:%[0-9A-Fa-f]{2})+", _unescape, text)


def _unescape(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")


def _one_line(text: str) -> str:
    return " ".join(re.sub(f"[{UNSEEN}]", " ", encodable(text)).split())
