"""The built-in template is the whole of the classic one; a custom one is checked to the letter."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pmlint import Source, lint
from pmlint.errors import TemplateError
from pmlint.role import Role
from pmlint.template import BUILT_IN, SCHEMAS, load
from pmlint.template.inspect import ANNOTATIONS

R = True
TABLE: dict[str, tuple[bool, str | None]] = {
    "incident_title": (R, "title"),
    "date_of_incident": (R, "incident-date"),
    "date_of_report": (R, "report-date"),
    "prepared_by": (R, "author"),
    "team": (R, "team"),
    "status": (False, "status"),
    "timezone": (False, "timezone"),
    "incident_id": (False, "incident-id"),
    "executive_summary": (R, None),
    "executive_summary.incident_summary": (R, "prose"),
    "executive_summary.key_findings": (R, None),
    "executive_summary.recommendations": (R, None),
    "incident_description": (R, None),
    "incident_description.what_happened": (R, "prose"),
    "incident_description.when": (R, "incident-start"),
    "incident_description.where": (R, "prose"),
    "incident_description.who_was_affected": (R, None),
    "incident_description.timeline": (R, "timeline"),
    "incident_description.timeline.[]": (False, "entry"),
    "incident_description.timeline.[].time": (R, "entry-time"),
    "incident_description.timeline.[].event": (R, "entry-event"),
    "root_cause_analysis": (R, None),
    "root_cause_analysis.initial_cause": (R, "initial-cause"),
    "root_cause_analysis.root_cause": (R, "root-cause"),
    "root_cause_analysis.contributing_factors": (False, None),
    "root_cause_analysis.contributing_factors.[]": (False, "factor"),
    "impact_assessment": (R, None),
    "impact_assessment.severity": (R, "severity"),
    "impact_assessment.impact_on_operations": (R, None),
    "impact_assessment.impact_on_operations.service_disruption": (R, "impact"),
    "impact_assessment.impact_on_operations.financial_impact": (R, "impact"),
    "impact_assessment.impact_on_operations.reputational_impact": (False, "impact"),
    "impact_assessment.affected_stakeholders": (R, None),
    "response_and_resolution": (R, None),
    "response_and_resolution.immediate_actions_taken": (R, None),
    "response_and_resolution.resolution": (R, "resolution"),
    "response_and_resolution.time_to_resolution": (R, None),
    "response_and_resolution.time_to_resolution.detection_time": (R, "detection-time"),
    "response_and_resolution.time_to_resolution.resolution_time": (R, "resolution-time"),
    "lessons_learned": (R, None),
    "lessons_learned.what_worked_well": (R, None),
    "lessons_learned.areas_for_improvement": (R, None),
    "lessons_learned.recommendations_for_future_prevention": (R, None),
    "action_items": (R, None),
    "action_items.[]": (False, "action"),
    "action_items.[].action_item": (R, "action-text"),
    "action_items.[].owner": (R, "owner"),
    "action_items.[].due_date": (R, "due-date"),
    "action_items.[].id": (False, "action-id"),
    "action_items.[].status": (False, "action-status"),
    "action_items.[].completed_on": (False, "completed-on"),
    "action_items.[].kind": (False, "action-kind"),
    "action_items.[].priority": (False, "priority"),
    "action_items.[].link": (False, "evidence"),
    "action_items.[].reason": (False, "reason"),
    "appendices": (False, None),
    "appendices.supporting_documents": (False, None),
    "appendices.supporting_documents.[]": (False, "document-link"),
    "appendices.attachments": (False, None),
    "appendices.attachments.[]": (False, "document-link"),
    "appendices.signatures": (False, "signatures"),
    "appendices.signatures.prepared_by": (False, "signed-by"),
    "appendices.signatures.approved_by": (False, "approved-by"),
    "appendices.signatures.date": (False, "approval-date"),
}


def at(path: str) -> tuple[Any, Any]:
    """Return the shape that holds `path`, and the shape at `path`."""
    holder, shape = None, load().shape
    for step in path.split("."):
        holder, below = shape, shape.item if step == "[]" else shape.child(step)
        assert below is not None, path
        shape = below
    return holder, shape


@pytest.mark.parametrize("path", TABLE)
def test_the_template_has_every_part_of_the_classic_one(path: str) -> None:
    required, role = TABLE[path]
    holder, shape = at(path)
    name = path.rpartition(".")[2]
    assert (name in holder.required) is required
    assert (shape.role.value if shape.role else None) == role
    assert shape.title
    assert shape.description


def test_the_template_has_no_part_that_the_table_lacks() -> None:
    def walk(prefix: str, shape: Any) -> set[str]:
        found = set()
        for name in (*shape.names, *(["[]"] if shape.item is not None else [])):
            path = f"{prefix}.{name}" if prefix else name
            below = shape.item if name == "[]" else shape.child(name)
            found |= {path} | walk(path, below)
        return found

    extra = walk("", load().shape) - set(TABLE)
    texts = {path for path in extra if path.endswith(".[]")}
    assert extra == texts
    assert {at(path)[1].role for path in texts} <= {None, Role.PROSE}


def test_every_role_has_its_part() -> None:
    assert load().roles == frozenset(Role)


def test_the_template_is_json_schema_and_every_required_text_has_a_prompt() -> None:
    schema = json.loads(BUILT_IN.read_bytes())
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "pmlint:template/postmortem/1"
    for path, (required, _) in TABLE.items():
        shape = at(path)[1]
        if required and not shape.is_section:
            assert shape.prompts, path


def test_the_built_in_template_passes_the_checks_of_a_custom_one() -> None:
    assert load(BUILT_IN).schema == load().schema


def test_the_vocabulary_for_editors_is_the_one_that_is_checked() -> None:
    meta = json.loads((SCHEMAS / "template.schema.json").read_bytes())
    known = meta["$defs"]["part"]["properties"]
    assert known["x-pmlint-role"]["enum"] == [role.value for role in Role]
    assert sorted(name for name in known if name.startswith("x-")) == sorted(ANNOTATIONS)
    Draft202012Validator(meta).validate(json.loads(BUILT_IN.read_bytes()))


BAD = {
    "a role that is none": (
        '{\n "x-pmlint-role": "titel"\n}',
        "t.json:2:2: `titel` is no role; did you mean `title`?",
    ),
    "a role with an underscore": (
        '{"properties": {"a": {"x-pmlint-role": "due_date"}}}',
        "t.json:1:23: `due_date` is no role; did you mean `due-date`?",
    ),
    "an annotation that is none": (
        '{"x-pmlint-rolle": "title"}',
        "t.json:1:2: `x-pmlint-rolle` is no annotation; did you mean `x-pmlint-role`?",
    ),
    "a prompt that is no text": (
        '{"x-pmlint-prompt": 1, "x-pmlint-role": "title"}',
        "t.json:1:2: `x-pmlint-prompt` must be text or a list of texts",
    ),
    "placeholders that are no list": (
        '{"x-pmlint-placeholders": "[Date]", "x-pmlint-role": "title"}',
        "t.json:1:2: `x-pmlint-placeholders` must be text or a list of texts",
    ),
    "meanings that are no table": (
        '{"x-pmlint-means": {"a": 1}, "x-pmlint-role": "title"}',
        "t.json:1:2: `x-pmlint-means` must be an object from the template's words to pmlint's",
    ),
    "a message that is no text": (
        '{"x-pmlint-message": [], "x-pmlint-role": "title"}',
        "t.json:1:2: `x-pmlint-message` must be text",
    ),
    "mutable, perhaps": (
        '{"x-pmlint-mutable": "yes", "x-pmlint-role": "title"}',
        "t.json:1:2: `x-pmlint-mutable` must be true or false",
    ),
    "no JSON Schema": (
        '{"x-pmlint-role": "title",\n "properties": {"a": {"type": "text"}}}',
        "t.json:2:23: this is not JSON Schema 2020-12: 'text' is not valid under any of the "
        "given schemas",
    ),
    "a reference that leaves the file": (
        '{"x-pmlint-role": "title", "$ref": "https://example.com/x.json"}',
        "t.json:1:28: `$ref` points outside of the template (https://example.com/x.json); "
        "pmlint fetches nothing: copy what it needs under `$defs` and write `#/$defs/…`",
    ),
    "a reference to a file": (
        '{"x-pmlint-role": "title", "$ref": "../../etc/passwd"}',
        "t.json:1:28: `$ref` points outside of the template (../../etc/passwd); "
        "pmlint fetches nothing: copy what it needs under `$defs` and write `#/$defs/…`",
    ),
    "a reference to nothing": (
        '{"x-pmlint-role": "title", "$ref": "#/$defs/none"}',
        "t.json:1:28: `$ref` points to #/$defs/none, which is no schema in the template",
    ),
    "a reference to what is no schema": (
        '{"x-pmlint-role": "title", "$defs": {"a": {"enum": ["x"]}}, "$ref": "#/$defs/a/enum"}',
        "t.json:1:61: `$ref` points to #/$defs/a/enum, which is no schema in the template",
    ),
    "a schema that is itself": (
        '{"x-pmlint-role": "title", "properties": {"a": {"$ref": "#/properties/a"}}}',
        "t.json:1:43: this refers to itself without end (through `$ref`, `allOf` and the like)",
    ),
    "a loop over two": (
        '{"x-pmlint-role": "title", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, '
        '"b": {"$ref": "#/$defs/a"}}}',
        "this refers to itself without end",
    ),
    "a pattern that is none": (
        '{"x-pmlint-role": "title",\n "pattern": "(["}',
        "t.json:2:2: `([` is no regular expression of Python: unterminated character set at "
        "position 1",
    ),
    "a key pattern that is none": (
        '{"x-pmlint-role": "title",\n "patternProperties": {"(a": {}}}',
        "t.json:2:24: `(a` is no regular expression of Python: missing ), unterminated subpattern "
        "at position 0",
    ),
    "a meaning that means nothing": (
        '{"x-pmlint-role": "action-status", "x-pmlint-means": {"erledigt": "dnoe"}}',
        "t.json:1:55: `dnoe` means nothing to pmlint here; did you mean `done`?",
    ),
    "a meaning of a word that is not there": (
        '{"x-pmlint-role": "severity", "enum": ["hoch"], "x-pmlint-means": {"hohc": "critical"}}',
        "t.json:1:68: `hohc` is no word of this part's enum; did you mean `hoch`?",
    ),
    "the role of a value on a list": (
        '{"x-pmlint-role": "owner", "type": "array"}',
        "t.json:1:2: `owner` is the role of a value, and this is a list: give it to its `items`",
    ),
    "the role of a mapping on a list": (
        '{"x-pmlint-role": "action", "type": "array"}',
        "t.json:1:2: `action` is the role of a mapping, and this is none",
    ),
    "no JSON": ('{"a": }', "t.json:1:7: the template is not JSON: expecting value"),
    "a list": ("[]", "t.json:1:1: a template is a JSON Schema: an object in { }"),
    "not UTF-8": (b'{"a": "\xe9"}'.decode("latin-1"), "the template is not UTF-8 (byte offset 7)"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_in_a_template_has_its_place_and_its_remedy(name: str, tmp_path: Path) -> None:
    text, words = BAD[name]
    path = tmp_path / "t.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(TemplateError) as error:
        load(path)
    said = str(error.value).removeprefix(f"{tmp_path}/")
    if words.startswith("t.json"):
        assert said == words
    else:
        assert words in said


EDITORS = ("is no annotation", "is no role", "must be")


@pytest.mark.parametrize("name", [n for n in BAD if any(w in BAD[n][1] for w in EDITORS)])
def test_editors_refuse_the_same_annotations(name: str) -> None:
    meta = json.loads((SCHEMAS / "template.schema.json").read_bytes())
    template = json.loads(BAD[name][0])
    assert not Draft202012Validator(meta).is_valid(template)
    nested = {"properties": {"a": {"type": "array", "items": {"oneOf": [{}, template]}}}}
    assert not Draft202012Validator(meta).is_valid(nested)


def test_a_template_without_roles_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text('{"type": "object"}')
    with pytest.raises(TemplateError, match="gives no part a role"):
        load(path)


def test_a_template_that_is_not_there_is_an_error_that_says_who_names_it(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no such file or directory; `template` or --template"):
        load(tmp_path / "none.json")


def test_a_template_may_refer_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(
        json.dumps(
            {
                "$defs": {
                    "part": {
                        "$anchor": "part",
                        "properties": {
                            "title": {"x-pmlint-role": "title"},
                            "parts": {"type": "array", "items": {"$ref": "#part"}},
                        },
                    }
                },
                "$ref": "#/$defs/part",
            }
        )
    )
    shape = load(path).shape
    for _ in range(50):
        below = shape.child("parts")
        assert below is not None
        assert below.item is not None
        shape = below.item
    assert shape.child("title") is not None
    assert sum(1 for _ in load(path).shape.walk()) < 10


def test_every_branch_of_a_template_gives_its_roles_and_words(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(
        json.dumps(
            {
                "allOf": [{"properties": {"a": {"x-pmlint-role": "title"}}, "required": ["a"]}],
                "oneOf": [
                    {"properties": {"k": {"const": "x"}}, "required": ["k"]},
                    {"properties": {"k": {"const": "y"}, "o": {"x-pmlint-role": "owner"}}},
                ],
                "then": {"properties": {"t": {"x-pmlint-role": "team"}}},
            }
        )
    )
    template = load(path)
    assert template.roles == {Role.TITLE, Role.OWNER, Role.TEAM}
    assert template.shape.names == ("a", "k", "o", "t")
    assert template.shape.required == ("a",)
    kind = template.shape.child("k")
    assert kind is not None
    assert kind.words == ("x", "y")


KEYWORDS: dict[str, tuple[dict[str, Any], str]] = {
    "type": ({"type": "integer"}, "x"),
    "enum": ({"enum": ["a", 1]}, "x"),
    "const": ({"const": "a"}, "x"),
    "pattern": ({"pattern": "^a"}, "x"),
    "minLength": ({"minLength": 2}, "x"),
    "maxLength": ({"maxLength": 0}, "x"),
    "minimum": ({"minimum": 3}, "2"),
    "maximum": ({"maximum": 1}, "2"),
    "exclusiveMinimum": ({"exclusiveMinimum": 2}, "2"),
    "exclusiveMaximum": ({"exclusiveMaximum": 2}, "2"),
    "multipleOf": ({"multipleOf": 2}, "3"),
    "minItems": ({"minItems": 2}, "[x]"),
    "maxItems": ({"maxItems": 1}, "[x, y]"),
    "uniqueItems": ({"uniqueItems": True}, "[x, x]"),
    "items": ({"items": {"type": "integer"}}, "[x]"),
    "prefixItems": ({"prefixItems": [{"type": "integer"}]}, "[x]"),
    "items after prefixItems": ({"prefixItems": [{}], "items": False}, "[x, y]"),
    "contains": ({"contains": {"const": "a"}}, "[x]"),
    "minContains": ({"contains": {"const": "x"}, "minContains": 2}, "[x]"),
    "maxContains": ({"contains": {"const": "x"}, "maxContains": 1}, "[x, x]"),
    "unevaluatedItems": ({"prefixItems": [{}], "unevaluatedItems": False}, "[x, y]"),
    "minProperties": ({"minProperties": 2}, "{a: x}"),
    "maxProperties": ({"maxProperties": 1}, "{a: x, b: x}"),
    "required": ({"required": ["b"]}, "{a: x}"),
    "properties": ({"properties": {"a": {"type": "integer"}}}, "{a: x}"),
    "patternProperties": ({"patternProperties": {"^a": {"type": "integer"}}}, "{a: x}"),
    "additionalProperties": ({"additionalProperties": False}, "{a: x}"),
    "additionalProperties as a schema": ({"additionalProperties": {"type": "integer"}}, "{a: x}"),
    "unevaluatedProperties": ({"allOf": [{}], "unevaluatedProperties": False}, "{a: x}"),
    "propertyNames": ({"propertyNames": {"minLength": 2}}, "{a: x}"),
    "dependentRequired": ({"dependentRequired": {"a": ["b"]}}, "{a: x}"),
    "dependentSchemas": ({"dependentSchemas": {"a": {"required": ["b"]}}}, "{a: x}"),
    "allOf": ({"allOf": [{"type": "integer"}]}, "x"),
    "anyOf": ({"anyOf": [{"type": "integer"}, {"type": "array"}]}, "x"),
    "oneOf": ({"oneOf": [{"type": "integer"}, {"type": "array"}]}, "x"),
    "oneOf, both": ({"oneOf": [{}, {}]}, "x"),
    "not": ({"not": {"type": "string"}}, "x"),
    "if": ({"if": {"type": "string"}, "then": {"minLength": 2}}, "x"),
    "$ref": ({"$ref": "#/$defs/number"}, "x"),
    "$dynamicRef": ({"$dynamicRef": "#/$defs/number"}, "x"),
}
ONLY_STEER = {"format"}
"""`format` is an annotation in JSON Schema 2020-12 (section 7.2.1 of its validation part)."""


@pytest.mark.parametrize("name", KEYWORDS)
def test_every_keyword_that_can_fail_has_a_code_a_place_and_a_sentence(
    name: str, tmp_path: Path
) -> None:
    schema, value = KEYWORDS[name]
    path = tmp_path / "t.json"
    path.write_text(
        json.dumps(
            {
                "$defs": {"number": {"type": "integer"}},
                "properties": {"title": {"x-pmlint-role": "title"}, "part": schema},
            }
        )
    )
    source = Source("a.yaml", f"title: x\npart: {value}\n".encode())
    (found,) = lint(source, today=date(2026, 4, 1), template=path, select=["PM1"])
    assert found.code in ("PM102", "PM104", "PM105", "PM106", "PM107")
    assert found.line == 2
    assert found.place.end_column > found.column
    assert "(" not in found.message or name == "pattern"
    assert re.match(r"[`a-z]", found.message)


def test_the_keywords_here_are_all_that_the_validator_knows() -> None:
    tested = {word for schema, _ in KEYWORDS.values() for word in schema}
    assert set(Draft202012Validator.VALIDATORS) - tested <= ONLY_STEER


def told(template: dict[str, Any], text: str, tmp_path: Path, *codes: str) -> list[str]:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(template))
    source = Source("a.yaml", text.encode())
    found = lint(source, today=date(2026, 4, 1), template=path, select=codes or ["PM1"])
    return [finding.message for finding in found]


def test_variants_are_told_apart_by_words_that_are_lists_or_mappings_too(tmp_path: Path) -> None:
    one_of = [{"properties": {"k": {"const": word}}} for word in ([1], {"a": 1})]
    template = {"properties": {"t": {"x-pmlint-role": "title"}, "v": {"oneOf": one_of}}}
    assert told(template, "v: {k: x}\n", tmp_path) == ['`k` is `x`, not [1] or {"a": 1}']


def test_an_enumeration_of_nothing_allows_nothing(tmp_path: Path) -> None:
    template = {"properties": {"t": {"x-pmlint-role": "title"}, "v": {"enum": []}}}
    words = "`v` is `x`, and the template allows nothing here"
    assert told(template, "v: x\n", tmp_path) == [words]


def test_a_format_is_checked_where_no_rule_knows_better(tmp_path: Path) -> None:
    due = {"type": "string", "format": "date", "x-pmlint-role": "due-date"}
    template = {
        "properties": {
            "t": {"x-pmlint-role": "title"},
            "d": {"type": "string", "format": "date"},
            "due": due,
        }
    }
    text = "d: 2026-02-30\ndue: 2026-02-30\n"
    assert told(template, text, tmp_path) == ["`d` is no valid date"]
    assert told(template, "due: 2026-04-30 09:00\n", tmp_path, "PM1", "PM4") == []


def test_a_report_too_deep_for_the_validator_is_said_not_a_traceback(tmp_path: Path) -> None:
    nested: dict[str, Any] = {"$ref": "#/$defs/p"}
    for _ in range(12):
        nested = {"allOf": [nested]}
    template = {
        "$defs": {"p": {"properties": {"p": nested}}},
        "$ref": "#/$defs/p",
        "properties": {"t": {"x-pmlint-role": "title"}},
    }
    text = "{p: " * 95 + "x" + "}" * 95 + "\n"
    words = "the report is nested too deep to be held against the template as a whole"
    assert told(template, text, tmp_path) == [words]


def test_a_part_that_must_hold_itself_is_begun_and_not_without_end(
    tmp_path: Path, pmlint: Any
) -> None:
    part = {"required": ["s"], "properties": {"s": {"$ref": "#/$defs/s"}}, "type": "object"}
    template = {
        "$defs": {"s": part},
        "$ref": "#/$defs/s",
        "properties": {"t": {"x-pmlint-role": "title"}},
    }
    path = tmp_path / "t.json"
    path.write_text(json.dumps(template))
    assert pmlint("new", "a.yaml", "--template", path).code == 0
    assert 0 < Path("a.yaml").read_text().count("s:") < 12


def test_a_part_that_is_called_like_a_keyword_is_checked_like_any_other(tmp_path: Path) -> None:
    template = {
        "properties": {"t": {"x-pmlint-role": "title"}, "propertyNames": {"type": "integer"}}
    }
    words = "`propertyNames` must be a whole number, and this is text"
    assert told(template, "propertyNames: x\n", tmp_path) == [words]
