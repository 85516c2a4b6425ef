"""What attackers, cut-off clones and odd repositories get to hear from `pmlint verify`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, git
from signers import ADA, BO, CY, EVE, PATH, RECORDS, Signer, Team, founded, report

from pmlint.frozen import replace
from pmlint.signoff.ledger import ledger_path, read, write
from pmlint.signoff.statement import Record

SIGNED = 'signatures = true\napprovers = ["bo@example.com"]'
OLD = "Certificates are renewed by hand"
NEW = "The certificate was renewed by hand"


@pytest.fixture
def team(repository: Path, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Team:
    return founded(repository, pmlint, monkeypatch)


def found(team: Team, *words: str) -> dict[str, Any]:
    done = team.verify("--format", "json", *words)
    assert done.err == ""
    (only,) = json.loads(done.out)["reports"]
    assert (done.code == 0) is only["met"]
    return dict(only)


def states(team: Team, *words: str) -> list[tuple[str, str]]:
    return [(each["name"], each["state"]) for each in found(team, *words)["sign_offs"]]


@pytest.fixture
def guarded(team: Team) -> Team:
    """Return a team whose main asks for Bo's signature, with a branch checked out."""
    team.policy(SIGNED, BO.allowed())
    team.commit(ADA, "Set the policy")
    team.git("checkout", "--quiet", "-b", "work")
    return team


# -- the base revision ---------------------------------------------------------------------------


def test_a_key_that_the_branch_brings_along_does_not_count(guarded: Team) -> None:
    guarded.policy(
        'signatures = true\napprovers = ["eve@example.com"]', BO.allowed(), EVE.allowed()
    )
    guarded.commit(EVE, "Trust me")
    guarded.sign_off(EVE, signed=True)
    assert states(guarded) == [("Eve Sand", "valid")]
    assert states(guarded, "--base", "main") == [("Eve Sand", "untrusted")]


def test_a_policy_that_the_branch_brings_along_does_not_count(guarded: Team) -> None:
    guarded.policy("approvals = { major = 0 }")
    guarded.commit(EVE, "No approvals any more")
    assert found(guarded)["needed"] == 0
    assert found(guarded, "--base", "main")["needed"] == 1


def test_a_revocation_on_the_base_counts_and_its_absence_on_the_branch_does_not_matter(
    guarded: Team,
) -> None:
    guarded.git("checkout", "--quiet", "main")
    guarded.commit(ADA, "Revoke", {".pmlint/revoked_signers": BO.public + "\n"})
    guarded.git("checkout", "--quiet", "work")
    guarded.sign_off(BO, signed=True)
    assert states(guarded) == [("Bo Lindqvist", "valid")]
    assert states(guarded, "--base", "main") == [("Bo Lindqvist", "expired")]


def test_code_owners_that_the_branch_brings_along_do_not_count(team: Team) -> None:
    team.policy("code-owners = true")
    team.commit(ADA, "Set the policy", {"CODEOWNERS": "* bo@example.com\n"})
    team.git("checkout", "--quiet", "-b", "work")
    team.commit(EVE, "Own it", {"CODEOWNERS": "* eve@example.com\n"})
    team.signoff(EVE, PATH)
    assert states(team) == [("Eve Sand", "valid")]
    assert states(team, "--base", "main") == [("Eve Sand", "untrusted")]


def test_a_mailmap_that_the_branch_brings_along_does_not_count(team: Team) -> None:
    other = Signer("B. Lindqvist", "bo@old.example")
    team.commit(ADA, "Tell who is who", {".mailmap": f"{BO} {other}\n"})
    team.change(other, OLD, NEW)
    team.git("checkout", "--quiet", "-b", "work")
    team.commit(BO, "I am somebody else", {".mailmap": ""})
    team.sign_off(BO)
    assert states(team) == [("Bo Lindqvist", "valid")]
    assert states(team, "--base", "main") == [("Bo Lindqvist", "self_approved")]


def test_the_mailmap_of_a_revision_is_its_own(team: Team) -> None:
    other = Signer("B. Lindqvist", "bo@old.example")
    team.change(other, OLD, NEW)
    team.commit(ADA, "Tell who is who", {".mailmap": f"{BO} {other}\n"})
    team.sign_off(BO)
    team.write(".mailmap", "")
    assert states(team, "--rev", "HEAD") == [("Bo Lindqvist", "self_approved")]


def hidden(team: Team) -> None:
    """Let the branch say that the root cause is not content, before Bo signs and after."""
    schema = json.loads(team.pmlint("schema").out)
    part = schema["properties"]["root_cause_analysis"]["properties"]["root_cause"]
    part["x-pmlint-mutable"] = True
    team.write("pmlint.toml", 'template = "schema.json"\n')
    team.commit(EVE, "Take another template", {"schema.json": json.dumps(schema)})


def test_a_template_that_hides_content_makes_no_stale_approval_valid(team: Team) -> None:
    team.sign_off(BO)
    team.git("checkout", "--quiet", "-b", "work")
    hidden(team)
    team.change(EVE, OLD, NEW)
    assert states(team) == [("Bo Lindqvist", "stale")]
    assert states(team, "--base", "main") == [("Bo Lindqvist", "stale")]


def test_an_approval_under_a_template_that_hides_content_does_not_hold_on_the_base(
    team: Team,
) -> None:
    team.git("checkout", "--quiet", "-b", "work")
    hidden(team)
    team.sign_off(BO)
    team.change(EVE, OLD, NEW)
    assert states(team) == [("Bo Lindqvist", "valid")]
    only = found(team, "--base", "main")["sign_offs"][0]
    assert (only["state"], only["reason"]) == (
        "stale",
        "it leaves out /root_cause_analysis/root_cause, which counts as content now",
    )


def test_a_base_that_does_not_exist_is_an_error(team: Team) -> None:
    done = team.verify("--base=--output=x")
    assert (done.code, done.out) == (2, "")
    assert done.err == "pmlint: error: there is no commit `--output=x` in this repository\n"
    assert not (team.folder / "x").exists()


# -- records that were tampered with -------------------------------------------------------------


def test_an_edited_record_is_forged(guarded: Team) -> None:
    guarded.sign_off(BO, signed=True)
    record = guarded.records()[0]
    guarded.commit(
        EVE, "Edit", {f"{RECORDS}/{record.name}": record.read_text().replace("Bo L", "Bo")}
    )
    done = guarded.verify()
    assert done.code == 1
    assert f"{PATH}: forged (1 approval needed, none holds)\n" in done.out
    assert (
        f"  forged: the record {record.name} is not what somebody signed: it does not say what its "
        "name stands for: it was changed\n"
    ) in done.out


def test_a_record_under_another_name_is_forged(guarded: Team) -> None:
    guarded.sign_off(BO, signed=True)
    record = guarded.records()[0]
    record.rename(record.with_name("0123456789abcdef.json"))
    guarded.commit(EVE, "Rename")
    assert found(guarded)["state"] == "forged"


def test_an_edited_statement_with_a_fitting_name_is_forged(guarded: Team) -> None:
    guarded.signoff(CY, PATH, signed=True)
    record = guarded.records()[0]
    kept = read(record.read_bytes(), record.name)
    assert isinstance(kept, Record)
    made = replace(kept, statement=replace(kept.statement, email=BO.email, name=BO.name))
    record.unlink()
    guarded.commit(EVE, "Bo now", {ledger_path(made): write(made).decode()})
    (only,) = [each for each in found(guarded)["sign_offs"] if each["email"] == BO.email]
    assert only["state"] == "forged"
    assert only["reason"] == "the statement is not the one that was signed"


def test_a_record_for_another_report_is_worth_nothing(guarded: Team) -> None:
    other = "postmortems/other.yaml"
    text = report(incident_id="INC-43", severity="critical")
    guarded.commit(ADA, "Another", {other: text})
    guarded.sign_off(BO, signed=True, path=other)
    record = guarded.records()[0]
    guarded.commit(EVE, "Copy", {f"{RECORDS}/{record.name}": record.read_text()})
    assert found(guarded, PATH)["state"] == "missing"
    assert found(guarded, other)["state"] == "valid"


def test_a_record_with_a_stolen_identifier_covers_only_its_own_content(guarded: Team) -> None:
    guarded.sign_off(BO, signed=True)
    guarded.commit(EVE, "Another", {"postmortems/b.yaml": report(severity="critical")})
    assert found(guarded, "postmortems/b.yaml")["state"] == "stale"
    assert found(guarded, PATH)["state"] == "valid"


def test_an_old_approval_does_not_cover_new_content(guarded: Team) -> None:
    guarded.sign_off(BO, signed=True)
    record = guarded.records()[0]
    text = record.read_text()
    guarded.change(ADA, OLD, NEW)
    guarded.commit(EVE, "Once more", {f"{RECORDS}/{record.name}": text + "\n"})
    assert states(guarded) == [("Bo Lindqvist", "stale")]


@pytest.mark.parametrize(
    "content", ["", "{}", "[" * 100_000, "x" * 70_000, "\0", '{"statement": 1}']
)
def test_rubbish_in_the_ledger_is_told_and_stops_nothing(guarded: Team, content: str) -> None:
    guarded.sign_off(BO, signed=True)
    guarded.commit(EVE, "Rubbish", {f"{RECORDS}/x.json": content})
    only = found(guarded)
    assert [each["state"] for each in only["sign_offs"]] == ["valid", "forged"]
    assert only["state"] == "valid"


def test_a_link_in_the_ledger_is_not_followed(guarded: Team) -> None:
    guarded.sign_off(BO, signed=True)
    record = guarded.records()[0]
    elsewhere = guarded.folder / "elsewhere.json"
    record.rename(elsewhere)
    record.symlink_to(elsewhere)
    guarded.commit(EVE, "Link")
    for words in ((), ("--rev", "HEAD")):
        assert found(guarded, *words)["state"] == "forged"


def test_control_characters_of_others_do_not_reach_the_terminal(team: Team) -> None:
    evil = Signer("Eve\x1b[2J", "eve@example.com")
    team.sign_off(BO)
    team.change(evil, "severity: major", "severity: minor")
    told = team.verify().out
    assert "\x1b" not in told
    assert "Eve\u241b[2J" in told


# -- what is cut off, and what is odd ------------------------------------------------------------


def cloned(team: Team, *words: str) -> Path:
    folder = team.folder.parent / f"{team.folder.name}-clone"
    git(team.folder, "clone", "--quiet", *words, team.folder.as_uri(), str(folder))
    team.monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("signed", [True, False])
def test_in_a_shallow_clone_nobody_can_tell_who_wrote_it(team: Team, *, signed: bool) -> None:
    if signed:
        team.policy(SIGNED, BO.allowed())
        team.commit(ADA, "Set the policy")
    commit = team.sign_off(BO, signed=signed)
    cloned(team, "--depth", "1")
    done = team.verify()
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        f"{PATH}: unknown (1 approval needed, none holds)\n"
        f"  approved by {BO} on 2026-04-01 in {commit[:10]} "
        f"({'signed' if signed else 'not signed'}): unknown\n"
        "    the history is cut off (shallow clone), so nobody can tell who wrote the report; "
        "`git fetch --unshallow` brings the rest\n"
        "1 report: 1 unknown; 1 report without the approval needed\n"
    )


def test_in_a_shallow_clone_a_change_is_stale_all_the_same(team: Team) -> None:
    team.sign_off(BO)
    team.change(ADA, OLD, NEW)
    cloned(team, "--depth", "1")
    only = found(team)["sign_offs"][0]
    assert only["state"] == "stale"
    assert (
        only["reason"] == "what was signed is not in the history, so nobody can tell what changed"
    )


def test_where_self_approval_counts_a_shallow_clone_is_enough_for_a_signature(team: Team) -> None:
    team.policy(SIGNED + "\nself-approval = true", BO.allowed())
    team.commit(ADA, "Set the policy")
    team.sign_off(BO, signed=True)
    cloned(team, "--depth", "1")
    assert states(team) == [("Bo Lindqvist", "valid")]


def test_in_a_partial_clone_what_is_not_here_is_unknown_and_not_fetched(team: Team) -> None:
    team.change(ADA, OLD, NEW)
    team.sign_off(BO)
    team.git("config", "uploadpack.allowFilter", "true")
    folder = cloned(team, "--filter=blob:none")
    before = git(folder, "count-objects", "-v")
    only = found(team)["sign_offs"][0]
    assert only["state"] == "unknown"
    assert "`git fetch --refetch --no-filter` brings everything here" in only["reason"]
    assert git(folder, "count-objects", "-v") == before


def test_a_whole_clone_knows_it_all(team: Team) -> None:
    team.sign_off(BO)
    cloned(team)
    assert states(team) == [("Bo Lindqvist", "valid")]


def test_a_bare_clone_is_verified_at_its_head_and_at_any_revision(team: Team) -> None:
    team.git("tag", "before")
    team.sign_off(BO)
    cloned(team, "--bare")
    assert states(team) == [("Bo Lindqvist", "valid")]
    assert states(team, "--rev", "main") == [("Bo Lindqvist", "valid")]
    assert states(team, "--rev", "before") == []


def test_a_revision_is_verified_and_not_what_lies_there(team: Team) -> None:
    team.sign_off(BO)
    team.write(PATH, team.read().replace(OLD, NEW))
    assert states(team) == [("Bo Lindqvist", "stale")]
    assert states(team, "--rev", "HEAD") == [("Bo Lindqvist", "valid")]


def test_sha_256_repositories_are_verified(
    tmp_path: Path, pmlint: Callable[..., Ran], team: Team
) -> None:
    folder = tmp_path / "sha256"
    folder.mkdir()
    git(folder, "init", "--quiet", "--object-format=sha256")
    team.monkeypatch.chdir(folder)
    there = Team(folder, pmlint, team.monkeypatch)
    there.policy(SIGNED, BO.allowed())
    there.commit(ADA, "Add the report", {PATH: report()})
    commit = there.sign_off(BO, signed=True)
    assert len(commit) == 64
    assert states(there) == [("Bo Lindqvist", "valid")]
    there.change(CY, OLD, NEW)
    assert states(there) == [("Bo Lindqvist", "stale")]


def test_without_git_pmlint_says_so(team: Team) -> None:
    team.sign_off(BO)
    script = "import sys; from pmlint.cli import main; sys.exit(main(['verify']))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False,
        env={"PATH": "/nowhere", "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "pmlint: error: git is not installed, or not on the PATH\n"


def test_without_ssh_keygen_a_signature_is_unknown(guarded: Team) -> None:
    guarded.sign_off(BO, signed=True)
    folder = guarded.folder.parent / f"{guarded.folder.name}-bin"
    folder.mkdir()
    (folder / "git").symlink_to(str(shutil.which("git")))
    guarded.monkeypatch.setenv("PATH", str(folder))
    only = found(guarded)["sign_offs"][0]
    assert (only["state"], only["reason"]) == (
        "unknown",
        "the signature was not checked: `ssh-keygen` is not installed, or not on the PATH",
    )


def test_outside_of_a_repository_pmlint_says_so(tmp_path: Path, pmlint: Callable[..., Ran]) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / PATH).write_text(report(), encoding="utf-8")
    done = pmlint("verify", PATH)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"pmlint: error: {tmp_path} is in no Git repository\n"


def test_where_there_is_no_report_nothing_is_said_to_hold(
    repository: Path, pmlint: Callable[..., Ran]
) -> None:
    done = pmlint("verify")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("pmlint: error: no report found: there is no YAML file in ")


def test_a_report_that_is_not_there_is_an_error(team: Team) -> None:
    done = team.verify("postmortems/nowhere.yaml")
    assert (done.code, done.out) == (2, "0 reports; 1 report that could not be read\n")
    assert "postmortems/nowhere.yaml: " in done.err


def test_a_report_of_another_repository_is_an_error(team: Team) -> None:
    done = team.verify("../elsewhere.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"pmlint: error: ../elsewhere.yaml is not in the repository {team.folder}\n"
    )


@pytest.mark.parametrize(
    "name",
    ["with space.yaml", "füße.yaml", "new\nline.yaml", "-n.yaml", "--output=x.yaml", ":(top)x.yaml",
     "*.yaml", "'quoted\".yaml", "tab\t.yaml", os.fsdecode(b"lat\xe9.yaml")],
)  # fmt: skip
def test_a_report_of_any_name_is_signed_off_and_verified(team: Team, name: str) -> None:
    team.git("rm", "--quiet", PATH)
    path = f"postmortems/{name}"
    text = report().replace("incident_id: INC-42\n", "")
    team.write(path, text)
    team.commit(ADA, "Rename")
    team.sign_off(BO, path=path)
    assert states(team) == [("Bo Lindqvist", "valid")]
    only = json.loads(team.records()[0].read_text("utf-8"))["statement"]
    assert only["report"] == os.fsencode(path).decode("utf-8", "replace")
    team.change(ADA, OLD, NEW, path)
    assert states(team) == [("Bo Lindqvist", "stale")]


def test_several_reports_are_told_in_the_order_of_their_paths(team: Team) -> None:
    team.commit(ADA, "More", {
        "postmortems/a.yaml": report(incident_id="INC-1", status="draft"),
        "postmortems/z.yaml": report(incident_id="INC-2"),
    })  # fmt: skip
    commit = team.sign_off(BO)
    done = team.verify()
    assert done.code == 1
    assert done.out == (
        f"{PATH}: valid\n"
        f"  approved by {BO} on 2026-04-01 in {commit[:10]} (not signed)\n"
        "postmortems/z.yaml: missing (1 approval needed, none holds)\n"
        "3 reports: 1 valid, 1 missing, 1 that needs no approval yet; "
        "1 report without the approval needed\n"
    )


def test_two_reports_with_one_identifier_are_not_confused(team: Team) -> None:
    team.commit(ADA, "Copy", {"postmortems/z.yaml": report(severity="critical")})
    team.sign_off(BO)
    assert found(team, PATH)["state"] == "valid"
    assert found(team, "postmortems/z.yaml")["state"] == "stale"
    team.sign_off(BO, path="postmortems/z.yaml")
    assert found(team, PATH)["state"] == "valid"
    assert found(team, "postmortems/z.yaml")["state"] == "valid"


def test_from_a_folder_below_paths_are_shown_as_seen_from_there(team: Team) -> None:
    team.monkeypatch.chdir(team.folder / "postmortems")
    name = PATH.rpartition("/")[2]
    assert team.verify(name).out.startswith(f"{name}: missing ")
    assert found(team, name)["path"] == PATH


def test_json_has_the_keys_that_programs_rely_on(team: Team) -> None:
    team.sign_off(BO)
    team.change(ADA, "severity: major", "severity: minor")
    data = json.loads(team.verify("--format", "json").out)
    assert list(data) == ["version", "reports", "unread"]
    assert data["version"] == 1
    (only,) = data["reports"]
    assert set(only) == {
        "path", "state", "sign_offs", "status", "needed", "valid", "met", "notes",
    }  # fmt: skip
    (sign_off,) = only["sign_offs"]
    assert set(sign_off) == {
        "role", "name", "email", "state", "commit", "date", "digest", "changed", "reason", "signed",
    }  # fmt: skip
    (changed,) = sign_off["changed"]
    assert set(changed) == {"pointer", "before", "after", "commit", "label"}
    assert sign_off["digest"].startswith("sha256:")
    assert sign_off["date"] == "2026-04-01T12:01:00Z"


def test_a_history_that_is_told_otherwise_hides_no_author(team: Team) -> None:
    first = team.head()
    team.change(BO, OLD, NEW)
    mine = team.head()
    team.sign_off(BO)
    team.become(EVE)
    other = team.git("commit-tree", f"{mine}^{{tree}}", "-p", first, "-m", "Eve's").strip()
    team.git("replace", mine, other)
    assert team.git("log", "-1", "--format=%an", mine) == "Eve Sand\n"
    assert states(team) == [("Bo Lindqvist", "self_approved")]


def test_grafts_make_it_unknown_who_wrote_it(team: Team) -> None:
    first = team.head()
    team.change(BO, OLD, NEW)
    other = team.commit(ADA, "Go on", {"README": "x\n"})
    team.sign_off(BO)
    team.write(".git/info/grafts", f"{other} {first}\n")
    only = found(team)["sign_offs"][0]
    assert (only["state"], only["reason"]) == (
        "unknown",
        "commits were given other parents here (.git/info/grafts), so nobody can tell who wrote "
        "the report; `git replace --convert-graft-file` takes that back for pmlint",
    )


@pytest.mark.parametrize("kind", ["a file", "a link", "a link further down"])
def test_what_stands_in_the_place_of_the_ledger_is_said(team: Team, kind: str) -> None:
    folder = team.folder / ".pmlint"
    if kind == "a file":
        folder.write_text("x")
    elif kind == "a link":
        folder.symlink_to("postmortems")
    else:
        folder.mkdir()
        (folder / "signoffs").symlink_to("../postmortems")
    team.commit(ADA, "Put something in the way")
    name = ".pmlint/signoffs" if kind == "a link further down" else ".pmlint"
    for words in ((), ("--rev", "HEAD")):
        done = team.verify(*words)
        assert done.code == 1
        assert done.err == (
            f"pmlint: warning: {name} is no folder, so no sign-off can be read from it\n"
        )


def test_reports_that_cannot_be_read_are_named_for_programs_too(team: Team) -> None:
    done = team.verify("--format", "json", "postmortems/nothing.yaml")
    assert done.code == 2
    assert json.loads(done.out)["unread"] == ["postmortems/nothing.yaml"]
