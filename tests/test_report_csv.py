"""`pmlint report --format csv`, as a spreadsheet reads it."""

from __future__ import annotations

import csv
import re

import pytest
from hostile import ANY, TEXTS, hostile
from hypothesis import given
from summaries import AS_OF, CHECKOUT, item, summary

from pmlint.frozen import replace
from pmlint.output.escape import visible
from pmlint.output.report.csv import COLUMNS, guarded, render
from pmlint.summary.selection import Grouping, Listing, Order
from pmlint.summary.state import State
from pmlint.summary.summary import Home, Past, Summary

HEAD = (
    "repository,path,line,report,incident_id,incident_date,severity,team,id,action,owner,owned,"
    "due_date,status,state,days_overdue,slips,slipped_days,opened_on,closed_on,completed_on,kind,"
    "priority,link,reason\n"
)
CHECKED_OUT = "shop,postmortems/2026-03-14-checkout.yaml"
SEARCHED = "shop,postmortems/2026-08-02-search.yaml"
OUTAGE = "The checkout was down,INC-7,2026-03-14,critical,Payments"
NOTHING = "Search returned nothing,,2026-08-02,major,Search"
LOGIN = "Nobody could log in,SITE-1,2026-09-30,minor,"
WHOLE = f"""\
{HEAD}\
{CHECKED_OUT},61,{OUTAGE},AI-1,Rotate the keys of the payment provider,Ada Okafor,true,\
2026-06-30,in_progress,overdue,148,2,61,2026-03-20,,,prevent,P1,https://tracker.example.com/AI-1,
{CHECKED_OUT},65,{OUTAGE},,Alert on failed payments,Bo Lind,true,\
2026-11-20,open,overdue,5,0,0,2026-03-20,,,detect,,,
{CHECKED_OUT},69,{OUTAGE},,Tell support before a change,Bo Lind,true,\
2026-11-25,open,due_today,0,0,0,,,,process,,,
{CHECKED_OUT},73,{OUTAGE},,Practise the fail-over,Ada Okafor,true,\
2026-12-05,open,due_soon,0,0,0,,,,,,,
{CHECKED_OUT},77,{OUTAGE},,Buy a second provider,Cy Nakamura,true,\
2027-03-31,open,upcoming,0,0,0,,,,,,,
{CHECKED_OUT},81,{OUTAGE},,Cap retries at three,Ada Okafor,true,\
2026-05-01,done,done,0,0,0,2026-03-20,2026-04-29,2026-04-28,,,https://git.example.com/42,
{SEARCHED},44,{NOTHING},,Index off the hot path,everyone,false,\
2026-08-20,open,overdue,97,0,0,,,,,,,
{SEARCHED},48,{NOTHING},,Write a runbook,Cy Nakamura,true,\
,open,undated,0,0,0,,,,,,,
{SEARCHED},52,{NOTHING},,Page on empty results,,false,\
,open,undated,0,0,0,,,,,,,
{SEARCHED},56,{NOTHING},,Replace the old cluster,Cy Nakamura,true,\
2026-09-01,done,done,0,0,0,2026-08-05,2026-09-20,,,,,
site,incidents/login.yaml,30,{LOGIN},,Add a second factor,Bo Lind,true,\
2026-10-01,proposed,proposed,0,0,0,,,,,,,
site,incidents/login.yaml,34,{LOGIN},,Move to another vendor,,false,\
,dropped,dropped,0,0,0,,,,,,,too dear
"""
OWN = {
    "line", "incident_date", "owned", "due_date", "state", "days_overdue", "slips",
    "slipped_days", "opened_on", "closed_on", "completed_on",
}  # fmt: skip
"""Columns that pmlint fills with words and numbers of its own."""


def begun(cell: str) -> list[str]:
    """Return those parts of a cell that could begin a formula, also where `;` cuts it."""
    parts = [part for part in cell.split(";") if not part.startswith("'")]
    return [part for part in parts if re.match(r"[\s\"]*[=+@＝＋－＠-]", part)]


def shown(told: Summary) -> str:
    return "".join(f"{line}\n" for line in render(told))


def read(told: Summary) -> list[dict[str, str]]:
    """Return the rows that a reader finds, which tells apart lines by their CRLF."""
    lines = "".join(f"{line}\r\n" for line in render(told)).splitlines(keepends=True)
    return list(csv.DictReader(lines, strict=True))


# --- the whole -------------------------------------------------------------------------------


def test_every_item_is_a_row() -> None:
    assert shown(summary(listing=Listing(frozenset(State), order=Order.REPORT))) == WHOLE


def test_without_items_there_is_the_head() -> None:
    assert shown(Summary(AS_OF, (), (), ())) == HEAD


def test_a_limit_cuts_and_groups_repeat_nothing() -> None:
    listing = Listing(grouping=Grouping.OWNER, limit=3)
    assert [row["line"] for row in read(summary(listing=listing))] == ["61", "44", "65"]


def test_slips_are_empty_where_nobody_knows_the_history() -> None:
    known = item(CHECKOUT, 3, "Do it")
    unknown = replace(known, incident=replace(CHECKOUT, repository="site"))
    homes = (Home("shop", Past.CUT_OFF), Home("site", Past.UNKNOWN))
    rows = read(Summary(AS_OF, homes, (), (known, unknown)))
    assert [(row["slips"], row["slipped_days"]) for row in rows] == [("0", "0"), ("", "")]


# --- nothing acts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\t=1", "'    =1"),
        ("\r=1", "␍=1"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "' =1"),
        ("\"=1\"", "'\"=1\""),
        ("'=1", "''=1"),
        ("a;=1;b; -2", "a;'=1;b;' -2"),
        ("a=1, -2", "a=1, -2"),
        ("N/A", "N/A"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert guarded(text) == cell


def test_a_number_below_zero_is_a_number() -> None:
    rows = read(hostile("-3"))
    assert {row["slipped_days"] for row in rows} == {"-3"}
    assert {row["action"] for row in rows} == {"'-3"}


@pytest.mark.parametrize("text", TEXTS)
def test_no_cell_begins_a_formula(text: str) -> None:
    told = hostile(text)
    shown(told).encode("utf-8")
    rows = read(told)
    assert len(rows) == 4
    for row in rows:
        assert tuple(row) == COLUMNS
        for column in COLUMNS:
            assert column in OWN or not begun(row[column])
            assert row[column].isprintable()


@given(ANY)
def test_a_reader_finds_the_guarded_text(text: str) -> None:
    told = hostile(text)
    for row in read(told):
        assert row["action"] == row["reason"] == row["path"] == guarded(text)
        assert row["owner"] == guarded(f"{text}, {text} too")
        assert not begun(row["action"])


@given(ANY)
def test_the_guard_only_adds_apostrophes(text: str) -> None:
    kept = iter(guarded(text))
    assert all(character in kept for character in visible(text))
    assert guarded(text).replace("'", "") == visible(text).replace("'", "")
