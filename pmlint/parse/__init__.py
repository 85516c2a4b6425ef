"""Bytes → Document: the only door to the YAML libraries.

`parse` never raises for what stands in a file: whatever is wrong becomes a `Defect` with its
place. Whatever the YAML libraries think, they think behind this door.
"""

from __future__ import annotations

from pmlint.document import Defect, DefectKind, Document, Mapping
from pmlint.parse.compose import compose
from pmlint.parse.decode import decode
from pmlint.parse.limits import DEFAULT_LIMITS, Limits
from pmlint.text import Span, Text

__all__ = ["DEFAULT_LIMITS", "Limits", "parse"]

POINTER = b"version https://git-lfs.github.com/spec/"
LONGEST_POINTER = 1024
"""A Git LFS pointer begins like this, and is shorter than this, says its specification."""


def parse(content: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read the bytes of one report.

    `limits` bound what is read: bytes, depth, and values after aliases. Raises nothing; a
    document without a root has at least one defect that says why.
    """
    decoded = decode(content, limits.bytes)
    text = Text(decoded.text)
    if decoded.defect is not None:
        return Document(text, None, (decoded.defect,))
    if content.startswith(POINTER) and len(content) < LONGEST_POINTER:
        return Document(text, None, (_only_a_pointer(),))
    root, defects = compose(text, limits)
    if isinstance(root, Mapping) and root.entries:
        return Document(text, root, tuple(defects))
    if not any(defect.kind is not DefectKind.SEVERAL_DOCUMENTS for defect in defects):
        if root is None or not text.content.strip() or root.start == root.end:
            words = "the file is empty"
        elif isinstance(root, Mapping):
            words = "the mapping is empty"
        else:
            words = f"the file holds {root.kind.value}, not a mapping of keys to values"
        defects.append(
            Defect(
                DefectKind.NOT_A_REPORT,
                Span(0, 0),
                words,
                "a report begins with a key such as `incident_title:`; "
                "`pmlint new PATH` writes one to fill in",
            )
        )
    return Document(text, None, tuple(defects))


def _only_a_pointer() -> Defect:
    return Defect(
        DefectKind.NOT_A_REPORT,
        Span(0, 0),
        "the file is a pointer of Git LFS; the report itself is not here",
        "`git lfs pull` fetches it; better keep reports out of LFS (.gitattributes): they are "
        "small, and their history can be read only in Git itself",
    )
