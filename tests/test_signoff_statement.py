"""Statements and records: one form to sign, one name, and nothing read that is not certain."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.frozen import replace
from pmlint.signoff.ledger import Unreadable, folder, ledger_path, read, write
from pmlint.signoff.statement import Record, SignOffRole, Statement, canonical, name

DIGEST = "sha256:" + "0123456789abcdef" * 4
STATEMENT = Statement(
    report="INC-42",
    path="postmortems/2026/inc-42.yaml",
    digest=DIGEST,
    mutable=("/action_items/*/link", "/action_items/*/status"),
    role=SignOffRole.APPROVER,
    name="Bo Lindqvist",
    email="bo@example.com",
    at="2026-04-01T12:00:00Z",
)
RECORD = Record(STATEMENT)
WRITTEN = f"""\
{{
  "statement": {{
    "type": "pmlint-signoff/v1",
    "report": "INC-42",
    "path": "postmortems/2026/inc-42.yaml",
    "digest": "{DIGEST}",
    "mutable": [
      "/action_items/*/link",
      "/action_items/*/status"
    ],
    "role": "approver",
    "name": "Bo Lindqvist",
    "email": "bo@example.com",
    "at": "2026-04-01T12:00:00Z"
  }}
}}
"""
VISIBLE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1)
STATEMENTS = st.builds(
    Statement,
    report=st.text(min_size=1).filter(str.strip),
    path=st.text(min_size=1).filter(str.strip),
    digest=st.just(DIGEST),
    mutable=st.lists(VISIBLE.map("/{}".format)).map(tuple),
    role=st.sampled_from(SignOffRole),
    name=VISIBLE,
    email=VISIBLE.filter(lambda email: not re.search("[<>]", email)),
    at=st.datetimes(min_value=datetime(1970, 1, 1)).map(lambda at: f"{at:%Y-%m-%dT%H:%M:%SZ}"),
    forced=st.text(),
    message=st.text(),
)


def test_a_statement_has_one_canonical_form() -> None:
    assert canonical(STATEMENT).decode() == (
        f'{{"at":"2026-04-01T12:00:00Z","digest":"{DIGEST}","email":"bo@example.com",'
        '"mutable":["/action_items/*/link","/action_items/*/status"],"name":"Bo Lindqvist",'
        '"path":"postmortems/2026/inc-42.yaml","report":"INC-42","role":"approver",'
        '"type":"pmlint-signoff/v1"}'
    )


def test_why_it_was_forced_and_what_was_said_are_part_of_what_is_signed() -> None:
    said = replace(STATEMENT, forced="the owner is on leave", message="read twice")
    data = json.loads(canonical(said))
    assert (data["forced"], data["message"]) == ("the owner is on leave", "read twice")


def test_a_record_is_readable_json_named_for_its_content() -> None:
    assert write(RECORD).decode() == WRITTEN
    assert ledger_path(RECORD) == ".pmlint/signoffs/INC-42/2bff2dd241a567be.json"
    signed = Record(STATEMENT, "-----BEGIN SSH SIGNATURE-----\n…")
    assert name(signed) != name(RECORD)
    assert read(write(signed), ledger_path(signed)) == signed


@given(st.builds(Record, STATEMENTS, st.none() | st.text(min_size=1)))
def test_what_is_written_is_read_back(record: Record) -> None:
    assert read(write(record), ledger_path(record)) == record


def test_a_path_that_is_no_text_is_written_all_the_same() -> None:
    record = Record(replace(STATEMENT, path="lat\udce9.yaml", report="lat\udce9.yaml"))
    found = read(write(record), ledger_path(record))
    assert isinstance(found, Record)
    assert found.statement.path == "lat\ufffd.yaml"
    assert canonical(found.statement) == canonical(record.statement)


@pytest.mark.parametrize(
    "layout",
    [
        json.dumps,
        lambda data: json.dumps(data, indent="\t", sort_keys=True),
        lambda data: "\ufeff" + json.dumps(data, indent=4).replace("\n", "\r\n") + "\r\n\r\n",
        lambda data: json.dumps(data | {"statement": dict(reversed(data["statement"].items()))}),
        lambda data: json.dumps(data | {"statement": data["statement"] | {"forced": ""}}),
    ],
)
def test_whoever_formats_a_record_does_it_no_harm(layout: Any) -> None:
    record = Record(replace(STATEMENT, name="Zoë Ångström", message="ok ✓"), "signature")
    content = layout(json.loads(write(record))).encode()
    assert content != write(record)
    assert read(content, ledger_path(record)) == record


@pytest.mark.parametrize(
    "change",
    [
        {"digest": "sha256:" + "f" * 64},
        {"role": SignOffRole.REVIEWER},
        {"name": "Ada Okafor"},
        {"mutable": ()},
        {"at": "2026-04-02T12:00:00Z"},
        {"message": "x"},
    ],
    ids=str,
)
def test_whoever_changes_a_record_is_found_out(change: dict[str, Any]) -> None:
    changed = write(Record(replace(STATEMENT, **change)))
    assert read(changed, ledger_path(RECORD)) == Unreadable(
        "it does not say what its name stands for: it was changed", tampered=True
    )


@pytest.mark.parametrize("path", ["0123456789abcdef.json", "2bff2dd241a567be.txt", "", "x/"])
def test_a_record_under_another_name_is_none(path: str) -> None:
    found = read(write(RECORD), path)
    assert isinstance(found, Unreadable)
    assert found.tampered


@pytest.mark.parametrize("way", [".pmlint/signoffs/INC-42/{}", "other/{}", "{}", r"a\b\{}"])
def test_a_record_may_lie_in_any_folder(way: str) -> None:
    assert read(write(RECORD), way.format("2bff2dd241a567be.json")) == RECORD


def without(key: str) -> str:
    data = json.loads(WRITTEN)
    del data["statement"][key]
    return json.dumps(data)


def having(**changes: Any) -> str:
    data = json.loads(WRITTEN)
    return json.dumps(data | {"statement": data["statement"] | changes})


UNREADABLE = {
    "": "it is not JSON",
    "{": "it is not JSON",
    "[" * 20_000: "it is not JSON",
    '{"statement": ' + "9" * 5_000 + "}": "it is not JSON",
    "NaN": "NaN is no value",
    "[]": "the file is no mapping",
    "null": "the file is no mapping",
    "{}": "`statement` is missing",
    '{"statement": []}': "`statement` is no mapping",
    '{"statement": 1, "statement": 2}': "the key `statement` stands there twice",
    '{"statement": {}, "x\\u001b\\n": 1}': "unknown key `x??`",
    json.dumps({**json.loads(WRITTEN), "signature": None}): "`signature` takes text",
    json.dumps({**json.loads(WRITTEN), "signature": ""}): "`signature` takes text",
    json.dumps({**json.loads(WRITTEN), "signature": "\udc80"}): "`signature` holds characters that "
    "nobody can see",
    without("type"): "`type` is missing",
    without("mutable"): "`mutable` is missing",
    without("email"): "`email` is missing",
    having(weather="fine"): "unknown key `weather`",
    having(type="pmlint-signoff/v9"): "its type is none that is known here: `pmlint-signoff/v9`",
    having(type=1): "`type` takes text",
    having(report=""): "`report` takes text",
    having(report=" \n"): "`report` takes text",
    having(report="a\udc80"): "`report` holds characters that nobody can see",
    having(path=None): "`path` takes text",
    having(digest="sha256:12"): "`digest` takes sha256: and 64 hexadecimal digits",
    having(digest=DIGEST.upper()): "`digest` takes sha256: and 64 hexadecimal digits",
    having(digest=DIGEST + "\n"): "`digest` takes sha256: and 64 hexadecimal digits",
    having(mutable="/a"): "`mutable` takes a list of texts",
    having(mutable=[1]): "`mutable` takes a list of texts",
    having(mutable=["a"]): "`mutable` takes patterns that begin with /",
    having(mutable=["/a\n"]): "`mutable` takes patterns that begin with /",
    having(role="boss"): "`role` is one of approver, preparer, reviewer, not `boss`",
    having(name=""): "`name` takes text",
    having(name="Bo\nApproved-by: Ada"): "`name` holds characters that nobody can see",
    having(name="Bo\u202eadA"): "`name` holds characters that nobody can see",
    having(name="Bo\x9b31m"): "`name` holds characters that nobody can see",
    having(email="bo@example.com\x1b"): "`email` holds characters that nobody can see",
    having(email="bo@example.com>"): "`email` takes one address",
    having(email="bo @example.com"): "`email` takes one address",
    having(at="yesterday"): "`at` takes a time in UTC such as 2026-04-01T12:00:00Z",
    having(at="2026-02-30T12:00:00Z"): "`at` takes a time in UTC such as 2026-04-01T12:00:00Z",
    having(at="2026-4-1T12:00:00Z"): "`at` takes a time in UTC such as 2026-04-01T12:00:00Z",
    having(at="2026-04-01T12:00:00+00:00"): "`at` takes a time in UTC such as 2026-04-01T12:00:00Z",
    having(at="1969-12-31T23:59:59Z"): "`at` takes a time in UTC such as 2026-04-01T12:00:00Z",
    having(forced=True): "`forced` takes text",
    having(message="\ud800"): "`message` holds characters that nobody can see",
    having(message="x" * 65_536): "it is larger than 64 KiB",
}


@pytest.mark.parametrize("content", UNREADABLE, ids=lambda content: UNREADABLE[content])
def test_what_is_not_certain_is_no_record_and_says_why(content: str) -> None:
    assert read(content.encode(), ledger_path(RECORD)) == Unreadable(UNREADABLE[content])


def test_bytes_that_are_no_text_are_no_record() -> None:
    assert read(b'{"a": "\xe9"}', "x.json") == Unreadable("it is not UTF-8 (byte offset 7)")


@given(st.binary() | st.text().map(str.encode))
def test_no_content_is_an_error(content: bytes) -> None:
    assert isinstance(read(content, "x.json"), Unreadable)


@pytest.mark.parametrize(
    ("report", "expected"),
    {
        "INC-42": "INC-42",
        "postmortems/2026/a b.yaml": "postmortems-2026-a-b.yaml",
        "Störung № 7": "Storung-No-7",
        "../../etc/passwd": "etc-passwd",
        ".git": "git",
        "-rf": "rf",
        "事故": "report",
        "...": "report",
        "": "report",
        "con": "report-con",
        "LPT1.txt": "report-LPT1.txt",
        "console": "console",
        "a.": "a",
        "x" * 300: "x" * 80,
        "a" * 79 + ".b": "a" * 79,
    }.items(),
)
def test_the_folder_of_a_report_is_one_that_every_file_system_takes(
    report: str, expected: str
) -> None:
    assert folder(report) == expected


@given(st.text())
def test_every_report_has_a_folder(report: str) -> None:
    found = folder(report)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,79}", found)
    assert not found.endswith(".")
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", found)
