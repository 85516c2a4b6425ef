"""Page: a rule's page, for `pmlint rule CODE`, for the docs and for the tests that run it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pmlint.frozen import Frozen
from pmlint.rule import Option, Rule

FENCE = r"```yaml(?P<notes>[^\n]*)\n(?P<text>.*?)```"
PAST = {"before": "before", "sign-offs": "sign_offs"}
"""What a fence that tells the past of the next example is called, and where that is kept."""


class Example(Frozen):
    """A YAML example of a page; `notes` are the `key=value` words behind its fence.

    `before` is the report as it was, and `sign_offs` are its sign-offs: each stands behind a fence
    of its own (`yaml before`, `yaml sign-offs`) ahead of the example; `sign-offs=none` behind the
    example's own fence says that there are none. None where nothing is told.
    """

    text: str
    notes: Mapping[str, str]
    before: str | None = None
    sign_offs: str | None = None


def heading(rule: Rule) -> str:
    """Return the first line of a rule's page: code and name."""
    return f"{rule.code} {rule.name}"


def facts(rule: Rule) -> str:
    """Return one line about the rule: severity, whether it is on, how drafts are judged."""
    parts = [
        f"severity: {rule.severity.word}",
        "on by default" if rule.default else f"off unless selected (--extend-select {rule.code})",
    ]
    if rule.completeness:
        parts.append("only info in a draft, a warning in review")
    if rule.needs:
        parts.append("needs the roles " + ", ".join(role.value for role in rule.needs))
    if rule.needs_any:
        parts.append("needs one of the roles " + ", ".join(role.value for role in rule.needs_any))
    if rule.witness is not None:
        parts.append(f"needs Git: looks at {rule.witness.value}")
    return " · ".join(parts)


def markdown(rule: Rule) -> str:
    """Return the whole page as Markdown."""
    body = re.sub(r"(?m)^```yaml .*$", "```yaml", rule.page.strip())
    parts = [f"# {heading(rule)}", facts(rule), body]
    if rule.options:
        rows = "\n".join(_row(option) for option in rule.options)
        parts.append(
            f"## Options\n\nUnder `[rules.{rule.name}]` in the configuration:\n\n"
            f"| option | default | what it sets |\n|---|---|---|\n{rows}"
        )
    parts.append(
        "## Suppressing it\n\n"
        f"`# pmlint: ignore[{rule.code}] the reason` at the end of the line or on the line above."
        if rule.code not in ("PM008", "PM009")
        else f'## Switching it off\n\n`ignore = ["{rule.code}"]` in the configuration.'
    )
    return "\n\n".join(parts) + "\n"


def _row(option: Option) -> str:
    return f"| `{option.key}` | {_shown(option.default)} | {option.description} |"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"`{item}`" for item in value) or "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {number}" for key, number in value.items())
    return f"`{value}`"


def section(rule: Rule, title: str) -> str:
    """Return the text below `## title` of a rule's page; empty where there is no such section."""
    found = re.search(rf"(?ms)^## {re.escape(title)}\n(.*?)(?=^## |\Z)", rule.page)
    return found[1].strip() if found else ""


def examples(rule: Rule, title: str) -> Iterator[Example]:
    """Yield the YAML examples below `## title`."""
    past: dict[str, str] = {}
    for found in re.finditer(FENCE, section(rule, title), re.DOTALL):
        kind = found["notes"].strip()
        if kind in PAST:
            past[PAST[kind]] = found["text"]
            continue
        notes = dict(word.split("=", 1) for word in found["notes"].split())
        if notes.pop("sign-offs", "") == "none":
            past["sign_offs"] = ""
        yield Example(found["text"], notes, **past)
        past = {}
