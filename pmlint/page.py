"""Page: a rule's page, for `pmlint rule CODE`, for the docs and for the tests that run it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmlint.rule import Option, Rule

FENCE = r"```yaml(?P<notes>[^\n]*)\n(?P<text>.*?)```"


@dataclass(frozen=True, slots=True)
class Example:
    """A YAML example of a page; `notes` are the `key=value` words behind its fence."""

    text: str
    notes: Mapping[str, str]


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
    for found in re.finditer(FENCE, section(rule, title), re.DOTALL):
        notes = dict(word.split("=", 1) for word in found["notes"].split())
        yield Example(found["text"], notes)
