"""Make a repository whose every commit is the same each time: what the examples here share."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent

Person = tuple[str, str]
"""A name and an address."""


def begin(folder: Path, who: Person, when: str) -> None:
    """Make an empty repository in `folder`, which must be empty or not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    run(folder, who, when, "git", "init", "--quiet", "--initial-branch=main")


def commit(folder: Path, who: Person, when: str, subject: str) -> None:
    """Commit all that lies in `folder`."""
    run(folder, who, when, "git", "add", "--all")
    run(folder, who, when, "git", "commit", "--quiet", "--no-gpg-sign", "--message", subject)


def run(folder: Path, who: Person, when: str, *command: str) -> None:
    """Run a command in `folder` as somebody, at some time."""
    own = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    for role in ("AUTHOR", "COMMITTER"):
        own |= {f"GIT_{role}_NAME": who[0], f"GIT_{role}_EMAIL": who[1], f"GIT_{role}_DATE": when}
    path = os.pathsep.join(filter(None, (str(HERE.parent), own.get("PYTHONPATH", ""))))
    own |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "PYTHONPATH": path}
    subprocess.run(command, cwd=folder, env=own, check=True)


def write(path: Path, text: str) -> None:
    """Write `text` to `path`, the same bytes on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def person(name: str) -> Person:
    """Return somebody with an address."""
    first = unicodedata.normalize("NFKD", name.partition(" ")[0]).encode("ascii", "ignore")
    return name, f"{first.decode().lower()}@example.com"


def moment(day: str) -> str:
    """Return when something is committed on a day."""
    return f"{day}T10:00:00Z"
