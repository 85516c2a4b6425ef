"""Two lanes, one truth: what jsonschema-rs calls valid, jsonschema calls valid, and the reverse.

Where the two could differ, the fast lane is closed: that is tested word by word.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pmlint.parse import parse
from pmlint.postmortem import Postmortem, Stage
from pmlint.spelling import read_date
from pmlint.template import BUILT_IN, Template, Violation, load
from pmlint.template.agreement import (
    DEEPEST,
    LARGEST,
    MOST,
    Agreement,
    DoubtError,
    tame_size,
)
from pmlint.template.judge import Judge
from pmlint.template.lane import Lane, SideLanes
from pmlint.template.load import _without_false

HERE = Path(__file__).parent
CUSTOM = HERE.parent / "examples" / "custom-template" / "incident-report.schema.json"
COMPLETE = yaml.load((HERE / "complete.yaml").read_text(), yaml.BaseLoader)
TEMPLATES = (BUILT_IN, CUSTOM, *sorted((HERE / "templates").glob("*.json")))
OPEN = {"schemas/postmortem", "entries", "frei", "massnahmen", "verlauf", "zeiten"}
"""The templates here for which there is a fast lane."""


UNKNOWN = {"a keyword that nobody knows": 1}
"""By this schema no lane is open."""


class Both:
    """One template in two copies: with the fast lanes, and without any."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema
        self.fast = Template(schema, BUILT_IN)
        self.slow = Template(schema, BUILT_IN)
        vars(self.slow)["_lane"] = Lane(UNKNOWN)
        vars(self.slow)["_judge"] = Judge(_without_false(schema), SideLanes(UNKNOWN))
        self.lane = Lane(schema)
        self.judge = Judge(schema, SideLanes(UNKNOWN))
        self.hasty = Judge(schema)

    @property
    def is_open(self) -> bool:
        """Say whether there is a fast lane at all."""
        return self.lane._validator is not None

    def agree_on(self, data: Any) -> None:
        """Hold both lanes to the same answer."""
        if self.is_open and tame_size(data):
            assert self.lane.accepts(data) is self.judge.is_valid(data), (self.schema, data)
        assert not self.lane.accepts(data) or self.judge.is_valid(data)
        found, all = (list(map(told, judge.errors(data))) for judge in (self.hasty, self.judge))
        assert found == all, (self.schema, data)

    def violations(self, text: str, stage: Stage = Stage.FINAL) -> tuple[Violation, ...]:
        """Return what both lanes find in a report, which must be the same."""
        document = parse(text.encode())
        found = []
        for template in (self.fast, self.slow):
            report = Postmortem(document, template.shape, template.vocabulary())
            found.append(template.violations(report, stage))
        assert found[0] == found[1]
        return found[0]


def told(error: Any) -> tuple[Any, ...]:
    """Return what an error of jsonschema says, with all those that it follows from."""
    where = (tuple(error.absolute_path), tuple(error.absolute_schema_path))
    return (*where, error.validator, [told(below) for below in error.context or ()])


KNOWN = {path: Both(load(path).schema) for path in TEMPLATES}


# Reports and other data ---------------------------------------------------------------------------

WORDS = st.sampled_from(
    ("a", "", "ab", "a\n", "draft", "final", "major", "done", "dropped", "date", "😀", "é", "٣")
)
DATES = st.sampled_from(("2026-03-14", "0000-01-01", "2026-02-30", "2026-W01-1", "20260314", "x"))
NUMBERS = (
    st.integers(-2, 3)
    | st.integers()
    | st.sampled_from((0.0, 1.0, 2.5, -0.0, 1e300, float("inf"), float("nan")))
    | st.sampled_from((LARGEST, LARGEST - 1, -LARGEST, 2**64, 10**40))
)
VALUES = st.none() | st.booleans() | NUMBERS | WORDS | DATES | st.text(max_size=5)
NAMES = st.sampled_from(("a", "b", "ab", "a\n", "x-a", "status", "s")) | st.text(max_size=3)
DATA = st.recursive(
    VALUES,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(NAMES, below, max_size=4),
    max_leaves=12,
)


def fitting(schema: Any) -> st.SearchStrategy[Any]:
    """Return data that mostly fits `schema`, a part of a template."""
    if not isinstance(schema, dict):
        return DATA
    if "enum" in schema or "const" in schema:
        return st.sampled_from([*schema.get("enum", ()), *filter(None, [schema.get("const")])])
    for branches in ("oneOf", "anyOf"):
        if branches in schema and "type" not in schema:
            return st.one_of([fitting(below) for below in schema[branches]])
    kinds = schema.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "object":
        needed = schema.get("required", ())
        parts = {name: fitting(below) for name, below in schema.get("properties", {}).items()}
        return st.fixed_dictionaries(
            {name: part for name, part in parts.items() if name in needed},
            optional={name: part for name, part in parts.items() if name not in needed},
        )
    if kind == "array":
        least = schema.get("minItems", 0)
        return st.lists(fitting(schema.get("items")), min_size=least, max_size=least + 2)
    if kind in ("integer", "number", "boolean"):
        return st.integers(0, 9) if kind != "boolean" else st.booleans()
    if schema.get("format") == "date":
        return st.dates(date(1990, 1, 1)).map(str)
    return st.text("abc é:-#\n", min_size=max(1, schema.get("minLength", 1)), max_size=8)


@st.composite
def with_defects(draw: st.DrawFn, whole: st.SearchStrategy[Any]) -> Any:
    """Draw what fits, and break it in no place, in one or in two."""
    data = draw(whole)
    for _ in range(draw(st.integers(0, 2))):
        holder: Any = data
        while isinstance(holder, (dict, list)) and holder:
            keys = sorted(holder) if isinstance(holder, dict) else range(len(holder))
            key = draw(st.sampled_from(list(keys)))
            if isinstance(holder[key], (dict, list)) and holder[key] and draw(st.booleans()):
                holder = holder[key]
                continue
            defect = draw(st.sampled_from(("gone", "other", "more")))
            if defect == "gone":
                del holder[key]
            elif defect == "other" or isinstance(holder, list):
                holder[key] = draw(DATA)
            else:
                holder[draw(NAMES)] = draw(DATA)
            break
    return data


REPORTS = with_defects(fitting(load().schema) | st.builds(lambda: json.loads(json.dumps(COMPLETE))))


@given(REPORTS | DATA)
@example(COMPLETE)
def test_the_lanes_agree_on_reports_under_the_built_in_template(data: Any) -> None:
    KNOWN[BUILT_IN].agree_on(data)


@pytest.mark.parametrize("path", TEMPLATES[1:], ids=lambda path: path.name)
@given(data=st.data())
def test_the_lanes_agree_on_reports_under_a_custom_template(
    path: Path, data: st.DataObject
) -> None:
    both = KNOWN[path]
    both.agree_on(data.draw(with_defects(fitting(both.schema)) | REPORTS | DATA))


def is_mapping(data: Any) -> bool:
    return isinstance(data, dict) and data != {}


def written(data: Any) -> str:
    """Return data as YAML."""
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


@given(REPORTS.filter(is_mapping), st.sampled_from(Stage))
def test_what_is_found_is_the_same_with_the_fast_lane_and_without(data: Any, stage: Stage) -> None:
    KNOWN[BUILT_IN].violations(written(data), stage)


@pytest.mark.parametrize("path", TEMPLATES[1:], ids=lambda path: path.name)
@given(data=st.data())
def test_what_is_found_under_a_custom_template_is_the_same_too(
    path: Path, data: st.DataObject
) -> None:
    both = KNOWN[path]
    report = data.draw(with_defects(fitting(both.schema)).filter(is_mapping))
    both.violations(written(report), data.draw(st.sampled_from(Stage)))


def test_the_fast_lane_is_open_where_it_should_be_and_takes_a_complete_report() -> None:
    found = {path.name.removesuffix(".schema.json") for path, both in KNOWN.items() if both.is_open}
    assert found == {name.rpartition("/")[2] for name in OPEN}
    assert KNOWN[BUILT_IN].lane.accepts(COMPLETE)


# Schemas ------------------------------------------------------------------------------------------

COUNTS = st.integers(0, 3)
BOUNDS = st.integers(-2, 3)
PATTERNS = st.sampled_from(("^a", "a$", "^a.$", r"\d", r"\w+\Z", "[^a]", "(?i)B", "é", ""))
KEYWORDS: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(("array", "boolean", "integer", "null", "number", "object", "string"))
    | st.lists(st.sampled_from(("integer", "string", "object")), min_size=1, unique=True),
    "enum": st.lists(
        st.none() | st.booleans() | BOUNDS | WORDS, min_size=1, max_size=3, unique_by=repr
    ),
    "const": st.none() | st.booleans() | BOUNDS | WORDS,
    "required": st.lists(NAMES, max_size=2, unique=True),
    "pattern": PATTERNS,
    "format": st.just("date"),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), COUNTS),
    **dict.fromkeys(("minProperties", "maxProperties"), COUNTS),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), BOUNDS),
    "title": st.just("Title"),
    "default": st.just({"$ref": "https://example.com/"}),
    "$ref": st.sampled_from(("#/$defs/one", "#/$defs/two", "#/$defs/three")),
}


def keywords(below: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return schemas of a few keywords; `below` are the schemas in them."""
    tables = st.dictionaries(NAMES, below, max_size=3)
    holding = dict.fromkeys(("additionalProperties", "items", "not", "if", "then", "else"), below)
    gathering = dict.fromkeys(("allOf", "anyOf", "oneOf"), st.lists(below, min_size=1, max_size=3))
    patterns = st.dictionaries(st.sampled_from(("^a", "x-", "b")), below, max_size=2)
    every = {
        **KEYWORDS,
        **holding,
        **gathering,
        "properties": tables,
        "patternProperties": patterns,
    }
    chosen = st.lists(st.sampled_from(sorted(every)), max_size=4, unique=True)
    return chosen.flatmap(
        lambda names: st.fixed_dictionaries({name: every[name] for name in names})
    )


SCHEMAS = st.recursive(st.booleans() | keywords(st.booleans()), keywords, max_leaves=6).filter(
    lambda schema: isinstance(schema, dict)
)
FLAT = st.booleans() | st.fixed_dictionaries({"type": KEYWORDS["type"]})
ROOTS = st.builds(
    lambda schema, one, two, three: {
        **schema, "$defs": {"one": one, "two": two, "three": {**three, "$ref": "#/$defs/one"}}
    },
    SCHEMAS, FLAT, FLAT, st.just({}) | st.fixed_dictionaries({"minLength": COUNTS}),
)  # fmt: skip


def test_what_is_fine_in_a_report_that_is_not_takes_a_fast_lane_of_its_own() -> None:
    schema = load().schema
    parts, lanes = schema["properties"], SideLanes(schema)
    for name, value in COMPLETE.items():
        assert lanes.accept(value, parts[name]), name
    assert not lanes.accept({**COMPLETE["lessons_learned"], "x": 1}, parts["lessons_learned"])
    assert not SideLanes({**schema, **UNKNOWN}).accept(COMPLETE["team"], parts["team"])


@given(ROOTS, st.lists(DATA, min_size=1, max_size=6))
@example({"properties": {"a": {"pattern": "^a$"}}}, [{"a": "a\n"}])
@example({"not": {"format": "date"}}, ["0000-01-01", "2026-02-30"])
@example({"enum": [1, 0]}, [True, False, 1.0, -0.0])
def test_the_lanes_agree_on_every_schema_that_may_take_the_fast_one(
    schema: dict[str, Any], values: list[Any]
) -> None:
    both = Both(schema)
    assert both.is_open
    for data in values:
        both.agree_on(data)


# Doubts -------------------------------------------------------------------------------------------


def doubling(times: int) -> dict[str, Any]:
    """Return a schema that is small as it is written, and large with its references replaced."""
    refs = ({"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(times))
    defs = {f"d{n}": schema for n, schema in enumerate(refs)}
    return {"$ref": "#/$defs/d0", "$defs": {**defs, f"d{times}": {}}}


def nested(times: int) -> dict[str, Any]:
    """Return a schema that holds as many others, one in the other."""
    schema: dict[str, Any] = {}
    for _ in range(times):
        schema = {"items": schema}
    return schema


DOUBTFUL: dict[str, dict[str, Any]] = {
    "another draft": {"$schema": "http://json-schema.org/draft-07/schema#"},
    "an identifier with a fragment": {"$id": "a:b#c"},
    "an identifier further down": {"items": {"$id": "https://example.com/"}},
    "a draft further down": {"items": {"$schema": "http://json-schema.org/draft-07/schema#"}},
    "an anchor": {"$anchor": "x"},
    "a reference to an anchor": {"$ref": "#x", "$defs": {"x": {"$anchor": "x"}}},
    "a reference to the network": {"$ref": "https://example.com/x.json"},
    "a reference to a file": {"$ref": "file:///etc/passwd"},
    "a reference to itself": {"properties": {"a": {"$ref": "#"}}},
    "a reference in a circle": {
        "$ref": "#/$defs/a", "$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}
    },
    "a reference past a part": {"$ref": "#/$defs/a/items", "$defs": {"a": {"items": {}}}},
    "a reference with an escape": {"$ref": "#/$defs/a~1b", "$defs": {"a/b": {}}},
    "a reference to nothing": {"$ref": "#/$defs/a"},
    "a dynamic reference": {"$dynamicRef": "#/$defs/a", "$defs": {"a": {}}},
    "unevaluated properties": {"unevaluatedProperties": False},
    "unevaluated items": {"unevaluatedItems": False},
    "another format": {"format": "uri"},
    "a pattern that is none": {"pattern": "(["},
    "a pattern for keys with an end": {"patternProperties": {"^a$": {}}},
    "a pattern for keys with a class": {"patternProperties": {r"\d": {}}},
    "unique items": {"uniqueItems": True},
    "multiples": {"multipleOf": 2},
    "contents": {"contains": {}},
    "first items": {"prefixItems": [{}]},
    "names of keys": {"propertyNames": {}},
    "a word of an older draft": {"dependencies": {"a": ["b"]}},
    "a word that nobody knows": {"required-if": "x"},
    "a bound beyond exact numbers": {"maximum": LARGEST},
    "a bound with a fraction": {"maximum": 0.5},
    "a count with a fraction": {"minLength": 1.0},
    "a choice of lists": {"enum": [[1]]},
    "a number beyond exact ones": {"const": 2**64},
    "a number with a fraction": {"const": 0.5},
    "too deep": nested(DEEPEST + 1),
    "too large when it is written out": doubling(40),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBTFUL)
def test_the_fast_lane_is_closed_to_a_schema_with(name: str) -> None:
    with pytest.raises(DoubtError):
        Agreement(DOUBTFUL[name])
    lane = Lane({"properties": {"part": DOUBTFUL[name]}})
    assert not lane.accepts({})
    assert not Lane(DOUBTFUL[name]).accepts({})


def test_the_bounds_of_the_fast_lane_are_where_they_are_said_to_be() -> None:
    assert Lane(nested(DEEPEST)).accepts([])
    assert 2**11 < MOST < 2**13
    assert Lane(doubling(10)).accepts([])
    with pytest.raises(DoubtError):
        Agreement(doubling(13))


@pytest.mark.parametrize(
    "value",
    [
        float("inf"),
        float("-inf"),
        float("nan"),
        LARGEST,
        -LARGEST,
        {"a": [float("nan")]},
        "\ud800",
        {"\ud800": 1},
        {"a": ["x\udfff"]},
    ],
    ids=repr,
)
def test_the_fast_lane_is_closed_to_values_that_are_not_everybodys(value: Any) -> None:
    assert not Lane({}).accepts(value)


def test_the_fast_lane_is_closed_to_what_is_nested_deep() -> None:
    data: Any = "x"
    for _ in range(DEEPEST + 1):
        data = [data]
    assert not Lane({}).accepts(data)
    assert Lane({}).accepts(data[0])


# Without it ---------------------------------------------------------------------------------------


def test_without_jsonschema_rs_all_is_the_same(
    monkeypatch: pytest.MonkeyPatch, good: str, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    both = Both(load().schema)
    assert not both.is_open
    assert both.violations(good) == ()
    assert both.violations(good.replace("team:", "taem:"))


def test_a_schema_that_jsonschema_rs_refuses_is_left_to_jsonschema(
    monkeypatch: pytest.MonkeyPatch, good: str
) -> None:
    import jsonschema_rs

    def refuse(*_: Any, **__: Any) -> None:
        raise ValueError

    monkeypatch.setattr(jsonschema_rs, "Draft202012Validator", refuse)
    both = Both(load().schema)
    assert not both.is_open
    assert both.violations(good) == ()


def test_a_report_that_is_one_placeholder_can_be_judged_at_any_stage() -> None:
    for stage in Stage:
        KNOWN[BUILT_IN].violations("{{x}}\n", stage)


@given(st.dates().map(str) | st.from_regex(r"[0-9]{3,4}-[0-9]{2}[-/:²]?[0-9 ٣]{1,3}"))
@example("2026-02-30")
@example("20260314")
@example("2026-W11-6")
@example("2026-03-14\n")
@example("٢٠٢٦-03-14")
def test_a_date_is_what_jsonschema_takes_for_one(text: str) -> None:
    checker = Draft202012Validator.FORMAT_CHECKER
    in_ascii_digits = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None
    assert (read_date(text) is not None) == (in_ascii_digits and checker.conforms(text, "date"))
