"""`pmlint report`, as people and their jobs run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, git
from history import History

Run = Callable[..., Ran]
AS_OF = ("--as-of", "2026-07-05")
LIFE = """\
2026-03-02 Ada: begin
  + postmortems/a.yaml
  postmortems/a.yaml: status: draft -> status: final
2026-03-16 Bo: put off
  postmortems/a.yaml: 2026-04-30 -> 2026-05-31
branch late
2026-05-04 Dee: put off again
  postmortems/a.yaml: 2026-05-31 -> 2026-06-30
switch main
2026-05-05 Ada: retitle
  postmortems/a.yaml: was down -> was down for an hour
merge late 2026-05-06 Ada: bring
2026-05-10 Cy: reword
  postmortems/a.yaml: the keys of the payment -> all keys of the payment
2026-05-12 Bo: rename
  postmortems/a.yaml > postmortems/2026/b.yaml
2026-06-01 Bo: close
  postmortems/2026/b.yaml: due_date: 2026-06-30 -> due_date: 2026-06-30\\n    status: done
2026-06-15 Cy: reopen
  postmortems/2026/b.yaml: status: done -> status: open
2026-06-20 Cy: hand over
  postmortems/2026/b.yaml: owner: Bo -> owner: Cy
2026-06-22 Cy: begin another
  + postmortems/2026/c.yaml
  postmortems/2026/c.yaml: INC-7 -> INC-8
2026-06-24 Cy: drop it
  - postmortems/2026/c.yaml
"""


@pytest.fixture
def life(repository: Path) -> History:
    """Return a history in which everything happens to one action item."""
    return History(repository).tell(LIFE)


def told(pmlint: Run, *arguments: str | Path) -> dict[str, Any]:
    """Return what `pmlint report --format json` says, with nothing to complain about."""
    ran = pmlint("report", *AS_OF, "--format", "json", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return dict(json.loads(ran.out))


def test_the_life_of_an_item_is_told_whole(pmlint: Run, life: History) -> None:
    document = told(pmlint, "--state", "all")
    items = json.loads(life.named(json.dumps(document["items"])))
    by = {
        name: {"name": name, "email": f"{name.lower()}@example.com"} for name in ("Bo", "Cy", "Dee")
    }
    assert items[1] == {
        "repository": Path.cwd().name,
        "path": "postmortems/2026/b.yaml",
        "line": 11,
        "report": "The checkout was down for an hour",
        "incident_id": "INC-7",
        "incident_date": None,
        "severity": "minor",
        "team": None,
        "id": None,
        "action": "Rotate all keys of the payment provider",
        "owner": "Cy",
        "owners": ["Cy"],
        "owned": True,
        "due_date": "2026-06-30",
        "due_text": "2026-06-30",
        "status": "open",
        "state": "overdue",
        "days_overdue": 5,
        "kind": None,
        "priority": None,
        "link": None,
        "reason": None,
        "completed_on": None,
        "opened_on": "2026-03-02",
        "closed_on": None,
        "slips": [
            {
                "date": "2026-03-16",
                "commit": "<put off>",
                "author": by["Bo"],
                "before": "2026-04-30",
                "after": "2026-05-31",
                "days": 31,
            },
            {  # who has put it off, and not who has merged that
                "date": "2026-05-06",
                "commit": "<bring>",
                "author": by["Dee"],
                "before": "2026-05-31",
                "after": "2026-06-30",
                "days": 30,
            },
        ],
        "handovers": [
            {
                "date": "2026-06-20",
                "commit": "<hand over>",
                "author": by["Cy"],
                "before": ["Bo"],
                "after": ["Cy"],
            }
        ],
        "periods": [
            {"since": "2026-03-02", "until": "2026-03-16", "due": "2026-04-30"},
            {"since": "2026-03-16", "until": "2026-05-06", "due": "2026-05-31"},
            {"since": "2026-05-06", "until": "2026-06-01", "due": "2026-06-30"},
            {"since": "2026-06-15", "until": None, "due": "2026-06-30"},
        ],
        "cut_off": False,
    }
    assert [each["action"] for each in document["vanished"]] == [
        "Rotate the keys of the payment provider",
        "Alert on failed payments",
    ]
    assert [tuple(point.values()) for point in document["burndown"]] == [
        *((day, 2, 0) for day in ("2026-03-08", "2026-03-15", "2026-03-22", "2026-03-29")),
        *((day, 2, 0) for day in ("2026-04-05", "2026-04-12", "2026-04-19", "2026-04-26")),
        *((day, 2, 0) for day in ("2026-05-03", "2026-05-10")),
        *((day, 2, 1) for day in ("2026-05-17", "2026-05-24", "2026-05-31")),
        ("2026-06-07", 1, 1),
        ("2026-06-14", 1, 1),
        ("2026-06-21", 2, 1),
        ("2026-06-28", 2, 1),
        ("2026-07-05", 2, 2),
    ]
    assert document["repositories"] == [
        {
            "name": Path.cwd().name,
            "history": "whole",
            "note": None,
            "cut_off": [],
            "until": "2026-06-24",
            "unread": [],
            "partly_read": [],
        }
    ]


def test_the_table_is_what_people_see(pmlint: Run, life: History) -> None:
    ran = pmlint("report", *AS_OF)
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
Action items as of 2026-07-05
2 overdue; 2 action items in 1 report

Due          Owner   Action item
────────────────────────────────────────────────────────────────────────────────────
2026-05-15   Cy      Alert on failed payments
51 d         minor   postmortems/2026/b.yaml:15
2026-06-30   Cy      Rotate all keys of the payment provider
5 d          minor   due moved 2 times, +61 days, by Bo and Dee · taken over from Bo
                     postmortems/2026/b.yaml:11

median 28 days overdue
due date moved: 1 of 2 open items
gone from their reports without being done: 2
open at the end of the last 8 weeks: 2 2 2 1 1 2 2 2 (overdue: 1 1 1 1 1 1 1 2)
"""
    )


def test_without_history_everything_else_is_the_same(pmlint: Run, life: History) -> None:
    with_it, without = told(pmlint), told(pmlint, "--no-history")
    past = ("opened_on", "closed_on", "slips", "handovers", "periods", "cut_off")
    for item in (*with_it["items"], *without["items"]):
        for key in past:
            del item[key]
    assert with_it["items"] == without["items"]
    assert (without["burndown"], without["vanished"]) == ([], [])
    assert without["repositories"][0]["note"] == "the history was not looked at (--no-history)"


def test_the_answer_is_the_same_from_the_cache_and_without_it(pmlint: Run, life: History) -> None:
    cold, warm = told(pmlint, "--state", "all"), told(pmlint, "--state", "all")
    assert cold == warm == told(pmlint, "--state", "all", "--no-cache")


def test_outside_of_a_repository_files_are_read(pmlint: Run, tmp_path: Path, good: str) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "a.yaml").write_text(good, encoding="utf-8")
    document = told(pmlint)
    assert document["totals"]["items"] == 6
    assert document["repositories"][0] | {"cut_off": 0} == {
        "name": None,
        "history": "unknown",
        "note": "not in a Git repository, so nothing is known of the past",
        "cut_off": 0,
        "until": None,
        "unread": [],
        "partly_read": [],
    }
    assert document["items"][0]["path"] == "postmortems/a.yaml"


def test_without_git_files_are_read(
    pmlint: Run, life: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    script = (
        "import sys; from pmlint.cli import main; "
        "sys.exit(main(['report', '--as-of', '2026-07-05', '--format', 'json']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    document = json.loads(done.stdout)
    assert document["totals"]["overdue"] == 2
    assert document["repositories"][0]["history"] == "unknown"
    assert document["repositories"][0]["note"] == "git is not installed, or not on the PATH"


def test_what_is_not_committed_counts_and_has_no_commit(pmlint: Run, life: History) -> None:
    path = life.folder / "postmortems" / "2026" / "b.yaml"
    text = path.read_text().replace("2026-05-15", "2026-08-31")
    path.write_text(text + "  - action_item: Tell support before a change\n    owner: Ada\n")
    document = told(pmlint, "--state", "all")
    alert, new = document["items"][1], document["items"][2]
    assert [each["commit"] for each in alert["slips"]] == [None]
    assert alert["slips"][0]["author"] is None
    assert (new["action"], new["opened_on"]) == ("Tell support before a change", None)
    assert new["periods"] == [{"since": "2026-07-05", "until": None, "due": None}]


def test_a_new_file_and_an_empty_repository_have_no_past(pmlint: Run, repository: Path) -> None:
    (repository / "postmortems").mkdir()
    (repository / "postmortems" / "a.yaml").write_text("action_items: [{action_item: Do it}]\n")
    document = told(pmlint)
    assert document["repositories"][0]["note"] == (
        "nothing is committed yet, so nothing is known of the past"
    )
    assert [item["state"] for item in document["items"]] == ["undated"]


def test_a_commit_is_told_as_it_was(pmlint: Run, life: History) -> None:
    document = told(pmlint, "--rev", life.commits["put off"], "--state", "all")
    assert [(item["path"], item["due_date"]) for item in document["items"]] == [
        ("postmortems/a.yaml", "2026-05-15"),
        ("postmortems/a.yaml", "2026-05-31"),
    ]
    assert [slip["days"] for slip in document["items"][1]["slips"]] == [31]


def test_a_commit_that_is_not_there_is_an_error(pmlint: Run, life: History) -> None:
    ran = pmlint("report", "--rev", "nowhere")
    assert ran.code == 2
    assert "--rev nowhere: there is no such commit here" in ran.err


def test_a_shallow_clone_says_where_its_history_is_cut_off(
    pmlint: Run, life: History, tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any
) -> None:
    clone = tmp_path_factory.mktemp("shallow")
    git(clone, "clone", "--quiet", "--depth", "3", f"file://{life.folder}", "copy")
    monkeypatch.chdir(clone / "copy")
    document = told(pmlint, "--state", "all")
    (home,) = document["repositories"]
    assert home["history"] == "cut_off"
    assert life.named(home["note"]) == (
        "the history is cut off at 2026-06-20 (<hand over>): this is a shallow clone; "
        "`git fetch --unshallow` brings the rest"
    )
    assert [(item["opened_on"], item["cut_off"]) for item in document["items"]] == [
        (None, True)
    ] * 2
    assert home["note"] in pmlint("report", *AS_OF).out.replace("\n", " ")


def test_a_partial_clone_still_tells_what_is_there(
    pmlint: Run, life: History, tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any
) -> None:
    git(life.folder, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path_factory.mktemp("partial")
    git(clone, "clone", "--quiet", "--filter=blob:none", f"file://{life.folder}", "copy")
    monkeypatch.chdir(clone / "copy")
    document = told(pmlint)
    assert document["totals"]["overdue"] == 2
    assert document["repositories"][0]["history"] == "unknown"
    assert "is a partial clone" in document["repositories"][0]["note"]


def test_a_report_that_a_sparse_checkout_leaves_out_is_counted(pmlint: Run, life: History) -> None:
    git(life.folder, "sparse-checkout", "set", "--no-cone", "/nothing/")
    assert not (life.folder / "postmortems").exists()
    document = told(pmlint)
    assert (document["totals"]["overdue"], document["totals"]["vanished"]) == (2, 2)


BROKEN = 'incident_title: "never closed\n'


def test_a_report_that_cannot_be_read_is_named_everywhere(pmlint: Run, life: History) -> None:
    (life.folder / "postmortems" / "broken.yaml").write_text(BROKEN)
    why = 'line 1: the quote " that opens here is never closed'
    ran = pmlint("report", *AS_OF)
    assert ran.code == 2
    assert ran.err == f"pmlint: error: postmortems/broken.yaml: {why}\n"
    assert f"postmortems/broken.yaml could not be read: {why}" in ran.out
    assert "2 overdue" in ran.out
    document = json.loads(pmlint("report", *AS_OF, "--format", "json").out)
    assert document["repositories"][0]["unread"] == [
        {"path": "postmortems/broken.yaml", "reason": why}
    ]
    kept = pmlint("report", *AS_OF, "--keep-going")
    assert (kept.code, kept.err, kept.out) == (0, ran.err, ran.out)
    assert pmlint("report", *AS_OF, "--keep-going", "--fail-on", "overdue").code == 1
    assert pmlint("report", *AS_OF, "--fail-on", "overdue").code == 2


def test_a_report_that_is_read_only_in_part_is_named(pmlint: Run, repository: Path) -> None:
    (repository / "postmortems").mkdir()
    (repository / "postmortems" / "a.yaml").write_text("action_items: see the tracker\n")
    ran = pmlint("report", *AS_OF)
    words = "line 1: /action_items is no list of action items, so none in it is counted"
    assert (ran.code, ran.err) == (
        2,
        f"pmlint: error: postmortems/a.yaml: read only in part, {words}\n",
    )
    assert f"postmortems/a.yaml was read only in part: {words}" in " ".join(ran.out.split())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_has_not_vanished(pmlint: Run, life: History) -> None:
    (life.folder / "postmortems" / "2026" / "b.yaml").chmod(0)
    ran = pmlint("report", *AS_OF)
    assert ran.code == 2
    assert "permission denied" in ran.err


def test_a_pipe_in_the_place_of_a_report_is_named_and_not_waited_for(
    pmlint: Run, life: History
) -> None:
    path = life.folder / "postmortems" / "2026" / "b.yaml"
    path.unlink()
    os.mkfifo(path)
    ran = pmlint("report", path, *AS_OF, "--format", "json")
    assert ran.code == 2
    assert "not a regular file" in ran.err
    # What is there and cannot be read has not vanished.
    assert json.loads(ran.out)["vanished"] == []


def test_one_person_is_one_owner(pmlint: Run, life: History) -> None:
    (life.folder / ".mailmap").write_text("Cy Nakamura <cy@example.com> Cy <cy@laptop.local>\n")
    path = life.folder / "postmortems" / "2026" / "b.yaml"
    path.write_text(path.read_text().replace("owner: Cy", "owner: '@cyn'", 1))
    (life.folder / "pmlint.toml").write_text('[owners]\n"Cy Nakamura" = ["cyn"]\n')
    document = told(pmlint)
    assert [item["owner"] for item in document["items"]] == ["Cy Nakamura", "Cy Nakamura"]
    assert told(pmlint, "--owner", "@cyn")["totals"]["items"] == 2
    assert told(pmlint, "--owner", "cy@laptop.local")["totals"]["items"] == 2


def test_another_spelling_of_the_same_person_takes_nothing_over(pmlint: Run, life: History) -> None:
    (life.folder / "pmlint.toml").write_text('[owners]\nBo = ["Cy"]\n')
    document = told(pmlint)
    assert [(item["owner"], item["handovers"]) for item in document["items"]] == [("Bo", [])] * 2


def test_a_person_cannot_be_two_people(pmlint: Run, life: History) -> None:
    (life.folder / "pmlint.toml").write_text('[owners]\nAda = ["a"]\nAnn = ["A"]\n')
    ran = pmlint("report")
    assert ran.code == 2
    assert "pmlint.toml:3:1: `A` is Ada already, and cannot be Ann as well" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--fail-on", "overdue"), 1, "2 action items are overdue (--fail-on overdue)"),
        (("--fail-on", "overdue", "--grace", "50"), 1, "1 action item is overdue by more than 50"),
        (("--fail-on", "overdue", "--grace", "51"), 0, ""),
        (("--fail-on", "undated", "--fail-on", "unowned"), 0, ""),
        (("--fail-on", "overdue", "--owner", "Ada"), 0, "no action item has --owner Ada"),
        (("--fail-on", "overdue", "--limit", "0"), 1, "2 action items are overdue"),
    ],
)
def test_the_gate(
    pmlint: Run, life: History, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ran = pmlint("report", *AS_OF, *arguments)
    assert (ran.code, words in ran.err) == (code, True)
    assert bool(ran.err) == bool(words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--as-of", "soon"), "--as-of takes a date such as 2026-03-14, not `soon`"),
        (("--state", "late"), "there is no state `late`; there are overdue, due-today"),
        (("--state", "over-due"), "there is no state `over-due`; did you mean `overdue`?"),
        (("--state", ","), "--state takes some of overdue"),
        (("--grace", "-1"), "--grace"),
        (("--grace", "3"), "--grace goes with --fail-on overdue"),
        (("--owner", " "), "--owner takes a name"),
        (("--limit", "x"), "`x` is no whole number, 0 or more"),
        (("",), "an empty path names nothing"),
        (("nowhere.yaml",), "nowhere.yaml"),
        (("nowhere.json",), "nowhere.json"),
    ],
)
def test_wrong_arguments_say_what_is_wrong(
    pmlint: Run, life: History, arguments: tuple[str, ...], words: str
) -> None:
    ran = pmlint("report", *arguments)
    assert ran.code == 2
    assert words in ran.err


def test_where_there_is_no_report_it_says_what_to_do(pmlint: Run, repository: Path) -> None:
    ran = pmlint("report")
    assert ran.code == 2
    assert "`pmlint new PATH` begins one" in ran.err


def test_a_misspelt_wish_is_answered(pmlint: Run, life: History) -> None:
    ran = pmlint("report", *AS_OF, "--severity", "minro", "--owner", "Zed")
    assert ran.code == 0
    assert ran.err == (
        "pmlint: warning: no action item has --owner Zed\n"
        "pmlint: warning: no action item has --severity minro; did you mean `minor`?\n"
    )


def test_a_file_is_written_whole_or_not_at_all(pmlint: Run, life: History) -> None:
    target = life.folder / "out.json"
    ran = pmlint("report", *AS_OF, "--format", "json", "--output", target)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(target.read_text())["version"] == 1
    ran = pmlint("report", *AS_OF, "--output", life.folder / "nowhere" / "out.txt")
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_where_nothing_could_be_read_nobody_says_that_all_is_well(
    pmlint: Run, life: History
) -> None:
    ran = pmlint("report", *AS_OF, "nowhere.yaml")
    assert (ran.code, "nothing is overdue" in ran.out) == (2, False)
    assert "no report could be read, so nobody knows what is to be done" in ran.out


def test_an_earlier_day_is_told_with_what_it_does_not_change(pmlint: Run, life: History) -> None:
    ran = pmlint("report", "--as-of", "2026-06-01")
    assert "the reports are as they are since 2026-06-24, and not as they were on 2026-06-01" in (
        ran.out.replace("\n", " ")
    )


def test_only_what_is_named_is_counted(pmlint: Run, life: History) -> None:
    History(life.folder).tell("2026-06-25 Ada: more\n  + incidents/d.yaml\n")
    assert told(pmlint)["totals"]["reports"] == 2
    assert told(pmlint, "incidents")["totals"] | {"vanished": 0} == told(
        pmlint, "incidents/d.yaml"
    )["totals"] | {"vanished": 0}
    assert told(pmlint, "postmortems/2026")["totals"]["vanished"] == 2


# -- several repositories


@pytest.fixture
def organisation(tmp_path: Path) -> Path:
    """Return a folder with a checkout `a`, a bare mirror `b.git`, and what a run of `c` saved."""
    for name in ("a", "b", "c"):
        folder = tmp_path / name
        folder.mkdir()
        git(folder, "init", "--quiet")
        History(folder).tell(
            f"2026-03-02 Ada: begin {name}\n  + postmortems/r.yaml\n"
            f"  postmortems/r.yaml: The checkout was down -> Report of {name}\n"
        )
    git(tmp_path, "clone", "--quiet", "--bare", "b", "b.git")
    return tmp_path


def saved(pmlint: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Path:
    with monkeypatch.context() as there:
        there.chdir(folder)
        target = folder.parent / f"{folder.name}.json"
        ran = pmlint(
            "report", "--as-of", "2026-04-01", "--format", "json", "--output", target, *arguments
        )
        assert (ran.code, ran.err) == (0, "")
    return target


def test_repositories_are_put_together(
    pmlint: Run, organisation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(pmlint, organisation / "c", monkeypatch, "--state", "all")
    document = told(pmlint, "a/", "b.git", "c.json")
    assert [home["name"] for home in document["repositories"]] == ["a", "b", "c"]
    assert [
        (item["repository"], item["path"], item["report"], item["state"], item["days_overdue"])
        for item in document["items"]
    ] == [
        ("a", "postmortems/r.yaml", "Report of a", "overdue", 66),
        ("b", "postmortems/r.yaml", "Report of b", "overdue", 66),
        ("c", "postmortems/r.yaml", "Report of c", "overdue", 66),
        ("a", "postmortems/r.yaml", "Report of a", "overdue", 51),
        ("b", "postmortems/r.yaml", "Report of b", "overdue", 51),
        ("c", "postmortems/r.yaml", "Report of c", "overdue", 51),
    ]
    assert document["burndown"][-1] == {"date": "2026-07-05", "open": 6, "overdue": 6}
    assert "a/postmortems/r.yaml:11" in pmlint("report", *AS_OF, "a", "b.git", "c.json").out


def test_a_saved_run_gives_what_the_run_itself_gives(
    pmlint: Run, life: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(pmlint, life.folder, monkeypatch, "--state", "all")
    assert told(pmlint, path, "--state", "all") == told(pmlint, "--state", "all")


def test_a_saved_run_that_has_left_something_out_is_named(
    pmlint: Run, organisation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(pmlint, organisation / "c", monkeypatch)
    ran = pmlint("report", *AS_OF, "c.json")
    assert ran.code == 0
    assert "c.json does not hold every action item: save it with --state all" in ran.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not what `pmlint report --format json` writes"),
        ("[]", "not what `pmlint report --format json` writes"),
        ('{"version": 1}', "it lacks 'reports'"),
        ('{"version": 2}', "version 2, written by a newer pmlint; this one reads 1"),
        ("\x00\xff", "not what `pmlint report --format json` writes"),
        ("[" * 100_000, "not what `pmlint report --format json` writes"),
    ],
)
def test_what_no_run_has_saved_is_an_error(
    pmlint: Run, tmp_path: Path, content: str, words: str
) -> None:
    (tmp_path / "c.json").write_bytes(content.encode("latin-1"))
    ran = pmlint("report", "c.json")
    assert ran.code == 2
    assert words in ran.err


def test_the_same_repository_twice_is_an_error(
    pmlint: Run, organisation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(pmlint, organisation / "a", monkeypatch, "--state", "all")
    ran = pmlint("report", "a", "a.json")
    assert ran.code == 2
    assert "two of these are the repository `a`" in ran.err


def test_a_repository_without_reports_is_told_beside_the_others(
    pmlint: Run, organisation: Path
) -> None:
    (organisation / "d").mkdir()
    git(organisation / "d", "init", "--quiet")
    ran = pmlint("report", *AS_OF, "a", "d")
    assert ran.code == 0
    assert "no report found" in ran.err
    assert "2 overdue" in ran.out


def test_folders_with_the_same_name_are_told_apart(pmlint: Run, tmp_path: Path) -> None:
    for team in ("red", "blue"):
        folder = tmp_path / team / "app"
        folder.mkdir(parents=True)
        git(folder, "init", "--quiet")
        History(folder).tell("2026-03-02 Ada: begin\n  + postmortems/r.yaml\n")
    document = told(pmlint, "red/app", "blue/app")
    assert [home["name"] for home in document["repositories"]] == ["red/app", "blue/app"]


def test_a_repository_is_called_as_its_remote_calls_it(
    pmlint: Run, organisation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(organisation, "clone", "--quiet", "a", "another-folder")
    monkeypatch.chdir(organisation / "another-folder")
    assert told(pmlint)["repositories"][0]["name"] == "a"
    git(Path.cwd(), "remote", "set-url", "origin", "git@git.example.com:team/payments.git")
    assert told(pmlint)["repositories"][0]["name"] == "payments"
    assert told(pmlint, "--name", "shop")["items"][0]["repository"] == "shop"


def test_one_name_is_not_for_several_repositories(pmlint: Run, organisation: Path) -> None:
    ran = pmlint("report", "--name", "shop", "a", "b.git")
    assert ran.code == 2
    assert "--name is for one repository" in ran.err


def test_a_bare_repository_is_read_where_it_lies(
    pmlint: Run, organisation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(organisation / "b.git")
    document = told(pmlint)
    assert (document["totals"]["items"], document["repositories"][0]["history"]) == (2, "whole")
