"""CodeOwners: who owns which files, as `CODEOWNERS` says it on GitHub and GitLab.

The last line that matches counts. What cannot be used is passed over, as the two do, and told in
a note: a file that everybody reads and nobody checks is often wrong somewhere.
"""

from __future__ import annotations

import re

from pmlint.errors import ConfigurationError
from pmlint.frozen import Frozen
from pmlint.patterns import matches
from pmlint.text import LINE_BREAK

LOCATIONS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where the file is looked for; the first one counts (GitHub: About code owners)."""
SECTION = r"\^?\[[^\]]+\](?:\[\d+\])?(?:\s+(?P<owners>.*))?"
"""`[Section][2] @owner` of GitLab; its owners are those of a line below it that names none."""
OWNER = r"@[^\s@]\S*|@@\S+|[^\s@]+@[^\s@]+"
FIELD = r"(?:\\.|[^\s\\])+"


class Ownership(Frozen):
    """One line: a pattern, and who owns what it matches; nobody where it names nobody."""

    pattern: str
    owners: tuple[str, ...]

    def covers(self, path: str) -> bool:
        """Say whether the line is about `path`."""
        # Unlike in .gitignore, `docs/*` ends at the files of that very folder (GitHub and GitLab).
        flat = self.pattern.endswith("/*") and matches((f"{self.pattern}/**",), path)
        return not flat and matches((self.pattern,), path)


class CodeOwners(Frozen):
    """The lines of a CODEOWNERS file, and what is wrong with those that cannot be used."""

    lines: tuple[Ownership, ...]
    notes: tuple[str, ...] = ()

    def owners(self, path: str) -> tuple[str, ...]:
        """Return who owns `path` (relative to the root, with `/`): handles and addresses."""
        last = next((line for line in reversed(self.lines) if line.covers(path)), None)
        return () if last is None else last.owners


def read(text: str) -> CodeOwners:
    """Return what the text of a CODEOWNERS file says; raises nothing."""
    lines: list[Ownership] = []
    notes: list[str] = []
    default: tuple[str, ...] = ()
    for number, line in enumerate(re.split(LINE_BREAK, text.removeprefix("\ufeff")), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        section = re.fullmatch(SECTION, line.strip())
        if section is not None:
            default = _owners(section["owners"] or "")
            continue
        fields = re.findall(FIELD, line)
        owners = _owners(line.lstrip()[len(fields[0]) :]) if fields else ()
        wrong = _wrong(fields[0], owners) if fields else "a lone backslash names no file"
        if wrong:
            notes.append(f"line {number} is passed over: {wrong}")
        else:
            lines.append(Ownership(fields[0], owners or default))
    return CodeOwners(tuple(lines), tuple(notes))


def _owners(text: str) -> tuple[str, ...]:
    """Return the words of `text` up to a comment."""
    return tuple(re.sub(r"(?:^|\s)#.*", "", text).split())


def _wrong(pattern: str, owners: tuple[str, ...]) -> str:
    """Return why a line cannot be used, or nothing."""
    if pattern.startswith("!"):
        return "a pattern cannot be taken back with !"
    if "[" in pattern:
        return "a pattern cannot have [ ] in it"
    stranger = next((owner for owner in owners if not re.fullmatch(OWNER, owner)), None)
    if stranger is not None:
        return f"`{stranger}` is neither a @handle, a @org/team nor an address"
    try:
        matches((pattern,), "CODEOWNERS")
    except ConfigurationError:
        return f"`{pattern}` is no pattern"
    return ""
