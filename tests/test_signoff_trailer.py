"""Trailers: what a commit message tells of a sign-off, however it came to look."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import git
from hypothesis import given
from hypothesis import strategies as st

from pmlint.frozen import replace
from pmlint.signoff.statement import Record, SignOffRole, Statement
from pmlint.signoff.trailer import Trailer, co_authors, message, trailers

DIGEST = "sha256:" + "0123456789abcdef" * 4
STATEMENT = Statement(
    report="INC-42",
    path="postmortems/inc-42.yaml",
    digest=DIGEST,
    mutable=(),
    role=SignOffRole.APPROVER,
    name="Bo Lindqvist",
    email="bo@example.com",
    at="2026-04-01T12:00:00Z",
)
TOLD = Trailer("INC-42", DIGEST, SignOffRole.APPROVER, "Bo Lindqvist", "bo@example.com")
PLAIN = f"""\
Approve INC-42

Read twice.

Pmlint-Signoff: INC-42 {DIGEST}
Approved-by: Bo Lindqvist <bo@example.com>
"""


def test_a_message_ends_with_its_trailers() -> None:
    assert message(Record(STATEMENT), "Approve INC-42", "Read twice.") == PLAIN
    forced = replace(STATEMENT, role=SignOffRole.REVIEWER, forced="the owner\nis on leave")
    assert message(Record(forced), "Review\nINC-42") == (
        "Review INC-42\n\n"
        f"Pmlint-Signoff: INC-42 {DIGEST}\n"
        "Reviewed-by: Bo Lindqvist <bo@example.com>\n"
        "Pmlint-Forced: the owner is on leave\n"
    )


@pytest.mark.parametrize("role", SignOffRole)
def test_git_knows_the_trailers_too(role: SignOffRole, repository: Path) -> None:
    record = Record(replace(STATEMENT, role=role, report="a b\n%.yaml", forced="on leave"))
    text = message(record, "Approve\tit", "A: \0body\r\nof two lines\n\n")
    git(repository, "commit", "--quiet", "--allow-empty", "-m", text)
    said = git(repository, "log", "-1", "--format=%(trailers)")
    word = {"approver": "Approved", "preparer": "Prepared", "reviewer": "Reviewed"}[role.value]
    assert said.strip() == (
        f"Pmlint-Signoff: a b%0A%25.yaml {DIGEST}\n"
        f"{word}-by: Bo Lindqvist <bo@example.com>\n"
        "Pmlint-Forced: on leave"
    )
    stored = git(repository, "log", "-1", "--format=%B")
    assert stored.rstrip("\n") + "\n" == text
    expected = Trailer("a b\n%.yaml", DIGEST, role, "Bo Lindqvist", "bo@example.com")
    assert trailers(stored) == (expected,)


@given(
    st.text(min_size=1), st.text(), st.text(), st.sampled_from(SignOffRole), st.text(), st.text()
)
def test_what_a_message_says_is_read_back(
    report: str, name: str, email: str, role: SignOffRole, subject: str, body: str
) -> None:
    record = Record(replace(STATEMENT, report=report, name=name, email=email, role=role))
    text = message(record, subject, body)
    assert trailers(text)[-1] == Trailer(report, DIGEST, role, name, email)
    assert len(trailers(message(record, "s", "b"))) == 1


@given(st.text(min_size=1), st.text())
def test_no_report_and_no_name_writes_a_line_of_its_own(report: str, name: str) -> None:
    text = message(Record(replace(STATEMENT, report=report, name=name)), "s")
    assert len(text.splitlines()) == 4


def test_nobody_speaks_for_others_by_a_name_with_a_line_break() -> None:
    sly = replace(STATEMENT, name="Bo\nApproved-by: Ada", email="x>\nApproved-by: A <a@b")
    text = message(Record(sly), "s", "b")
    assert text.count("\nApproved-by:") == 1
    found = trailers(text)
    assert [(trailer.name, trailer.email) for trailer in found] == [(sly.name, sly.email)]


FORMS = {
    "windows": PLAIN.replace("\n", "\r\n"),
    "old mac": PLAIN.replace("\n", "\r"),
    "squash": "Squashed commit of the following:\n\ncommit 1234567\nAuthor: Bo <bo@x>\n\n"
    + "".join(f"    {line}\n" for line in PLAIN.splitlines()),
    "bullets": f"Title (#7)\n\n* Approve INC-42\n\n* Pmlint-Signoff: INC-42 {DIGEST}\n"
    "* Approved-by: Bo Lindqvist <bo@example.com>\n",
    "bullet and text": f"Title (#7)\n\n* Approve INC-42\n\nPmlint-Signoff: INC-42 {DIGEST}\n"
    "Approved-by: Bo Lindqvist <bo@example.com>\n\n* Fix a typo\n\n---------\n\n"
    "Co-authored-by: Cy <cy@example.com>\n",
    "mail": PLAIN + "-- \n2.39.5\n",
    "other case": PLAIN.replace("Pmlint-Signoff", "PMLINT-SIGNOFF").replace("-by", "-BY"),
    "others between": PLAIN.replace("Approved-by", "Signed-off-by: Cy <c@x.org>\nApproved-by"),
    "blanks": PLAIN.replace(": ", " :\t ").replace("\n", "  \n"),
    "twice named": PLAIN + "Reviewed-by: Ada Okafor <ada@example.com>\n",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_sign_off_is_found_wherever_it_stands(form: str) -> None:
    assert trailers(FORMS[form]) == (TOLD,)


def test_every_sign_off_of_a_squash_is_found_with_its_own_person() -> None:
    other = DIGEST.replace("0", "f")
    text = (
        f"{PLAIN}\nPmlint-Signoff: INC-43 {other}\nReviewed-by: Ada Okafor <ada@example.com>\n"
        f"Pmlint-Signoff: INC-44 {DIGEST}\n\nApproved-by: Nobody <n@example.com>\n"
    )
    assert trailers(text) == (
        TOLD,
        Trailer("INC-43", other, SignOffRole.REVIEWER, "Ada Okafor", "ada@example.com"),
        Trailer("INC-44", DIGEST),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"> Pmlint-Signoff: INC-42 {DIGEST}",
        f"see Pmlint-Signoff: INC-42 {DIGEST}",
        f"Pmlint-Signoff: {DIGEST}",
        f"Pmlint-Signoff: INC-42 {DIGEST[:-1]}",
        f"Pmlint-Signoff: INC-42 {DIGEST}0",
        f"Pmlint-Signoff: INC-42 {DIGEST} and more",
        "Pmlint-Signoff: INC-42",
        "Pmlint-Signoff:",
        "Approved-by: Bo Lindqvist <bo@example.com>",
    ],
)
def test_what_is_no_sign_off_is_none(text: str) -> None:
    assert trailers(text) == ()


def test_a_person_without_an_address_is_a_name() -> None:
    text = f"Pmlint-Signoff: INC-42 {DIGEST}\nApproved-by: Bo Lindqvist"
    assert trailers(text) == (Trailer("INC-42", DIGEST, SignOffRole.APPROVER, "Bo Lindqvist", ""),)


@given(st.text())
def test_no_message_is_an_error(text: str) -> None:
    assert trailers(text) == ()
    assert isinstance(co_authors(text), tuple)


def test_co_authors_are_found_in_any_case_and_each_once() -> None:
    text = (
        "Title\n\nCo-authored-by: Ada Okafor <ada@example.com>\n"
        "    co-Authored-By: Bo % <bo%41@example.com>\r\n"
        "* CO-AUTHORED-BY:Cy<cy@example.com>\n\nmore text\n"
        "Co-authored-by: Ada Okafor <ada@example.com>\n"
        "Co-authored-by: Dee\nCo-authored-by:\nCo-authored-by: <>\n"
        "not Co-authored-by: Eve <eve@example.com>\n"
    )
    assert co_authors(text) == (
        ("Ada Okafor", "ada@example.com"),
        ("Bo %", "bo%41@example.com"),
        ("Cy", "cy@example.com"),
        ("Dee", ""),
    )
