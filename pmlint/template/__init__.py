"""Template: the JSON Schema that says what a report consists of.

The only door to the JSON Schema libraries. What they find leaves it as `Violation`s: a kind, a
part of the report, a place and a sentence for people.
"""

from __future__ import annotations

from pmlint.template.load import BUILT_IN, SCHEMAS, Template, load
from pmlint.template.violation import Violation, ViolationKind

__all__ = ["BUILT_IN", "SCHEMAS", "Template", "Violation", "ViolationKind", "load"]
