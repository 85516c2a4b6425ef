"""Make a small repository in which one report lives its life: python examples/lifecycle.py FOLDER.

The report is `cloudflare-2019-07-02-waf-regex.yaml`; who does what to it and when is made up. Every
run makes the same commits.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import repository
from repository import HERE, Person, run

SOURCE = HERE / "cloudflare-2019-07-02-waf-regex.yaml"
REPORT = "postmortems/2019-07-02-waf.yaml"
INES = ("Ines Falkenberg", "ines@example.com")
OBINNA = ("Obinna Castellanos", "obinna@example.com")
ADAEZE = ("Adaeze Nwosu", "adaeze@example.com")


def main(folder: Path) -> None:
    """Make the repository in `folder`, which must be empty or not there yet."""
    repository.begin(folder, INES, "2019-07-03T09:00:00Z")

    text = SOURCE.read_text(encoding="utf-8")
    text = re.sub(r"  signatures:\n(?:    .*\n)+", "", text)  # nobody has signed it yet
    root_cause = re.search(r"  root_cause: (?:.*\n)(?:    .*\n)+", text)
    if root_cause is None:
        raise SystemExit(f"{SOURCE} has no root cause any more")
    draft = text.replace("status: final", "status: draft", 1)
    draft = draft.replace(root_cause[0], "  root_cause: TBD\n")
    commit(folder, INES, "2019-07-03T09:00:00Z", "Begin the report", draft)

    review = draft.replace("  root_cause: TBD\n", root_cause[0])
    review = review.replace("status: draft", "status: review")
    commit(folder, INES, "2019-07-08T14:30:00Z", "Say what the root cause is", review)

    pmlint(folder, OBINNA, "2019-07-15T10:00:00Z", "signoff", REPORT)
    signed = (folder / REPORT).read_text(encoding="utf-8")
    final = signed.replace("status: review", "status: final")
    final = final.replace("  signatures:\n", "  signatures:\n    prepared_by: Ines Falkenberg\n")
    commit(folder, INES, "2019-07-16T08:15:00Z", "The report is final", final)

    moved = final.replace("due_date: 2019-09-30", "due_date: 2019-11-29", 1)
    commit(folder, ADAEZE, "2019-09-02T16:40:00Z", "Give the guard more time", moved)


def commit(folder: Path, who: Person, when: str, subject: str, text: str) -> None:
    """Commit the report with this text."""
    repository.write(folder / REPORT, text)
    repository.commit(folder, who, when, subject)


def pmlint(folder: Path, who: Person, when: str, *arguments: str) -> None:
    """Run pmlint as somebody who has no key."""
    command = (sys.executable, "-m", "pmlint", arguments[0], "--no-sign", *arguments[1:])
    run(folder, who, when, *command)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
