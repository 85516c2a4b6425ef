"""Rerun: a check that was made before, of a repository in which nothing has changed since.

Then the answer is the same, and is given without a report being opened, or a rule being loaded.
What it depends on is told by three: the key (pmlint's version, the arguments, the folder, the
terminal), Git (the commit that is checked out, the files below the root that it does not track, and
which of the others have changed), and the disk (`Sight`: whatever else the run has seen, the index
too). A run that has looked at anything more is not kept.
"""

from __future__ import annotations

import os
import sys
from time import time_ns

from pmlint.checksum import blake2b
from pmlint.cli.cache import folder_at
from pmlint.cli.terminal import columns, complaints
from pmlint.edition import edition
from pmlint.errors import RepositoryError
from pmlint.lazy import lazy
from pmlint.repo.question import CHANGED, HEAD, OTHERS, Question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from pmlint.cli.sight import Sight

FORMAT = b"2"
FOLDER = "runs"
MOST = 64
"""So many runs are kept; the oldest go."""
LARGEST = 32 << 20
"""A run that has seen or said more than this is not kept, in bytes."""
SEAL, SIZE = 16, 8
"""How many bytes seal the file, and how many say how long each of its parts is."""
PARTS = 11
FLEETING = frozenset(
    ("-", "--no-cache", "--staged", "--rev", "--since", "--output-file", "--fix", "--diff")
)
"""Arguments of runs that are not kept: they read something else than files, or write."""
MANY = 100
"""Of so many files Git can tell sooner than Python whether they are unchanged."""
CACHE_DIR = "--cache-dir"
OF_THE_TERMINAL = ("NO_COLOR", "FORCE_COLOR", "TERM")
OF_A_HOOK = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY")
"""Where Git has told a hook of another index, or another place, the run is not kept."""


class Rerun:
    """A run of `pmlint` with the arguments `argv`, here and now."""

    def __init__(self, argv: list[str]) -> None:
        self._began = time_ns()
        self._complaints = complaints()
        self._path = ""
        folder = _folder(argv) if _can_be_kept(argv) else None
        if folder is not None:
            self._key = _key(argv)
            name = blake2b(self._key, digest_size=20).hexdigest()
            self._path = os.path.join(folder, FOLDER, name)  # noqa: PTH118

    @lazy
    def sight(self) -> Sight:
        """What the run sees."""
        from pmlint.cli.sight import Sight

        return Sight()

    def known(self) -> tuple[str, int] | None:
        """Return what the same run has printed before, and its exit code, if all that it had seen
        is still so.
        """
        parts = _read(self._path) if self._path else []
        if len(parts) != PARTS or parts[0] != self._key:
            return None
        _, root, head, others, changed, *seen, code, text = parts
        # What takes longest is asked first, and pmlint looks while Git does.
        told = ((CHANGED, changed), (OTHERS, others), (HEAD, head))
        git = [(Question(os.fsdecode(root), asked), was) for asked, was in told if was]
        try:
            for question, _ in git:
                question.begin()
            if not _is_still(seen, git):
                return None
        except (RepositoryError, OverflowError):  # no Git any more; a number out of range
            return None
        finally:
            for question, _ in git:
                question.end()
        return text.decode("utf-8", "surrogatepass"), int(code)

    def keep(self, text: str, code: int) -> None:
        """Keep what this run has said, if the next one can tell whether all is still so."""
        sight = self.sight
        if not self._path or not sight.is_whole or complaints() != self._complaints:
            return
        if not sight.is_told or not sight.is_settled(self._began):
            return
        try:
            clean, changed = _clean(sight)
            git = (os.fsencode(sight.root), sight.head, sight.others, changed)
            said = text.encode("utf-8", "surrogatepass")
            _write(self._path, (self._key, *git, *sight.parts(clean), b"%d" % code, said))
        except (OSError, OverflowError, RepositoryError):  # a full disk; a number out of range
            return


def _is_still(seen: list[bytes], git: list[tuple[Question, bytes]]) -> bool:
    """Say whether the disk is as it was seen, and Git says what it did (a digest)."""
    from pmlint.cli.sight import digest, still

    if not still(*seen):
        return False
    answers = ((question.answer(), was) for question, was in git)
    return all(status == 0 and digest(output) == was for (status, output, _), was in answers)


def _can_be_kept(argv: list[str]) -> bool:
    """Say whether what the run depends on can be told: it reads files, and only prints."""
    if any(word.partition("=")[0] in FLEETING for word in argv) or sys.stdout is None:
        return False
    return not any(name in os.environ for name in OF_A_HOOK)


def _folder(argv: list[str]) -> str | None:
    """Return the folder of the cache, as far as it can be told before the arguments are read."""
    wish = None
    for word, after in zip(argv, (*argv[1:], ""), strict=True):
        name, _, value = word.partition("=")
        if name == CACHE_DIR:
            wish = value or after
    return folder_at(wish)


def _key(argv: list[str]) -> bytes:
    """Return what the answer depends on but for Git and the disk."""
    git = {name: value for name, value in os.environ.items() if name.startswith("GIT_")}
    terminal = (sys.stdout.isatty(), *(os.environ.get(name, "") for name in OF_THE_TERMINAL))
    here = os.getcwd()  # noqa: PTH109
    told = (edition(), here, argv, sorted(git.items()), terminal, columns())
    return FORMAT + repr(told).encode("utf-8", "surrogateescape")


def _clean(sight: Sight) -> tuple[frozenset[str], bytes]:
    """Return the files of which Git can tell that they are unchanged, and the digest of what it
    says of the others; nothing where they are few, or Git cannot tell.
    """
    if sight.index is None or sight.files < MANY:
        return frozenset(), b""
    from pathlib import Path

    from pmlint.cli.sight import digest
    from pmlint.repo.clean import clean_files
    from pmlint.repo.runner import Runner

    found = clean_files(Runner(Path(sight.root)), sight.index)
    if found is None:
        return frozenset(), b""
    names, changed = found
    return frozenset(os.path.join(sight.root, name) for name in names), digest(changed)  # noqa: PTH118 - as it was noted


def _read(path: str) -> list[bytes]:
    """Return the parts of a kept run; nothing where there is none, or a broken one."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            whole = file.read()
    except OSError:
        return []
    if whole[:SEAL] != blake2b(whole[SEAL:], digest_size=SEAL).digest():
        return []
    parts, at = [], SEAL
    while at < len(whole):
        size = int.from_bytes(whole[at : at + SIZE], "big")
        parts.append(whole[at + SIZE : at + SIZE + size])
        at += SIZE + size
    return parts


def _write(name: str, parts: Iterable[bytes]) -> None:
    whole = b"".join(len(part).to_bytes(SIZE, "big") + part for part in parts)
    if len(whole) > LARGEST:
        return
    from pathlib import Path

    from pmlint.cli.files import write_bytes

    path = Path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_bytes(path, blake2b(whole, digest_size=SEAL).digest() + whole)
    there = [entry for entry in os.scandir(path.parent) if entry.is_file()]
    if len(there) > MOST:
        for entry in sorted(there, key=lambda entry: entry.stat().st_mtime)[:-MOST]:
            Path(entry.path).unlink(missing_ok=True)
