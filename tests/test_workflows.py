"""The scheduled jobs: their shell is run in real repositories; only hosted services are played.

`gh` and `curl` are programs here that write down what they are asked for, and answer as told.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, git

FOLDER = ROOT / "docs" / "workflows"
FILES = sorted(path.name for path in FOLDER.glob("*.yml"))
ON_GITHUB = [name for name in FILES if name.startswith("github-")]
PINNED = r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
INSTALL = "Install pmlint"
PROGRAM = """\
import json, os, sys
told = sys.argv[1:]
name = os.path.basename(sys.argv[0])
said = "" if sys.stdin.isatty() or "@-" not in told else sys.stdin.read()
files = [word.rpartition("@")[2] for word in told if word.endswith(".md")]
texts = [open(name, encoding="utf-8").read() for name in files]
with open(os.environ["ASKED"], "a", encoding="utf-8") as asked:
    asked.write(json.dumps({"name": name, "told": told, "stdin": said, "texts": texts,
                            "token": os.environ.get("GH_TOKEN")}) + "\\n")
for part, answer in json.loads(os.environ["ANSWERS"]).items():
    if part in " ".join(told):
        for option in ("--dir", "--output"):
            if answer.startswith("{") and option in told:
                folder = told[told.index(option) + 1]
                os.makedirs(folder, exist_ok=True)
                with open(os.path.join(folder, "pmlint-report.json"), "w") as file:
                    file.write(answer)
                sys.exit(0)
        if answer == "fail":
            sys.exit("it is not there")
        print(answer)
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the programs that are played on the PATH; return where they write what they are asked."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("gh", "curl"):
        (folder / name).write_text(f"#!{sys.executable}\n{PROGRAM}", encoding="utf-8")
    (folder / "pmlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pmlint "$@"\n')
    (folder / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    for path in folder.iterdir():
        path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("ASKED", str(tmp_path / "asked"))
    monkeypatch.setenv("ANSWERS", "{}")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    return tmp_path / "asked"


@pytest.fixture
def team(tmp_path: Path, good: str) -> Path:
    """Return a repository with a report of which nothing is overdue for a long time."""
    folder = tmp_path / "payments"
    (folder / "postmortems").mkdir(parents=True)
    git(folder, "init", "--quiet")
    return commit(folder, re.sub(r"(?m)^(    due_date: )20..", r"\g<1>2099", good))


@pytest.fixture
def late(team: Path, good: str) -> Path:
    """Return the same repository with items that are overdue."""
    return commit(team, good)


def commit(folder: Path, text: str) -> Path:
    (folder / "postmortems" / "a.yaml").write_text(text, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "a report")
    return folder


def read(name: str) -> dict[str, Any]:
    """Return a file with all of its values as they are written: `on` is a key, and not true."""
    told = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(told, dict)
    return told


def job(name: str) -> dict[str, Any]:
    (found,) = read(name)["jobs"].values()
    return dict(found)


def github(name: str, folder: Path, **given: str) -> list[tuple[str, int, str]]:
    """Run the steps of a job as GitHub runs them; `given` is what expressions stand for."""
    done: list[tuple[str, int, str]] = []
    for step in job(name)["steps"]:
        if "run" not in step or step["name"] == INSTALL:
            continue
        own = {**read(name)["env"], **step.get("env", {})}
        for key, text in own.items():
            if expression := re.fullmatch(r"\$\{\{ (.+) \}\}", text):
                own[key] = given[expression[1].replace(".", "_")]
        code, said = shell(
            step["run"], folder, own, "bash", "--noprofile", "--norc", "-eo", "pipefail"
        )
        done.append((step["name"], code, said))
        if code:
            break
    return done


def gitlab(folder: Path, *way: str, **given: str) -> tuple[int, str]:
    told = read("gitlab-report.yml")["pmlint-report"]
    return shell("\n".join(told["script"]), folder, {**told["variables"], **given}, *way)


def shell(script: str, folder: Path, own: Mapping[str, str], *way: str) -> tuple[int, str]:
    done = subprocess.run(
        [*way, "-c", script], cwd=folder, env={**os.environ, **own}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def calls(asked: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in asked.read_text(encoding="utf-8").splitlines()]


def value(told: Sequence[str], option: str) -> str:
    return told[told.index(option) + 1]


# -- what they look like


@pytest.mark.parametrize("name", ON_GITHUB)
def test_actions_are_pinned_by_their_whole_hash_and_name_their_version(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    used = re.findall(r"uses: (.+)", text)
    assert used
    for each in used:
        assert re.fullmatch(PINNED, each), each


@pytest.mark.parametrize("name", ON_GITHUB)
def test_a_job_may_do_no_more_than_it_has_to(name: str) -> None:
    allowed = {
        "github-organisation.yml": {},
        "github-report.yml": {"contents": "read", "issues": "write"},
        "github-share.yml": {"contents": "read"},
    }
    told = read(name)
    assert told["permissions"] == {}
    assert job(name)["permissions"] == allowed[name]
    assert set(told["on"]) == {"schedule", "workflow_dispatch"}
    for step in job(name)["steps"]:
        assert "${{" not in step.get("run", ""), step
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"fetch-depth": "0", "persist-credentials": "false"}


def test_a_shell_fails_where_one_of_its_programs_does() -> None:
    for name in ON_GITHUB:
        assert read(name)["defaults"] == {"run": {"shell": "bash"}}  # that is, with pipefail


def test_on_gitlab_only_a_schedule_starts_it_and_the_history_is_there() -> None:
    told = read("gitlab-report.yml")["pmlint-report"]
    assert told["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]
    assert told["variables"]["GIT_DEPTH"] == "0"
    assert told["artifacts"]["paths"] == ["report.html", "report.json", "report.md"]
    assert told["artifacts"]["when"] == "always"


# -- what they do


def test_the_issue_is_opened_where_there_is_none(asked: Path, late: Path, tmp_path: Path) -> None:
    done = github("github-report.yml", late, github_token="secret", github_repository="acme/pay")
    assert [(name, code) for name, code, _ in done] == [
        ("Write the report", 0),
        ("Write the issue", 0),
        ("Fail where something is overdue by more than a week", 1),
    ]
    label, listed, created = calls(asked)
    assert {call["token"] for call in (label, listed, created)} == {"secret"}
    assert label["told"][:4] == ["label", "create", "pmlint-report", "--force"]
    assert listed["told"][:4] == ["issue", "list", "--label", "pmlint-report"]
    assert value(listed["told"], "--state") == "open"
    assert created["told"][:4] == ["issue", "create", "--label", "pmlint-report"]
    assert value(created["told"], "--title") == "Action items of our post-mortems"
    (text,) = created["texts"]
    assert text.startswith("## Action items as of ")
    assert text.count("\n- [ ] **") == 4
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == text
    assert "4 action items are overdue by more than 7 days (--fail-on overdue)" in done[-1][2]


def test_the_issue_that_is_there_is_written_anew(
    asked: Path, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERS", json.dumps({"issue list": "42"}))
    done = github("github-report.yml", team, github_token="secret", github_repository="acme/pay")
    assert [code for _, code, _ in done] == [0, 0, 0]
    *_, edited = calls(asked)
    assert edited["told"] == ["issue", "edit", "42", "--body-file", "report.md"]
    assert "nothing is overdue" in edited["texts"][0]


def test_a_report_that_cannot_be_read_is_in_the_issue_and_fails_the_job(
    asked: Path, team: Path
) -> None:
    (team / "postmortems" / "b.yaml").write_text("team: [\n")
    done = github("github-report.yml", team, github_token="secret", github_repository="acme/pay")
    assert [code for _, code, _ in done] == [0, 0, 2]
    *_, created = calls(asked)
    assert "postmortems/b.yaml could not be read: line 1" in created["texts"][0]


def test_no_issue_is_written_where_github_does_not_answer(
    asked: Path, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERS", json.dumps({"issue list": "fail"}))
    done = github("github-report.yml", team, github_token="secret", github_repository="acme/pay")
    assert [code for _, code, _ in done] == [0, 1]
    assert [call["told"][1] for call in calls(asked)] == ["create", "list"]


SHELLS = pytest.mark.parametrize(
    "way", [("bash", "-eo", "pipefail"), ("sh", "-e")], ids=["bash", "sh"]
)


@SHELLS
@pytest.mark.parametrize(("answer", "number"), [("[]", ""), ('[{"iid": 7}]', "7")])
def test_on_gitlab_the_issue_is_opened_or_written_anew(
    asked: Path, team: Path, monkeypatch: pytest.MonkeyPatch,
    way: tuple[str, ...], answer: str, number: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("ANSWERS", json.dumps({"labels=pmlint-report&": answer}))
    own = {"CI_API_V4_URL": "https://gitlab.example/api/v4", "CI_PROJECT_ID": "3"}
    code, said = gitlab(team, *way, PMLINT_TOKEN="secret", **own)
    assert code == 0, said
    listed, written = calls(asked)
    issues = "https://gitlab.example/api/v4/projects/3/issues"
    assert listed["told"][-1] == f"{issues}?labels=pmlint-report&state=opened&per_page=1"
    assert written["told"][-1] == (f"{issues}/7" if number else issues)
    assert value(written["told"], "--request") == ("PUT" if number else "POST")
    for call in (listed, written):
        assert call["stdin"] == "PRIVATE-TOKEN: secret\n"
        assert "secret" not in " ".join(call["told"])
        assert "--fail" in call["told"]
    assert written["texts"][0].startswith("## Action items as of ")
    assert json.loads((team / "report.json").read_text(encoding="utf-8"))["is_whole"] is True
    assert "<html" in (team / "report.html").read_text(encoding="utf-8")


@SHELLS
def test_on_gitlab_the_job_fails_where_something_is_overdue_or_nobody_answers(
    asked: Path, late: Path, monkeypatch: pytest.MonkeyPatch, way: tuple[str, ...]
) -> None:
    own = {"CI_API_V4_URL": "https://gitlab.example/api/v4", "CI_PROJECT_ID": "3"}
    monkeypatch.setenv("ANSWERS", json.dumps({"labels=pmlint-report&": "[]"}))
    code, said = gitlab(late, *way, PMLINT_TOKEN="secret", **own)
    assert code == 1
    assert "4 action items are overdue by more than 7 days (--fail-on overdue)" in said
    asked.unlink()
    monkeypatch.setenv("ANSWERS", json.dumps({"labels=pmlint-report&": "fail"}))
    code, _ = gitlab(late, *way, PMLINT_TOKEN="secret", **own)
    assert code == 1
    assert len(calls(asked)) == 1


def test_what_a_repository_shares_is_whole(asked: Path, late: Path) -> None:
    done = github("github-share.yml", late)
    assert [code for _, code, _ in done] == [0]
    told = json.loads((late / "pmlint-report.json").read_text(encoding="utf-8"))
    assert told["is_whole"] is True
    assert told["repositories"][0]["name"] == "payments"


def test_the_page_of_the_organisation_has_the_items_of_every_repository(
    asked: Path, late: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    github("github-share.yml", late)
    saved = (late / "pmlint-report.json").read_text(encoding="utf-8")
    other = saved.replace('"payments"', '"edge"').replace("WAF-", "EDGE-")
    answers = {"your-organisation/payments": saved, "your-organisation/edge": other}
    monkeypatch.setenv("ANSWERS", json.dumps(answers))
    place = tmp_path / "page"
    place.mkdir()
    done = github("github-organisation.yml", place, secrets_PMLINT_READ_TOKEN="secret")
    assert [code for _, code, _ in done] == [0, 0], done
    first, second = calls(asked)
    assert first["token"] == second["token"] == "secret"
    assert value(first["told"], "--name") == value(second["told"], "--name") == "pmlint-report"
    page = (place / "action-items.html").read_text(encoding="utf-8")
    assert "payments/postmortems/a.yaml" in page
    assert "edge/postmortems/a.yaml" in page


def test_a_repository_that_has_saved_nothing_is_not_left_out_of_the_page(
    asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERS", json.dumps({"your-organisation/edge": "fail"}))
    done = github("github-organisation.yml", tmp_path, secrets_PMLINT_READ_TOKEN="secret")
    assert [(name, code) for name, code, _ in done] == [
        ("Fetch what the repositories have saved", 1)
    ]
