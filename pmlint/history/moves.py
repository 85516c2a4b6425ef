"""Moves: which files a commit renames, as far as they may be reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from pmlint.history.log import Log, may_be_report
from pmlint.renaming import follow
from pmlint.repo import Change

Contents = Callable[[Iterable[str]], Mapping[str, bytes | None]]
"""Gives the contents of blobs by their OIDs; one that is not there is None, or left out."""
MOST_CHANGES = 50
"""In a commit that changes more reports than this nobody looks whether two changed places."""
Files = Mapping[str, str]
"""OIDs of blobs by path."""


class Moves:
    """What the first parents of `tip` rename; of each it is worked out once.

    `contents` reads blobs, and `incident` the incident identifier of a content. Where `told` is
    there, it knows that of a path and its blob, so that the content need not be read.
    """

    def __init__(
        self,
        log: Log,
        tip: str,
        contents: Contents,
        incident: Callable[[bytes], str],
        told: Callable[[str, str], str] | None = None,
    ) -> None:
        self.log = log
        self.tip = tip
        self._contents = contents
        self._incident = incident
        self._told = told
        self._known: dict[str, Mapping[str, str]] = {}
        self._origins: dict[str, Mapping[str, str | None]] = {}
        self._read: dict[str, bytes | None] = {}

    def of(self, oid: str) -> Mapping[str, str]:
        """Return the paths that the commit `oid` renames: for each new one the old one.

        A file that is copied, or takes the place of another, is not renamed.
        """
        if oid not in self._known:
            gone, new = self._candidates(oid)
            found = self._matched(gone, new)
            left = new.keys() - found.keys()
            if left and len(found) < len(gone):
                found |= self._behind(oid, left, gone.keys() - found.values())
            self._known[oid] = found
        return self._known[oid]

    def origins(self, oid: str) -> Mapping[str, str | None]:
        """Return for each path that `oid` leaves changed where its report was before.

        That is the path itself, or another one: the report was renamed, or has taken the place of
        another, which its incident identifier tells. None means that it was not there.
        """
        if oid not in self._origins:
            changes = [each for each in self.log.commit(oid).changes if may_be_report(each.path)]
            self._origins[oid] = self._placed(oid, changes)
        return self._origins[oid]

    def new_name(self, oid: str, path: str) -> str | None:
        """Return what the commit `oid` renames `path` to, or None."""
        found = self.origins(oid).items()
        return next((new for new, old in found if old == path != new), None)

    def _placed(self, oid: str, changes: list[Change]) -> dict[str, str | None]:
        edited = [each for each in changes if each.after and each.before != each.after]
        found: dict[str, str | None] = {
            each.path: each.path if each.before is not None else None for each in edited
        }
        if any(each.before is None for each in edited):
            found |= self.of(oid)
        if len(changes) < 2 or len(changes) > MOST_CHANGES or not any(e.before for e in edited):
            return found
        was = {each.path: self._incident_in(each.path, each.before) for each in changes}
        now = {each.path: self._incident_in(each.path, each.after) for each in changes}
        told = set(now.values())
        # A report whose identifier is told nowhere any more has got another one, and has stayed.
        moved = {
            path for path in found
            if was[path] != now[path] and now[path] and (not was[path] or was[path] in told)
            and found[path] in (None, path)
        }  # fmt: skip
        free = {was[path]: path for path in sorted(was, reverse=True) if was[path] != now[path]}
        taken = {old for path, old in found.items() if path not in moved}
        for path in sorted(moved):
            old = free.get(now[path])
            if old is not None and old not in taken:
                found[path] = old
                taken.add(old)
            elif was[path]:
                found[path] = None
        return found

    def _incident_in(self, path: str, blob: str | None) -> str:
        if blob is None:
            return ""
        if self._told is not None:
            return self._told(path, blob)
        return "".join(map(self._incident, self._fetch({blob: blob}).values()))

    def prepare(self, oids: Iterable[str]) -> None:
        """Read what `of` will need for the commits `oids`: at once, and not one by one."""
        wanted: dict[str, str] = {}
        for oid in oids:
            if len(self.log.commit(oid).changes) < 2:
                continue  # nothing can be taken away and brought at once
            gone, new = self._candidates(oid)
            for side in _edited(gone, new, _only_moved(gone, new)):
                wanted.update((blob, blob) for blob in side.values())
        self._fetch(wanted)

    def _candidates(self, oid: str) -> tuple[Files, Files]:
        """Return what a commit takes away and what it brings, as blobs by path."""
        changes = [each for each in self.log.commit(oid).changes if may_be_report(each.path)]
        return (
            {each.path: each.before for each in changes if each.before and not each.after},
            {each.path: each.after for each in changes if each.after and not each.before},
        )

    def _matched(self, gone: Files, new: Files) -> dict[str, str]:
        if not gone or not new:
            return {}
        found = _only_moved(gone, new)
        olds, news = (self._fetch(side) for side in _edited(gone, new, found))
        return found | follow(olds, news, self._incident)

    def _fetch(self, files: Files) -> dict[str, bytes]:
        """Return the contents of files by path, without those that are not there."""
        if unknown := {oid for oid in files.values() if oid not in self._read}:
            self._read.update(self._contents(unknown))
        contents = {path: self._read.get(oid) for path, oid in files.items()}
        return {path: content for path, content in contents.items() if content is not None}

    def _behind(self, oid: str, new: Iterable[str], gone: set[str]) -> dict[str, str]:
        """Return what a merge renames step by step, so that start and end have little in common."""
        merged = self.log.merged(self.tip, oid)
        found: dict[str, str] = {}
        for path in sorted(new):
            at = path
            for _ in merged:
                made = (o for o, change in self.log.touching(merged, at) if change.before is None)
                old = next((names[at] for names in map(self.of, made) if at in names), None)
                if old is None:
                    break
                at = old
                if at in gone and at not in found.values():
                    found[path] = at
                    break
        return found


def _only_moved(gone: Files, new: Files) -> dict[str, str]:
    """Return what was renamed and not changed: no content need be read to see that.

    It counts where a whole folder is moved. Files of which there are several alike are left out.
    """
    before, after = Counter(gone.values()), Counter(new.values())
    olds = {oid: path for path, oid in gone.items() if before[oid] == 1}
    return {path: olds[oid] for path, oid in new.items() if after[oid] == 1 and oid in olds}


def _edited(gone: Files, new: Files, found: Mapping[str, str]) -> tuple[Files, Files]:
    """Return what is left of both sides when `found` was renamed; nothing if one side is empty."""
    taken = set(found.values())
    olds = {path: oid for path, oid in gone.items() if path not in taken}
    news = {path: oid for path, oid in new.items() if path not in found}
    return (olds, news) if olds and news else ({}, {})
