"""Promise: whatever bytes come in, there are findings or a PmlintError, and never anything else.

One function for each door by which bytes come in. A door that breaks its promise raises.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pmlint.catalog import catalog
from pmlint.config.read import read as read_configuration
from pmlint.engine import Checked, Task, check
from pmlint.errors import PmlintError
from pmlint.finding import Finding
from pmlint.outcome import Outcome
from pmlint.output import concise, github, text
from pmlint.output import json as as_json
from pmlint.output.report import csv, jsonl, markdown
from pmlint.output.report import json as report_json
from pmlint.output.style import Style
from pmlint.parse import Limits, parse
from pmlint.past import Past
from pmlint.source import Source
from pmlint.summary.saved import read_saved
from pmlint.summary.selection import Listing, Scope
from pmlint.summary.summary import summarised
from pmlint.template import Template, load

DAY = date(2026, 4, 1)
SMALL = Limits(bytes=64 * 1024, depth=50, nodes=5_000)
"""Small enough for thousands of inputs a second; the bounds themselves are tested elsewhere."""
BUILT_IN = load()
CODES = frozenset(rule.code for rule in catalog().rules)
UNSEEN = frozenset(map(chr, (*range(9), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E, 0x2066)))
SAMPLE = Source(
    "postmortems/sample.yaml",
    b"incident_title: Checkout down\nteam: a-b_c 12 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n"
    b"action_items:\n  - {action_item: Rotate the keys, owner: Ada, due_date: 2026-04-30}\n"
    b"x: [1]\n",
)


def report(content: bytes) -> None:
    """A report: every rule, a past, every form of output, and the fixes that are offered."""
    source = Source("postmortems/a\nb:c,%.yaml", content)
    told = _checked(source, BUILT_IN, Past(SAMPLE))
    for finding in told.findings:
        _placed(finding, told, content)
    outcome = Outcome((told,))
    style = Style(colour=False)
    shown = [
        *text.render(outcome, show=str, style=style, columns=80, with_statistics=True),
        *concise.render(outcome, show=str, style=style, with_statistics=True),
        *github.render(outcome, with_statistics=True),
    ]
    for line in shown:
        assert not UNSEEN.intersection(line), line
    data = json.loads("\n".join(as_json.render(outcome, tool_version="0", with_statistics=True)))
    assert len(data["findings"]) == len(told.findings)


def configuration(content: bytes) -> None:
    """A configuration, as pmlint.toml and as pyproject.toml."""
    for name in ("pmlint.toml", "pyproject.toml"):
        try:
            read_configuration(Path("/repository") / name, catalog(), content)
        except PmlintError:
            continue


def template(content: bytes) -> None:
    """A template, and a report that is held against it."""
    try:
        read = load(Path("/repository/template.json"), content)
    except PmlintError:
        return
    _checked(SAMPLE, read, Past(SAMPLE))


def saved(content: bytes) -> None:
    """What `pmlint report --format json` has saved, and every form in which it is told again."""
    try:
        read = read_saved(content, "saved.json")
        summary = summarised(
            read.homes,
            read.incidents,
            read.items,
            read.vanished,
            as_of=DAY,
            due_within=14,
            scope=Scope(),
            listing=Listing(),
            name_of=str,
        )
    except PmlintError:
        return
    for form in (csv, jsonl, markdown, report_json):
        "\n".join(form.render(summary))


def _checked(source: Source, against: Template, past: Past) -> Checked:
    task = Task(against, catalog(), CODES, DAY, {}, {}, SMALL)
    return check(source, task, exists=lambda _: False, past=past)


def _placed(finding: Finding, told: Checked, content: bytes) -> None:
    """A finding has words, and a place that is in the text."""
    assert finding.message
    lines = parse(content, SMALL).text.line_count + 1
    place = finding.place
    assert (1, 1) <= (place.line, place.column) <= (place.end_line, place.end_column), told
    assert place.end_line <= lines, told


PROMISES: dict[str, Callable[[bytes], None]] = {
    "report": report,
    "configuration": configuration,
    "template": template,
    "saved": saved,
}
