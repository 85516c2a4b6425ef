"""Claim: somebody's word that a report was signed off, wherever the repository keeps it.

A sign-off lives twice, in the ledger and in the message of its commit; here the two become one.
Nothing is believed yet: that is the judge's work.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from pmlint.frozen import Frozen, replace
from pmlint.repo import Commit
from pmlint.signoff import FOLDER
from pmlint.signoff.ledger import Unreadable, folder, read
from pmlint.signoff.statement import Record, SignOffRole
from pmlint.signoff.trailer import SIGN_OFF, trailers


class Claim(Frozen):
    """One sign-off as it is claimed.

    `record` is what the ledger keeps, None where only a commit message tells; `mutable` is what
    its digest leaves out, None where nobody says. `commits` are those that brought it, children
    before parents; empty where the history does not tell.
    """

    role: SignOffRole
    report: str
    digest: str
    name: str
    email: str
    path: str = ""
    at: str = ""
    mutable: tuple[str, ...] | None = None
    record: Record | None = None
    commits: tuple[Commit, ...] = ()

    @property
    def key(self) -> tuple[SignOffRole, str, str, str]:
        """What makes two claims the same: as what, who, and which content of which report."""
        return self.role, self.report, self.digest, self.email.casefold()

    @property
    def commit(self) -> Commit | None:
        """The commit that brought it first, if the history tells."""
        return self.commits[-1] if self.commits else None


class Withdrawal(Frozen):
    """A record that somebody has taken out of the ledger again, and the commit that did."""

    claim: Claim
    commit: Commit


class Damage(Frozen):
    """A file of the ledger that is no record. `folder` names the report that it may be about."""

    path: str
    reason: str
    tampered: bool

    @property
    def folder(self) -> str:
        """The name of its folder in the ledger."""
        return self.path.rpartition("/")[0].rpartition("/")[2]

    def concerns(self, names: Iterable[str]) -> bool:
        """Say whether it lies where the sign-offs of a report with one of `names` are kept."""
        return self.folder in {folder(name) for name in names}


class Claims(Frozen):
    """All that a repository claims: sign-offs, what was withdrawn, and what cannot be read."""

    claims: tuple[Claim, ...]
    withdrawals: tuple[Withdrawal, ...] = ()
    damages: tuple[Damage, ...] = ()


def is_record(path: str) -> bool:
    """Say whether a path of the repository is one of the ledger."""
    return path.startswith(f"{FOLDER}/")


def gather(
    ledger: Mapping[str, bytes],
    commits: Iterable[Commit],
    removed: Mapping[str, bytes],
    ancestry: Callable[[str], Collection[str]] = lambda _: (),
) -> Claims:
    """Return what the files of the `ledger` and the messages of `commits` claim.

    `ledger` has contents by path; `commits` come children first; `removed` has the contents of the
    ledger's blobs that are no longer there, by OID. `ancestry` gives the OIDs that a commit (an
    OID) contains: who brought a record before it was taken back does not vouch for it any more.
    """
    told: list[Claim] = []
    brought: dict[str, list[Commit]] = {}
    taken: list[tuple[str, str, Commit]] = []
    lapses: dict[str, list[Commit]] = {}
    for commit in commits:
        if SIGN_OFF in commit.message:
            told.extend(_told(commit))
        for change in commit.changes:
            if not is_record(change.path):
                continue
            if change.after is not None:
                brought.setdefault(change.path, []).append(commit)
            elif change.path in ledger:
                lapses.setdefault(change.path, []).append(commit)
            elif change.before is not None:
                taken.append((change.path, change.before, commit))
    for path, breaks in lapses.items():
        brought[path] = _since(brought.get(path, []), breaks, ancestry)
    kept: list[Claim] = []
    damages: list[Damage] = []
    for path, content in sorted(ledger.items()):
        record = read(content, path)
        if isinstance(record, Unreadable):
            damages.append(Damage(path, record.reason, record.tampered))
        else:
            kept.append(_kept(record, tuple(brought.get(path, ()))))
    known = {claim.key for claim in kept}
    withdrawals: dict[object, Withdrawal] = {}
    for path, oid, commit in taken:
        record = read(removed.get(oid, b""), path)
        if isinstance(record, Record) and _kept(record, ()).key not in known:
            claim = _kept(record, tuple(brought.get(path, ())))
            withdrawals.setdefault(claim.key, Withdrawal(claim, commit))
    untold = known | set(withdrawals)
    alone: dict[object, Claim] = {}
    for claim in told:
        if claim.key not in untold:
            before = alone.setdefault(claim.key, claim)
            if before is not claim:
                alone[claim.key] = replace(before, commits=(*before.commits, *claim.commits))
    return Claims((*kept, *alone.values()), tuple(withdrawals.values()), tuple(damages))


def _since(
    brought: list[Commit], breaks: list[Commit], ancestry: Callable[[str], Collection[str]]
) -> list[Commit]:
    """Return those of `brought` that have put back what one of `breaks` took away, or are none.

    What was taken away on another branch, and never here, takes nothing from those here.
    """
    lapsed: set[str] = set()
    for taken in breaks:
        before = set(ancestry(taken.oid))
        if any(taken.oid in set(ancestry(later.oid)) for later in brought):
            lapsed |= {commit.oid for commit in brought if commit.oid in before}
    return [commit for commit in brought if commit.oid not in lapsed]


def _told(commit: Commit) -> Iterable[Claim]:
    for trailer in trailers(commit.message):
        if trailer.role is not None:
            yield Claim(
                trailer.role,
                trailer.report,
                trailer.digest,
                trailer.name,
                trailer.email,
                commits=(commit,),
            )


def _kept(record: Record, commits: tuple[Commit, ...]) -> Claim:
    statement = record.statement
    return Claim(
        statement.role,
        statement.report,
        statement.digest,
        statement.name,
        statement.email,
        statement.path,
        statement.at,
        statement.mutable,
        record,
        commits,
    )
