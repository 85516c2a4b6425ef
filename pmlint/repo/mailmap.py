"""Mailmap: who is who, as a repository's `.mailmap` has it (gitmailmap(5))."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmlint.repo.commit import Person
from pmlint.repo.runner import Runner


def canonical(
    runner: Runner, people: Iterable[Person], revision: str | None = None
) -> Mapping[Person, Person]:
    """Return the people under the names that `.mailmap` gives them.

    The file is that of the commit `revision` (an OID), else the one in the folder of `runner`.
    """
    asked = tuple(dict.fromkeys(people))
    if not asked:
        return {}
    source: tuple[str, ...] = ("-c", "mailmap.file=")
    if revision is not None:
        source = (*source, "-c", f"mailmap.blob={revision}:.mailmap")
    given = "".join(f"{person}\n" for person in asked).encode("utf-8", "replace")
    answer = runner.ask(*source, "check-mailmap", "--stdin", given=given)
    lines = answer.output.decode("utf-8", "replace").split("\n")
    if answer.status or len(lines) <= len(asked):
        return {person: person for person in asked}
    return {person: _person(line) for person, line in zip(asked, lines, strict=False)}


def _person(line: str) -> Person:
    name, _, email = line.rpartition("<")
    return Person(name.strip(), email.rstrip().removesuffix(">"))
