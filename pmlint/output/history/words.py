"""What happened to a report, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.event import Event, EventKind
from pmlint.history.account import Account
from pmlint.history.life import Told
from pmlint.output.words import count
from pmlint.repo import Commit

OID = 10
"""So many digits of a commit are shown."""
STAGES = {"draft": "as a draft", "review": "in review", "final": "as final"}


def sentence(event: Event, times: int = 0, days: int | None = None) -> str:
    """Return a line that tells `event`; `times` and `days` are those of a due date that moved."""
    item = f"“{_line(event.item)}”"
    was, now = (None if text is None else _line(text) for text in (event.before, event.after))
    match event.kind:
        case EventKind.CREATED:
            return f"created {STAGES[now]}" if now in STAGES else "created"
        case EventKind.RENAMED:
            return f"renamed from {was} to {now}"
        case EventKind.STATUS:
            return f"status: {was} → {now}"
        case EventKind.SECTION_FILLED:
            return f"section {item} filled in"
        case EventKind.ACTION_ADDED:
            return f"action item {item} added" + (f" ({_state(now)})" if now != "open" else "")
        case EventKind.ACTION_CLOSED:
            return f"action item {item} done"
        case EventKind.ACTION_REOPENED:
            return f"action item {item} reopened ({_state(was)} before, {_state(now)} now)"
        case EventKind.ACTION_DROPPED:
            return f"action item {item} dropped"
        case EventKind.ACTION_REMOVED:
            return f"action item {item} vanished ({_state(was)} until then)"
        case EventKind.ACTION_REWORDED:
            return f"action item “{was}” reworded: “{now}”" if now else f"{item} has lost its words"
        case EventKind.DUE_MOVED:
            return _moved(item, was, now, times, days)
        case EventKind.OWNER_CHANGED:
            return _changed(f"owner of {item}", was, now)
        case EventKind.SEVERITY_CHANGED:
            return _changed("severity", was, now)
        case EventKind.TIMELINE_ADDED:
            return f"timeline entry added after it was final: “{now}”"
        case EventKind.TIMELINE_CHANGED:
            return f"timeline entry changed after it was final: “{was}” → “{now or ''}”"
        case EventKind.TIMELINE_REMOVED:
            return f"timeline entry removed after it was final: “{was}”"
        case EventKind.SIGNED_OFF:
            return f"signed off by {now} ({event.item})"
        case EventKind.SIGN_OFF_STALE:
            what = f": {now} changed" if now else ""
            return f"the sign-off by {was} ({event.item}) no longer covers the report{what}"
        case EventKind.REMOVED:
            return "removed"


def told(each: Told) -> str:
    """Return a line that tells one event of a life."""
    return sentence(each.event, each.times, each.days)


def heading(account: Account) -> str:
    """Return how much is told: `9 events in 5 commits`, or that nothing is."""
    number, whole = len(account.told), len(account.life.told)
    commits = len({each.commit.oid for each in account.told})
    if not number:
        return f"none of its {count(whole, 'event')}" if whole else "nothing happened"
    part = f" (of {whole:,})" if number < whole else ""
    return f"{count(number, 'event')}{part} in {count(commits, 'commit')}"


def notes(account: Account) -> Iterator[str]:
    """Yield what has to be known of an account: what is not in it, and why."""
    life = account.life
    if account.renamed is not None:
        since = commit_words(account.renamed)
        yield f"{account.asked} is called {life.path} since {since}"
    if life.cut_off is not None:
        yield (
            f"the history is cut off at {commit_words(life.cut_off)}: this is a shallow clone; "
            "`git fetch --unshallow` brings the rest"
        )
    if life.unreadable:
        yield f"{count(life.unreadable, 'commit')} could not be read as a report"


def pending(account: Account) -> str:
    """Return what is not committed yet in one line, an empty text where all is."""
    if account.pending is None:
        return ""
    lines = "; ".join(sentence(event) for event in account.pending)
    return f"not committed yet: {lines or 'a change of something that is not told here'}"


def commit_words(commit: Commit) -> str:
    """Return a commit as people speak of it: `2026-04-01 (1a2b3c4d5e)`."""
    return f"{commit.date:%Y-%m-%d} ({commit.oid[:OID]})"


def _moved(item: str, was: str | None, now: str | None, times: int, days: int | None) -> str:
    if now is None:
        moved = f"due date of {item} taken away (it was {was})"
    else:
        moved = f"due date of {item} moved from {was} to {now}"
    facts = [f"{_nth(times)} time"] if times > 1 else []
    if days is not None:
        facts.append(f"{'+' if days > 0 else '−'}{count(abs(days), 'day')}")
    return f"{moved} ({', '.join(facts)})" if facts else moved


def _changed(what: str, was: str | None, now: str | None) -> str:
    if now is None:
        return f"{what} taken away (it was {was})"
    return f"{what} set to {now}" if was is None else f"{what} changed from {was} to {now}"


def _state(word: str | None) -> str:
    return "with a status that nobody knows" if word is None else word.replace("_", " ")


def _nth(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _line(text: str) -> str:
    return " ".join(text.split())
