"""Trust: by what sign-offs are judged, and from where it is read.

With a base revision all of it comes from there: whoever asks for a merge cannot bring along the
policy, the keys or the owners that let it through.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pmlint.policy import Policy
from pmlint.signoff.codeowners import LOCATIONS, CodeOwners, read

Files = Callable[[str], bytes | None]
"""Gives the content of a file of the trusted tree by its path; None where there is none."""


@dataclass
class Trust:
    """The files by which sign-offs are judged; each is read once."""

    files: Files
    _read: dict[str, bytes | None] = field(default_factory=dict)
    _owners: CodeOwners | None = None

    def file(self, path: str) -> bytes | None:
        """Return the content of a file, None where there is none."""
        if path not in self._read:
            self._read[path] = self.files(path)
        return self._read[path]

    def allowed(self, policy: Policy) -> bytes | None:
        """Return whose key is whose, as `ssh-keygen` reads it; None where nobody says."""
        return self.file(policy.allowed_signers)

    def revoked(self, policy: Policy) -> bytes | None:
        """Return the keys that count no longer; None where nobody says."""
        return self.file(policy.revoked_signers)

    def owners(self, path: str) -> tuple[str, ...]:
        """Return who owns the report at `path`, as CODEOWNERS has it."""
        if self._owners is None:
            found = (self.file(place) for place in LOCATIONS)
            content = next((each for each in found if each is not None), b"")
            self._owners = read(content.decode("utf-8", "replace"))
        return self._owners.owners(path)
