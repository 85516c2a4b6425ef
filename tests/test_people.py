"""One person who is spelt in several ways is one person, and two are two."""

from __future__ import annotations

import pytest

from pmlint.summary.people import People, alike, is_somebody

MAILMAP = """\
# who is who
Ada Okafor <ada@example.com> <ada@old.example.com>
Bo Lind <bo@example.com> bolind <bo@laptop.local>
<cy@example.com> <cy@home.example.com>
Cy Nakamura <cy@example.com>
Dee Novák <dee@example.com> dev <dee@x.example.com>
Eve Stone <eve@example.com> dev <eve@x.example.com>
not a line of a mailmap
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ada@old.example.com", "Ada Okafor"),
        ("ADA@EXAMPLE.COM", "Ada Okafor"),
        ("A. Okafor <ada@old.example.com>", "Ada Okafor"),
        ("bolind", "Bo Lind"),
        ("@bolind", "Bo Lind"),
        ("cy@home.example.com", "Cy Nakamura"),
        ("dev", "dev"),  # a name that two people have used is neither of them
        ("Zoë <zoe@example.com>", "Zoë"),
        ("<zoe@example.com>", "zoe@example.com"),
        ("Payments team", "Payments team"),
        ("", ""),
    ],
)
def test_a_mailmap_says_who_is_who(text: str, name: str) -> None:
    assert People(mailmap=MAILMAP).name(text) == name


def test_the_configuration_adds_spellings_to_those_of_the_mailmap() -> None:
    people = People({"Ada Okafor": ["ada", "A. Okafor"], "Bo L.": ["bo lind"]}, MAILMAP)
    assert [people.name(text) for text in ("@Ada", "a.  okafor", "ada@example.com")] == [
        "Ada Okafor"
    ] * 3
    assert [people.name(text) for text in ("Bo Lind", "bolind", "bo@laptop.local")] == ["Bo L."] * 3


def test_of_names_that_differ_in_capitals_the_most_frequent_is_taken() -> None:
    names = ["ada okafor", "Ada Okafor", "Ada Okafor", "Ada  Okafor", "Bo"]
    assert alike(names) == {
        "ada okafor": "Ada Okafor",
        "Ada Okafor": "Ada Okafor",
        "Ada  Okafor": "Ada Okafor",
        "Bo": "Bo",
    }


@pytest.mark.parametrize(
    ("owners", "options", "expected"),
    [
        ((), None, False),
        (("everyone",), None, False),
        (("The Team",), None, False),
        (("n/a",), None, False),
        (("Ada",), None, True),
        (("everyone", "Ada"), None, True),
        (("ops",), {"teams": ("Ops",)}, True),
        (("guild",), {"generic_owners": ("guild",)}, False),
    ],
)
def test_somebody_in_particular_is_not_everyone(
    owners: tuple[str, ...], options: dict[str, tuple[str, ...]] | None, *, expected: bool
) -> None:
    assert is_somebody(owners, options) is expected
