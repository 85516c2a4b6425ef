"""Lack: what is said of a part that is not there, or there and empty."""

from __future__ import annotations

from pmlint.part import Part
from pmlint.template.violation import Violation, ViolationKind
from pmlint.template.wording import belongs


def missing(part: Part, name: str, because: str = "") -> Violation:
    """Return what is said where `part` has no `name`; `because` is a clause that says why it must.

    A section is a part of the report itself that has parts of its own.
    """
    shape = part.shape.child(name) if part.shape is not None else None
    top = part.parent is None
    section = top and shape is not None and shape.is_section
    where = "" if top else f" from {part.label}"
    title = f" ({shape.title})" if shape is not None and section and shape.title else ""
    return Violation(
        ViolationKind.MISSING_SECTION if section else ViolationKind.MISSING_FIELD,
        part.key_span,
        part.pointer,
        f"`{name}`{title} is missing{where}{because}",
        belongs(shape),
        role=shape.role if shape is not None else None,
        within=part.role,
    )


def empty(part: Part) -> Violation:
    """Return what is said where `part` is there, and nobody has filled it in."""
    return Violation(
        ViolationKind.EMPTY_VALUE,
        part.span,
        part.pointer,
        f"{part.label} is empty",
        belongs(part.shape),
        role=part.role,
        within=part.parent.role if part.parent is not None else None,
    )
