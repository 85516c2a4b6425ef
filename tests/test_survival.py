"""What an approval survives and what makes it stale: each of them done by Git itself."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran, git
from signers import ADA, BO, CY, PATH, Team, founded

OTHER = "postmortems/2026/checkout.yaml"
Act = Callable[[Team], str]
"""What is done after the sign-off; it returns where the report is then."""


@pytest.fixture
def team(repository: Path, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Team:
    return founded(repository, pmlint, monkeypatch)


def state(team: Team, path: str = PATH) -> str:
    done = team.verify("--format", "json", path)
    assert done.err == ""
    (found,) = json.loads(done.out)["reports"]
    (only,) = found["sign_offs"]
    assert only["name"] == "Bo Lindqvist"
    assert (done.code == 0) is (only["state"] == "valid")
    assert found["state"] == only["state"]
    return str(only["state"])


def rename(team: Team) -> str:
    (team.folder / "postmortems/2026").mkdir()
    team.git("mv", PATH, OTHER)
    team.commit(ADA, "Rename")
    return OTHER


def rename_and_close(team: Team) -> str:
    rename(team)
    close(team, OTHER)
    return OTHER


def reformat(team: Team) -> str:
    lines = [
        f"{line}  # why not" if line.endswith("SRE") else line for line in team.read().split("\n")
    ]
    text = "\r\n".join(lines).replace("severity: major", "severity:   'major'")
    head, _, tail = text.partition("impact_assessment:")
    block, _, rest = tail.partition("\r\n\r\n")
    team.commit(ADA, "Reformat", {PATH: f"{head}{rest}\r\nimpact_assessment:{block}\r\n"})
    return PATH


def flow(team: Team) -> str:
    """Write the report as JSON, which is YAML too."""
    from ruamel.yaml import YAML

    data = YAML(typ="base", pure=True).load(team.read())
    team.commit(ADA, "Write it as JSON", {PATH: json.dumps(data)})
    return PATH


def close(team: Team, path: str = PATH) -> str:
    more = "    kind: detect\n    status: done\n    completed_on: 2026-04-09\n    link: https://x.example/1\n"
    team.change(ADA, "    kind: detect\n", more, path)
    return path


def drop(team: Team) -> str:
    more = "    kind: prevent\n    status: dropped\n    reason: The checkout is gone\n"
    team.change(ADA, "    kind: prevent\n", more)
    return PATH


def reopen_report(team: Team) -> str:
    team.change(ADA, "status: final", "status: review")
    team.change(ADA, "status: review", "status: final")
    return PATH


def sign_by_hand(team: Team) -> str:
    team.change(ADA, "approved_by: Bo Lindqvist", "approved_by: Bo Lindqvist, CTO")
    return PATH


def rebase(team: Team) -> str:
    team.git("branch", "work")
    team.git("reset", "--quiet", "--hard", "HEAD~1")
    team.commit(ADA, "Go on", {"README": "x\n"})
    team.git("checkout", "--quiet", "work")
    team.become(ADA)
    team.git("rebase", "--quiet", "main")
    return PATH


def cherry_pick(team: Team) -> str:
    commit = team.head()
    team.git("reset", "--quiet", "--hard", "HEAD~1")
    team.commit(ADA, "Go on", {"README": "x\n"})
    team.become(ADA)
    team.git("cherry-pick", commit)
    return PATH


def amend(team: Team) -> str:
    team.become(ADA)
    team.git("commit", "--quiet", "--amend", "--message", "Something else")
    return PATH


def amend_as_oneself(team: Team) -> str:
    team.become(ADA)
    team.git("commit", "--quiet", "--amend", "--reset-author", "--no-edit")
    return PATH


def mail(team: Team) -> str:
    patch = team.git("format-patch", "-1", "--stdout")
    team.git("reset", "--quiet", "--hard", "HEAD~1")
    team.commit(ADA, "Go on", {"README": "x\n"})
    team.become(ADA)
    subprocess.run(["git", "am", "--quiet"], cwd=team.folder, input=patch.encode(), check=True)
    return PATH


def merge(team: Team) -> str:
    on_main(team)
    team.become(ADA)
    team.git("merge", "--quiet", "--no-ff", "work")
    return PATH


def squash(team: Team) -> str:
    on_main(team)
    team.git("merge", "--quiet", "--squash", "work")
    team.become(ADA)
    team.git("commit", "--quiet", "--no-edit")
    assert "Pmlint-Signoff" in team.git("log", "-1", "--format=%B")
    return PATH


def squash_without_a_word(team: Team) -> str:
    on_main(team)
    team.git("merge", "--quiet", "--squash", "work")
    team.become(ADA)
    team.git("commit", "--quiet", "--allow-empty-message", "--message", "")
    assert team.git("log", "-1", "--format=%B").strip() == ""
    return PATH


def on_main(team: Team) -> None:
    """Leave the sign-off on the branch `work`, and go back to `main`, which goes on."""
    team.git("branch", "work")
    team.git("reset", "--quiet", "--hard", "HEAD~1")
    team.commit(ADA, "Go on", {"README": "x\n"})


def revert(team: Team) -> str:
    team.change(ADA, "severity: major", "severity: minor")
    assert state(team) == "stale"
    team.become(ADA)
    team.git("revert", "--no-edit", "HEAD")
    return PATH


def give_an_id(team: Team) -> str:
    team.change(ADA, "Nobody watched", "No one watched")
    team.change(ADA, "incident_id: INC-42", "incident_id: INC-43")
    team.change(ADA, "No one watched", "Nobody watched")
    team.change(ADA, "incident_id: INC-43", "incident_id: INC-42")
    return PATH


ACTS: list[Act] = [
    rename, rename_and_close, reformat, flow, close, drop, reopen_report, sign_by_hand, rebase,
    cherry_pick, amend, mail, merge, revert, give_an_id,
]  # fmt: skip
REWRITTEN: list[Act] = [amend_as_oneself, squash, squash_without_a_word]
"""After these the record comes with a commit of Ada: only a signature tells that it is Bo's."""


@pytest.mark.parametrize("act", [*ACTS, *REWRITTEN])
def test_a_signed_approval_survives(team: Team, act: Act) -> None:
    team.policy("signatures = true", BO.allowed())
    team.commit(ADA, "Set the policy")
    team.sign_off(BO, signed=True)
    assert state(team, act(team)) == "valid"


@pytest.mark.parametrize("act", ACTS)
def test_an_unsigned_approval_survives(team: Team, act: Act) -> None:
    team.sign_off(BO)
    assert state(team, act(team)) == "valid"


@pytest.mark.parametrize("act", REWRITTEN)
def test_an_unsigned_approval_in_a_commit_of_somebody_else_is_unknown(team: Team, act: Act) -> None:
    team.sign_off(BO)
    assert state(team, act(team)) == "unknown"
    who = json.loads(team.verify("--format", "json").out)["reports"][0]["sign_offs"][0]
    assert (who["email"], who["commit"]) == ("bo@example.com", team.head())


def test_an_approval_without_an_incident_id_survives_a_rename(team: Team) -> None:
    team.change(ADA, "incident_id: INC-42\n", "")
    team.sign_off(BO)
    assert state(team, rename_and_close(team)) == "valid"


def test_an_approval_survives_that_the_report_gets_its_incident_id_later_as_stale(
    team: Team,
) -> None:
    team.change(ADA, "incident_id: INC-42\n", "")
    team.sign_off(BO)
    team.change(ADA, "team: Payments SRE\n", "team: Payments SRE\nincident_id: INC-42\n")
    assert state(team) == "stale"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Checkout refused cards", "Checkout lost cards", "`incident_title`: Checkout refused"),
        ("date_of_incident: 2026-03-14", "date_of_incident: 2026-03-13", "`date_of_incident`: 20"),
        ("prepared_by: Ada Okafor\nteam", "prepared_by: Cy Moreau\nteam", "`prepared_by`: Ada Oka"),
        ("incident_id: INC-42", "incident_id: INC-43", "`incident_id`: INC-42 → INC-43"),
        ("timezone: Europe/Berlin", "timezone: UTC", "`timezone`: Europe/Berlin → UTC"),
        ("timezone: Europe/Berlin\n", "", "`timezone` is gone; it was Europe/Berlin"),
        ("severity: major", "severity: minor", "`severity`: major → minor"),
        ("from a list that", "from the list that", "`root_cause`: Certificates"),
        ("owner: Jonas Lind", "owner: Cy Moreau", "`owner` of action item"),
        ("due_date: 2026-04-10", "due_date: 2026-05-10", "`due_date` of action item"),
        ("Alert 30 days", "Alert 3 days", "action item"),
        ("    kind: detect\n", "", "`kind` of action item"),
        ('time: "09:31"', 'time: "09:41"', "`time` of timeline entry"),
        ("The pager rings", "A pager rings", "timeline entry"),
        ("  recommendations:\n", "    - Nor did it\n  recommendations:\n", "is new: Nor did it"),
        ("financial_impact: N/A", "financial_impact: none", "`financial_impact`: N/A → none"),
        ("https://status.example/incidents/2041", "https://x.example", "https://status.example"),
        ("team: Payments SRE\n", "team: Payments SRE\nextra: 1\n", "`extra` is new: 1"),
        ("team: Payments SRE\n", "team: Payments\nteam: x\n", "no longer one readable document"),
    ],
    ids=lambda text: text.split("\n")[0][:24],
)  # fmt: skip
@pytest.mark.parametrize("signed", [True, False], ids=["signed", "unsigned"])
def test_a_change_of_the_content_makes_it_stale(
    team: Team, old: str, new: str, told: str, *, signed: bool
) -> None:
    if signed:
        team.policy("signatures = true", BO.allowed())
        team.commit(ADA, "Set the policy")
    team.sign_off(BO, signed=signed)
    commit = team.change(ADA, old, new)
    assert state(team) == "stale"
    out = team.verify().out
    assert told in out
    assert f"since {commit[:10]} by Ada Okafor\n" in out or "readable" in out


def test_what_is_only_moved_in_a_list_is_told(team: Team) -> None:
    team.sign_off(BO)
    items = team.read().partition("action_items:\n")[2].partition("\n\nappendices")[0]
    first, second = (f"  - action_item{each}" for each in items.split("  - action_item")[1:])
    text = team.read().replace(items, f"{second}\n{first.rstrip()}")
    team.commit(ADA, "Turn them around", {PATH: text})
    assert state(team) == "stale"
    assert "    order of `action_items`: 1, 2 → 2, 1 (" in team.verify().out


def test_many_changes_are_told_by_eight_and_all_of_them_as_json(team: Team) -> None:
    team.sign_off(BO)
    text = team.read()
    keys = (
        "incident_title team where who_was_affected event initial_cause root_cause resolution "
        "severity"
    )
    for number, key in enumerate(keys.split()):
        line = next(line for line in text.split("\n") if line.lstrip(" -").startswith(f"{key}: "))
        text = text.replace(line, f"{line[: line.index(key)]}{key}: minor {number}", 1)
    team.commit(CY, "Change it all", {PATH: text})
    done = team.verify()
    assert done.out.count(f"({team.short()})\n") == 8
    assert "    and 1 more change; --format json has them all\n" in done.out
    found = json.loads(team.verify("--format", "json").out)["reports"][0]["sign_offs"][0]
    assert len(found["changed"]) == 9


def test_a_secret_in_what_changed_is_masked(team: Team) -> None:
    team.sign_off(BO)
    team.change(ADA, "resolution: The", "resolution: AKIAIOSFODNN7EXAMPLF deployed the")
    for words in ((), ("--format", "json")):
        assert "AKIAIOSFODNN7EXAMPLF" not in team.verify(*words).out


def test_a_second_approval_renews_the_first(team: Team) -> None:
    team.sign_off(BO)
    team.change(ADA, "severity: major", "severity: minor")
    commit = team.sign_off(BO)
    assert state(team) == "valid"
    assert len(team.records()) == 2
    assert f" in {commit[:10]} (not signed)\n" in team.verify().out


def test_what_is_taken_out_of_the_ledger_is_taken_back(team: Team) -> None:
    team.sign_off(BO)
    team.records()[0].unlink()
    commit = team.commit(CY, "Bo has changed his mind")
    done = team.verify()
    assert done.code == 1
    assert done.out == (
        f"{PATH}: missing (1 approval needed, none holds)\n"
        f"  the sign-off of Bo Lindqvist was taken back in {commit[:10]} by Cy Moreau\n"
        "1 report: 1 missing; 1 report without the approval needed\n"
    )
    team.sign_off(BO)
    assert state(team) == "valid"


def test_a_sign_off_whose_message_only_is_left_counts(team: Team) -> None:
    """The ledger can be lost where a tree is taken from elsewhere; the message is there still."""
    team.become(BO)
    digest = json.loads(signed_elsewhere(team))["statement"]["digest"]
    message = f"Approve\n\nPmlint-Signoff: INC-42 {digest}\nApproved-by: {BO}"
    team.git("commit", "--quiet", "--allow-empty", "--message", message)
    assert state(team) == "valid"
    team.change(ADA, "severity: major", "severity: minor")
    assert state(team) == "stale"


def signed_elsewhere(team: Team) -> str:
    """Return the record that Bo's sign-off has in another clone."""
    folder = team.folder.parent / f"{team.folder.name}-elsewhere"
    git(team.folder, "clone", "--quiet", ".", str(folder))
    there = Team(folder, team.pmlint, team.monkeypatch, team.minutes)
    team.monkeypatch.chdir(folder)
    there.sign_off(BO)
    team.monkeypatch.chdir(team.folder)
    return there.records()[0].read_text("utf-8")
