"""Makes a Git repository in which thousands of reports grew over four years: always the same one.

    python benchmarks/history.py FOLDER [--reports 5000] [--commits 50000] [--items 15000]

What happens, and how often, is told in `growth.py`, and how one report grows in `story.py`.
With `--items` reports are begun whole, with so many action items in all, and nearly every commit is
about what becomes of these. `--knowledge FILE` tells what became of each of them.
The commits go through `git fast-import`; afterwards the repository is packed and checked out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from pathlib import Path

from growth import BRANCHES, Growth
from knowledge import Knowledge
from stream import Stream

SEED = "pmlint-history-1"
FEWEST, LEAST = 30, 4
"""Reports, and commits for each of them: with fewer, branches would find all of them taken, or not
all could be begun in time.
"""
MOST_ITEMS = 8
"""Action items for each report; it takes more to fill a report than people do."""


def make(
    folder: Path,
    reports: int = 5_000,
    commits: int = 50_000,
    items: int | None = None,
    seed: str = SEED,
) -> Knowledge:
    """Make the repository in a new folder; return what became of its action items.

    Raises ValueError for numbers that cannot work.
    """
    if reports < FEWEST or commits < reports * LEAST:
        raise ValueError(f"at least {FEWEST} reports, and {LEAST} commits for each of them")
    if items is not None and not reports <= items <= reports * MOST_ITEMS:
        raise ValueError(f"1 to {MOST_ITEMS} action items for each report")
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main", "--object-format=sha1")
    command = ("git", "fast-import", "--quiet", "--done", f"--active-branches={BRANCHES + 1}")
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdin=subprocess.PIPE
    ) as importing:
        assert importing.stdin is not None
        growth = Growth(Stream(importing.stdin), reports, commits, items, seed)
        growth.write()
        importing.stdin.write(b"done\n")
    if importing.returncode:
        raise SystemExit(f"git fast-import ended with {importing.returncode}")
    # fast-import packs each content against the one before it, which is another report.
    git(folder, "repack", "-a", "-d", "-f", "--quiet", "--window=10")
    git(folder, "reset", "--quiet", "--hard")
    return growth.knowledge


def git(folder: Path, *arguments: str) -> str:
    """Run git in `folder`, without anybody's configuration; return what it says."""
    done = subprocess.run(
        ("git", *arguments),
        cwd=folder, env=environment(), check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


def environment() -> dict[str, str]:
    """Return an environment without Git's variables, and without anybody's configuration."""
    found = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return found | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def main() -> None:
    """Make a repository at the folder on the command line."""
    parser = argparse.ArgumentParser(
        description="Makes a Git repository in which reports grew over four years."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=5_000)
    parser.add_argument("--commits", type=int, default=50_000)
    parser.add_argument("--items", type=int, help="action items (default: as it happens)")
    parser.add_argument("--knowledge", type=Path, help="write there what became of each item")
    arguments = parser.parse_args()
    if arguments.folder.exists():
        parser.error(f"{arguments.folder} is there already")
    try:
        known = make(arguments.folder, arguments.reports, arguments.commits, arguments.items)
    except ValueError as error:
        parser.error(str(error))
    if arguments.knowledge is not None:
        arguments.knowledge.write_text(json.dumps(known.told(), indent=1), encoding="utf-8")
    tip = git(arguments.folder, "rev-parse", "HEAD").strip()
    print(f"{arguments.reports:,} reports, {arguments.commits:,} commits, the last is {tip}")


if __name__ == "__main__":
    main()
