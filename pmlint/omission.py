"""Omission: a gap in its place, with words for the value that it is in.

`filling` finds the gaps of one value; here they become places of a report that a rule can show.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.document import Scalar
from pmlint.filling import Gap
from pmlint.frozen import Frozen
from pmlint.part import Part
from pmlint.postmortem import Postmortem
from pmlint.text import Span

LONGEST = 40


class Omission(Frozen):
    """One gap of one part, where it stands, and how it reads there."""

    part: Part
    gap: Gap
    span: Span
    text: str

    @property
    def subject(self) -> str:
        """The value's name for people: `owner` of action item "Rotate the keys"."""
        parent = self.part.parent
        if parent is None or not isinstance(parent.step, int):
            return self.part.label
        return f"{self.part.label} of {parent.label}"

    @property
    def shown(self) -> str:
        """The words of the gap as a message shows them: in one line, not too long."""
        words = " ".join(self.text.split())
        if len(words) > LONGEST:
            words = words[: LONGEST - 1].rstrip() + "…"
        return f"`{words}`"

    @property
    def belongs(self) -> str:
        """What the template says of the part, as a clause, or an empty text."""
        words = self.part.shape.description.strip() if self.part.shape is not None else ""
        return words[:1].lower() + words[1:].rstrip(".")


def omissions(report: Postmortem) -> Iterator[Omission]:
    """Yield what was left open, in the order of the document.

    What stands behind an alias is left out: it is mended where it is written.
    """
    for part in report.unsettled:
        node = part.node
        if node.alias:
            continue
        for gap in part.gaps:
            if not isinstance(node, Scalar):
                yield Omission(part, gap, part.span, report.document.text[part.span])
                continue
            whole = gap.whole
            span = part.span if whole else report.document.within(node, gap.start, gap.end)
            yield Omission(part, gap, span, gap.text)
