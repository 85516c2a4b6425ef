"""Baseline: which findings about a report are new, and which were there before.

Lines move with every edit, so a finding is known by its rule and by the part of the report that
it is about. Where that is in a list, the item is followed, not counted: action items and entries
of a timeline as `pairing` follows them, other items by their words. How often counts: of two
placeholders in one part where there was one, one is new. A finding that has become more severe is
new, as when a draft with gaps is made final.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable

from pmlint.document import flow_text
from pmlint.finding import Finding, Pointer, Severity
from pmlint.pairing import Pairing, paired_actions, paired_entries
from pmlint.part import Part
from pmlint.phrase import fold
from pmlint.postmortem import Postmortem
from pmlint.role import Role

Step = str | tuple[str, Pointer | str]
Place = tuple[Step, ...]


def new_findings(
    now: Iterable[Finding],
    before: Iterable[Finding],
    report: Postmortem | None,
    earlier: Postmortem | None,
) -> tuple[Finding, ...]:
    """Return those findings of `now` that were not there `before`, in their order.

    `report` and `earlier` are the two versions that they are about, None for one that could not be
    read as a report.
    """
    places = _Places(report, earlier)
    said: defaultdict[Hashable, Counter[Severity]] = defaultdict(Counter)
    found: defaultdict[Hashable, Counter[Severity]] = defaultdict(Counter)
    for finding in before:
        about = (finding.code, places.before(finding.pointer))
        said[about, finding.message][finding.severity] += 1
        found[about][finding.severity] += 1
    fresh: list[tuple[Finding, Hashable]] = []
    # What says the very same is the same; then what is only about the same.
    for finding in now:
        about = (finding.code, places.now(finding.pointer))
        severity = _taken(said[about, finding.message], finding.severity)
        if severity is None:
            fresh.append((finding, about))
        else:
            found[about][severity] -= 1
    return tuple(
        finding for finding, about in fresh if _taken(found[about], finding.severity) is None
    )


def _taken(known: Counter[Severity], severity: Severity) -> Severity | None:
    """Take one finding from `known` that was no less severe; None where there is none left."""
    for each in Severity:
        if each >= severity and known[each]:
            known[each] -= 1
            return each
    return None


class _Places:
    """Pointers of two versions, so that the same part has the same place in both."""

    def __init__(self, report: Postmortem | None, earlier: Postmortem | None) -> None:
        self._now = _by_pointer(report)
        self._before = _by_pointer(earlier)
        self._pairings: tuple[Pairing, ...] = ()
        if report is not None and earlier is not None:
            self._pairings = (paired_actions(earlier, report), paired_entries(earlier, report))

    def now(self, pointer: Pointer) -> Place:
        return self._place(pointer, self._now, lambda part: ("item", part.pointer))

    def before(self, pointer: Pointer) -> Place:
        return self._place(pointer, self._before, self._followed)

    def _followed(self, part: Part) -> Step:
        later = (pairing.after(part) for pairing in self._pairings)
        found = next((item for item in later if item is not None), None)
        return ("gone", part.pointer) if found is None else ("item", found.pointer)

    def _place(
        self, pointer: Pointer, parts: dict[Pointer, Part], item: Callable[[Part], Step]
    ) -> Place:
        steps: list[Step] = []
        for end, step in enumerate(pointer, 1):
            part = parts.get(pointer[:end])
            if isinstance(step, str):
                steps.append(step)
            elif part is None:
                steps.append(("words", ""))
            elif part.role in (Role.ACTION, Role.ENTRY):
                # An item that has moved to another list is still the same: what leads there goes.
                steps = [item(part)]
            else:
                words = flow_text(part.node)
                steps.append(("words", fold(words) or words))
        return tuple(steps)


def _by_pointer(report: Postmortem | None) -> dict[Pointer, Part]:
    return {} if report is None else {part.pointer: part for part in report.parts}
