"""`pmlint report --format markdown`, as an issue shows it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import cmarkgfm
import pytest
from hostile import ANY, TEXTS, hostile
from hypothesis import given
from summaries import AS_OF, CHECKOUT, course, item, summary
from summaries import items as all_items

from pmlint.output.escape import visible
from pmlint.output.link import host, web_link
from pmlint.output.markup import ZERO_WIDTH, escaped
from pmlint.output.report.markdown import render
from pmlint.output.report.words import (
    health_lines,
    late,
    notes,
    nothing,
    owner,
    percent,
    place,
    slips,
    span,
    totals_line,
    troubles,
)
from pmlint.repo import Person
from pmlint.summary.course import Slip
from pmlint.summary.selection import Grouping, Listing, Scope
from pmlint.summary.state import State
from pmlint.summary.summary import Home, Past, Summary

LISTED = """\
## Action items as of 2026-11-25

3 overdue · 1 due today · 1 due within 14 days · 1 upcoming · 2 undated · 1 proposed · 2 done · \
1 dropped; 12 action items in 3 reports, 2 without an owner

- [ ] **148 days overdue** (due 2026-06-30) Rotate the keys of the payment provider — Ada Okafor · \
critical · P1 · in progress · shop/postmortems/2026-03-14-checkout.yaml:61 · \
due moved 2 times, +61 days, by Ada Okafor · [tracker.example.com](https://tracker.example.com/AI-1)
- [ ] **97 days overdue** (due 2026-08-20) Index off the hot path — everyone (no owner) · major · \
shop/postmortems/2026-08-02-search.yaml:44
- [ ] **5 days overdue** (due 2026-11-20) Alert on failed payments — Bo Lind · critical · \
shop/postmortems/2026-03-14-checkout.yaml:65 · taken over from Cy Nakamura
- [ ] **due today** (2026-11-25) Tell support before a change — Bo Lind · critical · \
shop/postmortems/2026-03-14-checkout.yaml:69
- [ ] **due in 10 days** (2026-12-05) Practise the fail-over — Ada Okafor · critical · \
shop/postmortems/2026-03-14-checkout.yaml:73
- [ ] **no due date** (“soon” is no day) Write a runbook — Cy Nakamura · major · \
shop/postmortems/2026-08-02-search.yaml:48
- [ ] **no due date** Page on empty results — no owner · major · \
shop/postmortems/2026-08-02-search.yaml:52

**Follow-up**

- done on time: 1 of 2 (50 %), median 42.5 days to done, median 97 days overdue
- due date moved: 1 of 8 open items
- gone from their reports without being done: 1
- MTTD 8 min (told by 2 of 3 incidents), MTTR 1 h 25 min (told by 2 of 3 incidents)
- MTTR by severity: critical 2 h 5 min, major 45 min
- MTTR by quarter: 2026-Q1 2 h 5 min, 2026-Q3 45 min

**Not counted, or not wholly**

- shop/postmortems/broken.yaml could not be read: line 3: the quote " is never closed

Note: site: the history is cut off at 2026-09-30 (dddddddddd): this is a shallow clone"""
GROUPED = """\
### critical (6)

- [x] **done** (on 2026-04-28) Cap retries at three — Ada Okafor · critical · \
shop/postmortems/2026-03-14-checkout.yaml:81 · [git.example.com](https://git.example.com/42)
- [ ] **148 days overdue** (due 2026-06-30) Rotate the keys of the payment provider — Ada Okafor · \
critical · P1 · in progress · shop/postmortems/2026-03-14-checkout.yaml:61 · \
due moved 2 times, +61 days, by Ada Okafor · [tracker.example.com](https://tracker.example.com/AI-1)
- [ ] **5 days overdue** (due 2026-11-20) Alert on failed payments — Bo Lind · critical · \
shop/postmortems/2026-03-14-checkout.yaml:65 · taken over from Cy Nakamura
- [ ] **due today** (2026-11-25) Tell support before a change — Bo Lind · critical · \
shop/postmortems/2026-03-14-checkout.yaml:69
- [ ] **due in 10 days** (2026-12-05) Practise the fail-over — Ada Okafor · critical · \
shop/postmortems/2026-03-14-checkout.yaml:73
- [ ] **due in 126 days** (2027-03-31) Buy a second provider — Cy Nakamura · critical · \
shop/postmortems/2026-03-14-checkout.yaml:77

### major (2 of 4)

- [ ] **97 days overdue** (due 2026-08-20) Index off the hot path — everyone (no owner) · major · \
shop/postmortems/2026-08-02-search.yaml:44
- [x] **done** (on 2026-09-20) Replace the old cluster — Cy Nakamura · major · \
shop/postmortems/2026-08-02-search.yaml:56

### minor (1 of 2)

- [ ] **proposed** (due 2026-10-01) Add a second factor — Bo Lind · minor · \
site/incidents/login.yaml:30

… and 3 more
"""
ALL = frozenset(State)


def shown(told: Summary) -> str:
    return "\n".join(render(told))


# --- the whole -------------------------------------------------------------------------------


def test_what_somebody_has_to_do_something_about_is_a_list_of_check_boxes() -> None:
    assert shown(summary()) == LISTED


def test_groups_are_headings_and_what_the_limit_cuts_is_told() -> None:
    told = summary(listing=Listing(ALL, grouping=Grouping.SEVERITY, limit=9))
    assert f"\n{GROUPED}\n**Follow-up**\n" in shown(told)


def test_what_is_dropped_is_ticked_and_tells_why() -> None:
    told = summary(listing=Listing(frozenset((State.DROPPED,)), unowned=False))
    assert (
        "- [x] **dropped** (too dear) Move to another vendor — minor · "
        "site/incidents/login.yaml:34" in shown(told)
    )


def test_nothing_at_all_is_said() -> None:
    empty = Summary(AS_OF, (Home("shop", Past.WHOLE),), (), ())
    assert shown(empty) == (
        "## Action items as of 2026-11-25\n\n"
        "no action items in 0 reports\n\n"
        "nothing is overdue, due within 14 days, undated or without an owner"
    )
    none_done = tuple(each for each in all_items() if each.state is not State.DONE)
    asked = summary(of=none_done, listing=Listing(frozenset((State.DONE,)), unowned=False))
    assert nothing(asked) == "no action item is in a state that was asked for"
    unread = summary(of=())
    assert nothing(unread) == "no report could be read, so nobody knows what is to be done"


def test_a_status_that_nobody_knows_is_told() -> None:
    odd = item(CHECKOUT, 3, "Do it", "Ada", AS_OF, "wip")
    assert "Ada · critical · status “wip” · postmortems" in shown(
        Summary(AS_OF, (Home("shop", Past.WHOLE),), (CHECKOUT,), (odd,))
    )


# --- nothing acts ----------------------------------------------------------------------------

OURS = {
    "h2", "h3", "p", "ul", "li", "strong", 'input type="checkbox" disabled=""',
    'input type="checkbox" checked="" disabled=""',
}  # fmt: skip


def tags(html: str) -> set[str]:
    found = {tag.strip(" /") for tag in re.findall(r"<([^>]*)>", html)}
    return {tag for tag in found if tag not in OURS}


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_that_a_report_says_becomes_markup(text: str) -> None:
    lines = list(render(hostile(text)))
    assert not [line for line in lines if re.search(r"[\r\n\u2028\u2029\x85\x0b]", line)]
    html = cmarkgfm.github_flavored_markdown_to_html("\n".join(lines))
    assert tags(html) == set()
    assert html.count("<li>") == 8 + 2 + 2  # of two owners, of health, of troubles
    shown = unescape(html)
    assert not re.search(r"(?<![A-Za-z0-9])@\w|#\w|GH-\d|(?<!\w)!\d", shown)
    "\n".join(lines).encode("utf-8")


@given(ANY)
def test_markdown_shows_a_text_as_it_is_written(text: str) -> None:
    html = cmarkgfm.github_flavored_markdown_to_html(f"- [ ] {escaped(text)} .")
    (inside,) = re.findall(r'(?s)<li><input type="checkbox" disabled="" />(.*) \.</li>', html)
    inside = re.sub(r'<a href="mailto:[^"]*">([^<]*)</a>', r"\1", inside)
    assert "<" not in inside
    back = unescape(inside).replace(ZERO_WIDTH, "").split()
    assert back == visible(text).split()


@given(ANY)
def test_every_text_can_be_rendered(text: str) -> None:
    shown(hostile(text)).encode("utf-8")


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("https://a.example/x", "[a.example](https://a.example/x)"),
        ("HTTP://a.example:80", "[a.example](HTTP://a.example:80)"),
        ("https://a.example/(x)[y]", "[a.example](https://a.example/%28x%29%5By%5D)"),
        ("https://a.example/?a=1&copy;=2&b=3", "[a.example](https://a.example/?a=1&amp;copy;=2&b=3)"),
        ("https://bank.example@evil.example/", "https\\://bank.example@evil.example/"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://a.example/ x", "https\\://a.example/ x"),
        ("https://a.example/\"><b>", 'https\\://a.example/"\\>\\<b\\>'),
        ("https://é.example", "https\\://é.example"),
        ("docs/runbook.md", "docs/runbook.md"),
    ],
)  # fmt: skip
def test_only_a_link_to_the_web_becomes_a_link(link: str, becomes: str) -> None:
    linked = item(CHECKOUT, 3, "Do it", "Ada", AS_OF, link=link)
    told = Summary(AS_OF, (Home("shop", Past.WHOLE),), (CHECKOUT,), (linked,))
    (line,) = [line for line in render(told) if line.startswith("- [ ]")]
    assert line.rpartition(" · ")[2] == becomes


def test_a_link_leads_where_it_says() -> None:
    assert host(web_link("https://a.example/x?y#z")) == "a.example"
    assert web_link("https://a.example/" + "x" * 2000) == ""
    assert host("") == ""


# --- the words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "0 s"),
        (timedelta(seconds=59.4), "59 s"),
        (timedelta(seconds=59.6), "1 min"),
        (timedelta(minutes=59, seconds=40), "1 h"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(hours=23, minutes=59, seconds=50), "1 d"),
        (timedelta(days=3, hours=4, minutes=20), "3 d 4 h"),
        (timedelta(days=1200), "1,200 d"),
    ],
)
def test_a_length_of_time_is_told_in_two_units(length: timedelta, words: str) -> None:
    assert span(length) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0 %"), (0.001, "1 %"), (2 / 3, "67 %"), (0.999, "99 %"), (1, "100 %")],
)
def test_all_is_all_and_none_is_none(share: float, words: str) -> None:
    assert percent(share) == words


def slip(before: str, after: str, days: int | None) -> Slip:
    return Slip(AS_OF, "a" * 40, Person("Ada", ""), before, after, days)


@pytest.mark.parametrize(
    ("moves", "due", "words"),
    [
        ((), AS_OF, ""),
        ((slip("2026-01-01", "2026-01-02", 1),), AS_OF, "due moved once, +1 day, by Ada"),
        ((slip("2026-01-02", "2026-01-01", -1),), AS_OF, "due moved once, −1 day, by Ada"),
        ((slip("a", "b", 5), slip("b", "a", -5)), AS_OF, "due moved 2 times, ±0 days, by Ada"),
        ((slip("soon", "2026-01-01", None),), AS_OF, "due moved once, by Ada"),
        ((slip("2026-01-01", "", None),), None, "due 2026-01-01 taken away"),
        ((slip("2026-01-01", "", None),), AS_OF, "due date taken away for a while"),
        (
            (slip("2026-01-01", "2026-01-02", 1), slip("2026-01-02", "", None)),
            None,
            "due moved once, +1 day, by Ada, then due 2026-01-02 taken away",
        ),
    ],
)
def test_slips_are_counted(moves: tuple[Slip, ...], due: date | None, words: str) -> None:
    slipped = item(CHECKOUT, 3, "Do it", "Ada", due, course=course(AS_OF, due, *moves))
    assert slips(slipped) == words


def test_how_late_an_item_is_takes_little_room() -> None:
    told = summary(listing=Listing(ALL))
    assert [late(each) for each in told.listed if late(each)] == ["148 d", "97 d", "5 d", "today"]


def test_nobody_is_named_only_where_something_is_to_be_done() -> None:
    told = summary(listing=Listing(ALL))
    found = {each.action: owner(each) for each in told.listed}
    assert found["Index off the hot path"] == "everyone (no owner)"
    assert found["Page on empty results"] == "no owner"
    assert found["Move to another vendor"] == ""


def test_a_repository_is_named_where_there_are_several() -> None:
    one = Summary(AS_OF, (Home("shop", Past.WHOLE),), (CHECKOUT,), summary().items[:1])
    assert place(one.items[0], one) == "postmortems/2026-03-14-checkout.yaml:61"
    assert totals_line(one) == "1 overdue; 1 action item in 1 report"


def test_notes_tell_what_is_not_in_the_numbers() -> None:
    homes = [Home(f"r{n}", Past.UNKNOWN) for n in range(7)]
    told = Summary(
        AS_OF, (*homes, Home("z", Past.CUT_OFF)), (), (), scope=Scope(("Ada", "Bo"), ("Payments",))
    )
    assert list(notes(told)) == [
        "only what is asked for is counted: owner Ada or Bo; team Payments",
        "r0, r1, r2, r3, r4 and 2 more: no history: slips, opening days and the burndown are not "
        "known",
        "z: the history is cut off: this is a shallow clone",
    ]
    assert list(notes(Summary(AS_OF, tuple(homes), (), ()))) == [
        "no history: slips, opening days and the burndown are not known"
    ]
    assert list(health_lines(told)) == []


def test_reports_that_are_counted_in_part_are_told_apart() -> None:
    told = hostile("x")
    assert list(troubles(told)) == ["x/x could not be read: x", "x/x was read only in part: x"]
