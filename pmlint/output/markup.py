"""Text from reports, made safe for Markdown: shown as it is written, it calls and does nothing."""

from __future__ import annotations

import re

from pmlint.output.escape import visible

MARKUP = r"[\\`*_\[\]<>|~&$#]|^[+=-]|^\d+(?=[.)])|(?i:(?<=\bwww)\.|:(?=//))"
"""What Markdown reads as markup, and what GitHub's makes links of by itself; elsewhere than at the
start, `-`, `+` and `=` are what they are."""
MENTION = r"(?<![A-Za-z0-9])@(?=\w)|#(?=\w)|(?<!\w)[!%&$~](?=\w)|(?i:(?<=\bGH)-)(?=\d)"
"""What GitHub and GitLab look for when the markup is gone, whatever was escaped in it: people and
teams, issues, merge requests, milestones, epics, snippets and labels. An address for mail is none:
it can be copied as it stands."""
ZERO_WIDTH = "\u200b"
"""Behind an @, whoever a report names is not called to an issue by that."""


def escaped(text: str) -> str:
    """Return `text` as Markdown that shows it in one line; nothing in it is markup or a mention."""
    # Four spaces at the start of a line make code of it.
    apart = re.sub(MENTION, rf"\g<0>{ZERO_WIDTH}", visible(text).strip(" "))
    return re.sub(MARKUP, _escape, apart)


def _escape(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
