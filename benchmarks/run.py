"""Measures pmlint beside yamllint and check-jsonschema, as whole processes, in one go.

    python benchmarks/run.py            1 report and 1,000; some minutes
    python benchmarks/run.py --quick    1 report and 100

Makes its own virtual environment in `benchmarks/.venv`, installs this checkout there (not editable,
compiled) with the other tools, makes the reports, and runs the tools one after the other, round by
round, so that a busy moment of the machine meets all of them. The result is Markdown on standard
output; what is going on is said on standard error. Needs Linux or macOS, and git.
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
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from reports import make

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
TOOLS = ("yamllint", "check-jsonschema")
SHOWN = (
    "pmlint", *TOOLS, "ruamel.yaml", "PyYAML", "jsonschema", "jsonschema-rs", "GitPython",
)  # fmt: skip
YAMLLINT = "{extends: relaxed, rules: {line-length: disable}}"
COMPOSE = """
import sys, yaml
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        yaml.compose(file.read(), Loader=yaml.CSafeLoader)
"""
VERSIONS = """
import importlib.metadata, importlib.util, json, platform, sys, yaml
found = {name: importlib.metadata.version(name) for name in sys.argv[1:]}
found["Python"] = platform.python_version()
found["libyaml"] = yaml._yaml.get_version_string() if yaml.__with_libyaml__ else None
found["ruamel.yaml.clib"] = importlib.util.find_spec("_ruamel_yaml") is not None
print(json.dumps(found))
"""
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

    One that takes very long, or is to find what another has left, does not warm up.
    """

    name: str
    command: Sequence[str]
    says: str = ""
    warms_up: bool = True
    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)

    def run(self, folder: Path, output: Path, *, warm_up: bool = False) -> None:
        """Run once in `folder`; raises SystemExit where the program does not do its work."""
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


def install(source: Path) -> None:
    """Make the environment, or bring it up to date: the checkout at `source` is built anew."""
    if not python().exists():
        say("making the virtual environment")
        venv.create(ENVIRONMENT, with_pip=True)
    say(f"installing {source} and {', '.join(TOOLS)}")
    pip = (str(python()), "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    for wanted in ((str(source), *TOOLS), ("--force-reinstall", "--no-deps", str(source))):
        subprocess.run((*pip, "--compile", *wanted), env=environment(), check=True)


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


def start_up() -> list[Program]:
    """Return the programs that do nothing but start."""
    return [
        Program("`pmlint --version`", (installed("pmlint"), "--version"), "pmlint "),
        Program("`pmlint --help`", (installed("pmlint"), "--help"), "check reports"),
        Program("`python -c pass`", (str(python()), "-c", "pass")),
        Program('`python -c "import argparse"`', (str(python()), "-c", "import argparse")),
    ]


def checks(paths: Sequence[Path], everything: bool, schema: Path) -> list[Program]:
    """Return the programs that look at `paths`; `everything` where that is the whole repository."""
    names = [str(path) for path in paths]
    count = f"{len(names):,} report{'' if len(names) == 1 else 's'} checked: nothing to report"
    lint = (installed("yamllint"), "--strict", "--config-data", YAMLLINT)
    validate = (installed("check-jsonschema"), "--schemafile", str(schema))
    check = (installed("pmlint"), "check", *([] if everything else names))
    found = [Program("`pmlint check`, nothing kept", (*check, "--no-cache"), count)]
    if everything:
        alone = (*check, "--no-cache", "--jobs", "1")
        found.append(Program("`pmlint check`, nothing kept, one process", alone, count))
        found.append(Program("`pmlint check`, nothing changed since", check, count))
        found.append(Program("`git status`", (shutil.which("git") or "git", "status", "--short")))
    found += [
        Program("`yamllint`", (*lint, *(["postmortems"] if everything else names))),
        Program("`check-jsonschema`", (*validate, *names), "ok -- validation done"),
    ]
    if versions()["libyaml"]:
        compose = (str(python()), "-c", COMPOSE, *names)
        found.append(Program("floor: libyaml composes, nothing else", compose))
    return found


def versions() -> Mapping[str, object]:
    """Return the version of everything that takes part."""
    command = (str(python()), "-c", VERSIONS, *SHOWN)
    asked = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True)
    return json.loads(asked.stdout)  # type: ignore[no-any-return]  # written above


def table(title: str, programs: Sequence[Program], runs: int) -> str:
    """Return the medians as a table in Markdown; ratios are to its first line."""
    base = programs[0]
    base_wall, base_cpu, base_peak = map(median, (base.walls, base.cpus, base.peaks))
    lines = [
        f"**{title}** (medians of {runs} runs)",
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


def described(source: Path) -> str:
    """Return one line with the versions, and what was measured on."""
    found = versions()
    names = [f"{name} {found[name]}" for name in ("Python", *SHOWN)]
    names.append(f"libyaml {found['libyaml'] or 'none'} (PyYAML)")
    names.append(
        "ruamel.yaml " + ("with its C part" if found["ruamel.yaml.clib"] else "pure Python")
    )
    git = subprocess.run(("git", "--version"), check=True, capture_output=True, text=True)
    revision = subprocess.run(
        ("git", "-C", str(source), "describe", "--always", "--dirty"),
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    names.append(git.stdout.strip().replace(" version", ""))
    commit = f" (commit {revision.stdout.strip()})" if revision.returncode == 0 else ""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs"
    return f"{', '.join(names)}{commit}; {machine}."


def main() -> None:
    """Install, make the reports, measure, print the tables."""
    parser = argparse.ArgumentParser(
        description="Measures pmlint beside yamllint and check-jsonschema."
    )
    parser.add_argument("--quick", action="store_true", help="1 and 100 reports, fewer runs")
    parser.add_argument("--count", type=int, help="how many reports (default: 1000; quick: 100)")
    parser.add_argument("--runs", type=int, help="runs for one report (default: 15; quick: 5)")
    parser.add_argument(
        "--many-runs", type=int, default=3, help="runs for all reports (default: 3)"
    )
    parser.add_argument(
        "--source",
        type=Path,
        default=HERE.parent,
        help="the checkout to measure (default: this one)",
    )
    arguments = parser.parse_args()
    count = arguments.count or (100 if arguments.quick else 1000)
    runs = arguments.runs or (5 if arguments.quick else 15)
    source = arguments.source.resolve()
    if shutil.which("git") is None or not hasattr(os, "posix_spawn"):
        parser.error("needs git, and a system with posix_spawn (Linux, macOS)")
    install(source)
    with tempfile.TemporaryDirectory(prefix="pmlint-benchmark-") as name:
        folder, output = Path(name) / "repository", Path(name) / "output"
        folder.mkdir()
        say(f"making {count:,} reports")
        paths = [path.relative_to(folder) for path in make(folder, count)]
        size = sum((folder / path).stat().st_size for path in paths)
        schema = Path(name) / "postmortem.schema.json"
        schema.write_bytes(
            subprocess.check_output((installed("pmlint"), "schema"), env=environment())
        )
        parts = [
            ("Start-up", start_up(), runs),
            ("One report", checks(paths[:1], False, schema), runs),
            (
                f"{count:,} reports, {size / 1e6:.1f} MB",
                checks(paths, True, schema),
                arguments.many_runs,
            ),
        ]
        for title, programs, times in parts:
            say(title)
            measure(programs, times, folder, output)
    print("\n\n".join(table(*part) for part in parts))
    print(f"\n{described(source)}")


if __name__ == "__main__":
    main()
