"""An item of a list stays the same item when it is moved, reworded or put off."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.pairing import MOST, Pairing, paired, paired_actions, paired_entries
from pmlint.parse import parse
from pmlint.part import Part
from pmlint.postmortem import Postmortem
from pmlint.role import Role
from pmlint.template import load

OWN = Path(__file__).parent / "templates" / "massnahmen.schema.json"


def report(text: str, template: Path | None = None) -> Postmortem:
    """Return the report `text`."""
    loaded = load(template)
    document = parse(text.encode())
    assert document.root is not None, document.defects
    return Postmortem(document, loaded.shape, loaded.vocabulary())


def actions(*items: str) -> Postmortem:
    """Return a report with these action items, each a flow mapping or a mere text."""
    if not items:
        return report("action_items: []")
    return report("action_items:\n" + "".join(f"  - {item}\n" for item in items))


def timeline(*entries: str) -> Postmortem:
    """Return a report with these entries, each `TIME EVENT`."""
    lines = []
    for entry in entries:
        time, _, event = entry.partition(" ")
        lines.append(f"    - {{time: '{time}', event: '{event}'}}\n")
    return report("incident_description:\n  timeline:\n" + "".join(lines))


def told(pairing: Pairing) -> str:
    """Return a pairing as text: the places of the pairs, of what is gone and of what is new."""
    pairs = [f"{a.pointer[-1]}→{b.pointer[-1]}" for a, b in pairing.pairs]
    gone = [f"-{part.pointer[-1]}" for part in pairing.gone]
    return " ".join(pairs + gone + [f"+{part.pointer[-1]}" for part in pairing.new])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], ""),
        (["{action_item: Rotate the keys}"], [], "-0"),
        ([], ["{action_item: Rotate the keys}"], "+0"),
        (["{action_item: Rotate the keys}"], ["{action_item: rotate  the “keys”.}"], "0→0"),
        (["{action_item: Rotate the keys}"], ["{action_item: Write a runbook}"], "-0 +0"),
    ],
)
def test_items_with_the_same_words_are_the_same(
    before: list[str], after: list[str], expected: str
) -> None:
    assert told(paired_actions(actions(*before), actions(*after))) == expected


def test_the_order_of_a_list_is_nothing_to_its_items() -> None:
    words = ["Rotate the keys", "Write a runbook", "Test the backups"]
    items = [f"{{action_item: {word}}}" for word in words]
    pairing = paired_actions(actions(*items), actions(*items[::-1]))
    assert told(pairing) == "2→0 1→1 0→2"


def test_an_identifier_outlives_every_word() -> None:
    before = actions("{id: A, action_item: Rotate the keys}", "{id: B, action_item: Test backups}")
    after = actions("{id: B, action_item: Rotate the keys}", "{id: A, action_item: Test backups}")
    assert told(paired_actions(before, after)) == "1→0 0→1"


def test_an_item_never_takes_another_identifier() -> None:
    before = actions("{id: A, action_item: Rotate the keys, owner: Bo, due_date: 2026-04-30}")
    after = actions("{id: B, action_item: Rotate the keys, owner: Bo, due_date: 2026-04-30}")
    assert told(paired_actions(before, after)) == "-0 +0"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{action_item: Rotate the keys}", "{id: A, action_item: Rotate the keys}"),
        ("{id: A, action_item: Rotate the keys}", "{action_item: Rotate the keys}"),
        ("{id: A, action_item: Rotate the keys}", "{id: '[Id]', action_item: Rotate the keys}"),
    ],
)
def test_an_item_may_get_an_identifier_or_lose_it(before: str, after: str) -> None:
    assert told(paired_actions(actions(before), actions(after))) == "0→0"


def test_an_identifier_that_two_items_have_tells_nothing() -> None:
    before = actions("{id: A, action_item: Rotate the keys}", "{id: A, action_item: Test backups}")
    after = actions("{id: A, action_item: Test backups}", "{id: A, action_item: Rotate the keys}")
    assert told(paired_actions(before, after)) == "1→0 0→1"


def test_of_the_same_words_the_owner_and_the_date_tell_which() -> None:
    before = actions(
        "{action_item: Rotate the keys, owner: Ada, due_date: 2026-04-30}",
        "{action_item: Rotate the keys, owner: Bo, due_date: 2026-04-30}",
        "{action_item: Rotate the keys, owner: Bo, due_date: 2026-05-31}",
    )
    after = actions(
        "{action_item: Rotate the keys, owner: Bo, due_date: 2026-05-31}",
        "{action_item: Rotate the keys, owner: Bo, due_date: 2026-06-30}",
        "{action_item: Rotate the keys, owner: Ada, due_date: 2026-07-31}",
    )
    assert told(paired_actions(before, after)) == "2→0 1→1 0→2"


def test_of_items_that_nothing_sets_apart_the_first_is_the_first() -> None:
    items = ["{action_item: Rotate the keys}"] * 3
    assert told(paired_actions(actions(*items), actions(*items[:2]))) == "0→0 1→1 -2"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Rotate the keys", "Rotate the signing keys of the shop"),
        ("Write a runbook for failover", "Write and test a runbook for database failover"),
        ("Fix the deploy script", "Fix the deploy script so that it refuses an empty host list"),
        ("Put the CPU guard back", "Put the guard against excessive CPU use back in place"),
        ("証明書の更新を自動化する", "証明書の更新を完全に自動化する"),
    ],
)
def test_a_reworded_item_is_the_same(before: str, after: str) -> None:
    other = "{action_item: Alert on replication lag}"
    earlier = actions(f"{{action_item: {before}}}", other)
    later = actions(other, f"{{action_item: {after}}}")
    assert told(paired_actions(earlier, later)) == "1→0 0→1"


def test_the_most_similar_words_are_paired_first() -> None:
    before = actions(
        "{action_item: Alert when the queue is full}",
        "{action_item: Alert when the disk is full}",
    )
    after = actions(
        "{action_item: Alert when the disk is nearly full}",
        "{action_item: Alert early when the queue is nearly full}",
    )
    assert told(paired_actions(before, after)) == "1→0 0→1"


WEAK = ("Document KIAM certificate renewal", "Document the process of creating KIAM certificates")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", "-0 +0"),
        (", owner: Bo", ", owner: Bo", "0→0"),
        (", due_date: 2026-04-30", ", due_date: 2026-04-30", "0→0"),
        (", owner: Bo, due_date: 2026-04-30", ", owner: Ada, due_date: 2026-05-31", "-0 +0"),
        (", owner: '[Owner]'", ", owner: '[Owner]'", "-0 +0"),
    ],
)
def test_owner_and_due_date_support_a_weak_likeness(before: str, after: str, expected: str) -> None:
    earlier = actions(f"{{action_item: {WEAK[0]}{before}}}")
    later = actions(f"{{action_item: {WEAK[1]}{after}}}")
    assert told(paired_actions(earlier, later)) == expected


def test_owner_and_due_date_alone_make_no_item_the_same() -> None:
    rest = "owner: Bo, due_date: 2026-04-30"
    before = actions(f"{{action_item: Rotate the keys, {rest}}}")
    after = actions(f"{{action_item: Write a runbook, {rest}}}")
    assert told(paired_actions(before, after)) == "-0 +0"


def test_a_placeholder_becomes_the_item_in_its_place() -> None:
    before = actions("{action_item: '[Action Item]'}", "{action_item: }", "{action_item: Test it}")
    after = actions("{action_item: Rotate the keys}", "{action_item: Write a runbook}")
    assert told(paired_actions(before, after)) == "0→0 1→1 -2"


def test_an_item_that_is_a_mere_text_is_known_by_it() -> None:
    before = actions("Rotate the keys", "Write a runbook")
    after = actions("Write the runbook", "{action_item: Rotate the keys}")
    assert told(paired_actions(before, after)) == "1→0 0→1"


def test_roles_tell_what_an_item_is_known_by() -> None:
    before = report("massnahmen: [{was: Tausche die Schlüssel, wer: [Bo, Ada]}]", OWN)
    after = report("ideen: [{was: Tausche die Schlüssel}]", OWN)
    pairing = paired_actions(before, after)
    assert [(a.pointer, b.pointer) for a, b in pairing.pairs] == [(("massnahmen", 0), ("ideen", 0))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["09:12 First page"], ["09:15 First page"], "0→0"),
        (["09:12 First page"], ["09:12 The pager fires"], "0→0"),
        (["09:12 First page"], ["09:15 The pager fires"], "-0 +0"),
        (["09:12 First page"], ["09:15 First page from the probe"], "0→0"),
        (["09:12 Up", "09:12 Down"], ["09:12 Down", "09:12 Up"], "1→0 0→1"),
        (["09:12 Up", "10:00 Up"], ["10:00 Up", "11:00 Up"], "1→0 0→1"),
        (
            ["09:12 WAF switched off", "09:20 Rule reverted"],
            ["09:20 WAF switched off worldwide", "09:40 Rule reverted by hand"],
            "0→0 1→1",
        ),
    ],
)
def test_an_entry_is_known_by_its_event_and_its_time(
    before: list[str], after: list[str], expected: str
) -> None:
    assert told(paired_entries(timeline(*before), timeline(*after))) == expected


def findings(*items: str) -> tuple[Part, ...]:
    """Return the items of a plain list."""
    lines = "".join(f"    - {item}\n" for item in items)
    made = report("executive_summary:\n  key_findings:\n" + lines)
    return made.root.children[0].children[0].children


def test_any_list_is_followed_by_its_words() -> None:
    before = findings("The guard was gone", "Rules skip stages", "~")
    after = findings("Rules skip all stages", "the guard was gone.", "No budget", "A new one")
    assert told(paired(before, after)) == "1→0 0→1 2→2 +3"


def test_any_list_may_tell_its_words() -> None:
    before = findings("{a: 1, b: one thing}", "{a: 2, b: another one}")
    after = findings("{a: 2, b: yet more}", "{a: 1, b: and less}")
    assert told(paired(before, after)) == "-0 -1 +0 +1"
    by_a = paired(before, after, lambda part: part.children[0].text)
    assert told(by_a) == "1→0 0→1"


def test_a_pairing_says_what_an_item_has_become() -> None:
    before, after = findings("One thing", "Another"), findings("Another")
    pairing = paired(before, after)
    assert pairing.after(before[1]) is after[0]
    assert pairing.after(before[0]) is None


def test_a_huge_list_is_compared_by_likeness_only_in_part() -> None:
    count = MOST + 1
    before = findings(*(f"w{n} x{n} y{n} z{n} old" for n in range(count)))
    after = findings(*(f"w{n} x{n} y{n} z{n} new" for n in range(count)))
    pairing = paired(before, after)
    assert len(pairing.pairs) == MOST
    assert told(pairing).endswith(f" -{MOST} +{MOST}")
    assert len(paired(before, after[: MOST // 2]).pairs) == MOST // 2


TEXTS = st.sampled_from(
    [
        "Rotate the keys",
        "Rotate all the keys",
        "Write a runbook",
        "Test backups",
        "[Action Item]",
        "",
    ]
)
ITEMS = st.lists(
    st.fixed_dictionaries(
        {"action_item": TEXTS},
        optional={
            "id": st.sampled_from(["A", "B", "C"]),
            "owner": st.sampled_from(["Bo", "Ada"]),
            "due_date": st.sampled_from(["2026-04-30", "2026-05-31"]),
        },
    ),
    max_size=6,
)


def made(items: list[dict[str, str]]) -> Postmortem:
    """Return a report with these action items."""
    flows = (", ".join(f"{key}: '{value}'" for key, value in item.items()) for item in items)
    return actions(*(f"{{{flow}}}" for flow in flows))


@given(ITEMS, ITEMS)
def test_every_item_is_paired_once_gone_or_new(
    before: list[dict[str, str]], after: list[dict[str, str]]
) -> None:
    earlier, later = made(before), made(after)
    pairing = paired_actions(earlier, later)
    old = [*(a for a, _ in pairing.pairs), *pairing.gone]
    new = [*(b for _, b in pairing.pairs), *pairing.new]
    assert sorted(part.pointer for part in old) == [p.pointer for p in earlier.every(Role.ACTION)]
    assert sorted(part.pointer for part in new) == [p.pointer for p in later.every(Role.ACTION)]
    for a, b in pairing.pairs:
        names = {part.says(Role.ACTION_ID) for part in (a, b)} - {""}
        assert len(names) <= 1
    assert told(paired_actions(made(before), made(after))) == told(pairing)


@given(ITEMS)
def test_a_list_is_paired_with_itself_in_place(items: list[dict[str, str]]) -> None:
    pairing = paired_actions(made(items), made(items))
    assert all(a.pointer == b.pointer for a, b in pairing.pairs)
    assert not pairing.gone
    assert not pairing.new


def test_different_items_of_public_reports_are_told_apart(good: str) -> None:
    items = report(good).every(Role.ACTION_TEXT)
    assert len(items) > 4
    for one in items:
        assert not any(paired([one], [other]).pairs for other in items if other is not one)
