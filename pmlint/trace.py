"""Trace: what is left, in a later version of a report, of the place of something that is gone."""

from __future__ import annotations

from collections.abc import Container

from pmlint.chronology import list_of
from pmlint.document import DefectKind
from pmlint.finding import Pointer
from pmlint.part import Part
from pmlint.postmortem import Postmortem


class Trace:
    """Where in `report` the items of an earlier version stood.

    `misspelt` are the keys that stand misspelt in `report`, as pointers of their mappings and what
    was meant.
    """

    def __init__(self, report: Postmortem, misspelt: Container[tuple[Pointer, str]]) -> None:
        self._report = report
        self._misspelt = misspelt
        self._left: dict[Pointer, Part] = {}
        self._misplaced: dict[Pointer, bool] = {}

    def left_of(self, gone: Part) -> Part:
        """Return the part that held `gone`, an item of the earlier version.

        Where its list is gone too it is what held the list, as far up as the whole report.
        """
        way = _way(gone)
        if way not in self._left:
            at = self._report.root
            for step in way:
                below = next((part for part in at.children if part.step == step), None)
                if below is None:
                    break
                at = below
            self._left[way] = at
        return self._left[way]

    def is_misplaced(self, gone: Part) -> bool:
        """Say whether what held `gone` is there, where the template does not look for it.

        It may stand in a wrong section, under a misspelt key, or in a second document, which is
        not read. Then it is this that is wrong, and another rule says so.
        """
        way = _way(gone)
        if way not in self._misplaced:
            self._misplaced[way] = self._is_elsewhere(way)
        return self._misplaced[way]

    def _is_elsewhere(self, way: Pointer) -> bool:
        report = self._report
        if any(defect.kind is DefectKind.SEVERAL_DOCUMENTS for defect in report.document.defects):
            return True
        if any((way[:at], step) in self._misspelt for at, step in enumerate(way)):
            return True
        return bool(way) and any(
            part.step == way[-1] and part.shape is None and part.children for part in report.parts
        )


def _way(gone: Part) -> Pointer:
    held = list_of(gone) or gone.parent
    return () if held is None else held.pointer
