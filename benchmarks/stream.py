"""What `git fast-import` reads: contents and commits, and the people who make them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

import words

PEOPLE = 40


@dataclass(frozen=True, slots=True)
class Person:
    """Who commits, and where on earth."""

    name: str
    email: str
    offset: str


def people() -> tuple[Person, ...]:
    """Return forty people; the first are those whom the reports name."""
    given = [name.split(" ", 1)[0] for name in words.PEOPLE]
    family = [name.split(" ", 1)[1] for name in words.PEOPLE]
    found = []
    for index in range(PEOPLE):
        turn, place = divmod(index, len(given))
        name = f"{given[place]} {family[(place + 5 * turn) % len(family)]}"
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        offset = ("+0000", "+0100", "-0500", "+0900", "+0530")[index % 5]
        found.append(Person(name, f"{plain.replace(' ', '.')}@shop.example", offset))
    return tuple(found)


class Stream:
    """What `git fast-import` reads: contents and commits, each with a number (its mark)."""

    def __init__(self, output: IO[bytes]) -> None:
        self.output = output
        self.marks = 0

    def blob(self, text: str) -> int:
        """Write a content; return its mark."""
        self.marks += 1
        content = text.encode()
        self.output.write(b"blob\nmark :%d\ndata %d\n%b\n" % (self.marks, len(content), content))
        return self.marks

    def commit(
        self,
        branch: str,
        parents: tuple[int, ...],
        changes: Mapping[str, int | None],
        who: Person,
        when: tuple[int, int],
        said: str,
    ) -> int:
        """Write a commit, authored and committed at `when`; return its mark. None deletes."""
        self.marks += 1
        message = said.encode()
        lines = [f"commit refs/heads/{branch}", f"mark :{self.marks}"]
        for role, time in zip(("author", "committer"), when, strict=True):
            lines.append(f"{role} {who.name} <{who.email}> {time} {who.offset}")
        lines.append(f"data {len(message)}")
        lines.append(said)
        for word, parent in zip(("from", "merge"), parents, strict=False):
            lines.append(f"{word} :{parent}")
        for path, mark in changes.items():
            lines.append(f"D {path}" if mark is None else f"M 100644 :{mark} {path}")
        self.output.write("\n".join(lines).encode() + b"\n\n")
        return self.marks

    def forget(self, branch: str) -> None:
        """Delete a branch; what was merged stays."""
        self.output.write(f"reset refs/heads/{branch}\nfrom {'0' * 40}\n\n".encode())
