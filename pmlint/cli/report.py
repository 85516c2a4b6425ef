"""`pmlint report`: name the action items of all reports, until they are done."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pmlint.cli.clock import today
from pmlint.cli.files import read_saved_file
from pmlint.cli.gathering import Gathering
from pmlint.cli.inputs import Checkout, inputs
from pmlint.cli.printing import printed
from pmlint.cli.questions import listing, scope, unmet
from pmlint.cli.terminal import complain
from pmlint.errors import UsageError
from pmlint.output.words import count
from pmlint.summary.gate import Gate, counted
from pmlint.summary.item import Incident, Item
from pmlint.summary.people import People
from pmlint.summary.saved import read_saved
from pmlint.summary.state import DUE_WITHIN
from pmlint.summary.summary import Home, Summary, summarised

GATES = {
    Gate.OVERDUE: "overdue",
    Gate.DUE_SOON: "due soon",
    Gate.UNDATED: "without a due date",
    Gate.UNOWNED: "without an owner",
}


def run(arguments: argparse.Namespace) -> int:
    """Tell of what the arguments name; return the exit code. Raises PmlintError."""
    as_of = today(arguments.as_of, "--as-of")
    if arguments.grace and Gate.OVERDUE.value not in arguments.fail_on:
        raise UsageError("--grace goes with --fail-on overdue, and with nothing else")
    wished = listing(arguments)
    collection = _Collection(arguments, as_of)
    collection.read()
    due_within = DUE_WITHIN if arguments.due_within is None else arguments.due_within
    counts = scope(arguments, collection.people)
    summary = summarised(
        collection.homes,
        collection.incidents,
        collection.items,
        collection.vanished,
        as_of=as_of,
        due_within=due_within,
        scope=counts,
        listing=wished,
        name_of=collection.people.name,
    )
    for words in unmet(counts, collection.items):
        complain(f"warning: {words}")
    printed(summary, arguments, collection.path_of)
    return _code(summary, arguments)


@dataclass
class _Collection:
    """What all repositories and saved files have, put together."""

    arguments: argparse.Namespace
    as_of: date
    homes: list[Home] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    vanished: list[Item] = field(default_factory=list)
    people: People = field(default_factory=People)
    _gatherings: dict[str, Gathering] = field(default_factory=dict)
    _nothing: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Read everything. Raises PmlintError, also where there is no report at all."""
        found = inputs(self.arguments.paths, self.arguments.name)
        for each in found:
            if isinstance(each, Checkout):
                self._gather(each, is_first=each is found[0])
            else:
                self._saved(each)
        names = [home.name for home in self.homes]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise UsageError(
                f"two of these are the repository `{twice}`, whose items would be counted twice: "
                "leave one of them out"
            )
        if self._nothing and not self.incidents and not any(home.troubles for home in self.homes):
            raise UsageError(self._nothing[0])
        for words in self._nothing:
            complain(f"warning: {words}")

    def path_of(self, item: Item) -> Path | None:
        """Return where the report of `item` lies on the disk, None where it does not."""
        gathering = self._gatherings.get(item.incident.repository)
        return None if gathering is None else gathering.path_of(item)

    def _gather(self, checkout: Checkout, *, is_first: bool) -> None:
        gathering = Gathering(self.arguments, checkout)
        self.homes.append(gathering.gather(self.as_of))
        self._gatherings[checkout.name] = gathering
        self._add(gathering.incidents, gathering.items, gathering.vanished)
        if is_first:
            self.people = gathering.people
        if gathering.nothing:
            self._nothing.append(gathering.nothing)
        shown = gathering.place.show
        for trouble in gathering.presence.troubles:
            part = ": read only in part, " if trouble.is_part else ": "
            complain(f"error: {shown(trouble.path)}{part}{trouble.reason}")

    def _saved(self, path: Path) -> None:
        saved = read_saved(read_saved_file(path), str(path))
        self.homes += saved.homes
        self._add(saved.incidents, saved.items, saved.vanished)
        if not all(home.is_whole for home in saved.homes):
            complain(
                f"warning: {path} does not hold every action item: save it with --state all, "
                "and without --owner, --team, --severity, --kind and --limit"
            )
        for home in saved.homes:
            for trouble in home.troubles:
                part = ": read only in part, " if trouble.is_part else ": "
                complain(f"error: {path}: {home.name}/{trouble.path}{part}{trouble.reason}")

    def _add(
        self, incidents: Iterable[Incident], items: Iterable[Item], vanished: Iterable[Item]
    ) -> None:
        self.incidents += incidents
        self.items += items
        self.vanished += vanished


def _code(summary: Summary, arguments: argparse.Namespace) -> int:
    gates = [Gate(word) for word in arguments.fail_on]
    found = counted(summary.items, gates, arguments.grace)
    for gate, number in found.items():
        items = "1 action item is" if number == 1 else f"{number:,} action items are"
        late = (
            f" by more than {count(arguments.grace, 'day')}" if _has_grace(gate, arguments) else ""
        )
        complain(f"{items} {GATES[gate]}{late} (--fail-on {gate.value})")
    if summary.troubles and not arguments.keep_going:
        return 2
    return 1 if found else 0


def _has_grace(gate: Gate, arguments: argparse.Namespace) -> bool:
    return gate is Gate.OVERDUE and arguments.grace > 0
