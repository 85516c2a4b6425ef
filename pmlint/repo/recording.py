"""Recording: a commit that adds or changes a few files, and nothing else.

The commit is made of HEAD's tree and these files, in an index of its own. The repository's index
gets the same entries, so that whatever else is staged stays staged; the working tree is the
caller's. No hook, no filter and no program that the repository names is run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from pmlint.errors import RepositoryError
from pmlint.frozen import Frozen, replace
from pmlint.repo.commit import moment
from pmlint.repo.repository import Repository
from pmlint.repo.staging import LOCK, Index, staged, succeed, without_filters

UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}
"""What Git leaves in its folder while something is under way."""
NEW_FILE = "100644"


class Scheme(Enum):
    """With what kind of key a commit is signed; the value is Git's `gpg.format`."""

    SSH = "ssh"
    """An SSH key."""
    OPENPGP = "openpgp"
    """A GPG key."""
    X509 = "x509"
    """A certificate."""


class SigningKey(Frozen):
    """The key that the user has configured: `user.signingKey`, a path or an identifier.

    `program` signs with it; only the user's own configuration may name it, not the repository's.
    """

    scheme: Scheme
    key: str
    program: str

    @property
    def settings(self) -> tuple[str, ...]:
        """The words that make Git use this key and this program, whatever is configured."""
        program = "gpg.ssh.program" if self.scheme is Scheme.SSH else "gpg.program"
        values = {
            "gpg.format": self.scheme.value,
            "user.signingKey": self.key,
            program: self.program,
            f"gpg.{self.scheme.value}.program": self.program,
            "gpg.ssh.defaultKeyCommand": "",
        }
        return tuple(word for name, value in values.items() for word in ("-c", f"{name}={value}"))


def signing_key(repository: Repository) -> SigningKey | None:
    """Return the key that is configured for signing, or None."""
    key = repository.setting("user.signingKey", trusted=False)
    words = repository.setting("gpg.format", trusted=False) or Scheme.OPENPGP.value
    scheme = next((each for each in Scheme if each.value == words.lower()), None)
    if not key or scheme is None:
        return None
    program = repository.setting(f"gpg.{scheme.value}.program")
    if scheme is Scheme.OPENPGP:
        program = program or repository.setting("gpg.program") or "gpg"
    defaults = {Scheme.SSH: "ssh-keygen", Scheme.X509: "gpgsm", Scheme.OPENPGP: "gpg"}
    if key.startswith("~"):
        key = os.path.expanduser(key)  # noqa: PTH111 - Path() would eat what belongs to a literal
    return SigningKey(scheme, key, program or defaults[scheme])


def under_way(repository: Repository) -> str:
    """Return what is under way in the repository (`a merge`), or an empty text."""
    found = (words for name, words in UNDER_WAY.items() if (repository.git_dir / name).exists())
    return next(found, "")


def identity(repository: Repository) -> tuple[str, str, str]:
    """Return name and address of whoever commits here, and the time of a commit made now.

    The time is UTC, `2026-04-01T12:00:00Z`, by Git's own clock. Raises RepositoryError, saying
    what to do, where Git does not know who it is.
    """
    answer = repository.runner.ask("var", "GIT_COMMITTER_IDENT")
    words = answer.output.decode("utf-8", "replace")
    name, _, rest = words.rpartition(" <")
    email, _, time = rest.partition(">")
    if answer.status or not name.strip() or not email.strip():
        raise RepositoryError(
            "Git does not know who you are: git config --global user.name 'Your Name' and "
            "git config --global user.email you@example.com"
        )
    at = moment(int(time.split()[0])).strftime("%Y-%m-%dT%H:%M:%SZ")
    return name.strip(), email.strip(), at


class Recorded(Frozen):
    """A commit (an OID) that is made, and that no branch has yet. `entries` are what it changes."""

    repository: Repository
    commit: str
    parent: str
    subject: str
    paths: tuple[str, ...]
    entries: bytes

    def land(self) -> None:
        """Move HEAD, which must still be the parent, to the commit.

        The index gets the same entries before the branch moves; where that fails the index is as
        it was and nothing is committed. Raises RepositoryError. The caller sees to it that nothing
        interrupts this; a Ctrl-C at the terminal does not reach Git either.
        """
        repository = replace(self.repository, runner=replace(self.repository.runner, apart=True))
        before, absent = staged(repository, self.paths)
        index = Index(repository, without_filters(repository), absent)
        index.take(self.entries)
        words = ("update-ref", "-m", f"commit: {self.subject}", "HEAD", self.commit, self.parent)
        moved = repository.runner.ask(*words)
        if moved.status:
            index.take(before)
            if re.search(LOCK, moved.words):
                succeed(repository, moved)
            raise RepositoryError(
                "the branch has moved in the meantime, so nothing was committed; try again"
            )


def record(
    repository: Repository,
    files: Mapping[str, bytes],
    message: str,
    *,
    parent: str,
    key: SigningKey | None = None,
) -> Recorded:
    """Make a commit on `parent` (an OID), which is still to land. Raises RepositoryError.

    `files` are contents by path. Nothing is changed but that there are new objects.
    """
    modes = {entry.path: entry.mode for entry in repository.tree(parent)}
    blobs = {path: _written(repository, content) for path, content in files.items()}
    entries = "".join(f"{modes.get(p, NEW_FILE)} {oid}\t{p}\0" for p, oid in blobs.items())
    given = os.fsencode(entries)
    commit = _committed(repository, parent, given, message, key)
    subject = message.split("\n", 1)[0]
    return Recorded(repository, commit, parent, subject, tuple(files), given)


def _written(repository: Repository, content: bytes) -> str:
    words = ("hash-object", "-w", "--stdin", "--no-filters")
    answer = repository.runner.ask(*words, given=content)
    return succeed(repository, answer).output.decode("ascii").strip()


def _committed(
    repository: Repository, parent: str, entries: bytes, message: str, key: SigningKey | None
) -> str:
    with TemporaryDirectory(prefix="pmlint-") as folder:
        own = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        succeed(repository, repository.runner.ask("read-tree", parent, besides=own))
        words = ("update-index", "--add", "-z", "--index-info")
        succeed(repository, repository.runner.ask(*words, given=entries, besides=own))
        tree = succeed(repository, repository.runner.ask("write-tree", besides=own))
    signing = (*key.settings, "commit-tree", "-S") if key else ("commit-tree", "--no-gpg-sign")
    # The message is UTF-8, whatever the repository says of its commits.
    made = repository.runner.ask(
        "-c", "i18n.commitEncoding=UTF-8", *signing, "-p", parent, "-F", "-",
        tree.output.decode("ascii").strip(),
        given=message.encode("utf-8", "replace"),
    )  # fmt: skip
    if made.status and key:
        raise RepositoryError(
            f"the commit could not be signed with the key {key.key}: {_last(made.words)}; "
            "--no-sign does without a signature"
        )
    return succeed(repository, made).output.decode("ascii").strip()


def _last(words: str) -> str:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return lines[-1].removeprefix("fatal: ").removeprefix("error: ") if lines else "no reason given"
