"""`pmlint signoff`: record an approval as a commit, and nothing else with it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path, PurePosixPath

from pmlint.catalog import catalog
from pmlint.cli.committed import Committed, committed
from pmlint.cli.files import write_bytes
from pmlint.cli.key import key_for, signature_of
from pmlint.cli.repetition import is_repeated
from pmlint.cli.tasks import task_at
from pmlint.cli.terminal import columns, complain, style_for
from pmlint.cli.workplace import Workplace
from pmlint.content import mutable
from pmlint.digest import digest
from pmlint.engine import Checked, check, read
from pmlint.errors import ReadError, UsageError
from pmlint.finding import Finding, Severity
from pmlint.interruption import Held
from pmlint.outcome import Outcome
from pmlint.output.escape import visible
from pmlint.postmortem import Postmortem, Stage
from pmlint.renaming import incident_of
from pmlint.repo import Repository
from pmlint.repo.recording import (
    Scheme,
    SigningKey,
    identity,
    record,
    under_way,
)
from pmlint.role import Role
from pmlint.signoff.approver import may_approve, named_in, same_person
from pmlint.signoff.ledger import Unreadable, ledger_path
from pmlint.signoff.ledger import read as read_record
from pmlint.signoff.ledger import write as write_record
from pmlint.signoff.signatures import filled_in
from pmlint.signoff.statement import Record, SignOffRole, Statement
from pmlint.signoff.trailer import message
from pmlint.source import Origin, Source


def run(arguments: argparse.Namespace) -> int:
    """Sign off the report that the arguments name; return the exit code. Raises PmlintError."""
    return _SignOff(arguments).run()


class _SignOff:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.role = SignOffRole(arguments.role)
        config = Path(arguments.config).absolute() if arguments.config else None
        self.place = Workplace(catalog(), config, arguments.isolated)
        self.repository, self.head = _repository(self.place.current)
        self.name, self.email, self.at = identity(self.repository)

    def run(self) -> int:
        report = committed(self.arguments.path, self.place.current, self.repository, self.head)
        task = task_at(self.place, report.path, Stage.FINAL)
        day = self.at[:10]
        source = Source(report.name, report.content, Origin.REVISION)
        content = filled_in(source, task, self.role, self.name, day)
        signed = Source(report.name, content, Origin.REVISION)
        checked = check(signed, task)
        read_as = read(signed, task)[1]
        errors = _errors(checked, read_as)
        if errors and not self.arguments.force:
            self._show(checked)
            complain(
                f"error: {report.name} is not signed off: as a final report it has "
                f"{len(errors)} error{'s' if len(errors) > 1 else ''}; mend them first, or say "
                "why it is signed all the same: --force REASON"
            )
            return 1
        covered = None if read_as is None else digest(read_as)
        if read_as is None or covered is None:
            self._show(checked)
            raise UsageError(
                f"{report.name} cannot be read as one report: there is nothing to sign"
            )
        return self._signed(report, content, read_as, covered, errors=bool(errors))

    def _signed(
        self,
        report: Committed,
        content: bytes,
        postmortem: Postmortem,
        covered: str,
        *,
        errors: bool,
    ) -> int:
        incident = incident_of(postmortem)
        statement = Statement(
            report=incident or report.name,
            path=report.name,
            digest=covered,
            mutable=mutable(postmortem.shape),
            role=self.role,
            name=self.name,
            email=self.email,
            at=self.at,
            forced=self.arguments.force if errors else "",
            message=self.arguments.message or "",
        )
        key = key_for(self.repository, self.arguments.sign)
        signs = key is not None and key.scheme is Scheme.SSH
        if is_repeated(
            statement, report, postmortem, self.repository, self.head, self.place, signed=signs
        ):
            _say(f"{report.name}: you have signed off this very content already; nothing was done")
            return 0
        self._warn(report, postmortem)
        signature = None
        if key is not None and key.scheme is Scheme.SSH:
            signature = signature_of(statement, key)
        made = Record(statement, signature)
        files = {ledger_path(made): write_record(made)}
        self._assert_sound(files, made)
        if content != report.content:
            files[report.name] = content
        subject = f"Sign off {statement.report} as {self.role.value}"
        words = message(made, subject, self.arguments.message or "")
        recorded = record(self.repository, files, words, parent=self.head, key=key)
        with Held():  # else it may be committed, and neither on disk nor told
            recorded.land()
            self._lay_down(report, files, recorded.commit)
            self._tell(report, recorded.commit, key, signature)
        return 0

    def _show(self, checked: Checked) -> None:
        from pmlint.output.text import render

        style = style_for(self.arguments.color)
        outcome = Outcome((checked,))
        for line in render(outcome, show=self.place.show, style=style, columns=columns()):
            sys.stdout.write(line + "\n")

    def _assert_sound(self, files: dict[str, bytes], made: Record) -> None:
        """Raise UsageError for what could not be read again, or would lie somewhere else."""
        way = ledger_path(made)
        kept = read_record(files[way], way)
        if isinstance(kept, Unreadable):
            raise UsageError(
                f"the sign-off cannot be recorded: {kept.reason}; look at user.name, user.email, "
                "--message and --force"
            )
        entries = (*self.repository.tree(self.head), *self.repository.index())
        known = {entry.path for entry in entries}  # Git would take them out for the folder
        for name in map(str, PurePosixPath(way).parents[:-1]):
            at = self.repository.root / name
            if name in known or at.is_symlink() or (at.exists() and not at.is_dir()):
                raise UsageError(
                    f"{name} is a file or a link, and sign-offs are kept in a folder of that name"
                )

    def _warn(self, report: Committed, postmortem: Postmortem) -> None:
        """Say before the commit what `pmlint verify` would say after it."""
        policy = self.place.settings(report.path.parent).policy
        if self.role is not SignOffRole.APPROVER:
            return
        author = postmortem.says(Role.AUTHOR)
        prepared = named_in(author)
        me = (self.name, self.email)
        if not policy.self_approval and any(same_person(me, each) for each in prepared):
            complain(
                f"warning: {self.name} prepared {report.name}: as an approval of one's own report "
                "it will not count; ask somebody else"
            )
        if not policy.code_owners and not may_approve(self.name, self.email, policy):
            complain(
                f"warning: the policy ([sign-off] approvers) does not name {self.name} "
                f"<{self.email}>: this approval will not count"
            )

    def _lay_down(self, report: Committed, files: dict[str, bytes], commit: str) -> None:
        """Write what was committed into the working tree too; it is committed whatever happens."""
        for name, content in files.items():
            path = self.repository.root / name
            data = content
            if name == report.name:
                if report.on_disk is None:
                    continue
                if report.on_disk != report.content:
                    data = content.replace(b"\n", b"\r\n")
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_bytes(path, data)
            except (OSError, ReadError) as error:
                complain(
                    f"warning: it is committed as {commit[:10]}, but {name} could not be written: "
                    f"{error}; `git checkout -- {name}` brings it"
                )

    def _tell(
        self, report: Committed, commit: str, key: SigningKey | None, signature: str | None
    ) -> None:
        how = "not signed"
        if signature is not None:
            how = "signed with your SSH key"
        elif key is not None:
            how = "the commit is signed, the statement is not: that takes an SSH key"
        _say(
            f"{report.name}: signed off as {self.role.value} by {self.name} <{self.email}> "
            f"in {commit[:10]} ({how})"
        )


def _say(words: str) -> None:
    print(visible(words))


def _errors(checked: Checked, report: Postmortem | None) -> list[Finding]:
    """Return what keeps a report from being signed off: all errors but those about signatures.

    No approval covers that block: who has still to sign there may do so afterwards.
    """
    block = None if report is None else report.first(Role.SIGNATURES)
    way = None if block is None else block.pointer
    return [
        finding
        for finding in checked.findings
        if finding.severity is Severity.ERROR
        and (way is None or finding.pointer[: len(way)] != way)
    ]


def _repository(folder: Path) -> tuple[Repository, str]:
    repository = Repository.open(folder)
    if repository.worktree is None:
        raise UsageError("a bare repository has no branch that is checked out: sign off in a clone")
    busy = under_way(repository)
    if busy:
        raise UsageError(f"{busy} is under way in this repository: finish or abort it first")
    if repository.head is None:
        raise UsageError("nothing is committed here yet, so there is nothing to sign off")
    return repository, repository.head
