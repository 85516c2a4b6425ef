"""Measures what pmlint asks of Git, beside Git itself and GitPython, in one go.

    python benchmarks/repository.py            5,000 reports in 50,000 commits; some minutes
    python benchmarks/repository.py --quick    200 reports in 2,000 commits

Makes the repository (`history.py`; `--folder` takes one that is there, and leaves it as it is), and
runs the programs as whole processes, one after the other, round by round. pmlint runs from this
checkout with the interpreter that runs this file, so its dependencies must be installed. The result
is Markdown on standard output. What cannot be measured is left out, and said. Needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import history
from program import asked, measure, say, table
from row import Row, last_line

LOG = "floor: `git log --raw -z`, as pmlint calls it"
SAMPLE = 20
SUBSET = 1_000
ASK_COMMAND = """
import json
from pmlint.repo.log import COMMAND
from pmlint.repo.command import SAFE
print(json.dumps([*SAFE, *("HEAD" if word == "--stdin" else word for word in COMMAND)]))
"""
ONE_PASS = """
from pathlib import Path
from pmlint.repo import Repository
repository = Repository.open(Path.cwd())
print(sum(1 for _ in repository.log((repository.head,))), "commits")
"""
EACH_PATH = """
import sys, time
from git import Repo
repository = Repo(".")
began = time.perf_counter()
count = sum(1 for path in sys.argv[1:] for _ in repository.iter_commits(paths=path))
print("looked for", time.perf_counter() - began)
"""


class Place:
    """Where it is measured: the folders, the environment, and how pmlint is started."""

    def __init__(self, scratch: Path, folder: Path, source: Path) -> None:
        self.scratch, self.folder = scratch, folder
        self.output, self.cache = scratch / "output", scratch / "cache"
        config = scratch / "gitconfig"
        config.write_text("[user]\n\tname = Noa Approver\n\temail = noa.approver@shop.example\n")
        self.surroundings = {
            name: value
            for name, value in history.environment().items()
            if not name.startswith(("PYTHON", "PMLINT_"))
        } | {
            "PYTHONPATH": str(source),
            "XDG_CACHE_HOME": str(self.cache),
            "GIT_CONFIG_GLOBAL": str(config),
        }
        self.paths = tuple(self.git(folder, "ls-files", "-z", "postmortems").split("\0")[:-1])

    def git(self, folder: Path, *arguments: str) -> str:
        """Run git in `folder`; return what it says."""
        return self._run(folder, "git", *arguments).stdout

    def pmlint(self, *arguments: str) -> tuple[str, ...]:
        """Return the command that runs pmlint."""
        return (sys.executable, "-m", "pmlint", *arguments)

    def row(
        self,
        name: str,
        command: Sequence[str],
        says: str = "",
        *,
        before: Callable[[], None] | None = None,
        factor: float = 1,
        warms_up: bool = True,
    ) -> Row:
        """Return a program to measure; `command` starts with the path or name of a program."""
        program = shutil.which(command[0]) or command[0]
        return Row(
            name, (program, *command[1:]), says, warms_up,
            surroundings=self.surroundings, before=before, factor=factor,
        )  # fmt: skip

    def log_row(self) -> Row:
        """Return the very command with which pmlint asks Git for the log."""
        asked = subprocess.run(
            (sys.executable, "-c", ASK_COMMAND),
            cwd=self.scratch, env=self.surroundings, check=False, capture_output=True, text=True,
        )  # fmt: skip
        known = asked.returncode == 0
        row = self.row(LOG, ("git", *json.loads(asked.stdout)) if known else ("git",))
        row.lacks = "" if known else "pmlint cannot say how it calls Git"
        return row

    def forget(self) -> None:
        """Empty pmlint's cache."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def attempt(self, folder: Path, *command: str) -> str:
        """Run a command; return "" where it succeeds, else the last thing it said."""
        done = self._run(folder, *command, check=False)
        return last_line((done.stdout + done.stderr).encode()) if done.returncode else ""

    def _run(
        self, folder: Path, *command: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=folder, env=self.surroundings, check=check, capture_output=True,
            text=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL,
        )  # fmt: skip


def one_pass(place: Place) -> list[Row]:
    """Return the programs that read which commit changed which report."""
    count = place.git(place.folder, "rev-list", "--count", "HEAD").strip()
    rows = [
        place.log_row(),
        place.row("pmlint, every commit", (sys.executable, "-c", ONE_PASS), f"{count} commits"),
    ]
    step = max(1, len(place.paths) // SAMPLE)
    sample = place.paths[::step][:SAMPLE]
    factor = len(place.paths) / len(sample)
    name = f"GitPython, `iter_commits(paths=…)`: {len(sample)} reports, scaled up {factor:g} times"
    command = (sys.executable, "-c", EACH_PATH, *sample)
    rows.append(place.row(name, command, "looked for", factor=factor))
    return rows


def checks(place: Place) -> tuple[Path, int, list[Row]]:
    """Make a repository in which up to 1,000 reports are staged; return what checks them.

    HEAD has none of them, so that all are staged; the branch `all` has them all.
    """
    folder, paths = place.scratch / "staged", place.paths[-SUBSET:]
    folder.mkdir()
    place.git(folder, "init", "--quiet", "--initial-branch=main")
    place.git(folder, "commit", "--quiet", "--allow-empty", "--message=Nothing yet")
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(place.folder / path, folder / path)
    place.git(folder, "add", "--all")
    tree = place.git(folder, "write-tree").strip()
    commit = place.git(folder, "commit-tree", "-p", "HEAD", "-m", "All of them", tree).strip()
    place.git(folder, "update-ref", "refs/heads/all", commit)
    says = f"{len(paths):,} reports checked"
    rows = [
        place.row("`pmlint check`, from disk", place.pmlint("check"), says),
        place.row("`pmlint check --staged`", place.pmlint("check", "--staged"), says),
        place.row("`pmlint check --rev all`", place.pmlint("check", "--rev", "all"), says),
    ]
    return folder, len(paths), rows


def pasts(place: Place) -> list[Row]:
    """Return what tells the past of one report, one that was renamed if there is such a one."""
    path = next((path for path in place.paths if not path[-10:-5].isdigit()), place.paths[0])
    command = place.pmlint("history", path)
    by_hand = ("git", "--no-pager", "log", "--follow", "--patch", "--", path)
    return [
        place.row("`git log --follow --patch`: what a person would do", by_hand),
        place.row("`pmlint history`, cold", command, before=place.forget),
        place.row("`pmlint history`, warm", command),
    ]


def approvals(place: Place, wanted: int) -> tuple[Path, int, list[Row], str]:
    """Sign off so many reports in a clone; return what verifies them, or why that failed."""
    folder = place.scratch / "signed"
    place.git(place.scratch, "clone", "--quiet", str(place.folder), str(folder))
    final = [
        path
        for path in place.paths
        if "\nstatus: final\n" in (folder / path).read_text(encoding="utf-8")
    ]
    chosen = final[-wanted:]
    for path in chosen:
        if words := place.attempt(folder, *place.pmlint("signoff", path)):
            return folder, 0, [], words
    rows = [place.row("`pmlint verify`, these reports", place.pmlint("verify", *chosen))]
    return folder, len(chosen), rows, ""


def described(place: Place, source: Path) -> str:
    """Return one line with the versions, and what was measured on."""
    names = [f"Python {platform.python_version()}", f"GitPython {version('GitPython')}"]
    names.append(place.git(source, "--version").strip().replace(" version", ""))
    revision = place.attempt(source, "git", "rev-parse", "--git-dir")
    if not revision:
        names.append("commit " + place.git(source, "describe", "--always", "--dirty").strip())
    return f"{', '.join(names)}; {platform.system()} {platform.machine()}, {os.cpu_count()} CPUs."


def main() -> None:
    """Make the repositories, measure, print the tables and what was left out."""
    parser = argparse.ArgumentParser(description="Measures what pmlint asks of Git.")
    parser.add_argument("--quick", action="store_true", help="200 reports in 2,000 commits")
    parser.add_argument("--reports", type=int, help="how many reports (default: 5000; quick: 200)")
    parser.add_argument("--commits", type=int, help="how many commits (default: 10 a report)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each program (default: 3)")
    parser.add_argument("--sign-offs", type=int, default=100, help="how many (default: 100)")
    parser.add_argument("--folder", type=Path, help="a repository that history.py has made")
    arguments = asked(parser)
    source = arguments.source.resolve()
    with tempfile.TemporaryDirectory(prefix="pmlint-benchmark-") as name:
        scratch = Path(name).resolve()
        folder = arguments.folder.resolve() if arguments.folder else scratch / "repository"
        if not arguments.folder:
            reports = arguments.reports or (200 if arguments.quick else 5_000)
            commits = arguments.commits or reports * 10
            say(f"making {reports:,} reports in {commits:,} commits")
            try:
                history.make(folder, reports, commits)
            except ValueError as error:
                parser.error(str(error))
        place = Place(scratch, folder, source)
        print(_measured(place, arguments.runs, arguments.sign_offs))
        print(f"\n{described(place, source)}")


def _measured(place: Place, runs: int, sign_offs: int) -> str:
    commits = int(place.git(place.folder, "rev-list", "--count", "HEAD"))
    title = f"{len(place.paths):,} reports, {commits:,} commits"
    staged, staged_count, check_rows = checks(place)
    parts = [
        (f"Which commit changed what: {title}", place.folder, one_pass(place)),
        (f"{staged_count:,} reports checked", staged, check_rows),
        (f"The past of one report: {title}", place.folder, pasts(place)),
    ]
    say("signing off")
    signed, count, verify_rows, words = approvals(place, sign_offs)
    notes = [f"`pmlint signoff`, and with it `pmlint verify`: {words}"] if words else []
    parts.append((f"{count} reports signed off: {title}", signed, verify_rows))
    tables = []
    for heading, folder, rows in parts:
        if rows:
            say(heading)
            measure(rows, runs, folder, place.output)
        notes += [f"{row.name}: {row.lacks}" for row in rows if row.lacks]
        if measured := [row for row in rows if row.walls]:
            tables.append(table(heading, measured, runs))
    if notes:
        tables.append("\n".join(["Left out:", "", *(f"- {note}" for note in notes)]))
    return "\n\n".join(tables)


if __name__ == "__main__":
    main()
