"""The command line: the only place that reads `argv`, asks the clock, prints and exits.

Nothing is imported here before it is known which command runs: start-up is a feature.
"""

from __future__ import annotations

import sys

CODE_ERROR = 2
CODE_INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run pmlint with `argv` (default: the process's own) and return the exit code.

    0: nothing at or above --fail-on; 1: findings; 2: pmlint could not do its work; 130:
    interrupted. Raises SystemExit only where argparse does (--help, wrong arguments).
    """
    arguments = sys.argv[1:] if argv is None else argv
    from pmlint.cli.arguments import parse

    parsed = parse(arguments)
    try:
        return _run(parsed)
    except KeyboardInterrupt:
        print("pmlint: interrupted", file=sys.stderr)
        return CODE_INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has seen enough. Python would complain once more on exit.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(parsed: object) -> int:
    from importlib import import_module

    from pmlint.errors import PmlintError

    name = parsed.command.replace("-", "_")  # type: ignore[attr-defined]
    command = import_module(f"pmlint.cli.{name}")
    try:
        code = int(command.run(parsed))
        if sys.stdout is not None:  # None where it was closed: `pmlint check --output-file x >&-`
            sys.stdout.flush()
    except PmlintError as error:
        from pmlint.cli.terminal import complain

        complain(f"error: {error}")
        return CODE_ERROR
    except BrokenPipeError:
        raise
    except OSError as error:
        from pmlint.cli.terminal import complain

        name = f"{error.filename}: " if error.filename else ""
        complain(f"error: {name}{(error.strerror or str(error)).lower()}")
        return CODE_ERROR
    except Exception as error:
        return _internal(error)
    return code


def _internal(error: Exception) -> int:
    """Report a mistake of pmlint's own: a person at night gets a sentence, not a traceback."""
    import os

    from pmlint.cli.terminal import complain

    if os.environ.get("PMLINT_DEBUG"):
        raise error
    complain(
        f"internal error: {type(error).__name__}: {error}\nthis is a mistake in pmlint, not in "
        "your report; run again with PMLINT_DEBUG=1 and please report what it says"
    )
    return CODE_ERROR
