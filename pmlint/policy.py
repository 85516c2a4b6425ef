"""Policy: what a team asks of an approval, before a report counts as signed off."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pmlint.frozen import Frozen

APPROVALS: Mapping[str, int] = MappingProxyType({"minor": 1, "major": 1, "critical": 1})
"""How many approvals a report needs, by the severity of its incident."""
ALLOWED_SIGNERS = ".pmlint/allowed_signers"
REVOKED_SIGNERS = ".pmlint/revoked_signers"


class Policy(Frozen):
    """Who may approve a report, how many of them it takes, and what proves that it was they.

    Paths are relative to the root of the repository, with `/`.
    """

    approvals: Mapping[str, int] = APPROVALS
    """How many approvals are needed, by severity."""
    approvers: tuple[str, ...] = ()
    """Who may approve: names, addresses, `@handles` and `@org/teams`."""
    code_owners: bool = False
    """The owners that CODEOWNERS names for a report may approve it."""
    signatures: bool = False
    """An approval counts only with a signature."""
    allowed_signers: str = ALLOWED_SIGNERS
    """Whose key is whose, as `ssh-keygen` reads it."""
    revoked_signers: str = REVOKED_SIGNERS
    """Keys that count no longer."""
    self_approval: bool = False
    """Who has written a report may approve it too."""
    people: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """The addresses and names behind a handle or team, each with its `@` or without."""

    def needed(self, severity: str) -> int:
        """Return how many approvals an incident of `severity` needs; in doubt the most."""
        return self.approvals.get(severity, max(self.approvals.values(), default=1))
