"""Approver: whether somebody may approve a report, and whether two people are one.

A name and an address are what a commit or a statement claims; only a signature proves them.
"""

from __future__ import annotations

import re

from pmlint.phrase import fold
from pmlint.policy import Policy

NOREPLY = (
    r"(?:[0-9]+\+)?(?P<github>[^@+/]+)@users\.noreply\.github\.com"
    r"|[0-9]+-(?P<gitlab>[^@+/]+)@users\.noreply\.gitlab\.com"
)
"""The address under which GitHub (`123+bo@…`) and GitLab (`123-bo@…`) hide one's own."""


def may_approve(name: str, email: str, policy: Policy, owners: tuple[str, ...] = ()) -> bool:
    """Say whether `policy` lets this person approve a report that `owners` own.

    Where it names no approvers and does not ask for code owners, anybody may. Where it asks for
    code owners and a report has none, nobody may but those it names: that nobody owns a file is
    no leave for everybody.
    """
    if not policy.approvers and not policy.code_owners:
        return True
    named = (*policy.approvers, *(owners if policy.code_owners else ()))
    return any(_is(name, email, who) for who in _people(named, policy))


def same_person(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether two pairs of name and address, as a mailmap gives them, are one person.

    One address is one person, and so is one full name, whatever its case; nothing is like nothing.
    """
    emails = [email.strip().casefold() for _, email in (one, other)]
    names = [fold(name) for name, _ in (one, other)]
    return bool(emails[0] and emails[0] == emails[1]) or bool(names[0] and names[0] == names[1])


def named_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return name and address of each person whom a field such as `prepared_by` names.

    `Ada Okafor <ada@example.com>, Bo Lindqvist (SRE)` are two; what is missing is empty.
    """
    found: list[tuple[str, str]] = []
    for words in re.split(r"[,;/&\n]|\band\b", text):
        address = re.search(r"[^\s<>()]+@[^\s<>()]+", words)
        name = re.sub(r"<[^>]*>|\([^)]*\)|\S*@\S*", " ", words)
        person = (" ".join(name.split()), address[0] if address else "")
        if any(person):
            found.append(person)
    whole = text.strip()
    return (*found, (whole, "")) if whole and (whole, "") not in found else tuple(found)


def _people(named: tuple[str, ...], policy: Policy) -> frozenset[str]:
    """Return `named` and everybody who stands behind one of their handles and teams."""
    behind: dict[str, tuple[str, ...]] = {}
    for who, people in policy.people.items():
        handle = _handle(who)
        behind[handle] = (*behind.get(handle, ()), *people)
    found: set[str] = set()
    waiting = list(named)
    while waiting:
        who = waiting.pop().strip()
        if who in found:
            continue
        found.add(who)
        if who.startswith("@"):
            waiting.extend(behind.get(_handle(who), ()))
    return frozenset(found)


def _is(name: str, email: str, who: str) -> bool:
    """Say whether this person is meant by `who`: a handle, an address or a name."""
    if who.startswith("@"):
        hidden = re.fullmatch(NOREPLY, email.strip().casefold())
        return hidden is not None and _handle(who) in (hidden["github"], hidden["gitlab"])
    if "@" in who:
        return email.strip().casefold() == who.casefold()
    return bool(fold(who)) and fold(name) == fold(who)


def _handle(who: str) -> str:
    return who.strip().removeprefix("@").casefold()
