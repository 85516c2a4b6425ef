"""What several forms of `pmlint report` say in the same words.

What comes back quotes reports as they are: each form makes it safe in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from pmlint.output.words import count
from pmlint.repo import Person
from pmlint.summary.item import Item
from pmlint.summary.selection import NEEDED, NOBODY
from pmlint.summary.state import State
from pmlint.summary.summary import Home, Past, Summary
from pmlint.summary.totals import Response

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
MOST_PEOPLE = 2
"""So many people are named who have moved a due date."""
MOST_QUARTERS = 6
"""So many quarters are told in a line, the last ones."""
MOST_HOMES = 5
"""So many repositories are named beside a note that is true of all of them."""
PASTS = {
    Past.WHOLE: "",
    Past.CUT_OFF: "the history is cut off: this is a shallow clone",
    Past.UNKNOWN: "no history: slips, opening days and the burndown are not known",
}


def heading(summary: Summary) -> str:
    """Return what is told, and as of which day."""
    return f"Action items as of {summary.as_of.isoformat()}"


def totals_line(summary: Summary) -> str:
    """Return how many items there are of each state, in one line, and in how many reports."""
    totals = summary.totals
    reports = f"in {count(totals.reports, 'report')}"
    if not totals.items:
        return f"no action items {reports}"
    labels = {state: state.label for state in State}
    labels[State.DUE_SOON] = f"due within {_soon(summary)}"
    found = [f"{number:,} {labels[state]}" for state, number in totals.states.items() if number]
    unowned = f", {totals.unowned:,} without an owner" if totals.unowned else ""
    return f"{' · '.join(found)}; {count(totals.items, 'action item')} {reports}{unowned}"


def more(summary: Summary) -> str:
    """Return how many items the limit has cut off; an empty text where it has cut off none."""
    left = len(summary.chosen) - len(summary.listed)
    return f"… and {left:,} more" if left else ""


def nothing(summary: Summary) -> str:
    """Return that no item is listed, in terms of what was asked for and could be read."""
    if summary.troubles and not summary.incidents:
        return "no report could be read, so nobody knows what is to be done"
    listing = summary.listing
    if (listing.states, listing.unowned) != (NEEDED, True):
        return "no action item is in a state that was asked for"
    where = " in the reports that could be read" if summary.troubles else ""
    return f"nothing is overdue, due within {_soon(summary)}, undated or without an owner{where}"


def size(items: Sequence[Item], name: str, summary: Summary) -> str:
    """Return how many items a group has, and how many of them are listed where that is fewer."""
    whole = next((len(all) for each, all in summary.groups if each == name), len(items))
    return f"{len(items):,}" if len(items) == whole else f"{len(items):,} of {whole:,}"


def place(item: Item, summary: Summary) -> str:
    """Return where `item` stands: `path:line`, with its repository where there are several."""
    return f"{_path(item.incident.repository, item.incident.path, summary)}:{item.line}"


def owner(item: Item) -> str:
    """Return who does `item`, and say so where nobody in particular does what is to be done."""
    if not item.is_unowned:
        return item.owner
    return f"{item.owner} ({NOBODY})" if item.owner else NOBODY


def late(item: Item) -> str:
    """Return how late `item` is, in short: `47 d`, `today`, or an empty text."""
    if item.state is State.DUE_TODAY:
        return "today"
    return f"{item.days_overdue:,} d" if item.state is State.OVERDUE else ""


def slips(item: Item) -> str:
    """Return how often and how far the due date of `item` was moved, an empty text for never."""
    slipped = item.course.slips
    if not slipped:
        return ""
    moved = [slip for slip in slipped if slip.after]
    taken = "" if slipped[-1].after or item.due_text else f"due {slipped[-1].before} taken away"
    if not moved:
        return taken or "due date taken away for a while"
    far = f", {signed_days(item.course.slipped_days)}" if any(s.days for s in moved) else ""
    names = dict.fromkeys(_person(slip.author) for slip in moved if slip.author is not None)
    who = f", by {' and '.join(names)}" if 0 < len(names) <= MOST_PEOPLE else ""
    return f"due moved {_times(len(moved))}{far}{who}" + (f", then {taken}" if taken else "")


def handovers(item: Item) -> str:
    """Return from whom `item` was handed over, or how often; an empty text for never."""
    changed = item.course.handovers
    if not changed:
        return ""
    if len(changed) == 1:
        before = ", ".join(changed[0].before)
        return f"taken over from {before}" if changed[0].after else f"taken away from {before}"
    return f"handed over {_times(len(changed))}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _person(person: Person) -> str:
    return person.name or person.email or "nobody"


def signed_days(days: int) -> str:
    """Return `+61 days`, `−1 day`, `±0 days`."""
    sign = "±" if not days else "+" if days > 0 else "−"
    return f"{sign}{count(abs(days), 'day')}"


def span(length: timedelta) -> str:
    """Return a length of time in its two largest units: `2 h 5 min`, `3 d 4 h`, `40 s`."""
    seconds = length.total_seconds()
    if round(seconds) < MINUTE:
        return f"{round(seconds)} s"
    if round(seconds / MINUTE) * MINUTE < DAY:
        return _units(round(seconds / MINUTE), 60, "h", "min")
    return _units(round(seconds / HOUR), 24, "d", "h")


def health_lines(summary: Summary) -> Iterator[str]:
    """Yield how well items are followed up and incidents were met, as far as that is known."""
    health, totals = summary.health, summary.totals
    found = []
    if health.share is not None:
        share = f"{health.on_time:,} of {health.dated:,} ({percent(health.share)})"
        found.append(f"done on time: {share}")
    if health.days_to_done is not None:
        found.append(f"median {_days(health.days_to_done)} to done")
    if health.days_overdue is not None:
        found.append(f"median {_days(health.days_overdue)} overdue")
    if found:
        yield ", ".join(found)
    if totals.slipped:
        yield f"due date moved: {totals.slipped:,} of {count(totals.open, 'open item')}"
    if totals.vanished:
        yield f"gone from their reports without being done: {totals.vanished:,}"
    told = _response(summary.response)
    if told:
        yield told
    quarters = summary.by_quarter[-MOST_QUARTERS:]
    for words, groups in (("severity", summary.by_severity), ("quarter", quarters)):
        means = [f"{each.name} {span(each.mttr)}" for each in groups if each.mttr is not None]
        if len(means) > 1:
            yield f"MTTR by {words}: {', '.join(means)}"


def _response(response: Response) -> str:
    met = []
    for name, mean, told in (
        ("MTTD", response.mttd, response.detected),
        ("MTTR", response.mttr, response.resolved),
    ):
        if mean is not None:
            of = f"{told:,} of {count(response.incidents, 'incident')}"
            met.append(f"{name} {span(mean)} (told by {of})")
    return ", ".join(met)


def percent(share: float) -> str:
    """Return a share from 0 to 1 as `70 %`; 0 % is none at all, and 100 % is all of them."""
    rounded = round(share * 100)
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded} %"


def notes(summary: Summary) -> Iterator[str]:
    """Yield what has to be known of the numbers: what is not in them, and why."""
    scope = summary.scope
    asked = {
        "owner": scope.owners,
        "team": scope.teams,
        "severity": scope.severities,
        "kind": scope.kinds,
    }
    only = [f"{name} {' or '.join(values)}" for name, values in asked.items() if values]
    if only:
        yield f"only what is asked for is counted: {'; '.join(only)}"
    told: dict[str, list[Home]] = {}
    for home in summary.homes:
        for words in home_notes(home, summary):
            told.setdefault(words, []).append(home)
    for words, homes in told.items():
        # What is true of every repository needs no names.
        yield words if len(homes) == len(summary.homes) else f"{_names(homes)}: {words}"


def home_notes(home: Home, summary: Summary) -> Iterator[str]:
    """Yield what has to be known of one repository."""
    if home.note or PASTS[home.past]:
        yield home.note or PASTS[home.past]
    if home.until is not None and home.until > summary.as_of:
        yield (
            f"the reports are as they are since {home.until.isoformat()}, and not as they were on "
            f"{summary.as_of.isoformat()}; --rev shows them as they were"
        )


def troubles(summary: Summary) -> Iterator[str]:
    """Yield the reports whose action items are not counted, or not all of them, and why."""
    for home, trouble in summary.troubles:
        how = "was read only in part" if trouble.is_part else "could not be read"
        yield f"{_path(home.name, trouble.path, summary)} {how}: {trouble.reason}"


def _path(repository: str, path: str, summary: Summary) -> str:
    return f"{repository}/{path}" if repository and len(summary.homes) > 1 else path


def _soon(summary: Summary) -> str:
    return count(summary.due_within, "day")


def _names(homes: list[Home]) -> str:
    names = ", ".join(home.name for home in homes[:MOST_HOMES])
    left = len(homes) - MOST_HOMES
    return f"{names} and {left:,} more" if left > 0 else names


def _days(number: float) -> str:
    return f"{number:,g} day" if number == 1 else f"{number:,g} days"


def _units(number: int, size: int, large: str, small: str) -> str:
    whole, rest = divmod(number, size)
    parts = ((whole, large), (rest, small))
    return " ".join(f"{part:,} {unit}" for part, unit in parts if part)
