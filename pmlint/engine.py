"""Engine: a source and what it is held against → findings. Pure: no clock, no file, no Git.

The path of a report: parse → roles → template and rules → suppressions → sort.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pmlint.catalog import Catalog
from pmlint.disclosure import disclosed
from pmlint.document import Document
from pmlint.exemption import exempt
from pmlint.finding import Finding, Problem, Severity
from pmlint.frozen import Frozen, replace
from pmlint.hearing import Asked, Hearing
from pmlint.lazy import lazy
from pmlint.parse import DEFAULT_LIMITS, Limits, parse
from pmlint.past import Past, Witness, unknown_past
from pmlint.postmortem import Postmortem, Stage
from pmlint.role import Role
from pmlint.rule import Context, Rule, options_of
from pmlint.source import Source
from pmlint.suppress import read_suppressions
from pmlint.template import Template, Violation

CAPS = {Stage.DRAFT: Severity.INFO, Stage.REVIEW: Severity.WARNING, Stage.FINAL: Severity.ERROR}
"""How severe incompleteness can be at each stage."""
FILLER_OPTION = ("PM202", "fillers")


class Task(Frozen):
    """What a report is held against. `codes` are the rules that are checked."""

    template: Template
    catalog: Catalog
    codes: frozenset[str]
    today: date
    severities: Mapping[str, Severity]
    options: Mapping[str, Mapping[str, Any]]
    limits: Limits = DEFAULT_LIMITS
    stage: Stage | None = None

    @property
    def resting(self) -> tuple[tuple[Rule, tuple[Role, ...]], ...]:
        """The rules that are checked for and cannot be, with the roles that are lacking."""
        roles = self.template.roles
        found = ((rule, rule.rests_under(roles)) for rule in self.catalog.rules)
        return tuple((rule, lacks) for rule, lacks in found if lacks and rule.code in self.codes)

    @lazy
    def running(self) -> tuple[Asked, ...]:
        """The rules that are checked for and can be, with their options."""
        roles, options = self.template.roles, self.options
        return tuple(
            (rule, options_of(rule, options.get(rule.code, {})))
            for rule in self.catalog.rules
            if rule.code in self.codes and not rule.rests_under(roles)
        )

    @lazy
    def before(self) -> tuple[Asked, ...]:
        """Those that run before it is known which suppressions were of use: nearly all."""
        return tuple(asked for asked in self.running if not asked[0].after)

    @lazy
    def after(self) -> tuple[Asked, ...]:
        """Those that run when it is known."""
        return tuple(asked for asked in self.running if asked[0].after)

    @lazy
    def witnesses(self) -> frozenset[Witness]:
        """What of the past these rules look at."""
        return frozenset(rule.witness for rule, _ in self.running if rule.witness is not None)


class Checked(Frozen):
    """What came out for one report.

    `stage` is what the report was judged as, None where it could not be read; `remaining` counts
    what keeps a draft or a report in review from being final.
    """

    path: str
    findings: tuple[Finding, ...]
    suppressed: int = 0
    stage: Stage | None = None
    remaining: int = 0
    unwitnessed: tuple[tuple[str, str], ...] = ()
    """Codes of the rules that rested because nothing is known of the past, and why."""


NO_PAST = unknown_past("nobody has handed in what came before")
UNREADABLE = "the earlier version cannot be read"


def read(source: Source, task: Task) -> tuple[Document, Postmortem | None]:
    """Return the document in `source`, and the report if it is one, with the eyes of `task`."""
    document = parse(source.content, task.limits)
    if document.root is None:
        return document, None
    fillers = task.options.get(FILLER_OPTION[0], {}).get(FILLER_OPTION[1])
    return document, Postmortem(document, task.template.shape, task.template.vocabulary(fillers))


def check(
    source: Source,
    task: Task,
    *,
    exists: Callable[[str], bool] | None = None,
    past: Past = NO_PAST,
) -> Checked:
    """Hold `source` against `task`.

    `exists` says whether a relative path that the report names is there (None: cannot be told);
    `past` is what came before the report. Raises nothing for what stands in the source; findings
    are sorted by line, column and code.
    """
    document, report = read(source, task)
    suppressions, bad = read_suppressions(document, task.catalog.codes)
    violations: tuple[Violation, ...] = ()
    stage: Stage | None = None
    if report is not None:
        stage = task.stage or report.stage
        violations = task.template.violations(report, stage)
    earlier, past = _earlier(source, report, task, past)
    context = Context(
        document,
        report,
        task.template,
        violations=violations,
        suppressions=suppressions,
        bad_suppressions=bad,
        today=task.today,
        exists=exists,
        past=past,
        earlier=earlier,
        stage=stage,
    )
    hearing = Hearing(context)
    found = hearing.problems(task.before)
    kept, used = exempt(found, suppressions)
    # What a change has done is found until it is committed: its suppression is of use for longer.
    if suppressions and report is not None:
        ran = {rule.code for rule, _ in task.running if rule.witness is None}
        context.unused_suppressions = tuple(
            s for s in suppressions if s not in used and s.code in ran
        )
    suppressed = len(found) - len(kept)
    kept += hearing.problems(task.after)
    if past.standing is not None and past.standing.sign_offs:
        kept = [(rule, _with_care(problem)) for rule, problem in kept]
    checked = Checked(
        source.path,
        disclosed(kept, document, source.path, lambda rule: _severity(rule, task, stage)),
        suppressed,
        stage,
        _remaining(task, context, report, hearing),
        _unwitnessed(task, context),
    )
    for each in (report, earlier):
        if each is not None:
            each.let_go()
    return checked


def _with_care(problem: Problem) -> Problem:
    """Return `problem` of a report that is signed off: no approval would cover other data."""
    fix = problem.fix
    if fix is None or fix.keeps_data or not fix.safe:
        return problem
    return replace(problem, fix=replace(fix, safe=False))


def _earlier(
    source: Source, report: Postmortem | None, task: Task, past: Past
) -> tuple[Postmortem | None, Past]:
    """Return the report as it was, and `past`, which says so where that cannot be read."""
    if past.earlier is None or report is None or Witness.EARLIER not in task.witnesses:
        return None, past
    if past.earlier.content == source.content:
        return report, past
    earlier = read(past.earlier, task)[1]
    if earlier is None:
        past = replace(past, unknown=(*past.unknown, (Witness.EARLIER, UNREADABLE)))
    return earlier, past


def _unwitnessed(task: Task, context: Context) -> tuple[tuple[str, str], ...]:
    """Return the rules that rest because nothing is known of the past, each with the reason."""
    if not context.has_report:
        return ()
    told = ((rule.code, rule.witness) for rule, _ in task.running if rule.witness is not None)
    reasons = ((code, context.past.why_unknown(witness)) for code, witness in told)
    return tuple((code, reason) for code, reason in reasons if reason)


def _remaining(task: Task, context: Context, report: Postmortem | None, hearing: Hearing) -> int:
    """Count what keeps a report from being final: judged as final, it may be asked for more.

    That is all that is incomplete, and every error.
    """
    if report is None or context.stage is Stage.FINAL:
        return 0
    context.judge(task.template.violations(report, Stage.FINAL), Stage.FINAL)
    hinders = [
        (rule, options)
        for rule, options in task.before
        if rule.completeness or _severity(rule, task, None) is Severity.ERROR
    ]
    return len(exempt(hearing.problems(hinders), context.suppressions)[0])


def _severity(rule: Rule, task: Task, stage: Stage | None) -> Severity:
    severity = task.severities.get(rule.code, rule.severity)
    return min(severity, CAPS[stage]) if rule.completeness and stage is not None else severity
