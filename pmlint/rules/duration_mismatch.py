"""A stated duration that none of the report's own times bear out.

Looked at are title, summary, impact and resolution, for claims about the incident as a whole: the
outage lasted 27 minutes, an outage of two hours, payments failed for 41 minutes, time to recovery:
90 minutes, service was restored after an hour. Such a duration must lie between some two times of
the report (start, timeline, detection, resolution), give or take one of the smallest unit that it
names; with "about" or "nearly", give or take ten percent.

In doubt silent: where a time is missing, cannot be read or names no time of day, where zones are
mixed, where business or working hours are meant, where some or a few are spoken of, and for
"more than", "up to", "every" and the like. The summary is the first text that tells what happened.

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
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from pmlint.chronology import says_no_time
from pmlint.document import Scalar
from pmlint.duration import Duration, Exactness, durations, spoken
from pmlint.finding import Problem, Severity
from pmlint.moment import Precision, Shift
from pmlint.order import difference
from pmlint.postmortem import Part
from pmlint.role import Role
from pmlint.rule import Context, rule

WINDOW = 200
"""So many characters to either side belong to a claim, at most."""
BREAK = r"[.!?;](?=\s|$)|\n\s*(?:\n|[-*] )"
EVENT = (
    r"(?:outage|incident|disruption|interruption|downtime|degradation|unavailability|failure|"
    r"impact|problem|issue|errors|it|this)"
)
OUTAGE = r"(?:outage|downtime|disruption|interruption|unavailability|degradation)"
STATE = (
    r"(?:down|offline|unavailable|unreachable|inaccessible|unresponsive|unusable|degraded|"
    r"disrupted|interrupted|outage|disruption|downtime|errors?|fail(?:ed|ing|ures?|s)|broken|"
    r"out of (?:service|reach|order)|no (?:access|service)|"
    r"(?:was|were) not (?:available|reachable|accessible|usable|working)|"
    r"could not (?:be )?(?:reach|use|access|log|sign|load|open|pay|order|connect|work)\w*)"
)
BACK = (
    r"(?:resolved|restored|over|back|normal|normally|recovered|mitigated|fixed|available|reachable)"
)
NEXT = r"\b(?:and|but|while|which|that|so|then|until|we|who)\b"
TO = r"(?:detect\w*|recover\w*|resol\w+|restor\w+|mitigat\w+|repair)"
TOTAL = r"(?:a total of |in total |in all )?"
BEFORE = (
    rf"\b{EVENT}\b[^,;:]{{0,30}}\b(?:lasted|lasting|went on|continued|persisted) (?:for )?{TOTAL}$",
    rf"\b{OUTAGE} (?:was|of|for) {TOTAL}$",
    rf"(?:^|\b(?:total|overall|{EVENT}) )(?:duration|{OUTAGE})(?: of the {EVENT})?"
    rf"(?:\W{{1,4}}| (?:is|was|of) )$",
    rf"\btime to {TO}(?:\W{{1,4}}| (?:is|was|of) )$",
    rf"\b{STATE}\b(?:(?!{NEXT})[^,;:]){{0,60}}\bfor {TOTAL}$",
    rf"\b(?:was|were|is|are|been) (?:\w+ ){{0,2}}{BACK} (?:\w+ ){{0,3}}after $",
)
AFTER = (
    rf"^ of (?:total |complete |full )?{OUTAGE}\b(?! (?:budget|allowance|per))",
    rf"^ (?:(?:partial|full|total|complete|global|regional|major|service|site) )?{OUTAGE}\b",
)
"""What follows `27 minutes`, and what follows `27-minute`."""
RESTORED = rf"^[^,;:]{{0,60}}\b(?:was|were|worked|works) (?:\w+ )?{BACK}\b"
HOURS = r"\b(?:business|support|working|office|core|opening|peak|trading) (?:hours?|days?|time)\b"
DOUBT = (
    r"\b(?:some|few|several|single|partial(?:ly)?|intermittent(?:ly)?|sporadic(?:ally)?|most|"
    r"second|third|initial(?:ly)?|earlier|previous(?:ly)?|other|another|each|every|per|between|"
    r"average|median|mean|typical(?:ly)?|usual(?:ly)?|expect\w*|estimat\w*|plan\w*|schedul\w*|"
    r"would|might|may|should|must|can|will|if|target|goal|sl[ao]|timeout|ttl|retention|old|"
    r"longest|shortest|worst|phase|attempt|maintenance|status page|dashboards?|monitoring|"
    r"backups?|staging|node|pod|replica|instance)\b"
)
CLAUSE = r"[,;:]| (?:and|but|until|which) "
THEN = (
    r"^\s*(?:ago|old|earlier|later|longer|more|apart|each|per|a|every|or|before|of|while|to|at|"
    r"(?:on|in|for|with) (?!total\b|all\b|[0-9]))\b"
)
CLOCK = r"(?<![0-9:])([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])(?![0-9:])"
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Told:
    """The times of the incident in order, in seconds from the first one."""

    seconds: tuple[float, ...]
    exact: bool  # all of them to the second
    minutes: frozenset[int]  # of the day, on the clock on the wall
    whole: timedelta  # from the first to the last


@rule("PM409", severity=Severity.WARNING)
def check(context: Context) -> Iterator[Problem]:
    told = times(context)
    if told is None:
        return
    for part in stated(context):
        if not isinstance(part.node, Scalar):
            continue
        for claim in claims(part.node.text):
            if borne_out(claim, told, part.node.text):
                continue
            text = " ".join(part.node.text[claim.start : claim.end].split())
            yield Problem(
                context.document.within(part.node, claim.start, claim.end),
                f"`{text}`, and no two times of the report are that far apart",
                part.pointer,
                f"from the first time of the report to the last it is {spoken(told.whole)}: "
                "correct whichever is wrong",
            )


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
    if len(moments) < 2:
        return None
    if any(m.precision is Precision.DAY or m.shift is not Shift.NONE for m in moments):
        return None
    passed = [difference(moments[0], moment) for moment in moments]
    if any(length is None for length in passed):
        return None
    seconds = sorted(length.total_seconds() for length in passed if length is not None)
    return Told(
        tuple(seconds),
        all(moment.precision is Precision.SECOND for moment in moments),
        frozenset(moment.local.hour * 60 + moment.local.minute for moment in moments),
        timedelta(seconds=seconds[-1] - seconds[0]),
    )


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


def claims(text: str) -> Iterator[Duration]:
    """Yield the durations in `text` that are said of the incident as a whole."""
    for duration in durations(text):
        if duration.exactness is Exactness.LIMIT:
            continue
        before = text[max(0, duration.lead - WINDOW) : duration.lead]
        before = re.split(BREAK, before)[-1]
        after = re.split(BREAK, text[duration.end : duration.end + WINDOW])[0]
        before, after = (re.sub(r"[\s*_`]+", " ", side) for side in (before, after))
        near = re.split(CLAUSE, after)[0]
        if re.search(HOURS, f"{before} … {after}", re.IGNORECASE):
            continue
        if re.search(DOUBT, f"{before} … {near}", re.IGNORECASE):
            continue
        if is_claim(before.lstrip(), text[duration.start : duration.end], after):
            yield duration


def is_claim(before: str, words: str, after: str) -> bool:
    """Say whether the words around a duration make it one of the whole incident."""
    hyphenated = "-" in words or not words.lower().endswith("s")
    for pattern in AFTER[: 1 + hyphenated]:
        if found := re.search(pattern, after, re.IGNORECASE):
            return re.search(THEN, after[found.end() :], re.IGNORECASE) is None
    if re.search(THEN, after, re.IGNORECASE):
        return False
    if before.lower() == "for ":
        return re.search(rf"^,? [^;:]{{0,60}}\b{STATE}\b", after, re.IGNORECASE) is not None
    if before.lower().endswith("after "):
        restored = re.search(RESTORED, after, re.IGNORECASE) is not None
        return restored or re.search(BEFORE[-1], before, re.IGNORECASE) is not None
    return any(re.search(pattern, before, re.IGNORECASE) for pattern in BEFORE[:-1])


def borne_out(claim: Duration, told: Told, text: str) -> bool:
    """Say whether some two times, of the report or of the text itself, are that far apart."""
    length, allowed = claim.length.total_seconds(), claim.unit.total_seconds()
    if not told.exact:
        allowed = max(allowed, 60)
    if length <= allowed:
        return True
    if claim.exactness is Exactness.ROUGH:
        allowed = max(allowed, length / 10)
    for start in told.seconds:
        at = bisect_left(told.seconds, start + length - allowed)
        if at < len(told.seconds) and told.seconds[at] <= start + length + allowed:
            return True
    spelt = {int(found[1]) * 60 + int(found[2]) for found in re.finditer(CLOCK, text)}
    known = spelt | told.minutes
    apart = {(other - one) % DAY for one in spelt for other in known}
    apart |= {(one - other) % DAY for one in spelt for other in known}
    return any(abs(minutes - length / 60 % DAY) <= allowed / 60 for minutes in apart)
