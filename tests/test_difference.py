"""What an approval covers and two versions say differently is told, each thing once."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.difference import differences, since
from pmlint.digest import digest
from pmlint.finding import json_pointer
from pmlint.parse import parse
from pmlint.postmortem import Postmortem
from pmlint.template import load

OWN = Path(__file__).parent / "templates" / "massnahmen.schema.json"

TEXT = """\
incident_title: Checkout down
executive_summary:
  key_findings:
    - The guard was gone
    - Rules skip stages
incident_description:
  timeline:
    - {time: 2026-03-14T09:12:00Z, event: First page}
    - {time: 2026-03-14T09:20:00Z, event: Certificate renewed}
impact_assessment:
  severity: major
action_items:
  - id: AI-1
    action_item: Rotate the keys
    owner: Ada Okafor
    due_date: 2026-04-30
    status: open
  - action_item: Write a runbook
    owner: Bo Lindqvist
    due_date: 2026-05-31
"""


def report(text: str, template: Path | None = None) -> Postmortem:
    """Return the report `text`."""
    loaded = load(template)
    document = parse(text.encode())
    assert document.root is not None, document.defects
    return Postmortem(document, loaded.shape, loaded.vocabulary())


def changed(old: str, new: str, text: str = TEXT) -> str:
    """Return the report with `new` in place of `old`."""
    assert text.count(old) == 1
    return text.replace(old, new)


def told(before: str, after: str, template: Path | None = None) -> list[tuple[Any, ...]]:
    """Return how two reports differ, as (pointer, label, before, after)."""
    found = differences(report(before, template), report(after, template))
    return [(json_pointer(one.pointer), one.label, one.before, one.after) for one in found]


CASES: dict[str, tuple[str, list[tuple[str, str, str | None, str | None]]]] = {
    "a title": (
        changed("Checkout down", "Checkout up"),
        [("/incident_title", "`incident_title`", "Checkout down", "Checkout up")],
    ),
    "a due date": (
        changed("2026-04-30", "2026-06-30"),
        [
            (
                "/action_items/0/due_date",
                '`due_date` of action item "Rotate the keys"',
                "2026-04-30",
                "2026-06-30",
            )
        ],
    ),
    "an owner taken away": (
        changed("    owner: Ada Okafor\n", ""),
        [("/action_items/0/owner", '`owner` of action item "Rotate the keys"', "Ada Okafor", None)],
    ),
    "an owner emptied": (
        changed("owner: Ada Okafor", "owner:"),
        [("/action_items/0/owner", '`owner` of action item "Rotate the keys"', "Ada Okafor", None)],
    ),
    "a new field": (
        changed("    status: open", "    priority: 1"),
        [("/action_items/0/priority", '`priority` of action item "Rotate the keys"', None, "1")],
    ),
    "a new item above the others": (
        changed("action_items:", "action_items:\n  - {action_item: Test backups, owner: Bo}"),
        [
            (
                "/action_items/0",
                'action item "Test backups"',
                None,
                "{action_item: Test backups, owner: Bo}",
            )
        ],
    ),
    "an item that is gone": (
        TEXT[: TEXT.index("  - action_item")],
        [
            (
                "/action_items/1",
                'action item "Write a runbook"',
                "{action_item: Write a runbook, owner: Bo Lindqvist, due_date: 2026-05-31}",
                None,
            )
        ],
    ),
    "a reworded finding": (
        changed("Rules skip stages", "Rules skip all stages"),
        [
            (
                "/executive_summary/key_findings/1",
                "key finding 2",
                "Rules skip stages",
                "Rules skip all stages",
            )
        ],
    ),
    "another finding": (
        changed("Rules skip stages", "Nobody was paged"),
        [
            ("/executive_summary/key_findings/1", "key finding 2", None, "Nobody was paged"),
            ("/executive_summary/key_findings/1", "key finding 2", "Rules skip stages", None),
        ],
    ),
    "another time": (
        changed("09:12", "09:02"),
        [
            (
                "/incident_description/timeline/0/time",
                '`time` of timeline entry "First page"',
                "2026-03-14T09:12:00Z",
                "2026-03-14T09:02:00Z",
            )
        ],
    ),
    "a whole section": (
        changed("impact_assessment:\n  severity: major\n", ""),
        [("/impact_assessment", "`impact_assessment`", "{severity: major}", None)],
    ),
    "a list in place of a text": (
        changed("Checkout down", "[Checkout, down]"),
        [("/incident_title", "`incident_title`", "Checkout down", "[Checkout, down]")],
    ),
    "a placeholder in place of a mapping": (
        changed("impact_assessment:\n  severity: major\n", "impact_assessment: [Details]\n"),
        [("/impact_assessment", "`impact_assessment`", "{severity: major}", "[Details]")],
    ),
    "nothing in an item": (
        changed("Rules skip stages", "Rules skip stages\n    -"),
        [("/executive_summary/key_findings/2", "key finding 3", None, "")],
    ),
    "what may change": (changed("status: open", "status: done\n    completed_on: 2026-04-02"), []),
}


@pytest.mark.parametrize("name", CASES)
def test_a_difference_names_its_place_and_both_versions(name: str) -> None:
    after, expected = CASES[name]
    assert told(TEXT, after) == expected


def test_items_that_only_changed_places_are_one_difference() -> None:
    first, second = (
        "    - The guard was gone\n",
        "    - Rules skip stages\n",
    )
    third = "    - Nobody was paged\n"
    before = changed(first + second, first + second + third)
    after = changed(first + second, third + first + second)
    assert told(before, after) == [
        ("/executive_summary/key_findings", "order of `key_findings`", "1, 2, 3", "3, 1, 2")
    ]


def test_a_moved_item_that_is_also_changed_is_told_by_its_change() -> None:
    items = TEXT[TEXT.index("  - id") :]
    first, second = items.split("  - action_item")
    after = changed(items, f"  - action_item{second}{first}").replace("2026-04-30", "2026-06-30")
    assert told(TEXT, after) == [
        (
            "/action_items/1/due_date",
            '`due_date` of action item "Rotate the keys"',
            "2026-04-30",
            "2026-06-30",
        )
    ]


def test_a_number_in_quotes_is_another_value() -> None:
    assert told("a: 5\nb: 1", "a: '5'\nb: true") == [
        ("/a", "`a`", "5", '"5"'),
        ("/b", "`b`", "1", "true"),
    ]


def test_a_long_value_is_told_in_one_line() -> None:
    assert told("a: 1", "a: 1\nb:\n  - |\n    one\n    two\n  - {c: ~, d: false}\n") == [
        ("/b", "`b`", None, "[one two, {d: false}]")
    ]


def test_a_sign_off_says_itself_what_it_left_out() -> None:
    closed = report(changed("status: open", "status: done"))
    assert differences(report(TEXT), closed) == ()
    (one,) = differences(report(TEXT), closed, ())
    assert one.pointer == ("action_items", 0, "status")
    assert differences(report(TEXT), report("a: 1"), [""]) == ()


def test_a_template_of_ones_own_names_its_items() -> None:
    before = "massnahmen: [{was: Tausche die Schlüssel, wer: [Bo], bis: 2026-04-30}]"
    after = "massnahmen: [{was: Tausche die Schlüssel, wer: [Ada], bis: 2026-05-31}]"
    label = 'maßnahme "Tausche die Schlüssel"'
    assert told(before, after, OWN) == [
        ("/massnahmen/0/wer/0", f"name 1 of {label}", None, "Ada"),
        ("/massnahmen/0/wer/0", f"name 1 of {label}", "Bo", None),
        ("/massnahmen/0/bis", f"`bis` of {label}", "2026-04-30", "2026-05-31"),
    ]


def indices(*versions: str) -> list[tuple[str, int]]:
    """Return pointer and version of what differs between the first and the last version."""
    found = since(tuple(map(report, versions)))
    return [(json_pointer(one.pointer), index) for one, index in found]


LATER = changed("2026-04-30", "2026-06-30")
LAST = changed("2026-04-30", "2026-07-31")
WITHOUT = TEXT[: TEXT.index("  - action_item")]
MORE = changed("action_items:", "action_items:\n  - {action_item: Test backups, owner: Bo}")


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([TEXT], []),
        ([TEXT, TEXT], []),
        ([TEXT, LATER], [("/action_items/0/due_date", 1)]),
        ([TEXT, LATER, LATER], [("/action_items/0/due_date", 1)]),
        ([TEXT, LATER, LAST], [("/action_items/0/due_date", 2)]),
        ([TEXT, LATER, TEXT], []),
        ([TEXT, LATER, TEXT, LATER], [("/action_items/0/due_date", 3)]),
        ([TEXT, LATER, changed("AI-1", "AI-7", LATER)], [
            ("/action_items/0", 2),
            ("/action_items/0", 2),
        ]),
        ([TEXT, WITHOUT, WITHOUT], [("/action_items/1", 1)]),
        ([TEXT, WITHOUT, TEXT, WITHOUT], [("/action_items/1", 3)]),
        ([TEXT, MORE, MORE], [("/action_items/0", 1)]),
        ([TEXT, MORE, MORE.replace("owner: Bo}", "owner: Ada}")], [("/action_items/0", 2)]),
        ([TEXT, LATER, changed("2026-04-30", "2026-06-30", MORE)], [
            ("/action_items/0", 2),
            ("/action_items/1/due_date", 1),
        ]),
        ([TEXT, changed("major", "minor"), changed("major", "minor", LATER)], [
            ("/impact_assessment/severity", 1),
            ("/action_items/0/due_date", 2),
        ]),
        (
            [
                TEXT,
                changed("impact_assessment:\n  severity: major\n", ""),
                changed("severity: major", "severity: minor"),
                changed("severity: major", "severity: minor"),
            ],
            [("/impact_assessment/severity", 2)],
        ),
    ],
)  # fmt: skip
def test_a_difference_knows_since_which_version_it_stands(
    versions: list[str], expected: list[tuple[str, int]]
) -> None:
    assert indices(*versions) == expected


def test_an_order_knows_since_which_version_it_stands() -> None:
    a, b, c = (f"executive_summary: {{key_findings: [{order}]}}" for order in
               ("One, Two, Three", "Two, One, Three", "Three, Two, One"))  # fmt: skip
    more = b.replace("Three", "Three, Four")
    assert indices(a, b, more, b) == [("/executive_summary/key_findings", 1)]
    assert indices(a, b, c) == [("/executive_summary/key_findings", 2)]
    assert indices(a, c, b) == [("/executive_summary/key_findings", 2)]
    assert indices(a, c, "a: 1", c) == [("/executive_summary/key_findings", 3)]


def test_no_versions_do_not_differ() -> None:
    assert since(()) == ()


SCALARS = st.sampled_from(
    [None, "", "Rotate the keys", "Rotate all keys", "x", "[Date]", "5", 5, 1, True, False, 0]
)
VALUES = st.recursive(
    SCALARS,
    lambda below: (
        st.lists(below, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "b", "time"]), below, max_size=3)
    ),
    max_leaves=6,
)
ACTIONS = st.dictionaries(
    st.sampled_from(["id", "action_item", "owner", "due_date", "status", "link"]),
    VALUES,
    max_size=4,
)
REPORTS = st.fixed_dictionaries(
    {"incident_title": SCALARS, "action_items": st.lists(ACTIONS | VALUES, max_size=4)},
    optional={
        "status": SCALARS,
        "executive_summary": st.fixed_dictionaries({"key_findings": st.lists(VALUES, max_size=4)}),
        "incident_description": st.fixed_dictionaries(
            {
                "timeline": st.lists(
                    st.fixed_dictionaries({"time": SCALARS, "event": SCALARS}), max_size=3
                )
            }
        ),
        "appendices": st.fixed_dictionaries({"signatures": VALUES, "attachments": VALUES}),
    },
)


def edited(draw: Any, data: dict[str, Any]) -> dict[str, Any]:
    """Return `data` with one list shuffled, as a small edit may leave most of a report alone."""
    made = copy.deepcopy(data)
    made["action_items"] = draw(st.permutations(made["action_items"]))
    return made


def of(data: dict[str, Any]) -> Postmortem:
    """Return the report that says `data`."""
    return report(json.dumps(data))


@given(REPORTS, REPORTS)
def test_reports_differ_if_their_digests_do(one: dict[str, Any], other: dict[str, Any]) -> None:
    before, after = of(one), of(other)
    assert (differences(before, after) == ()) is (digest(before) == digest(after))


@given(st.data(), REPORTS)
def test_moved_items_differ_if_their_digests_do(data: st.DataObject, one: dict[str, Any]) -> None:
    before, after = of(one), of(edited(data.draw, one))
    found = differences(before, after)
    assert (found == ()) is (digest(before) == digest(after))
    assert all(difference.label.startswith("order of") for difference in found) or any(
        difference.before != difference.after for difference in found
    )


@given(st.lists(REPORTS, min_size=2, max_size=4))
def test_what_stands_since_a_version_is_what_differs(many: list[dict[str, Any]]) -> None:
    versions = tuple(map(of, many))
    found = since(versions)
    assert tuple(one for one, _ in found) == differences(versions[0], versions[-1])
    assert all(0 < index < len(versions) for _, index in found)
    doubled = since((*versions, versions[-1]))
    assert doubled == found


@given(REPORTS)
def test_a_report_does_not_differ_from_itself(data: dict[str, Any]) -> None:
    turned = dict(reversed(data.items()))
    assert differences(of(data), of(turned)) == ()
