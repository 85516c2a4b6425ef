"""A report as plain data, for a validator: what is not filled in is left out.

An empty part (`owner:`) is the same as a missing one to everybody but a validator, so it is
left out; then `required` speaks of it, and an optional part may be empty.
"""

from __future__ import annotations

from typing import Any

from pmlint.core_schema import TEXT, Kind
from pmlint.document import Scalar, Sequence
from pmlint.filling import Filling, is_empty
from pmlint.part import Part
from pmlint.postmortem import Postmortem, Stage
from pmlint.role import Role
from pmlint.shape import Shape

ANSWERED = Filling.ANSWERED


def plain(report: Postmortem, stage: Stage) -> Any:
    """Return `report` as dicts, lists and values, with the status that belongs to `stage`."""
    data = _value(report.root)
    waiting = [(report.root, data)]
    while waiting:
        part, holder = waiting.pop()
        if isinstance(holder, dict):
            for child in part.children:
                if child.step in holder:
                    continue
                node = child.node
                if type(node) is Scalar and node.kind is TEXT and child.filling is ANSWERED:
                    holder[child.step] = node.text  # nearly every part; no need to ask more
                elif not _counts_as_missing(child):
                    holder[child.step] = _value(child)
                    if child.children:
                        waiting.append((child, holder[child.step]))
        else:
            for child in part.children:
                holder.append(_value(child))
                if child.children:
                    waiting.append((child, holder[-1]))
    if stage is not report.stage and isinstance(data, dict):
        way, shape = _status(report.shape)
        if way is not None and shape is not None:
            words = {meaning: word for word, meaning in shape.means.items()}
            data[way] = words.get(stage.value, stage.value)
    return data


def _status(shape: Shape) -> tuple[str | None, Shape | None]:
    for name in shape.names:
        child = shape.child(name)
        if child is not None and child.role is Role.STATUS:
            return name, child
    return None, None


def _value(part: Part) -> Any:
    """Return the value of a part without the parts below."""
    node = part.node
    if isinstance(node, Scalar):
        return node.text if node.kind is TEXT else node.value
    if part.is_structural_gap:
        return part.text
    return [] if isinstance(node, Sequence) else {}


def _counts_as_missing(part: Part) -> bool:
    if part.shape is None or not is_empty(part.node):
        return False
    null_is_an_answer = part.node.kind is Kind.EMPTY and "null" in part.shape.types
    return not null_is_an_answer
