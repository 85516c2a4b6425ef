"""What a rule is: a code, a name, a page, and one generator that yields problems.

A rule lives in a module of its own below `pmlint.rules`; the module's name is the rule's and
its docstring is the rule's page. It is found by its place: nothing else has to be told of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pmlint.chronology import Chronology
from pmlint.finding import Pointer, Problem, Severity
from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.omission import omissions
from pmlint.role import Role

if TYPE_CHECKING:
    from pmlint.document import DefectKind, Document
    from pmlint.filling import Filling
    from pmlint.omission import Omission
    from pmlint.past import Past, Witness
    from pmlint.postmortem import Postmortem, Stage
    from pmlint.suppress import BadSuppression, Suppression
    from pmlint.template import Template, Violation, ViolationKind

OptionValue = str | int | tuple[str, ...] | Mapping[str, int]


class Option(Frozen):
    """A setting of one rule: the type of `default` is the type that it takes.

    `name` is the keyword of the rule's function; users write it in kebab case.
    """

    name: str
    default: OptionValue
    description: str

    @property
    def key(self) -> str:
        """The name as users write it: `generic-owners`."""
        return self.name.replace("_", "-")


class Rule(Frozen):
    """One rule. `check` is called with a Context and the rule's options as keywords."""

    code: str
    name: str
    severity: Severity
    check: Callable[..., Iterator[Problem]]
    page: str
    needs: tuple[Role, ...] = ()
    needs_any: tuple[Role, ...] = ()
    default: bool = True
    completeness: bool = False
    after: bool = False
    about_file: bool = False
    witness: Witness | None = None
    clock: bool = False
    options: tuple[Option, ...] = ()

    @property
    def summary(self) -> str:
        """The first line of the page: what the rule finds."""
        return self.page.strip().splitlines()[0].rstrip(".")

    def rests_under(self, roles: frozenset[Role]) -> tuple[Role, ...]:
        """Return the roles that the rule needs and a template with `roles` lacks.

        It needs all of `needs` and one of `needs_any`.
        """
        lacks = tuple(role for role in self.needs if role not in roles)
        return lacks if roles.intersection(self.needs_any) else (*lacks, *self.needs_any)


class Context:
    """What a rule may look at: one report and what was handed in. Rules read no file, no clock.

    `report` is None where the file could not be read as a report: then only the rules about the
    file itself have something to say. `exists` tells whether a path, relative to the report or
    to the repository root, is there; it is None where nobody can tell. `past` is what came before
    the report, and `earlier` the report as it was then, None where it is new; only rules with a
    `witness` may look at them, and at `today` only those with a `clock`. `stage` is what the report
    is judged as.
    """

    def __init__(
        self,
        document: Document,
        report: Postmortem | None,
        template: Template,
        *,
        violations: tuple[Violation, ...] = (),
        suppressions: tuple[Suppression, ...] = (),
        bad_suppressions: tuple[BadSuppression, ...] = (),
        unused_suppressions: tuple[Suppression, ...] = (),
        today: date,
        exists: Callable[[str], bool] | None = None,
        past: Past,
        earlier: Postmortem | None = None,
        stage: Stage | None = None,
    ) -> None:
        self.document = document
        self._report = report
        self.template = template
        self._found = violations
        self.suppressions = suppressions
        self.bad_suppressions = bad_suppressions
        self.unused_suppressions = unused_suppressions
        self.today = today
        self.exists = exists
        self.past = past
        self.earlier = earlier
        self._stage = stage
        self.asked_for_stage = False

    def judge(self, violations: tuple[Violation, ...], stage: Stage) -> None:
        """Hold the report against the template once more: at another stage it asks for more."""
        self._found = violations
        self._stage = stage

    @property
    def stage(self) -> Stage | None:
        """What the report is judged as; `asked_for_stage` tells that a rule wanted to know."""
        self.asked_for_stage = True
        return self._stage

    @property
    def _violations(self) -> tuple[Violation, ...]:
        self.asked_for_stage = True  # a final report is asked for more
        return self._found

    @property
    def has_report(self) -> bool:
        """Say whether the file could be read as a report."""
        return self._report is not None

    @property
    def report(self) -> Postmortem:
        """The report; raises RuntimeError where the file is none (such rules are not run)."""
        if self._report is None:
            raise RuntimeError("this rule needs a report")
        return self._report

    @lazy
    def chronology(self) -> Chronology:
        """The times of the report."""
        return Chronology(self.report)

    def omissions(self, filling: Filling) -> Iterator[Omission]:
        """Yield what was left open in the way of `filling`, in the order of the document."""
        return (found for found in self._omissions if found.gap.filling is filling)

    @lazy
    def _omissions(self) -> tuple[Omission, ...]:
        return tuple(omissions(self.report))

    @property
    def misspelt(self) -> frozenset[tuple[Pointer, str]]:
        """The keys that stand misspelt in the report: where, and what was meant."""
        return frozenset((v.pointer[:-1], v.meant) for v in self._violations if v.meant is not None)

    def defects(self, kind: DefectKind) -> Iterator[Problem]:
        """Yield what is wrong with the file itself, of one kind."""
        for defect in self.document.defects:
            if defect.kind is kind:
                yield Problem(defect.span, defect.message, defect.pointer, defect.help)

    def violations(self, kind: ViolationKind) -> Iterator[Problem]:
        """Yield what the template finds, of one kind.

        An action item's missing owner and due date are left to PM301 and PM302.
        """
        for violation in self._violations:
            left = violation.within is Role.ACTION and violation.role in (
                Role.OWNER,
                Role.DUE_DATE,
            )
            if violation.kind is kind and not (left and violation.kind.value in ABSENCES):
                yield violation.problem


ABSENCES = ("PM102", "PM103")
"""The codes that say that a part is not there."""


def rule(
    code: str,
    *,
    severity: Severity = Severity.ERROR,
    needs: Iterable[Role] = (),
    needs_any: Iterable[Role] = (),
    default: bool = True,
    completeness: bool = False,
    after: bool = False,
    about_file: bool = False,
    witness: Witness | None = None,
    clock: bool = False,
    options: Iterable[Option] = (),
) -> Callable[[Callable[..., Iterator[Problem]]], Rule]:
    """Make the decorated generator a Rule; its module gives name and page.

    A rule rests under a template that lacks one of the roles it `needs`, or has none of
    `needs_any`. `completeness` rules are notes in a draft and warnings in review.
    `default=False` is off unless selected. `after` rules run when it is known which
    suppressions were of use; `about_file` rules also where the file is no report. A rule with a
    `witness` looks at the past, and rests where nothing is known of it; only one with a `clock` may
    ask what day it is.
    """

    def decorate(check: Callable[..., Iterator[Problem]]) -> Rule:
        name = check.__module__.rpartition(".")[2].replace("_", "-")
        page = sys.modules[check.__module__].__doc__ or ""
        return Rule(
            code,
            name,
            severity,
            check,
            page,
            tuple(needs),
            tuple(sorted(needs_any, key=lambda role: role.value)),
            default,
            completeness,
            after,
            about_file,
            witness,
            clock,
            tuple(options),
        )

    return decorate


def options_of(rule: Rule, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments for `rule.check`: the defaults, and what is `given`."""
    return {option.name: given.get(option.name, option.default) for option in rule.options}
