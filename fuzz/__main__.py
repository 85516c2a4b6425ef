"""The command: `python -m fuzz [NAME …] [--seconds N]`.

Exit codes: 0 every promise was kept, 1 an input broke one (it lies in fuzz/found/), 2 atheris is
missing.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
NAMES = ("report", "configuration", "template", "saved")
MOST_SECONDS = 10
"""So long may one input take: it is a hang beyond, even where the machine has much else to do."""
MOST_MEGABYTES = 1024
LONGEST = 8192
TRIED = r"stat::number_of_executed_units:\s*(\d+)"
SPARE = 120
MOST_MINUTES = 20


def main() -> int:
    """Fuzz what the arguments name; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--seconds", type=int, default=20, help="for all of them together")
    parser.add_argument(
        "--inputs", type=int, help="so many of each, always the same ones, instead of a time"
    )
    arguments = parser.parse_args()
    names = arguments.names or list(NAMES)
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        parser.error(f"there is no `{unknown[0]}`; there are {', '.join(NAMES)}")
    if find_spec("atheris") is None:
        print("atheris is not installed (pip install -e '.[fuzz]'), so nothing was fuzzed")
        return 2
    seconds = max(arguments.seconds // len(names), 1)
    return max(fuzz(name, seconds, arguments.inputs) for name in names)


def fuzz(name: str, seconds: int, inputs: int | None = None) -> int:
    """Fuzz one promise for so many seconds, or with so many inputs, which then are the same in
    every run; say how many were tried. Return 1 if it is broken.
    """
    until = [f"-max_total_time={seconds}"]
    if inputs is not None:
        until = [f"-runs={inputs}", "-seed=1"]
    corpus, found = HERE / "corpus" / name, HERE / "found" / name
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    before = set(found.iterdir())
    seeds = [HERE / "seeds" / name, ROOT / "tests" / "crashers" / name]
    done = subprocess.run(
        [
            sys.executable, "-m", "fuzz.harness", name,
            *until, f"-timeout={MOST_SECONDS}",
            f"-rss_limit_mb={MOST_MEGABYTES}", f"-max_len={LONGEST}", "-print_final_stats=1",
            f"-dict={HERE / 'words.dict'}", f"-artifact_prefix={found}/", "-len_control=20",
            *map(str, (corpus, *(seed for seed in seeds if seed.is_dir()))),
        ],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True, text=True, errors="replace", check=False,
        timeout=(seconds if inputs is None else MOST_MINUTES * 60) + SPARE,
    )  # fmt: skip
    said = done.stdout + done.stderr
    tried = re.search(TRIED, said)
    length = f" in {seconds} s" if inputs is None else ""
    print(f"{name}: {int(tried[1]) if tried else 0:,} inputs tried{length}")
    broken = sorted(set(found.iterdir()) - before)
    if not broken and done.returncode == 0:
        return 0
    print(said[-4000:])
    for path in broken:
        print(f"this input breaks the promise: {path.relative_to(ROOT)}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
