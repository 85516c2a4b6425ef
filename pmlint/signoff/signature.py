"""Signature: made of a statement with an SSH key, and whose key that was.

What `ssh-keygen` says was seen with OpenSSH 9.2. A signature is good by its exit code alone; its
messages only tell why one is not.
"""

from __future__ import annotations

import os
import re
from enum import Enum
from pathlib import Path

from pmlint.errors import SignatureError
from pmlint.frozen import Frozen
from pmlint.signoff.keygen import PROGRAM, Ran, RunError, ask, make, printable, put
from pmlint.signoff.statement import is_time

NAMESPACE = "pmlint-signoff@v1"
"""What a signature is for; one that Git made of a commit is none of a sign-off."""
LITERAL = "key::"
"""What Git writes before a public key itself, in `user.signingKey`."""
BARE = r"(?:sk-)?(?:ssh|ecdsa)-\S+ "
"""How a public key begins."""
ARMOR = r"-----BEGIN SSH SIGNATURE-----\n[A-Za-z0-9+/=\s]+-----END SSH SIGNATURE-----\n"
MOST_STATEMENT = 64 * 1024
MOST_SIGNATURE = 16 * 1024
MOST_KEYS = 4 * 1024 * 1024
TOO_OLD = "`ssh-keygen` is too old to check signatures: OpenSSH 8.8 or newer is needed"


class VerdictKind(Enum):
    """What is known of a signature; the value is the word for it."""

    GOOD = "good"
    """Made of this very statement with a key of the one who is said to have made it."""
    FORGED = "forged"
    """Broken, made of something else, or made with the key of somebody else."""
    UNTRUSTED = "untrusted"
    """Made of this statement, with a key that nobody has allowed for it."""
    EXPIRED = "expired"
    """Made with a key that did not count at that time, or counts no longer."""
    UNKNOWN = "unknown"
    """Not checked: `ssh-keygen` is missing or too old, or a list of keys cannot be read."""


class Verdict(Frozen):
    """What is known of a signature, why, and whose key it is by the allowed signers."""

    kind: VerdictKind
    reason: str = ""
    principals: tuple[str, ...] = ()


def sign(statement: bytes, key: str, program: str = PROGRAM) -> str:
    """Return the armored signature of `statement` with `key`.

    `key` is the path of a private key, or of a public one whose private half the agent holds, or
    `key::` and the public key itself, as in Git's `user.signingKey`. Raises SignatureError, saying
    what to do, where there is no such key or `ssh-keygen` is missing or unwilling.
    """
    from tempfile import TemporaryDirectory

    literal = _literal(key)
    path = os.path.abspath(os.path.expanduser(key))  # noqa: PTH100, PTH111 - neither may raise
    if not literal and ("\0" in key or not Path(path).is_file()):
        raise SignatureError(f"there is no key at `{printable(key)}`: name the file of an SSH key")
    try:
        with TemporaryDirectory(prefix="pmlint-") as name:
            folder = Path(name)
            way = [path]
            if literal:
                way = [put(folder / "key.pub", f"{literal}\n".encode()), "-U"]
            # A file and not standard input: so Git calls it, and what can stand in for
            # ssh-keygen (`gpg.ssh.program`) follows Git.
            target = put(folder / "statement", statement)
            done = make(program, "-Y", "sign", "-n", NAMESPACE, "-f", *way, target)
            made = folder / "statement.sig"
            armor = made.read_bytes().decode("ascii", "replace") if made.exists() else ""
    except (RunError, OSError) as error:
        raise SignatureError(f"the sign-off cannot be signed: {error}") from None
    armor = armor.replace("\r\n", "\n")
    if done.code or not re.fullmatch(ARMOR, armor):
        todo = (
            "load the key with ssh-add" if literal else "load the key with ssh-add, or name another"
        )
        said = done.last_words or "no signature came out"
        raise SignatureError(f"the sign-off cannot be signed: {said}; {todo}")
    return armor


def verify(
    statement: bytes,
    signature: str,
    email: str,
    allowed: bytes | None,
    revoked: bytes | None,
    at: str,
    program: str = PROGRAM,
) -> Verdict:
    """Return what is known of `signature`, which `email` is said to have made of `statement`.

    `allowed` and `revoked` are the contents of the lists of keys (None: there is none), which must
    come from where the signer cannot change them. Keys must count at `at`, a time in UTC such as
    `2026-04-01T12:00:00Z`; a time in the list without a zone is UTC. Raises nothing.
    """
    from tempfile import TemporaryDirectory

    # Nothing may stand before the first line (OpenSSH 9.2: `missing header`).
    armor = signature.replace("\r\n", "\n").strip() + "\n"
    wrong = _malformed(statement, armor, email, at)
    if wrong:
        return Verdict(VerdictKind.FORGED, wrong)
    for keys, what in ((allowed, "allowed signers"), (revoked, "revoked signers")):
        if keys is not None and len(keys) > MOST_KEYS:
            return Verdict(VerdictKind.UNKNOWN, f"the list of {what} is too large to be read")
    try:
        with TemporaryDirectory(prefix="pmlint-") as name:
            folder = Path(name)
            signed = put(folder / "signature", armor.encode("ascii"))
            if allowed is None:
                return _genuine(program, statement, signed)[0]
            trusted = put(folder / "allowed", allowed)
            barred = None if revoked is None else put(folder / "revoked", revoked)
            return _Check(program, statement, signed, at, trusted, barred).verdict(email)
    except (RunError, OSError) as error:
        return Verdict(VerdictKind.UNKNOWN, f"the signature was not checked: {error}")


def _genuine(program: str, statement: bytes, signature: str) -> tuple[Verdict, str]:
    """Return what is known of a signature without any list of keys, and which key made it."""
    done = ask(program, statement, "-Y", "check-novalidate", "-n", NAMESPACE, "-s", signature)
    found = re.search(r"with \S+ key (SHA256:\S+)", done.out)
    key = f"the key {found[1]}" if found else "the key"
    if done.code == 0:
        return Verdict(VerdictKind.UNTRUSTED, f"no allowed signers say whose {key[4:]} is"), key
    if re.search(r"(?i)(?:unknown|illegal|invalid|unrecognized) option", done.err):
        return Verdict(VerdictKind.UNKNOWN, TOO_OLD), key
    words = "the signature is broken"
    if "namespace does not match" in done.err:
        words = f"the signature was made for something else, not for {NAMESPACE}"
    elif "incorrect signature" in done.err:
        words = "the statement is not the one that was signed"
    return Verdict(VerdictKind.FORGED, words), key


class _Check:
    """One signature held against lists of keys, all of them in files by now."""

    def __init__(
        self, program: str, statement: bytes, signature: str, at: str, allowed: str,
        revoked: str | None,
    ) -> None:  # fmt: skip
        self.program = program
        self.statement = statement
        self.signature = signature
        self.allowed = allowed
        self.revoked = revoked
        # Without a Z, which OpenSSH reads only since 9.1; the environment says that it is UTC.
        self.time = f"verify-time={re.sub('[^0-9]', '', at)}"

    def verdict(self, email: str) -> Verdict:
        done = self._verify(email)
        if done.code == 0:
            return self._unless_revoked(email)
        verdict, key = _genuine(self.program, self.statement, self.signature)
        if verdict.kind is not VerdictKind.UNTRUSTED:
            return verdict
        principals, known = self._principals()
        for name in principals:  # addresses are told apart by ssh-keygen, not by people, by case
            if name.casefold() == email.casefold() and self._verify(name).code == 0:
                return self._unless_revoked(name)
        return _not_theirs(printable(email), key, done.err, principals, known)

    def _unless_revoked(self, email: str) -> Verdict:
        if self.revoked is None:
            return Verdict(VerdictKind.GOOD, "", (email,))
        done = self._verify(email, "-vvv", "-r", self.revoked)
        if done.code == 0:
            return Verdict(VerdictKind.GOOD, "", (email,))
        if re.search(r"sshkey_check_revoked: (?!Key is revoked)", done.err):
            return Verdict(VerdictKind.UNKNOWN, "the list of revoked signers cannot be read")
        return Verdict(VerdictKind.EXPIRED, f"the key of {printable(email)} is revoked", (email,))

    def _principals(self) -> tuple[tuple[str, ...], bool]:
        """Return whose the key is, and whether it is known at all: it may count no longer."""
        named = ("-s", self.signature, "-f", self.allowed, "-O", self.time)
        done = ask(self.program, self.statement, "-Y", "find-principals", *named)
        names = tuple(name for name in done.out.splitlines() if name and name[0] != "!")
        known = re.search(r"key has expired|key is not yet valid", done.err) is not None
        return (names if done.code == 0 else ()), known

    def _verify(self, email: str, *more: str) -> Ran:
        named = ("-f", self.allowed, "-I", email, "-n", NAMESPACE, "-s", self.signature)
        return ask(self.program, self.statement, "-Y", "verify", *named, "-O", self.time, *more)


def _not_theirs(
    email: str, key: str, said: str, principals: tuple[str, ...], known: bool
) -> Verdict:
    """Return why the allowed signers do not bear out that `email` made a genuine signature."""
    if "key has expired" in said:
        return Verdict(VerdictKind.EXPIRED, f"{key} of {email} had expired by then", (email,))
    if "key is not yet valid" in said:
        return Verdict(VerdictKind.EXPIRED, f"{key} of {email} did not count yet then", (email,))
    if "Certificate invalid: expired" in said:
        return Verdict(VerdictKind.EXPIRED, f"the certificate of {email} has expired", (email,))
    if "not permitted for use in signature namespace" in said:
        reason = f"{key} of {email} is not allowed for {NAMESPACE}"
        return Verdict(VerdictKind.UNTRUSTED, reason, (email,))
    if principals:
        others = ", ".join(map(printable, principals))
        reason = f"{key} is that of {others}, not of {email}"
        return Verdict(VerdictKind.FORGED, reason, principals)
    if known or "name is not a listed principal" in said:
        return Verdict(VerdictKind.FORGED, f"{key} is that of somebody else, not of {email}")
    return Verdict(VerdictKind.UNTRUSTED, f"{key} is none of the allowed signers'")


def _malformed(statement: bytes, armor: str, email: str, at: str) -> str:
    """Return what is plainly wrong, before anybody is asked; nothing where nothing is."""
    if len(statement) > MOST_STATEMENT:
        return "the statement is too large to be one"
    if len(armor) > MOST_SIGNATURE:
        return "the signature is too large to be one"
    if not armor.isascii() or not re.fullmatch(ARMOR, armor):
        return "what stands for the signature is no SSH signature"
    if not email.isprintable() or not re.fullmatch(r"\S+", email):
        return f"`{printable(email)}` is no address"
    return "" if is_time(at) else f"`{printable(at)}` is no time in UTC"


def _literal(key: str) -> str:
    """Return the public key that stands in `key` itself; nothing where it is a path."""
    if key.startswith(LITERAL):
        return printable(key.removeprefix(LITERAL)).strip()
    return printable(key).strip() if re.match(BARE, key) else ""
