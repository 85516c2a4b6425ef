"""The portfolio: a repository with the life of ten reports, the same at every run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran, git

Run = Callable[..., Ran]
SCRIPT = ROOT / "examples" / "portfolio.py"
AS_OF = ("--as-of", "2024-10-15")


def test_every_run_makes_the_same_commits(portfolio: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    subprocess.run([sys.executable, SCRIPT, again], check=True)
    assert git(again, "rev-parse", "HEAD") == git(portfolio, "rev-parse", "HEAD")
    assert git(again, "status", "--porcelain") == ""


def test_a_folder_in_which_something_lies_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, f"{tmp_path} is not empty\n")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_its_reports_have_no_errors(
    portfolio: Path, pmlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(portfolio)
    ran = pmlint("check", "--fail-on", "warning")
    assert ran.code == 0, ran.out
    assert "10 reports checked: 2 infos; 1 finding suppressed" in ran.out


def test_every_state_is_there_and_the_numbers_are_these(
    portfolio: Path, pmlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(portfolio)
    ran = pmlint("report", *AS_OF, "--state", "all", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert told["totals"] == {
        "reports": 10,
        "items": 48,
        "open": 14,
        "unowned": 2,
        "slipped": 7,
        "vanished": 1,
        "overdue": 9,
        "due_today": 1,
        "due_soon": 1,
        "upcoming": 2,
        "undated": 1,
        "proposed": 1,
        "done": 32,
        "dropped": 1,
        "listed": 48,
    }
    assert told["health"] == {
        "dated": 32,
        "on_time": 20,
        "share_on_time": 0.625,
        "median_days_to_done": 32.0,
        "median_days_overdue": 76,
    }
    assert told["repositories"] == [
        {
            "name": "portfolio",
            "history": "whole",
            "note": None,
            "cut_off": [],
            "until": "2024-09-23",
            "unread": [],
            "partly_read": [],
        }
    ]
    assert told["burndown"][0] == {"date": "2012-08-26", "open": 3, "overdue": 0}
    assert told["burndown"][-1] == {"date": "2024-10-15", "open": 14, "overdue": 9}


@pytest.mark.parametrize(
    ("age", "number"),
    [
        ("over 90 days overdue", 4),
        ("31–90 days overdue", 2),
        ("8–30 days overdue", 1),
        ("1–7 days overdue", 2),
    ],
)
def test_something_is_overdue_by_every_age(
    portfolio: Path, pmlint: Run, monkeypatch: pytest.MonkeyPatch, age: str, number: int
) -> None:
    monkeypatch.chdir(portfolio)
    ran = pmlint("report", *AS_OF, "--group-by", "age")
    assert f"\n{age} ({number})\n" in ran.out


def test_one_person_is_one_whatever_a_report_or_a_commit_calls_them(
    portfolio: Path, pmlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(portfolio)
    ran = pmlint("report", *AS_OF, "--owner", "@kasia", "--state", "all", "--format", "json")
    assert [item["id"] for item in json.loads(ran.out)["items"]] == ["CF-2", "CF-1"]
    ran = pmlint("report", *AS_OF, "--owner", "Marguerite Leclair", "--format", "json")
    (item,) = json.loads(ran.out)["items"]
    assert [slip["author"]["name"] for slip in item["slips"]] == [
        "Adaeze Nwosu",
        "Marguerite Leclair",
    ]


def test_the_guide_shows_what_is_said_of_a_shallow_clone(
    portfolio: Path, pmlint: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "5", portfolio.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    monkeypatch.setenv("COLUMNS", "100")
    ran = pmlint("report", *AS_OF, "--limit", "0")
    guide = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```text\n(the history is cut off.*?)```", guide, re.DOTALL)
    assert ran.out.endswith(f"\n\n{shown}")
