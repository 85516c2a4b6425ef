"""A stated duration that none of the report's own times bear out.

Looked at are title, summary, impact and resolution, for claims about the incident as a whole: the
outage lasted 27 minutes, an outage of two hours, time to recovery: 90 minutes. In title and impact
"payments failed for 41 minutes" is one too, in the resolution "service was restored after an hour";
in the summary the incident itself must be the subject. Such a duration must lie between some two
times of the report (start, timeline, detection, resolution), give or take one of the smallest unit
that it names; with "about" or "nearly", give or take ten percent.

In doubt silent: where a time is missing or cannot be read, where dates alone or unknown zones make
it possible, where business or working hours are meant, where some or a few, a part, a place, a
vendor or another incident are spoken of, and for "more than", "up to", "every" and the like. The
summary is the first text that tells what happened.

## Why it matters

The duration is what people quote. If the timeline says something else, one of them is wrong, and
readers cannot know which.

## Bad

```yaml
executive_summary:
  incident_summary: The outage lasted 41 minutes.
incident_description:
  when: 2026-03-14T09:12:00Z
response_and_resolution:
  time_to_resolution:
    detection_time: 2026-03-14T09:31:00Z
    resolution_time: 2026-03-14T11:40:00Z
```

## Good

```yaml
executive_summary:
  incident_summary: The outage lasted two hours and 28 minutes.
incident_description:
  when: 2026-03-14T09:12:00Z
response_and_resolution:
  time_to_resolution:
    detection_time: 2026-03-14T09:31:00Z
    resolution_time: 2026-03-14T11:40:00Z
```
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import combinations
from operator import itemgetter

from pmlint.chronology import says_no_time
from pmlint.claim import claims
from pmlint.document import Scalar
from pmlint.duration import Duration, Exactness, spoken
from pmlint.finding import Problem, Severity
from pmlint.frozen import Frozen
from pmlint.lazy import lazy
from pmlint.moment import Moment, Precision
from pmlint.order import difference, passed
from pmlint.part import Part
from pmlint.role import CLOCK_ROLES, Role
from pmlint.rule import Context, rule

LONGEST = 20_000
"""So many characters of a text are looked at; no summary is longer."""
MOST = 300
"""Of so many times at most it is asked how far apart they are."""
CLOCK = r"(?<![0-9:])([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])(?![0-9:])"
DAY = 24 * 60


class Told(Frozen):
    """What the times of the incident tell."""

    moments: tuple[Moment, ...]
    ends: tuple[Moment, ...]  # those of its start, detection and resolution

    @lazy
    def exact(self) -> bool:
        """Whether all of them are written to the second."""
        return all(moment.precision is Precision.SECOND for moment in self.moments)

    @lazy
    def minutes(self) -> frozenset[int]:
        """The minutes of the day at which they are, on the clock on the wall."""
        clock = (moment for moment in self.moments if moment.precision is not Precision.DAY)
        return frozenset(moment.local.hour * 60 + moment.local.minute for moment in clock)

    @lazy
    def ways(self) -> tuple[tuple[timedelta, timedelta], ...]:
        """How far apart some two of them can be, from least to most, apart and in order."""
        return merged(forwards(self.moments))

    def has(self, least: timedelta, most: timedelta) -> bool:
        """Say whether some two of them can be as far apart as this."""
        # Most that is claimed is from one end to another; all others are many times as many.
        if any(way[0] <= most and way[1] >= least for way in forwards(self.ends)):
            return True
        at = bisect_right(self.ways, most, key=itemgetter(0)) - 1
        return at >= 0 and self.ways[at][1] >= least


@rule("PM409", severity=Severity.WARNING, needs_any=CLOCK_ROLES)
def check(context: Context) -> Iterator[Problem]:
    found = list(claimed(context))
    told = times(context) if found else None
    if told is None:
        return
    for part, node, claim in found:
        text = node.text[:LONGEST]
        if borne_out(claim, told, minutes_apart(text, told)):
            continue
        words = " ".join(text[claim.start : claim.end].split())
        yield Problem(
            context.document.within(node, claim.start, claim.end),
            f"`{words}`, and no two times of the report are that far apart",
            part.pointer,
            advice(context),
        )


def claimed(context: Context) -> Iterator[tuple[Part, Scalar, Duration]]:
    """Yield what the report claims of the incident as a whole, with its part and value."""
    day = context.chronology.day
    for part in stated(context):
        if isinstance(part.node, Scalar) and part.role is not None:
            text = part.node.text[:LONGEST]
            for claim in claims(text, part.role, None if day is None else day.year):
                yield part, part.node, claim


def stated(context: Context) -> Iterator[Part]:
    """Yield the parts that speak of the incident as a whole."""
    for role in (Role.TITLE, Role.PROSE, Role.IMPACT, Role.RESOLUTION):
        parts = context.report.every(role)
        yield from (part for part in (parts[:1] if role is Role.PROSE else parts) if part.answered)


def times(context: Context) -> Told | None:
    """Return the times of the incident, or None where they leave room for doubt."""
    chronology = context.chronology
    if any(timed.moment is None for timed in chronology.incident) or unfilled(context):
        return None
    moments = [moment for _, moment in chronology.clock]
    if not 2 <= len(moments) <= MOST:
        return None
    ends = (moment for part, moment in chronology.clock if part.role is not Role.ENTRY_TIME)
    return Told(tuple(moments), tuple(ends))


def forwards(moments: Iterable[Moment]) -> list[tuple[timedelta, timedelta]]:
    """Return how much time can have passed from each of `moments` to each later one, in order."""
    ways = [passed(a, b) for a, b in combinations(moments, 2)]
    ways += [(-most, -least) for least, most in ways]
    return sorted(way for way in ways if way[1] > timedelta(0))


def merged(ways: Iterable[tuple[timedelta, timedelta]]) -> tuple[tuple[timedelta, timedelta], ...]:
    """Return the same ground as `ways`, which are in order, without overlaps."""
    found: list[tuple[timedelta, timedelta]] = []
    for least, most in ways:
        if found and least <= found[-1][1]:
            found[-1] = (found[-1][0], max(most, found[-1][1]))
        else:
            found.append((least, most))
    return tuple(found)


def advice(context: Context) -> str:
    """Say what the report's own times tell."""
    start, end = context.chronology.start, context.chronology.resolution
    if (
        start is not None
        and start.moment is not None
        and end is not None
        and end.moment is not None
    ):
        length = difference(start.moment, end.moment)
        if length is not None and length > timedelta(0):
            return f"from start to resolution it is {spoken(length)}: correct whichever is wrong"
    return "correct the duration or the times"


def unfilled(context: Context) -> bool:
    """Say whether a time is still to be written that could bear a claim out."""
    for role in (Role.INCIDENT_START, Role.DETECTION_TIME, Role.RESOLUTION_TIME):
        if role in context.template.roles:
            part = context.report.first(role)
            if part is None or not part.answered:
                return True
            if says_no_time(part.text) and role is not Role.DETECTION_TIME:
                return True
    return any(not part.answered for part in context.report.every(Role.ENTRY_TIME))


def borne_out(claim: Duration, told: Told, apart: frozenset[int]) -> bool:
    """Say whether some two times, of the report or of the text itself, are that far apart."""
    allowed = claim.unit if told.exact else max(claim.unit, timedelta(minutes=1))
    if claim.length <= allowed:
        return True
    if claim.exactness is Exactness.ROUGH:
        allowed = max(allowed, claim.length / 10)
    if told.has(claim.length - allowed, claim.length + allowed):
        return True
    length, give = claim.length / timedelta(minutes=1), allowed / timedelta(minutes=1)
    return any(abs(minutes - length % DAY) <= give for minutes in apart)


def minutes_apart(text: str, told: Told) -> frozenset[int]:
    """Return how far apart the times of day are that a text names itself: `from 09:20 to 10:05`."""
    own = {int(found[1]) * 60 + int(found[2]) for found in re.finditer(CLOCK, text)}
    known = own | told.minutes
    return frozenset(
        way for one in own for two in known for way in ((two - one) % DAY, (one - two) % DAY)
    )
