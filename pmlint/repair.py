"""Repair: a report with everything fixed that can be, round by round. Pure: nothing is written.

What one fix leaves may be what the next one is for, and of two that overlap one has to wait: so the
report is checked again after each round, until no fix is left. A round that would spoil the report
is not made; the fixes in it that are sound are found by halves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pmlint.document import DefectKind, Document
from pmlint.finding import Finding, Fix
from pmlint.fixer import compatible, edited
from pmlint.frozen import Frozen
from pmlint.integrity import is_intact
from pmlint.parse import Limits, parse

MOST_ROUNDS = 20
MOST_ATTEMPTS = 200
"""So often is a report read again in one round, where some of the fixes would spoil it."""
UNTOUCHED = (DefectKind.ENCODING, DefectKind.OVER_LIMIT)
"""What stands in a report of which not every byte is known, or that is too large to be read."""


class Repair(Frozen):
    """What came of a report: its bytes, and how many findings were fixed in it.

    `endless` are the codes of the rules whose fixes come to no end; then nothing is changed.
    """

    content: bytes
    fixed: int = 0
    endless: tuple[str, ...] = ()


def applicable(findings: Iterable[Finding], *, unsafe: bool) -> tuple[Fix, ...]:
    """Return the fixes of `findings` that are to be applied; with `unsafe` also those that are."""
    fixes = (finding.fix for finding in findings)
    return tuple(fix for fix in fixes if fix is not None and (fix.safe or unsafe))


def repair(
    content: bytes,
    findings: Callable[[bytes], Sequence[Finding]],
    limits: Limits,
    *,
    unsafe: bool = False,
) -> Repair:
    """Fix what can be fixed in `content`; `findings` says what is found in a version of it."""
    now, fixed = content, 0
    seen = {content}
    for _ in range(MOST_ROUNDS):
        found = findings(now)
        after, made = _round(now, applicable(found, unsafe=unsafe), limits)
        if not made:
            return Repair(now, fixed)
        if after in seen:
            break
        seen.add(after)
        now, fixed = after, fixed + len(made)
    codes = {finding.code for finding in found if finding.fix in made}
    return Repair(content, endless=tuple(sorted(codes)))


def _round(content: bytes, fixes: tuple[Fix, ...], limits: Limits) -> tuple[bytes, tuple[Fix, ...]]:
    """Return `content` with as many of `fixes` as leave a sound report, and those."""
    if not fixes or len(content) > limits.bytes:
        return content, ()
    before = parse(content, limits)
    text = before.text.content
    body = text.encode("utf-8", "surrogatepass")
    if any(defect.kind in UNTOUCHED for defect in before.defects) or not content.endswith(body):
        return content, ()
    attempts = _Attempts(before, content[: len(content) - len(body)], limits)
    made = attempts.sound(compatible(fixes))
    return attempts.content(made), made


class _Attempts:
    """Tries which fixes leave a sound report; `mark` is the byte order mark before it, if any."""

    def __init__(self, before: Document, mark: bytes, limits: Limits) -> None:
        self._before = before
        self._mark = mark
        self._limits = limits
        self._left = MOST_ATTEMPTS

    def content(self, fixes: Iterable[Fix]) -> bytes:
        """Return the report with `fixes`."""
        text = edited(self._before.text.content, fixes)
        return self._mark + text.encode("utf-8", "surrogatepass")

    def sound(self, fixes: tuple[Fix, ...]) -> tuple[Fix, ...]:
        """Return all of `fixes` if they leave a sound report, else those that do."""
        if not fixes or self._is_sound(fixes):
            return fixes
        if len(fixes) == 1:
            return ()
        half = len(fixes) // 2
        first, second = self.sound(fixes[:half]), self.sound(fixes[half:])
        both = first + second
        return both if both == first or self._is_sound(both) else first or second

    def _is_sound(self, fixes: tuple[Fix, ...]) -> bool:
        self._left -= 1
        if self._left < 0:
            return False
        after = parse(self.content(fixes), self._limits)
        return is_intact(self._before, after, fixes)
