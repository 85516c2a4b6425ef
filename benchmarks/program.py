"""Programs that are measured, as whole processes, and the tables of what they took."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ENVIRONMENT = Path(__file__).resolve().parent / ".venv"
QUICK = 15
# A process's peak memory counts what its parent held when it was started (Linux keeps the highest
# mark over exec). So a small interpreter of its own starts each measured program.
LAUNCHER = """
import os, sys, time
output, *command = sys.argv[1:]
to_file = [
    (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    (os.POSIX_SPAWN_DUP2, 1, 2),
]
began = time.perf_counter()
child = os.posix_spawn(command[0], command, os.environ, file_actions=to_file)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - began
print(os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@dataclass
class Program:
    """One command and what was measured of it; `says` is what its output must hold.

    `before` is done before each run and not measured. One that takes very long does not warm up;
    one that is quick is measured QUICK times at least: a moment can make twice as much of it.
    """

    name: str
    command: Sequence[str]
    says: str = ""
    warms_up: bool = True
    before: Callable[[], object] | None = None
    is_quick: bool = False
    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)

    def run(
        self, folder: Path, output: Path, *, warm_up: bool = False, prepared: bool = False
    ) -> None:
        """Run once in `folder`; raises SystemExit where the program does not do its work.

        Where all is `prepared`, nothing is done before.
        """
        if self.before is not None and not prepared:
            self.before()
        launcher = (str(python()), "-I", "-S", "-c", LAUNCHER, str(output), *self.command)
        done = subprocess.run(
            launcher, cwd=folder, env=environment(), check=True, capture_output=True, text=True
        )
        code, wall, cpu, peak = done.stdout.split()
        said = output.read_text(encoding="utf-8", errors="replace")
        if code != "0" or self.says not in said:
            raise SystemExit(f"{self.name} ended with {code} and said:\n{said[-2000:]}")
        if not warm_up:
            self.walls.append(float(wall))
            self.cpus.append(float(cpu))
            self.peaks.append(float(peak) * (1 if sys.platform == "darwin" else 1024))


def environment() -> dict[str, str]:
    """Return the environment of every program: nothing of Python's or Git's own variables."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "GIT_"))}
    return own | {"XDG_CACHE_HOME": str(ENVIRONMENT / "cache")}


def python() -> Path:
    """Return the interpreter of the benchmark's environment."""
    return ENVIRONMENT / "bin" / "python"


def installed(name: str) -> str:
    """Return the path of a program in the benchmark's environment."""
    return str(ENVIRONMENT / "bin" / name)


def asked(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Return what a benchmark is asked for; `source` is the checkout that it measures.

    Ends the process where nothing can be measured here.
    """
    parser.add_argument(
        "--source",
        type=Path,
        default=ENVIRONMENT.parent.parent,
        help="the checkout to measure (default: this one)",
    )
    arguments = parser.parse_args()
    if shutil.which("git") is None or not hasattr(os, "posix_spawn"):
        parser.error("needs git, and a system with posix_spawn (Linux, macOS)")
    return arguments


def say(words: str) -> None:
    """Tell the person who waits what is going on."""
    print(words, file=sys.stderr, flush=True)


def measure(programs: Sequence[Program], runs: int, folder: Path, output: Path) -> None:
    """Run all programs once to warm up, then `runs` times, one after the other."""
    for program in programs:
        if program.warms_up:
            program.run(folder, output, warm_up=True)
    for turn in range(runs):
        say(f"  round {turn + 1} of {runs}")
        for program in programs:
            program.run(folder, output)
    quick = [program for program in programs if program.is_quick]
    if quick and runs < QUICK:
        say(f"  {QUICK - runs} more rounds of what is quick")
        for program in quick:
            program.run(folder, output, warm_up=True)
        for turn in range(QUICK - runs):
            for program in quick:
                program.run(folder, output, prepared=turn > 0)


def table(title: str, programs: Sequence[Program], runs: int) -> str:
    """Return the medians as a table in Markdown; ratios are to its first line."""
    base = programs[0]
    base_wall, base_cpu, base_peak = map(median, (base.walls, base.cpus, base.peaks))
    more = {len(program.walls) for program in programs if program.is_quick} - {runs}
    told = f"medians of {runs} runs{f', of the quick ones of {max(more)}' if more else ''}"
    lines = [
        f"**{title}** ({told})",
        "",
        "| | wall | fastest–slowest | ratio | CPU | ratio | peak memory | ratio |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for program in programs:
        wall, cpu, peak = map(median, (program.walls, program.cpus, program.peaks))
        lines.append(
            f"| {program.name} | {seconds(wall)} | {seconds(min(program.walls))}–"
            f"{seconds(max(program.walls))} | {wall / base_wall:.2f} | "
            f"{seconds(cpu)} | {cpu / base_cpu:.2f} | "
            f"{peak / 2**20:.0f} MiB | {peak / base_peak:.2f} |"
        )
    return "\n".join(lines)


def seconds(value: float) -> str:
    """Return a time in the unit that people would use."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"
