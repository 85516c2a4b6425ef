"""Fixes are text, not data: what repair makes of any report, and what it leaves alone."""

from __future__ import annotations

import time
from datetime import date

import pytest
from bounds import SECONDS
from hypothesis import given, settings
from hypothesis import strategies as st
from test_properties import TEXTS

from pmlint.catalog import catalog
from pmlint.core_schema import Kind
from pmlint.document import Mapping, Node, Scalar
from pmlint.engine import Task, check
from pmlint.finding import Edit, Finding, Fix, Place, Severity
from pmlint.fixer import compatible, edited
from pmlint.integrity import is_intact
from pmlint.parse import DEFAULT_LIMITS, Limits, parse
from pmlint.repair import MOST_ROUNDS, Repair, repair
from pmlint.source import Source
from pmlint.template import load
from pmlint.text import Span

TASK = Task(
    load(None),
    catalog(),
    frozenset(rule.code for rule in catalog().rules),
    date(2026, 4, 1),
    {},
    {},
    DEFAULT_LIMITS,
)
MARKS = ("", "\ufeff")
TEAM = "team: {}\n"


def findings(content: bytes) -> tuple[Finding, ...]:
    return check(Source("a.yaml", content), TASK, exists=lambda _: True).findings


def repaired(text: str, *, unsafe: bool = False) -> str:
    done = repair(text.encode(), findings, DEFAULT_LIMITS, unsafe=unsafe)
    assert done.endless == ()
    return done.content.decode()


def shape(node: Node) -> object:
    """Return the keys, lists and values of a tree, values as text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return [(shape(entry.key), shape(entry.value)) for entry in node.entries]
    return [shape(item) for item in node.items]


def leaves(node: Node) -> list[tuple[str, Kind]]:
    if isinstance(node, Scalar):
        return [(node.text, node.kind)]
    if isinstance(node, Mapping):
        return [leaf for e in node.entries for n in (e.key, e.value) for leaf in leaves(n)]
    return [leaf for item in node.items for leaf in leaves(item)]


# -- any report -----------------------------------------------------------------------------------


@given(TEXTS, st.sampled_from(MARKS), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@settings(max_examples=150)
def test_repairing_twice_changes_nothing_and_what_is_not_meant_stays(
    text: str, mark: str, end: str, unsafe: bool
) -> None:
    text = mark + text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\n", end)
    once = repaired(text, unsafe=unsafe)
    assert repaired(once, unsafe=unsafe) == once
    assert once.startswith("\ufeff") == text.startswith("\ufeff")
    before, after = parse(text.encode()), parse(once.encode())
    if once == text:
        return
    assert before.root is not None
    assert after.root is not None
    was, now = leaves(before.root), leaves(after.root)
    assert len(was) == len(now)
    for old, new in zip(was, now, strict=True):
        assert old == new or new[1] is Kind.TEXT


@given(TEXTS)
@settings(max_examples=150)
def test_a_fix_that_keeps_the_data_keeps_it(text: str) -> None:
    content = text.removeprefix("\ufeff").encode()
    for finding in findings(content):
        if finding.fix is None or not finding.fix.keeps_data:
            continue
        done = repair(content, lambda now, f=finding: (f,) if now == content else (), TASK.limits)
        before, after = parse(content), parse(done.content)
        assert before.root is not None
        assert after.root is not None
        assert leaves(after.root) == leaves(before.root)
        assert [d.kind for d in after.defects] == [d.kind for d in before.defects]


@given(TEXTS)
@settings(max_examples=60)
def test_what_lies_outside_of_the_edits_stays_byte_for_byte(text: str) -> None:
    text = text.removeprefix("\ufeff")
    fixes = compatible(f.fix for f in findings(text.encode()) if f.fix is not None)
    after = edited(text, fixes)
    at = now = 0
    for edit in sorted({e for fix in fixes for e in fix.edits}, key=lambda e: e.span):
        kept = text[at : edit.span.start]
        assert after[now : now + len(kept)] == kept
        assert after[now + len(kept) :].startswith(edit.text)
        at, now = edit.span.end, now + len(kept) + len(edit.text)
    assert after[now:] == text[at:]


# -- what is not done ------------------------------------------------------------------------------


def finding(fix: Fix) -> Finding:
    return Finding(
        "PM007", "x", Severity.WARNING, "x", "a.yaml", Place(1, 1, 1, 2), (), "", fix, (), ()
    )


def with_fixes(text: str, *fixes: Fix) -> Repair:
    content = text.encode()
    found = tuple(map(finding, fixes))
    return repair(content, lambda now: found if now == content else (), DEFAULT_LIMITS)


@pytest.mark.parametrize(
    ("text", "replaced", "by"),
    [
        ("team: Ada\n", "Ada", "b: c"),
        ("team: Ada\n", "Ada", '"b'),
        ("team: Ada\n", "Ada", "404"),
        ("team: Ada\n", "Ada", "[a]"),
        ("team: a\n", "team", "prepared_by: x\nteam"),
        ("team: &x Ada\nprepared_by: *x\n", "Ada", "b"),
        ("team: !a a\n", "!a a", "a"),
        ("team: a\nprepared_by: b\n", "prepared_by", "team"),
    ],
)
def test_a_fix_that_would_spoil_the_report_is_not_made(text: str, replaced: str, by: str) -> None:
    at = text.index(replaced)
    fix = Fix("", (Edit(Span(at, at + len(replaced)), by),))
    assert with_fixes(text, fix) == Repair(text.encode())


def test_a_fix_that_promises_to_keep_the_data_changes_no_value() -> None:
    edit = Edit(Span(6, 7), "b")
    assert with_fixes("team: a\n", Fix("", (edit,))).content == b"team: b\n"
    assert with_fixes("team: a\n", Fix("", (edit,), keeps_data=True)).content == b"team: a\n"


def test_a_comment_that_ends_a_block_stays_where_the_block_would_grow() -> None:
    text = 'team: |+\n  NO\n# pmlint: ignore[PM007] x\n\nprepared_by: "it"\n'
    assert repaired(text) == text
    assert "ignore" not in repaired(text.replace("|+", "|"))


def test_of_many_fixes_those_are_made_that_are_sound() -> None:
    names = [f"k{number:03}" for number in range(60)]
    text = "".join(f"{name}: a\n" for name in names)
    fixes = [
        Fix("", (Edit(Span(at := text.index(name) + 6, at + 1), "[" if n % 7 == 3 else "b"),))
        for n, name in enumerate(names)
    ]
    done = with_fixes(text, *fixes)
    bad = sum(1 for n in range(60) if n % 7 == 3)
    assert done.fixed == 60 - bad
    assert done.content.decode().count(": a\n") == bad


def test_a_report_of_nothing_but_bad_fixes_takes_no_time() -> None:
    text = "".join(f"k{number:05}: a\n" for number in range(3000))
    fixes = [
        Fix("", (Edit(Span(at, at + 1), "["),))
        for at in range(text.index("a"), len(text), len("k00000: a\n"))
    ]
    begin = time.monotonic()
    assert with_fixes(text, *fixes).content == text.encode()
    assert time.monotonic() - begin < SECONDS


def test_fixes_that_undo_each_other_end_and_change_nothing() -> None:
    def turned(content: bytes) -> tuple[Finding, ...]:
        quote = {"'": '"', '"': "'"}[content.decode()[6]]
        return (finding(Fix("", (Edit(Span(6, 9), f"{quote}a{quote}"),))),)

    done = repair(TEAM.format("'a'").encode(), turned, DEFAULT_LIMITS)
    assert done == Repair(TEAM.format("'a'").encode(), endless=("PM007",))


def test_fixes_that_go_on_and_on_end_and_change_nothing() -> None:
    rounds: list[bytes] = []

    def longer(content: bytes) -> tuple[Finding, ...]:
        rounds.append(content)
        return (finding(Fix("", (Edit(Span(6, 6), "a"),))),)

    assert repair(b"team: a\n", longer, DEFAULT_LIMITS).endless == ("PM007",)
    assert len(rounds) == MOST_ROUNDS


@pytest.mark.parametrize(
    ("content", "limits"),
    [
        (b"team: NO\nprepared_by: \xff\n", DEFAULT_LIMITS),
        (b"team: NO\n" * 2, DEFAULT_LIMITS),
        (b"team: NO # " + b"x" * 99, Limits(bytes=60)),
        (b"team: NO\n", Limits(bytes=9)),
        (b"\xff\xfet\x00", DEFAULT_LIMITS),
    ],
)
def test_what_cannot_be_read_whole_is_never_touched(content: bytes, limits: Limits) -> None:
    fix = Fix("", (Edit(Span(6, 8), '"NO"'),), keeps_data=True)
    found = (finding(fix),)
    done = repair(content, lambda now: found if now == content else (), limits)
    is_twice = content == b"team: NO\n" * 2  # a key that is there twice can be read
    assert done.content == (b'team: "NO"\nteam: NO\n' if is_twice else content)


def test_two_that_do_the_same_are_one_change_and_two_fixed() -> None:
    text = "incident_id: 0010\nteam: 404\n"
    done = repair(text.encode(), findings, DEFAULT_LIMITS, unsafe=True)
    assert done.content == b'incident_id: "0010"\nteam: "404"\n'
    assert repaired(text) == text


def test_an_unsafe_fix_is_made_only_where_it_is_asked_for() -> None:
    text = "incident_titel: x\nteam: NO\n"
    assert repaired(text) == 'incident_titel: x\nteam: "NO"\n'
    assert repaired(text, unsafe=True) == 'incident_title: x\nteam: "NO"\n'


def test_two_keys_are_not_renamed_to_the_same() -> None:
    text = "incident_titel: x\nincident_titl: y\n"
    assert repaired(text, unsafe=True) == "incident_title: x\nincident_titl: y\n"


def test_intact_is_what_reads_the_same() -> None:
    before = parse(b"team: NO # x\nlist: [1, a]\n")
    for text, same in (
        (b'team: "NO"\nlist: [1, "a"]\n', True),
        (b'team: NO\nlist: ["1", a]\n', False),
        (b"team: NO\nlist: [1, a, b]\n", False),
        (b"team: NO\nlist: {1: a}\n", False),
        (b"team: NO\n", False),
        (b"- x\n", False),
        (b"team: [", False),
    ):
        assert is_intact(before, parse(text), ()) is same
