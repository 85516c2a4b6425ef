"""What fuzzing starts from, and what it has found: each input keeps the promise of its door.

A crasher is mended first, and then lies in tests/crashers for good, under a name that says it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # `fuzz` is beside the tests, and no part of the package

from fuzz.promise import PROMISES  # noqa: E402 - only found from here on

INPUTS = sorted(
    path
    for folder in (ROOT / "fuzz" / "seeds", ROOT / "tests" / "crashers")
    for path in folder.rglob("*")
    if path.is_file()
)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_findings_or_a_clear_error_and_never_anything_else(path: Path) -> None:
    PROMISES[path.parent.name](path.read_bytes())


def test_every_promise_has_seeds() -> None:
    assert {path.parent.name for path in INPUTS} == set(PROMISES)
