"""People who write and approve reports: their keys, their commits, and what pmlint tells them."""

from __future__ import annotations

import atexit
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from conftest import Ran, git

COMPLETE = Path(__file__).with_name("complete.yaml")
PATH = "postmortems/2026-03-14-checkout.yaml"
RECORDS = ".pmlint/signoffs/INC-42"
SIGNED = "    approved_by: Bo Lindqvist\n    date: 2026-04-01\n"
BEGIN = datetime(2026, 4, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Signer:
    """Somebody with a name, an address and a key."""

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    @property
    def key(self) -> Path:
        return keys() / self.name.split()[0].lower()

    @property
    def public(self) -> str:
        return " ".join(self.key.with_suffix(".pub").read_text().split()[:2])

    def allowed(self, options: str = "") -> str:
        """Return their line of the allowed signers."""
        return " ".join(filter(None, (self.email, options, self.public))) + "\n"


ADA = Signer("Ada Okafor", "ada@example.com")
BO = Signer("Bo Lindqvist", "bo@example.com")
CY = Signer("Cy Moreau", "cy@example.com")
EVE = Signer("Eve Sand", "eve@example.com")
EVERYBODY = (ADA, BO, CY, EVE)


@cache
def keys() -> Path:
    """Return the folder with everybody's key; they are made once."""
    folder = Path(mkdtemp(prefix="pmlint-keys-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for who in EVERYBODY:
        name = who.name.split()[0].lower()
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / name)]
        subprocess.run(words, check=True)
    return folder


def report(**changes: str) -> str:
    """Return a complete, final report by Ada without an approval; `changes` replace a line each."""
    text = COMPLETE.read_text(encoding="utf-8")
    text = text.replace("    approved_by: Jonas Lind\n    date: 2026-03-20\n", "")
    text = text.replace("team: Payments SRE\n", "team: Payments SRE\nincident_id: INC-42\n")
    for key, value in changes.items():
        lines = [line for line in text.split("\n") if line.lstrip(" -").startswith(f"{key}: ")]
        old = lines[0]
        text = text.replace(old, old[: old.index(key)] + f"{key}: {value}", 1)
    return text


@dataclass
class Team:
    """A repository, and people who work in it one after the other; a minute for each commit."""

    folder: Path
    pmlint: Callable[..., Ran]
    monkeypatch: pytest.MonkeyPatch
    minutes: int = field(default=0)

    def become(self, who: Signer) -> None:
        """Let `who` do what comes next, a minute later."""
        at = (BEGIN + timedelta(minutes=self.minutes)).isoformat()
        self.minutes += 1
        for part in ("AUTHOR", "COMMITTER"):
            self.monkeypatch.setenv(f"GIT_{part}_NAME", who.name)
            self.monkeypatch.setenv(f"GIT_{part}_EMAIL", who.email)
            self.monkeypatch.setenv(f"GIT_{part}_DATE", at)

    def git(self, *arguments: str) -> str:
        return git(self.folder, *arguments)

    def head(self, revision: str = "HEAD") -> str:
        return self.git("rev-parse", revision).strip()

    def short(self, revision: str = "HEAD") -> str:
        return self.head(revision)[:10]

    def write(self, path: str, text: str) -> Path:
        at = self.folder / path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text(text, encoding="utf-8", newline="")
        return at

    def read(self, path: str = PATH) -> str:
        return (self.folder / path).read_bytes().decode("utf-8")

    def commit(self, who: Signer, message: str, files: dict[str, str] | None = None) -> str:
        """Let `who` commit `files` and whatever else was changed; return the commit."""
        for path, text in (files or {}).items():
            self.write(path, text)
        self.become(who)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.head()

    def change(self, who: Signer, old: str, new: str, path: str = PATH) -> str:
        """Let `who` replace a part of the report; return the commit."""
        text = self.read(path)
        assert old in text
        return self.commit(who, "Change the report", {path: text.replace(old, new)})

    def sign_off(self, who: Signer, *more: str, signed: bool = False, path: str = PATH) -> str:
        """Let `who` sign off the report with pmlint; return the commit."""
        done = self.signoff(who, path, *more, signed=signed)
        assert (done.code, done.err) == (0, "")
        return self.head()

    def signoff(self, who: Signer, *words: str, signed: bool = False) -> Ran:
        self.become(who)
        self.configure(who if signed else None)
        return self.pmlint("signoff", *words, "--color", "never")

    def configure(self, who: Signer | None) -> None:
        """Let Git sign with the key of `who`, or with none."""
        for name in ("user.signingKey", "gpg.format"):
            subprocess.run(["git", "config", "--unset-all", name], cwd=self.folder, check=False)
        if who is not None:
            self.git("config", "user.signingKey", str(who.key))
            self.git("config", "gpg.format", "ssh")

    def verify(self, *words: str) -> Ran:
        return self.pmlint("verify", *words, "--color", "never", "--no-cache")

    def records(self) -> list[Path]:
        return sorted((self.folder / ".pmlint/signoffs").rglob("*.json"))

    def policy(self, text: str, *allowed: str) -> None:
        """Write the table [sign-off] of the configuration, and the allowed signers."""
        self.write("pmlint.toml", f"[sign-off]\n{text}\n")
        if allowed:
            self.write(".pmlint/allowed_signers", "".join(allowed))


def founded(repository: Path, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Team:
    """Return a repository in which Ada has committed a complete report."""
    made = gathered(repository, pmlint, monkeypatch)
    made.commit(ADA, "Add the report", {PATH: report()})
    return made


def copied(kept: Path, team: Team, build: Callable[[Team], None]) -> None:
    """Make of `team` what `build` makes of it; once, and then a copy of that, which lies in `kept`.

    It has to be the same whoever runs which test, and nothing in it may tell where it lies.
    """
    minutes = kept.with_name(f"{kept.name}-minutes")
    if not minutes.exists():
        build(team)
        shutil.copytree(team.folder, kept, symlinks=True)
        minutes.write_text(str(team.minutes))
        return
    shutil.copytree(kept, team.folder, symlinks=True, dirs_exist_ok=True)
    team.git("update-index", "--refresh")
    team.minutes = int(minutes.read_text())


def gathered(repository: Path, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Team:
    """Return a repository in which nobody has done anything yet."""
    # Nobody is asked for a passphrase, even where the tests run in a terminal.
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")
    monkeypatch.setenv("SSH_ASKPASS", "false")
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(repository.parent / f"{repository.name}-cache"))
    return Team(repository, pmlint, monkeypatch)
