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

import re
from collections.abc import Iterator

from pmlint.compiled import compiled
from pmlint.duration import Duration, Exactness, durations
from pmlint.phrase import caseless
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
PROSE = (
    rf"{START}(?:{WHOLE}|it) {LASTED}$",
    rf"{START}{WHOLE} was (?:of |for )?{TOTAL}$",
    rf"{START}(?:{WHOLE}|it) (?:was|had been) (?:\w+ )?{RESOLVED} after $",
    rf"^(?:there|this|it) was an? (?:(?:full|total|complete|global|major|service) )?{OUTAGE} "
    rf"(?:of|for) {TOTAL}$",
    LABEL,
)
SERVICE = r"(?:(?:the|all|our|full|normal) ){0,2}(?:services?|site|system|operations?|everything)"
RESOLUTION = (
    *PROSE,
    rf"{START}{SERVICE} (?:was|were) (?:\w+ )?{BACK} (?:\w+ ){{0,3}}after $",
    rf"^(?:was )?{RESOLVED} after $",
)
HEADLINE = (
    *RESOLUTION,
    rf"\b{EVENT}\b[^,;:]{{0,30}}\b(?:lasted|lasting|went on|continued|persisted) (?:for )?{TOTAL}$",
    rf"\b{OUTAGE} (?:was|of|for) {TOTAL}$",
    rf"(?:^|\b(?:total|overall|{EVENT}) )(?:duration|{OUTAGE})(?: of the {EVENT})?"
    rf"(?:\W{{1,4}}| (?:is|was|of) )$",
    rf"\btime to {TO}(?:\W{{1,4}}| (?:is|was|of) )$",
    rf"\b{STATE}\b(?:(?!{NEXT})[^,;:]){{0,60}}\bfor {TOTAL}$",
    rf"\b(?:was|were|is|are|been) (?:\w+ ){{0,2}}{BACK} (?:\w+ ){{0,3}}after $",
)
"""What stands before `27 minutes`, in a summary, in a resolution, and in a title or an impact."""
AFTER = (
    rf"^ of (?:total |complete |full )?{OUTAGE}\b(?! (?:budget|allowance|per))",
    rf"^ (?:(?:full|total|complete|global|major|service|site) )?{OUTAGE}\b",
)
"""What follows `27 minutes`, and what follows `27-minute`."""
RESTORED = rf"^[^,;:]{{0,60}}\b(?:was|were|worked|works) (?:\w+ )?{BACK}\b"
SERVICE_RESTORED = rf"^,? {SERVICE} (?:was|were|worked|works) (?:\w+ )?{BACK}\b"
HOURS = r"\b(?:business|support|working|office|core|opening|peak|trading) (?:hours?|days?|time)\b"
OTHER = (
    r"(?:\b(?:similar|comparable|another|other|previous(?:ly)?|prior|past|last|earlier|former|years?|"
    r"first|second|third|fourth|[0-9]+(?:st|nd|rd|th)|historic(?:al)?|like|its|their|his|her|your|"
    r"vendors?|providers?|suppliers?|partners?|third[- ]party|upstream|carriers?|isps?|amazon|aws|"
    r"google|gcp|microsoft|azure|cloudflare|fastly|akamai|competitors?)\b|[a-z]['’]s\b|s['’] )"
)
"""What speaks of another incident, or of that of somebody else."""
DOUBT = (
    r"\b(?:some|few|several|single|partial(?:ly)?|intermittent(?:ly)?|sporadic(?:ally)?|most(?:ly)?|"
    r"initial(?:ly)?|each|every|per|between|part(?:s|ly)?|fully|completely|entirely|respectively|"
    r"both|half|only|longer|shorter|compared|than|"
    r"average|median|mean|typical(?:ly)?|usual(?:ly)?|expect\w*|estimat\w*|plan\w*|schedul\w*|"
    r"would|might|may|should|must|can|will|if|target|goal|sl[ao]|timeout|ttl|retention|old|"
    r"longest|shortest|worst|phase|attempt|maintenance|status page|dashboards?|monitoring|alert\w*|"
    r"backups?|staging|nodes?|pods?|instances?|regions?|regional(?:ly)?|zones?|cells?|"
    r"data ?cent(?:er|re)s?|cach(?:es?|ing)|primar(?:y|ies)|secondar(?:y|ies)|leader|replicas?|"
    r"standby|fail(?:ed|s|ing)?[- ]?over|log-?ins?|sign-?ins?|responses?|responders?|"
    r"investigation|(?<!time to )recovery|rollback|databases?|db|clusters?|shards?|servers?|hosts?|"
    r"queues?|brokers?)\b"
)
"""What speaks of a part, of a plan or of a comparison."""
PLACE = (
    r"\b(?:[Ii]n|[Aa]t|[Aa]cross|[Tt]hroughout|[Ww]ithin|[Oo]utside|[Ff]rom) (?:the )?[A-Z]|"
    r"\b(?:EU|US|USA|UK|EMEA|APAC|LATAM|DACH|Europe|Asia|Africa|America|Australia|"
    r"(?:us|eu|ap|sa|ca|me|af)-[a-z]+-?[0-9]*)\b"
)
"""What speaks of a place, by its capital."""
YEAR = r"\b(?:19|20)[0-9]{2}\b(?!:)"
CLAUSE = r"[,;:]| (?:and|but|until|which|because|as|since|when|after) "
THEN = (
    r"^\s*(?:ago|old|earlier|later|longer|more|apart|each|per|a|every|or|before|of|while|to|at|"
    r"during|across|throughout|within|inside|there|"
    r"(?:on|in|for|with) (?!total\b|all\b|[0-9]))\b"
)


OUTAGES = (
    "outage", "downtime", "disruption", "interruption", "unavailability", "degradation",
)  # fmt: skip
SIGNS = (
    "incident", "duration", "time to", "lasted", "lasting", "went on", "continued", "persisted",
)  # fmt: skip
"""One of them, or `for`, or `after`, is in whatever states a claim."""
CLOSING = "after "
HINTS = ("after", *(sign.split()[0] for sign in (*OUTAGES, *SIGNS)))
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
        before, after = compiled(BREAK).split(lead)[-1], compiled(BREAK).split(tail)[0]
        begin, end = duration.lead - len(before), duration.end + len(after)
        beside = (*found[max(0, index - 1) : index], *found[index + 1 : index + 2])
        alone = not any(begin <= other.start < end for other in beside)
        earlier = _plain(_last_sentence(lead[: len(lead) - len(before)]))
        before, after = _plain(before), _plain(after)
        if not _may_be_claim(before, after, headline):
            continue
        near = after if headline else compiled(CLAUSE).split(after)[0]
        if compiled(HOURS, re.IGNORECASE).search(f"{before} … {after}"):
            continue
        if _is_doubtful(f"{before} … {near}", year) or _is_of_another(earlier, year):
            continue
        if headline and not alone:
            continue
        before = before.lstrip()
        if _is_without_subject(before, earlier):
            continue
        if _is_claim(before, text[duration.start : duration.end], after, role):
            yield duration


def _may_be_claim(before: str, after: str, headline: bool) -> bool:
    """Say whether a glance at the words around a duration leaves it open that they make it one.

    It settles most durations, and most of what is above need not be compiled.
    """
    lead = caseless(before)
    if lead.endswith(CLOSING) or (headline and "for " in lead):
        return True
    if any(word in lead for word in (*OUTAGES, *SIGNS)):
        return True
    follows = caseless(after[:NEXT_WORDS])
    return any(word in follows for word in OUTAGES)


def _plain(text: str) -> str:
    return re.sub(r"[\s*_`]+", " ", text)


def _last_sentence(text: str) -> str:
    sentences = [part for part in compiled(BREAK).split(text) if part.strip()]
    return sentences[-1] if sentences else ""


def _is_of_another(sentence: str, year: int | None) -> bool:
    """Say whether a sentence may tell of another incident than the report does."""
    years = {int(found) for found in compiled(YEAR).findall(sentence)}
    return bool(years - {year}) or compiled(OTHER, re.IGNORECASE).search(sentence) is not None


def _is_doubtful(sentence: str, year: int | None) -> bool:
    if _is_of_another(sentence, year) or compiled(PLACE).search(sentence):
        return True
    return compiled(DOUBT, re.IGNORECASE).search(sentence) is not None


def _is_without_subject(before: str, earlier: str) -> bool:
    """Say whether `it` is the subject, and the sentence before does not say what it is."""
    if not compiled(IT, re.IGNORECASE).search(before) or not earlier.strip():
        return False
    known = re.search(r"\b(?:incident|outage|disruption|interruption|downtime)\b", earlier, re.I)
    return known is None or _is_doubtful(earlier, None)


def _is_claim(before: str, words: str, after: str, role: Role) -> bool:
    """Say whether the words around a duration make it one of the whole incident."""
    headline = role not in (Role.PROSE, Role.RESOLUTION)
    hyphenated = "-" in words or not words.lower().endswith("s")
    for pattern in AFTER[: 1 + hyphenated]:
        if found := compiled(pattern, re.IGNORECASE).search(after):
            subject = re.fullmatch(r"(?:(?:there|this|it) was (?:an? )?)?", before, re.IGNORECASE)
            then = compiled(THEN, re.IGNORECASE).search(after[found.end() :])
            return then is None and (headline or bool(subject and before))
    if compiled(THEN, re.IGNORECASE).search(after):
        return False
    if headline and before.lower() == "for ":
        return re.search(rf"^,? [^;:]{{0,60}}\b{STATE}\b", after, re.IGNORECASE) is not None
    if role is not Role.PROSE and before.lower() == "after ":
        restored = RESTORED if headline else SERVICE_RESTORED
        return compiled(restored, re.IGNORECASE).search(after) is not None
    patterns = PROSE if role is Role.PROSE else RESOLUTION if not headline else HEADLINE
    closes = caseless(before).endswith(CLOSING)
    alike = [pattern for pattern in patterns if pattern.endswith(f"{CLOSING}$") is closes]
    return any(compiled(pattern, re.IGNORECASE).search(before) for pattern in alike)
