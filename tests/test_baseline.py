"""What is new about a report, and what was there before."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pmlint.baseline import new_findings
from pmlint.catalog import catalog
from pmlint.engine import Task, check, read
from pmlint.finding import Finding
from pmlint.postmortem import Postmortem
from pmlint.settings import Settings
from pmlint.source import Source
from pmlint.task import task_for

OWNERS = ("Ada Okafor", "everyone", "TBD", "")
WORDS = ("Rotate the signing keys", "Alert before a key expires", "Write a runbook for the shop")
FACTORS = ("TBD", "The certificate had expired", "Nobody was on call", "?")


def task() -> Task:
    return task_for(Settings(), catalog(), "a.yaml", date(2026, 4, 1))


TASK = task()


def judged(text: str) -> tuple[tuple[Finding, ...], Postmortem | None]:
    source = Source("a.yaml", text.encode())
    return check(source, TASK).findings, read(source, TASK)[1]


def new(before: str, now: str) -> list[tuple[str, tuple[str | int, ...]]]:
    old, earlier = judged(before)
    found, report = judged(now)
    return [(each.code, each.pointer) for each in new_findings(found, old, report, earlier)]


item = st.tuples(st.sampled_from(WORDS), st.sampled_from(OWNERS))
reports = st.tuples(
    st.lists(item, max_size=3, unique_by=lambda pair: pair[0]),
    st.lists(st.sampled_from(FACTORS), max_size=4),
)
Report = tuple[list[tuple[str, str]], list[str]]


def written(report: Report) -> str:
    items, factors = report
    lines = ["root_cause_analysis:", "  contributing_factors:"]
    lines += [f'    - "{factor}"' for factor in factors]
    lines.append("action_items:")
    for words, owner in items:
        lines += [f"  - action_item: {words}", f'    owner: "{owner}"']
    return "\n".join(lines) + "\n"


@given(reports)
def test_nothing_is_new_about_what_is_as_it_was(report: Report) -> None:
    assert new(written(report), written(report)) == []


@given(reports, st.randoms(use_true_random=False))
def test_nothing_is_new_where_items_are_only_moved(report: Report, random: object) -> None:
    items, factors = report
    moved = (list(items), list(factors))
    for each in moved:
        random.shuffle(each)  # type: ignore[attr-defined]
    assert new(written(report), written(moved)) == []


@given(reports, reports)
def test_what_is_new_is_of_what_is_found_and_as_much_as_there_is_more_of(
    before: Report, now: Report
) -> None:
    old, earlier = judged(written(before))
    found, report = judged(written(now))
    fresh = new_findings(found, old, report, earlier)
    assert [each for each in found if each in fresh] == list(fresh)
    assert len(fresh) >= len(found) - len(old)


def test_everything_is_new_where_nothing_could_be_read_before() -> None:
    now = "incident_title: TBD\n"
    assert new("a: [\n", now) == [(f.code, f.pointer) for f in judged(now)[0]]


def test_what_could_not_be_read_before_and_cannot_be_read_now_is_nothing_new() -> None:
    assert new("a: [\n", "# more\nb: {\n") == []


def test_an_item_that_moves_to_another_entry_takes_what_is_known_with_it() -> None:
    entries = ("  - time: {}\n    event: It failed\n", "  - time: 10:00\n    event: It came back\n")
    before = "incident_description:\n timeline:\n" + entries[0].format("25:99") + entries[1]
    now = "incident_description:\n timeline:\n" + entries[1] + entries[0].format("25:98")
    assert [code for code, _ in new(before, now) if code == "PM402"] == []


def test_thousands_of_findings_take_no_long_time() -> None:
    text = "lessons_learned:\n  what_worked_well:\n" + "    - TBD {}\n" * 3_000
    before = text.format(*range(3_000))
    now = text.format(*range(1, 3_001))
    assert [code for code, _ in new(before, now) if code == "PM202"] == ["PM202"]
