"""Claims: the durations that a text states of an incident as a whole.

`The outage lasted 27 minutes` is one, `the cache keeps it for 27 minutes` is none. What is said of
some users, of one node, of the next attempt or of business hours is left alone, and so is whatever
leaves a doubt: a claim that is not seen costs less than one that nobody made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmlint.duration import Duration, Exactness, durations

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
        if _is_claim(before.lstrip(), text[duration.start : duration.end], after):
            yield duration


def _is_claim(before: str, words: str, after: str) -> bool:
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
