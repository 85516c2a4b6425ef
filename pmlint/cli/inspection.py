"""Inspection: all reports that were found, each held against its task and its past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pmlint.cli.batch import FEWEST, Batch
from pmlint.cli.comparison import Comparison
from pmlint.cli.crew import crew
from pmlint.cli.discover import Found
from pmlint.cli.folder import folder_of
from pmlint.cli.judge import Judge
from pmlint.cli.memory import Memory
from pmlint.cli.past import Before, Earlier, Pasts
from pmlint.cli.snapshot import Snapshot, Stored
from pmlint.cli.terminal import Progress, complain
from pmlint.engine import NO_PAST, Checked
from pmlint.errors import RepositoryError
from pmlint.frozen import replace
from pmlint.outcome import Outcome, Resting, Since
from pmlint.past import Past, unknown_past
from pmlint.source import Origin, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pmlint.cli.sightings import Sightings


class Inspection:
    """Inspects reports; what came out is gathered here.

    With `only_changes` what is as it was before is passed over, and of the rest only new findings
    count. `known` counts the others, and `unread` the reports that could not be read. `jobs` is
    how many processes share the work, None as many as there are cores.
    """

    def __init__(
        self,
        judge: Judge,
        pasts: Pasts,
        *,
        only_changes: bool = False,
        memory: Memory | None = None,
        jobs: int | None = 1,
        sightings: Callable[[], Sightings] | None = None,
    ) -> None:
        self.judge = judge
        self.pasts = pasts
        self.only_changes = only_changes
        self.memory = memory or Memory()
        self.jobs = jobs
        self.sightings = sightings
        self.checked: list[Checked] = []
        self.deleted: list[Checked] = []
        self.known = 0
        self.unread = 0
        self._batch: Batch | None = None

    def files(self, found: Found) -> None:
        """Inspect the reports that are there, and what was lost with those that are gone."""
        snapshot = self.judge.place.snapshot
        files = self._changed(found.files, snapshot) if self.only_changes else found.files
        progress = Progress(len(files))
        sightings = None
        if self.sightings is not None and len(files) >= FEWEST:
            sightings = self.sightings()
            files = files if self.only_changes else tuple(self._touched(files, sightings))
        waiting: dict[Path, bytes] = {}
        with crew(self.judge.kept, self.jobs) as hands:
            self._batch = Batch(self.judge, self.memory, hands, self.checked, progress, sightings)
            for path, content in snapshot.reports(files, self.limit):
                if isinstance(content, str):
                    self.unread += 1
                    progress.close()
                    shown = self.judge.place.relative(path, self.judge.place.current)
                    complain(f"error: {shown}: {content}")
                elif not self._at_once(path, content, snapshot.origin):
                    waiting[path] = content
            for path, before, earlier in self._earlier(waiting):
                self._compare(path, waiting[path], snapshot.origin, before, earlier)
            self._batch.finish()
            self._batch = None
        progress.close()
        self._deleted(found.gone)

    def _touched(self, files: Sequence[Path], sightings: Sightings) -> Iterator[Path]:
        """Yield those of `files` that must be opened; the others are as they were."""
        for path, checked in sightings.recalled(files):
            if checked is None:
                yield path
            else:
                self.checked.append(checked)

    def stdin(self, path: Path, content: bytes) -> None:
        """Inspect standard input, which is taken for the report at `path`."""
        if not self._at_once(path, content, Origin.STDIN):
            for _, before, earlier in self._earlier({path: content}):
                self._compare(path, content, Origin.STDIN, before, earlier)

    def limit(self, path: Path) -> int:
        """Return how many bytes the report at `path` may have."""
        return self.judge.place.settings(folder_of(path)).limits.bytes

    def outcome(self, left_out: int, comparison: Comparison) -> Outcome:
        """Return what came out, in order; `left_out` files were not looked at."""
        since = None
        if comparison.since is not None and comparison.base is not None:
            reports = len(self.checked) + len(self.deleted)
            since = Since(comparison.since, comparison.base.commit or "", reports, self.known)
        return Outcome(
            tuple(sorted(self.checked, key=lambda report: report.path)),
            self._resting(),
            left_out,
            tuple(sorted(self.deleted, key=lambda report: report.path)),
            since,
            unread=self.unread,
        )

    def _resting(self) -> tuple[Resting, ...]:
        """The rules that could not be checked: for lack of parts, or of a past."""
        found: dict[tuple[str, str], Resting] = {}
        tasks = {(id(task.template), task.codes): task for task in self.judge.tasks}
        for task in tasks.values():
            for rule, lacks in task.resting:
                roles = tuple(role.value for role in lacks)
                found[rule.code, ""] = Resting(rule.code, rule.name, roles)
        names = {rule.code: rule.name for rule in self.judge.catalog.rules}
        for report in (*self.checked, *self.deleted):
            for code, reason in report.unwitnessed:
                old = found.get((code, reason))
                reports = 1 if old is None else old.reports + 1
                found[code, reason] = Resting(code, names[code], (), reason, reports)
        return tuple(found[key] for key in sorted(found))

    def _changed(self, files: Iterable[Path], snapshot: Snapshot) -> tuple[Path, ...]:
        """Leave out what need not even be read: the blobs that are what they were."""
        if not isinstance(snapshot, Stored):
            return tuple(files)
        found = []
        for path in files:
            before, oid = self.pasts.before(path), snapshot.oid(path)
            if isinstance(before, str) or oid is None or before.base.oid(path) != oid:
                found.append(path)
                continue
            if before.loss.names:  # then it must be read, to know whether it is concerned
                found.append(path)
        return tuple(found)

    def _at_once(self, path: Path, content: bytes, origin: Origin) -> bool:
        """Check what needs nothing from Git but what is known already; say whether that was so."""
        if not self.only_changes and not self.judge.witnesses(path):
            self._check(path, content, origin, NO_PAST)
            return True
        before = self.pasts.before(path)
        if isinstance(before, str):
            self._check(path, content, origin, unknown_past(before))
        elif not before.has(path, content):
            return False
        elif not self.only_changes or self._has_lost(path, content, before):
            self._compare(path, content, origin, before, Earlier(path, content))
        return True

    def _has_lost(self, path: Path, content: bytes, before: Before) -> bool:
        """Say whether a sign-off of the report was taken away."""
        name = self.judge.place.name(path)
        return before.loss.concerns(name, lambda: before.incident(content))

    def _earlier(
        self, reports: Mapping[Path, bytes]
    ) -> Iterator[tuple[Path, Before, Earlier | str | None]]:
        """Yield the paths of `reports` with what was there before, read in one batch each."""
        groups: dict[int, tuple[Before, dict[Path, bytes]]] = {}
        for path, content in reports.items():
            before = self.pasts.before(path)
            if not isinstance(before, str):
                groups.setdefault(id(before), (before, {}))[1][path] = content
        for before, group in groups.values():
            earlier: dict[Path, Earlier] = {}
            reason = None
            try:
                earlier = before.earlier(group)
            except RepositoryError as error:
                if self.only_changes:
                    raise
                reason = str(error)
            for path in group:
                yield path, before, earlier.get(path, reason)

    def _compare(
        self,
        path: Path,
        content: bytes,
        origin: Origin,
        before: Before,
        earlier: Earlier | str | None,
    ) -> None:
        was = earlier if isinstance(earlier, Earlier) else None
        is_same = was is not None and was.path == path and was.reads_like(content)
        if self.only_changes and is_same and not self._has_lost(path, content, before):
            return
        name = self.judge.place.name(path)
        is_committed = before.is_recorded(path, content)
        witnesses = self.judge.witnesses(path)
        past = self.pasts.past(path, name, content, witnesses, earlier, is_committed=is_committed)
        if not self.only_changes or was is None:
            self._check(path, content, origin, past)
            return
        now = self.judge.check(path, content, origin, past)
        self.checked.append(now)
        if not now.findings:
            return
        from pmlint.baseline import new_findings

        then = self.judge.check(
            path, was.content, Origin.REVISION, among=before.base, folder=was.path.parent
        )
        report, old = self.judge.read(path, content), self.judge.read(path, was.content)
        new = new_findings(now.findings, then.findings, report, old)
        self.known += len(now.findings) - len(new)
        self.checked[-1] = replace(now, findings=new)

    def _check(self, path: Path, content: bytes, origin: Origin, past: Past) -> None:
        if self._batch is None:
            self.checked.append(self.judge.check(path, content, origin, past))
        else:
            self._batch.add(path, content, origin, past)

    def _deleted(self, gone: Iterable[Path]) -> None:
        for path in gone:
            before = self.pasts.before(path)
            if isinstance(before, str) or path in before.renames.values():
                continue
            content = before.contents((path,))[path]
            source = Source(self.judge.place.name(path), content, Origin.REVISION)
            from pmlint.deletion import check_deleted

            self.deleted.append(check_deleted(source, self.judge.task(path)))
