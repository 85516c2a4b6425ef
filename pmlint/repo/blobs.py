"""Reading blobs: one `git cat-file --batch` for all that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Thread
from typing import IO

from pmlint.errors import RepositoryError
from pmlint.repo.runner import Runner

CHUNK = 1 << 20


def read_blobs(
    runner: Runner, oids: Iterable[str], limit: int | None = None
) -> Iterator[tuple[str, bytes | None]]:
    """Yield each of `oids` with its content, in their order; None for one that is not there.

    With `limit` at most that many bytes and one more of each are kept, so that a huge blob is
    seen to be too large and costs no memory. Raises RepositoryError where Git gives up.
    """
    wanted = tuple(dict.fromkeys(oids))
    if not wanted:
        return
    with runner.converse("cat-file", "--batch", "--buffer") as git:
        output = git.output
        # Written beside the reading: two full pipes would wait for each other for ever.
        writer = Thread(target=_write, args=(git.given, wanted), daemon=True)
        writer.start()
        for oid in wanted:
            header = output.readline().split()
            if len(header) == 2 and header[1] in (b"missing", b"ambiguous"):
                yield oid, None
                continue
            if len(header) != 3:
                git.finish()
                raise RepositoryError(f"Git stopped while reading the object {oid}")
            size = int(header[2])
            content = _take(output, size, size if limit is None else limit + 1)
            output.read(1)
            yield oid, content if header[1] == b"blob" else None
        writer.join()


def _write(pipe: IO[bytes], oids: tuple[str, ...]) -> None:
    try:
        pipe.write("".join(f"{oid}\n" for oid in oids).encode("ascii"))
        pipe.close()
    except (OSError, ValueError):  # the reader has seen enough and closed it
        return


def _take(output: IO[bytes], size: int, keep: int) -> bytes:
    content = output.read(min(size, keep))
    left = size - len(content)
    while left > 0:
        passed = len(output.read(min(left, CHUNK)))
        if not passed:
            raise RepositoryError("Git stopped in the middle of an object")
        left -= passed
    return content
