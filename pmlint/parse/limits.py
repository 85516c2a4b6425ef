"""How much of a file pmlint is ready to read."""

from __future__ import annotations

from pmlint.document import Defect, DefectKind
from pmlint.frozen import Frozen
from pmlint.text import Span


class Limits(Frozen):
    """Bounds that keep a hostile or mistaken file from costing time and memory.

    `nodes` counts every key and value, and what an alias stands for each time it is used:
    two hundred bytes of aliases can stand for billions of values.
    """

    bytes: int = 5 * 1024 * 1024
    depth: int = 100
    nodes: int = 100_000

    def too_deep(self, span: Span) -> Defect:
        """Return what is to be said where values are nested deeper than `depth`."""
        return Defect(
            DefectKind.OVER_LIMIT,
            span,
            f"values are nested more than {self.depth} deep",
            "raise `depth` under [limits] if the report really needs it",
        )

    def too_many(self, span: Span) -> Defect:
        """Return what is to be said of the value that is one more than `nodes`."""
        return Defect(
            DefectKind.OVER_LIMIT,
            span,
            f"the file holds more than {self.nodes:,} values, counting what its aliases stand for",
            "raise `nodes` under [limits] if the report is really that long",
        )


DEFAULT_LIMITS = Limits()
