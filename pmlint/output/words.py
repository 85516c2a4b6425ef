"""The closing words of a run: how much was checked, what was found, what was not checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pmlint.finding import Finding, Severity
from pmlint.outcome import Outcome, Resting, Since
from pmlint.output.escape import visible
from pmlint.output.style import Style

MOST_DRAFTS = 5
MARK = "[*]"
SHORT = 10
"""So many digits of a commit are shown."""


def count(number: int, noun: str) -> str:
    """Return `1 report`, `2 reports`, `1,000 reports`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def summary(outcome: Outcome, show: Callable[[str], str], style: Style) -> Iterator[str]:
    """Yield the closing lines; `show` turns a path into the one to display."""
    line = f"{count(len(outcome.checked), 'report')} checked"
    numbers = [
        (severity, outcome.count(severity))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
    ]
    found = [
        style.severity(severity, count(number, severity.word))
        for severity, number in numbers
        if number
    ]
    if found:
        line += f": {', '.join(found)}"
    elif outcome.checked or not outcome.unread:
        line += f": {style.good('nothing to report')}"
    if outcome.fixed is not None and outcome.fixed.findings:
        line += f"; {outcome.fixed.findings:,} fixed"
    if outcome.unread:
        line += f"; {outcome.unread:,} could not be read"
    if outcome.suppressed:
        line += f"; {count(outcome.suppressed, 'finding')} suppressed"
    if outcome.left_out:
        line += f"; {count(outcome.left_out, 'file')} left out by `exclude`"
    if outcome.since is None or outcome.since.reports or outcome.unread:
        yield line
    if outcome.since is not None:
        yield _since(outcome.since)
    yield from _unfinished(outcome, show)
    yield from _resting(outcome)


def fixable(outcome: Outcome) -> Iterator[str]:
    """Yield what --fix would do, or could have done besides, in a line if it is anything."""
    safe, unsafe = outcome.fixable(safe=True), outcome.fixable(safe=False)
    if outcome.fixed is not None:
        left = outcome.fixed.left_out
        if left:
            fixes = "1 fix was" if left == 1 else f"{left:,} fixes were"
            yield f"{fixes} not made: more would have changed than meant; do it by hand"
        if unsafe and not outcome.fixed.unsafe:
            yield f"{unsafe:,} more fixable with --unsafe-fixes"
    elif not outcome.offers_fixes:
        return
    elif safe:
        yield f"{MARK} {safe:,} fixable with --fix" + (
            f" ({unsafe:,} more with --unsafe-fixes)" if unsafe else ""
        )
    elif unsafe:
        yield f"{unsafe:,} fixable with --fix --unsafe-fixes"


def mark(finding: Finding, outcome: Outcome) -> str:
    """Return what stands before the message of a finding that --fix would fix."""
    can = outcome.offers_fixes and finding.fix is not None and finding.fix.safe
    return f"{MARK} " if can else ""


def _since(since: Since) -> str:
    place = visible(since.revision) + (f" ({since.base[:SHORT]})" if since.base else "")
    if not since.reports:
        return f"no report was changed since {place}: nothing to check"
    changed = f"{count(since.reports, 'report')} changed since {place}"
    if not since.known:
        return changed
    were = "was" if since.known == 1 else "were"
    return f"{changed}; {count(since.known, 'finding')} {were} there before, not counted"


def _unfinished(outcome: Outcome, show: Callable[[str], str]) -> Iterator[str]:
    waiting = outcome.unfinished
    for report in waiting[:MOST_DRAFTS]:
        name, stage = visible(show(report.path)), report.stage.value if report.stage else ""
        article = "in review" if stage == "review" else "a draft"
        left = (
            f"{count(report.remaining, 'thing')} left before it can be final"
            if report.remaining
            else "nothing is left before it can be final"
        )
        yield f"{name} is {article}: {left}"
    if len(waiting) > MOST_DRAFTS:
        rest = waiting[MOST_DRAFTS:]
        left = count(sum(report.remaining for report in rest), "thing")
        yield f"{count(len(rest), 'more report')} not final yet: {left} left"


def _resting(outcome: Outcome) -> Iterator[str]:
    lacking = [rule for rule in outcome.resting if rule.roles]
    if lacking:
        roles = dict.fromkeys(role for rule in lacking for role in rule.roles)
        parts = "role" if len(roles) == 1 else "roles"
        yield (
            f"not checked: {_names(lacking)} (the template has no part with the {parts} "
            f"{', '.join(roles)}; `pmlint rules` says more)"
        )
    unwitnessed: dict[tuple[str, int], list[Resting]] = {}
    for rule in outcome.resting:
        if not rule.roles:
            unwitnessed.setdefault((rule.reason, rule.reports), []).append(rule)
    for (reason, reports), rules in unwitnessed.items():
        part = "" if reports == len(outcome.checked) else f" in {count(reports, 'report')}"
        yield f"not checked{part}: {_names(rules)} ({visible(reason)})"


def _names(rules: list[Resting]) -> str:
    return ", ".join(f"{rule.code} {rule.rule}" for rule in rules)


def statistics(outcome: Outcome) -> Iterator[str]:
    """Yield a line for each rule that found something: how often, code and name."""
    rows = outcome.statistics
    if not rows:
        return
    wide = len(f"{rows[0][0]:,}")
    for number, code, name in rows:
        yield f"{number:>{wide},}  {code} {name}"
