"""`pmlint report --format ics`, as a calendar reads it."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime

import pytest
from hostile import ANY, TEXTS, hostile
from hypothesis import example, given
from icalendar import Calendar, Component
from summaries import AS_OF, CHECKOUT, item, summary

from pmlint.errors import UsageError
from pmlint.frozen import replace
from pmlint.output.escape import visible
from pmlint.output.report.ics import render
from pmlint.summary.item import Item
from pmlint.summary.selection import Listing, Order
from pmlint.summary.state import State
from pmlint.summary.summary import Home, Past, Summary

EVERYTHING = Listing(frozenset(State), order=Order.REPORT)
FIRST = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//pmlint//pmlint report//EN
DESCRIPTION:Action items as of 2026-11-25: 3 overdue · 1 due today · 1 d
 ue within 14 days · 1 upcoming · 2 undated · 1 proposed · 2 done · 1\x20
 dropped\\; 12 action items in 3 reports\\, 2 without an owner\\nshop/postmort
 ems/broken.yaml could not be read: line 3: the quote " is never closed\\nsi
 te: the history is cut off at 2026-09-30 (dddddddddd): this is a shallow c
 lone
NAME:Action items
X-WR-CALNAME:Action items
BEGIN:VTODO
CATEGORIES:critical,Payments,prevent
DESCRIPTION:The checkout was down (INC-7\\, critical)\\nowner: Ada Okafor\\nd
 ue moved 2 times\\, +61 days\\, by Ada Okafor\\nshop/postmortems/2026-03-14-c
 heckout.yaml:61
DTSTAMP:20261125T000000Z
DUE;VALUE=DATE:20260630
PRIORITY:1
STATUS:IN-PROCESS
SUMMARY:Rotate the keys of the payment provider
UID:d2765ba2b096a5bc6f199431a34ef76c@pmlint
URL:https://tracker.example.com/AI-1
END:VTODO
"""
LAST = """\
BEGIN:VTODO
CATEGORIES:major,Search
DESCRIPTION:Search returned nothing (major)\\nowner: Cy Nakamura\\nno due da
 te: “soon” is no day\\nshop/postmortems/2026-08-02-search.yaml:48
DTSTAMP:20261125T000000Z
PRIORITY:5
STATUS:NEEDS-ACTION
SUMMARY:Write a runbook
UID:ebe773d992509e25b140de8ef07914b7@pmlint
END:VTODO
BEGIN:VTODO
CATEGORIES:major,Search
DESCRIPTION:Search returned nothing (major)\\nno owner\\nno due date\\nshop/p
 ostmortems/2026-08-02-search.yaml:52
DTSTAMP:20261125T000000Z
PRIORITY:5
STATUS:NEEDS-ACTION
SUMMARY:Page on empty results
UID:81125fbfc6a43a9af9d095e9cc06891e@pmlint
END:VTODO
END:VCALENDAR
"""


def shown(told: Summary) -> str:
    return "".join(f"{line}\n" for line in render(told))


def read(told: Summary) -> Calendar:
    """Return what a reader makes of the calendar; every line has a length that is allowed."""
    lines = list(render(told))
    assert all(len(line.encode("utf-8")) <= 75 for line in lines)
    calendar = Calendar.from_ical("".join(f"{line}\r\n" for line in lines))
    assert isinstance(calendar, Calendar)
    return calendar


def tasks(told: Summary) -> list[Component]:
    return list(read(told).walk("VTODO"))


def of(*items: Item) -> Summary:
    listing = Listing(frozenset(State), order=Order.REPORT)
    return Summary(AS_OF, (Home("shop", Past.WHOLE),), (CHECKOUT,), items, listing=listing)


# --- the whole -------------------------------------------------------------------------------


def test_open_items_are_tasks_that_are_due_on_a_day() -> None:
    told = shown(summary())
    assert told.startswith(FIRST)
    assert told.endswith(LAST)
    assert told.count("BEGIN:VTODO") == 7


def test_what_a_reader_finds_are_days_states_and_priorities() -> None:
    found = [
        (
            str(task["summary"]),
            task.decoded("due", None),
            str(task["status"]),
            task.get("priority"),
        )
        for task in tasks(summary(listing=EVERYTHING))
    ]
    assert found == [
        ("Rotate the keys of the payment provider", date(2026, 6, 30), "IN-PROCESS", 1),
        ("Alert on failed payments", date(2026, 11, 20), "NEEDS-ACTION", 1),
        ("Tell support before a change", date(2026, 11, 25), "NEEDS-ACTION", 1),
        ("Practise the fail-over", date(2026, 12, 5), "NEEDS-ACTION", 1),
        ("Buy a second provider", date(2027, 3, 31), "NEEDS-ACTION", 1),
        ("Index off the hot path", date(2026, 8, 20), "NEEDS-ACTION", 5),
        ("Write a runbook", None, "NEEDS-ACTION", 5),
        ("Page on empty results", None, "NEEDS-ACTION", 5),
    ]


def test_what_is_no_task_is_told() -> None:
    listing = Listing(frozenset(State), order=Order.REPORT, limit=11)
    told = str(read(summary(listing=listing))["description"]).split("\n")
    assert told == [
        "Action items as of 2026-11-25: 3 overdue · 1 due today · 1 due within 14 days · "
        "1 upcoming · 2 undated · 1 proposed · 2 done · 1 dropped; 12 action items in 3 reports, "
        "2 without an owner",
        "… and 1 more, which --limit leaves out",
        "3 action items that are proposed, done or dropped: no task",
        'shop/postmortems/broken.yaml could not be read: line 3: the quote " is never closed',
        "site: the history is cut off at 2026-09-30 (dddddddddd): this is a shallow clone",
    ]


def test_a_calendar_without_tasks_is_a_calendar() -> None:
    told = read(Summary(AS_OF, (Home("shop", Past.WHOLE),), (), ()))
    assert list(told.walk("VTODO")) == []
    assert told["description"] == "Action items as of 2026-11-25: no action items in 0 reports"


def test_the_same_items_on_the_same_day_are_the_same_calendar() -> None:
    assert shown(summary()) == shown(summary())
    (stamp,) = {task.decoded("dtstamp") for task in tasks(summary())}
    assert stamp == datetime(2026, 11, 25, tzinfo=UTC)


def test_without_its_package_the_form_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(UsageError) as caught:
        list(render(summary()))
    assert str(caught.value) == ("--format ics needs one more package: pip install 'pmlint[ics]'")


# --- which task is which ---------------------------------------------------------------------


def uids(*items: Item) -> list[str]:
    return [str(task["uid"]) for task in tasks(of(*items))]


def test_a_task_stays_the_same_when_it_moves_is_put_off_or_given_to_somebody_else() -> None:
    was = item(CHECKOUT, 61, "Rotate the keys", "Ada", date(2026, 6, 30))
    now = item(CHECKOUT, 99, "Rotate the keys", "Bo", date(2026, 12, 31), "in_progress")
    assert uids(was) == uids(now)


def test_an_identifier_outlives_other_words() -> None:
    was = item(CHECKOUT, 61, "Rotate the keys", id="AI-1")
    assert uids(was) == uids(replace(was, action="Rotate all keys"))
    assert uids(was) != uids(replace(was, id="AI-2"))
    assert uids(item(CHECKOUT, 1, "AI-1")) != uids(was)


def test_items_of_the_same_words_are_tasks_of_their_own() -> None:
    same = item(CHECKOUT, 61, "Rotate the keys")
    first, second, third = uids(same, replace(same, owners=("Ada",)), replace(same, line=70))
    assert len({first, second, third}) == 3
    assert uids(same) == [first]


def test_items_of_other_reports_and_repositories_are_others() -> None:
    one = item(CHECKOUT, 61, "Rotate the keys")
    elsewhere = replace(one, incident=replace(CHECKOUT, path="b.yaml"))
    other = replace(one, incident=replace(CHECKOUT, repository="other"))
    assert len({*uids(one), *uids(elsewhere), *uids(other)}) == 3


# --- nothing acts ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_of_a_report_becomes_a_line_of_its_own(text: str) -> None:
    told = hostile(text)
    found = tasks(told)
    assert [task.decoded("due", None) for task in found] == [
        date(1, 1, 1), date(2026, 11, 25), date.max, None,
    ]  # fmt: skip
    known = {"BEGIN", "CATEGORIES", "DESCRIPTION", "DTSTAMP", "DUE;VALUE=DATE", "END", "STATUS"}
    known |= {"SUMMARY", "UID", "VERSION", "PRODID", "NAME", "X-WR-CALNAME"}
    lines = [line for line in render(told) if not line.startswith(" ")]
    assert {line.partition(":")[0] for line in lines} <= known
    assert [line for line in lines if line.startswith("BEGIN")] == [
        "BEGIN:VCALENDAR", *["BEGIN:VTODO"] * 4,
    ]  # fmt: skip


@given(ANY)
@example("C:\\New")
def test_a_reader_finds_the_very_text(text: str) -> None:
    found = tasks(hostile(text))
    assert {said(task["summary"]) for task in found} == {visible(text)}
    for task in found:
        told = said(task["description"]).split("\n")
        assert told[0] == visible(f"{text} ({text}, {text})" if text else text) or not text
        assert visible(f"owner: {text}, {text} too") in told
        if text:
            assert [said(each) for each in task["categories"].cats] == [visible(text)]


def said(value: object) -> str:
    """Return a text without what only keeps a reader from taking `\\N` for a line break."""
    return str(value).replace("\u2060N", "N")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://a.example/ x", "AI-1"])
def test_what_is_no_link_to_the_web_is_told_and_not_linked(link: str) -> None:
    (task,) = tasks(of(item(CHECKOUT, 61, "Rotate the keys", link=link)))
    assert "url" not in task
    assert str(task["description"]).split("\n")[-1] == link
