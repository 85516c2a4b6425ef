"""Text → tree."""

from __future__ import annotations

from pmlint.document import Defect, DefectKind, Node
from pmlint.parse import slow
from pmlint.parse.build import Builder
from pmlint.parse.limits import Limits
from pmlint.parse.stop import DefectError
from pmlint.text import Text


def compose(text: Text, limits: Limits) -> tuple[Node | None, list[Defect]]:
    """Return the tree of the first document in `text` and what is wrong with the file.

    The tree is None where there is none: nothing in the file, not YAML, or over a limit.
    """
    builder = Builder(text, limits)
    try:
        builder.read(slow.events(text.content))
    except DefectError as stop:
        builder.defects.append(stop.defect)
        if stop.defect.kind is not DefectKind.SEVERAL_DOCUMENTS:
            return None, builder.defects
    return builder.root, builder.defects
