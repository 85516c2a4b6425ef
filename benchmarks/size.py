"""So many reports, what was measured of them, and how that stands to what was aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from program import Program

CHECK, ALONE, CHANGED, UNCHANGED = (
    "`pmlint check`, nothing kept",
    "`pmlint check`, nothing kept, one process",
    "`pmlint check`, one report changed since",
    "`pmlint check`, nothing changed since",
)
ARGPARSE = '`python -c "import argparse"`'
STATUS, LINT, VALIDATE = "`git status`", "`yamllint`", "`check-jsonschema`"
FLOOR = "floor: libyaml composes, nothing else"
IMPORTS = "import yaml, jsonschema_rs, argparse"
START = f"floor: `python -c '{IMPORTS}'`"


@dataclass
class Size:
    """So many reports, and what was measured of them."""

    count: int
    title: str
    programs: list[Program]

    def ratio(self, name: str, *others: str) -> str:
        """Return how many times as long a program takes as others do, one after the other."""
        walls = {program.name: median(program.walls) for program in self.programs}
        if name not in walls or any(other not in walls for other in others):
            return "not measured"
        ratio = walls[name] / sum(walls[other] for other in others)
        return f"{ratio:.2f} times" if ratio >= 1 else f"a {1 / ratio:.1f}th"


def aims(start: Sequence[Program], sizes: Sequence[Size]) -> str:
    """Return what was aimed at, and what was reached, as a table in Markdown."""
    by_count = {size.count: size for size in sizes}
    walls = {program.name: median(program.walls) for program in start}
    argparse_alone = walls[ARGPARSE]
    lines = ["| aim | reached |", "|---|---:|"]
    for name in ("`pmlint --version`", "`pmlint --help`"):
        reached = f"{walls[name] / argparse_alone:.2f} times"
        lines.append(f"| {name}: at most 1.5 times `import argparse` | {reached} |")
    one, thousand, most = (by_count.get(count) for count in (1, 1_000, 10_000))
    if one is not None:
        lines += [
            f"| one report: at most twice `{IMPORTS}` | {one.ratio(CHECK, START)} |",
            f"| one report: at most a 6th of the two peers | {one.ratio(CHECK, LINT, VALIDATE)} |",
            f"| … where it is unchanged | {one.ratio(UNCHANGED, LINT, VALIDATE)} |",
        ]
    if thousand is not None:
        peers = thousand.ratio(CHECK, LINT, VALIDATE)
        lines += [
            f"| 1,000 reports: at most 3 times the floor | {thousand.ratio(CHECK, FLOOR)} |",
            f"| 1,000 reports: at most a 25th of the two peers | {peers} |",
        ]
    if most is not None:
        reached = most.ratio(UNCHANGED, STATUS)
        lines.append(f"| 10,000 unchanged reports: at most twice `git status` | {reached} |")
    if thousand is not None and most is not None:
        for name in (CHECK, ALONE, CHANGED, UNCHANGED):
            lines.append(
                f"| from 1,000 to 10,000 reports, {name} | {growth(thousand, most, name)} |"
            )
    return "\n".join(lines)


def growth(less: Size, more: Size, name: str) -> str:
    """Return how the time and the memory of a program grow."""
    was, now = (next(p for p in size.programs if p.name == name) for size in (less, more))
    time = median(now.walls) / median(was.walls)
    memory = median(now.peaks) / median(was.peaks)
    return f"{time:.1f} times the time, {memory:.2f} times the memory"
