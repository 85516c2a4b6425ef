"""An unquoted value that means something else to a YAML 1.1 reader.

YAML 1.1 is what PyYAML, Ruby, Go and many other programs read. There `14:47` is the number 887
(minutes in base 60), `NO` and `off` are false, `0010` is 8. pmlint reads YAML 1.2, where these are
text or plain numbers. Dates and date-times are not reported: they mean the same to both. A time
that is misspelt (`8:05`) is left to impossible-time.

## Why it matters

A timeline that reads 887 in the dashboard and 14:47 in the report has two readers and two truths.

## Bad

```yaml
incident_description:
  timeline:
    - time: 14:47
      event: Pager rings
```

## Good

```yaml
incident_description:
  timeline:
    - time: "14:47"
      event: Pager rings
```

## Fix

Puts the value in quotes. Safe where it is text to a YAML 1.2 reader, which is then the same text
to every reader: `14:47`, `NO`, `1_000`. Unsafe where it is a number there, as `0010`, which is ten:
in quotes it is text. None where the template asks for a number: only its author knows which one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.core_schema import Kind, Style
from pmlint.document import Scalar
from pmlint.finding import Edit, Fix, Problem, Severity
from pmlint.part import Part
from pmlint.rule import Context, rule

BOOLEANS = frozenset(("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"))
SEXAGESIMAL = r"[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+"
SEXAGESIMAL_FLOAT = r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*"
OCTAL = r"[-+]?0[0-7_]+"
BINARY = r"[-+]?0b[01_]+"
HEXADECIMAL = r"[-+]?0x[0-9a-fA-F_]+"
DECIMAL = r"[-+]?(?:0|[1-9][0-9_]*)"
FLOAT = r"[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
ANY_NUMBER = f"{BINARY}|{HEXADECIMAL}|{OCTAL}|{DECIMAL}|{FLOAT}"
FIRST = frozenset("0123456789-+.yYnNoO")
IN_NUMBERS = "0123456789abcdefxABCDEF_:.+-"
"""No number of YAML 1.1 has any other character."""


@rule("PM007", severity=Severity.WARNING)
def check(context: Context) -> Iterator[Problem]:
    for part in context.report.parts:
        node = part.node
        if not isinstance(node, Scalar) or node.style is not Style.PLAIN or node.tag or node.alias:
            continue
        if node.text[:1] not in FIRST or not node.text:
            continue
        other = elsewhere(node)
        if other is None or _is_misspelt_time(context, part):
            continue
        yield Problem(
            node.span,
            f"`{node.text}` is {other} to a YAML 1.1 reader",
            part.pointer,
            "put it in quotes, so that everybody reads the same",
            _fix(part, node),
        )


def _fix(part: Part, node: Scalar) -> Fix | None:
    """Return the fix that quotes `node`, unless the template wants the number that it is."""
    is_text = node.kind is Kind.TEXT
    types = part.shape.types if part.shape is not None else frozenset()
    if not is_text and types and "string" not in types:
        return None
    edit = Edit(node.span, f'"{node.text}"')
    return Fix("put it in quotes", (edit,), safe=is_text, keeps_data=is_text)


def _is_misspelt_time(context: Context, part: Part) -> bool:
    """Say whether PM402 speaks of the value: what it proposes is in quotes."""
    timed = context.chronology.of(part)
    return timed is not None and timed.wrong is not None and timed.wrong.suggestion is not None


def elsewhere(node: Scalar) -> str | None:
    """Return what a YAML 1.1 reader makes of a plain scalar, if that is something else."""
    text = node.text
    if text in BOOLEANS:
        return "true" if text.lower() in ("yes", "on") else "false"
    if "-" in text[1:] and "e" not in text.lower():
        return None  # a day, mostly: a sign stands at the front of a number, or behind its `e`
    if node.kind is Kind.TEXT:
        return _number_elsewhere(text)
    if node.kind is Kind.INTEGER:
        if re.fullmatch(OCTAL, text) and text.lstrip("+-") != "0":
            meant = int(text.replace("_", ""), 8)
            return None if meant == node.value else f"the number {meant}"
        if text.startswith("0o") or re.fullmatch(r"[-+]?0[0-9]+", text):
            return f"the text `{text}`"
        return None
    if node.kind is Kind.NUMBER and re.search(r"[0-9]", text) and not re.fullmatch(FLOAT, text):
        return f"the text `{text}`"
    return None


def _number_elsewhere(text: str) -> str | None:
    if text.strip(IN_NUMBERS):
        return None  # nearly all texts: no pattern need be compiled for them
    if ":" not in text:
        return "a number" if re.fullmatch(ANY_NUMBER, text) else None
    if re.fullmatch(SEXAGESIMAL, text):
        return f"the number {_base_60(text)}"
    if re.fullmatch(SEXAGESIMAL_FLOAT, text):
        return "a number in base 60"
    return None


def _base_60(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    value = 0
    for digits in text.lstrip("+-").replace("_", "").split(":"):
        value = value * 60 + int(digits)
    return sign * value
