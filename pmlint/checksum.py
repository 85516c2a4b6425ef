"""Checksum: whether bytes are those that they were, told by a few of them.

BLAKE2b (RFC 7693) for what pmlint keeps, and the hashes of Git, all of the standard library.
`hashlib` loads OpenSSL before it hashes anything, which takes longer than everything that is asked
of it here; the modules behind it do not.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

__all__ = ["blake2b", "git_hash"]


def git_hash(form: str, data: bytes) -> str:
    """Return the hash of `data` in an object format of Git, `sha1` or `sha256`, in hexadecimal."""
    if form == "sha1":
        try:
            import _sha1  # type: ignore[import-not-found]
        except ImportError:
            pass
        else:
            return str(_sha1.sha1(data, usedforsecurity=False).hexdigest())
    import hashlib

    return hashlib.new(form, data, usedforsecurity=False).hexdigest()
