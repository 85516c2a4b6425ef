"""A final report that now tells the incident differently: its timeline or its severity was changed.

The report is compared with its earlier version: the one that is committed or, with `--since`, the
one it started from. Both must be final. An entry of the timeline may be added, moved or written in
another form; it may not tell another time or event, or go. Of two entries that say the same one may
go. Filling in what was left open is no change.

## Why it matters

Others have read the final report, and some have decided by it. They will not read it again unless
somebody tells them.

## Bad

The report as it was:

```yaml before
status: final
impact_assessment:
  severity: critical
```

And as it is:

```yaml
status: final
impact_assessment:
  severity: minor
```

## Good

The report as it was:

```yaml before
status: final
impact_assessment:
  severity: critical
```

And as it is:

```yaml
status: review
impact_assessment:
  severity: minor
```
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from pmlint.chronology import Chronology
from pmlint.document import Scalar, flow_text
from pmlint.finding import Pointer, Problem, Severity
from pmlint.order import certainly_after, certainly_before
from pmlint.pairing import paired_entries
from pmlint.part import Part
from pmlint.past import Witness
from pmlint.phrase import fold
from pmlint.postmortem import Postmortem, Stage
from pmlint.role import Role
from pmlint.rule import Context, rule
from pmlint.trace import Trace

HELP = "say in the report why, or set its status back until it is final again"
MOST_TWINS = 100
"""Of so many entries that tell the same event it is asked whether one is the same entry."""
WORDS = {Role.ENTRY_TIME: "the time", Role.ENTRY_EVENT: "the words"}


@rule(
    "PM608",
    severity=Severity.WARNING,
    needs=(Role.STATUS,),
    needs_any=(Role.ENTRY, Role.SEVERITY),
    witness=Witness.EARLIER,
)
def check(context: Context) -> Iterator[Problem]:
    earlier, report = context.earlier, context.report
    if earlier is None or earlier is report:
        return
    if earlier.stage is report.stage is Stage.FINAL:
        yield from severity_changed(earlier, report)
        yield from entries_changed(context, earlier)


def severity_changed(earlier: Postmortem, report: Postmortem) -> Iterator[Problem]:
    """Yield the severity where it is another one.

    Where none is told PM1 and PM2 speak, and a word that the template does not know was none.
    """
    was, now = earlier.first(Role.SEVERITY), report.first(Role.SEVERITY)
    if was is None or now is None or not was.answered or not now.answered:
        return
    known = () if was.shape is None else (*was.shape.words, *was.shape.means)
    if fold(was.meaning) != fold(now.meaning) and (was.text in known or not known):
        yield Problem(
            now.span,
            f"the severity was `{was.text}` when the report was final, and is now `{now.text}`",
            now.pointer,
            HELP,
        )


def entries_changed(context: Context, earlier: Postmortem) -> Iterator[Problem]:
    """Yield the entries that tell another time or event, and those that are gone."""
    report, misspelt = context.report, context.misspelt
    clocks = (Chronology(earlier), context.chronology)
    pairing = paired_entries(earlier, report)
    for was, now in pairing.pairs:
        changed = [
            role
            for role, is_changed in (
                (Role.ENTRY_TIME, is_retimed(was, now, clocks)),
                (Role.ENTRY_EVENT, event_of(was) not in ("", event_of(now))),
            )
            if is_changed and not is_misspelt(was, now, role, misspelt)
        ]
        if changed:
            at = now.first(changed[0]) or now
            yield Problem(
                at.key_span if at is now else at.span,
                f"{' and '.join(WORDS[role] for role in changed)} of {was.label} "
                f"{'was' if changed == [Role.ENTRY_TIME] else 'were'} changed "
                "after the report was final",
                at.pointer,
                HELP,
            )
    trace = Trace(report, misspelt)
    still: dict[str, list[Part]] = {}
    for entry in report.every(Role.ENTRY):
        still.setdefault(event_of(entry), []).append(entry)
    for gone in pairing.gone:
        same = still.get(event_of(gone), [])[:MOST_TWINS]
        if any(not is_retimed(gone, entry, clocks) for entry in same):
            continue
        if any(told(gone, role) for role in WORDS) and not trace.is_misplaced(gone):
            held = trace.left_of(gone)
            yield Problem(
                held.key_span,
                f"{gone.label} was removed after the report was final",
                held.pointer,
                HELP,
            )


def told(entry: Part, role: Role) -> Part | None:
    """Return the part of an entry with `role`, if somebody has filled it in.

    An entry that is mere text is its own event.
    """
    is_text = isinstance(entry.node, Scalar) and role is Role.ENTRY_EVENT
    part = entry if is_text else entry.first(role)
    return part if part is not None and part.answered else None


def event_of(entry: Part) -> str:
    """Return what an entry tells, whatever its capitals, spacing and punctuation."""
    part = told(entry, Role.ENTRY_EVENT)
    return "" if part is None else fold(flow_text(part.node))


def is_retimed(was: Part, now: Part, clocks: tuple[Chronology, Chronology]) -> bool:
    """Say whether an entry tells a time that is certainly another one.

    What could not be read was no time yet.
    """
    said, says = told(was, Role.ENTRY_TIME), told(now, Role.ENTRY_TIME)
    then = None if said is None else clocks[0].of(said)
    if said is None or then is None or then.moment is None:
        return False
    if says is None or fold(said.text) == fold(says.text):
        return says is None
    at = clocks[1].of(says)
    if at is None or at.moment is None:
        return True
    return certainly_before(at.moment, then.moment) or certainly_after(at.moment, then.moment)


def is_misspelt(
    was: Part, now: Part, role: Role, misspelt: Container[tuple[Pointer, str | int | None]]
) -> bool:
    """Say whether `role` only seems to be gone from an entry, because its key is misspelt."""
    said = told(was, role)
    return said is not None and (now.pointer, said.step) in misspelt
