"""Staging: entries put into the index of a repository, and nothing else in it touched."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from pmlint.errors import RepositoryError
from pmlint.frozen import Frozen
from pmlint.repo.answer import Answer, explained
from pmlint.repo.entry import read_index
from pmlint.repo.repository import Repository

LOCK = r"Unable to create '(.*\.lock)': File exists"
"""What Git says where somebody else is writing (seen with Git 2.39)."""


class Index(Frozen):
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
        succeed(self.repository, answer)


def without_filters(repository: Repository) -> dict[str, str]:
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


def staged(repository: Repository, files: tuple[str, ...]) -> tuple[bytes, bytes]:
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


def succeed(repository: Repository, answer: Answer) -> Answer:
    """Return `answer` where Git did what it was asked; raises RepositoryError, saying why not."""
    lock = re.search(LOCK, answer.words) if answer.status else None
    if lock is not None:
        raise RepositoryError(
            f"another Git is at work in this repository, or one has crashed: there is {lock[1]}; "
            "try again, or remove it if no Git runs here; nothing was committed"
        )
    if answer.status:
        raise RepositoryError(explained(answer.words, repository.root, "write to"))
    return answer
