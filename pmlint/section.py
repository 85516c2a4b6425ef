"""Section: whether a part at the top of a report has everything that its template requires."""

from __future__ import annotations

from pmlint.document import Mapping, Scalar
from pmlint.filling import Filling
from pmlint.part import Part


def is_open(section: Part) -> bool:
    """Say whether anything that is required in `section` is still to be written."""
    return section.filling is Filling.EMPTY or any(map(_has_gap, section.walk()))


def _has_gap(part: Part) -> bool:
    if part.gaps or (isinstance(part.step, int) and part.filling is Filling.EMPTY):
        return True
    if part.shape is None:
        return False
    if not isinstance(part.node, Mapping):
        return isinstance(part.node, Scalar) and part.shape.is_section and part.answered
    said = {child.step for child in part.children if child.filling is not Filling.EMPTY}
    return not said.issuperset(part.shape.required)
