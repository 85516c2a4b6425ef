"""`pmlint history`: the life of one report, as its readers would tell it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran, git
from history import BRANCHED, REPORT, History, events, kinds

from pmlint.event import EventKind

Run = Callable[..., Ran]
TO_ROTATE = "Rotate the keys of the payment provider"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is kept from run to run in a folder of the test's own, and return that."""
    home = tmp_path.parent / f"{tmp_path.name}-cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home / "pmlint"


@pytest.fixture
def history(repository: Path) -> History:
    return History(repository)


# --- a whole life ----------------------------------------------------------------------------

LIFE = """\
2026-03-14 09:12 Ada: begin
  + postmortems/a.yaml
  postmortems/a.yaml: status: draft -> status: draft\\nteam: TBD
2026-03-15 Ada: fill in
  postmortems/a.yaml: TBD -> Payments
  postmortems/a.yaml: severity: minor -> severity: major
  postmortems/a.yaml: status: draft -> status: review
2026-03-16 Bo: break
  postmortems/a.yaml: impact_assessment: -> impact_assessment: [
2026-03-16 13:00 Bo: mend
  postmortems/a.yaml: impact_assessment: [ -> impact_assessment:
2026-03-17 Ada: publish
  postmortems/a.yaml: status: review -> status: final
  postmortems/a.yaml > postmortems/2026/checkout.yaml
2026-03-18 Cy: approve
  approve postmortems/2026/checkout.yaml
branch later
2026-03-20 Bo: put off
  postmortems/2026/checkout.yaml: 2026-04-30 -> 2026-05-31
switch main
merge later 2026-03-21 Cy: bring
2026-03-22 Bo: put off again
  postmortems/2026/checkout.yaml: 2026-05-31 -> 2026-06-29
  postmortems/2026/checkout.yaml: owner: Cy -> owner: Di
2026-03-23 Di: rewrite
  postmortems/2026/checkout.yaml: The first page -> The first page of many
  postmortems/2026/checkout.yaml: action_items: -> \
    - time: 2026-03-14T08:30:00Z\\n      event: Called the provider\\naction_items:
2026-03-24 Di: shorten
  postmortems/2026/checkout.yaml: \
    - time: 2026-03-14T08:30:00Z\\n      event: Called the provider\\naction_items: -> action_items:
2026-03-25 Di: close
  postmortems/2026/checkout.yaml: owner: Di -> owner: Di\\n    status: done
2026-03-26 Di: reopen
  postmortems/2026/checkout.yaml: status: done -> status: open
2026-03-27 Di: give up
  postmortems/2026/checkout.yaml: status: open -> status: dropped
2026-03-28 Di: reword
  postmortems/2026/checkout.yaml: Rotate the keys -> Rotate all keys
2026-03-29 Di: lose
  postmortems/2026/checkout.yaml: - action_item: Rotate all keys of the payment provider\\n\
    owner: Bo\\n    due_date: 2026-06-29\\n  - -> -
2026-03-30 Di: remove
  - postmortems/2026/checkout.yaml
"""

TEXT = """\
postmortems/2026/checkout.yaml: 22 events in 14 commits
1 commit could not be read as a report

2026-03-14 09:12 UTC  Ada  <begin>
  created as a draft
  action item “Rotate the keys of the payment provider” added
  action item “Alert on failed payments” added

2026-03-15 12:00 UTC  Ada  <fill in>
  status: draft → review
  section “Team/Department” filled in
  severity changed from minor to major

2026-03-17 12:00 UTC  Ada  <publish>
  renamed from postmortems/a.yaml to postmortems/2026/checkout.yaml
  status: review → final

2026-03-18 12:00 UTC  Cy  <approve>
  signed off by Cy <cy@example.com> (approver)

2026-03-21 12:00 UTC  Bo  <bring>
  due date of “Rotate the keys of the payment provider” moved from 2026-04-30 to 2026-05-31 (+31
    days)
  the sign-off by Cy <cy@example.com> (approver) no longer covers the report: `due_date` of action
    item "Rotate the keys of the payment provider" changed

2026-03-22 12:00 UTC  Bo  <put off again>
  due date of “Rotate the keys of the payment provider” moved from 2026-05-31 to 2026-06-29 (2nd
    time, +29 days)
  owner of “Alert on failed payments” changed from Cy to Di

2026-03-23 12:00 UTC  Di  <rewrite>
  timeline entry changed after it was final: “2026-03-14T08:00:00Z The first page” →
    “2026-03-14T08:00:00Z The first page of many”
  timeline entry added after it was final: “2026-03-14T08:30:00Z Called the provider”

2026-03-24 12:00 UTC  Di  <shorten>
  timeline entry removed after it was final: “2026-03-14T08:30:00Z Called the provider”

2026-03-25 12:00 UTC  Di  <close>
  action item “Alert on failed payments” done

2026-03-26 12:00 UTC  Di  <reopen>
  action item “Alert on failed payments” reopened (done before, open now)

2026-03-27 12:00 UTC  Di  <give up>
  action item “Alert on failed payments” dropped

2026-03-28 12:00 UTC  Di  <reword>
  action item “Rotate the keys of the payment provider” reworded: “Rotate all keys of the payment
    provider”

2026-03-29 12:00 UTC  Di  <lose>
  action item “Rotate all keys of the payment provider” vanished (open until then)

2026-03-30 12:00 UTC  Di  <remove>
  removed
"""

MARKDOWN = """\
**postmortems/2026/checkout.yaml**: 22 events in 14 commits

1 commit could not be read as a report

- 2026-03-14, Ada, `<begin>`
  - created as a draft
  - action item “Rotate the keys of the payment provider” added
  - action item “Alert on failed payments” added
- 2026-03-15, Ada, `<fill in>`
  - status: draft → review
  - section “Team/Department” filled in
  - severity changed from minor to major
- 2026-03-17, Ada, `<publish>`
  - renamed from postmortems/a.yaml to postmortems/2026/checkout.yaml
  - status: review → final
- 2026-03-18, Cy, `<approve>`
  - signed off by Cy \\<cy@example.com\\> (approver)
- 2026-03-21, Bo, `<bring>`
  - due date of “Rotate the keys of the payment provider” moved from 2026-04-30 to 2026-05-31 \
(+31 days)
  - the sign-off by Cy \\<cy@example.com\\> (approver) no longer covers the report: \
\\`due\\_date\\` of action item "Rotate the keys of the payment provider" changed
- 2026-03-22, Bo, `<put off again>`
  - due date of “Rotate the keys of the payment provider” moved from 2026-05-31 to 2026-06-29 \
(2nd time, +29 days)
  - owner of “Alert on failed payments” changed from Cy to Di
- 2026-03-23, Di, `<rewrite>`
  - timeline entry changed after it was final: “2026-03-14T08:00:00Z The first page” → \
“2026-03-14T08:00:00Z The first page of many”
  - timeline entry added after it was final: “2026-03-14T08:30:00Z Called the provider”
- 2026-03-24, Di, `<shorten>`
  - timeline entry removed after it was final: “2026-03-14T08:30:00Z Called the provider”
- 2026-03-25, Di, `<close>`
  - action item “Alert on failed payments” done
- 2026-03-26, Di, `<reopen>`
  - action item “Alert on failed payments” reopened (done before, open now)
- 2026-03-27, Di, `<give up>`
  - action item “Alert on failed payments” dropped
- 2026-03-28, Di, `<reword>`
  - action item “Rotate the keys of the payment provider” reworded: “Rotate all keys of the \
payment provider”
- 2026-03-29, Di, `<lose>`
  - action item “Rotate all keys of the payment provider” vanished (open until then)
- 2026-03-30, Di, `<remove>`
  - removed
"""


def test_a_life_is_told_in_text_commit_by_commit(pmlint: Run, history: History) -> None:
    history.tell(LIFE)
    ran = pmlint("history", "postmortems/2026/checkout.yaml")
    assert history.named(ran.out) == TEXT
    assert (ran.code, ran.err) == (0, "")


def test_a_life_is_told_in_markdown_for_an_issue(pmlint: Run, history: History) -> None:
    history.tell(LIFE)
    ran = pmlint("history", "postmortems/2026/checkout.yaml", "--format", "markdown")
    assert history.named(ran.out) == MARKDOWN
    assert (ran.code, ran.err) == (0, "")


def test_the_life_that_is_told_here_has_every_kind_of_event(pmlint: Run, history: History) -> None:
    history.tell(LIFE)
    found = kinds(pmlint, history, "postmortems/2026/checkout.yaml")
    assert {kind for _, _, kind in found} == {kind.value for kind in EventKind}


def test_json_has_the_events_asked_for_with_their_places_and_how_often_a_date_has_moved(
    pmlint: Run, history: History
) -> None:
    history.tell(LIFE)
    wanted = "due_moved,signed_off,sign_off_stale,section_filled"
    ran = pmlint("history", "postmortems/a.yaml", "--format", "json", "--kind", wanted)
    assert json.loads(history.named(ran.out)) == {
        "version": 1,
        "path": "postmortems/2026/checkout.yaml",
        "events": [
            {
                "commit": "<fill in>",
                "date": "2026-03-15T12:00:00Z",
                "author": {"name": "Ada", "email": "ada@example.com"},
                "kind": "section_filled",
                "pointer": "/team",
                "item": "Team/Department",
                "before": None,
                "after": None,
            },
            {
                "commit": "<approve>",
                "date": "2026-03-18T12:00:00Z",
                "author": {"name": "Cy", "email": "cy@example.com"},
                "kind": "signed_off",
                "pointer": "",
                "item": "approver",
                "before": None,
                "after": "Cy <cy@example.com>",
            },
            {
                "commit": "<bring>",
                "date": "2026-03-21T12:00:00Z",
                "author": {"name": "Bo", "email": "bo@example.com"},
                "kind": "due_moved",
                "pointer": "/action_items/0/due_date",
                "item": "Rotate the keys of the payment provider",
                "before": "2026-04-30",
                "after": "2026-05-31",
                "times": 1,
                "days": 31,
            },
            {
                "commit": "<bring>",
                "date": "2026-03-21T12:00:00Z",
                "author": {"name": "Bo", "email": "bo@example.com"},
                "kind": "sign_off_stale",
                "pointer": "",
                "item": "approver",
                "before": "Cy <cy@example.com>",
                "after": '`due_date` of action item "Rotate the keys of the payment provider"',
            },
            {
                "commit": "<put off again>",
                "date": "2026-03-22T12:00:00Z",
                "author": {"name": "Bo", "email": "bo@example.com"},
                "kind": "due_moved",
                "pointer": "/action_items/0/due_date",
                "item": "Rotate the keys of the payment provider",
                "before": "2026-05-31",
                "after": "2026-06-29",
                "times": 2,
                "days": 29,
            },
        ],
        "cut_off": None,
        "unreadable": 1,
    }
    assert (ran.code, ran.err) == (0, "")


# --- merges ----------------------------------------------------------------------------------


def test_what_a_merge_brings_is_told_once_at_the_merge_under_its_authors_name(
    pmlint: Run, history: History
) -> None:
    history.tell(BRANCHED + "merge later 2026-03-20 Cy: bring\n")
    assert kinds(pmlint, history, "a.yaml", "--kind", "due_moved") == [("bring", "Bo", "due_moved")]


def test_where_both_sides_changed_the_report_each_deed_has_its_own_author(
    pmlint: Run, history: History
) -> None:
    ours = """\
2026-03-16 Di: hand over
  a.yaml: owner: Cy -> owner: Di
"""
    history.tell(BRANCHED + ours + "merge later 2026-03-20 Cy: bring\n")
    assert kinds(pmlint, history, "a.yaml", "--kind", "due_moved,owner_changed") == [
        ("hand over", "Di", "owner_changed"),
        ("bring", "Bo", "due_moved"),
    ]


def test_what_an_evil_merge_does_itself_is_told_under_the_name_of_whoever_merged(
    pmlint: Run, history: History
) -> None:
    history.tell(BRANCHED + "merge later 2026-03-20 Cy: bring\n  a.yaml: minor -> critical\n")
    assert kinds(pmlint, history, "a.yaml", "--kind", "due_moved,severity_changed") == [
        ("bring", "Cy", "severity_changed"),
        ("bring", "Bo", "due_moved"),
    ]


def test_what_a_merge_takes_back_is_told_as_its_own_deed(pmlint: Run, history: History) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\nbranch side\n2026-03-15 Bo: elsewhere\n  + b.yaml\n"
        "switch main\n2026-03-16 Di: put off\n  a.yaml: 2026-04-30 -> 2026-05-31\n"
        "merge side 2026-03-20 Cy: bring\n  a.yaml: 2026-05-31 -> 2026-04-30\n"
    )
    assert events(pmlint, history, "a.yaml", "--kind", "due_moved") == [
        ("put off", "Di", "due_moved", TO_ROTATE, "2026-04-30", "2026-05-31"),
        ("bring", "Cy", "due_moved", TO_ROTATE, "2026-05-31", "2026-04-30"),
    ]


def test_what_an_ours_merge_drops_was_never_so_and_is_not_told(
    pmlint: Run, history: History
) -> None:
    history.tell(BRANCHED + "merge -s ours later 2026-03-20 Cy: drop\n")
    assert kinds(pmlint, history, "a.yaml", "--kind", "due_moved") == []


def test_an_ours_merge_whose_first_parent_is_the_branch_shows_what_it_drops(
    pmlint: Run, history: History
) -> None:
    # Seen from main, whose own date the merge throws away: Git's own log for a path hides both.
    history.tell(BRANCHED + "2026-03-16 Di: sooner\n  a.yaml: 2026-04-30 -> 2026-04-10\n")
    git(history.folder, "switch", "--quiet", "later")
    history.tell("merge -s ours main 2026-03-20 Cy: ours\n")
    git(history.folder, "switch", "--quiet", "main")
    git(history.folder, "reset", "--quiet", "--hard", "later")
    assert kinds(pmlint, history, "a.yaml", "--kind", "due_moved") == [
        ("put off", "Bo", "due_moved")
    ]


def test_commits_are_told_in_the_order_of_the_history_whatever_their_dates_say(
    pmlint: Run, history: History
) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n"
        "2001-01-01 Bo: major\n  a.yaml: minor -> major\n"
        "2026-01-01 Cy: critical\n  a.yaml: major -> critical\n"
    )
    found = kinds(pmlint, history, "a.yaml", "--kind", "created,severity_changed")
    assert [words for words, _, _ in found] == ["begin", "major", "critical"]


# --- names -----------------------------------------------------------------------------------


def test_a_report_is_followed_by_its_identifier_through_a_rewrite(
    pmlint: Run, history: History
) -> None:
    history.tell("2026-03-14 Ada: begin\n  + a.yaml\n")
    (history.folder / "a.yaml").unlink()
    (history.folder / "b.yml").write_text("incident_id: INC-7\nincident_title: Nothing alike\n")
    history.tell("2026-03-15 Ada: rewrite\n")
    assert events(pmlint, history, "b.yml", "--kind", "created,renamed") == [
        ("begin", "Ada", "created", "", None, "draft"),
        ("rewrite", "Ada", "renamed", "", "a.yaml", "b.yml"),
    ]


def test_a_report_without_identifier_is_followed_by_its_text(pmlint: Run, history: History) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n  a.yaml: incident_id: INC-7\\n -> \n"
        "2026-03-15 Ada: move\n  a.yaml > b/c.yaml\n  b/c.yaml: minor -> major\n"
    )
    assert kinds(pmlint, history, "b/c.yaml", "--kind", "renamed,severity_changed") == [
        ("move", "Ada", "renamed"),
        ("move", "Ada", "severity_changed"),
    ]


def test_a_report_with_another_identifier_is_another_report(pmlint: Run, history: History) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n"
        "2026-03-15 Ada: next\n  a.yaml > b.yaml\n  b.yaml: INC-7 -> INC-8\n"
    )
    assert kinds(pmlint, history, "b.yaml", "--kind", "created,renamed") == [
        ("next", "Ada", "created")
    ]
    assert kinds(pmlint, history, "a.yaml", "--kind", "created,removed") == [
        ("begin", "Ada", "created"),
        ("next", "Ada", "removed"),
    ]


def test_a_report_renamed_step_by_step_behind_a_merge_is_the_same(
    pmlint: Run, history: History
) -> None:
    base = "incident_title: {}\n" + "".join(f"key_{n}: {{}} {n}\n" for n in range(6))
    path = history.folder / "a.yaml"
    path.write_text(base.replace("{}", "old"))
    history.tell("2026-03-14 Ada: begin\nbranch side\n")
    for number, name in enumerate(("b", "c", "d", "e")):
        lines = path.read_text().splitlines()
        lines[2 * number : 2 * number + 2] = [f"new_{number}: x", f"new_{number}_2: y"]
        path.unlink()
        path = history.folder / f"{name}.yaml"
        path.write_text("\n".join(lines) + "\n")
        history.tell(f"2026-03-15 Bo: to {name}\n")
    history.tell("switch main\nmerge side 2026-03-16 Cy: bring\n")
    assert events(pmlint, history, "e.yaml", "--kind", "created,renamed") == [
        ("begin", "Ada", "created", "", None, "final"),
        ("bring", "Bo", "renamed", "", "a.yaml", "e.yaml"),
    ]


def test_a_report_that_made_room_for_another_keeps_its_life(pmlint: Run, history: History) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n"
        "2026-03-15 Bo: a second one\n  a.yaml > a1.yaml\n  + a.yaml\n  a.yaml: INC-7 -> INC-8\n"
    )
    wanted = ("--kind", "created,renamed,action_removed")
    assert events(pmlint, history, "a1.yaml", *wanted) == [
        ("begin", "Ada", "created", "", None, "draft"),
        ("a second one", "Bo", "renamed", "", "a.yaml", "a1.yaml"),
    ]
    assert events(pmlint, history, "a.yaml", *wanted) == [
        ("a second one", "Bo", "created", "", None, "draft"),
    ]


def test_reports_that_change_places_keep_their_lives(pmlint: Run, history: History) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n  + b.yaml\n  b.yaml: INC-7 -> INC-8\n"
        "2026-03-15 Bo: swap\n  a.yaml > c.yaml\n  b.yaml > a.yaml\n  c.yaml > b.yaml\n"
    )
    for name, old in (("a.yaml", "b.yaml"), ("b.yaml", "a.yaml")):
        assert events(pmlint, history, name, "--kind", "created,renamed,action_removed") == [
            ("begin", "Ada", "created", "", None, "draft"),
            ("swap", "Bo", "renamed", "", old, name),
        ]


def test_a_report_with_another_identifier_is_still_the_same(pmlint: Run, history: History) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n  + b.yaml\n  b.yaml: INC-7 -> INC-8\n"
        "2026-03-15 Bo: number\n  a.yaml: INC-7 -> INC-9\n  b.yaml: INC-8 -> INC-10\n"
    )
    assert kinds(pmlint, history, "a.yaml", "--kind", "created,renamed") == [
        ("begin", "Ada", "created"),
    ]


def test_an_old_name_is_enough_and_the_new_one_is_said(pmlint: Run, history: History) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n2026-03-15 Ada: move\n  a.yaml > b.yaml\n"
        "2026-03-16 Ada: move on\n  b.yaml > c.yaml\n"
    )
    ran = pmlint("history", "a.yaml", "--kind", "renamed")
    assert history.named(ran.out) == (
        "c.yaml: 2 events (of 5) in 2 commits\n"
        "a.yaml is called c.yaml since 2026-03-16 (<move on>)\n\n"
        "2026-03-15 12:00 UTC  Ada  <move>\n  renamed from a.yaml to b.yaml\n\n"
        "2026-03-16 12:00 UTC  Ada  <move on>\n  renamed from b.yaml to c.yaml\n"
    )


def test_a_name_that_another_report_has_taken_over_is_that_reports(
    pmlint: Run, history: History
) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n2026-03-15 Ada: move\n  a.yaml > b.yaml\n"
        "2026-03-16 Bo: another\n  + a.yaml\n  a.yaml: INC-7 -> INC-8\n"
    )
    assert kinds(pmlint, history, "a.yaml", "--kind", "created,renamed,removed") == [
        ("another", "Bo", "created")
    ]
    assert kinds(pmlint, history, "b.yaml", "--kind", "created,renamed,removed") == [
        ("begin", "Ada", "created"),
        ("move", "Ada", "renamed"),
    ]


def test_a_report_that_was_removed_and_made_again_has_both_lives(
    pmlint: Run, history: History
) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n2026-03-15 Bo: remove\n  - a.yaml\n"
        "2026-03-16 Cy: again\n  + a.yaml\n"
    )
    assert kinds(pmlint, history, "a.yaml", "--kind", "created,removed") == [
        ("begin", "Ada", "created"),
        ("remove", "Bo", "removed"),
        ("again", "Cy", "created"),
    ]


@pytest.mark.parametrize(
    "name",
    ["a b.yaml", 'quo"te.yaml', "new\nline.yaml", "tab\tstop.yaml", ":(top)x.yaml", "*.yaml",
     "caf\u00e9.yaml", "lat\udce9.yaml", "-rf.yaml"],
)  # fmt: skip
def test_any_name_that_a_file_can_have_works(pmlint: Run, history: History, name: str) -> None:
    history.tell(f"2026-03-14 Ada: begin\n  + {'a.yaml'}\n")
    (history.folder / "a.yaml").rename(history.folder / name)
    history.tell("2026-03-15 Bo: move\n")
    (history.folder / name).write_text(REPORT.replace("minor", "major"))
    history.tell("2026-03-16 Cy: worse\n")
    assert events(pmlint, history, f"./{name}", "--kind", "renamed,severity_changed") == [
        ("move", "Bo", "renamed", "", "a.yaml", name),
        ("worse", "Cy", "severity_changed", "", "minor", "major"),
    ]


def test_a_report_with_an_unusual_ending_has_a_history_too(pmlint: Run, history: History) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.report\n2026-03-15 Bo: x\n  a.report: minor -> major\n"
    )
    assert kinds(pmlint, history, "a.report", "--kind", "severity_changed") == [
        ("x", "Bo", "severity_changed")
    ]


# --- action items ----------------------------------------------------------------------------


def test_items_are_followed_through_rewording_and_reordering_and_their_delays_are_counted(
    pmlint: Run, history: History
) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n"
        "2026-03-15 Bo: once\n  a.yaml: 2026-04-30 -> 2026-05-31\n"
        "2026-03-16 Bo: first\n  a.yaml: action_items:\\n -> action_items:\\n"
        "  - action_item: Write down who may call the provider\\n    owner: Ada\\n"
        "    due_date: 2026-04-01\\n\n"
        "2026-03-17 Bo: reword\n  a.yaml: Rotate the keys -> Rotate all of the keys\n"
        "2026-03-18 Bo: twice\n  a.yaml: 2026-05-31 -> 2026-07-01\n"
        "2026-03-19 Bo: sooner\n  a.yaml: 2026-07-01 -> 2026-06-15\n"
        "2026-03-20 Bo: never\n  a.yaml:     due_date: 2026-06-15\\n -> \n"
    )
    ran = pmlint("history", "a.yaml", "--kind", "due_moved", "--format", "json")
    found = json.loads(ran.out)["events"]
    assert [(e["pointer"], e["before"], e["after"], e["times"], e["days"]) for e in found] == [
        ("/action_items/0/due_date", "2026-04-30", "2026-05-31", 1, 31),
        ("/action_items/1/due_date", "2026-05-31", "2026-07-01", 2, 31),
        ("/action_items/1/due_date", "2026-07-01", "2026-06-15", 3, -16),
        ("/action_items/1/due_date", "2026-06-15", None, 4, None),
    ]


def test_a_date_that_cannot_be_read_has_moved_by_nobody_knows_how_many_days(
    pmlint: Run, history: History
) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n2026-03-15 Bo: x\n  a.yaml: 2026-04-30 -> next summer\n"
    )
    ran = pmlint("history", "a.yaml", "--kind", "due_moved")
    assert ran.out.splitlines()[-1].strip().endswith("moved from 2026-04-30 to next summer")


# --- versions that cannot be read ------------------------------------------------------------


def test_a_report_that_could_not_be_read_at_first_was_created_then_all_the_same(
    pmlint: Run, history: History
) -> None:
    (history.folder / "a.yaml").write_text("a: [\n")
    history.tell("2026-03-14 Ada: begin\n")
    (history.folder / "a.yaml").write_text(REPORT)
    history.tell("2026-03-15 Bo: mend\n")
    assert kinds(pmlint, history, "a.yaml") == [
        ("begin", "Ada", "created"),
        ("mend", "Bo", "action_added"),
        ("mend", "Bo", "action_added"),
    ]


def test_a_report_that_cannot_be_read_now_is_told_up_to_there(
    pmlint: Run, history: History
) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n2026-03-15 Bo: x\n  a.yaml: status -> [status\n"
    )
    ran = pmlint("history", "a.yaml", "--kind", "created")
    assert history.named(ran.out) == (
        "a.yaml: 1 event (of 3) in 1 commit\n1 commit could not be read as a report\n\n"
        "2026-03-14 12:00 UTC  Ada  <begin>\n  created as a draft\n"
    )


def test_a_huge_version_costs_no_memory_and_is_counted_as_unreadable(
    pmlint: Run, history: History
) -> None:
    history.tell("2026-03-14 Ada: begin\n  + a.yaml\n")
    (history.folder / "a.yaml").write_text(REPORT + "x: " + "y" * (6 << 20) + "\n")
    history.tell("2026-03-15 Bo: swell\n")
    assert json.loads(pmlint("history", "a.yaml", "--format", "json").out)["unreadable"] == 1


# --- people, secrets, and what terminals obey ------------------------------------------------


def test_authors_have_the_names_that_the_mailmap_of_the_tip_gives_them(
    pmlint: Run, history: History
) -> None:
    history.tell("2026-03-14 Ada: begin\n  + a.yaml\n")
    (history.folder / ".mailmap").write_text("Ada Okafor <okafor@example.com> <ada@example.com>\n")
    history.tell("2026-03-15 Bo: names\n")
    warm = pmlint("history", "a.yaml", "--kind", "created", "--format", "json")
    assert json.loads(warm.out)["events"][0]["author"] == {
        "name": "Ada Okafor",
        "email": "okafor@example.com",
    }
    ran = pmlint("history", "a.yaml", "--kind", "created", "--rev", "HEAD~1", "--format", "json")
    assert json.loads(ran.out)["events"][0]["author"]["name"] == "Ada"


@pytest.mark.parametrize("format", ["text", "json", "markdown"])
def test_a_secret_of_any_version_is_never_printed(
    pmlint: Run, history: History, format: str
) -> None:
    token = "ghp_" + "aB3" * 12
    history.tell(
        f"2026-03-14 Ada: begin\n  + a.yaml\n  a.yaml: Alert on -> Replace {token} by\n"
        "2026-03-15 Bo: reword\n  a.yaml: Replace -> Take away\n"
        f"2026-03-16 Bo: drop\n  a.yaml: Take away {token} by failed -> Alert on failed\n"
    )
    ran = pmlint("history", "a.yaml", "--format", format)
    assert "aB3aB3" not in ran.out
    assert ("\\u2022" if format == "json" else "•") * 36 in ran.out


def test_nothing_that_a_report_says_steers_a_terminal_or_is_markup(
    pmlint: Run, history: History
) -> None:
    history.tell('2026-03-14 Ada: begin\n  + a.yaml\n  a.yaml: Alert on -> "\\e[2J*@bo* <b>"\n')
    path = history.folder / "a.yaml"
    path.write_text(REPORT.replace("Alert on failed payments", '"\\e[2J *@bo* <b> `x`"'))
    history.tell("2026-03-15 Bo: evil\n")
    assert "“␛[2J *@bo* <b> `x`”" in pmlint("history", "a.yaml").out
    ran = pmlint("history", "a.yaml", "--format", "markdown")
    assert "“␛\\[2J \\*@\u200bbo\\* \\<b\\> \\`x\\`”" in ran.out


def test_colours_are_there_where_they_are_asked_for(pmlint: Run, history: History) -> None:
    history.tell("2026-03-14 Ada: begin\n  + a.yaml\n")
    ran = pmlint("history", "a.yaml", "--color", "always", "--kind", "created")
    assert history.named(ran.out) == (
        "\x1b[1ma.yaml\x1b[0m: 1 event (of 3) in 1 commit\n\n"
        "\x1b[1m2026-03-14 12:00 UTC\x1b[0m  Ada  \x1b[34m<begin>\x1b[0m\n  created as a draft\n"
    )


# --- sign-offs -------------------------------------------------------------------------------


def test_a_sign_off_goes_stale_once_and_not_by_what_may_change_after_it(
    pmlint: Run, history: History
) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n2026-03-15 Cy: approve\n  approve a.yaml\n"
        "2026-03-16 Bo: close\n  a.yaml: owner: Bo -> owner: Bo\\n    status: done\n"
        "2026-03-17 Bo: worse\n  a.yaml: minor -> major\n"
        "2026-03-18 Bo: worst\n  a.yaml: major -> critical\n"
        "2026-03-19 Bo: back\n  a.yaml: critical -> minor\n"
        "2026-03-20 Bo: worse again\n  a.yaml: minor -> major\n"
    )
    assert events(pmlint, history, "a.yaml", "--kind", "signed_off,sign_off_stale") == [
        ("approve", "Cy", "signed_off", "approver", None, "Cy <cy@example.com>"),
        ("worse", "Bo", "sign_off_stale", "approver", "Cy <cy@example.com>", "`severity`"),
    ]


def test_a_sign_off_that_a_merge_brings_is_told_there_once_under_the_signers_name(
    pmlint: Run, history: History
) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\nbranch sign\n2026-03-15 Cy: approve\n  approve a.yaml\n"
        "switch main\n2026-03-16 Bo: elsewhere\n  + b.yaml\nmerge sign 2026-03-17 Di: bring\n"
    )
    assert events(pmlint, history, "a.yaml", "--kind", "signed_off") == [
        ("bring", "Cy", "signed_off", "approver", None, "Cy <cy@example.com>")
    ]


def test_a_sign_off_that_only_a_message_tells_of_is_told(pmlint: Run, history: History) -> None:
    history.tell("2026-03-14 Ada: begin\n  + a.yaml\n2026-03-15 Cy: approve\n  approve a.yaml\n")
    message = git(history.folder, "log", "-1", "--format=%B")
    git(history.folder, "reset", "--quiet", "--hard", "HEAD~1")
    squashed = "    " + message.replace("\n", "\n    ")
    git(history.folder, "commit", "--quiet", "--allow-empty", "--message", f"Squash\n\n{squashed}")
    history.commits["squash"] = git(history.folder, "rev-parse", "HEAD").strip()
    history.tell("2026-03-16 Bo: worse\n  a.yaml: minor -> major\n")
    assert kinds(pmlint, history, "a.yaml", "--kind", "signed_off,sign_off_stale") == [
        ("squash", "Ada Okafor", "signed_off"),
        ("worse", "Bo", "sign_off_stale"),
    ]


def test_a_sign_off_of_another_report_is_none_of_this_one(pmlint: Run, history: History) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n  + b.yaml\n  b.yaml: INC-7 -> INC-8\n"
        "2026-03-15 Cy: approve\n  approve b.yaml\n"
    )
    assert kinds(pmlint, history, "a.yaml", "--kind", "signed_off") == []


def test_a_sign_off_follows_a_report_without_identifier_to_its_new_name(
    pmlint: Run, history: History
) -> None:
    history.tell(
        "2026-03-14 Ada: begin\n  + a.yaml\n  a.yaml: incident_id: INC-7\\n -> \n"
        "2026-03-15 Cy: approve\n  approve a.yaml\n2026-03-16 Bo: move\n  a.yaml > b.yaml\n"
        "2026-03-17 Bo: worse\n  b.yaml: minor -> major\n"
    )
    assert kinds(pmlint, history, "b.yaml", "--kind", "signed_off,renamed,sign_off_stale") == [
        ("approve", "Cy", "signed_off"),
        ("move", "Bo", "renamed"),
        ("worse", "Bo", "sign_off_stale"),
    ]
