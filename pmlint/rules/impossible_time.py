"""A date or time that is none: 30 February, 25:00, or no time at all.

Dates and times are read from incident, report, timeline, detection, resolution, action items and
signatures. Read are dates (`2026-03-14`), date-times with `T` or a space, with `Z`, `UTC`, an
offset or nothing behind them, and in the timeline also `09:12`. The start of the incident may be a
range (`A to B`).

`N/A`, "none" and "not applicable" are answers, but not as the due date of an item that is still to
be done. Placeholders such as `[Date]` and `TBD` are left to PM201 and PM202, and a bare `09:12` in
a report whose incident date is missing or wrong to the rule that says so.

## Why it matters

A time that cannot be read is in no order, no duration and no list of overdue items.

## Bad

```yaml
date_of_incident: 2026-02-30
response_and_resolution:
  time_to_resolution:
    detection_time: 2026-03-14 9:31 PM
    resolution_time: next morning
```

## Good

```yaml
date_of_incident: 2026-03-14
response_and_resolution:
  time_to_resolution:
    detection_time: 2026-03-14 21:31
    resolution_time: N/A
```

## Fix

Writes the same date or time as it is read: `9:12 PM` becomes `"21:12"`, `14 March 2026` becomes
`2026-03-14`, `2026-3-4` becomes `2026-03-04`. Safe: it is offered only where there is one way to
understand what is written. Unsafe where a digit may be lacking (`14:3`), at noon and midnight
(`12:00 PM` means either to some), where it is a number to a YAML reader (`20260314`), and in a
report that is signed off: the approval covers the date as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.chronology import says_no_time
from pmlint.core_schema import Kind, Style
from pmlint.document import Scalar
from pmlint.duration import read_duration
from pmlint.finding import Edit, Fix, Problem
from pmlint.interval import read_range
from pmlint.moment import Moment, NotAMoment, Trouble, read_moment
from pmlint.part import Part
from pmlint.role import CLOCK_ROLES, TIME_ROLES, Role
from pmlint.rule import Context, rule
from pmlint.template.wording import shown

TO_BE_DONE = ("", "open", "in_progress")
LEFT = r"(?<![A-Za-z])(?:[Yy]{4}|[Dd]{2}|[Hh]{2}|[Mm]{2}|[Ss]{2}|[Xx]{2}|\?+|-{2}|_{2})(?![A-Za-z])"
APPROXIMATELY = (
    r"(?i)^(?:[~≈]|(?:about|around|approx\.?|approximately|circa|ca\.?|roughly)\s)\s{0,3}"
    r"|\s{0,3}(?:[~≈]|\(?(?:approx\.?|approximately|roughly|circa|ca\.)\)?)$"
)
AROUND = r"[\s0-9:/.TZ-]*"
DATE_LEFT = r"(?s)([0-9]{4}-[0-9]{2}-[0-9]{2})[T\s].*"
DOUBTFUL = r"(?i):[0-9](?![0-9])|(?<![0-9:])12(?::00)* ?[ap]\.?m"
"""`14:3` may be 14:30, and to some 12:00 PM is midnight."""
NO_DATE = "a time of day without a date"
WORDS = {
    Trouble.NOT_A_TIME: "{text} is not {noun}",
    Trouble.OTHER_SPELLING: "{text} cannot be read: {says}",
    Trouble.NO_SUCH_DATE: "{text} is no date: {says}",
    Trouble.NO_SUCH_TIME: "{text} is no time: {says}",
    Trouble.NO_SUCH_ZONE: "{text} cannot be read: {says}",
    Trouble.NO_DATE: "{text} is {says}",
}
ZONE_HELP = "end with Z, UTC or an offset such as +02:00, or write no zone"


@rule("PM402", needs_any=TIME_ROLES)
def check(context: Context) -> Iterator[Problem]:
    undated = False
    for part in context.chronology.parts:
        if is_fine(context, part) or not part.answered or not isinstance(part.node, Scalar):
            continue
        if says_no_time(part.text):
            if part.role is Role.DUE_DATE and is_to_be_done(part):
                yield Problem(part.span, f"{shown(part.text)} is no date", part.pointer, DUE_HELP)
            continue
        wrong = why(context, part)
        if wrong is None:
            continue
        if part.role is Role.ENTRY_TIME and wrong.trouble is Trouble.NO_DATE:
            if undated or date_is_missing(context):
                continue
            undated = True
        yield problem(context, part, wrong)


def is_fine(context: Context, part: Part) -> bool:
    """Say whether `part` tells a time that is read as it is written: nearly all do."""
    timed = context.chronology.of(part)
    if timed is None or timed.moment is None or timed.wrong is not None:
        return False
    return part.role is Role.ENTRY_TIME or not timed.moment.clock_only


DUE_HELP = "write the day by which it will be done, as in `2026-04-30`"


def is_to_be_done(part: Part) -> bool:
    """Say whether a due date belongs to an action item that is open or in progress."""
    at = part.parent
    while at is not None and at.role is not Role.ACTION:
        at = at.parent
    return at is None or at.says(Role.ACTION_STATUS) in TO_BE_DONE


def why(context: Context, part: Part) -> NotAMoment | None:
    """Return why `part` tells no time, or None where it tells one."""
    timed = context.chronology.of(part)
    if timed is None:
        return None
    if timed.moment is not None and timed.moment.clock_only and part.role is not Role.ENTRY_TIME:
        return NotAMoment(Trouble.NO_DATE, NO_DATE)
    wrong = timed.wrong
    if wrong is None or wrong.suggestion is None or part.role is Role.ENTRY_TIME:
        return wrong
    # Where a time of day is not enough, the better spelling of one is not enough either.
    again = read_range(wrong.suggestion)
    return again if isinstance(again, NotAMoment) else wrong


def date_is_missing(context: Context) -> bool:
    """Say whether another finding tells that the day of the incident is not (rightly) filled in."""
    for role in (Role.INCIDENT_DATE, Role.INCIDENT_START):
        if role in context.template.roles:
            part = context.report.first(role)
            if part is None or not says_no_time(part.text):
                return True
    return False


def problem(context: Context, part: Part, wrong: NotAMoment) -> Problem:
    """Return the finding, in the words that fit what somebody seems to have meant."""
    noun = "a date or time" if part.role in CLOCK_ROLES else "a date"
    text = shown(part.text)
    message = WORDS[wrong.trouble].format(text=text, says=wrong.says, noun=noun)
    if wrong.suggestion is not None:
        return Problem(
            part.span, message, part.pointer, f"write `{wrong.suggestion}`", fix(part, wrong)
        )
    special = leftover(part) or duration(part) or several(context, part) or about(context, part)
    if special is not None:
        return Problem(part.span, f"{text} {special[0]}", part.pointer, special[1])
    return Problem(part.span, message, part.pointer, help_for(context, part, wrong.trouble))


def leftover(part: Part) -> tuple[str, str] | None:
    """Return what to say of `2026-03-14 HH:mm` and `14:??`."""
    found = re.search(LEFT, part.text)
    if found is None or not re.fullmatch(AROUND, re.sub(LEFT, "", part.text)):
        return None
    date = re.fullmatch(DATE_LEFT, part.text)
    if date and isinstance(read_moment(date[1]), Moment):
        return f"still has `{found[0]}` in it", f"write the time, or the date alone: `{date[1]}`"
    return f"still has `{found[0]}` in it", "write digits in its place"


def duration(part: Part) -> tuple[str, str] | None:
    """Return what to say of `54 minutes`."""
    if part.role not in CLOCK_ROLES or read_duration(part.text) is None:
        return None
    return "is a duration, not a time", "write when it was, as in `2026-03-14 09:12`"


def about(context: Context, part: Part) -> tuple[str, str] | None:
    """Return what to say of `~09:12`."""
    alone = re.sub(APPROXIMATELY, "", part.text)
    read = read_range(alone, day=context.chronology.day)
    if alone == part.text or isinstance(read, NotAMoment):
        return None
    return (
        "cannot be read: a time stands alone",
        f"write `{alone}`; a comment can say that it is rough",
    )


def several(context: Context, part: Part) -> tuple[str, str] | None:
    """Return what to say of a range where one time belongs."""
    if part.role is Role.INCIDENT_START:
        return None
    found = read_range(part.text, day=context.chronology.day)
    if isinstance(found, NotAMoment) or found[1] is None:
        return None
    what = "is two times" if part.role in CLOCK_ROLES else "is two dates"
    if part.role is Role.ENTRY_TIME:
        return what, f"write `{found[0].text.strip()}`, and give the end an entry of its own"
    return what, "write one of them"


def help_for(context: Context, part: Part, trouble: Trouble) -> str:
    """Return what to do where it is not plain what was meant."""
    day = context.chronology.day
    if trouble is Trouble.NO_SUCH_ZONE:
        return ZONE_HELP
    if trouble is Trouble.NO_DATE and part.role is Role.ENTRY_TIME:
        return "write the date before the first time of the timeline"
    if trouble is Trouble.NO_DATE and part.role in CLOCK_ROLES:
        dated = f"{day or '2026-03-14'} {part.text}"
        read = read_range(dated)
        meant = read.suggestion if isinstance(read, NotAMoment) else dated
        return f"write the date too, as in `{meant}`" if meant else "write the date too"
    if part.role is Role.DUE_DATE:
        return DUE_HELP
    if part.role in CLOCK_ROLES:
        return "write date and time, as in `2026-03-14 09:12`, or `N/A` where there is none"
    return "write the day, as in `2026-03-14`"


def fix(part: Part, wrong: NotAMoment) -> Fix | None:
    """Return the fix that puts the suggestion in place, in the quotes that were there."""
    node, meant = part.node, wrong.suggestion
    if not isinstance(node, Scalar) or node.alias or node.tag or meant is None:
        return None
    if node.style in (Style.LITERAL, Style.FOLDED):
        return None
    quote = node.style.value
    if not quote and re.match(r"[0-9]{2}:", meant):
        quote = '"'  # without quotes it is a number in base 60 to a YAML 1.1 reader
    is_safe = node.kind is Kind.TEXT and re.search(DOUBTFUL, node.text) is None
    return Fix(f"write {meant}", (Edit(node.span, f"{quote}{meant}{quote}"),), safe=is_safe)
