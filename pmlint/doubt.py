"""Doubt: what in a sentence speaks of something other than the incident as a whole.

It tells of some users, of one part or place, of another incident, of a plan or of business hours.
Most sentences have none of the first letters of such words: then no pattern is searched, and in
most runs none is compiled.
"""

from __future__ import annotations

from functools import lru_cache

from pmlint.compiled import compiled
from pmlint.phrase import caseless, lowered

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
WORD = r"\w+"
STEM = 4
"""So many letters of a word are looked at."""
HOURS_STEMS = frozenset(("busi", "supp", "work", "offi", "core", "open", "peak", "trad"))
OTHER_STEMS = frozenset((
    "simi", "comp", "anot", "othe", "prev", "prio", "past", "last", "earl", "form", "year", "firs",
    "seco", "thir", "four", "hist", "like", "its", "thei", "his", "her", "your", "vend", "prov",
    "supp", "part", "upst", "carr", "isp", "isps", "amaz", "aws", "goog", "gcp", "micr", "azur",
    "clou", "fast", "akam",
))  # fmt: skip
DOUBT_STEMS = frozenset((
    "some", "few", "seve", "sing", "part", "inte", "spor", "most", "init", "each", "ever", "per",
    "betw", "full", "comp", "enti", "resp", "both", "half", "only", "long", "shor", "than", "aver",
    "medi", "mean", "typi", "usua", "expe", "esti", "plan", "sche", "woul", "migh", "may", "shou",
    "must", "can", "will", "if", "targ", "goal", "sla", "slo", "time", "ttl", "rete", "old", "wors",
    "phas", "atte", "main", "stat", "dash", "moni", "aler", "back", "stag", "node", "pod", "pods",
    "inst", "regi", "zone", "cell", "data", "cach", "prim", "seco", "lead", "repl", "stan", "fail",
    "log", "logi", "sign", "inve", "reco", "roll", "db", "clus", "shar", "serv", "host", "queu",
    "brok",
))  # fmt: skip
PLACES = frozenset((
    "EU", "US", "USA", "UK", "EMEA", "APAC", "LATAM", "DACH", "Europe", "Asia", "Africa", "America",
    "Australia", "us", "eu", "ap", "sa", "ca", "me", "af",
))  # fmt: skip


def is_in_hours(sentence: str) -> bool:
    """Say whether a sentence counts in business hours and the like."""
    return _has(HOURS_STEMS, sentence) and _found(HOURS, sentence)


def is_of_another(sentence: str, year: int | None) -> bool:
    """Say whether a sentence may tell of another incident than the report does."""
    years = {int(found) for found in compiled(YEAR).findall(sentence)}
    if years - {year}:
        return True
    may_be = "'" in sentence or "’" in sentence or _has(OTHER_STEMS, sentence)
    return (may_be or _has_ordinal(sentence)) and _found(OTHER, sentence)


def is_doubtful(sentence: str, year: int | None) -> bool:
    """Say whether a sentence may tell of a part, a place, a plan or another incident."""
    if is_of_another(sentence, year) or _is_of_a_place(sentence):
        return True
    return _has(DOUBT_STEMS, sentence) and _found(DOUBT, sentence)


def _is_of_a_place(sentence: str) -> bool:
    first, *others = _words(sentence) or ("",)
    if first not in PLACES and not any(w in PLACES or "A" <= w[0] <= "Z" for w in others):
        return False
    return compiled(PLACE).search(sentence) is not None


def _has_ordinal(sentence: str) -> bool:
    return any("0" <= word[0] <= "9" and not word.isdigit() for word in _words(sentence))


def _has(stems: frozenset[str], sentence: str) -> bool:
    """Say whether a word of `sentence` begins with one of `stems`, which may be a whole word."""
    return not stems.isdisjoint(_stems(sentence))


@lru_cache(maxsize=4)
def _folded(sentence: str) -> str:
    """Return a sentence without case: a pattern that need not fold it is compiled far sooner."""
    return lowered(sentence)


@lru_cache(maxsize=4)
def _words(sentence: str) -> tuple[str, ...]:
    """Return the words of a sentence, of which several questions are asked."""
    return tuple(compiled(WORD).findall(sentence))


@lru_cache(maxsize=4)
def _stems(sentence: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in caseless(" ".join(_words(sentence))).split())


def _found(pattern: str, sentence: str) -> bool:
    return compiled(pattern).search(_folded(sentence)) is not None
