"""Outcome: what one run of `pmlint check` found, over all reports."""

from __future__ import annotations

from collections import Counter

from pmlint.engine import Checked
from pmlint.finding import Finding, Severity
from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.postmortem import Stage


class Resting(Frozen):
    """A rule that was asked for and could not be checked.

    Either the template lacks `roles`, or nothing is known of the past of `reports` reports, for
    `reason`.
    """

    code: str
    rule: str
    roles: tuple[str, ...] = ()
    reason: str = ""
    reports: int = 0


class Since(Frozen):
    """What a run about changes compares with.

    `revision` is what the user named and `base` the commit (an OID) that is meant by it, empty
    where there was nothing yet. `reports` counts those that were changed, `known` the findings that
    were there before, which do not count.
    """

    revision: str
    base: str
    reports: int
    known: int


class Fixed(Frozen):
    """What a run that fixes has done: it counts the findings that are gone.

    `unsafe` says that also fixes were made that may change what a report says. `left_out` counts
    those that would have changed more than they are for.
    """

    findings: int
    unsafe: bool
    left_out: int = 0


class Outcome(Frozen):
    """What came out for every report, in the order of their paths.

    `deleted` is what came out for reports that are gone. `left_out` counts the named files that
    `force-exclude` left out. `offers_fixes` tells that the very same run could fix, and `fixed` is
    what one has done that does. `unread` counts the reports that could not be read.
    """

    checked: tuple[Checked, ...]
    resting: tuple[Resting, ...] = ()
    left_out: int = 0
    deleted: tuple[Checked, ...] = ()
    since: Since | None = None
    offers_fixes: bool = False
    fixed: Fixed | None = None
    unread: int = 0

    @lazy
    def findings(self) -> tuple[Finding, ...]:
        """All findings, sorted by path, line, column and code."""
        reports = (*self.checked, *self.deleted)
        found = [finding for report in reports for finding in report.findings]
        return tuple(sorted(found, key=lambda finding: finding.sort_key))

    def count(self, severity: Severity) -> int:
        """Return how many findings have exactly this severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def fixable(self, *, safe: bool) -> int:
        """Return how many findings have a fix that is safe, or one that is not."""
        fixes = (finding.fix for finding in self.findings)
        return sum(1 for fix in fixes if fix is not None and fix.safe is safe)

    @property
    def suppressed(self) -> int:
        """How many findings were suppressed in the reports."""
        return sum(report.suppressed for report in (*self.checked, *self.deleted))

    @property
    def unfinished(self) -> tuple[Checked, ...]:
        """The reports that are not final yet."""
        stages = (Stage.DRAFT, Stage.REVIEW)
        return tuple(report for report in self.checked if report.stage in stages)

    @property
    def statistics(self) -> tuple[tuple[int, str, str], ...]:
        """Count, code and name of every rule that found something, the most frequent first."""
        counts = Counter((finding.code, finding.rule) for finding in self.findings)
        rows = [(count, code, name) for (code, name), count in counts.items()]
        return tuple(sorted(rows, key=lambda row: (-row[0], row[1])))

    def fails(self, fail_on: Severity | None) -> bool:
        """Say whether there is a finding at or above `fail_on`."""
        return fail_on is not None and any(f.severity >= fail_on for f in self.findings)
