"""Harness: one promise, fed by atheris until the time is up or an input breaks it.

Started by `python -m fuzz`, with libFuzzer's own arguments: the fuzzer ends the process.
"""

from __future__ import annotations

import sys

import atheris


def main() -> None:
    """Fuzz the promise that the first argument names."""
    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=["pmlint"]):
        from fuzz.promise import PROMISES
    atheris.Setup(sys.argv, PROMISES[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
