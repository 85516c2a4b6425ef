"""`pmlint rules`: every rule, whether it is checked here, and why not."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from pmlint.catalog import catalog
from pmlint.cli.clock import today
from pmlint.cli.streams import assert_open
from pmlint.cli.terminal import style_for
from pmlint.cli.workplace import Workplace
from pmlint.engine import Task
from pmlint.rule import Rule
from pmlint.task import task_for


def run(arguments: argparse.Namespace) -> int:
    """Print the list; return 0. Raises PmlintError."""
    config = Path(arguments.config).absolute() if arguments.config else None
    rules = catalog()
    place = Workplace(rules, config, arguments.isolated)
    settings = place.settings(place.current)
    template = Path(arguments.template).absolute() if arguments.template else None
    task = task_for(settings, rules, "", today(None), template=template)
    assert_open()
    if arguments.format == "json":
        print(json.dumps({"version": 1, "rules": [_entry(r, task) for r in rules.rules]}, indent=2))
        return 0
    style = style_for(arguments.color)
    widest = max(len(rule.name) for rule in rules.rules)
    for rule in rules.rules:
        state, why = _state(rule, task)
        severity = task.severities.get(rule.code, rule.severity)
        word = style.severity(severity, f"{severity.word:<7}") if state == "on" else f"{'':7}"
        name = f"{rule.name:<{widest}}"
        line = f"{rule.code}  {name if state == 'on' else style.dim(name)}  {word}  {rule.summary}"
        print(line + (f" [{why}]" if why else ""))
    on = sum(1 for rule in rules.rules if _state(rule, task)[0] == "on")
    print(f"\n{on} of {len(rules.rules)} rules are checked; `pmlint rule CODE` shows a page")
    return 0


def _state(rule: Rule, task: Task) -> tuple[str, str]:
    if rule.code not in task.codes:
        return "off", "off: opt-in" if not rule.default else "off: not selected"
    lacks = rule.rests_under(task.template.roles)
    if lacks:
        names = ", ".join(role.value for role in lacks)
        return "rests", f"rests: the template has no part with the role {names}"
    return "on", ""


def _entry(rule: Rule, task: Task) -> dict[str, object]:
    state, why = _state(rule, task)
    return {
        "code": rule.code,
        "rule": rule.name,
        "severity": task.severities.get(rule.code, rule.severity).word,
        "default": rule.default,
        "state": state,
        "reason": why,
        "summary": rule.summary,
    }
