"""Text from reports, made safe to show: what steers a terminal or hides is made visible."""

from __future__ import annotations

REPLACEMENT_BASE = 0x2400
DELETE = 0x7F
TAB_WIDTH = 4
EMOJI_JOINERS = "\u200d"
COMMAND = "##["
"""GitHub's runner takes `##[error]` anywhere in a line of a log for a command, as it does `::error`
where one begins."""


def visible(text: str) -> str:
    """Return `text` with nothing in it that a terminal or a log would obey or hide.

    Control characters become their pictures (U+001B → ␛), a tab four spaces, another space a
    space, anything else that is invisible (bidirectional marks, zero-width spaces, lone
    surrogates) its number: <U+202E>. A command that a log would run is taken apart.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(_visible(character) for character in text)
    return text.replace(COMMAND, "## [")


def gap(before: str, after: str) -> str:
    """Return what to put between two texts, each of them visible, so that both together are."""
    ends = before[-2:] + after[:2]
    return " " if COMMAND in ends else ""


def _visible(character: str) -> str:
    if character == "\t":
        return " " * TAB_WIDTH
    code = ord(character)
    if code < 0x20:
        return chr(REPLACEMENT_BASE + code)
    if code == DELETE:
        return "\u2421"
    if character.isprintable() or character in EMOJI_JOINERS:
        return character
    import unicodedata  # it is large, and most texts do without

    return " " if unicodedata.category(character) == "Zs" else f"<U+{code:04X}>"


def width(text: str) -> int:
    """Return how many columns of a terminal `text` (made visible before) takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    import unicodedata

    if unicodedata.combining(character) or character in EMOJI_JOINERS:
        return 0
    if 0xFE00 <= ord(character) <= 0xFE0F:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
