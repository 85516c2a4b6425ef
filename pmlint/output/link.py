"""Links from reports: which of their texts may be opened."""

from __future__ import annotations

import re

WEB = (
    r"(?i:https?)://(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::[0-9]{1,5})?"
    r"(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?"
)
"""A URL of RFC 3986 for the web. One that names a user (`https://bank.example@evil.example/`) is
none: it pretends to lead elsewhere."""
MOST_CHARACTERS = 2000


def web_link(text: str) -> str:
    """Return `text` if it is a link to the web as a whole, else an empty text.

    It has no space, quote, backslash or angle bracket in it, and nothing beyond ASCII.
    """
    if len(text) > MOST_CHARACTERS:
        return ""
    return text if re.fullmatch(WEB, text) else ""


def host(link: str) -> str:
    """Return where `link`, which `web_link` has let pass, leads: the name of its server."""
    found = re.fullmatch(WEB, link)
    return found["host"] if found else ""
