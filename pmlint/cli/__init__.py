"""The command line: the only place that reads `argv`, asks the clock, prints and exits.

Nothing is imported here before it is known which command runs: start-up is a feature.
"""

from __future__ import annotations

import sys

CODE_ERROR = 2
CODE_INTERRUPTED = 130
COLLECTED_AFTER = 50_000
"""So many more objects make Python look for garbage. Otherwise 700 do, some hundred times before
the first report is read, and there is none."""
HELP = frozenset({"-h", "--help"})
ABOUT_ITSELF = HELP | {"--version"}
"""By these pmlint only says what it is."""
GATES = frozenset({"commit-msg", "pre-push", "pre-receive"})
"""What lets nothing through because nobody reads why not: whoever pushes can hang up."""


def main(argv: list[str] | None = None) -> int:
    """Run pmlint with `argv` (default: the process's own) and return the exit code.

    0: nothing at or above --fail-on; 1: findings; 2: pmlint could not do its work; 130:
    interrupted; 143: terminated. Raises SystemExit only where argparse does (--help, wrong
    arguments).
    """
    is_process = argv is None
    try:
        import gc

        if is_process:
            gc.set_threshold(COLLECTED_AFTER)
        from pmlint.cli.streams import prepare

        prepare()
        words = sys.argv[1:] if argv is None else argv
        if words and words[0] in ABOUT_ITSELF:  # nothing is begun that would have to be ended
            return _run(words)
        from pmlint.interruption import Heard

        with Heard(is_process=is_process):
            code = _run(words)
        if is_process:
            gc.freeze()  # all of it goes with the process: there is no need to look at it once more
        return code
    except KeyboardInterrupt as stop:
        return _interrupted(stop, is_process=is_process)


def _run(argv: list[str]) -> int:
    from pmlint.errors import PmlintError

    try:
        return _told(argv)
    except PmlintError as error:
        return _failed(str(error))
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not _has_folder():
            return _failed("the current folder is not there any more: change to one that is")
        name = f"{error.filename}: " if error.filename else ""
        return _failed(f"{name}{(error.strerror or str(error)).lower()}")
    except Exception as error:
        return _internal(error)


def _has_folder() -> bool:
    """Say whether the folder that pmlint runs in is still there."""
    import os

    try:
        os.getcwd()  # noqa: PTH109
    except FileNotFoundError:
        return False
    return True


def _told(argv: list[str]) -> int:
    """Run the command, and see that all it says is written."""
    from pmlint.cli.streams import flush, forsake

    try:
        try:
            is_check = argv[:1] == ["check"] and HELP.isdisjoint(argv)
            code = _checked(argv) if is_check else _done(argv)
        except SystemExit:
            flush()
            raise
        flush()
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        forsake(sys.stdout)
        return CODE_ERROR if GATES.intersection(argv[:1]) else 0
    return code


def _checked(argv: list[str]) -> int:
    """Say again what the same check has said before, if nothing has changed since; else check.

    It is looked for before anything else: reading the arguments takes as long as all of this.
    """
    from pmlint.cli.rerun import Rerun

    answer = Rerun(argv).known()
    if answer is not None:
        sys.stdout.write(answer[0])
        return answer[1]
    from pmlint.cli.foresight import Foresight

    with Foresight():
        return _done(argv)


def _done(argv: list[str]) -> int:
    from pmlint.cli.arguments import parse

    parsed = parse(argv)
    from importlib import import_module

    return int(import_module(f"pmlint.cli.{parsed.command.replace('-', '_')}").run(parsed))


def _failed(words: str) -> int:
    from pmlint.cli.streams import flush, forsake
    from pmlint.cli.terminal import complain

    try:
        flush()
    except OSError:
        forsake(sys.stdout)
    complain(f"error: {words}")
    return CODE_ERROR


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


def _interrupted(stop: KeyboardInterrupt, *, is_process: bool) -> int:
    """Say in one line why the run ends, and nothing more of what it has found."""
    from pmlint.cli.streams import forsake
    from pmlint.cli.terminal import complain

    if is_process:  # who reads it may have stopped reading, and would be waited for
        forsake(sys.stdout)
    complain(str(getattr(stop, "words", "interrupted")))
    return int(getattr(stop, "code", CODE_INTERRUPTED))
