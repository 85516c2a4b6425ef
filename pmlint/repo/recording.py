"""Recording: a commit that adds or changes a few files, and nothing else.

The commit is made of HEAD's tree and these files, in an index of its own. The repository's index
gets the same entries, so that whatever else is staged stays staged; the working tree is the
caller's. No hook, no filter and no program that the repository names is run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from pmlint.errors import RepositoryError
from pmlint.repo.commit import moment
from pmlint.repo.entry import read_index
from pmlint.repo.repository import Repository
from pmlint.repo.runner import Answer, explained

UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}
"""What Git leaves in its folder while something is under way."""
NEW_FILE = "100644"
LOCK = r"Unable to create '(.*\.lock)': File exists"
"""What Git says where somebody else is writing (seen with Git 2.39)."""


class Scheme(Enum):
    """With what kind of key a commit is signed; the value is Git's `gpg.format`."""

    SSH = "ssh"
    """An SSH key."""
    OPENPGP = "openpgp"
    """A GPG key."""
    X509 = "x509"
    """A certificate."""


@dataclass(frozen=True, slots=True)
class SigningKey:
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


def record(
    repository: Repository,
    files: Mapping[str, bytes],
    message: str,
    *,
    parent: str,
    key: SigningKey | None = None,
) -> str:
    """Make a commit on HEAD, which must still be `parent` (an OID), and return its OID.

    `files` are contents by path. The index gets the same entries before the branch moves; where
    that fails the index is as it was and nothing is committed. Raises RepositoryError.
    """
    modes = {entry.path: entry.mode for entry in repository.tree(parent)}
    blobs = {path: _written(repository, content) for path, content in files.items()}
    entries = "".join(f"{modes.get(p, NEW_FILE)} {oid}\t{p}\0" for p, oid in blobs.items())
    given = os.fsencode(entries)
    commit = _committed(repository, parent, given, message, key)
    before, absent = _staged(repository, files)
    index = _Index(repository, _without_filters(repository), absent)
    index.take(given)
    subject = message.split("\n", 1)[0]
    moved = repository.runner.ask("update-ref", "-m", f"commit: {subject}", "HEAD", commit, parent)
    if moved.status:
        index.take(before)
        if re.search(LOCK, moved.words):
            _succeed(repository, moved)
        raise RepositoryError(
            "the branch has moved in the meantime, so nothing was committed; try again"
        )
    return commit


def _written(repository: Repository, content: bytes) -> str:
    words = ("hash-object", "-w", "--stdin", "--no-filters")
    return repository.runner.run(*words, given=content).decode("ascii").strip()


def _committed(
    repository: Repository, parent: str, entries: bytes, message: str, key: SigningKey | None
) -> str:
    with TemporaryDirectory(prefix="pmlint-") as folder:
        own = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        _succeed(repository, repository.runner.ask("read-tree", parent, besides=own))
        words = ("update-index", "--add", "-z", "--index-info")
        _succeed(repository, repository.runner.ask(*words, given=entries, besides=own))
        tree = _succeed(repository, repository.runner.ask("write-tree", besides=own))
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
    return _succeed(repository, made).output.decode("ascii").strip()


@dataclass(frozen=True, slots=True)
class _Index:
    """The index of the repository. `absent` are names that a sparse checkout keeps off the disk."""

    repository: Repository
    settings: Mapping[str, str]
    absent: bytes

    def take(self, entries: bytes) -> None:
        """Put `entries` in, as --index-info reads them; what is absent stays so."""
        self._update(entries, "--add", "-z", "--index-info")
        if self.absent:  # a new entry forgets it
            self._update(self.absent, "--skip-worktree", "-z", "--stdin")

    def _update(self, given: bytes, *words: str) -> None:
        runner = self.repository.runner
        answer = runner.ask("update-index", *words, given=given, besides=self.settings)
        _succeed(self.repository, answer)


def _without_filters(repository: Repository) -> dict[str, str]:
    """Return the environment in which no filter of the repository's configuration is run.

    Whoever writes the index compares files that were changed in the same second as it, and runs
    their filters for that (seen with Git 2.39). Without them Git compares those files later.
    """
    listed = repository.runner.ask("config", "-z", "--name-only", "--get-regexp", r"^filter\.")
    keys = os.fsdecode(listed.output).split("\0")
    drivers = {key.partition(".")[2].rpartition(".")[0] for key in keys if key.count(".") > 1}
    values = {"clean": "", "smudge": "", "process": "", "required": "false"}
    settings = [
        (f"filter.{driver}.{k}", v) for driver in sorted(drivers) for k, v in values.items()
    ]
    told = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(told) if told.isdigit() else 0
    found = {"GIT_CONFIG_COUNT": str(first + len(settings))} if settings else {}
    for number, (key, value) in enumerate(settings, start=first):
        found |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return found


def _staged(repository: Repository, files: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    """Return the entries of `files` as they are in the index, in the words of --index-info.

    With them come the names of those that a sparse checkout keeps out of the working tree.
    """
    listed = repository.runner.run("ls-files", "--stage", "-t", "-z", "--", *files)
    known = {entry.path: entry for entry in read_index(listed)}
    nothing = "0" * len(repository.empty_tree)
    lines = (
        f"{known[path].mode} {known[path].oid}\t{path}\0" if path in known
        else f"0 {nothing}\t{path}\0"
        for path in files
    )  # fmt: skip
    absent = (f"{entry.path}\0" for entry in known.values() if entry.absent)
    return os.fsencode("".join(lines)), os.fsencode("".join(absent))


def _succeed(repository: Repository, answer: Answer) -> Answer:
    lock = re.search(LOCK, answer.words) if answer.status else None
    if lock is not None:
        raise RepositoryError(
            f"another Git is at work in this repository, or one has crashed: there is {lock[1]}; "
            "try again, or remove it if no Git runs here; nothing was committed"
        )
    if answer.status:
        raise RepositoryError(explained(answer.words, repository.root))
    return answer


def _last(words: str) -> str:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return lines[-1].removeprefix("fatal: ").removeprefix("error: ") if lines else "no reason given"
