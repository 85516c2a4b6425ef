"""`pmlint report` where it is easy to tell something wrong: found by people who tried to."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, git
from history import History

Run = Callable[..., Ran]


@pytest.fixture
def begun(repository: Path) -> History:
    return History(repository).tell("2026-03-02 Ada: begin\n  + postmortems/a.yaml\n")


def told(pmlint: Run, *arguments: str | Path) -> dict[str, Any]:
    ran = pmlint(
        "report", "--as-of", "2026-07-05", "--state", "all", "--format", "json", *arguments
    )
    assert (ran.code, ran.err) == (0, "")
    return dict(json.loads(ran.out))


def slips(document: dict[str, Any], number: int = 1) -> list[tuple[Any, ...]]:
    found = document["items"][number]["slips"]
    return [(each["author"]["name"], each["after"], each["days"]) for each in found]


@pytest.mark.parametrize(
    "items",
    [
        "action_items:\n  - action_item: [Rotate the keys, Restart all]\n",
        "action_items:\n  - action_item:\n      - Rotate the keys\n",
        "action_items:\n  - [Check backups, Test restore]\n",
        "action_items:\n  - {action: Fix the pager, who: Ada, by: 2026-01-01}\n",
        "action_items:\n  - Rotate the keys: by Ada\n",
        "action_items:\n  - {Action_Item: Rotate, Owner: Ada}\n",
        "action_items:\n  - action_item: {text: Rotate}\n",
        "actions:\n  - Rotate the keys\n",
        "actions_items:\n  - {action_item: Rotate the keys}\n",
        "to_do:\n  - {action_item: Rotate the keys, owner: Ada}\n",
    ],
)
def test_what_stands_under_another_name_is_not_left_out_in_silence(
    pmlint: Run, repository: Path, items: str
) -> None:
    (repository / "postmortems").mkdir()
    (repository / "postmortems" / "a.yaml").write_text(f"incident_title: x\n{items}")
    ran = pmlint("report", "--fail-on", "overdue")
    assert ran.code == 2
    assert "postmortems/a.yaml: read only in part, line " in ran.err


@pytest.mark.parametrize(
    "items",
    [
        "action_items: []\n",
        "action_items:\n  - {action_item: '[Action Item]', owner: '[Name]', due_date: '[Date]'}\n",
        "action_items:\n  - {action_item: , status: open, priority: high}\n",
        "links:\n  - https://example.com\n",
    ],
)
def test_what_is_still_to_be_written_is_no_trouble(
    pmlint: Run, repository: Path, items: str
) -> None:
    (repository / "postmortems").mkdir()
    (repository / "postmortems" / "a.yaml").write_text(f"incident_title: x\n{items}")
    assert told(pmlint)["totals"]["items"] == 0


def test_a_new_report_to_fill_in_is_no_trouble(pmlint: Run, repository: Path) -> None:
    assert pmlint("new", "postmortems/a.yaml").code == 0
    assert told(pmlint)["totals"]["items"] == 0


def test_owners_in_a_list_are_owners_in_any_template(pmlint: Run, repository: Path) -> None:
    (repository / "postmortems").mkdir()
    path = repository / "postmortems" / "a.yaml"
    path.write_text("action_items: [{action_item: Rotate, owner: [Eve, Bob]}]\n")
    assert told(pmlint)["items"][0]["owners"] == ["Eve", "Bob"]


def test_a_new_item_does_not_inherit_what_became_of_one_that_is_gone(
    pmlint: Run, begun: History
) -> None:
    path = begun.folder / "postmortems" / "a.yaml"
    text = path.read_text().partition("  - action_item: Alert")[0]
    path.write_text(text)
    begun.tell("2026-03-10 Bo: take away\n")
    path.write_text(f"{text}  - {{action_item: Alert on failed logins, owner: Dee}}\n")
    begun.tell("2026-04-10 Cy: another\n")
    document = told(pmlint)
    (new,) = (item for item in document["items"] if item["owner"] == "Dee")
    assert (new["opened_on"], new["slips"], new["handovers"]) == ("2026-04-10", [], [])
    assert document["totals"]["vanished"] == 1


def test_another_incident_at_the_same_path_is_another_report(pmlint: Run, begun: History) -> None:
    begun.tell(
        """\
2026-03-10 Bo: remove
  - postmortems/a.yaml
2026-04-10 Cy: another
  + postmortems/a.yaml
  postmortems/a.yaml: INC-7 -> INC-8
"""
    )
    document = told(pmlint)
    assert [item["opened_on"] for item in document["items"]] == ["2026-04-10"] * 2
    assert document["totals"]["vanished"] == 2


def test_an_authors_clock_that_is_ahead_moves_nothing_into_the_future(
    pmlint: Run, begun: History
) -> None:
    path = begun.folder / "postmortems" / "a.yaml"
    path.write_text(path.read_text().replace("2026-05-15", "2026-05-20"))
    dates = {"GIT_AUTHOR_DATE": "2034-01-01T12:00Z", "GIT_COMMITTER_DATE": "2026-03-10T12:00Z"}
    subprocess.run(
        ["git", "commit", "-qam", "ahead"], cwd=begun.folder, env=os.environ | dates, check=True
    )
    document = told(pmlint)
    assert document["items"][1]["slips"][0]["date"] == "2026-03-10"
    assert document["burndown"][-1] == {"date": "2026-07-05", "open": 2, "overdue": 2}


@pytest.mark.parametrize("between", ["", " TBD", " soon"])
def test_a_date_that_is_taken_away_first_has_moved_all_the_same(
    pmlint: Run, begun: History, between: str
) -> None:
    begun.tell(
        f"""\
2026-03-10 Bo: away
  postmortems/a.yaml: due_date: 2026-05-15 -> due_date:{between}
2026-03-11 Bo: again
  postmortems/a.yaml: due_date:{between}\\n -> due_date: 2026-08-13\\n
"""
        if between
        else """\
2026-03-10 Bo: away
  postmortems/a.yaml: due_date: 2026-05-15 -> x:
2026-03-11 Bo: again
  postmortems/a.yaml: x: -> due_date: 2026-08-13
"""
    )
    document = told(pmlint)
    assert sum(days or 0 for _, _, days in slips(document)) == 90
    assert slips(document)[-1] == ("Bo", "2026-08-13", 90)


def test_who_has_moved_a_date_is_known_though_the_file_was_renamed_meanwhile(
    pmlint: Run, begun: History
) -> None:
    begun.tell(
        """\
branch later
2026-03-10 Bo: put off
  postmortems/a.yaml: 2026-05-15 -> 2026-06-14
switch main
2026-03-11 Cy: rename
  postmortems/a.yaml > postmortems/b.yaml
"""
    )
    git(begun.folder, "merge", "--quiet", "--no-ff", "-m", "bring", "later")
    assert slips(told(pmlint)) == [("Bo", "2026-06-14", 30)]
    assert "Bo" in pmlint("history", "postmortems/b.yaml", "--kind", "due_moved").out


def test_a_report_that_is_moved_to_where_nobody_looks_has_vanished(
    pmlint: Run, begun: History
) -> None:
    begun.tell(
        """\
2026-03-05 Ada: another
  + postmortems/k.yaml
  postmortems/k.yaml: INC-7 -> INC-8
2026-04-10 Bo: archive
  postmortems/a.yaml > old/a.yaml
"""
    )
    document = told(pmlint)
    assert (document["totals"]["items"], document["totals"]["vanished"]) == (2, 2)
    opened = {point["date"]: point["open"] for point in document["burndown"]}
    assert (opened["2026-04-05"], opened["2026-04-12"]) == (4, 2)
    assert told(pmlint, "postmortems/k.yaml")["totals"]["vanished"] == 0


def test_a_report_that_is_moved_within_what_is_asked_elsewhere_has_not_vanished(
    pmlint: Run, begun: History
) -> None:
    begun.tell(
        """\
2026-03-05 Ada: another
  + postmortems/x/k.yaml
  postmortems/x/k.yaml: INC-7 -> INC-8
2026-04-10 Bo: move
  postmortems/a.yaml > postmortems/y/a.yaml
"""
    )
    assert told(pmlint, "postmortems/x")["totals"]["vanished"] == 0


@pytest.mark.parametrize("change", ["", "is edited as well"])
def test_a_rename_that_is_not_committed_takes_the_past_along(
    pmlint: Run, begun: History, change: str
) -> None:
    begun.tell("2026-03-10 Bo: put off\n  postmortems/a.yaml: 2026-05-15 -> 2026-06-14\n")
    git(begun.folder, "mv", "postmortems/a.yaml", "postmortems/b.yaml")
    with (begun.folder / "postmortems" / "b.yaml").open("a") as report:
        report.write(f"# {change}\n" if change else "")
    document = told(pmlint)
    assert (slips(document), document["totals"]["vanished"]) == ([("Bo", "2026-06-14", 30)], 0)
    assert document["items"][0]["opened_on"] == "2026-03-02"


def test_what_a_second_key_hides_has_not_vanished(pmlint: Run, begun: History) -> None:
    path = begun.folder / "postmortems" / "a.yaml"
    path.write_text(
        path.read_text().replace("  - action_item: Alert", "action_items:\n  - action_item: Alert")
    )
    ran = pmlint("report", "--format", "json")
    assert ran.code == 2
    assert json.loads(ran.out)["totals"]["vanished"] == 0


def test_reports_with_the_same_title_are_two_groups(pmlint: Run, begun: History) -> None:
    begun.tell(
        "2026-03-05 Ada: same\n  + postmortems/b.yaml\n  postmortems/b.yaml: INC-7 -> INC-8\n"
    )
    out = pmlint("report", "--group-by", "report", "--as-of", "2026-07-05").out
    assert "The checkout was down (" in out
    assert out.count(" (2)\n") == 2


# -- several repositories


def test_two_checkouts_of_one_repository_are_not_counted_twice(
    pmlint: Run, begun: History, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    git(begun.folder, "worktree", "add", "--quiet", str(elsewhere / "tree"))
    for name in ("p", "q"):
        (elsewhere / name).mkdir()
        git(begun.folder, "clone", "--quiet", ".", str(elsewhere / name / "app"))
    git(begun.folder, "clone", "--quiet", "--bare", ".", str(elsewhere / "mirror.git"))
    for two in (
        (begun.folder, elsewhere / "tree"),
        (elsewhere / "p" / "app", elsewhere / "q" / "app"),
        (begun.folder, elsewhere / "mirror.git"),
    ):
        ran = pmlint("report", *two)
        assert ran.code == 2
        assert "whose items would be counted twice" in ran.err


def test_repositories_that_have_only_their_names_in_common_are_several(
    pmlint: Run, tmp_path: Path
) -> None:
    folders = [tmp_path / way for way in ("x/a/app", "y/a/app", "z/app")]
    for folder in folders:
        folder.mkdir(parents=True)
        git(folder, "init", "--quiet")
        History(folder).tell("2026-03-02 Ada: begin\n  + postmortems/r.yaml\n")
    document = told(pmlint, *folders)
    assert [home["name"] for home in document["repositories"]] == ["x/a/app", "y/a/app", "z/app"]


@pytest.mark.parametrize(
    "change",
    [
        lambda x: x.update(items={}),
        lambda x: x.update(version=None),
        lambda x: x.update(version="1"),
        lambda x: x.update(version=True),
        lambda x: x.update(is_whole="false"),
        lambda x: x.update(reports=x["reports"] * 2),
        lambda x: x["items"][0].update(owners="Ada"),
        lambda x: x["items"][0].update(owned="false"),
        lambda x: x["items"][0].update(repository=5),
        lambda x: x["items"][0].update(line="1"),
        lambda x: x["items"][0].update(slips={}),
        lambda x: x["items"][0].update(periods=[{"since": None, "until": None, "due": None}]),
        lambda x: x["repositories"][0].update(name=["a"]),
        lambda x: x["reports"][0].update(seconds_to_detect=8e13),
        lambda x: x["reports"][0].update(seconds_to_detect=-1),
        lambda x: x["reports"][0].update(seconds_to_detect=float("nan")),
        lambda x: x["reports"][0].update(path=7),
    ],
)
def test_a_saved_file_that_somebody_has_changed_is_refused(
    pmlint: Run, begun: History, change: Callable[[dict[str, Any]], None]
) -> None:
    document = told(pmlint)
    change(document)
    (begun.folder / "saved.json").write_text(json.dumps(document))
    ran = pmlint("report", "saved.json", "--format", "csv")
    assert ran.code == 2
    assert "saved.json: not what `pmlint report --format json` writes" in ran.err
