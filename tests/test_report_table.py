"""The table of `pmlint report`, as people see it."""

from __future__ import annotations

import re

import pytest
from hostile import TEXTS
from summaries import CHECKOUT, item, items, summary

from pmlint.frozen import replace
from pmlint.output.escape import visible, width
from pmlint.output.report.table import render
from pmlint.summary.selection import Grouping, Listing
from pmlint.summary.state import State

ESCAPE = r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\"
"""A colour, and a link of a terminal (OSC 8)."""
TABLE = """\
Action items as of 2026-11-25
3 overdue · 1 due today · 1 due within 14 days · 1 upcoming · 2 undated · 1
proposed · 2 done · 1 dropped; 12 action items in 3 reports, 2 without an owner

Due          Owner                 Action item
───────────────────────────────────────────────────────────────────────────────
2026-06-30   Ada Okafor            Rotate the keys of the payment provider
148 d        critical              due moved 2 times, +61 days, by Ada Okafor
                                   shop/postmortems/2026-03-14-checkout.yaml:61
2026-08-20   everyone (no owner)   Index off the hot path
97 d         major                 shop/postmortems/2026-08-02-search.yaml:44
2026-11-20   Bo Lind               Alert on failed payments
5 d          critical              taken over from Cy Nakamura
                                   shop/postmortems/2026-03-14-checkout.yaml:65
2026-11-25   Bo Lind               Tell support before a change
today        critical              shop/postmortems/2026-03-14-checkout.yaml:69
2026-12-05   Ada Okafor            Practise the fail-over
             critical              shop/postmortems/2026-03-14-checkout.yaml:73
soon         Cy Nakamura           Write a runbook
             major                 shop/postmortems/2026-08-02-search.yaml:48
no date      no owner              Page on empty results
             major                 shop/postmortems/2026-08-02-search.yaml:52

done on time: 1 of 2 (50 %), median 42.5 days to done, median 97 days overdue
due date moved: 1 of 8 open items
gone from their reports without being done: 1
MTTD 8 min (told by 2 of 3 incidents), MTTR 1 h 25 min (told by 2 of 3
incidents)
MTTR by severity: critical 2 h 5 min, major 45 min
MTTR by quarter: 2026-Q1 2 h 5 min, 2026-Q3 45 min
open at the end of the last 8 weeks: 2 2 2 2 2 2 2 2 (overdue: 1 1 1 1 1 1 2 2)

site: the history is cut off at 2026-09-30 (dddddddddd): this is a shallow clone
shop/postmortems/broken.yaml could not be read: line 3: the quote " is never
closed
"""
GROUPED = """\
Action items as of 2026-11-25
3 overdue · 1 due today · 1 due within 14 days · 1 upcoming · 2 undated · 1
proposed · 2 done · 1 dropped; 12 action items in 3 reports, 2 without an owner

critical (4 of 6)
Due          Owner        Action item
──────────────────────────────────────────────────────────────────────
2026-05-01   Ada Okafor   Cap retries at three
done         critical     shop/postmortems/2026-03-14-checkout.yaml:81
2026-06-30   Ada Okafor   Rotate the keys of the payment provider
148 d        critical     due moved 2 times, +61 days, by Ada Okafor
                          shop/postmortems/2026-03-14-checkout.yaml:61
2026-11-20   Bo Lind      Alert on failed payments
5 d          critical     taken over from Cy Nakamura
                          shop/postmortems/2026-03-14-checkout.yaml:65
2026-11-25   Bo Lind      Tell support before a change
today        critical     shop/postmortems/2026-03-14-checkout.yaml:69

major (2 of 4)
Due          Owner                 Action item
─────────────────────────────────────────────────────────────────────────────
2026-08-20   everyone (no owner)   Index off the hot path
97 d         major                 shop/postmortems/2026-08-02-search.yaml:44
2026-09-01   Cy Nakamura           Replace the old cluster
done         major                 shop/postmortems/2026-08-02-search.yaml:56

minor (1 of 2)
Due          Owner     Action item
───────────────────────────────────────────────────
2026-10-01   Bo Lind   Add a second factor
proposed     minor     site/incidents/login.yaml:30
… and 5 more

"""


def shown(**wishes: object) -> str:
    listing = Listing(**wishes)  # type: ignore[arg-type]
    return "".join(f"{line}\n" for line in render(summary(listing=listing), columns=80))


def test_the_table_fits_80_columns() -> None:
    assert shown() == TABLE


def test_groups_have_their_names_and_the_limit_says_what_it_cuts() -> None:
    told = shown(states=frozenset(State), grouping=Grouping.SEVERITY, limit=7)
    assert told.startswith(GROUPED)


@pytest.mark.parametrize("columns", [60, 72, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    for line in render(summary(listing=Listing(frozenset(State))), columns=columns):
        assert width(line) <= columns


def test_a_wide_terminal_is_used() -> None:
    narrow, wide = (list(render(summary(), columns=columns)) for columns in (80, 160))
    assert len(wide) < len(narrow)


def test_colours_and_links_add_nothing_that_is_seen() -> None:
    plain = list(render(summary(), columns=80))
    painted = list(
        render(summary(), columns=80, colour=True, link=lambda each: f"file:///{each.line}.yaml")
    )
    assert [re.sub(ESCAPE, "", line).rstrip() for line in painted] == plain
    whole = "\n".join(painted)
    assert "\x1b[1;31m2026-06-30" in whole  # overdue for long
    assert "\x1b[31m2026-11-20" in whole  # overdue
    assert "\x1b[33m2026-11-25" in whole  # due today
    assert "file:///61.yaml\x1b\\" in whole


def test_without_colour_nothing_steers_a_terminal() -> None:
    assert "\x1b" not in shown(states=frozenset(State))


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_report_says_steers_no_terminal(text: str) -> None:
    incident = replace(CHECKOUT, title=text, path=text, severity=text, team=text)
    hostile = item(incident, 1, text, text, None, text, due_text=text, link=text)
    told = "\n".join(
        render(summary(of=(hostile,), listing=Listing(grouping=Grouping.REPORT)), columns=100)
    )
    assert told == "\n".join(visible(line) for line in told.split("\n"))


def test_nothing_to_do_is_good_news() -> None:
    done = tuple(each for each in items() if each.state is State.DONE)
    lines = list(render(summary(of=done), columns=80))
    assert "nothing is overdue, due within 14 days, undated or without an owner in the" in lines
