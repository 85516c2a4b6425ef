"""`pmlint signoff`: what it commits, what it leaves alone, and what it refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

import pytest
from conftest import Ran, git
from signers import ADA, BO, CY, EVE, PATH, RECORDS, Signer, Team, founded, report

SIGNED = "    approved_by: Bo Lindqvist\n    date: 2026-04-01\n"
BLOCK = "  signatures:\n    prepared_by: Ada Okafor\n"


@pytest.fixture
def team(repository: Path, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Team:
    return founded(repository, pmlint, monkeypatch)


def refused(team: Team, words: str, *more: str, path: str = PATH) -> None:
    """Make sure that Bo cannot sign off, that he is told why, and that nothing has changed."""
    before = snapshot(team.folder)
    done = team.signoff(BO, path, *more)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"pmlint: error: {words}\n"
    assert snapshot(team.folder) == before


def snapshot(folder: Path) -> dict[str, bytes | str]:
    """Return everything that a repository holds, but for loose objects and this test's settings."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(".git/objects/") or name == ".git/config":
            continue
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


# -- what it does --------------------------------------------------------------------------------


def test_an_approval_is_a_commit_with_a_record_and_the_filled_in_block(team: Team) -> None:
    before = team.head()
    done = team.signoff(BO, PATH)
    assert (done.code, done.err) == (0, "")
    assert done.out == (f"{PATH}: signed off as approver by {BO} in {team.short()} (not signed)\n")
    (record,) = team.records()
    digest = json.loads(record.read_text())["statement"]["digest"]
    assert team.git("log", "-1", "--format=%P|%an <%ae>|%cn <%ce>|%at|%B") == (
        f"{before}|{BO}|{BO}|1775044860|Sign off INC-42 as approver\n\n"
        f"Pmlint-Signoff: INC-42 {digest}\nApproved-by: {BO}\n\n"
    )
    assert team.git("show", "--format=", "--name-status") == (
        f"A\t{RECORDS}/{record.name}\nM\t{PATH}\n"
    )
    assert team.read() == report().replace(BLOCK, BLOCK + SIGNED)
    assert team.git("status", "--porcelain") == ""
    assert json.loads(record.read_text()) == {
        "statement": {
            "type": "pmlint-signoff/v1",
            "report": "INC-42",
            "path": PATH,
            "digest": digest,
            "mutable": [
                "/action_items/*/completed_on",
                "/action_items/*/link",
                "/action_items/*/reason",
                "/action_items/*/status",
                "/appendices/signatures",
                "/status",
            ],
            "role": "approver",
            "name": "Bo Lindqvist",
            "email": "bo@example.com",
            "at": "2026-04-01T12:01:00Z",
        }
    }


@pytest.mark.parametrize(
    ("role", "trailer", "block"),
    [
        ("approver", "Approved-by", BLOCK + SIGNED),
        ("preparer", "Prepared-by", BLOCK),
        ("reviewer", "Reviewed-by", BLOCK),
    ],
)
def test_the_role_is_in_the_message_the_record_and_the_block(
    team: Team, role: str, trailer: str, block: str
) -> None:
    team.sign_off(BO, "--as", role)
    message = team.git("log", "-1", "--format=%B")
    assert message.startswith(f"Sign off INC-42 as {role}\n\nPmlint-Signoff: INC-42 sha256:")
    assert f"\n{trailer}: {BO}\n" in message
    assert json.loads(team.records()[0].read_text())["statement"]["role"] == role
    assert team.read() == report().replace(BLOCK, block)


def test_a_preparer_fills_in_who_prepared_it_and_no_date(team: Team) -> None:
    text = report().replace(BLOCK, "")
    team.commit(ADA, "Empty the block", {PATH: text})
    team.sign_off(ADA, "--as", "preparer")
    assert team.read() == text.rstrip("\n") + "\n" + BLOCK


def test_what_somebody_has_filled_in_is_left_alone(team: Team) -> None:
    text = report().replace(BLOCK, BLOCK + "    approved_by: Cy Moreau\n")
    team.commit(ADA, "Cy approves", {PATH: text})
    team.sign_off(BO)
    assert team.read() == text
    assert team.git("show", "--format=", "--name-only").count("\n") == 1


def test_a_message_is_in_the_commit_and_in_the_record(team: Team) -> None:
    words = "Read it twice.\n\nThe numbers are right."
    team.sign_off(BO, "--message", words)
    message = team.git("log", "-1", "--format=%B")
    assert message.startswith(f"Sign off INC-42 as approver\n\n{words}\n\nPmlint-Signoff: ")
    assert json.loads(team.records()[0].read_text())["statement"]["message"] == words


def test_a_message_cannot_be_an_approval_of_somebody_else(team: Team) -> None:
    forged = f"Pmlint-Signoff: INC-42 sha256:{'0' * 64}\nApproved-by: {CY}"
    team.sign_off(BO, "--message", forged)
    done = team.verify()
    assert "  approved by Bo Lindqvist <bo@example.com>" in done.out
    assert f"  approved by {CY} on 2026-04-01 in {team.short()} (not signed): unknown\n" in done.out


def test_a_report_without_an_incident_id_is_known_by_its_path(team: Team) -> None:
    team.change(ADA, "incident_id: INC-42\n", "")
    team.sign_off(BO)
    assert team.git("log", "-1", "--format=%s") == f"Sign off {PATH} as approver\n"
    (record,) = team.records()
    assert record.parent.name == "postmortems-2026-03-14-checkout.yaml"


def test_signing_off_twice_does_nothing(team: Team) -> None:
    commit = team.sign_off(BO)
    done = team.signoff(BO, PATH)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"{PATH}: you have signed off this very content already; nothing was done\n"
    )
    assert team.head() == commit


def test_each_role_and_each_person_signs_off_for_itself(team: Team) -> None:
    team.sign_off(BO)
    team.sign_off(BO, "--as", "reviewer")
    team.sign_off(CY)
    assert len(team.records()) == 3


def test_a_signature_may_follow_an_approval_without_one(team: Team) -> None:
    team.policy("signatures = true", BO.allowed())
    team.commit(ADA, "Set the policy")
    team.sign_off(BO)
    commit = team.sign_off(BO, signed=True)
    assert team.verify().out.startswith(
        f"{PATH}: valid\n  approved by {BO} on 2026-04-01 in {commit[:10]} (signed)\n"
    )
    assert "nothing was done" in team.signoff(BO, PATH, signed=True).out


def test_a_record_that_somebody_has_forged_keeps_nobody_from_signing(team: Team) -> None:
    team.sign_off(BO)
    team.git("reset", "--soft", "HEAD~1")
    team.commit(EVE, "Bo says it is fine")
    team.sign_off(BO)
    assert team.verify().code == 0


def test_who_warns_of_the_policy_signs_off_all_the_same(team: Team) -> None:
    team.policy('approvers = ["@sre"]')
    team.commit(ADA, "Set the policy")
    done = team.signoff(BO, PATH)
    assert (done.code, done.err) == (
        0,
        "pmlint: warning: the policy ([sign-off] approvers) does not name Bo Lindqvist "
        "<bo@example.com>: this approval will not count\n",
    )
    assert len(team.records()) == 1


def test_a_configuration_can_be_named_or_left_out(team: Team) -> None:
    team.write("pmlint.toml", 'include = "nonsense"\n')
    team.commit(ADA, "Break the configuration")
    assert team.signoff(BO, PATH).code == 2
    assert team.records() == []
    team.write("other.toml", 'ignore = ["PM301"]\n')
    team.change(ADA, "    owner: Jonas Lind\n", "")
    assert team.signoff(BO, PATH, "--config", "other.toml").code == 0
    assert team.signoff(CY, PATH, "--isolated").code == 1


def test_what_steers_a_terminal_is_shown_and_not_obeyed(team: Team) -> None:
    team.commit(ADA, "Odd", {"\x1b[2J.yaml": report()})
    done = team.signoff(BO, "\x1b[2J.yaml")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"␛[2J.yaml: signed off as approver by {BO} in {team.short()} (not signed)\n"
    )
    assert "\x1b" not in team.git("log", "-1", "--format=%B")


def test_a_name_that_the_terminal_cannot_show_stops_nothing(team: Team) -> None:
    team.become(Signer("Bo Åström", "bo@example.com"))
    script = "import sys; from pmlint.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", script, "signoff", PATH], capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b" by Bo \\xc5str\\xf6m <bo@example.com> in " in done.stdout


# -- errors of the report ------------------------------------------------------------------------


def test_a_report_with_errors_is_not_signed_off(team: Team) -> None:
    team.change(ADA, "    owner: Jonas Lind\n", "")
    before = snapshot(team.folder)
    done = team.signoff(BO, PATH)
    assert done.code == 1
    assert "PM301" in done.out
    assert done.err == (
        f"pmlint: error: {PATH} is not signed off: as a final report it has 1 error; mend them "
        "first, or say why it is signed all the same: --force REASON\n"
    )
    assert snapshot(team.folder) == before


def test_a_draft_is_judged_as_if_it_were_final(team: Team) -> None:
    team.change(ADA, "status: final", "status: draft")
    team.change(ADA, "    owner: Jonas Lind\n", "")
    assert team.signoff(BO, PATH).code == 1


def test_a_reason_forces_it_and_is_recorded(team: Team) -> None:
    team.change(ADA, "    owner: Jonas Lind\n", "")
    team.sign_off(BO, "--force", "the team\nis being dissolved")
    assert json.loads(team.records()[0].read_text())["statement"]["forced"] == (
        "the team\nis being dissolved"
    )
    message = team.git("log", "-1", "--format=%B")
    assert message.rstrip().endswith("\nPmlint-Forced: the team is being dissolved")
    assert team.verify().code == 0


def test_a_reason_that_was_not_needed_is_not_recorded(team: Team) -> None:
    team.sign_off(BO, "--force", "just in case")
    assert "forced" not in json.loads(team.records()[0].read_text())["statement"]


@pytest.mark.parametrize("text", ["a: [\n", "", "- x\n", "a: 1\n---\nb: 2\n"])
def test_what_is_no_report_cannot_be_forced(team: Team, text: str) -> None:
    team.commit(ADA, "Break it", {PATH: text})
    done = team.signoff(BO, PATH, "--force", "so what")
    assert done.code == 2
    assert done.err == (
        f"pmlint: error: {PATH} cannot be read as one report: there is nothing to sign\n"
    )
    assert team.records() == []


# -- what is staged and what lies there stays ----------------------------------------------------


def test_what_is_staged_changed_and_new_elsewhere_stays_as_it_is(team: Team) -> None:
    team.commit(ADA, "More", dict.fromkeys(("part", "staged", "gone", "x y"), "one\ntwo\n"))
    team.write("part", "ONE\ntwo\n")
    team.write("staged", "1\n")
    team.write("added", "new\n")
    team.git("add", "part", "staged", "added")
    team.write("part", "ONE\nTWO\n")
    team.write("x y", "changed\n")
    team.write("announced", "later\n")
    team.git("add", "--intent-to-add", "announced")
    team.git("rm", "--quiet", "--cached", "gone")
    team.write("untracked", "x\n")
    team.write(".pmlint/notes", "x\n")
    team.git("update-index", "--assume-unchanged", "x y")
    status, index = team.git("status", "--porcelain"), team.git("ls-files", "--stage", "-v")
    files = {name: team.read(name) for name in ("part", "staged", "added", "x y", "untracked")}
    team.sign_off(BO)
    (record,) = team.records()
    mine = {PATH, f"{RECORDS}/{record.name}"}
    assert team.git("status", "--porcelain").replace("?? .pmlint/notes\n", "") == status.replace(
        "?? .pmlint/\n", ""
    )
    after = team.git("ls-files", "--stage", "-v").splitlines()
    assert [line for line in after if line.split("\t")[1] not in mine] == [
        line for line in index.splitlines() if line.split("\t")[1] not in mine
    ]
    assert {name: team.read(name) for name in files} == files
    assert set(team.git("show", "--format=", "--name-only").split("\n")) == {*mine, ""}


def test_a_conflict_elsewhere_stays_a_conflict(team: Team) -> None:
    team.commit(ADA, "More", {"notes": "one\n"})
    team.write("notes", "stashed\n")
    team.become(ADA)
    team.git("stash", "--quiet")
    team.commit(ADA, "Go on", {"notes": "two\n"})
    subprocess.run(["git", "stash", "pop"], cwd=team.folder, capture_output=True, check=False)
    conflict = team.git("ls-files", "--unmerged")
    assert conflict
    team.sign_off(BO)
    assert team.git("ls-files", "--unmerged") == conflict
    assert team.git("show", "HEAD:notes") == "two\n"


def test_crlf_in_the_working_tree_stays(team: Team) -> None:
    team.git("config", "core.autocrlf", "true")
    (team.folder / PATH).unlink()
    team.git("checkout", "--", PATH)
    assert "\r\n" in team.read()
    team.sign_off(BO)
    assert team.read() == report().replace(BLOCK, BLOCK + SIGNED).replace("\n", "\r\n")
    assert "\r" not in team.git("show", f"HEAD:{PATH}")
    assert team.git("status", "--porcelain") == ""


def test_a_report_that_is_not_on_disk_stays_away(team: Team) -> None:
    team.commit(ADA, "More", {"elsewhere/x": "x\n"})
    team.git("sparse-checkout", "set", "elsewhere")
    assert not (team.folder / PATH).exists()
    team.sign_off(BO)
    assert not (team.folder / PATH).exists()
    assert SIGNED in team.git("show", f"HEAD:{PATH}")
    assert team.git("status", "--porcelain") == ""


def test_the_mode_of_the_report_stays(team: Team) -> None:
    (team.folder / PATH).chmod(0o755)
    team.commit(ADA, "Let it run")
    team.sign_off(BO)
    assert team.git("ls-tree", "HEAD", PATH).startswith("100755 ")
    assert (team.folder / PATH).stat().st_mode & 0o777 == 0o755
    assert team.git("status", "--porcelain") == ""


def test_no_hook_is_run(team: Team) -> None:
    canary = team.folder.parent / f"{team.folder.name}-canary"
    for name in ("pre-commit", "commit-msg", "prepare-commit-msg", "post-commit",
                 "reference-transaction", "post-index-change", "post-checkout"):  # fmt: skip
        hook = team.folder / ".git/hooks" / name
        hook.write_text(f"#!/bin/sh\necho {name} >> {canary}\nexit 1\n")
        hook.chmod(0o755)
    team.sign_off(BO)
    assert not canary.exists()


# -- where it is run -----------------------------------------------------------------------------


def test_it_works_from_a_folder_below(team: Team) -> None:
    team.monkeypatch.chdir(team.folder / "postmortems")
    team.sign_off(BO, path=Path(PATH).name)
    assert team.git("status", "--porcelain") == ""


def test_it_works_in_a_linked_worktree(team: Team) -> None:
    folder = team.folder.parent / f"{team.folder.name}-linked"
    team.git("worktree", "add", "--quiet", "-b", "other", str(folder))
    main = team.head()
    team.monkeypatch.chdir(folder)
    there = Team(folder, team.pmlint, team.monkeypatch, team.minutes)
    commit = there.sign_off(BO)
    assert there.git("status", "--porcelain") == team.git("status", "--porcelain") == ""
    assert (there.head("other"), team.head("main")) == (commit, main)


def test_it_works_on_a_detached_head(team: Team) -> None:
    main = team.head()
    team.git("checkout", "--quiet", "--detach")
    commit = team.sign_off(BO)
    assert (team.head(), team.head("main")) == (commit, main)


def test_the_reflog_tells_of_it(team: Team) -> None:
    team.sign_off(BO)
    assert team.git("reflog", "-1", "--format=%gs") == "commit: Sign off INC-42 as approver\n"


def test_nothing_is_committed_yet(repository: Path, pmlint: Callable[..., Ran]) -> None:
    (repository / "a.yaml").write_text(report(), encoding="utf-8")
    done = pmlint("signoff", "a.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "pmlint: error: nothing is committed here yet, so there is nothing to sign off\n"
    )


def test_a_bare_repository_has_no_branch_to_sign_off_on(team: Team) -> None:
    folder = team.folder.parent / f"{team.folder.name}-bare"
    git(team.folder, "clone", "--quiet", "--bare", ".", str(folder))
    team.monkeypatch.chdir(folder)
    done = team.pmlint("signoff", PATH)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "pmlint: error: a bare repository has no branch that is checked out: sign off in a clone\n"
    )


def test_outside_of_a_repository(tmp_path: Path, pmlint: Callable[..., Ran]) -> None:
    done = pmlint("signoff", "a.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"pmlint: error: {tmp_path} is in no Git repository\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [("merge", "a merge"), ("cherry-pick", "a cherry-pick"), ("rebase", "a rebase"),
     ("revert", "a revert"), ("am", "a rebase")],
)  # fmt: skip
def test_while_something_is_under_way_nothing_is_signed_off(
    team: Team, name: str, words: str
) -> None:
    team.commit(ADA, "One", {"notes": "one\n"})
    team.git("checkout", "--quiet", "-b", "work", "HEAD~1")
    team.commit(ADA, "Two", {"notes": "two\n"})
    if name == "am":
        patch = team.git("format-patch", "-1", "--stdout", "main").encode()
        start = ["git", "am", "--quiet"]
    else:
        patch = b""
        start = ["git", name, "main~1" if name == "revert" else "main"]
        if name == "revert":
            team.commit(ADA, "Three", {PATH: report(severity="minor")})
            start = ["git", "revert", "--no-edit", "HEAD~2"]
    team.become(ADA)
    subprocess.run(start, cwd=team.folder, input=patch, capture_output=True, check=False)
    refused(team, f"{words} is under way in this repository: finish or abort it first")


def test_another_git_at_work_is_told(team: Team) -> None:
    lock = team.folder / ".git/index.lock"
    lock.touch()
    refused(
        team,
        f"another Git is at work in this repository, or one has crashed: there is {lock}; try "
        "again, or remove it if no Git runs here; nothing was committed",
    )


def test_a_locked_branch_is_told_and_the_index_is_as_it_was(team: Team) -> None:
    lock = team.folder / ".git/refs/heads/main.lock"
    lock.touch()
    index = team.git("ls-files", "--stage")
    done = team.signoff(BO, PATH)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "pmlint: error: another Git is at work in this repository, or one has crashed: there is "
        f"{lock}; try again, or remove it if no Git runs here; nothing was committed\n"
    )
    assert team.git("ls-files", "--stage") == index
    assert team.records() == []


def test_a_branch_that_moves_meanwhile_is_not_overwritten(team: Team) -> None:
    from pmlint.repo import Repository
    from pmlint.repo.recording import record

    repository = Repository.open(team.folder)
    old = team.head()
    new = team.commit(ADA, "Go on", {"README": "x\n"})
    index = team.git("ls-files", "--stage")
    with pytest.raises(Exception, match="the branch has moved in the meantime") as caught:
        record(repository, {"x": b"y"}, "Sign off", parent=old).land()
    assert str(caught.value) == (
        "the branch has moved in the meantime, so nothing was committed; try again"
    )
    assert (team.head(), team.git("ls-files", "--stage")) == (new, index)


# -- what it refuses -----------------------------------------------------------------------------


def test_what_is_not_there_is_no_report(team: Team) -> None:
    for path in ("nowhere.yaml", "postmortems", "."):
        refused(team, f"{path} is no report of this repository", path=path)


def test_what_is_elsewhere_is_refused(team: Team) -> None:
    refused(team, f"../x.yaml is not in the repository {team.folder}", path="../x.yaml")


@pytest.mark.parametrize("added", [True, False])
def test_what_is_not_committed_is_refused(team: Team, *, added: bool) -> None:
    team.write("new.yaml", report())
    if added:
        team.git("add", "new.yaml")
    refused(
        team,
        "new.yaml is not committed yet: an approval covers what is committed (git add new.yaml; "
        "git commit)",
        path="new.yaml",
    )


def test_changes_of_the_report_are_refused(team: Team) -> None:
    end = "not committed: an approval covers what is committed, so commit them first"
    team.write(PATH, team.read() + "# more\n")
    refused(team, f"{PATH} has changes that are {end}")
    team.git("add", PATH)
    refused(team, f"{PATH} has staged changes that are {end}")
    team.git("rm", "--quiet", "--cached", PATH)
    refused(team, f"{PATH} has staged changes that are {end}")


def test_a_report_that_is_gone_from_the_disk_is_refused(team: Team) -> None:
    (team.folder / PATH).unlink()
    done = team.signoff(BO, PATH)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"pmlint: error: {team.folder / PATH}: no such file or directory\n"


def test_a_link_in_the_place_of_the_report_is_refused(team: Team) -> None:
    elsewhere = team.folder.parent / f"{team.folder.name}-elsewhere"
    elsewhere.write_text(team.read(), encoding="utf-8")
    (team.folder / PATH).unlink()
    (team.folder / PATH).symlink_to(elsewhere)
    refused(
        team,
        f"{PATH} has changes that are not committed: an approval covers what is committed, so "
        "commit them first",
    )
    team.commit(ADA, "A link")
    refused(team, f"{PATH} is a symbolic link: name the report itself")
    assert SIGNED not in elsewhere.read_text(encoding="utf-8")


@pytest.mark.parametrize("link", [".pmlint", ".pmlint/signoffs"])
def test_a_link_in_the_place_of_the_ledger_is_not_written_through(team: Team, link: str) -> None:
    elsewhere = team.folder.parent / f"{team.folder.name}-elsewhere"
    elsewhere.mkdir()
    (team.folder / link).parent.mkdir(exist_ok=True)
    (team.folder / link).symlink_to(elsewhere)
    refused(team, f"{link} is a file or a link, and sign-offs are kept in a folder of that name")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("how", ["committed", "staged", "untracked"])
def test_a_file_in_the_place_of_the_ledger_is_not_taken_away(team: Team, how: str) -> None:
    team.write(".pmlint", "x\n")
    if how == "staged":
        team.git("add", ".pmlint")
        (team.folder / ".pmlint").unlink()
    elif how == "committed":
        team.commit(ADA, "A file")
        team.git("rm", "--quiet", ".pmlint")
    refused(team, ".pmlint is a file or a link, and sign-offs are kept in a folder of that name")


def test_a_conflict_in_the_report_is_refused(team: Team) -> None:
    team.write(PATH, report(severity="minor"))
    team.become(ADA)
    team.git("stash", "--quiet")
    team.commit(ADA, "Go on", {PATH: report(severity="critical")})
    subprocess.run(["git", "stash", "pop"], cwd=team.folder, capture_output=True, check=False)
    refused(team, f"{PATH} has a conflict that is not resolved yet")


def test_a_submodule_is_no_report(team: Team) -> None:
    oid = team.head()
    team.git("update-index", "--add", "--cacheinfo", f"160000,{oid},sub")
    (team.folder / "sub").mkdir()
    team.become(ADA)
    team.git("commit", "--quiet", "--message", "Sub")
    refused(team, "sub is a submodule: name the report itself", path="sub")


def test_who_is_nobody_signs_off_nothing(team: Team) -> None:
    team.become(BO)
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        team.monkeypatch.delenv(name)
    team.monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    team.git("config", "user.useConfigOnly", "true")
    done = team.pmlint("signoff", PATH)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "pmlint: error: Git does not know who you are: git config --global user.name 'Your Name' "
        "and git config --global user.email you@example.com\n"
    )


@pytest.mark.parametrize(
    ("who", "more", "words"),
    [
        (Signer("Bo\x1b[1m", "bo@example.com"), (), "`name` holds characters that nobody can see"),
        (Signer("Bo\u202e", "bo@example.com"), (), "`name` holds characters that nobody can see"),
        (Signer("Bo", "bo at example"), (), "`email` takes one address"),
        (BO, ("--message", "x" * 70_000), "it is larger than 64 KiB"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(
    team: Team, who: Signer, more: tuple[str, ...], words: str
) -> None:
    done = team.signoff(who, PATH, *more)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"pmlint: error: the sign-off cannot be recorded: {words}; look at user.name, user.email, "
        "--message and --force\n"
    )
    assert team.records() == []


# -- signatures ----------------------------------------------------------------------------------


def verified_commit(team: Team, who: Signer) -> bool:
    allowed = team.folder.parent / f"{team.folder.name}-allowed"
    allowed.write_text(who.allowed())
    words = ["git", "-c", f"gpg.ssh.allowedSignersFile={allowed}", "verify-commit", "HEAD"]
    return subprocess.run(words, cwd=team.folder, capture_output=True, check=False).returncode == 0


def test_with_an_ssh_key_both_statement_and_commit_are_signed(team: Team) -> None:
    done = team.signoff(BO, PATH, signed=True)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(" (signed with your SSH key)\n")
    assert "signature" in json.loads(team.records()[0].read_text())
    assert verified_commit(team, BO)


def test_without_a_signature_if_asked_for_none(team: Team) -> None:
    done = team.signoff(BO, PATH, "--no-sign", signed=True)
    assert done.out.endswith(" (not signed)\n")
    assert "signature" not in json.loads(team.records()[0].read_text())
    assert not verified_commit(team, BO)


def test_commit_gpgsign_alone_signs_nothing(team: Team) -> None:
    team.git("config", "commit.gpgSign", "true")
    assert team.signoff(BO, PATH).out.endswith(" (not signed)\n")


def test_a_signature_without_a_key_is_refused(team: Team) -> None:
    refused(
        team,
        "--sign needs a key, and Git knows none: git config --global gpg.format ssh and git config "
        "--global user.signingKey ~/.ssh/id_ed25519.pub",
        "--sign",
    )


def test_a_key_that_is_not_there_is_told(team: Team) -> None:
    team.git("config", "gpg.format", "ssh")
    team.git("config", "user.signingKey", "/nowhere/key")
    team.become(BO)
    done = team.pmlint("signoff", PATH)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "pmlint: error: there is no key at `/nowhere/key`: name the file of an SSH key; --no-sign "
        "does without a signature\n"
    )
    assert team.records() == []


def test_a_passphrase_that_nobody_can_be_asked_for_is_told(team: Team, tmp_path: Path) -> None:
    key = tmp_path.parent / f"{tmp_path.name}-locked"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "a secret", "-f", str(key)]
    subprocess.run(words, check=True)
    team.git("config", "gpg.format", "ssh")
    team.git("config", "user.signingKey", str(key))
    team.become(BO)
    before = team.head()
    done = team.pmlint("signoff", PATH)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("pmlint: error: the sign-off cannot be signed: ")
    assert done.err.endswith("; --no-sign does without a signature\n")
    assert (team.head(), team.records()) == (before, [])


@pytest.fixture
def agent(team: Team) -> Iterator[None]:
    """Run an ssh-agent that holds the key of Bo."""
    socket = team.folder.parent / f"{team.folder.name}-agent"
    process = subprocess.Popen(
        ["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        team.monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        for _ in range(200):
            added = subprocess.run(["ssh-add", "-q", BO.key], capture_output=True, check=False)
            if added.returncode == 0:
                break
            sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("prefix", ["key::", ""])
def test_a_literal_key_is_signed_with_by_the_agent(team: Team, agent: None, prefix: str) -> None:
    team.git("config", "gpg.format", "ssh")
    team.git("config", "user.signingKey", prefix + BO.public)
    team.become(BO)
    done = team.pmlint("signoff", PATH)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(" (signed with your SSH key)\n")
    assert verified_commit(team, BO)


@pytest.fixture
def gpg(team: Team) -> Iterator[str]:
    """Return the fingerprint of a GPG key of Bo, in a keyring of its own."""
    if shutil.which("gpg") is None:
        pytest.skip("gpg is not installed")
    from tempfile import mkdtemp

    home = mkdtemp(prefix="pmlint-gpg-")  # a short path: the socket of the agent is in it
    team.monkeypatch.setenv("GNUPGHOME", home)
    try:
        words = ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", str(BO),
                 "ed25519", "sign", "never"]  # fmt: skip
        made = subprocess.run(words, capture_output=True, check=False)
        if made.returncode:
            pytest.skip("gpg cannot make a key here")
        listed = subprocess.run(
            ["gpg", "--with-colons", "--list-keys"], capture_output=True, text=True, check=True
        )
        yield next(line for line in listed.stdout.split("\n") if line.startswith("fpr")).split(":")[
            9
        ]
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], capture_output=True, check=False)
        shutil.rmtree(home, ignore_errors=True)


def test_with_a_gpg_key_the_commit_is_signed(team: Team, gpg: str) -> None:
    team.git("config", "user.signingKey", gpg)
    team.become(BO)
    done = team.pmlint("signoff", PATH)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(
        " (the commit is signed, the statement is not: that takes an SSH key)\n"
    )
    words = ["git", "verify-commit", "HEAD"]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


def test_a_gpg_key_that_is_not_there_is_told(team: Team, gpg: str) -> None:
    team.git("config", "user.signingKey", "0" * 40)
    team.become(BO)
    before = team.head()
    done = team.pmlint("signoff", PATH)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(
        f"pmlint: error: the commit could not be signed with the key {'0' * 40}: "
    )
    assert done.err.endswith("; --no-sign does without a signature\n")
    assert (team.head(), team.records()) == (before, [])


# -- the signatures block ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("appendices:\n  signatures:\n    prepared_by: Ada Okafor\n",
         "appendices:\n  signatures:\n    prepared_by: Ada Okafor\n" + SIGNED),
        ("appendices:\n  signatures:  # who\n    approved_by:   # whom?\n    date:\n",
         "appendices:\n  signatures:  # who\n    approved_by: Bo Lindqvist   # whom?\n"
         "    date: 2026-04-01\n"),
        ("appendices:\n  signatures:\n    approved_by: ''\n    date: ~  # when\n",
         "appendices:\n  signatures:\n    approved_by: Bo Lindqvist\n"
         "    date: 2026-04-01  # when\n"),
        ("appendices:  # nothing\n",
         "appendices:  # nothing\n  signatures:\n    approved_by: Bo Lindqvist\n"
         "    date: 2026-04-01\n"),
        ("\n",
         "appendices:\n  signatures:\n    approved_by: Bo Lindqvist\n    date: 2026-04-01\n\n"),
        ("appendices: {signatures: {prepared_by: Ada Okafor}}  # flow\n",
         'appendices: {signatures: {prepared_by: Ada Okafor, approved_by: "Bo Lindqvist", '
         'date: "2026-04-01"}}  # flow\n'),
        ("appendices: {}\n",
         "appendices:\n  signatures:\n    approved_by: Bo Lindqvist\n    date: 2026-04-01\n"),
        ("appendices: {signatures: {approved_by: , date: }}\n",
         'appendices: {signatures: {approved_by: "Bo Lindqvist" , date: "2026-04-01" }}\n'),
        ("appendices:\n    signatures:\n          prepared_by: Ada Okafor  # x\n\n\n# the end\n",
         "appendices:\n    signatures:\n          prepared_by: Ada Okafor  # x\n"
         "          approved_by: Bo Lindqvist\n          date: 2026-04-01\n\n\n# the end\n"),
        ("appendices: &a\n  signatures:\n    prepared_by: Ada Okafor\nextra: *a\n",
         "appendices: &a\n  signatures:\n    prepared_by: Ada Okafor\nextra: *a\n"),
    ],
)  # fmt: skip
def test_the_block_is_filled_in_as_the_report_is_written(team: Team, old: str, new: str) -> None:
    head = report().partition("\nappendices:\n")[0]
    team.commit(ADA, "Another block", {PATH: head + old})
    team.sign_off(BO, "--force", "whatever")
    assert team.read() == head + new
    assert team.verify().code == 0


def test_a_template_without_the_block_gets_a_record_all_the_same(team: Team) -> None:
    schema = json.loads(team.pmlint("schema").out)
    del schema["properties"]["appendices"]["properties"]["signatures"]
    schema = {k: v for k, v in schema.items() if k not in ("if", "then", "allOf")}
    team.write("schema.json", json.dumps(schema))
    team.write("pmlint.toml", 'template = "schema.json"\n')
    text = report().replace(BLOCK, "")
    team.commit(ADA, "Another template", {PATH: text})
    team.sign_off(BO)
    assert team.read() == text
    assert team.verify().code == 0


def test_a_name_that_yaml_would_read_as_something_else_is_quoted(team: Team) -> None:
    team.sign_off(Signer("No", "no@example.com"))
    assert '    approved_by: "No"\n' in team.read()
    assert team.verify().code == 0


def test_a_byte_order_mark_stays(team: Team) -> None:
    team.commit(ADA, "Mark it", {PATH: "\ufeff" + report()})
    team.sign_off(BO)
    assert team.read() == "\ufeff" + report().replace(BLOCK, BLOCK + SIGNED)
