"""Keygen: `ssh-keygen` as it is run: never by a shell, never for ever, and without asking back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pmlint.frozen import Frozen

PROGRAM = "ssh-keygen"
PATIENCE = 30
SIGNING_PATIENCE = 120
"""Seconds. Whoever signs may have to find a passphrase, or to touch a key."""
ASKING = ("SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "SSH_AUTH_SOCK", "DISPLAY")
"""What lets `ssh-keygen` start other programs, which a signature needs and a check does not."""


class RunError(Exception):
    """Why `ssh-keygen` did not run to its end; never leaves this package."""


class Ran(Frozen):
    """How `ssh-keygen` ended, and what it said; its sentences are in English."""

    code: int
    out: str
    err: str

    @property
    def last_words(self) -> str:
        """The last line that says why it did not do what it was asked."""
        lines = [printable(line).strip() for line in self.err.splitlines()]
        return next((line for line in reversed(lines) if line and "ing file" not in line), "")


def ask(program: str, statement: bytes, *arguments: str) -> Ran:
    """Return how a check of `statement` ended, in which times without a zone are UTC.

    Raises RunError where the program did not start or did not end.
    """
    environment = {name: value for name, value in os.environ.items() if name not in ASKING}
    return _run(program, arguments, statement, {**environment, "TZ": "UTC0"}, PATIENCE)


def make(program: str, *arguments: str) -> Ran:
    """Return how the making of a signature ended, which may ask its user and their agent.

    Raises RunError where the program did not start or did not end.
    """
    return _run(program, arguments, b"", os.environ, SIGNING_PATIENCE)


def put(path: Path, content: bytes) -> str:
    """Write `content` to `path` for nobody else to read, and return the path."""
    path.touch(mode=0o600)
    path.write_bytes(content)
    return str(path)


def printable(text: str) -> str:
    """Return `text`, which anybody may have written, as it can be shown in a sentence."""
    return "".join(char if char.isprintable() else "?" for char in text)


def _run(
    program: str,
    arguments: tuple[str, ...],
    given: bytes,
    environment: Mapping[str, str],
    patience: int,
) -> Ran:
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - a list and no shell; no text of a user is an option
            [program, *arguments],
            input=given,
            capture_output=True,
            env={**environment, "LC_ALL": "C"},
            timeout=patience,
            check=False,
        )
    except FileNotFoundError:
        raise RunError(f"`{printable(program)}` is not installed, or not on the PATH") from None
    except subprocess.TimeoutExpired:
        raise RunError(f"`{printable(program)}` did not answer within {patience} seconds") from None
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise RunError(f"`{printable(program)}` cannot be started: {words.lower()}") from None
    out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    return Ran(done.returncode, out, err)
