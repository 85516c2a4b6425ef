"""`pmlint check`: find the reports, hold each against its task, show what came out."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from pmlint.catalog import catalog
from pmlint.cli.cache import cache_folder
from pmlint.cli.comparison import Comparison, compared
from pmlint.cli.discover import Found, discover
from pmlint.cli.files import read_stdin
from pmlint.cli.inspection import Inspection
from pmlint.cli.judge import Judge
from pmlint.cli.memory import Memory
from pmlint.cli.past import Pasts
from pmlint.cli.presentation import present
from pmlint.cli.rerun import Rerun
from pmlint.cli.standings import Standings
from pmlint.cli.workplace import Workplace
from pmlint.errors import UsageError
from pmlint.frozen import replace
from pmlint.past import Witness
from pmlint.source import Origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pmlint.cli.sightings import Sightings

STDIN = "-"
STDIN_NAME = "stdin.yaml"


def run(arguments: argparse.Namespace) -> int:
    """Check what the arguments name; return the exit code. Raises PmlintError."""
    wants_fixes = arguments.fix or arguments.diff or arguments.unsafe_fixes
    if wants_fixes:
        from pmlint.cli.fixing import assert_sensible

        assert_sensible(arguments)
    rerun = Rerun(arguments.argv)
    comparison = compared(arguments, rerun.sight)
    rules = catalog()
    config = Path(arguments.config).absolute() if arguments.config else None
    place = Workplace(rules, config, arguments.isolated, snapshot=comparison.snapshot)
    judge = Judge(arguments, place, rules)
    if wants_fixes:  # what is signed off is fixed with more care
        judge.asks = frozenset((Witness.SIGN_OFFS,))
    only_changes = comparison.since is not None
    standings = Standings(judge, cache_folder(arguments))
    pasts = Pasts(comparison.before(judge), standings)
    memory = Memory(cache_folder(arguments))

    def sightings() -> Sightings:
        from pmlint.cli.sightings import Sightings

        return Sightings(judge, pasts, standings, memory)

    inspection = Inspection(
        judge,
        pasts,
        only_changes=only_changes,
        memory=memory,
        jobs=arguments.jobs,
        # what is to be fixed is opened, whatever is known of it
        sightings=None if wants_fixes else sightings,
    )
    found, given = Found(()), None
    if STDIN in arguments.paths:
        given = _stdin(arguments, place, inspection)
    else:
        found = _found(arguments, place, comparison)
        inspection.files(found)
    if wants_fixes:
        from pmlint.cli.fixing import fixed

        return fixed(inspection, arguments, given, found.left_out, comparison)
    outcome = inspection.outcome(found.left_out, comparison)
    outcome = replace(outcome, offers_fixes=comparison.snapshot.origin is Origin.FILE)
    text = present(outcome, arguments, place.show)
    if inspection.unread:
        return 2
    code = 1 if outcome.fails(judge.fails_on()) else 0
    if not any(rule.clock for task in judge.tasks for rule, _ in task.running):
        rerun.keep(text, code)
    return code


def _stdin(
    arguments: argparse.Namespace, place: Workplace, inspection: Inspection
) -> tuple[Path, bytes]:
    """Inspect standard input; return the path that it is taken for, and what stands in it."""
    if arguments.paths != [STDIN]:
        raise UsageError("- (standard input) stands alone: name files in another run")
    name = arguments.stdin_filename or STDIN_NAME
    path = Path(os.path.normpath(place.current / name))
    content = read_stdin(inspection.limit(path))
    inspection.stdin(path, content)
    return path, content


def _found(arguments: argparse.Namespace, place: Workplace, comparison: Comparison) -> Found:
    found = discover(
        arguments.paths,
        place,
        force_exclude=arguments.force_exclude,
        home=comparison.repository,
        earlier=comparison.base if comparison.tells_deletions else None,
    )
    if found.nothing:
        raise UsageError(found.nothing)
    return found
