"""What `pmlint verify` says of approvals, in real histories."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran
from signers import ADA, BO, CY, EVE, PATH, Signer, Team, founded, report

SUMMARY = "1 report: 1 {}; 1 report without the approval needed\n"
HOLDS = "1 report: 1 valid; every approval that is needed holds\n"
NEEDED = "(1 approval needed, none holds)"
OLD = "Certificates are renewed by hand"
NEW = "The certificate was renewed by hand"


@pytest.fixture
def team(repository: Path, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Team:
    return founded(repository, pmlint, monkeypatch)


def said(team: Team, *words: str) -> dict[str, Any]:
    """Return what verify says as JSON of the only report."""
    done = team.verify("--format", "json", *words)
    assert done.err == ""
    (found,) = json.loads(done.out)["reports"]
    assert (done.code == 0) is found["met"]
    return dict(found)


def states(team: Team, *words: str) -> list[tuple[str, str]]:
    """Return who signed off the only report, and how each sign-off stands."""
    return [(each["name"], each["state"]) for each in said(team, *words)["sign_offs"]]


def trusting(team: Team, *signers: Signer, options: str = "", more: str = "") -> None:
    """Let the policy ask for signatures, and trust the keys of `signers`."""
    team.policy(f"signatures = true\n{more}", *(who.allowed(options) for who in signers))
    team.commit(ADA, "Set the policy")


# -- every state ---------------------------------------------------------------------------------


def test_without_any_sign_off_the_approval_is_missing(team: Team) -> None:
    done = team.verify()
    assert (done.code, done.err) == (1, "")
    assert done.out == f"{PATH}: missing {NEEDED}\n{SUMMARY.format('missing')}"


def test_a_sign_off_by_somebody_else_is_valid(team: Team) -> None:
    commit = team.sign_off(BO)
    done = team.verify()
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"{PATH}: valid\n  approved by {BO} on 2026-04-01 in {commit[:10]} (not signed)\n{HOLDS}"
    )


def test_a_verified_signature_is_told(team: Team) -> None:
    trusting(team, BO)
    commit = team.sign_off(BO, signed=True)
    assert team.verify().out == (
        f"{PATH}: valid\n  approved by {BO} on 2026-04-01 in {commit[:10]} (signed)\n{HOLDS}"
    )


def test_a_signature_that_nobody_can_check_is_not_called_signed(team: Team) -> None:
    commit = team.sign_off(BO, signed=True)
    assert team.verify().out == (
        f"{PATH}: valid\n"
        f"  approved by {BO} on 2026-04-01 in {commit[:10]} (signature not verified)\n{HOLDS}"
    )
    assert said(team)["sign_offs"][0]["signed"] is False


def test_a_changed_report_is_stale_and_the_change_is_told(team: Team) -> None:
    signed = team.sign_off(BO)
    changed = team.change(ADA, OLD, NEW)
    done = team.verify()
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        f"{PATH}: stale {NEEDED}\n"
        f"  approved by {BO} on 2026-04-01 in {signed[:10]} (not signed): stale\n"
        f"    the report was changed since {changed[:10]} by Ada Okafor\n"
        "    `root_cause`: Certificates are renewed by hand, from a list that only one… → "
        f"The certificate was renewed by hand, from a list that only… ({changed[:10]})\n"
        f"{SUMMARY.format('stale')}"
    )


def test_a_change_that_is_not_committed_is_told(team: Team) -> None:
    team.sign_off(BO)
    team.write(PATH, team.read().replace("severity: major", "severity: minor"))
    found = said(team)["sign_offs"][0]
    assert found["reason"] == "a change that is not committed makes it another report"
    assert found["changed"] == [
        {
            "pointer": "/impact_assessment/severity",
            "label": "`severity`",
            "before": "major",
            "after": "minor",
            "commit": None,
        }
    ]
    assert "    `severity`: major → minor (not committed)\n" in team.verify().out


def test_every_change_since_is_told_with_its_commit(team: Team) -> None:
    team.sign_off(BO)
    first = team.change(ADA, "due_date: 2026-04-10", "due_date: 2026-05-10")
    second = team.change(CY, OLD, NEW)
    found = said(team)["sign_offs"][0]
    assert found["reason"] == f"the report was changed since {first[:10]} by Ada Okafor"
    assert [(each["pointer"], each["commit"]) for each in found["changed"]] == [
        ("/root_cause_analysis/root_cause", second),
        ("/action_items/0/due_date", first),
    ]


def test_who_prepared_the_report_approves_it_in_vain(team: Team) -> None:
    done = team.signoff(ADA, PATH)
    assert done.code == 0
    assert done.err == (
        f"pmlint: warning: Ada Okafor prepared {PATH}: as an approval of one's own report it will "
        "not count; ask somebody else\n"
    )
    found = team.verify()
    assert (found.code, found.err) == (1, "")
    assert found.out == (
        f"{PATH}: self-approved {NEEDED}\n"
        f"  approved by {ADA} on 2026-04-01 in {team.short()} (not signed): self-approved\n"
        f"    Ada Okafor prepared the report\n{SUMMARY.format('self-approved')}"
    )


def test_without_a_signature_where_one_is_asked_for_it_is_unsigned(team: Team) -> None:
    trusting(team, BO)
    commit = team.sign_off(BO)
    done = team.verify()
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        f"{PATH}: unsigned {NEEDED}\n"
        f"  approved by {BO} on 2026-04-01 in {commit[:10]} (not signed): unsigned\n"
        f"    the policy asks for a signature, and there is none\n{SUMMARY.format('unsigned')}"
    )


def test_the_key_of_somebody_else_is_a_forgery(team: Team) -> None:
    trusting(team, BO, EVE)
    commit = forged(team)
    found = said(team)
    assert found["state"] == "forged"
    assert found["sign_offs"][0]["commit"] == commit
    assert found["sign_offs"][0]["reason"].endswith(
        "is that of eve@example.com, not of bo@example.com"
    )
    assert f"{PATH}: forged {NEEDED}\n" in team.verify().out


def forged(team: Team) -> str:
    """Let Eve sign off as Bo, with her own key; return the commit."""
    team.become(BO)
    team.configure(EVE)
    assert team.pmlint("signoff", PATH).code == 0
    return team.head()


def test_a_key_that_nobody_has_allowed_is_not_trusted(team: Team) -> None:
    trusting(team, CY)
    commit = team.sign_off(BO, signed=True)
    done = team.verify()
    assert (done.code, done.err) == (1, "")
    fingerprint = subprocess.run(
        ["ssh-keygen", "-l", "-f", BO.key], capture_output=True, text=True, check=True
    ).stdout.split()[1]
    assert done.out == (
        f"{PATH}: not trusted {NEEDED}\n"
        f"  approved by {BO} on 2026-04-01 in {commit[:10]} (signature not verified): not trusted\n"
        f"    the key {fingerprint} is none of the allowed signers'\n"
        f"{SUMMARY.format('not trusted')}"
    )


@pytest.mark.parametrize(
    ("options", "state"),
    [
        ('valid-before="20260401"', "expired"),
        ('valid-after="20260402"', "expired"),
        ('valid-before="20260402"', "valid"),
        ('valid-after="20260401"', "valid"),
        ('namespaces="git"', "untrusted"),
        ('namespaces="git,pmlint-signoff@v1"', "valid"),
    ],
)
def test_a_key_counts_for_its_time_and_purpose(team: Team, options: str, state: str) -> None:
    trusting(team, BO, options=options)
    team.sign_off(BO, signed=True)
    assert states(team) == [("Bo Lindqvist", state)]


def test_a_backdated_statement_does_not_revive_an_expired_key(team: Team) -> None:
    trusting(team, BO, options='valid-before="20260402"')
    team.sign_off(BO, signed=True)
    team.git("reset", "--soft", "HEAD~1")
    team.monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-05-01T12:00:00+00:00")
    team.git("commit", "--quiet", "--message", "Land it a month later")
    found = said(team)
    assert found["state"] == "expired"
    assert found["sign_offs"][0]["reason"].endswith("of bo@example.com had expired by then")


def test_a_revoked_key_counts_no_longer(team: Team) -> None:
    trusting(team, BO)
    team.sign_off(BO, signed=True)
    team.commit(ADA, "Revoke", {".pmlint/revoked_signers": BO.public + "\n"})
    done = team.verify()
    assert done.code == 1
    assert f"{PATH}: expired or revoked {NEEDED}\n" in done.out
    assert "    the key of bo@example.com is revoked\n" in done.out


def test_an_unsigned_record_that_somebody_else_brought_is_unknown(team: Team) -> None:
    team.sign_off(BO)
    team.git("reset", "--soft", "HEAD~1")
    commit = team.commit(EVE, "Bo says it is fine")
    done = team.verify()
    assert done.code == 1
    assert done.out == (
        f"{PATH}: unknown {NEEDED}\n"
        f"  approved by {BO} on 2026-04-01 in {commit[:10]} (not signed): unknown\n"
        f"    it is not signed, and the commit {commit[:10]} that brought it is by Eve Sand, so "
        f"nobody can tell whether Bo Lindqvist agreed\n{SUMMARY.format('unknown')}"
    )


def test_who_merges_a_forged_record_has_not_approved_it(team: Team) -> None:
    team.git("checkout", "--quiet", "-b", "eve")
    team.sign_off(BO)
    team.git("reset", "--soft", "HEAD~1")
    team.commit(EVE, "Bo says it is fine")
    team.git("checkout", "--quiet", "main")
    team.become(BO)
    team.git("merge", "--quiet", "--no-ff", "eve")
    assert states(team) == [("Bo Lindqvist", "unknown")]


def test_before_anything_is_committed_it_is_unknown_who_signed(
    repository: Path, pmlint: Callable[..., Any], team: Team
) -> None:
    team.sign_off(BO)
    team.git("update-ref", "-d", "HEAD")
    assert states(team) == [("Bo Lindqvist", "unknown")]


# -- what counts ---------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["draft", "review"])
def test_a_report_that_is_not_final_needs_no_approval_yet(team: Team, stage: str) -> None:
    team.change(ADA, "status: final", f"status: {stage}")
    done = team.verify()
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "1 report: 1 that needs no approval yet; every approval that is needed holds\n"
    )


def test_an_approval_given_in_review_holds_when_the_report_becomes_final(team: Team) -> None:
    team.change(ADA, "status: final", "status: review")
    commit = team.sign_off(BO)
    assert team.verify().out == (
        f"{PATH}: valid (in review: no approval is needed yet)\n"
        f"  approved by {BO} on 2026-04-01 in {commit[:10]} (not signed)\n{HOLDS}"
    )
    team.change(ADA, "status: review", "status: final")
    assert states(team) == [("Bo Lindqvist", "valid")]
    assert said(team)["needed"] == 1


@pytest.mark.parametrize("text", ["just words\n", "", "a: [\n"])
def test_what_cannot_be_read_as_a_report_is_not_let_through(team: Team, text: str) -> None:
    team.sign_off(BO)
    team.commit(EVE, "Break it", {PATH: text})
    done = team.verify()
    assert (done.code, done.err) == (1, "")
    assert f"{PATH}: stale {NEEDED}\n" in done.out or f"{PATH}: missing {NEEDED}\n" in done.out


@pytest.mark.parametrize("role", ["reviewer", "preparer"])
def test_only_an_approver_approves(team: Team, role: str) -> None:
    commit = team.sign_off(BO, "--as", role)
    did = {"reviewer": "reviewed", "preparer": "signed as prepared"}[role]
    done = team.verify()
    assert done.code == 1
    assert done.out == (
        f"{PATH}: missing {NEEDED}\n"
        f"  {did} by {BO} on 2026-04-01 in {commit[:10]} (not signed)\n{SUMMARY.format('missing')}"
    )


@pytest.mark.parametrize(
    ("severity", "needed"), [("minor", 0), ("major", 1), ("critical", 2), ("dreadful", 2)]
)
def test_the_policy_says_how_many_approvals_a_severity_needs(
    team: Team, severity: str, needed: int
) -> None:
    team.policy("approvals = { minor = 0, critical = 2 }")
    team.commit(ADA, "Set the policy", {PATH: report(severity=severity)})
    found = said(team)
    assert (found["needed"], found["met"]) == (needed, needed == 0)


def test_two_approvals_take_two_people(team: Team) -> None:
    team.policy("approvals = { major = 2 }")
    team.commit(ADA, "Set the policy")
    first = team.sign_off(BO)
    assert team.verify().out.startswith(
        f"{PATH}: missing (2 approvals needed, 1 of them holds)\n"
        f"  approved by {BO} on 2026-04-01 in {first[:10]} (not signed)\n"
    )
    team.sign_off(BO, signed=True)  # once more, now with a key
    assert states(team) == [("Bo Lindqvist", "valid")]
    assert said(team)["met"] is False
    team.sign_off(CY)
    assert states(team) == [("Bo Lindqvist", "valid"), ("Cy Moreau", "valid")]
    assert said(team)["met"] is True


def test_one_person_with_two_addresses_is_one_approver(team: Team) -> None:
    other = Signer("B. Lindqvist", "bo@old.example")
    team.policy("approvals = { major = 2 }")
    team.commit(ADA, "Set the policy", {".mailmap": f"{BO} {other}\n"})
    team.sign_off(BO)
    team.sign_off(other)
    assert said(team)["met"] is False
    assert states(team) == [("B. Lindqvist", "valid")]


@pytest.mark.parametrize(
    ("policy", "who", "counts"),
    [
        ('approvers = ["Bo Lindqvist"]', BO, True),
        ('approvers = ["bo@example.com"]', BO, True),
        ('approvers = ["Cy Moreau"]', BO, False),
        ('approvers = ["@bo"]\npeople = { "@bo" = ["bo@example.com"] }', BO, True),
        ('approvers = ["@bo"]', BO, False),
        ("code-owners = true", CY, True),
        ("code-owners = true", BO, False),
        ('code-owners = true\napprovers = ["bo@example.com"]', BO, True),
    ],
)
def test_the_policy_says_who_may_approve(
    team: Team, policy: str, who: Signer, counts: bool
) -> None:
    team.policy(policy)
    team.commit(ADA, "Set the policy", {"CODEOWNERS": "/postmortems/ cy@example.com\n"})
    team.signoff(who, PATH)
    assert states(team) == [(who.name, "valid" if counts else "untrusted")]
    if not counts:
        reason = said(team)["sign_offs"][0]["reason"]
        assert reason == "the policy does not name them among those who may approve this report"


def test_a_name_is_nobody_where_signatures_are_asked_for(team: Team) -> None:
    impostor = Signer("Bo Lindqvist", "eve@example.com")
    trusting(team, EVE, more='approvers = ["Bo Lindqvist"]')
    team.become(impostor)
    team.configure(EVE)
    team.pmlint("signoff", PATH)
    assert states(team) == [("Bo Lindqvist", "untrusted")]


# -- four eyes -----------------------------------------------------------------------------------


def test_who_changed_what_is_approved_approves_it_in_vain(team: Team) -> None:
    team.change(BO, OLD, NEW)
    team.sign_off(BO)
    found = said(team)
    assert found["state"] == "self_approved"
    assert found["sign_offs"][0]["reason"] == (
        "Bo Lindqvist has written a part of what was approved"
    )
    team.sign_off(CY)
    assert states(team) == [("Bo Lindqvist", "self_approved"), ("Cy Moreau", "valid")]


def test_self_approval_counts_where_the_policy_says_so(team: Team) -> None:
    team.policy("self-approval = true")
    team.commit(ADA, "Set the policy")
    team.sign_off(ADA)
    assert states(team) == [("Ada Okafor", "valid")]


@pytest.mark.parametrize(
    "prepared",
    [
        "Bo Lindqvist", "bo lindqvist", "bo@example.com", "Bo L <bo@example.com>",
        "Ada Okafor, Bo Lindqvist", "Ada Okafor and Bo Lindqvist (SRE)", "Bo Lindqvist / Ada",
    ],
)  # fmt: skip
def test_who_is_named_as_preparing_it_does_not_approve_it(team: Team, prepared: str) -> None:
    team.commit(ADA, "Say who", {PATH: report(prepared_by=prepared)})
    team.signoff(BO, PATH)
    assert states(team) == [("Bo Lindqvist", "self_approved")]


def test_a_co_author_is_an_author(team: Team) -> None:
    team.write(PATH, team.read().replace(OLD, NEW))
    team.commit(ADA, f"Change it\n\nCo-authored-by: {BO}")
    team.sign_off(BO)
    assert states(team) == [("Bo Lindqvist", "self_approved")]


def test_an_author_under_another_address_is_an_author(team: Team) -> None:
    other = Signer("B. Lindqvist", "bo@old.example")
    team.change(other, OLD, NEW)
    team.commit(ADA, "Tell who is who", {".mailmap": f"{BO} {other}\n"})
    team.sign_off(BO)
    assert states(team) == [("Bo Lindqvist", "self_approved")]


@pytest.mark.parametrize(
    "person",
    [
        "no address",
        "x%0Ay <x@example.com>",
        "a <b> c <d@example.com>",
        "<>",
        "%00 <a b@c>",
        "> <x@y>",
    ],
)
def test_no_name_in_a_message_hides_who_an_author_is(team: Team, person: str) -> None:
    other = Signer("B. Lindqvist", "bo@old.example")
    team.change(other, OLD, NEW)
    team.commit(
        EVE,
        f"Nothing\n\nPmlint-Signoff: INC-7 sha256:{'0' * 64}\nApproved-by: {person}\n\n"
        f"Co-authored-by: {person}",
        {".mailmap": f"{BO} {other}\n"},
    )
    team.sign_off(BO)
    assert states(team) == [("Bo Lindqvist", "self_approved")]


def test_a_squash_of_ones_own_work_with_ones_own_approval_is_self_approved(team: Team) -> None:
    team.git("checkout", "--quiet", "-b", "work")
    team.change(BO, OLD, NEW)
    team.sign_off(BO)
    team.git("checkout", "--quiet", "main")
    team.git("merge", "--squash", "--quiet", "work")
    team.commit(BO, "Everything")
    assert states(team) == [("Bo Lindqvist", "self_approved")]


def evil_merge(team: Team) -> None:
    """Let Bo merge a branch of Cy, and change something besides."""
    team.git("checkout", "--quiet", "-b", "work")
    team.change(CY, "Nobody watched", "No one watched")
    team.git("checkout", "--quiet", "main")
    team.commit(ADA, "Go on", {"README": "x\n"})
    team.become(BO)
    team.git("merge", "--quiet", "--no-ff", "--no-commit", "work")
    team.write(PATH, team.read().replace(OLD, NEW))
    team.git("add", "--all")
    team.git("commit", "--quiet", "--message", "Merge")


def clean_merge(team: Team) -> None:
    """Let Bo merge changes of Cy and Ada to two parts of the report."""
    team.git("checkout", "--quiet", "-b", "work")
    team.change(CY, "Nobody watched", "No one watched")
    team.git("checkout", "--quiet", "main")
    team.change(ADA, OLD, NEW)
    team.become(BO)
    team.git("merge", "--quiet", "--no-ff", "work")


def evil_merge_and_rename(team: Team) -> None:
    """Let Bo do as above, and Ada rename the report there and back: she makes the same file."""
    evil_merge(team)
    for old, new in ((PATH, "postmortems/x.yaml"), ("postmortems/x.yaml", PATH)):
        team.git("mv", old, new)
        team.commit(ADA, "Rename")


def renaming_merge(team: Team) -> None:
    """Let Bo merge a branch in which Cy renamed and changed what Ada changed meanwhile."""
    other = "postmortems/checkout.yaml"
    team.git("checkout", "--quiet", "-b", "work")
    team.git("mv", PATH, other)
    team.commit(CY, "Rename it")
    team.change(CY, "Nobody watched", "No one watched", other)
    team.git("checkout", "--quiet", "main")
    team.change(ADA, OLD, NEW)
    team.become(BO)
    team.git("merge", "--quiet", "--no-ff", "work")
    team.git("mv", other, PATH)
    team.commit(ADA, "Rename it back")


def reformat(team: Team) -> None:
    text = team.read().replace("team: Payments SRE", "team: 'Payments SRE'  # of Berlin")
    team.commit(BO, "Reformat", {PATH: text})


def close(team: Team) -> None:
    text = team.read().replace("    kind: detect\n", "    kind: detect\n    status: done\n")
    team.commit(BO, "Close an item", {PATH: text})


def rename(team: Team) -> None:
    team.git("mv", PATH, "postmortems/x.yaml")
    team.commit(BO, "Rename")
    team.git("mv", "postmortems/x.yaml", PATH)
    team.commit(BO, "Rename")


def commit_for_others(team: Team) -> None:
    team.become(BO)
    team.monkeypatch.setenv("GIT_AUTHOR_NAME", ADA.name)
    team.monkeypatch.setenv("GIT_AUTHOR_EMAIL", ADA.email)
    team.write(PATH, team.read().replace(OLD, NEW))
    team.git("commit", "--quiet", "--all", "--message", "Apply the patch of Ada")


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (evil_merge, "self_approved"),
        (evil_merge_and_rename, "self_approved"),
        (clean_merge, "valid"),
        (renaming_merge, "valid"),
        (reformat, "valid"),
        (close, "valid"),
        (rename, "valid"),
        (commit_for_others, "valid"),
    ],
)
def test_an_author_is_who_changed_the_content(
    team: Team, act: Callable[[Team], None], state: str
) -> None:
    act(team)
    team.sign_off(BO)
    assert states(team) == [("Bo Lindqvist", state)]


def test_what_somebody_else_had_approved_is_ones_own_no_more(team: Team) -> None:
    team.change(BO, OLD, NEW)
    team.sign_off(CY)
    team.change(ADA, "Nobody watched", "No one watched")
    team.sign_off(BO)
    assert states(team) == [("Cy Moreau", "stale"), ("Bo Lindqvist", "valid")]


def test_an_approval_of_the_same_content_takes_nothing_from_its_author(team: Team) -> None:
    team.policy("approvals = { major = 2 }")
    team.commit(ADA, "Set the policy")
    team.change(BO, OLD, NEW)
    team.sign_off(CY)
    team.sign_off(BO)
    assert states(team) == [("Cy Moreau", "valid"), ("Bo Lindqvist", "self_approved")]
    assert said(team)["met"] is False


def test_an_accomplice_who_may_not_approve_launders_nothing(team: Team) -> None:
    team.policy('approvers = ["bo@example.com"]')
    team.commit(ADA, "Set the policy")
    team.change(BO, OLD, NEW)
    team.signoff(EVE, PATH)
    team.change(EVE, "Nobody watched", "No one watched")
    team.sign_off(BO)
    assert states(team) == [("Eve Sand", "stale"), ("Bo Lindqvist", "self_approved")]


def test_a_forged_approval_launders_nothing(team: Team) -> None:
    team.change(BO, OLD, NEW)
    team.sign_off(CY)
    team.git("reset", "--soft", "HEAD~1")
    team.commit(EVE, "Cy says it is fine")
    team.change(EVE, "Nobody watched", "No one watched")
    team.sign_off(BO)
    assert states(team)[-1] == ("Bo Lindqvist", "self_approved")


def test_a_forged_record_does_not_take_the_place_of_a_real_one(team: Team) -> None:
    real = team.sign_off(BO)
    team.change(ADA, OLD, NEW)
    team.sign_off(BO)
    team.git("reset", "--soft", "HEAD~1")
    team.commit(EVE, "Bo says it is fine")
    team.change(ADA, "Nobody watched", "No one watched")
    assert states(team) == [("Bo Lindqvist", "stale"), ("Bo Lindqvist", "stale")]
    assert said(team)["sign_offs"][0]["commit"] == real


def test_a_report_with_another_ending_has_authors_too(team: Team) -> None:
    path = "postmortems/checkout.report"
    team.commit(BO, "Write", {path: report(incident_id="INC-43")})
    team.sign_off(BO, path=path)
    assert states(team, path) == [("Bo Lindqvist", "self_approved")]


# -- what was taken back -------------------------------------------------------------------------


def test_nobody_else_can_undo_a_withdrawal(team: Team) -> None:
    team.sign_off(BO)
    team.become(BO)
    team.git("revert", "--no-edit", "HEAD")
    assert said(team)["state"] == "missing"
    team.become(ADA)
    team.git("revert", "--no-edit", "HEAD")
    found = said(team)
    assert found["state"] == "unknown"
    assert "that brought it is by Ada" in found["sign_offs"][0]["reason"]


def test_whoever_took_it_back_can_put_it_back(team: Team) -> None:
    team.sign_off(BO)
    team.become(BO)
    team.git("revert", "--no-edit", "HEAD")
    team.become(BO)
    team.git("revert", "--no-edit", "HEAD")
    assert said(team)["state"] == "valid"


def test_what_only_a_message_of_somebody_else_tells_is_unknown_and_not_stale(team: Team) -> None:
    words = f"x\n\nPmlint-Signoff: {PATH} sha256:{'0' * 64}\nApproved-by: {BO}\n"
    team.become(ADA)
    team.git("commit", "--quiet", "--allow-empty", "-m", words)
    assert states(team) == [(BO.name, "unknown")]
