"""Running the command line as a process that may use so much memory and time, and no more."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MEGABYTES = 1024
SECONDS = 100
"""Many times what any of the runs takes on an idle machine: the tests share theirs."""


@dataclass(frozen=True)
class Bounded:
    """What a run said within its bounds."""

    code: int
    out: str
    err: str


def bounded(
    *arguments: str | Path,
    given: bytes | None = None,
    megabytes: int = MEGABYTES,
    seconds: float = SECONDS,
) -> Bounded:
    """Run `pmlint` in the current folder. What outgrows `megabytes` or `seconds` fails the test."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    done = subprocess.run(
        [sys.executable, "-m", "pmlint", *map(os.fspath, arguments)],
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        check=False,
        timeout=seconds,
        preexec_fn=limit,
    )
    out, err = (
        done.stdout.decode("utf-8", "surrogateescape"),
        done.stderr.decode("utf-8", "replace"),
    )
    assert "Traceback" not in err, err[-3000:]
    assert "internal" not in err, err[-3000:]
    return Bounded(done.returncode, out, err)
