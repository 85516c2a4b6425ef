"""Text → tree, in one of two lanes that end at the same place."""

from __future__ import annotations

from pmlint.document import Defect, DefectKind, Mapping, Node
from pmlint.parse import fast
from pmlint.parse.build import Builder
from pmlint.parse.limits import Limits
from pmlint.parse.stop import DefectError, DoubtError
from pmlint.text import Text


def compose(text: Text, limits: Limits) -> tuple[Node | None, list[Defect]]:
    """Return the tree of the first document in `text` and what is wrong with the file.

    The tree is None where there is none: nothing in the file, not YAML, or over a limit.
    """
    return compose_fast(text, limits) or compose_slowly(text, limits)


def compose_fast(text: Text, limits: Limits) -> tuple[Node | None, list[Defect]] | None:
    """Return what libyaml makes of `text`; None wherever ruamel.yaml has to decide.

    That is where libyaml refuses, where the two may differ, and where reading ends early: the
    words for it, and the place, are always those of the slow lane.
    """
    try:
        root, defects = fast.read(text, limits)
    except (DoubtError, DefectError):
        return None
    return (root, defects) if isinstance(root, Mapping) and root.entries else None


def compose_slowly(text: Text, limits: Limits) -> tuple[Node | None, list[Defect]]:
    """Return what ruamel.yaml makes of `text`."""
    from pmlint.parse import slow

    builder = Builder(text, limits)
    try:
        builder.read(slow.events(text.content))
    except DefectError as stop:
        builder.defects.append(stop.defect)
        if stop.defect.kind is not DefectKind.SEVERAL_DOCUMENTS:
            return None, builder.defects
    return builder.root, builder.defects
