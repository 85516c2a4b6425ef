"""Repetition: whether somebody has signed off the very same content already."""

from __future__ import annotations

from pmlint.cli.committed import Committed
from pmlint.cli.registry import registry_of
from pmlint.cli.snapshot import Stored
from pmlint.cli.tasks import task_at
from pmlint.cli.workplace import Workplace
from pmlint.postmortem import Postmortem
from pmlint.repo import Repository
from pmlint.signoff import FOLDER
from pmlint.signoff.ledger import read
from pmlint.signoff.statement import Record, SignOffRole, Statement, encodable
from pmlint.source import Origin, Source
from pmlint.standing import State


def is_repeated(
    statement: Statement,
    report: Committed,
    postmortem: Postmortem,
    repository: Repository,
    head: str,
    place: Workplace,
    *,
    signed: bool,
) -> bool:
    """Say whether the commit `head` has a record that says the same and is worth as much.

    Where it is not certain that it is theirs, or its key counts no longer, it is worth nothing;
    where the new one is `signed`, neither is one without a signature. Raises what `registry_of`
    raises.
    """
    new = _essence(statement)
    found = [e for e in repository.tree(head) if e.path.startswith(f"{FOLDER}/")]
    contents = dict(repository.blobs(entry.oid for entry in found))
    kept = (read(contents.get(entry.oid) or b"", entry.path) for entry in found)
    if not any(
        isinstance(each, Record)
        and _essence(each.statement) == new
        and (each.signature is not None or not signed)
        for each in kept
    ):
        return False
    stored = Stored.of_commit(repository, head, "HEAD")
    there = Workplace(place.catalog, place.config, place.isolated, snapshot=stored)
    task = task_at(there, report.path)
    source = Source(report.name, report.content, Origin.REVISION)
    policy = there.settings(report.path.parent).policy
    registry = registry_of(repository, head, there, task, base=head, reports=[report.name])
    return any(
        (each.role, each.digest, each.email.casefold()) == (new[2].value, new[1], new[3])
        and (each.state in (State.VALID, State.SELF_APPROVED) or not each.authorised)
        for each in registry.standing(source, postmortem, task, policy).sign_offs
    )


def _essence(statement: Statement) -> tuple[str, str, SignOffRole, str, tuple[str, ...]]:
    """Return what makes two statements the same, whenever they were made."""
    return (
        encodable(statement.report),
        statement.digest,
        statement.role,
        statement.email.casefold(),
        statement.mutable,
    )
