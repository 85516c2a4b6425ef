"""Past: what came before a report, as the shell hands it to the rules."""

from __future__ import annotations

from enum import Enum

from pmlint.frozen import Frozen
from pmlint.source import Source
from pmlint.standing import Standing


class Witness(Enum):
    """What of the past a rule looks at; the value is the word for people."""

    EARLIER = "the earlier version"
    """The report as it was in the revision that it is compared with."""
    SIGN_OFFS = "the sign-offs"
    """Who has approved it, and whether that still holds."""


class Past(Frozen):
    """What came before one report.

    `earlier` is the report as it was in the revision that it is compared with, None where it was
    not there yet. `standing` is how its sign-offs stand. `unknown` says of a witness why nothing is
    known: then the rules that look at it rest, and the run says so. `is_committed` tells that the
    report is as a commit has it: a change that is being made cannot be approved yet.
    """

    earlier: Source | None = None
    standing: Standing | None = None
    unknown: tuple[tuple[Witness, str], ...] = ()
    is_committed: bool = True

    def why_unknown(self, witness: Witness) -> str:
        """Return why nothing is known of `witness`, or an empty text where something is."""
        return next((reason for each, reason in self.unknown if each is witness), "")


def unknown_past(reason: str) -> Past:
    """Return the past of a report of which nothing is known, for `reason`."""
    return Past(unknown=tuple((witness, reason) for witness in Witness))
