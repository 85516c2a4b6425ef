"""Colours for a terminal, or none."""

from __future__ import annotations

from pmlint.finding import Severity

RESET = "\x1b[0m"


class Style:
    """Paints text, or leaves it alone where `colour` is False."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def _paint(self, codes: str, text: str) -> str:
        return f"\x1b[{codes}m{text}{RESET}" if self.colour and text else text

    def bold(self, text: str) -> str:
        """Return `text` in bold."""
        return self._paint("1", text)

    def dim(self, text: str) -> str:
        """Return `text` set back: line numbers and rules of a frame."""
        return self._paint("34", text)

    def good(self, text: str) -> str:
        """Return `text` as good news."""
        return self._paint("32", text)

    def severity(self, severity: Severity, text: str) -> str:
        """Return `text` in the colour of a severity."""
        codes = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
        return self._paint(codes[severity], text)


PLAIN = Style(False)
