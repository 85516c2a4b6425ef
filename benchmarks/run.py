"""Measures pmlint beside yamllint and check-jsonschema, as whole processes, in one go.

    python benchmarks/run.py            1, 100, 1,000 and 10,000 reports; a quarter of an hour
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
import tempfile
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import sleep

from program import ENVIRONMENT, Program, asked, environment, installed, measure, python, say, table
from reports import make
from size import (
    ALONE,
    ARGPARSE,
    CHANGED,
    CHECK,
    FLOOR,
    IMPORTS,
    LINT,
    START,
    STATUS,
    UNCHANGED,
    VALIDATE,
    Size,
    aims,
)

HERE = Path(__file__).resolve().parent
TOOLS = ("yamllint", "check-jsonschema")
SHOWN = (
    "pmlint", *TOOLS, "ruamel.yaml", "PyYAML", "jsonschema", "jsonschema-rs", "GitPython",
)  # fmt: skip
SETTLED = 2.5
"""Seconds after which pmlint believes that a file that looks the same is the same."""
MANY = 1000
"""From so many reports on nothing warms up: each takes long enough."""
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


def install(source: Path) -> None:
    """Make the environment, or bring it up to date: the checkout at `source` is built anew."""
    if not python().exists():
        say("making the virtual environment")
        venv.create(ENVIRONMENT, with_pip=True)
    say(f"installing {source} and {', '.join(TOOLS)}")
    pip = (str(python()), "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    for wanted in ((str(source), *TOOLS), ("--force-reinstall", "--no-deps", str(source))):
        subprocess.run((*pip, "--compile", *wanted), env=environment(), check=True)


def start_up() -> list[Program]:
    """Return the programs that do nothing but start."""
    return [
        Program("`pmlint --version`", (installed("pmlint"), "--version"), "pmlint "),
        Program("`pmlint --help`", (installed("pmlint"), "--help"), "check reports"),
        Program("`python -c pass`", (str(python()), "-c", "pass")),
        Program(ARGPARSE, (str(python()), "-c", "import argparse")),
    ]


def checks(folder: Path, paths: Sequence[Path], schema: Path) -> list[Program]:
    """Return the programs that look at `paths`, the reports of the repository at `folder`."""
    names = [str(path) for path in paths]
    count = f"{len(names):,} report{'' if len(names) == 1 else 's'} checked: nothing to report"
    warms_up = len(names) < MANY
    check = (installed("pmlint"), "check", *([] if len(names) > 1 else names))

    def prepare() -> None:
        sleep(SETTLED)
        subprocess.run(check, cwd=folder, env=environment(), check=True, capture_output=True)

    def change() -> None:
        prepare()
        with (folder / paths[-1]).open("a", encoding="utf-8") as report:
            report.write("# seen\n")

    cold = (*check, "--no-cache")
    found = [Program(CHECK, cold, count, warms_up)]
    if len(names) > 1:
        found.append(Program(ALONE, (*cold, "--jobs", "1"), count, warms_up))
    found.append(Program(CHANGED, check, count, warms_up, change))
    found.append(Program(UNCHANGED, check, count, warms_up, prepare, is_quick=True))
    git = shutil.which("git") or "git"
    found.append(Program(STATUS, (git, "status", "--short"), is_quick=True))
    lint = (installed("yamllint"), "--strict", "--config-data", YAMLLINT)
    found.append(
        Program(LINT, (*lint, *(names if len(names) == 1 else ["postmortems"])), "", warms_up)
    )
    validate = (installed("check-jsonschema"), "--schemafile", str(schema), *names)
    found.append(Program(VALIDATE, validate, "ok -- validation done", warms_up))
    if versions()["libyaml"]:
        found.append(Program(FLOOR, (str(python()), "-c", COMPOSE, *names), "", warms_up))
    if len(names) == 1:
        found.append(Program(START, (str(python()), "-c", IMPORTS)))
    return found


def measured(count: int, runs: int, schema: Path, output: Path) -> Size:
    """Make `count` reports, and measure every program on them."""
    with tempfile.TemporaryDirectory(prefix="pmlint-benchmark-") as name:
        folder = Path(name) / "repository"
        folder.mkdir()
        say(f"making {count:,} reports")
        paths = [path.relative_to(folder) for path in make(folder, count)]
        size = sum((folder / path).stat().st_size for path in paths) / 1e6
        title = "1 report" if count == 1 else f"{count:,} reports, {size:.1f} MB"
        found = Size(count, title, checks(folder, paths, schema))
        measure(found.programs, runs, folder, output)
        return found


def versions() -> Mapping[str, object]:
    """Return the version of everything that takes part."""
    command = (str(python()), "-c", VERSIONS, *SHOWN)
    asked = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True)
    return json.loads(asked.stdout)  # type: ignore[no-any-return]  # written above


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
    parser.add_argument(
        "--sizes", help="how many reports, with commas (default: 1,100,1000,10000; quick: 1,100)"
    )
    parser.add_argument("--runs", type=int, help="runs up to 100 reports (default: 15; quick: 5)")
    parser.add_argument("--many-runs", type=int, default=3, help="runs of 1,000 (default: 3)")
    parser.add_argument("--most-runs", type=int, default=1, help="runs of more (default: 1)")
    arguments = asked(parser)
    told = arguments.sizes or ("1,100" if arguments.quick else "1,100,1000,10000")
    counts = [int(word) for word in told.split(",")]
    runs = arguments.runs or (5 if arguments.quick else 15)
    source = arguments.source.resolve()
    install(source)
    with tempfile.TemporaryDirectory(prefix="pmlint-benchmark-") as name:
        output, schema = Path(name) / "output", Path(name) / "postmortem.schema.json"
        schema.write_bytes(
            subprocess.check_output((installed("pmlint"), "schema"), env=environment())
        )
        say("start-up")
        start = start_up()
        measure(start, runs, Path(name), output)
        print(f"{table('Start-up', start, runs)}\n", flush=True)
        sizes = []
        for count in counts:
            much = runs if count < MANY else arguments.many_runs
            times = arguments.most_runs if count > MANY else much
            sizes.append(measured(count, times, schema, output))
            print(f"{table(sizes[-1].title, sizes[-1].programs, times)}\n", flush=True)
    print(f"{aims(start, sizes)}\n\n{described(source)}")


if __name__ == "__main__":
    main()
