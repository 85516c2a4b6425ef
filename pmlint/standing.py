"""Standing: whether the approvals of a report still hold, as far as can be told."""

from __future__ import annotations

from enum import Enum

from pmlint.finding import Pointer
from pmlint.frozen import Frozen

APPROVER = "approver"


class State(Enum):
    """How a sign-off, or a report with all of its sign-offs, stands; the value is the word."""

    VALID = "valid"
    """It covers the report as it is, and counts."""
    STALE = "stale"
    """The report was changed since."""
    SELF_APPROVED = "self_approved"
    """Whoever approved it has written it, or a part of it."""
    UNSIGNED = "unsigned"
    """Nothing but a name vouches for it, and the policy asks for a signature."""
    FORGED = "forged"
    """Somebody else, or nobody, has signed it."""
    UNTRUSTED = "untrusted"
    """The key, or whoever approved it, is none that the policy trusts."""
    EXPIRED = "expired"
    """The key had expired or was revoked."""
    MISSING = "missing"
    """There is none."""
    UNKNOWN = "unknown"
    """It cannot be told: the history is cut off, or a program is missing."""


class Changed(Frozen):
    """What was changed in a report since it was signed off, and by which commit (an OID).

    `label` names it for people; `before` and `after` are texts, None where there was or is none.
    `commit` is None where it is not committed, or the history does not tell.
    """

    pointer: Pointer
    label: str
    before: str | None
    after: str | None
    commit: str | None = None


class SignOff(Frozen):
    """One sign-off as it was judged.

    `role` is approver, preparer or reviewer; `reason` says why it is in its state; `commit` (an
    OID) brought it, on `date` (UTC, `2026-04-01T12:00:00Z`); `signed` tells that a signature was
    verified, `has_signature` that there is one, whatever it is worth.
    """

    role: str
    name: str
    email: str
    state: State
    reason: str = ""
    commit: str | None = None
    date: str = ""
    digest: str = ""
    signed: bool = False
    has_signature: bool = False
    authorised: bool = True
    changed: tuple[Changed, ...] = ()


class Standing(Frozen):
    """How one report stands: its state, the approvals that the policy needs, and all sign-offs.

    `notes` say what else a reader should know, such as a sign-off that was taken back.
    """

    state: State
    needed: int
    sign_offs: tuple[SignOff, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def approvals(self) -> tuple[SignOff, ...]:
        """The sign-offs of approvers, whatever their state."""
        return tuple(each for each in self.sign_offs if each.role == APPROVER)

    @property
    def valid(self) -> int:
        """How many approvals hold."""
        return sum(1 for each in self.approvals if each.state is State.VALID)

    @property
    def is_met(self) -> bool:
        """Say whether there are as many valid approvals as the policy needs."""
        return self.valid >= self.needed
