"""`pmlint commit-msg FILE`: refuse a message that claims a sign-off of something else.

The commit-msg hook of Git. A sign-off in a message is believed by whoever reads the log; it must
be one of the very content that is committed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from pmlint.catalog import catalog
from pmlint.cli.discover import discover
from pmlint.cli.files import read_report
from pmlint.cli.ledger import ledger_of
from pmlint.cli.snapshot import Stored
from pmlint.cli.tasks import task_at
from pmlint.cli.terminal import complain
from pmlint.cli.workplace import Workplace
from pmlint.digest import digest
from pmlint.engine import read
from pmlint.errors import UsageError
from pmlint.postmortem import Postmortem
from pmlint.renaming import incident_of
from pmlint.repo import Repository
from pmlint.signoff.ledger import read as read_record
from pmlint.signoff.statement import Record, encodable
from pmlint.signoff.trailer import Trailer, trailers
from pmlint.source import Origin, Source

MOST_BYTES = 1 << 20
SCISSORS = r"(?m)^.{0,2} ?-{8,} >8 -{8,}\r?$"
"""What `git commit --verbose` puts between the message and the change."""
SHORT = 15


def run(arguments: argparse.Namespace) -> int:
    """Read the message in the file that Git names; return 1 where it claims too much."""
    content = read_report(Path(arguments.file), MOST_BYTES)
    message = re.split(SCISSORS, content.decode("utf-8", "replace"))[0]
    claimed = trailers(message)
    if not claimed:
        return 0
    repository = Repository.open(Path.cwd())
    index = Stored.of_index(repository)
    place = Workplace(catalog(), current=repository.root, snapshot=index)
    wrong = list(_wrong(claimed, place, index))
    for words in wrong:
        complain(f"error: {words}")
    return 1 if wrong else 0


def _wrong(claimed: tuple[Trailer, ...], place: Workplace, index: Stored) -> Iterator[str]:
    known = _Reports(place, index)
    hidden = _hidden(index)
    for trailer in claimed:
        found = list(known.named(trailer.report))
        if not found:
            yield (
                f"the message says that {trailer.report} is signed off, which is no report of this "
                "commit; take the line out of the message"
            )
            continue
        patterns = hidden.get((trailer.report, trailer.digest))
        digests = [digest(report, patterns) for _, report in found]
        if trailer.digest not in digests:
            staged = digests[0][:SHORT] + "…" if digests[0] else "none, for it cannot be read"
            yield (
                f"the message says that {trailer.report} is signed off with the content "
                f"{trailer.digest[:SHORT]}…, but that of the staged {found[0][0]} is {staged}; "
                "take the line out of the message, and ask for a new sign-off"
            )


class _Reports:
    """The reports of the index. Those whose text has a name in it are read, and no others."""

    def __init__(self, place: Workplace, index: Stored) -> None:
        self.place = place
        self.index = index
        self._contents: dict[Path, bytes] | None = None

    def named(self, name: str) -> Iterator[tuple[str, Postmortem]]:
        """Yield the reports with this incident identifier or path."""
        for path, content in self._all().items():
            shown = self.place.name(path)
            is_path = encodable(shown) == name
            if is_path or name.encode("utf-8", "replace") in content:
                source = Source(shown, content, Origin.INDEX)
                report = read(source, task_at(self.place, path))[1]
                if report is not None and (is_path or incident_of(report) == name):
                    yield shown, report

    def _all(self) -> dict[Path, bytes]:
        if self._contents is None:
            try:
                found = discover([], self.place, force_exclude=False).files
            except UsageError:  # there is no report at all
                found = ()
            limits = self.index.reports(found, lambda path: task_at(self.place, path).limits.bytes)
            self._contents = {path: each for path, each in limits if isinstance(each, bytes)}
        return self._contents


def _hidden(index: Stored) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return what the staged records leave out of their digests, by report and digest."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for path, content in ledger_of(index, index.repository.root).items():
        record = read_record(content, path)
        if isinstance(record, Record):
            statement = record.statement
            found[statement.report, statement.digest] = statement.mutable
    return found
