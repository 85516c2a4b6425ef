"""Checksum: whether bytes are those that they were, told by a few of them.

BLAKE2b (RFC 7693) of the standard library. `hashlib` loads OpenSSL before it says so, which takes
longer than everything that is asked of it here; the module behind it does not.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

__all__ = ["blake2b"]
