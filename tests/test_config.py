"""The configuration: the nearest one, checked to the letter."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from pmlint.catalog import catalog
from pmlint.config.find import nearest
from pmlint.config.read import read
from pmlint.config.schema import json_schema
from pmlint.errors import ConfigurationError
from pmlint.finding import Severity
from pmlint.policy import Policy
from pmlint.settings import selected

EVERYTHING = """
template = "ours.schema.json"
include = ["reports/**/*.yaml"]
exclude = ["reports/old/"]
force-exclude = true
select = ["PM1", "action-without-owner"]
extend-select = ["PM308"]
ignore = ["PM104"]
fail-on = "warning"

[per-file-ignores]
"reports/2019/**" = ["PM5"]

[severity]
PM101 = "warning"
time-without-zone = "error"

[limits]
bytes = 1000
depth = 10
nodes = 100

[rules.generic-owner]
teams = ["SRE"]

[rules.PM308.days]
critical = 7

[sign-off]
approvers = ["Ada Okafor", "@bo", "@acme/sre"]
code-owners = true
signatures = true
allowed-signers = "./ops//allowed"
revoked-signers = "ops/revoked"
self-approval = true

[sign-off.approvals]
minor = 0
critical = 2

[sign-off.people]
"@bo" = ["bo@example.com"]
"@acme/sre" = ["@bo", "Cy Duarte"]
"""


def write(folder: Path, text: str, name: str = "pmlint.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_is_read(tmp_path: Path) -> None:
    found = read(write(tmp_path, EVERYTHING), catalog())
    assert found.base == tmp_path
    assert found.template == tmp_path / "ours.schema.json"
    assert found.include == ("reports/**/*.yaml",)
    assert found.exclude == ("reports/old/",)
    assert found.force_exclude is True
    assert found.select == ("PM1", "action-without-owner")
    assert found.extend_select == ("PM308",)
    assert found.ignore == ("PM104",)
    assert found.fail_on is Severity.WARNING
    assert found.per_file_ignores == (("reports/2019/**", ("PM5",)),)
    assert found.severities == {"PM101": Severity.WARNING, "PM403": Severity.ERROR}
    assert (found.limits.bytes, found.limits.depth, found.limits.nodes) == (1000, 10, 100)
    assert found.options["PM304"]["teams"] == ("SRE",)
    assert found.options["PM308"]["days"]["critical"] == 7
    assert found.options["PM308"]["days"].keys() == {"critical", "major", "minor"}
    assert found.policy == Policy(
        approvals={"minor": 0, "major": 1, "critical": 2},
        approvers=("Ada Okafor", "@bo", "@acme/sre"),
        code_owners=True,
        signatures=True,
        allowed_signers="ops/allowed",
        revoked_signers="ops/revoked",
        self_approval=True,
        people={"@bo": ("bo@example.com",), "@acme/sre": ("@bo", "Cy Duarte")},
    )


def test_without_the_table_the_policy_is_the_default_one(tmp_path: Path) -> None:
    assert read(write(tmp_path, ""), catalog()).policy == Policy()
    assert read(write(tmp_path, "[sign-off]\n"), catalog()).policy == Policy()


NUMBER = "takes a whole number, 0 or more"
NAMES = "takes a list of texts, none of them empty"
INSIDE = "takes a path from the root of the repository, with / and without .."
OUTSIDE = (
    '"/etc/keys"', '"../keys"', '"a/../../keys"', '"a/.."', '".."', '"-f"', '"C:/keys"',
    "'a\\b'", '""', '"."', '"./"', '"~/keys"', '"a\\n"', '"a\\u0000b"', "3",
)  # fmt: skip
MISTAKES = {
    f"[sign-off]\nallowed-signers = {path}": f"2:1: `allowed-signers` {INSIDE}" for path in OUTSIDE
} | {
    'inclde = ["a"]': "1:1: unknown key `inclde`; did you mean `include`?",
    'fail_on = "error"': "1:1: unknown key `fail_on`; did you mean `fail-on`?",
    "\nweather = 1": "2:1: unknown key `weather`; known here: template, include, exclude, "
    "force-exclude, select, extend-select, ignore, fail-on, per-file-ignores, severity, limits, "
    "rules, sign-off, owners",
    'include = "a"': "1:1: `include` takes a list of texts",
    "exclude = [1]": "1:1: `exclude` takes a list of texts",
    "template = 1": "1:1: `template` takes text in quotes",
    'force-exclude = "yes"': "1:1: `force-exclude` takes true or false",
    'fail-on = "fatal"': "1:1: `fail-on` is one of error, warning, info, never, not `fatal`",
    "limits = 1": "1:1: `limits` takes a table",
    "[limits]\nbytes = 0": "2:1: `bytes` takes a whole number above 0",
    "[limits]\ndept = 3": "2:1: unknown key `dept` under [limits]; did you mean `depth`?",
    'select = ["PM999"]': "1:1: there is no rule or family `PM999`",
    'ignore = ["blame-frase"]': "1:1: there is no rule or family `blame-frase`; did you mean "
    "`blame-phrase`?",
    '[severity]\nPM101 = "bad"': "2:1: `PM101` is one of error, warning, info, not `bad`",
    '[severity]\nPM1o1 = "error"': "2:1: there is no rule or family `PM1o1`",
    '[per-file-ignores]\n"a/**" = "PM1"': "2:1: `a/**` takes a list of texts",
    '[per-file-ignores]\n"a/**" = ["PM1x"]': "2:1: there is no rule or family `PM1x`",
    "[rules.PM001]\nx = 1": "1:2: PM001 syntax-error has no options",
    "[rules.generic-owner]\nteam = []": "2:1: unknown key `team` under [rules.generic-owner]; "
    "did you mean `teams`?",
    '[rules.generic-owner]\nteams = "x"': "2:1: `teams` takes a list of texts",
    "[rules.PM308.days]\ncritcal = 7": "2:1: unknown key `critcal` under [rules.PM308.days]; did "
    "you mean `critical`?",
    "[rules.PM308]\ndays = {critical = 0}": "2:1: `critical` takes a whole number above 0",
    '[severity]\nPM3 = "error"': "2:1: `PM3` is a family: name its rules one by one, by code or "
    "name",
    "[limits]\nbytes = 99999999999999999999": "2:1: `bytes` takes a whole number above 0",
    "sign-off = 1": "1:1: `sign-off` takes a table",
    "[sign-off]\napproval = {}": "2:1: unknown key `approval` under [sign-off]; did you mean "
    "`approvals`?",
    "[sign-off]\ncode_owners = true": "2:1: unknown key `code_owners` under [sign-off]; did you "
    "mean `code-owners`?",
    "[sign-off]\napprovals = 2": "2:1: `approvals` takes a table",
    "[sign-off.approvals]\ncritcal = 2": "2:1: unknown key `critcal` under [sign-off.approvals]; "
    "did you mean `critical`?",
    "[sign-off.approvals]\ncritical = -1": f"2:1: `critical` {NUMBER}",
    "[sign-off.approvals]\ncritical = true": f"2:1: `critical` {NUMBER}",
    '[sign-off.approvals]\ncritical = "two"': f"2:1: `critical` {NUMBER}",
    "[sign-off.approvals]\ncritical = 1.5": f"2:1: `critical` {NUMBER}",
    '[sign-off]\napprovers = "bo"': f"2:1: `approvers` {NAMES}",
    '[sign-off]\napprovers = ["bo", " "]': f"2:1: `approvers` {NAMES}",
    '[sign-off]\ncode-owners = "yes"': "2:1: `code-owners` takes true or false",
    "[sign-off]\nsignatures = 1": "2:1: `signatures` takes true or false",
    "[sign-off]\nself-approval = []": "2:1: `self-approval` takes true or false",
    '[sign-off]\nrevoked-signers = "../revoked"': f"2:1: `revoked-signers` {INSIDE}",
    "[sign-off]\npeople = []": "2:1: `people` takes a table",
    '[sign-off.people]\n"@bo" = "bo@example.com"': f"2:1: `@bo` {NAMES}",
    '[sign-off.people]\nbo = [""]': f"2:1: `bo` {NAMES}",
    '[sign-off.people]\n"Bo Lindqvist" = []': "2:1: `Bo Lindqvist` is neither a handle (`@bo`) nor "
    "a team (`@org/team`)",
    '[sign-off.people]\n"@" = []': "2:1: `@` is neither a handle (`@bo`) nor a team (`@org/team`)",
    '[sign-off.people]\n"b@x.org" = []': "2:1: `b@x.org` is neither a handle (`@bo`) nor a team "
    "(`@org/team`)",
    "a = ": "1:1: not TOML: invalid value",
    "a = 1\nb = x": "2:5: not TOML: invalid value",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_has_its_place_and_what_was_meant(text: str, tmp_path: Path) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigurationError) as error:
        read(path, catalog())
    words = MISTAKES[text]
    said = str(error.value).removeprefix(f"{path}:")
    if words.endswith("`"):
        assert said.startswith(words)
    else:
        assert said == words


def test_a_mistake_in_pyproject_has_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "[project]\nname = 'x'\n\n[tool.pmlint]\nslect = []\n", "pyproject.toml")
    with pytest.raises(ConfigurationError, match=r"pyproject\.toml:5:1: unknown key `slect`; did"):
        read(path, catalog())


@pytest.mark.parametrize(
    "text",
    [
        "[tool]\npmlint.slect = []\n",
        "[ tool . pmlint ]\nslect = []\n",
        '[tool."pmlint"]\nslect=[]\n',
    ],
)
def test_every_way_to_write_the_table_in_pyproject_is_found(text: str, tmp_path: Path) -> None:
    path = write(tmp_path, text, "pyproject.toml")
    assert nearest(tmp_path, tmp_path) == path
    with pytest.raises(ConfigurationError, match="unknown key `slect`"):
        read(path, catalog())


@pytest.mark.parametrize(
    "text",
    ["[[tool.pmlint]]\na = 1\n", "[tool]\npmlint = 3\n", "a = " + "9" * 5000, "a = " + "[" * 3000],
)
def test_odd_toml_is_an_error_with_a_place(text: str, tmp_path: Path) -> None:
    path = write(tmp_path, text, "pyproject.toml")
    with pytest.raises(ConfigurationError, match=r"pyproject\.toml:\d+:\d+: "):
        read(path, catalog())


@pytest.mark.parametrize("text", ["# [tool.pmlint]\ntool = 3\n", "[tool.other]\nx = 'pmlint'\n"])
def test_a_pyproject_without_the_table_is_passed_over(text: str, tmp_path: Path) -> None:
    write(tmp_path, text, "pyproject.toml")
    assert nearest(tmp_path, tmp_path) is None


def test_bytes_that_are_not_utf_8_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "pmlint.toml"
    path.write_bytes(b'include = ["\xe9"]')
    with pytest.raises(ConfigurationError, match=r"not UTF-8 \(byte offset 12\)"):
        read(path, catalog())


def test_a_folder_of_that_name_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pmlint.toml").mkdir()
    with pytest.raises(ConfigurationError, match="cannot be read: is a directory"):
        read(tmp_path / "pmlint.toml", catalog())


def test_the_nearest_configuration_wins_and_nothing_above_the_top_is_seen(tmp_path: Path) -> None:
    top, deep = tmp_path / "top", tmp_path / "top" / "a" / "b"
    deep.mkdir(parents=True)
    write(tmp_path, "")
    assert nearest(deep, top) is None
    project = write(top, "[tool.pmlint]\n", "pyproject.toml")
    assert nearest(deep, top) == project
    dotted = write(top, "", ".pmlint.toml")
    assert nearest(deep, top) == dotted
    plain = write(top, "")
    assert nearest(deep, top) == plain
    own = write(top / "a", "", ".pmlint.toml")
    assert nearest(deep, top) == own
    write(deep, "[tool.other]\n", "pyproject.toml")
    assert nearest(deep, top) == own


def test_the_more_exact_word_wins() -> None:
    rules = catalog()

    def on(
        *ignore: str, select: tuple[str, ...] | None = None, extend: tuple[str, ...] = ()
    ) -> frozenset[str]:
        return selected(rules, select, extend, ignore)

    assert "PM101" in on()
    assert "PM308" not in on()
    assert "PM308" in on(extend=("PM308",))
    assert "PM101" not in on("PM1")
    assert "PM101" in on("PM1", extend=("PM101",))
    assert "PM101" not in on("PM101", extend=("PM1",))
    assert "PM101" not in on("missing-section", extend=("PM101",))
    assert on(select=("PM1",)) == {code for code in rules.codes.values() if code[:3] == "PM1"}
    assert on(select=("ALL",)) == set(rules.codes.values())
    assert "PM503" in on("PM5", select=("unquantified-impact",))


def test_the_schema_of_the_configuration_knows_what_is_read_and_refuses_what_is_not() -> None:
    schema = json_schema(catalog())
    Draft7Validator.check_schema(schema)
    judge = Draft7Validator(schema)
    assert judge.is_valid(tomllib.loads(EVERYTHING))
    assert json.dumps(schema)
    for text, words in MISTAKES.items():
        if "not TOML" not in words and "9999999" not in text:
            assert not judge.is_valid(tomllib.loads(text)), text
