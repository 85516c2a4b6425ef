"""Secret: keys and passwords in a text, known by the prefixes that their makers gave them.

No entropy is guessed: a prefix is certain, a random-looking word is not. Whoever shows a line
of a report conceals its secrets first, so that a log of the linter does not leak what it found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile

from pmlint.frozen import Frozen
from pmlint.text import Span

WORD = r"(?<![A-Za-z0-9])"
ADDRESS = "://"
"""It hints at a password only where an `@` is there too: nearly every report has a link."""
KINDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "a private key",
        ("PRIVATE KEY",),
        r"(?P<public>-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----)",
    ),
    (
        "an AWS access key",
        ("AKIA", "ASIA"),
        rf"{WORD}(?P<public>AKIA|ASIA)[A-Z0-9]{{16}}(?![A-Za-z0-9])",
    ),
    (
        "a GitHub token",
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        rf"{WORD}(?P<public>gh[pousr]_(?=[A-Za-z0-9]{{36}})|github_pat_)\w{{22,}}",
    ),
    ("a GitLab token", ("glpat-",), rf"{WORD}(?P<public>glpat-)[\w-]{{20,}}"),
    (
        "a Slack token",
        ("xox", "xapp-"),
        rf"{WORD}(?P<public>xox[abeoprs]-|xapp-)(?=[\w-]{{0,9}}[0-9])[\w-]{{16,}}",
    ),
    (
        "a Slack webhook",
        ("hooks.slack.com",),
        r"(?P<public>hooks\.slack\.com/(?:services|workflows|triggers)/)\w{6,}/\w{6,}/[\w/]{16,}",
    ),
    ("a Stripe live key", ("k_live_",), rf"{WORD}(?P<public>[sr]k_live_)[A-Za-z0-9]{{16,}}"),
    ("a Google API key", ("AIza",), rf"{WORD}(?P<public>AIza)[\w-]{{35}}(?![\w-])"),
    (
        "an Anthropic API key",
        ("sk-ant-",),
        rf"{WORD}(?P<public>sk-ant-)(?=[\w-]{{0,80}}[0-9])[\w-]{{20,}}",
    ),
    (
        "an OpenAI API key",
        ("sk-proj-",),
        rf"{WORD}(?P<public>sk-proj-)(?=[\w-]{{0,80}}[0-9])[\w-]{{20,}}",
    ),
    ("an npm token", ("npm_",), rf"{WORD}(?P<public>npm_)[A-Za-z0-9]{{36}}(?![A-Za-z0-9])"),
    ("a PyPI token", ("pypi-AgE",), rf"{WORD}(?P<public>pypi-AgE)[\w-]{{16,}}"),
    (
        "a SendGrid key",
        ("SG.",),
        rf"{WORD}(?P<public>SG\.)[\w-]{{16,32}}\.[\w-]{{32,64}}(?![\w-])",
    ),
    ("an Azure storage key", ("AccountKey=",), r"(?P<public>AccountKey=)[A-Za-z0-9+/]{86}=="),
    (
        "a JSON Web Token",
        ("eyJ",),
        r"(?<![\w-])(?P<public>eyJ)(?P<header>[\w-]{8,2000})\.eyJ[\w-]{8,8000}\.[\w-]{16,2000}",
    ),
    (
        "a password",
        (ADDRESS,),
        r"://[^\s/:@\"'<>]{0,100}:(?P<public>)(?P<password>[^\s/@\"']{1,200})@(?!sha256:)"
        r"(?=[\w\[$<{])",
    ),
)
"""What it is, what a text must hold for the pattern to be tried, and the pattern; `public` is
the part that everybody may read."""
MASKED = r"[xX*.•…?_-]+"
"""The rest of a token that somebody has already taken out."""
STAND_IN = (
    r"(?i:[$%<{\[(].*|.*(?:\*\*|••|\.\.\.|…|xxx).*|[*•._-]+|x+|"
    r"(?:your|my|the|db|some|user|app)?[-_]?(?:pass|passwd|password|passphrase|pwd|pw|secret|token|"
    r"credentials?|redacted|removed|hidden|masked|omitted)(?:[-_]?here)?)"
)
LONGEST_KEY = 20_000
KEY_LINES = r"(?:(?:\s|\\n|\\)*[A-Za-z0-9+/=]{24,})*"
DOT = "•"
HEAD = 4
"""So many characters are enough to know a password again that a message has cut short."""
SHORTEST_LINE = 16
"""Of a key of many lines, shorter ones are no part that tells anything."""


class Secret(Frozen):
    """One secret: what it is, where, which characters of it nobody may see, and its prefix."""

    kind: str
    span: Span
    hidden: Span
    public: str


def secrets(content: str) -> tuple[Secret, ...]:
    """Return the secrets in `content`, in order; of overlapping ones the first."""
    found = [
        (match.start("public"), priority, match)
        for priority, (_, hints, pattern) in enumerate(KINDS)
        if _holds_any(hints, content)
        for match in _matches(pattern, content)
    ]
    kept: list[Secret] = []
    last = -1
    for start, priority, match in sorted(found, key=lambda item: item[:2]):
        if start >= last:
            secret = _secret(KINDS[priority][0], match, content)
            last = max(secret.span.end, secret.hidden.end)
            kept.append(secret)
    return tuple(kept)


def _holds_any(hints: tuple[str, ...], content: str) -> bool:
    for hint in hints:
        if hint in content:
            return hint != ADDRESS or "@" in content
    return False


def masked(content: str, found: tuple[Secret, ...]) -> str:
    """Return `content` with a dot for every hidden character; lines and columns stay."""
    parts: list[str] = []
    at = 0
    for secret in found:
        hidden = content[secret.hidden.start : secret.hidden.end]
        parts += [content[at : secret.hidden.start], re.sub(r"\S", DOT, hidden)]
        at = secret.hidden.end
    return "".join((*parts, content[at:]))


class Discretion:
    """What nobody may say: the hidden words of a text's secrets, ordered so that a sentence is
    compared with two of them and not with all.
    """

    def __init__(self, content: str, found: tuple[Secret, ...]) -> None:
        bodies: dict[str, dict[str, set[str]]] = {}
        for secret in found:
            hidden = content[secret.hidden.start : secret.hidden.end]
            for number, body in enumerate(hidden.split()):
                joined = number == 0 and hidden.startswith(body)
                if joined or len(body) >= SHORTEST_LINE:
                    public = secret.public if joined else ""
                    heads = bodies.setdefault(public, {})
                    heads.setdefault(body[: 1 if public else HEAD], set()).add(body)
        self._bodies = {
            public: {head: sorted(alike) for head, alike in heads.items()}
            for public, heads in bodies.items()
        }
        self._longest = max((s.hidden.end - s.hidden.start for s in found), default=0)
        self._said: dict[str, str] = {}

    def unsaid(self, sentence: str) -> str:
        """Return `sentence` without the secrets of the text, also where one was cut short."""
        if sentence not in self._said:
            self._said[sentence] = self._without(sentence)
        return self._said[sentence]

    def _without(self, sentence: str) -> str:
        shown = list(sentence)
        for public, heads in self._bodies.items():
            lengths = sorted({len(head) for head in heads})
            at = sentence.find(public)
            while 0 <= at < len(sentence):
                start = at + len(public)
                for length in lengths:
                    alike = heads.get(sentence[start : start + length])
                    if alike:
                        told = _told(sentence[start : start + self._longest], alike)
                        shown[start : start + told] = DOT * told
                at = sentence.find(public, at + 1)
        return "".join(shown)


def _told(words: str, bodies: list[str]) -> int:
    """Return how many characters of one of `bodies`, which are sorted, `words` begin with."""
    near = bisect_left(bodies, words)
    return max(_common(words, body) for body in bodies[max(0, near - 1) : near + 1])


def _common(one: str, other: str) -> int:
    alike = (a == b for a, b in zip(one, other, strict=False))
    return sum(1 for _ in takewhile(bool, alike))


def _matches(pattern: str, content: str) -> Iterator[re.Match[str]]:
    for match in re.finditer(pattern, content):
        groups = match.groupdict()
        if "password" in groups:
            is_secret = not re.fullmatch(STAND_IN, groups["password"])
        elif "header" in groups:
            is_secret = _is_header(groups["public"] + groups["header"])
        else:
            rest = content[match.end("public") : match.end()]
            is_secret = not rest or not re.fullmatch(MASKED, rest)
        if is_secret:
            yield match


def _secret(kind: str, match: re.Match[str], content: str) -> Secret:
    if "password" in match.groupdict():
        span = Span(*match.span("password"))
        return Secret(kind, span, span, "")
    end = match.end()
    if end == match.end("public"):
        end = _end_of_key(content, end)
    return Secret(kind, Span(*match.span()), Span(match.end("public"), end), match["public"])


def _end_of_key(content: str, start: int) -> int:
    """Return where the key ends whose first line ends at `start`, with or without a last line."""
    end = content.find("-----END", start, start + LONGEST_KEY)
    if end >= 0 and "-----BEGIN" not in content[start:end]:
        return end
    lines = re.compile(KEY_LINES).match(content, start)
    return lines.end() if lines else start


def _is_header(part: str) -> bool:
    """Say whether `part` is the first part of a JSON Web Token: base64 of JSON with `alg`."""
    import base64
    import json

    try:
        header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError:
        return False
    return isinstance(header, dict) and "alg" in header
