"""What becomes of an action item, told by hand-made versions of a report."""

from __future__ import annotations

from datetime import date

import pytest
from history import report_in

from pmlint.parse import parse
from pmlint.repo import Person
from pmlint.summary.course import Course, Handover, Period, Slip
from pmlint.summary.facts import ActionFacts, facts
from pmlint.summary.follower import Deed, Follower, Step

ADA = Person("Ada", "ada@example.com")
Items = tuple[dict[str, str], ...]


def actions(*items: dict[str, str]) -> tuple[ActionFacts, ...]:
    """Return the items of a report, each given by its keys and values."""
    lines = ["incident_title: The checkout was down", "action_items:"]
    for item in items:
        keys = [f"{key}: {value}" for key, value in item.items()]
        lines += [f"  - {keys[0]}", *(f"    {key}" for key in keys[1:])]
    text = "\n".join(lines) + "\n"
    return facts(parse(text.encode()), report_in(text)).actions


def followed(*versions: tuple[str, Items]) -> Follower:
    """Follow versions, each committed on a day of 2026, `03-14`; `?` is a clone's cut-off."""
    follower = Follower()
    for day, items in versions:
        commit = None if day.startswith("+") else day.strip("?")
        step = Step(date.fromisoformat(f"2026-{day.strip('+?')}"), commit, day.endswith("?"))
        follower.version(step, actions(*items), lambda _: ADA)
    return follower


def on(day: str) -> date:
    return date.fromisoformat(f"2026-{day}")


KEYS = {"action_item": "Rotate the keys of the provider", "owner": "Bo", "due_date": "2026-04-30"}
ALERT = {"action_item": "Alert on failed payments", "owner": "Cy", "due_date": "2026-05-15"}


def test_a_life_is_told_whole() -> None:
    follower = followed(
        ("03-01", (KEYS, ALERT)),
        ("03-10", (KEYS | {"due_date": "2026-05-31"}, ALERT)),
        ("03-20", (ALERT, KEYS | {"due_date": "2026-06-30"})),
        ("03-25", (ALERT, KEYS | {"due_date": "2026-06-30", "owner": "Cy"})),
        (
            "04-01",
            (
                ALERT,
                KEYS
                | {
                    "action_item": "Rotate all keys of the payment provider",
                    "due_date": "2026-06-30",
                    "owner": "Cy",
                },
            ),
        ),
        ("06-01", (ALERT, KEYS | {"due_date": "2026-06-30", "owner": "Cy", "status": "done"})),
        ("06-10", (ALERT, KEYS | {"due_date": "2026-06-30", "owner": "Cy", "status": "open"})),
        ("07-05", (ALERT, KEYS | {"due_date": "2026-06-30", "owner": "Cy", "status": "done"})),
    )
    assert follower.courses() == (
        Course(on("03-01"), None, (), (), (Period(on("03-01"), None, on("05-15")),)),
        Course(
            on("03-01"),
            on("07-05"),
            (
                Slip(on("03-10"), "03-10", ADA, "2026-04-30", "2026-05-31", 31),
                Slip(on("03-20"), "03-20", ADA, "2026-05-31", "2026-06-30", 30),
            ),
            (Handover(on("03-25"), "03-25", ADA, ("Bo",), ("Cy",)),),
            (
                Period(on("03-01"), on("03-10"), on("04-30")),
                Period(on("03-10"), on("03-20"), on("05-31")),
                Period(on("03-20"), on("06-01"), on("06-30")),
                Period(on("06-10"), on("07-05"), on("06-30")),
            ),
        ),
    )
    assert follower.vanished() == ()


def test_an_item_that_vanishes_and_comes_back_is_the_same() -> None:
    follower = followed(
        ("03-01", (KEYS, ALERT)),
        ("03-10", (ALERT,)),
        ("03-20", (KEYS | {"due_date": "2026-09-30"}, ALERT)),
    )
    course = follower.courses()[0]
    assert course.opened_on == on("03-01")
    assert [(slip.before, slip.after, slip.days) for slip in course.slips] == [
        ("2026-04-30", "2026-09-30", 153)
    ]
    assert [(period.since, period.until) for period in course.periods] == [
        (on("03-01"), on("03-10")),
        (on("03-20"), None),
    ]
    assert follower.vanished() == ()


def test_what_is_gone_is_told_as_it_was_last() -> None:
    follower = followed(("03-01", (KEYS, ALERT)), ("03-10", (ALERT,)))
    ((gone, course),) = follower.vanished()
    assert gone.words == "Rotate the keys of the provider"
    assert course.periods == (Period(on("03-01"), on("03-10"), on("04-30")),)


def test_a_report_that_is_removed_takes_its_items_along_and_can_bring_them_back() -> None:
    follower = followed(("03-01", (KEYS,)))
    follower.removed(Step(on("03-10"), "gone"))
    assert follower.courses() == ()
    assert len(follower.vanished()) == 1
    follower.version(Step(on("03-20"), "back"), actions(KEYS), lambda _: ADA)
    assert [course.opened_on for course in follower.courses()] == [on("03-01")]


def test_an_item_begins_when_somebody_has_written_it() -> None:
    template = {"action_item": '"[Action Item]"', "owner": '"[Name]"', "due_date": '"[Date]"'}
    follower = followed(("03-01", (template,)), ("03-10", (KEYS,)))
    assert follower.courses()[0].opened_on == on("03-10")
    assert follower.courses()[0].slips == ()


@pytest.mark.parametrize("closed", ["done", "dropped"])
def test_what_is_closed_from_the_start_was_never_open(closed: str) -> None:
    course = followed(("03-01", (KEYS | {"status": closed},))).courses()[0]
    assert (course.opened_on, course.closed_on, course.periods) == (on("03-01"), on("03-01"), ())


def test_a_proposal_is_not_open_before_it_is_a_promise() -> None:
    follower = followed(("03-01", (KEYS | {"status": "proposed"},)), ("03-10", (KEYS,)))
    assert follower.courses()[0].periods == (Period(on("03-10"), None, on("04-30")),)


def test_a_due_date_that_is_set_for_the_first_time_has_not_slipped() -> None:
    undated = {key: value for key, value in KEYS.items() if key != "due_date"}
    assert followed(("03-01", (undated,)), ("03-10", (KEYS,))).courses()[0].slips == ()


def test_a_due_date_that_is_taken_away_has_slipped_by_nobody_knows_how_much() -> None:
    undated = {key: value for key, value in KEYS.items() if key != "due_date"}
    course = followed(("03-01", (KEYS,)), ("03-10", (undated,))).courses()[0]
    assert course.slips == (Slip(on("03-10"), "03-10", ADA, "2026-04-30", "", None),)
    assert course.slipped_days == 0


def test_the_same_day_written_differently_is_no_slip() -> None:
    course = followed(
        ("03-01", (KEYS,)), ("03-10", (KEYS | {"due_date": "2026-04-30T00:00:00Z"},))
    ).courses()[0]
    assert course.slips == ()


def test_a_due_date_that_is_drawn_nearer_has_moved_too() -> None:
    course = followed(("03-01", (KEYS,)), ("03-10", (KEYS | {"due_date": "2026-04-20"},)))
    assert [slip.days for slip in course.courses()[0].slips] == [-10]


def test_a_first_owner_is_no_handover() -> None:
    nobody = {key: value for key, value in KEYS.items() if key != "owner"}
    assert followed(("03-01", (nobody,)), ("03-10", (KEYS,))).courses()[0].handovers == ()


def test_what_is_not_committed_has_no_commit_and_no_author() -> None:
    follower = followed(
        ("03-01", (KEYS,)), ("+03-10", (KEYS | {"due_date": "2026-05-31", "status": "done"},))
    )
    course = follower.courses()[0]
    assert course.slips == (Slip(on("03-10"), None, None, "2026-04-30", "2026-05-31", 31),)
    assert course.closed_on is None
    assert course.periods == (Period(on("03-01"), on("03-10"), on("04-30")),)


def test_what_a_shallow_clone_was_cut_off_before_has_no_opening() -> None:
    done = KEYS | {"status": "done"}
    follower = followed(("03-01?", (done, ALERT)), ("03-10", (done | {"owner": "Cy"}, ALERT)))
    courses = follower.courses()
    assert [(each.opened_on, each.closed_on, each.is_cut_off) for each in courses] == [
        (None, None, True),
        (None, None, True),
    ]


def test_a_clock_that_goes_backwards_does_not_turn_time_around() -> None:
    follower = followed(
        ("03-20", (KEYS,)), ("03-10", (KEYS | {"status": "done"},)), ("03-30", (KEYS,))
    )
    assert follower.courses()[0].periods == (Period(on("03-30"), None, on("04-30")),)


def test_authors_are_asked_only_for_what_somebody_did() -> None:
    asked: list[Deed] = []

    def author(deed: Deed) -> Person:
        asked.append(deed)
        return ADA

    follower = Follower()
    for number, due in enumerate(("2026-04-30", "2026-04-30", "2026-05-31")):
        step = Step(on(f"03-0{number + 1}"), str(number))
        follower.version(step, actions(KEYS | {"due_date": due}), author)
    assert asked == [("due", "Rotate the keys of the provider", "2026-05-31")]
