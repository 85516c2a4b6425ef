"""Deletion: what is lost with a report that is deleted: what was promised in it.

It is the whole of what PM607 finds item by item in a report that is still there.
"""

from __future__ import annotations

from pmlint.action import promised
from pmlint.engine import UNREADABLE, Checked, Task, read
from pmlint.finding import Finding, Place
from pmlint.part import Part
from pmlint.secret import Discretion, secrets
from pmlint.source import Source
from pmlint.suppress import read_suppressions

CODE = "PM607"
MOST_NAMES = 3
HELP = (
    "keep the report; an action item that will not be done is set to `dropped`, with a reason, "
    "and one that goes on elsewhere says where"
)


def check_deleted(earlier: Source, task: Task) -> Checked:
    """Say what is lost with a report that was `earlier` and is deleted.

    A finding stands at the first character of the path: there are no lines any more. It is made
    only where `task` asks for it, and an `ignore-file` of the deleted report counts.
    """
    rule = next((rule for rule in task.catalog.rules if rule.code == CODE), None)
    if rule is None or CODE not in task.codes or rule.rests_under(task.template.roles):
        return Checked(earlier.path, ())
    document, report = read(earlier, task)
    if report is None:
        return Checked(earlier.path, (), unwitnessed=((CODE, UNREADABLE),))
    lost = promised(report)
    if not lost:
        return Checked(earlier.path, ())
    suppressions = read_suppressions(document, task.catalog.codes)[0]
    content = document.text.content
    if any(each.code == CODE and each.covers.end > len(content) for each in suppressions):
        return Checked(earlier.path, (), suppressed=1)
    clean = Discretion(content, secrets(content)).unsaid
    finding = Finding(
        code=CODE,
        rule=rule.name,
        severity=task.severities.get(CODE, rule.severity),
        message=clean(_message(lost)),
        path=earlier.path,
        place=Place(1, 1, 1, 1),
        pointer=(),
        help=HELP,
        fix=None,
        fix_edits=(),
        source_lines=(),
    )
    return Checked(earlier.path, (finding,))


def _message(lost: tuple[Part, ...]) -> str:
    names = ", ".join(part.label for part in lost[:MOST_NAMES])
    more = f" and {len(lost) - MOST_NAMES} more" if len(lost) > MOST_NAMES else ""
    return f"the report is deleted, and it still promises {names}{more}"
