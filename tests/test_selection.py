"""Which items are listed, in which order and groups; what is counted; what makes a run fail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from summaries import AS_OF, CHECKOUT, LOGIN, SEARCH, item, items, summary

from pmlint.action import Progress
from pmlint.summary.gate import Gate, counted
from pmlint.summary.selection import Grouping, Listing, Order, Scope
from pmlint.summary.state import State, state_of
from pmlint.summary.totals import Health, Totals, by_quarter, health

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("progress", "days", "expected"),
    [
        (Progress.OPEN, -1, State.OVERDUE),
        (Progress.IN_PROGRESS, -1, State.OVERDUE),
        (None, -1, State.OVERDUE),  # a status that nobody knows hides nothing
        (Progress.OPEN, 0, State.DUE_TODAY),
        (Progress.OPEN, 1, State.DUE_SOON),
        (Progress.OPEN, 14, State.DUE_SOON),
        (Progress.OPEN, 15, State.UPCOMING),
        (Progress.OPEN, None, State.UNDATED),
        (Progress.PROPOSED, -1, State.PROPOSED),
        (Progress.PROPOSED, None, State.PROPOSED),
        (Progress.DONE, -1, State.DONE),
        (Progress.DROPPED, -1, State.DROPPED),
    ],
)
def test_an_item_stands_as_its_status_and_the_day_say(
    progress: Progress | None, days: int | None, expected: State
) -> None:
    due = None if days is None else AS_OF + days * DAY
    assert state_of(progress, due, AS_OF) is expected


def listed(listing: Listing) -> list[str]:
    return [each.action for each in summary(listing=listing).listed]


def test_by_default_everything_is_listed_that_somebody_must_do_something_about() -> None:
    assert listed(Listing()) == [
        "Rotate the keys of the payment provider",
        "Index off the hot path",
        "Alert on failed payments",
        "Tell support before a change",
        "Practise the fail-over",
        "Write a runbook",
        "Page on empty results",
    ]


def test_an_item_that_is_due_later_is_listed_if_nobody_owns_it() -> None:
    later = item(CHECKOUT, 1, "Buy a second provider", due=AS_OF + 100 * DAY)
    assert Listing().chosen((later,)) == (later,)
    assert Listing(unowned=False).chosen((later,)) == ()


@pytest.mark.parametrize(
    ("order", "lines"),
    [
        # by their lines, which differ in all reports of the example
        (Order.DUE, [81, 61, 44, 56, 30, 65, 69, 73, 77, 48, 52, 34]),
        (Order.OWNER, [81, 61, 73, 30, 65, 69, 56, 77, 48, 52, 34, 44]),
        (Order.TEAM, [81, 61, 65, 69, 73, 77, 44, 56, 48, 52, 30, 34]),
        (Order.SEVERITY, [81, 61, 65, 69, 73, 77, 44, 56, 48, 52, 30, 34]),
        (Order.REPORT, [61, 65, 69, 73, 77, 81, 44, 48, 52, 56, 30, 34]),
        (Order.SLIPS, [61, 81, 44, 56, 30, 65, 69, 73, 77, 48, 52, 34]),
        (Order.OPENED, [81, 61, 65, 56, 44, 30, 69, 73, 77, 48, 52, 34]),
    ],
)
def test_items_come_in_the_order_that_is_asked_for(order: Order, lines: list[int]) -> None:
    found = summary(listing=Listing(frozenset(State), order=order)).listed
    assert [each.line for each in found] == lines


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        (Grouping.OWNER, [("Ada Okafor", 2), ("Bo Lind", 2), ("Cy Nakamura", 1), ("no owner", 2)]),
        (Grouping.TEAM, [("Payments", 4), ("Search", 3)]),
        (Grouping.SEVERITY, [("critical", 4), ("major", 3)]),
        (
            Grouping.REPORT,
            [
                ("Search returned nothing (shop/postmortems/2026-08-02-search.yaml)", 3),
                ("The checkout was down (shop/postmortems/2026-03-14-checkout.yaml)", 4),
            ],
        ),
        (
            Grouping.AGE,
            [
                ("over 90 days overdue", 2),
                ("1–7 days overdue", 1),
                ("not overdue", 4),
            ],
        ),
    ],
)
def test_items_are_gathered_in_groups(grouping: Grouping, expected: list[tuple[str, int]]) -> None:
    found = summary(listing=Listing(grouping=grouping))
    groups = found.listing.groups(found.listed)
    assert [(name, len(items)) for name, items in groups] == expected


def test_an_item_of_several_owners_stands_with_each_and_counts_once() -> None:
    both = item(CHECKOUT, 1, "Practise", "Ada", AS_OF)
    both = type(both)(**{f: getattr(both, f) for f in both.__slots__} | {"owners": ("Ada", "Bo")})
    found = summary(of=(both,), listing=Listing(grouping=Grouping.OWNER))
    assert [name for name, _ in found.listing.groups(found.listed)] == ["Ada", "Bo"]
    assert found.totals.items == 1


def test_totals_count_also_what_is_not_listed() -> None:
    found = summary(listing=Listing(frozenset({State.DONE}), unowned=False, limit=1))
    assert len(found.listed) == 1
    assert found.totals == Totals(
        reports=3, items=12, open=8, unowned=2, slipped=1, vanished=1,
        states={
            State.OVERDUE: 3, State.DUE_TODAY: 1, State.DUE_SOON: 1, State.UPCOMING: 1,
            State.UNDATED: 2, State.PROPOSED: 1, State.DONE: 2, State.DROPPED: 1,
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("scope", "number", "reports"),
    [
        (Scope(owners=("ada OKAFOR",)), 3, 3),
        (Scope(teams=("payments", "search")), 10, 2),
        (Scope(severities=("major",)), 4, 1),
        (Scope(kinds=("prevent",)), 1, 3),
        (Scope(owners=("Ada Okafor",), severities=("major",)), 0, 1),
    ],
)
def test_a_scope_says_what_is_counted(scope: Scope, number: int, reports: int) -> None:
    found = summary(scope=scope)
    assert (found.totals.items, found.totals.reports) == (number, reports)


def test_health_counts_what_is_done_and_says_until_when() -> None:
    assert health(items()) == Health(dated=2, on_time=1, days_to_done=42.5, days_overdue=97)
    assert health(()).share is None


def test_incidents_are_met_by_quarter() -> None:
    told = [
        (each.name, each.incidents, each.mttr) for each in by_quarter((SEARCH, CHECKOUT, LOGIN))
    ]
    assert told == [
        ("2026-Q1", 1, timedelta(hours=2, minutes=5)),
        ("2026-Q3", 2, timedelta(minutes=45)),
    ]


@pytest.mark.parametrize(
    ("gates", "grace", "expected"),
    [
        ((Gate.OVERDUE,), 0, {Gate.OVERDUE: 3}),
        ((Gate.OVERDUE,), 5, {Gate.OVERDUE: 2}),
        ((Gate.OVERDUE,), 1000, {}),
        ((Gate.DUE_SOON,), 0, {Gate.DUE_SOON: 2}),
        ((Gate.UNDATED, Gate.UNOWNED), 0, {Gate.UNDATED: 2, Gate.UNOWNED: 2}),
        ((), 0, {}),
    ],
)
def test_gates_count_what_does_not_pass_them(
    gates: tuple[Gate, ...], grace: int, expected: dict[Gate, int]
) -> None:
    assert counted(items(), gates, grace) == expected
