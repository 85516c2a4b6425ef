"""Makes the history of a repository from a short script.

    2026-03-14 09:12 Ada: begin
      + a.yaml                        a new file: REPORT, where nothing else is said of it
      a.yaml: draft -> review         other words in a file, once; `\\n` is a line break
      a.yaml > b.yaml                 another name
      - a.yaml                        gone
      approve a.yaml                  a sign-off by whoever commits, in ledger and message
    branch fix                        from here on, on a new branch
    switch main
    merge fix 2026-03-20 Cy: bring    what is indented below is changed in the merge itself
    merge -s ours fix 2026-03-20 Cy: drop

A commit is called by its message, and people are `Ada <ada@example.com>`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from conftest import Ran, git

from pmlint.content import mutable
from pmlint.digest import digest
from pmlint.parse import parse
from pmlint.postmortem import Postmortem
from pmlint.renaming import incident_of
from pmlint.signoff.ledger import ledger_path, write
from pmlint.signoff.statement import Record, SignOffRole, Statement
from pmlint.signoff.trailer import message
from pmlint.template import load

REPORT = """\
incident_title: The checkout was down
incident_id: INC-7
status: draft
impact_assessment:
  severity: minor
incident_description:
  timeline:
    - time: 2026-03-14T08:00:00Z
      event: The first page
action_items:
  - action_item: Rotate the keys of the payment provider
    owner: Bo
    due_date: 2026-04-30
  - action_item: Alert on failed payments
    owner: Cy
    due_date: 2026-05-15
"""
SEVERE = """\
2026-03-14 Ada: begin
  + a.yaml
2026-03-15 Bo: major
  a.yaml: minor -> major
2026-03-16 Bo: critical
  a.yaml: major -> critical
"""
"""A report whose incident looks worse from day to day."""
BRANCHED = """\
2026-03-14 Ada: begin
  + a.yaml
branch later
2026-03-15 Bo: put off
  a.yaml: 2026-04-30 -> 2026-05-31
switch main
"""
"""A due date that is moved on a branch, which waits to be merged."""
COMMIT = r"(?P<date>\d{4}-\d\d-\d\d)(?: (?P<time>\d\d:\d\d))? (?P<who>\w+): (?P<words>.*)"


def report_in(text: str) -> Postmortem:
    """Return the report that `text` holds, under the built-in template."""
    template = load()
    return Postmortem(parse(text.encode()), template.shape, template.vocabulary())


@dataclass
class History:
    """A history in the making, in the repository at `folder`. `commits` are OIDs by message."""

    folder: Path
    commits: dict[str, str] = field(default_factory=dict)

    def tell(self, script: str) -> History:
        """Do what `script` says, and return this history."""
        step: re.Match[str] | None = None
        merges = ""
        edits: list[str] = []
        for line in [*script.splitlines(), ""]:
            if line.startswith(" ") and line.strip():
                edits.append(line.strip())
                continue
            if step is not None:
                self._commit(step, merges, edits)
            step, merges, edits = None, "", []
            verb, _, rest = line.partition(" ")
            if verb == "branch":
                git(self.folder, "switch", "--quiet", "--create", rest)
            elif verb == "switch":
                git(self.folder, "switch", "--quiet", rest)
            elif line.strip():
                step = re.search(COMMIT, line)
                assert step is not None, line
                merges = line[: step.start()].strip()
        return self

    def named(self, text: str) -> str:
        """Return `text` with the messages of commits for their OIDs, long and short."""
        for words, oid in self.commits.items():
            text = text.replace(oid, f"<{words}>").replace(oid[:10], f"<{words}>")
        return text

    def _commit(self, step: re.Match[str], merges: str, edits: list[str]) -> None:
        who, words = step["who"], step["words"]
        date = f"{step['date']}T{step['time'] or '12:00'}:00Z"
        person = {
            "GIT_AUTHOR_NAME": who,
            "GIT_AUTHOR_EMAIL": f"{who.lower()}@example.com",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
        }
        if merges:
            _, *options, branch = merges.split()
            self._git(person, "merge", "--quiet", "--no-ff", "--no-commit", *options, branch)
        text = words
        for edit in edits:
            text = self._edit(edit, who, date) or text
        git(self.folder, "add", "--all")
        self._git(person, "commit", "--quiet", "--allow-empty", "--message", text)
        self.commits[words] = git(self.folder, "rev-parse", "HEAD").strip()

    def _git(self, environment: dict[str, str], *arguments: str) -> None:
        subprocess.run(
            ("git", *arguments),
            cwd=self.folder,
            env=os.environ | environment,
            check=True,
            capture_output=True,
        )

    def _edit(self, edit: str, who: str, date: str) -> str:
        """Do what one line says; return a message for the commit, if it has one of its own."""
        if edit.startswith("+ "):
            self._write(edit[2:], REPORT)
        elif edit.startswith("- "):
            (self.folder / edit[2:]).unlink()
        elif edit.startswith("approve "):
            return self._approve(edit.removeprefix("approve "), who, date)
        elif " > " in edit:
            old, new = edit.split(" > ")
            self._write(new, (self.folder / old).read_text(encoding="utf-8"))
            (self.folder / old).unlink()
        else:
            path, _, change = edit.partition(": ")
            old, _, new = change.replace("\\n", "\n").partition(" ->")
            text = (self.folder / path).read_text(encoding="utf-8")
            assert old in text, f"{path} does not say {old}"
            self._write(path, text.replace(old, new.removeprefix(" "), 1))
        return ""

    def _write(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")

    def _approve(self, path: str, who: str, date: str) -> str:
        report = report_in((self.folder / path).read_text(encoding="utf-8"))
        found = digest(report)
        assert found is not None
        record = Record(
            Statement(
                report=incident_of(report) or path,
                path=path,
                digest=found,
                mutable=mutable(report.shape),
                role=SignOffRole.APPROVER,
                name=who,
                email=f"{who.lower()}@example.com",
                at=date,
            )
        )
        self._write(ledger_path(record), write(record).decode())
        return message(record, "approve")


def events(
    pmlint: Callable[..., Ran], history: History, path: str, *arguments: str
) -> list[tuple[str | None, ...]]:
    """Return message, author, kind, item, before and after of every event of a report."""
    ran = pmlint("history", path, "--format", "json", *arguments)
    assert (ran.code, ran.err) == (0, "")
    messages = {oid: words for words, oid in history.commits.items()}
    return [
        (
            messages[each["commit"]],
            each["author"]["name"],
            *(each[key] for key in ("kind", "item", "before", "after")),
        )
        for each in json.loads(ran.out)["events"]
    ]


def kinds(
    pmlint: Callable[..., Ran], history: History, path: str, *arguments: str
) -> list[tuple[str | None, ...]]:
    """Return message, author and kind of every event of a report."""
    return [found[:3] for found in events(pmlint, history, path, *arguments)]
