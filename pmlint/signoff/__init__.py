"""Sign-offs: what somebody approves, how that is written down, and whether it was they.

Nothing here asks Git. Only `signature` starts a program (`ssh-keygen`).
"""

from __future__ import annotations

FOLDER = ".pmlint/signoffs"
"""Where the records of sign-offs lie, from the root of the repository."""
MOST_BYTES = 64 * 1024
"""A record that is larger is none."""
