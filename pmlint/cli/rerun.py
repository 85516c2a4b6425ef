"""Rerun: a check that was made before, of a repository in which nothing has changed since.

Then the answer is the same, and is given without a report being opened, or a rule being loaded.
What it depends on is told by three: the key (pmlint's version, the arguments, the folder, the
terminal), Git (the commit that is checked out, the files below the root), and the disk (`Sight`:
whatever else the run has seen). A run that has looked at anything more is not kept.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import time_ns

from pmlint.checksum import blake2b
from pmlint.cli.cache import folder_at
from pmlint.cli.sight import Sight, digest, still
from pmlint.cli.terminal import columns, complaints
from pmlint.edition import edition
from pmlint.errors import RepositoryError
from pmlint.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

FORMAT = b"1"
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


class Answer(Frozen):
    """What a run printed, and the exit code."""

    text: str
    code: int


class Rerun:
    """A run of `pmlint` with the arguments `argv`, here and now. `sight` is what it sees."""

    def __init__(self, argv: list[str]) -> None:
        self.sight = Sight()
        self._began = time_ns()
        self._complaints = complaints()
        self._path: Path | None = None
        folder = _folder(argv) if _can_be_kept(argv) else None
        if folder is not None:
            self._key = _key(argv)
            self._path = folder / FOLDER / blake2b(self._key, digest_size=20).hexdigest()

    def known(self) -> Answer | None:
        """Return what the same run has said before, if all that it had seen is still so."""
        parts = [] if self._path is None else _read(self._path)
        if len(parts) != PARTS or parts[0] != self._key:
            return None
        _, root, *git, read, signatures, asked, answers, code, text = parts
        try:
            with _asked(os.fsdecode(root), git) as says_the_same:
                if not still(read, signatures, asked, answers) or not says_the_same():
                    return None
        except (RepositoryError, OverflowError):
            return None
        return Answer(text.decode("utf-8", "surrogatepass"), int(code))

    def keep(self, text: str, code: int) -> None:
        """Keep what this run has said, if the next one can tell whether all is still so."""
        sight = self.sight
        if self._path is None or not sight.is_whole or complaints() != self._complaints:
            return
        if not sight.is_settled(self._began):
            return
        try:
            clean, changed = _clean(sight)
            git = (os.fsencode(sight.root), sight.head, sight.listing, changed)
            said = text.encode("utf-8", "surrogatepass")
            _write(self._path, (self._key, *git, *sight.parts(clean), b"%d" % code, said))
        except (OSError, OverflowError, RepositoryError):  # a full disk; a number out of range
            return


def _can_be_kept(argv: list[str]) -> bool:
    """Say whether what the run depends on can be told: it reads files, and only prints."""
    if any(word.partition("=")[0] in FLEETING for word in argv) or sys.stdout is None:
        return False
    return not any(name in os.environ for name in OF_A_HOOK)


def _folder(argv: list[str]) -> Path | None:
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
    told = (edition(), os.getcwd(), argv, sorted(git.items()), terminal, columns())  # noqa: PTH109
    return FORMAT + repr(told).encode("utf-8", "surrogateescape")


@contextmanager
def _asked(root: str, told: Sequence[bytes]) -> Iterator[Callable[[], bool]]:
    """Ask Git, while something else is done, whether it says what it has `told` before.

    `told` are digests, empty where nothing was asked. Raises RepositoryError.
    """
    from pmlint.repo.clean import CHANGED
    from pmlint.repo.runner import Runner
    from pmlint.repo.worktree import HEAD, LISTING

    runner = Runner(Path(root))
    pairs = [pair for pair in zip((HEAD, LISTING, CHANGED), told, strict=True) if pair[1]]
    with ExitStack() as running:
        answers = [(running.enter_context(runner.asking(*asked)), was) for asked, was in pairs]
        yield lambda: all(digest(each.answer() or b"") == was for each, was in answers)


def _clean(sight: Sight) -> tuple[frozenset[str], bytes]:
    """Return the files of which Git can tell that they are unchanged, and the digest of what it
    says of the others; nothing where they are few, or Git cannot tell.
    """
    if sight.index is None or sight.files < MANY:
        return frozenset(), b""
    from pmlint.repo.clean import clean_files
    from pmlint.repo.runner import Runner

    found = clean_files(Runner(Path(sight.root)), sight.index)
    if found is None:
        return frozenset(), b""
    names, changed = found
    return frozenset(os.path.join(sight.root, name) for name in names), digest(changed)  # noqa: PTH118 - as it was noted


def _read(path: Path) -> list[bytes]:
    """Return the parts of a kept run; nothing where there is none, or a broken one."""
    try:
        whole = path.read_bytes()
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


def _write(path: Path, parts: Iterable[bytes]) -> None:
    whole = b"".join(len(part).to_bytes(SIZE, "big") + part for part in parts)
    if len(whole) > LARGEST:
        return
    from pmlint.cli.files import write_bytes

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_bytes(path, blake2b(whole, digest_size=SEAL).digest() + whole)
    there = [entry for entry in os.scandir(path.parent) if entry.is_file()]
    if len(there) > MOST:
        for entry in sorted(there, key=lambda entry: entry.stat().st_mtime)[:-MOST]:
            Path(entry.path).unlink(missing_ok=True)
