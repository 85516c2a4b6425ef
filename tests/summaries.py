"""A summary of two repositories in which every state, group and kind of trouble occurs once."""

from __future__ import annotations

from datetime import date, timedelta

from pmlint.action import Progress
from pmlint.repo import Person
from pmlint.summary.course import Course, Handover, Period, Slip
from pmlint.summary.item import Incident, Item, judged
from pmlint.summary.selection import Listing, Scope
from pmlint.summary.state import DUE_WITHIN
from pmlint.summary.summary import Home, Past, Summary, Trouble

AS_OF = date(2026, 11, 25)
CHECKOUT = Incident(
    "shop",
    "postmortems/2026-03-14-checkout.yaml",
    "The checkout was down",
    "INC-7",
    date(2026, 3, 14),
    date(2026, 3, 20),
    "critical",
    "Payments",
    "final",
    timedelta(minutes=12),
    timedelta(hours=2, minutes=5),
)
SEARCH = Incident(
    "shop",
    "postmortems/2026-08-02-search.yaml",
    "Search returned nothing",
    "",
    date(2026, 8, 2),
    date(2026, 8, 5),
    "major",
    "Search",
    "review",
    timedelta(minutes=3),
    timedelta(minutes=45),
)
LOGIN = Incident(
    "site",
    "incidents/login.yaml",
    "Nobody could log in",
    "SITE-1",
    date(2026, 9, 30),
    date(2026, 10, 2),
    "minor",
    "",
    "draft",
)
ADA = Person("Ada Okafor", "ada@example.com")


def item(
    incident: Incident,
    line: int,
    action: str,
    owner: str = "",
    due: date | None = None,
    status: str = "open",
    *,
    due_text: str = "",
    is_owned: bool | None = None,
    id: str = "",
    kind: str = "",
    priority: str = "",
    link: str = "",
    reason: str = "",
    completed_on: date | None = None,
    course: Course | None = None,
    as_of: date = AS_OF,
) -> Item:
    """Return an action item as of `as_of`."""
    progress = next((each for each in Progress if each.value == status), None)
    found = Item(
        incident,
        line,
        id,
        action,
        (owner,) if owner else (),
        bool(owner) if is_owned is None else is_owned,
        due,
        due_text or (due.isoformat() if due else ""),
        progress,
        status,
        kind,
        priority,
        link,
        reason,
        completed_on,
        course or Course(),
    )
    return judged(found, as_of, DUE_WITHIN)


def course(opened: date, due: date | None, *slips: Slip, closed: date | None = None) -> Course:
    """Return what became of an item that was opened, and perhaps put off and closed."""
    return Course(
        opened, closed, slips, (), (Period(opened, closed, due),) if opened != closed else ()
    )


def items() -> tuple[Item, ...]:
    """Return items in every state."""
    put_off = (
        Slip(date(2026, 4, 28), "a" * 40, ADA, "2026-04-30", "2026-05-31", 31),
        Slip(date(2026, 5, 30), "b" * 40, ADA, "2026-05-31", "2026-06-30", 30),
    )
    return (
        item(
            CHECKOUT,
            61,
            "Rotate the keys of the payment provider",
            "Ada Okafor",
            date(2026, 6, 30),
            "in_progress",
            id="AI-1",
            kind="prevent",
            priority="P1",
            link="https://tracker.example.com/AI-1",
            course=course(date(2026, 3, 20), date(2026, 6, 30), *put_off),
        ),
        item(
            CHECKOUT,
            65,
            "Alert on failed payments",
            "Bo Lind",
            date(2026, 11, 20),
            kind="detect",
            course=Course(
                date(2026, 3, 20),
                None,
                (),
                (Handover(date(2026, 7, 1), "c" * 40, ADA, ("Cy Nakamura",), ("Bo Lind",)),),
                (Period(date(2026, 3, 20), None, date(2026, 11, 20)),),
            ),
        ),
        item(CHECKOUT, 69, "Tell support before a change", "Bo Lind", AS_OF, kind="process"),
        item(CHECKOUT, 73, "Practise the fail-over", "Ada Okafor", date(2026, 12, 5)),
        item(CHECKOUT, 77, "Buy a second provider", "Cy Nakamura", date(2027, 3, 31)),
        item(
            CHECKOUT,
            81,
            "Cap retries at three",
            "Ada Okafor",
            date(2026, 5, 1),
            "done",
            completed_on=date(2026, 4, 28),
            link="https://git.example.com/42",
            course=course(date(2026, 3, 20), date(2026, 5, 1), closed=date(2026, 4, 29)),
        ),
        item(SEARCH, 44, "Index off the hot path", "everyone", date(2026, 8, 20), is_owned=False),
        item(SEARCH, 48, "Write a runbook", "Cy Nakamura", due_text="soon"),
        item(SEARCH, 52, "Page on empty results"),
        item(
            SEARCH,
            56,
            "Replace the old cluster",
            "Cy Nakamura",
            date(2026, 9, 1),
            "done",
            course=course(date(2026, 8, 5), date(2026, 9, 1), closed=date(2026, 9, 20)),
        ),
        item(LOGIN, 30, "Add a second factor", "Bo Lind", date(2026, 10, 1), "proposed"),
        item(LOGIN, 34, "Move to another vendor", "", None, "dropped", reason="too dear"),
    )


def summary(
    *,
    listing: Listing | None = None,
    scope: Scope | None = None,
    of: tuple[Item, ...] | None = None,
    as_of: date = AS_OF,
) -> Summary:
    """Return a summary of all of them."""
    scope = scope or Scope()
    found = items() if of is None else of
    incidents = tuple(dict.fromkeys(each.incident for each in found))
    vanished = item(
        SEARCH,
        60,
        "Call every customer",
        "Ada Okafor",
        date(2026, 9, 15),
        course=course(date(2026, 8, 5), date(2026, 9, 15), closed=date(2026, 10, 1)),
    )
    return Summary(
        as_of,
        (
            Home(
                "shop",
                Past.WHOLE,
                troubles=(
                    Trouble("postmortems/broken.yaml", 'line 3: the quote " is never closed'),
                ),
            ),
            Home(
                "site",
                Past.CUT_OFF,
                "the history is cut off at 2026-09-30 (dddddddddd): this is a shallow clone",
                ("d" * 40,),
            ),
        ),
        tuple(each for each in incidents if scope.has_incident(each)),
        tuple(each for each in found if scope.has(each)),
        (vanished,) if of is None and scope.has(vanished) else (),
        scope,
        listing or Listing(),
    )
