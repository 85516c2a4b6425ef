"""Hostile input, through the real command line: each run keeps its bounds of memory and time.

`bounded` ends a run that takes more than 1 GiB of address space or 100 seconds, both many times
what is needed. What is shown elsewhere:

| what | where |
|---|---|
| the same bombs, in the reader alone; limits are exact | test_parse.py |
| both readers stop at the same place | test_lanes.py |
| escape sequences in text, concise and github | test_cli.py, test_output.py |
| names with spaces, quotes and line breaks | test_cli.py |
| names that look like options or patterns of Git | test_hostile_repository.py |
| programs, hooks, filters that a repository's configuration names | test_hostile_repository.py |
| links that discovery finds, standard input that is closed | test_cli.py |
| texts that would be markup, formulas or events in `pmlint report` | test_report_*.py, hostile.py |
| `$ref` out of the template is refused, with its place | test_template.py |
| inputs that fuzzing has found | test_crashers.py |
"""

from __future__ import annotations

import json
import os
import re
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import pytest
from bounds import Bounded, bounded
from conftest import Ran, git

from pmlint.template import patience
from pmlint.template.unchecked import GIVEN_UP

pytestmark = pytest.mark.timeout(400)  # some run the command line ten times
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
DEEP = 100_000
SMALL = 1_000_000
INPUTS: dict[str, tuple[bytes, set[str]]] = {
    "aliases that stand for billions": (BOMB.encode(), {"PM006"}),
    "aliases of merges": (
        b"a: &a {x: 1}\n" + b"b: {<<: [" + b"*a," * 200_000 + b"]}\n",
        {"PM006"},
    ),
    "an alias of itself": (b"a: &a [*a]\n", {"PM001"}),
    "lists 100,000 deep": (b"a: " + b"[" * DEEP, {"PM006"}),
    "mappings 100,000 deep": (b"a: " + b"{b: " * DEEP, {"PM006"}),
    "block lists 100,000 deep": (b"- " * DEEP + b"x\n", {"PM006"}),
    "block mappings 1,000 deep": (
        "".join(" " * n + "a:\n" for n in range(1_000)).encode(), {"PM006"},
    ),
    "keys of keys 100,000 deep": (b"? " * DEEP + b"x\n", {"PM006"}),
    "50 MB": (b"a: b\n" * 10_000_000, {"PM006"}),
    "one line of 10 MB": (b"a: " + b"x" * 10_000_000, {"PM006"}),
    "one line of 5 MB that is no YAML": (b"a: b: " + b"x" * 5_000_000, {"PM001"}),
    "one key of 1 MB": (b"x" * 1_000_000 + b": y\n", {"PM001"}),
    "a million list items": (b"a:\n" + b"- x\n" * 1_000_000, {"PM006"}),
    "a million keys": (b"".join(b"k%d: x\n" % n for n in range(500_000)), {"PM006"}),
    "20,000 keys that are the same": (b"a: b\n" * 20_000, {"PM003"}),
    "numbers that no machine can hold": (
        b"team: 1e999999999\nprepared_by: 1e-999999999\na: " + b"9" * 100_000 + b"\nb: 0x"
        + b"f" * 100_000 + b"\nc: 0o" + b"7" * 100_000 + b"\nd: -.inf\ne: .nan\nf: 1"
        + b"0" * 399 + b"\ndate_of_incident: " + b"9" * 300 + b"\n",
        {"PM104"},
    ),
    "durations and dates that no calendar has": (
        b"executive_summary: {incident_summary: 'It lasted " + b"9" * 3_000 + b" days'}\n"
        b"incident_description: {when: 9999-12-31T23:59:59-23:59, timeline: "
        b"[{time: 0001-01-01T00:00:00+23:59, event: a}, {time: '99:99', event: b}]}\n",
        {"PM402"},
    ),
    "NUL bytes": (b"team: a\x00b\n", {"PM001"}),
    "nothing but NUL bytes": (b"\x00" * 1_000_000, {"PM002"}),
    "surrogates as bytes": (b"team: \xed\xa0\x80\xed\xb0\x80\n", {"PM002"}),
    "surrogates as escapes": (b'team: "\\ud800 \\udc00"\n"\\udfff": x\n', {"PM104"}),
    "tags that other readers take for code": (
        b"team: !!python/object/apply:os.system [touch canary]\n"
        b"a: !!python/name:os.system\nb: !ruby/object:Gem::Installer {x: y}\n"
        b"c: !<tag:yaml.org,2002:java/javax.script.ScriptEngineManager> [x]\n",
        {"PM104"},
    ),
    "20,000 comments for pmlint": (
        b"a: b  # pmlint: ignore[PM999] x\n" + b"# pmlint: ignore[PM104]\n" * 20_000, {"PM009"},
    ),
    "80,000 hidden characters": (
        b"a: x" + "\u200b\u202e\u2067\u2069".encode() * 20_000 + b"\n", {"PM010"},
    ),
    "100,000 brackets in a text": (
        b"team: '" + b"[" * 100_000 + b"]" * 100_000 + b"'\n", {"PM102"},
    ),
    "100,000 words that nearly match": (
        b"team: x" + b" about 1 hour 3" * 50_000 + b"\na: x" + b"-a@" * 50_000 + b"\n", {"PM104"},
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(repository: Path) -> None:
    Path("postmortems").mkdir()


LARGE = [name for name, (content, _) in INPUTS.items() if len(content) >= SMALL]
CHECK = ("check", "--extend-select", "ALL", "--format", "json", "--no-cache")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return what is found in each input that is not large: all of them are checked in one run."""
    folder = tmp_path_factory.mktemp("small")
    paths = {f"{n}.yaml": name for n, name in enumerate(INPUTS) if name not in LARGE}
    for path, name in paths.items():
        (folder / path).write_bytes(INPUTS[name][0])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        ran = bounded(*CHECK, *paths)
        report = bounded("report", "--format", "json", "--no-cache", *paths)
    assert ran.code == 1
    assert ran.out.isascii()
    assert report.code in (0, 2), report.err
    assert sorted(each.name for each in folder.iterdir()) == sorted(paths)  # and no canary
    codes: dict[str, set[str]] = {name: set() for name in paths.values()}
    for finding in json.loads(ran.out)["findings"]:
        codes[paths[finding["path"]]].add(finding["code"])
    return codes


@pytest.mark.parametrize("name", [name for name in INPUTS if name not in LARGE])
def test_what_is_too_much_or_no_report_at_all_is_a_finding(
    name: str, small: dict[str, set[str]]
) -> None:
    assert INPUTS[name][1] <= small[name]


@pytest.mark.parametrize("name", LARGE)
def test_what_is_too_large_is_a_finding(name: str) -> None:
    content, codes = INPUTS[name]
    Path("postmortems/a.yaml").write_bytes(content)
    ran = bounded(*CHECK)
    assert ran.code == 1
    assert codes <= {finding["code"] for finding in json.loads(ran.out)["findings"]}
    assert ran.out.isascii()


@pytest.mark.parametrize("form", ["text", "concise", "github"])
def test_every_form_can_tell_of_it(form: str) -> None:
    for number, (content, codes) in enumerate(INPUTS.values()):
        if len(content) < SMALL and codes != {"PM010"}:
            Path(f"postmortems/{number}.yaml").write_bytes(content)
    ran = bounded("check", "--format", form, "--no-cache", "--ignore", "PM009,PM010")
    assert ran.code == 1
    assert max(map(len, ran.out.splitlines())) < 250_000


STEERING = (
    "\x1b[31mred \x1b]0;title\x07 \x1b]8;;http://evil.example\x1b\\link \x9b31m \r over \x08\x7f "
    "\u202eback \u2066 \u200b ::error file=x::y %0A::warning::z \n::error::line\n##[error]x"
)
ESCAPED = json.dumps(STEERING)[1:-1].replace("\\u009b", "\\x9b").replace("\x7f", "\\x7f")
REPORT = f"""incident_title: "{ESCAPED}"
date_of_report: 2026-03-14
"{ESCAPED[:60]}": x
team: "{ESCAPED}"
prepared_by: "[{ESCAPED[:20]}]"
impact_assessment: {{severity: "{ESCAPED}"}}
incident_description: {{when: "{ESCAPED}", timeline: [{{time: "{ESCAPED}", event: "{ESCAPED}"}}]}}
action_items:
  - {{action_item: "{ESCAPED}", owner: "{ESCAPED}", due_date: "{ESCAPED}", link: "{ESCAPED}"}}
  - {{action_item: "Rotate {ESCAPED}", owner: all, due_date: 2026-03-01, status: "{ESCAPED}"}}
"""
STEERS = set(
    map(chr, (*range(9), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E, 0x2066, 0x200B))
)
OWN = {"csv": "\r", "markdown": "\u200b"}
"""What forms write themselves: Markdown parts by a zero-width space what would be a mention."""
COMMANDS = [
    *(("check", "--extend-select", "ALL", "--format", f) for f in ("text", "concise", "github")),
    *(("report", "--state", "all", "--format", form) for form in ("table", "markdown", "csv")),
    *(("history", "postmortems/a.yaml", "--format", form) for form in ("text", "markdown")),
    ("verify",),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: f"{words[0]} {words[-1]}")
def test_what_steers_terminals_and_workflows_is_shown_and_not_obeyed(
    command: tuple[str, ...], repository: Path
) -> None:
    Path("postmortems/a.yaml").write_text(REPORT, encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "\x1b[31m::error::x")
    Path("postmortems/a.yaml").write_text(REPORT.replace("2026-03-01", "2026-04-01"), "utf-8")
    git(repository, "commit", "--quiet", "--all", "--message", "Move it")
    ran = bounded(*command, "--no-cache")
    assert ran.code in (0, 1), ran.err
    assert not STEERS.difference(OWN.get(command[-1], "")) & set(ran.out + ran.err)
    assert ran.out
    assert "##[" not in ran.out + ran.err
    lines = (ran.out + ran.err).splitlines()
    if command[-1] == "github":
        written = [line for line in lines if line.startswith("::")]
        assert all("title=PM" in line.split("::")[1] for line in written)
        assert all("::" not in line or line.startswith("::") for line in lines if "PM" in line)
    else:
        assert not [line for line in lines if line.lstrip().startswith("::")]


NAMES = [
    b"new\nline.yaml", b"\n::error::x.yaml", b"-rf.yaml", b"--format=json.yaml",
    b"q\"uo'te`$(id).yaml",
    b"lat\xe9\xff.yaml", b"\x1b[31mred.yaml", b"a:b,c%0A.yaml", b"\xe2\x80\xae.yaml", b"<b>&.yaml",
    b"##[group]x.yaml",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS[:6], ids=lambda words: f"{words[0]} {words[-1]}")
def test_the_name_of_a_file_is_only_its_name_in_every_form(command: tuple[str, ...]) -> None:
    text = "incident_title: x\naction_items: [{action_item: Rotate the keys}]\n"
    for name in NAMES:
        Path(os.fsdecode(b"postmortems/" + name)).write_text(text)
    ran = bounded(*command, "--no-cache")
    assert ran.code == (1 if command[0] == "check" else 0), ran.err
    assert not STEERS.difference(OWN.get(command[-1], "")) & set(ran.out + ran.err)
    assert not [line for line in ran.out.splitlines() if line.startswith("::error::x")]
    assert "##[" not in ran.out + ran.err
    ran.out.encode("utf-8")
    for form in ("check", "report"):
        data = json.loads(bounded(form, "--format", "json", "--no-cache").out)
        paths = {each["path"] for each in data["findings" if form == "check" else "items"]}
        assert len(paths) == len(NAMES)


def test_named_by_its_path_each_of_them_is_checked() -> None:
    for name in NAMES:
        path = Path(os.fsdecode(b"postmortems/" + name))
        path.write_text("team: 14:47\n")
        ran = bounded("check", "--select", "PM007", "--fail-on", "warning", "--", path)
        assert (ran.code, ran.err) == (1, "")


@pytest.fixture
def pipe() -> Path:
    made = Path("postmortems/pipe.yaml")
    os.mkfifo(made)
    return made


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/full", "/dev/stdin", "/dev/tty", "pipe"])
@pytest.mark.parametrize("command", ["check", "report"])
def test_a_device_or_pipe_that_is_named_is_an_error_and_the_rest_is_checked(
    path: str, command: str, pipe: Path
) -> None:
    Path("a.yaml").write_text("team: 14:47\n")
    named = pipe if path == "pipe" else path
    ran = bounded(command, named, "a.yaml", given=b"team: x\n", seconds=30)
    assert ran.code == 2
    assert str(named) in ran.err
    if command == "check":
        assert re.search("not a regular file|symbolic link|[Nn]o such", ran.err)
        assert "PM007" in ran.out


@pytest.mark.parametrize("option", ["--template", "--config"])
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "pipe", "."])
def test_a_template_or_configuration_that_is_no_file_is_an_error(
    option: str, path: str, pipe: Path
) -> None:
    Path("a.yaml").write_text("team: x\n")
    ran = bounded("check", option, pipe if path == "pipe" else path, "a.yaml", seconds=30)
    assert (ran.code, ran.out) == (2, "")


def test_pipes_and_devices_that_are_only_found_are_left_alone(pipe: Path) -> None:
    Path("postmortems/zero.yaml").symlink_to("/dev/zero")
    Path("postmortems/a.yaml").write_text("team: 14:47\n")
    Path("pmlint.toml").symlink_to("/dev/zero")
    ran = bounded("check", "--select", "PM007", seconds=30)
    assert ran.code == 0
    assert "1 report checked" in ran.out


def test_a_link_that_leaves_the_repository_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.yaml"
    secret.write_text("team: 14:47 # the secret\n")
    Path("postmortems/link.yaml").symlink_to(secret)
    Path("postmortems/folder").symlink_to(tmp_path.parent)
    ran = bounded("check", "--format", "text")
    assert "the secret" not in ran.out
    assert ran.code == 2


# --- templates and configurations that somebody else has prepared --------------------------------

ENDLESS = [r"(a|aa)+$", r"^(\w+\s?)*$", r"(a+)+$", r"(.*)*x\1y", r"a*a*a*a*a*b", r"(?=(a+)+$)b"]
VALUES = "team: " + "a" * 60 + "!\n" + "a" * 60 + "!: x\n"


def template(**schema: object) -> None:
    whole = {"x-pmlint-role": "title", **schema}
    Path("t.json").write_text(json.dumps(whole))


@pytest.mark.parametrize("pattern", ENDLESS)
@pytest.mark.parametrize("place", ["pattern", "patternProperties", "both", "propertyNames"])
def test_a_pattern_that_goes_back_and_forth_without_end_is_given_up(
    pattern: str, place: str
) -> None:
    Path("a.yaml").write_text(VALUES + "".join(f"k{n}: {'a' * 50}!\n" for n in range(50)))
    template(**{
        "pattern": {"additionalProperties": {"pattern": pattern}},
        "patternProperties": {"patternProperties": {pattern: {"type": "string"}}},
        "both": {"patternProperties": {pattern: True}, "additionalProperties": False},
        "propertyNames": {"propertyNames": {"pattern": pattern}},
    }[place])  # fmt: skip
    ran = bounded("check", "--template", "t.json", "a.yaml", seconds=60)
    assert ran.code in (0, 1), ran.err
    if pattern == ENDLESS[0]:
        assert "takes too long on this report" in ran.out


def test_a_pattern_that_nothing_could_stop_is_refused() -> None:
    Path("a.yaml").write_text(VALUES)
    template(patternProperties={"(a+)+$": True}, unevaluatedProperties=False)
    ran = bounded("check", "--template", "t.json", "a.yaml")
    assert ran.code == 2
    assert "may be slow to search for, and beside `unevaluatedProperties`" in ran.err
    template(pattern="(?:a{1000}){1000}")
    assert (
        "repeats something more than 10,000 times"
        in bounded("check", "--template", "t.json", "a.yaml").err
    )


def referring(times: int = 2, **more: object) -> list[object]:
    """Return branches that all lead to the same schema."""
    return [{"properties": {"next": {"$ref": "#/$defs/node"}}, **more}] * times


def doubling(keyword: str, last: object) -> dict[str, object]:
    """Return a template of forty schemas, each of which leads to the next in two ways."""
    defs = {f"d{n}": {keyword: [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(40)}
    return {"$ref": "#/$defs/d0", "$defs": {**defs, "d40": last}}


DEPENDING = {
    f"d{n}": {"dependentSchemas": {key: {"$ref": f"#/$defs/d{n + 1}"} for key in ("a", "b")}}
    for n in range(40)
}
NEEDED = {"required": ["nothing"]}
WAYS: dict[str, dict[str, object]] = {
    **{
        f"a circle through {keyword}": {"$ref": "#/$defs/node", "$defs": {"node": node}}
        for keyword, node in {
            "anyOf": {"anyOf": referring(**NEEDED)},
            "oneOf": {"oneOf": referring()},
            "allOf": {"allOf": referring()},
            "not": {"not": {"anyOf": referring(**NEEDED)}},
            "if": {"if": referring()[0], "then": referring()[0]},
            "unevaluatedProperties": {"anyOf": referring(), "unevaluatedProperties": False},
            "items": {"anyOf": [{"additionalProperties": {"$ref": "#/$defs/node"}, **NEEDED}] * 2},
        }.items()
    },
    "forty times two of anyOf": doubling("anyOf", {"type": "integer"}),
    "forty times two of allOf": doubling("allOf", {"type": "object"}),
    "forty times two of dependentSchemas": {
        "$ref": "#/$defs/d0", "unevaluatedProperties": False, "$defs": {**DEPENDING, "d40": {}}
    },
    "ten thousand words for ten thousand texts": {
        "additionalProperties": {"items": {"enum": [f"word {n}" for n in range(10_000)]}}
    },
    "a thousand patterns for ten thousand texts": {
        "additionalProperties": {
            "items": {"allOf": [{"anyOf": [{"pattern": f"^{n}[a-z]*x"}]} for n in range(1_000)]}
        }
    },
}  # fmt: skip
NESTED = "".join("  " * n + "next:\n" for n in range(45)) + "  " * 45 + "x: y\n"


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("has_fast_lane", [True, False], ids=["both", "slow"])
def test_a_template_with_more_ways_than_can_be_gone_is_given_up(
    name: str, has_fast_lane: bool, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.2)
    if not has_fast_lane:
        monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    Path("a.yaml").write_text(f"a: 1\nb: 2\n{NESTED}list:\n" + "- text\n" * 10_000)
    template(**WAYS[name])
    began = process_time()
    ran = pmlint("check", "--template", "t.json", "--select", "PM1", "a.yaml")
    assert ran.code == 1
    assert f"the template {GIVEN_UP}" in ran.out
    assert process_time() - began < 20


def test_all_that_is_tried_for_a_template_stays_within_time_and_memory() -> None:
    Path("a.yaml").write_text(NESTED)
    template(**WAYS["a circle through anyOf"])
    ran = bounded("check", "--template", "t.json", "--select", "PM1", "a.yaml")
    assert (ran.code, f"the template {GIVEN_UP}" in ran.out) == (1, True)


def test_a_long_text_is_not_written_out_for_each_branch_that_it_does_not_fit() -> None:
    Path("a.yaml").write_text(f"text: {'x' * 2_000_000}\n")
    template(anyOf=[{"type": "integer"}] * 1_000)
    ran = bounded(
        "check", "--template", "t.json", "--select", "PM1", "--format", "concise", "a.yaml"
    )
    assert (ran.code, ran.out.count("PM")) == (1, 1)


def test_many_mistakes_are_not_too_many() -> None:
    Path("a.yaml").write_text("a:\n" + "- x\n" * 30_000 + "b:\n" + "- {y: 1}\n" * 1_000)
    whole = {"items": {"type": ["integer", "object"], "additionalProperties": False}}
    template(additionalProperties=whole)
    ran = bounded("check", "--template", "t.json", "--select", "PM1", "--format", "json", "a.yaml")
    assert len(json.loads(ran.out)["findings"]) == 31_000


@pytest.mark.parametrize("has_fast_lane", [True, False], ids=["both", "slow"])
@pytest.mark.parametrize("holder", ["not", "oneOf", "if"])
def test_a_pattern_that_is_given_up_is_no_answer_that_could_be_turned_round(
    holder: str, has_fast_lane: bool, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_fast_lane:
        monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    endless = {"pattern": ENDLESS[0]}
    Path("a.yaml").write_text(VALUES)
    template(additionalProperties={
        "not": {"not": endless},
        "oneOf": {"oneOf": [endless, True]},
        "if": {"if": endless, "then": False},
    }[holder])  # fmt: skip
    ran = pmlint("check", "--template", "t.json", "--select", "PM1", "a.yaml")
    assert (ran.code, "takes too long on this report" in ran.out) == (1, True)


def automaton(states: int) -> dict[str, object]:
    """Return a template whose parts are the sets of its schemas: two to the power of `states`."""

    def node(number: int) -> dict[str, str]:
        return {"$ref": f"#/$defs/n{number}"}

    first = [{"properties": {"a": node(0), "b": node(0)}}, {"properties": {"a": node(1)}}]
    others = {
        f"n{n}": {"properties": {"a": node(n + 1), "b": node(n + 1)}} for n in range(1, states)
    }
    return {**node(0), "$defs": {"n0": {"anyOf": first}, **others, f"n{states}": {}}}


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (automaton(24), "the template has more than 5,000 different parts"),
        ({"properties": {f"k{n}": {"pattern": f"^{n}$"} for n in range(2_001)}},
         "the template has more than 2,000 patterns"),
        ({"properties": {f"k{n}": {"$ref": "#z"} for n in range(2_000)}, "$defs": {
            "z": {"$anchor": "z"}}}, "too many references by `$anchor`"),
    ],
    ids=["parts", "patterns", "anchors"],
)  # fmt: skip
def test_a_template_that_is_too_large_is_an_error(
    schema: dict[str, object], says: str, pmlint: Callable[..., Ran]
) -> None:
    Path("a.yaml").write_text("team: x\n")
    template(**schema)
    ran = pmlint("check", "--template", "t.json", "a.yaml")
    assert ran.code == 2
    assert says in ran.err


def test_a_template_may_refer_to_itself_and_describe_each_part_once(
    pmlint: Callable[..., Ran],
) -> None:
    Path("a.yaml").write_text(NESTED)
    template(
        **{
            "$ref": "#/$defs/node",
            "$defs": {
                "node": {
                    "anyOf": [
                        {"properties": {"next": {"$ref": "#/$defs/node"}, "x": {"type": "string"}}}
                    ]
                    * 9
                }
            },
        }
    )
    assert pmlint("check", "--template", "t.json", "--select", "PM1", "a.yaml").code == 0


@pytest.mark.parametrize("step", ["0.5", "1e-308", "1e999999999", "3", "NaN", "1" + "0" * 100_000])
def test_numbers_without_end_can_be_divided_by_any(step: str) -> None:
    Path("a.yaml").write_text(
        "a: 1e999999999\nb: .inf\nc: .nan\nd: 1" + "0" * 390 + "\ne: 1e-400\nf: -.inf\ng: "
        + "9" * 100_000 + "\n"
    )  # fmt: skip
    rule = f'{{"multipleOf": {step}, "maximum": {step}}}'
    Path("t.json").write_text(f'{{"x-pmlint-role": "title", "additionalProperties": {rule}}}')
    ran = bounded("check", "--template", "t.json", "a.yaml")
    assert ran.code in (1, 2)


def test_a_long_list_of_mappings_is_compared_once() -> None:
    Path("a.yaml").write_text("a:\n" + "".join(f"- {{x: {n}}}\n" for n in range(30_000)))
    template(properties={"a": {"uniqueItems": True}})
    assert bounded("check", "--template", "t.json", "a.yaml").code == 0
    Path("a.yaml").write_text("a: [{x: [1, {}]}, {x: [1.0, {}]}]\nb: [1, true, 0, false, '1']\n")
    template(additionalProperties={"uniqueItems": True})
    ran = bounded("check", "--template", "t.json", "--format", "concise", "a.yaml")
    assert ran.out.count("has the same entry twice") == 1


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef", "$schema", "$id", "$anchor"])
def test_nothing_in_a_template_is_fetched(keyword: str, listener: socket.socket) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/x.json"
    Path("a.yaml").write_text("team: x\n")
    Path("x.json").write_text("{}")
    for target in (
        address,
        f"{address}#/a",
        "file:x.json",
        "x.json",
        f"file://{Path.cwd()}/x.json",
    ):
        template(properties={"team": {keyword: target}}, **{keyword: target})
        ran = bounded("check", "--template", "t.json", "a.yaml")
        assert ran.code in (1, 2) if keyword in ("$ref", "$dynamicRef") else ran.code in (0, 1, 2)
        if keyword in ("$ref", "$dynamicRef"):
            assert "pmlint fetches nothing" in ran.err
    with pytest.raises(TimeoutError):
        listener.accept()


CODE = "import pathlib\npathlib.Path('canary').write_text('run')\n"
CONFIGURATIONS = {
    "a template that is a program": 'template = "evil.py"\n',
    "a template elsewhere": 'template = "/etc/passwd"\n',
    "a template above": 'template = "../../../../../../etc/passwd"\n',
    "a template that is a link": 'template = "link.json"\n',
    "a template on the network": 'template = "http://127.0.0.1:1/t.json"\n',
    "keys that other tools load code by": 'plugins = ["evil"]\n[rules]\nload-plugins = ["evil"]\n',
    "a rule that is a path": 'extend-select = ["./evil.py"]\n',
    "paths out of the repository": 'include = ["../**", "/etc/**"]\n',
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
@pytest.mark.parametrize("form", ["pmlint.toml", "pyproject.toml"])
def test_a_configuration_loads_no_code_and_shows_no_other_file(name: str, form: str) -> None:
    for module in ("evil.py", "regex.py", "yaml.py", "conftest.py", "sitecustomize.py"):
        Path("postmortems", module).write_text(CODE)
    Path("evil.py").write_text(CODE)
    Path("link.json").symlink_to("/etc/passwd")
    head = "" if form == "pmlint.toml" else "[tool.pmlint]\n"
    text = CONFIGURATIONS[name].replace("[rules]", "[rules]" if not head else "[tool.pmlint.rules]")
    hooks = "[build-system]\nbuild-backend = 'evil'\nbackend-path = ['.']\n" if head else ""
    Path(form).write_text(head + text + hooks)
    Path("postmortems/a.yaml").write_text("team: 14:47\n")
    ran = bounded("check", "--no-cache")
    assert ran.code in (1, 2)
    assert "root:" not in ran.out + ran.err
    assert not Path("canary").exists()
    assert not Path("postmortems/canary").exists()


@pytest.mark.parametrize(
    "text",
    ["a." * 200_000 + "b = 1", "x = " + "[" * 100_000, "x = " + "{a = " * 50_000,
     "# pmlint\n" * 500_000, "x = " + "9" * 100_000],
    ids=["parts", "lists", "tables", "large", "number"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["pmlint.toml", "pyproject.toml"])
def test_a_configuration_that_is_too_much_is_an_error(text: str, form: str) -> None:
    Path(form).write_text(f"[tool.pmlint]\n{text}\n")
    Path("postmortems/a.yaml").write_text("team: 14:47\n")
    ran: Bounded = bounded("check", "--no-cache")
    assert (ran.code, ran.out) == (2, "")
    assert form in ran.err
