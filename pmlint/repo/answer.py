"""Answer: what one run of Git said, and what it means to the user."""

from __future__ import annotations

from pmlint.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

NOT_A_REPOSITORY = "not a git repository"
NOT_HERE = (
    "what it has left with its remote is not fetched by pmlint; "
    "`git fetch --refetch --no-filter` brings everything here"
)


class Answer(Frozen):
    """What one run of Git said: its exit status, and its two outputs."""

    status: int
    output: bytes
    words: str


def last_words(status: int, words: bytes | bytearray) -> str:
    """Return what Git has said, or what has ended it before it could say anything."""
    said = words.decode("utf-8", "replace")
    return said if said.strip() or status >= 0 else f"it was ended by signal {-status}"


def explained(words: str, folder: Path, deed: str = "read") -> str:
    """Return a sentence for what Git says of `folder`, to which it cannot do `deed`."""
    if "dubious ownership" in words:
        return (
            f"the repository {folder} belongs to another user, so Git refuses to read it; if you "
            f"trust it: git config --global --add safe.directory {folder}"
        )
    if "from promisor remote" in words:
        return f"{folder} is a partial clone: {NOT_HERE}"
    if NOT_A_REPOSITORY in words and not (folder / ".git").exists():
        return f"{folder} is in no Git repository"
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    said = next((line for line in lines if line.startswith(("fatal: ", "error: "))), None)
    why = said or next(iter(lines), "no reason given")
    return f"Git cannot {deed} {folder}: {why.removeprefix('fatal: ').removeprefix('error: ')}"
