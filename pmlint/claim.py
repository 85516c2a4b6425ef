"""Claims: the durations that a text states of an incident as a whole.

`The outage lasted 27 minutes` is one, `the cache keeps it for 27 minutes` is none. What is said of
some users, of one part or place, of another incident or of business hours is left alone, and so is
whatever leaves a doubt: a claim that is not seen costs less than one that nobody made.

How much a text may leave unsaid depends on what it is there for. A title and an impact speak of the
incident by themselves, so `payments failed for 27 minutes` is enough. A resolution tells after how
long the service was back. A summary tells of many things, so there the subject of the sentence must
be the incident itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmlint.compiled import compiled
from pmlint.doubt import is_doubtful, is_in_hours, is_of_another
from pmlint.duration import Duration, Exactness, durations
from pmlint.phrase import caseless, lowered
from pmlint.role import Role

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
LASTED = rf"(?:lasted|went on|continued|persisted) (?:for )?{TOTAL}"
START = r"(?:^|[,:] (?:and |but |so )?)(?:(?:in all|in total|overall|altogether),? )?"
"""Where a clause begins."""
IT = rf"{START}it (?:lasted|went|continued|persisted|(?:was|had been) (?!an?\b))"
WHOLE = (
    r"(?:(?:the|this|our) (?:(?:whole|entire|total|full|complete|service) ){0,2}"
    r"(?:incident|outage|disruption|interruption|downtime)(?: itself)?)"
)
"""The incident itself, as the subject of a sentence."""
LABEL = (
    rf"^(?:[-*] )?(?:(?:(?:total|overall|{EVENT}) )?(?:duration|{OUTAGE})(?: of the {EVENT})?|"
    rf"time to {TO})(?:\W{{1,4}}| (?:is|was) )$"
)
RESOLVED = r"(?:resolved|over|mitigated|fixed)"
OUTAGES = (
    "outage", "incident", "downtime", "disruption", "interruption", "unavailability", "degradation",
)  # fmt: skip
VERBS = ("lasted", "lasting", "went on", "continued", "persisted")
LABELS = ("duration", "time to")
AFTERWARDS = ("after ",)
HINTS = ("after", *(sign.split()[0] for sign in (*OUTAGES, *VERBS, *LABELS)))
"""One of them, or `for`, is in every text that states a claim."""
PROSE = (
    (VERBS, rf"{START}(?:{WHOLE}|it) {LASTED}$"),
    (OUTAGES, rf"{START}{WHOLE} was (?:of |for )?{TOTAL}$"),
    (AFTERWARDS, rf"{START}(?:{WHOLE}|it) (?:was|had been) (?:\w+ )?{RESOLVED} after $"),
    (
        OUTAGES,
        rf"^(?:there|this|it) was an? (?:(?:full|total|complete|global|major|service) )?{OUTAGE} "
        rf"(?:of|for) {TOTAL}$",
    ),
    ((*OUTAGES, *LABELS), LABEL),
)
SERVICE = r"(?:(?:the|all|our|full|normal) ){0,2}(?:services?|site|system|operations?|everything)"
RESOLUTION = (
    *PROSE,
    (
        AFTERWARDS,
        rf"{START}{SERVICE} (?:was|were) (?:\w+ )?{BACK} (?:\w+ ){{0,3}}after $",
    ),
    (AFTERWARDS, rf"^(?:was )?{RESOLVED} after $"),
)
HEADLINE = (
    *RESOLUTION,
    (
        VERBS,
        rf"\b{EVENT}\b[^,;:]{{0,30}}\b(?:lasted|lasting|went on|continued|persisted) (?:for )?"
        rf"{TOTAL}$",
    ),
    (OUTAGES, rf"\b{OUTAGE} (?:was|of|for) {TOTAL}$"),
    (
        (*OUTAGES, *LABELS),
        rf"(?:^|\b(?:total|overall|{EVENT}) )(?:duration|{OUTAGE})(?: of the {EVENT})?"
        rf"(?:\W{{1,4}}| (?:is|was|of) )$",
    ),
    (LABELS, rf"\btime to {TO}(?:\W{{1,4}}| (?:is|was|of) )$"),
    (("for ",), rf"\b{STATE}\b(?:(?!{NEXT})[^,;:]){{0,60}}\bfor {TOTAL}$"),
    (AFTERWARDS, rf"\b(?:was|were|is|are|been) (?:\w+ ){{0,2}}{BACK} (?:\w+ ){{0,3}}after $"),
)
"""What stands before `27 minutes`, in a summary, in a resolution, and in a title or an impact.

One of the words beside a pattern has to be there for it to be searched.
"""
AFTER = (
    rf"^ of (?:total |complete |full )?{OUTAGE}\b(?! (?:budget|allowance|per))",
    rf"^ (?:(?:full|total|complete|global|major|service|site) )?{OUTAGE}\b",
)
"""What follows `27 minutes`, and what follows `27-minute`."""
SUBJECT = r"(?:(?:there|this|it) was (?:an? )?)?"
KNOWN = r"\b(?:incident|outage|disruption|interruption|downtime)\b"
IN_STATE = rf"^,? [^;:]{{0,60}}\b{STATE}\b"
RESTORED = rf"^[^,;:]{{0,60}}\b(?:was|were|worked|works) (?:\w+ )?{BACK}\b"
SERVICE_RESTORED = rf"^,? {SERVICE} (?:was|were|worked|works) (?:\w+ )?{BACK}\b"
CLAUSE = r"[,;:]| (?:and|but|until|which|because|as|since|when|after) "
THEN = (
    r"^\s*(?:ago|old|earlier|later|longer|more|apart|each|per|a|every|or|before|of|while|to|at|"
    r"during|across|throughout|within|inside|there|"
    r"(?:on|in|for|with) (?!total\b|all\b|[0-9]))\b"
)


NEXT_WORDS = 40
"""In so many characters behind a duration stands what `AFTER` has to find."""


def claims(text: str, role: Role = Role.IMPACT, year: int | None = None) -> Iterator[Duration]:
    """Yield the durations in `text` that are said of the incident as a whole.

    `role` is what the text is there for. A sentence that names a year other than `year`, in which
    the incident was, tells of another one.
    """
    headline = role not in (Role.PROSE, Role.RESOLUTION)
    words = caseless(text)
    if not any(word in words for word in HINTS) and not (headline and "for" in words):
        return
    found = list(durations(text))
    for index, duration in enumerate(found):
        if duration.exactness is Exactness.LIMIT:
            continue
        lead = text[max(0, duration.lead - WINDOW) : duration.lead]
        tail = text[duration.end : duration.end + WINDOW]
        last, next_ = compiled(BREAK).split(lead)[-1], compiled(BREAK).split(tail)[0]
        before, after = _plain(last), _plain(next_)
        if not _may_be_claim(before, after, headline):
            continue
        begin, end = duration.lead - len(last), duration.end + len(next_)
        beside = (*found[max(0, index - 1) : index], *found[index + 1 : index + 2])
        alone = not any(begin <= other.start < end for other in beside)
        earlier = _plain(_last_sentence(lead[: len(lead) - len(last)]))
        near = after if headline else compiled(CLAUSE).split(after)[0]
        if is_in_hours(f"{before} … {after}"):
            continue
        if is_doubtful(f"{before} … {near}", year) or is_of_another(earlier, year):
            continue
        if headline and not alone:
            continue
        before = lowered(before.lstrip())
        if _is_without_subject(before, earlier):
            continue
        if _is_claim(before, text[duration.start : duration.end], lowered(after), role):
            yield duration


def _may_be_claim(before: str, after: str, headline: bool) -> bool:
    """Say whether a glance at the words around a duration leaves it open that they make it one.

    It settles most durations, and most of what is above need not be compiled.
    """
    lead = caseless(before)
    if lead.endswith(AFTERWARDS) or (headline and "for " in lead):
        return True
    if any(word in lead for word in (*OUTAGES, *VERBS, *LABELS)):
        return True
    follows = caseless(after[:NEXT_WORDS])
    return any(word in follows for word in OUTAGES)


def _plain(text: str) -> str:
    return compiled(r"[\s*_`]+").sub(" ", text)


def _last_sentence(text: str) -> str:
    sentences = [part for part in compiled(BREAK).split(text) if part.strip()]
    return sentences[-1] if sentences else ""


def _is_without_subject(before: str, earlier: str) -> bool:
    """Say whether `it` is the subject, and the sentence before does not say what it is."""
    if not compiled(IT).search(before) or not earlier.strip():
        return False
    known = compiled(KNOWN).search(lowered(earlier))
    return known is None or is_doubtful(earlier, None)


def _is_claim(before: str, words: str, after: str, role: Role) -> bool:
    """Say whether the words around a duration, without case, make it one of the whole incident."""
    headline = role not in (Role.PROSE, Role.RESOLUTION)
    hyphenated = "-" in words or not words.lower().endswith("s")
    for pattern in AFTER[: 1 + hyphenated]:
        if found := compiled(pattern).search(after):
            subject = compiled(SUBJECT).fullmatch(before)
            then = compiled(THEN).search(after[found.end() :])
            return then is None and (headline or bool(subject and before))
    if compiled(THEN).search(after):
        return False
    if headline and before == "for ":
        return compiled(IN_STATE).search(after) is not None
    if role is not Role.PROSE and before == "after ":
        restored = RESTORED if headline else SERVICE_RESTORED
        return compiled(restored).search(after) is not None
    patterns = PROSE if role is Role.PROSE else RESOLUTION if not headline else HEADLINE
    return any(
        compiled(pattern).search(before) is not None
        for words, pattern in patterns
        if any(word in before for word in words)
    )
