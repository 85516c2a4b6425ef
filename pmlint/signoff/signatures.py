"""Signatures: the block at the end of a report in which people see who approved it."""

from __future__ import annotations

from pmlint.digest import digest
from pmlint.engine import Task, read
from pmlint.filling import Filling
from pmlint.finding import Fix
from pmlint.fixer import apply
from pmlint.insertion import insertion
from pmlint.postmortem import Postmortem
from pmlint.role import Role
from pmlint.signoff.statement import SignOffRole
from pmlint.source import Source

FIELDS: dict[SignOffRole, tuple[Role, ...]] = {
    SignOffRole.APPROVER: (Role.APPROVED_BY, Role.APPROVAL_DATE),
    SignOffRole.PREPARER: (Role.SIGNED_BY,),
    SignOffRole.REVIEWER: (),
}
"""The fields that each role fills in; the first one names who signs."""


def filled_in(source: Source, task: Task, role: SignOffRole, name: str, day: str) -> bytes:
    """Return the content of `source` with the fields of `role` filled in, where they are empty.

    A field in which somebody stands already is left alone, and with it the date. What the
    template has no place for, or the text no safe one, stays as it is: the content is returned
    unchanged, byte for byte, rather than broken.
    """
    content = source.content
    for field, value in zip(FIELDS[role], (name, day), strict=False):
        written = _with(Source(source.path, content, source.origin), task, field, value)
        if written is None:
            break
        content = written
    return content


def _with(source: Source, task: Task, field: Role, value: str) -> bytes | None:
    document, report = read(source, task)
    if report is None or document.defects:
        return None
    part = report.first(field)
    if part is not None and part.filling is not Filling.EMPTY and part.answered:
        return None
    way = _way(report, field)
    edit = None if way is None else insertion(document, way, value)
    if edit is None:
        return None
    text = apply(document.text.content, (Fix("", (edit,)),))[0]
    bom = b"\xef\xbb\xbf" if source.content.startswith(b"\xef\xbb\xbf") else b""
    content = text.encode("utf-8")
    content = content if content.startswith(bom) else bom + content
    after = read(Source(source.path, content, source.origin), task)[1]
    # Held against what came out: a text edit is only as good as its reading.
    fits = after is not None and after.says(field) == value
    return content if fits and after is not None and digest(after) == digest(report) else None


def _way(report: Postmortem, field: Role) -> tuple[str, ...] | None:
    """Return the keys that lead to `field` in the template; None where there is no such part."""
    ways = (way for way, shape in report.shape.walk() if shape.role is field)
    way = next(ways, None)
    return None if way is None or "[]" in way else way
