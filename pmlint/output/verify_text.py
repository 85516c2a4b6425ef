"""`pmlint verify --format text`: for people. Each report, who signed it off, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from pmlint.finding import Severity
from pmlint.output.escape import visible
from pmlint.output.style import Style
from pmlint.output.words import count
from pmlint.postmortem import Stage
from pmlint.secret import masked, secrets
from pmlint.signoff.verification import Verified
from pmlint.standing import Changed, SignOff, Standing, State

DID = {"approver": "approved", "preparer": "signed as prepared", "reviewer": "reviewed"}
WORDS = {
    State.SELF_APPROVED: "self-approved",
    State.UNTRUSTED: "not trusted",
    State.EXPIRED: "expired or revoked",
}
MOST_CHANGES = 8
LONGEST = 60
SHORT = 10


def render(
    reports: Sequence[Verified], *, show: Callable[[str], str], style: Style, unread: int = 0
) -> Iterator[str]:
    """Yield lines without line breaks; `show` turns a path into the one to display.

    A report that needs no approval yet, and has none, is only counted; so are those of which
    nothing is known: `unread` could not be read.
    """
    waiting = [each for each in reports if _is_waiting(each)]
    for each in reports:
        if not _is_waiting(each):
            yield from _report(each, show, style)
    yield from _summary(reports, waiting, style, unread)


def _is_waiting(verified: Verified) -> bool:
    standing = verified.standing
    return not standing.needed and not standing.sign_offs and not standing.notes


def _report(verified: Verified, show: Callable[[str], str], style: Style) -> Iterator[str]:
    standing = verified.standing
    yield f"{visible(show(verified.path))}: {_state(standing, style)}{_need(verified)}"
    for sign_off in standing.sign_offs:
        yield from _sign_off(sign_off, style)
    for note in standing.notes:
        yield f"  {visible(note)}"


def _state(standing: Standing, style: Style) -> str:
    word = WORDS.get(standing.state, standing.state.value)
    if standing.state is State.VALID:
        return style.good(word)
    severity = Severity.WARNING if standing.is_met else Severity.ERROR
    return style.severity(severity, word)


def _need(verified: Verified) -> str:
    standing = verified.standing
    if not standing.needed:
        if verified.stage in (Stage.DRAFT, Stage.REVIEW):
            return f" (in {verified.stage.value}: no approval is needed yet)"
        return ""
    if standing.is_met:
        return ""
    holding = "none holds" if not standing.valid else f"{standing.valid} of them holds"
    return f" ({count(standing.needed, 'approval')} needed, {holding})"


def _sign_off(sign_off: SignOff, style: Style) -> Iterator[str]:
    if not sign_off.name and not sign_off.email:
        yield f"  {_word(sign_off, style)}: {visible(sign_off.reason)}"
        return
    who = f"{DID[sign_off.role]} by {sign_off.name} <{sign_off.email}>"
    when = f" on {sign_off.date[:10]}" if sign_off.date else ""
    where = f" in {sign_off.commit[:SHORT]}" if sign_off.commit else ""
    how = "signed" if sign_off.signed else "not signed"
    if sign_off.has_signature and not sign_off.signed:
        how = "signature not verified"
    state = "" if sign_off.state is State.VALID else f": {_word(sign_off, style)}"
    yield f"  {visible(who)}{when}{where} ({how}){state}"
    if sign_off.reason:
        yield f"    {visible(sign_off.reason)}"
    for changed in sign_off.changed[:MOST_CHANGES]:
        yield f"    {_changed(changed)}"
    more = len(sign_off.changed) - MOST_CHANGES
    if more > 0:
        yield f"    and {count(more, 'more change')}; --format json has them all"


def _word(sign_off: SignOff, style: Style) -> str:
    word = WORDS.get(sign_off.state, sign_off.state.value)
    return style.severity(Severity.ERROR, word)


def _changed(changed: Changed) -> str:
    label = _discreet(changed.label)
    where = f" ({changed.commit[:SHORT]})" if changed.commit else " (not committed)"
    if changed.before is None:
        return f"{label} is new: {_short(changed.after)}{where}"
    if changed.after is None:
        return f"{label} is gone; it was {_short(changed.before)}{where}"
    return f"{label}: {_short(changed.before)} → {_short(changed.after)}{where}"


def _short(text: str | None) -> str:
    words = " ".join(_discreet(text or "").split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def _discreet(text: str) -> str:
    return visible(masked(text, secrets(text)))


def _summary(
    reports: Sequence[Verified], waiting: Sequence[Verified], style: Style, unread: int
) -> Iterator[str]:
    states = Counter(each.standing.state for each in reports if not _is_waiting(each))
    parts = [f"{number:,} {WORDS.get(s, s.value)}" for s in State if (number := states[s])]
    if waiting:
        parts.append(
            f"{len(waiting):,} that need{'s' if len(waiting) == 1 else ''} no approval yet"
        )
    unmet = sum(1 for each in reports if not each.standing.is_met)
    line = ": ".join(filter(None, (count(len(reports), "report"), ", ".join(parts))))
    wrong = []
    if unmet:
        wrong.append(f"{count(unmet, 'report')} without the approval needed")
    if unread:
        wrong.append(f"{count(unread, 'report')} that could not be read")
    yield f"{line}; " + (
        style.severity(Severity.ERROR, ", ".join(wrong))
        if wrong
        else style.good("every approval that is needed holds")
    )
