"""Running one rule on one text: shared by the fixtures of the rules and the examples of pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pmlint.catalog import catalog
from pmlint.engine import NO_PAST, Checked, Task, check
from pmlint.finding import Finding
from pmlint.fixer import apply
from pmlint.frozen import replace
from pmlint.parse import DEFAULT_LIMITS, Limits
from pmlint.past import Past, Witness
from pmlint.postmortem import Stage
from pmlint.rule import Rule
from pmlint.source import Source
from pmlint.standing import APPROVER, Changed, SignOff, Standing, State
from pmlint.template import Template, load

FOLDER = Path(__file__).parent
TODAY = date(2026, 4, 1)
KEYS = {
    "given", "given_base64", "encoding", "finds", "fixed", "today", "template", "options",
    "also", "stage", "exists", "limits", "before", "sign_offs", "needed", "committed",
}  # fmt: skip
UNTOLD = "the case does not tell it"
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every value is text: fixtures show what is written."""


@cache
def template(name: str) -> Template:
    """Return the template of this name in `templates`; the built-in one for an empty name."""
    return load(FOLDER / "templates" / f"{name}.schema.json" if name else None)


@dataclass(frozen=True)
class Case:
    """One named case of a rule's fixture."""

    rule: Rule
    name: str
    given: bytes
    finds: tuple[Mapping[str, Any], ...] = ()
    fixed: str | None = None
    today: date = TODAY
    template: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    stage: Stage | None = None
    exists: frozenset[str] | None = None
    limits: Limits = DEFAULT_LIMITS
    past: Past = NO_PAST

    def run(self, given: bytes | None = None) -> Checked:
        """Check the text of the case with its rule, and with those in `also`, and no others."""
        present = self.exists
        task = Task(
            template(self.template),
            catalog(),
            frozenset((self.rule.code, *self.also)),
            self.today,
            {},
            {self.rule.code: self.options},
            self.limits,
            self.stage,
        )
        return check(
            Source("postmortems/report.yaml", self.given if given is None else given),
            task,
            exists=None if present is None else present.__contains__,
            past=self.past,
        )

    def findings(self, given: bytes | None = None) -> list[Finding]:
        """Return what the rule itself finds."""
        return [f for f in self.run(given).findings if f.code == self.rule.code]

    def fix(self, given: bytes) -> bytes:
        """Apply every fix that the rule offers, once."""
        fixes = [f.fix for f in self.findings(given) if f.fix is not None]
        return apply(given.decode(), fixes)[0].encode()


def case(rule: Rule, name: str, raw: Mapping[str, Any]) -> Case:
    """Make a case of what a fixture (or the fence of a page's example) says."""
    unknown = set(raw) - KEYS
    assert not unknown, f"{rule.name}: {name}: unknown keys {unknown}"
    given = raw["given"].encode(raw.get("encoding", "utf-8"))
    options = {
        key.replace("-", "_"): _frozen(value) for key, value in raw.get("options", {}).items()
    }
    known = {option.name for option in rule.options}
    assert set(options) <= known, f"{rule.name}: {name}: unknown options {set(options) - known}"
    exists = raw.get("exists")
    return Case(
        rule,
        name,
        given,
        tuple(raw.get("finds") or ()),
        raw.get("fixed"),
        date.fromisoformat(str(raw.get("today", TODAY))),
        raw.get("template", ""),
        options,
        tuple(raw.get("also", "").split()),
        Stage(raw["stage"]) if "stage" in raw else None,
        None if exists is None else frozenset(exists),
        Limits(**raw.get("limits", {})),
        _past(raw),
    )


def _past(raw: Mapping[str, Any]) -> Past:
    """Return what a case tells of the past: an empty `before` is a report that is new."""
    unknown = [
        (witness, UNTOLD)
        for witness, key in ((Witness.EARLIER, "before"), (Witness.SIGN_OFFS, "sign_offs"))
        if key not in raw
    ]
    before = raw.get("before")
    return Past(
        Source("postmortems/report.yaml", before.encode()) if before else None,
        _standing(raw) if "sign_offs" in raw else None,
        tuple(unknown),
        raw.get("committed", "true") == "true",
    )


def _standing(raw: Mapping[str, Any]) -> Standing:
    sign_offs = tuple(_sign_off(each) for each in raw["sign_offs"] or ())
    standing = Standing(State.VALID, int(raw.get("needed", 1)), sign_offs)
    return standing if standing.is_met else replace(standing, state=State.MISSING)


def _sign_off(raw: Mapping[str, Any]) -> SignOff:
    """Return a sign-off; `changed` are the labels of what was changed since."""
    told = dict(raw)
    for key in ("signed", "authorised"):
        if key in told:
            told[key] = told[key] == "true"
    told["changed"] = tuple(Changed((), label, "a", "b") for label in raw.get("changed", ()))
    return SignOff(**{"role": APPROVER, "email": "", **told, "state": State(raw["state"])})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def cases(rule: Rule) -> list[Case]:
    """Return the cases of the rule's fixture."""
    return [case(rule, name, given) for name, given in _fixture(rule.name).items()]


@cache
def _fixture(name: str) -> dict[str, Any]:
    path = FOLDER / "rules" / f"{name.replace('-', '_')}.yaml"
    if not path.exists():
        return {}  # the form test says so
    with path.open(encoding="utf-8") as file:
        raw: dict[str, Any] = yaml.load(file, LOADER)
    for given in raw.values():
        for key in ("limits", "options"):
            if key in given:
                given[key] = yaml.safe_load(yaml.safe_dump(_numbers(given[key])))
    return raw


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    return int(value) if isinstance(value, str) and value.isdigit() else value
