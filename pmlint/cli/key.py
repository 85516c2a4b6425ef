"""Key: with what a sign-off is signed, as the arguments and Git's configuration say."""

from __future__ import annotations

from pmlint.errors import SignatureError, UsageError
from pmlint.repo import Repository
from pmlint.repo.recording import SigningKey, signing_key
from pmlint.signoff.signature import sign
from pmlint.signoff.statement import Statement, canonical


def key_for(repository: Repository, wish: bool | None) -> SigningKey | None:
    """Return the key that Git knows, None where there is none, or --no-sign does without.

    `wish` is what --sign and --no-sign say, None for neither. Raises UsageError where a key is
    wanted and there is none.
    """
    if wish is False:
        return None
    key = signing_key(repository)
    if key is None and wish:
        raise UsageError(
            "--sign needs a key, and Git knows none: git config --global gpg.format ssh and "
            "git config --global user.signingKey ~/.ssh/id_ed25519.pub"
        )
    return key


def signature_of(statement: Statement, key: SigningKey) -> str:
    """Return the signature of `statement` by an SSH key. Raises SignatureError."""
    try:
        return sign(canonical(statement), key.key, key.program)
    except SignatureError as error:
        raise SignatureError(f"{error}; --no-sign does without a signature") from None
