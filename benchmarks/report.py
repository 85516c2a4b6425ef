"""Measures `pmlint report` over thousands of reports, beside Git reading the same, in one go.

    python benchmarks/report.py            10,000 reports with 30,000 action items, 50,000 commits
    python benchmarks/report.py --quick    200 reports with 600 action items, 1,000 commits

Makes the repository (`history.py`; `--folder` and `--knowledge` take one that it has made), and
runs the programs as whole processes, one after the other, round by round. pmlint runs from this
checkout with the interpreter that runs this file, so its dependencies must be installed. What it
answers is held against what the maker of the history knows. The result is Markdown on standard
output. Needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import history
from knowledge import totals
from program import asked, measure, say, table
from repository import Place, described
from row import Row

READ_BLOBS = 'exec git cat-file --batch --buffer < "$1" > /dev/null'
NO_FILE = frozenset(("120000", "160000", "000000"))


def read_blobs(place: Place, name: str, oids: Sequence[str]) -> Row:
    """Return what reads these blobs, and throws them away."""
    asked = place.scratch / f"blobs-{len(oids)}"
    asked.write_text("".join(f"{oid}\n" for oid in oids), encoding="ascii")
    label = f"{name}: `git cat-file --batch`, {len(oids):,} versions"
    return place.row(label, ("sh", "-c", READ_BLOBS, "sh", str(asked)))


def present(place: Place) -> list[str]:
    """Return the blobs of the reports in the last commit."""
    lines = place.git(place.folder, "ls-tree", "-r", "HEAD", "--", "postmortems").splitlines()
    return list(dict.fromkeys(line.split()[2] for line in lines))


def ever(place: Place) -> list[str]:
    """Return the blobs of all that reports have been on the main branch."""
    output = place.git(
        place.folder, "log", "--first-parent", "--diff-merges=first-parent", "--raw", "--no-abbrev",
        "--no-renames", "--format=", "--", "postmortems",
    )  # fmt: skip
    fields = [line.split() for line in output.splitlines()]
    return list(dict.fromkeys(each[3] for each in fields if each[1] not in NO_FILE))


def without_history(place: Place, command: Sequence[str]) -> list[Row]:
    """Return what tells of the reports as they are."""
    command = (*command, "--no-history")
    return [
        read_blobs(place, "floor", present(place)),
        place.row(
            "`pmlint report --no-history --no-cache`", (*command, "--no-cache"), warms_up=False
        ),
        place.row("`pmlint report --no-history`, warm", command),
    ]


def with_history(place: Place, command: Sequence[str]) -> list[Row]:
    """Return what tells of all that became of the items; the warm run follows the cold one."""
    return [
        place.log_row(),
        read_blobs(place, "floor", ever(place)),
        place.row("`pmlint report`, cold", command, before=place.forget, warms_up=False),
        place.row("`pmlint report`, warm", command, warms_up=False),
    ]


def both(one: Row, other: Row) -> Row:
    """Return two programs that ran one after the other as a single one."""
    row = Row("floor: both", ())
    row.walls = [sum(each) for each in zip(one.walls, other.walls, strict=True)]
    row.cpus = [sum(each) for each in zip(one.cpus, other.cpus, strict=True)]
    row.peaks = [max(each) for each in zip(one.peaks, other.peaks, strict=True)]
    return row


def answered(output: Path) -> dict[str, int]:
    """Return the numbers in what pmlint has put out, as far as the maker knows them too."""
    answer = json.loads(output.read_bytes())
    found: Mapping[str, int] = answer["totals"]
    due = ("due_today", "due_soon", "upcoming", "overdue")
    assert found["open"] == sum(found[state] for state in due)
    slips = sum(len(item["slips"]) for item in answer["items"])
    return {**found, "slips": slips}


def main() -> None:
    """Make the repository, measure, compare, and print the tables."""
    parser = argparse.ArgumentParser(description="Measures `pmlint report`.")
    parser.add_argument("--quick", action="store_true", help="200 reports in 1,000 commits")
    parser.add_argument("--reports", type=int, help="how many reports (default: 10000; quick: 200)")
    parser.add_argument("--commits", type=int, help="how many commits (default: 5 a report)")
    parser.add_argument("--items", type=int, help="how many action items (default: 3 a report)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each program (default: 3)")
    parser.add_argument("--folder", type=Path, help="a repository that history.py has made")
    parser.add_argument("--knowledge", type=Path, help="what history.py said of its items")
    arguments = asked(parser)
    if (arguments.folder is None) != (arguments.knowledge is None):
        parser.error("--folder and --knowledge belong together")
    with tempfile.TemporaryDirectory(prefix="pmlint-benchmark-") as name:
        scratch = Path(name).resolve()
        try:
            folder, told = _given(arguments) or _made(arguments, scratch / "repository")
        except ValueError as error:
            parser.error(str(error))
        source = arguments.source.resolve()
        place = Place(scratch, folder, source)
        print(_measured(place, told, arguments.runs))
        print(f"\n{described(place, source)}")


def _given(arguments: argparse.Namespace) -> tuple[Path, dict[str, Any]] | None:
    if arguments.folder is None:
        return None
    return arguments.folder.resolve(), json.loads(arguments.knowledge.read_bytes())


def _made(arguments: argparse.Namespace, folder: Path) -> tuple[Path, dict[str, Any]]:
    reports = arguments.reports or (200 if arguments.quick else 10_000)
    commits, items = arguments.commits or reports * 5, arguments.items or reports * 3
    say(f"making {reports:,} reports with {items:,} action items in {commits:,} commits")
    return folder, history.make(folder, reports, commits, items).told()


def _measured(place: Place, told: Mapping[str, Any], runs: int) -> str:
    expected = {**totals(told), "slips": sum(len(item["slips"]) for item in told["items"])}
    commits = int(place.git(place.folder, "rev-list", "--count", "HEAD"))
    title = f"{expected['reports']:,} reports, {expected['items']:,} action items"
    command = place.pmlint("report", "--as-of", told["as_of"], "--state", "all", "--format", "json")
    rows = without_history(place, command)
    say(title)
    measure(rows, runs, place.folder, place.output)
    tables = [_table(f"As they are: {title}", rows, runs)]
    rows = with_history(place, command)
    say(f"{title}, {commits:,} commits")
    measure(rows, runs, place.folder, place.output)
    rows.insert(0, both(*rows[:2]))
    tables.append(_table(f"With what became of them: {title}, {commits:,} commits", rows, runs))
    found = answered(place.output)
    wrong = {name: found[name] for name, count in expected.items() if found[name] != count}
    if wrong:
        raise SystemExit(f"pmlint says {wrong}, and the maker of the history knows {expected}")
    tables.append(
        "What pmlint says is what the maker of the history knows: "
        f"{', '.join(f'{count:,} {name}' for name, count in expected.items())}."
    )
    return "\n\n".join(tables)


def _table(title: str, rows: Sequence[Row], runs: int) -> str:
    for row in rows:
        if row.lacks:
            raise SystemExit(f"{row.name}: {row.lacks}")
    return table(title, rows, runs)


if __name__ == "__main__":
    main()
