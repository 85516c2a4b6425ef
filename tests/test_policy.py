"""The policy: how many approvals, by whom, and who is whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.policy import Policy
from pmlint.signoff.approver import may_approve, same_person

ADA = ("Ada Okafor", "ada@example.com")
BO = ("Bo Lindqvist", "bo@example.com")


def test_one_approval_is_enough_unless_the_policy_asks_for_more() -> None:
    assert [Policy().needed(word) for word in ("minor", "major", "critical")] == [1, 1, 1]
    strict = Policy(approvals={"minor": 0, "major": 1, "critical": 2})
    assert [strict.needed(word) for word in ("minor", "major", "critical")] == [0, 1, 2]


def test_a_severity_that_nobody_knows_needs_as_many_as_the_worst() -> None:
    assert Policy(approvals={"minor": 0, "critical": 3}).needed("SEV-7") == 3
    assert Policy(approvals={}).needed("minor") == 1


@given(st.text(), st.text())
def test_without_approvers_anybody_may_approve(name: str, email: str) -> None:
    assert may_approve(name, email, Policy())


@pytest.mark.parametrize(
    "approver",
    [
        "Bo Lindqvist",
        "bo  LINDQVIST",
        "bo@example.com",
        " BO@Example.COM ",
        "@bo",
        "@BO",
        "@acme/sre",
    ],
)
def test_an_approver_is_named_by_name_address_handle_or_team(approver: str) -> None:
    people = {"@Bo": ("bo@example.com",), "acme/SRE": ("cy@example.com", "@bo")}
    policy = Policy(approvers=(approver,), people=people)
    assert may_approve(*BO, policy)
    assert not may_approve(*ADA, policy)


def test_two_spellings_of_a_handle_add_up() -> None:
    people = {"bo": ("bo@example.com",), "@Bo": ("bo@home.example",)}
    policy = Policy(approvers=("@bo",), people=people)
    assert may_approve("", "bo@example.com", policy)
    assert may_approve("", "bo@home.example", policy)


def test_teams_that_name_each_other_end() -> None:
    people = {"a": ("@b", "Ada Okafor"), "b": ("@a",)}
    assert may_approve(*ADA, Policy(approvers=("@b",), people=people))
    assert not may_approve(*BO, Policy(approvers=("@b",), people=people))


@pytest.mark.parametrize(
    ("email", "is_bo"),
    [
        ("bo@users.noreply.github.com", True),
        ("123+bo@users.noreply.github.com", True),
        ("123+Bo@users.noreply.GitHub.com", True),
        ("123-bo@users.noreply.gitlab.com", True),
        ("123-bo@users.noreply.github.com", False),
        ("bo@users.noreply.gitlab.com", False),
        ("123+bob@users.noreply.github.com", False),
        ("x+bo@users.noreply.github.com", False),
        ("bo@users.noreply.github.com.evil.example", False),
        ("bo@example.com", False),
        ("bo", False),
        ("", False),
    ],
)
def test_a_handle_is_known_by_its_hidden_address(email: str, is_bo: bool) -> None:
    assert may_approve("Bo", email, Policy(approvers=("@bo",))) is is_bo


def test_a_team_is_nobodys_hidden_address() -> None:
    policy = Policy(approvers=("@acme/sre",))
    assert not may_approve("x", "acme/sre@users.noreply.github.com", policy)


def test_nobody_is_not_an_approver() -> None:
    policy = Policy(approvers=("", "  ", "...", "@", "@x"), people={"x": ("", "@")})
    assert not may_approve("", "", policy)
    assert not may_approve("...", "@", policy)


def test_owners_count_only_where_the_policy_asks_for_them() -> None:
    owners = ("@bo", "cy@example.com")
    hidden = "1+bo@users.noreply.github.com"
    asked = Policy(code_owners=True)
    assert may_approve("Bo", hidden, asked, owners)
    assert may_approve("Cy", "cy@example.com", asked, owners)
    assert not may_approve(*ADA, asked, owners)
    both = Policy(code_owners=True, approvers=("Ada Okafor",))
    assert may_approve(*ADA, both, owners)
    assert not may_approve("Bo", hidden, Policy(approvers=("Ada Okafor",)), owners)


def test_that_nobody_owns_a_report_is_no_leave_for_everybody() -> None:
    assert not may_approve(*ADA, Policy(code_owners=True), ())


def test_one_address_or_one_full_name_is_one_person() -> None:
    assert same_person(ADA, ("A. Okafor", "ADA@example.com"))
    assert same_person(ADA, ("ada  okafor", "ada@home.example"))
    assert not same_person(ADA, BO)
    assert not same_person(("Ada", ""), ADA)
    assert not same_person(("", ""), ("", ""))
    assert not same_person(("...", " "), ("—", ""))


@given(st.text(), st.text(), st.text(), st.text())
def test_who_is_whom_does_not_depend_on_who_comes_first(a: str, b: str, c: str, d: str) -> None:
    assert same_person((a, b), (c, d)) is same_person((c, d), (a, b))
