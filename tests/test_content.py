"""A digest stands for what a report says, and for nothing else."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.content import JsonValue, content, mutable
from pmlint.digest import digest
from pmlint.parse import Limits, parse
from pmlint.postmortem import Postmortem
from pmlint.shape import Shape
from pmlint.template import load

OWN = Path(__file__).parent / "templates" / "massnahmen.schema.json"

TEXT = """\
incident_title: Checkout down
status: final
incident_description:
  what_happened: |
    The certificate expired.

    Nobody noticed.
  timeline:
    - time: 2026-03-14T09:12:00Z
      event: First page
    - time: 2026-03-14T09:20:00Z
      event: Certificate renewed
impact_assessment:
  severity: major
action_items:
  - id: AI-1
    action_item: Rotate the keys
    owner: Ada Okafor
    due_date: 2026-04-30
    status: open
  - action_item: Write a runbook
    owner: Bo Lindqvist
    due_date: 2026-05-31
appendices:
  signatures:
    prepared_by: Ada Okafor
"""

HIDDEN = ("/action_items/*/status", "/appendices/signatures")


def report(text: str | bytes, template: Path | None = None) -> Postmortem:
    """Return the report `text`."""
    loaded = load(template)
    document = parse(text.encode() if isinstance(text, str) else text)
    assert document.root is not None, document.defects
    return Postmortem(document, loaded.shape, loaded.vocabulary())


def changed(old: str, new: str) -> str:
    """Return the report with `new` in place of `old`."""
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


def shape(schema: str) -> Shape:
    """Return the shape of a template."""
    return Shape.of(json.loads(schema))


def test_the_content_is_what_the_report_says() -> None:
    assert content(report(TEXT), HIDDEN) == {
        "incident_title": "Checkout down",
        "status": "final",
        "incident_description": {
            "what_happened": "The certificate expired.\n\nNobody noticed.",
            "timeline": [
                {"time": "2026-03-14T09:12:00Z", "event": "First page"},
                {"time": "2026-03-14T09:20:00Z", "event": "Certificate renewed"},
            ],
        },
        "impact_assessment": {"severity": "major"},
        "action_items": [
            {
                "id": "AI-1",
                "action_item": "Rotate the keys",
                "owner": "Ada Okafor",
                "due_date": "2026-04-30",
            },
            {
                "action_item": "Write a runbook",
                "owner": "Bo Lindqvist",
                "due_date": "2026-05-31",
            },
        ],
    }


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Rotate", "Rotate"),
        ("' Rotate\u00a0 '", "Rotate"),
        ("|\n  one \n\n  two\t\n\n", "one\n\ntwo"),
        ('"e\\u0301"', "é"),
        ("2026-04-30", "2026-04-30"),
        ("14:47", "14:47"),
        ("NO", "NO"),
        ("true", True),
        ("'true'", "true"),
        ("7", 7),
        ("0o17", 15),
        ("1.0", 1),
        ("-0.0", 0),
        ("1.5e3", 1500),
        ("2.5", 2.5),
        ("9007199254740991", 2**53 - 1),
        ("9007199254740992", "9007199254740992"),
        ("-9007199254740992", "-9007199254740992"),
        (".inf", ".inf"),
        ("-.INF", "-.INF"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("!!float 0x" + "F" * 300, "0x" + "F" * 300),
        ('"\\ud83d\\ude00"', "😀"),
        ('"a \\ud800 b"', "a \\ud800 b"),
        ("[a, ~, '', [], {}, b]", ["a", None, None, None, None, "b"]),
        ("[~]", [None]),
        ("{b: 1, a: }", {"b": 1}),
        ("{a: {b: }}", None),
        ("[Date]", ["Date"]),
        ("{{name}}", {"{name}": None}),
        ("", None),
        ("~", None),
        ("' '", None),
        ("[]", None),
        ("{}", None),
    ],
)
def test_a_value_is_what_yaml_and_json_both_know(written: str, value: JsonValue) -> None:
    said = content(report(f"incident_title: x\nextra: {written}\n"))
    assert said == {"incident_title": "x"} | ({} if value is None else {"extra": value})
    assert digest(report(f"extra: {written}\n")) is not None


def test_a_boolean_is_no_number() -> None:
    assert content(report("extra: true")) == {"extra": True}
    assert digest(report("extra: true")) != digest(report("extra: 1"))


def test_keys_that_read_alike_both_count() -> None:
    text = '"\\ud800": one\n"\\\\ud800": two\n'
    assert content(report(text)) == {"\\ud800": "two", "\\ud800\\": "one"}
    turned = "".join(reversed(text.splitlines(keepends=True)))
    assert content(report(turned)) == content(report(text))


def test_what_may_change_is_left_out_with_all_below_it() -> None:
    assert mutable(load().shape) == (
        "/action_items/*/completed_on",
        "/action_items/*/link",
        "/action_items/*/reason",
        "/action_items/*/status",
        "/appendices/signatures",
        "/status",
    )


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{}", ()),
        ('{"x-pmlint-mutable": true}', ("",)),
        ('{"properties": {"a/b": {"x-pmlint-mutable": true}}}', ("/a~1b",)),
        ('{"properties": {"~": {"x-pmlint-mutable": true}}}', ("/~0",)),
        ('{"properties": {"a": {"items": {"x-pmlint-mutable": true}}}}', ("/a/*",)),
        (
            '{"properties": {"a": {"x-pmlint-mutable": true, "properties": '
            '{"b": {"x-pmlint-mutable": true}}}}}',
            ("/a",),
        ),
        (
            '{"properties": {"a": {"$ref": "#/$defs/x"}, "b": {"$ref": "#/$defs/x"}}, '
            '"$defs": {"x": {"properties": {"y": {"x-pmlint-mutable": true}}}}}',
            ("/a/y", "/b/y"),
        ),
        (
            '{"properties": {"note": {"x-pmlint-mutable": true}, "below": {"items": '
            '{"$ref": "#"}}}}',
            ("/below/*/note", "/note"),
        ),
    ],
)
def test_a_template_lists_what_may_change(schema: str, expected: tuple[str, ...]) -> None:
    assert mutable(shape(schema)) == expected


def test_a_template_of_endless_ways_is_listed_in_part() -> None:
    doubled = ", ".join(
        f'"d{n}": {{"properties": {{"a": {{"$ref": "#/$defs/d{n + 1}"}}, '
        f'"b": {{"$ref": "#/$defs/d{n + 1}"}}}}}}'
        for n in range(40)
    )
    schema = f'{{"$ref": "#/$defs/d0", "$defs": {{{doubled}, "d40": {{}}}}}}'
    assert mutable(shape(schema)) == ()


def test_a_sign_off_says_itself_what_it_leaves_out() -> None:
    made = report(TEXT)
    told = content(made, ())
    assert isinstance(told, dict)
    assert told["appendices"] == {"signatures": {"prepared_by": "Ada Okafor"}}
    assert content(made, ["/impact_assessment", "/incident_description", "/action_items/*"]) == {
        "incident_title": "Checkout down",
        "status": "final",
        "appendices": {"signatures": {"prepared_by": "Ada Okafor"}},
    }
    assert digest(made, mutable(made.shape)) == digest(made)
    assert digest(made, ()) != digest(made)


@pytest.mark.parametrize(
    "pattern", ["status", "/action_items/0/owner", "/Status", "/status/", "/*"]
)
def test_a_pattern_that_fits_nothing_hides_nothing(pattern: str) -> None:
    assert content(report(TEXT), [pattern]) == content(report(TEXT), ())


def test_the_stage_counts_for_a_sign_off_that_does_not_leave_it_out() -> None:
    other = report(changed("status: final", "status: review"))
    assert digest(other, HIDDEN) != digest(report(TEXT), HIDDEN)
    assert digest(other, (*HIDDEN, "/status")) == digest(report(TEXT), (*HIDDEN, "/status"))


def test_a_report_that_is_hidden_whole_says_nothing() -> None:
    assert content(report(TEXT), [""]) == {}
    assert content(report(TEXT), ["/", ""]) == {}


def test_a_digest_can_be_recomputed_by_anybody() -> None:
    plain = json.dumps(content(report(TEXT)), sort_keys=True, separators=(",", ":"))
    expected = hashlib.sha256(b"pmlint-digest/v1\0" + plain.encode()).hexdigest()
    assert digest(report(TEXT)) == f"sha256:{expected}"


def test_digests_stay_the_same_from_version_to_version() -> None:
    assert digest(report(TEXT), HIDDEN) == (
        "sha256:9855f8759a0197666b6b11179e22ee1205e4cd16996645da43a5934a478e08ce"
    )


SAME = {
    "comments": "# a comment\n" + TEXT.replace("  - id", "  # another\n  - id"),
    "the order of keys": TEXT.replace("incident_title: Checkout down\n", "")
    + "incident_title: Checkout down\n",
    "quotes": changed("Checkout down", "'Checkout down'"),
    "other quotes": changed("owner: Ada Okafor", '"owner": "Ada\\x20Okafor"'),
    "a quoted date": changed("2026-04-30", "'2026-04-30'"),
    "a folded text": changed("Checkout down", ">-\n  Checkout\n  down"),
    "flow style": changed("\n  severity: major", " {severity: major}"),
    "a literal text without its last line break": changed("happened: |", "happened: |-"),
    "blanks at the end of a line": changed("expired.\n", "expired.  \n"),
    "CRLF": TEXT.replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + TEXT,
    "a document marker": "%YAML 1.2\n---\n" + TEXT + "...\n",
    "an alias": changed("owner: Ada", "owner: &ada Ada").replace(
        "prepared_by: Ada Okafor", "prepared_by: *ada"
    ),
    "a closed item": changed("status: open", "status: done\n    completed_on: 2026-04-02"),
    "a dropped item": changed("status: open", "status: dropped\n    reason: no longer used"),
    "no status": changed("    status: open\n", ""),
    "a link": changed("status: open", "link: https://tracker.example/1"),
    "signatures": changed("prepared_by: Ada Okafor", "approved_by: Jonas Lind"),
    "no appendices": TEXT[: TEXT.index("appendices")],
    "an empty field": changed("status: final", "status: final\ntimezone:"),
    "an empty list": TEXT + "  attachments: []\n",
}


@pytest.mark.parametrize("name", SAME)
def test_a_digest_stays_the_same_with(name: str) -> None:
    assert SAME[name] != TEXT
    assert digest(report(SAME[name])) == digest(report(TEXT))


OTHER = {
    "another title": changed("Checkout down", "Checkout up"),
    "another case": changed("Checkout down", "checkout down"),
    "a joined paragraph": changed("expired.\n\n    Nobody", "expired.\n    Nobody"),
    "another time": changed("09:12:00Z", "09:13:00Z"),
    "another event": changed("First page", "First pages"),
    "another order of entries": changed("09:12", "09:2X")
    .replace("09:20", "09:12")
    .replace("09:2X", "09:20")
    .replace("First page", "X")
    .replace("Certificate renewed", "First page")
    .replace("event: X", "event: Certificate renewed"),
    "an entry less": changed("    - time: 2026-03-14T09:12:00Z\n      event: First page\n", ""),
    "another severity": changed("major", "minor"),
    "another promise": changed("Rotate the keys", "Rotate all keys"),
    "another owner": changed("owner: Ada Okafor", "owner: Bo Lindqvist"),
    "another due date": changed("2026-04-30", "2026-05-01"),
    "no owner": changed("    owner: Ada Okafor\n", ""),
    "another identifier": changed("AI-1", "AI-2"),
    "an item more": changed("appendices", "  - action_item: Test backups\nappendices"),
    "an item less": changed(
        "  - action_item: Write a runbook\n    owner: Bo Lindqvist\n    due_date: 2026-05-31\n", ""
    ),
    "an empty item more": changed("appendices", "  -\nappendices"),
    "a field that the template does not know": TEXT + "extra: x\n",
    "a document more": TEXT + "  supporting_documents: [https://example.org]\n",
}


@pytest.mark.parametrize("name", OTHER)
def test_a_digest_changes_with(name: str) -> None:
    assert digest(report(OTHER[name])) not in (digest(report(TEXT)), None)


@pytest.mark.parametrize(
    "more", ["status: final\n", "---\nstatus: final\n"], ids=["a key twice", "two documents"]
)
def test_a_file_that_does_not_mean_one_thing_has_no_digest(more: str) -> None:
    assert digest(report(TEXT + more)) is None


def test_what_is_nested_too_deep_to_follow_has_no_digest() -> None:
    deep = parse(b"a:\n" + b"- " * 1500 + b"x", Limits(depth=3000))
    loaded = load()
    assert not deep.defects
    assert digest(Postmortem(deep, loaded.shape, loaded.vocabulary())) is None


def test_a_template_of_ones_own_says_what_may_change(tmp_path: Path) -> None:
    schema = json.loads(OWN.read_text(encoding="utf-8"))
    item = schema["properties"]["massnahmen"]["items"]["properties"]
    item["stand"]["x-pmlint-mutable"] = True
    path = tmp_path / "own.schema.json"
    path.write_text(json.dumps(schema), encoding="utf-8")
    open_, done = (
        f"massnahmen: [{{was: Tausche, stand: {word}}}]" for word in ("offen", "erledigt")
    )
    assert mutable(load(path).shape) == ("/massnahmen/*/stand",)
    assert digest(report(open_, path)) == digest(report(done, path))
    assert digest(report(open_, OWN)) != digest(report(done, OWN))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), JSON, min_size=1, max_size=4))
def test_no_content_keeps_a_digest_from_being_made(data: dict[str, JsonValue]) -> None:
    text = json.dumps(data)
    document = parse(text.encode())
    if document.root is None or document.defects:
        return
    loaded = load()
    made = Postmortem(document, loaded.shape, loaded.vocabulary())
    said = content(made)
    assert digest(made) is not None
    again = parse(json.dumps(said, ensure_ascii=True).encode())
    if said and again.root is not None:
        assert content(Postmortem(again, loaded.shape, loaded.vocabulary())) == said
