"""Row: a program that is measured where it is there, and otherwise says why it is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from program import LAUNCHER, Program


@dataclass
class Row(Program):
    """A program that may be lacking: then `lacks` holds what it said instead.

    `before` runs before each run. `factor` scales up the time that the program itself says at the
    end of its output, which is its work without its start.
    """

    surroundings: dict[str, str] | None = None
    before: Callable[[], None] | None = None
    factor: float = 1
    lacks: str = ""

    def run(self, folder: Path, output: Path, *, warm_up: bool = False) -> None:
        """Run once in `folder`; a program that does not do its work is not run again."""
        if self.lacks:
            return
        if self.before is not None:
            self.before()
        done = subprocess.run(
            (sys.executable, "-I", "-S", "-c", LAUNCHER, str(output), *self.command),
            cwd=folder, env=self.surroundings, check=True, capture_output=True, text=True,
        )  # fmt: skip
        code, wall, cpu, peak = map(float, done.stdout.split())
        said = output.read_bytes()
        if code != 0 or self.says.encode() not in said:
            self.lacks = f"it ended with {code:.0f}: {last_line(said)}"
            self.walls, self.cpus, self.peaks = [], [], []
            return
        if warm_up:
            return
        if self.factor != 1:
            worked = float(said.split()[-1])
            whole = wall + worked * (self.factor - 1)
            wall, cpu = whole, cpu * whole / wall
        self.walls.append(wall)
        self.cpus.append(cpu)
        self.peaks.append(peak * (1 if sys.platform == "darwin" else 1024))


def last_line(said: bytes) -> str:
    """Return the last line of what a program said."""
    lines = said[-2000:].decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else "it said nothing"
