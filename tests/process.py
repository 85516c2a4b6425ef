"""A pmlint process of its own, as a shell starts it, with a Git in its way that does as it is told.

What the process may do, where its streams lead and what stands in its environment is set here.
"""

from __future__ import annotations

import os
import resource
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import ROOT, Ran

PATIENCE = 60
GIT = shutil.which("git") or "git"
UNPRIVILEGED = (
    "setpriv",
    "--inh-caps=-dac_override,-dac_read_search",
    "--bounding-set=-dac_override,-dac_read_search",
    "--no-new-privs",
)
"""Root that must keep to the modes of files, like everybody else."""


@dataclass(frozen=True)
class Process:
    """How pmlint is started. `environment` is besides the test's own; None takes a variable out."""

    environment: dict[str, str | None] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    prepare: Callable[[], None] | None = None

    def start(self, *arguments: str | Path, **streams: object) -> subprocess.Popen[str]:
        own = {**os.environ, "PYTHONPATH": str(ROOT), **self.environment}
        return subprocess.Popen(
            [*self.before, sys.executable, "-m", "pmlint", *map(str, arguments)],
            env={name: value for name, value in own.items() if value is not None},
            preexec_fn=self.prepare,  # noqa: PLW1509 - tests have no threads when they start it
            encoding="utf-8",
            **{"stdin": -3, "stdout": -1, "stderr": -1} | streams,  # type: ignore[arg-type]
        )  # type: ignore[call-overload, no-any-return, unused-ignore]

    def run(self, *arguments: str | Path, **streams: object) -> Ran:
        process = self.start(*arguments, **streams)
        out, err = process.communicate(timeout=PATIENCE)
        return Ran(process.returncode, out or "", err or "")

    def shell(self, *arguments: str, redirected: str) -> Ran:
        """Run it with `redirected` behind, as a shell understands it."""
        words = shlex.join([*self.before, sys.executable, "-m", "pmlint", *arguments])
        own = {**os.environ, "PYTHONPATH": str(ROOT), **self.environment}
        done = subprocess.run(
            ["bash", "-c", f"{words} {redirected}"],
            env={name: value for name, value in own.items() if value is not None},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


def unprivileged() -> Process:
    """Return pmlint without the rights of root; skips the test where there is no such thing."""
    if os.geteuid():
        return Process()
    if shutil.which(UNPRIVILEGED[0]) is None:
        pytest.skip("root may read and write everything, and there is no setpriv to take that away")
    probe = subprocess.run([*UNPRIVILEGED, "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("root may read and write everything, and cannot give that up here")
    return Process(before=UNPRIVILEGED)


def small_files(size: int) -> Process:
    """Return pmlint on a disk where no file can grow over `size` bytes."""
    limit = (size, resource.RLIM_INFINITY)
    return Process(prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))


WHEN = """\
import os, signal, sys
left = [each.split("|") for each in os.environ["WHEN"].split("\\n")]

def hook(event, arguments):
    if left and event == left[0][0] and left[0][1] in str(arguments[0]):
        act = left.pop(0)[2]
        if act.isdigit():
            os.kill(os.getpid(), int(act))
        else:
            exec(act)

sys.addaudithook(hook)
"""
"""Python tells of what it is about to do: https://docs.python.org/3/library/audit_events.html"""


def when(folder: Path, *faults: tuple[str, str, str | int]) -> Process:
    """Return pmlint in which something happens at given moments, in their order.

    Each is an audit event of Python, what its first argument holds, and the number of the signal
    that comes or a line of Python that is run, just before that is done.
    """
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(WHEN)
    told = "\n".join("|".join(str(int(each) if isinstance(each, int) else each)
                              for each in fault) for fault in faults)  # fmt: skip
    return Process({"PYTHONPATH": f"{folder}:{ROOT}", "WHEN": told})


@dataclass(frozen=True)
class FakeGit:
    """A `git` that does something else where its words hold `command`: a line of shell.

    `$GIT` is the real one. Who has run it is written down by number, to see who is left.
    """

    folder: Path

    def does(self, command: str, line: str) -> Process:
        self.folder.mkdir(exist_ok=True)
        script = self.folder / "git"
        script.write_text(
            f"#!/bin/bash\nGIT={GIT}\necho $$ >> {self.folder}/started\n"
            f'for word in "$@"; do if [ "$word" = {command} ]; then\n{line}\nfi; done\n'
            'exec "$GIT" "$@"\n'
        )
        script.chmod(0o755)
        return Process({"PATH": f"{self.folder}:{os.environ['PATH']}"})

    @property
    def left(self) -> list[int]:
        """The processes that are still there."""
        started = self.folder / "started"
        numbers = map(int, started.read_text().split() if started.exists() else ())
        return [number for number in numbers if is_running(number)]


def is_running(number: int) -> bool:
    """Say whether there is still a process of this number."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # it has ended, and nobody has asked how


@contextmanager
def unchanged(*folders: Path) -> Iterator[None]:
    """Assert that every file in `folders` is after the block what it was before."""
    before = contents(*folders)
    yield
    assert contents(*folders) == before


def contents(*folders: Path) -> dict[Path, bytes]:
    """Return what is in every file of `folders`."""
    return {
        path: path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
