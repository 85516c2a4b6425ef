"""The sign-offs of one report, as its history tells them: by the commits that brought them."""

from __future__ import annotations

from collections.abc import Collection

from pmlint.history.life import Approval
from pmlint.history.log import Log
from pmlint.repo import Person, Repository
from pmlint.signoff import FOLDER, MOST_BYTES
from pmlint.signoff.claim import gather, is_record
from pmlint.signoff.trailer import SIGN_OFF

Approvals = dict[str, list[Approval]]


def approvals(repository: Repository, log: Log, tip: str, names: Collection[str]) -> Approvals:
    """Return who has signed off the report with one of `names`, by first parents of `tip` (OIDs).

    `names` are its paths and incident identifiers. Nothing is judged: a sign-off is told as the
    ledger and the messages of commits have it. Raises RepositoryError.
    """
    commits = [
        commit
        for commit in log.mentioning(log, SIGN_OFF, FOLDER)
        if SIGN_OFF in commit.message or any(is_record(each.path) for each in commit.changes)
    ]
    if not commits:
        return {}
    landings = {oid: oid for oid in log.first_parents(tip)}
    for oid in log.first_parents(tip):
        landings.update(dict.fromkeys(log.merged(tip, oid), oid))
    commits = [commit for commit in commits if commit.oid in landings]
    order = {oid: place for place, oid in enumerate(log.ancestry(tip))}
    commits.sort(key=lambda commit: order[commit.oid])
    records = {
        change.path: change.after
        for commit in log.mentioning(log.first_parents(tip), FOLDER)
        for change in commit.changes
        if is_record(change.path)
    }
    gone = {c.before for commit in commits for c in commit.changes if is_record(c.path)}
    wanted = {oid for oid in (*records.values(), *gone) if oid is not None}
    contents = {oid: content or b"" for oid, content in repository.blobs(wanted, MOST_BYTES)}
    ledger = {path: contents[oid] for path, oid in records.items() if oid is not None}
    claims = gather(ledger, commits, contents)
    found: Approvals = {}
    for claim in (*claims.claims, *(each.claim for each in claims.withdrawals)):
        if claim.commit is None or claim.report not in names:
            continue
        who = Person(claim.name, claim.email)
        approval = Approval(who, claim.role.value, claim.digest, claim.commit, claim.mutable)
        found.setdefault(landings[claim.commit.oid], []).append(approval)
    return found
