"""Why reading ends before the end of a text."""

from __future__ import annotations

from pmlint.document import Defect


class DefectError(Exception):
    """Something is wrong with the file: what, and where."""

    def __init__(self, defect: Defect) -> None:
        super().__init__(defect.message)
        self.defect = defect


class DoubtError(Exception):
    """The fast reader refuses the text, or may read it otherwise than the slow one."""
