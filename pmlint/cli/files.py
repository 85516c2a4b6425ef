"""Reading and writing: a report's bytes in, an output out. Nothing is ever half written."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from errno import EACCES
from pathlib import Path

from pmlint.errors import ReadError

OUTPUT_MODE = 0o666
MOST_SAVED = 1 << 30


def read_report(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file, at most `limit` and one more.

    Raises ReadError, saying why, for anything that is no readable regular file: a folder, a
    pipe or a device would be read for ever.
    """
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            raise ReadError("not a regular file, so it is not read", place=str(path))
        with path.open("rb") as file:
            # Room is made for all that is asked for: so not for more than there seems to be.
            content = file.read(min(told.st_size, limit) + 1)
            if len(content) > told.st_size:  # it has grown, or the system does not tell its size
                content += file.read(limit + 1 - len(content))
            return content
    except OSError as error:
        raise ReadError(_why(error), place=str(path)) from None
    except ValueError:
        raise ReadError("no file can have this name", place=repr(str(path))) from None


def read_saved_file(path: Path) -> bytes:
    """Return the bytes of what another run has saved. Raises ReadError, saying why."""
    content = read_report(path, MOST_SAVED)
    if len(content) > MOST_SAVED:
        raise ReadError(f"larger than {MOST_SAVED:,} bytes, so it is not read", place=str(path))
    return content


def read_stdin(limit: int) -> bytes:
    """Return the bytes of standard input, at most `limit` and one more. Raises ReadError."""
    if sys.stdin is None:  # started with it closed: `pmlint check - <&-`
        raise ReadError("standard input is closed")
    return sys.stdin.buffer.read(limit + 1)


def write(path: Path, text: str, *, replace: bool = True) -> None:
    """Write `text` as UTF-8: beside, then renamed, so that no half file is ever seen.

    With `replace=False` an existing file is left alone. A link is followed, and a device or pipe
    (`/dev/null`) is written to: neither is replaced by a file. Raises ReadError.
    """
    write_bytes(path, text.encode("utf-8", errors="backslashreplace"), replace=replace)


def write_bytes(path: Path, data: bytes, *, replace: bool = True) -> None:
    """Write `data`; else as `write`. Raises ReadError."""
    try:
        target = Path(os.path.realpath(path)) if replace else path
        if replace and target.exists() and not target.is_file():
            with target.open("wb") as file:
                file.write(data)
            return
        _write_beside(target, data, replace=replace)
    except FileExistsError:
        raise ReadError("the file is there already; nothing was written", place=str(path)) from None
    except OSError as error:
        raise ReadError(f"cannot be written: {_why(error)}", place=str(path)) from None


def rewrite(path: Path, data: bytes, was: bytes) -> None:
    """Write `data` in the place of the file at `path`, which holds `was`; else as `write`.

    Raises ReadError also where the file is not to be written to, or is not what it was: a link,
    or other bytes. Then it is left alone.
    """
    try:
        told = path.lstat()
        if not os.access(path, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
        _write_beside(path, data, replace=True, was=was, owner=(told.st_uid, told.st_gid))
    except OSError as error:
        raise ReadError(f"cannot be written: {_why(error)}", place=str(path)) from None


def _write_beside(
    target: Path,
    data: bytes,
    *,
    replace: bool,
    was: bytes | None = None,
    owner: tuple[int, int] | None = None,
) -> None:
    """Write `data` beside `target`, and give it its name when all of it is there.

    The name beside is known before the file is, so that it is taken away again whatever happens
    at whatever moment: no space left, Ctrl-C. With `was` the file there is looked at once more:
    raises ReadError where it holds something else by now.
    """
    beside = target.with_name(f".pmlint-{os.urandom(8).hex()}")
    try:
        with open(beside, "xb", opener=_for_nobody_else) as file:
            file.write(data)
        if owner is not None:
            _give(beside, owner)
        beside.chmod(_mode(target))
        if was is not None and not _holds(target, was):
            raise ReadError("somebody else has changed it meanwhile", place=str(target))
        if replace:
            beside.replace(target)
        else:
            _link(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def _give(path: Path, owner: tuple[int, int]) -> None:
    """Give the file to `owner`, as far as that is allowed: root, in a container, is."""
    made = path.stat()
    if (made.st_uid, made.st_gid) != owner:
        with suppress(OSError, AttributeError):  # Windows has no owners by number
            os.chown(path, *owner)


def _holds(path: Path, content: bytes) -> bool:
    """Say whether `path` is a regular file, and no link, with this content."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return False
    with path.open("rb") as file:
        return file.read(len(content) + 1) == content


def _for_nobody_else(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _link(beside: Path, target: Path) -> None:
    """Name the file `target` here and now or not at all, whoever else writes the same path."""
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # a file system without links (FAT, some network drives)
        target.touch(_mode(target), exist_ok=False)
        beside.replace(target)


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return OUTPUT_MODE & ~mask


def _why(error: OSError) -> str:
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]
