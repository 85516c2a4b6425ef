"""Verification: what came out for one report, whose sign-offs were judged."""

from __future__ import annotations

from pmlint.frozen import Frozen
from pmlint.postmortem import Stage
from pmlint.standing import Standing


class Verified(Frozen):
    """A report and how it stands; `stage` is None where it could not be read."""

    path: str
    standing: Standing
    stage: Stage | None
