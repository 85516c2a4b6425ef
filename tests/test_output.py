"""What users and machines see, compared whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.engine import Checked
from pmlint.finding import (
    Edit,
    Finding,
    Fix,
    Place,
    PlacedEdit,
    Severity,
    json_pointer,
)
from pmlint.outcome import Outcome, Resting
from pmlint.output import concise, github, text
from pmlint.output import json as json_form
from pmlint.output.escape import visible, width
from pmlint.output.frame import frame
from pmlint.output.style import PLAIN, Style
from pmlint.postmortem import Stage
from pmlint.text import Span


def finding(**changes: object) -> Finding:
    values: dict[str, object] = {
        "code": "PM301",
        "rule": "action-without-owner",
        "severity": Severity.ERROR,
        "message": 'action item "Rotate" has no owner',
        "path": "postmortems/a.yaml",
        "place": Place(12, 5, 12, 16),
        "pointer": ("action_items", 0),
        "help": "name one person",
        "fix": None,
        "fix_edits": (),
        "source_lines": ("  - action_item: Rotate",),
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


WARNING = finding(
    code="PM007",
    rule="ambiguous-scalar",
    severity=Severity.WARNING,
    message="`14:47` is the number 887 to a YAML 1.1 reader",
    path="postmortems/b.yaml",
    place=Place(3, 7, 3, 12),
    pointer=("team/x", "a~b"),
    help="",
    fix=Fix("put it in quotes", (Edit(Span(20, 25), '"14:47"'),)),
    fix_edits=(PlacedEdit(Place(3, 7, 3, 12), '"14:47"'),),
    source_lines=("time: 14:47",),
)
OUTCOME = Outcome(
    (
        Checked("postmortems/a.yaml", (finding(),), 2, Stage.FINAL),
        Checked("postmortems/b.yaml", (WARNING,), 0, Stage.DRAFT, 7),
        Checked("postmortems/c.yaml", (), 0, Stage.REVIEW, 0),
    ),
    (Resting("PM501", "blame-phrase", ("root-cause", "action-text")),),
    1,
)
EMPTY = Outcome((Checked("a.yaml", (), 0, Stage.FINAL),))


def same(path: str) -> str:
    return path


def test_text_shows_a_frame_for_each_finding_and_closes_with_what_counts() -> None:
    lines = text.render(OUTCOME, show=same, style=PLAIN, columns=80, with_statistics=True)
    assert (
        "\n".join(lines)
        == """\
error[PM301] action-without-owner: action item "Rotate" has no owner
  --> postmortems/a.yaml:12:5
   |
12 |   - action_item: Rotate
   |     ^^^^^^^^^^^
   = help: name one person

warning[PM007] ambiguous-scalar: `14:47` is the number 887 to a YAML 1.1 reader
 --> postmortems/b.yaml:3:7
  |
3 | time: 14:47
  |       ^^^^^

1  PM007 ambiguous-scalar
1  PM301 action-without-owner

3 reports checked: 1 error, 1 warning; 2 findings suppressed; 1 file left out by `exclude`
postmortems/b.yaml is a draft: 7 things left before it can be final
postmortems/c.yaml is in review: nothing is left before it can be final
not checked: PM501 blame-phrase (the template has no part with the roles root-cause, action-text; \
`pmlint rules` says more)"""
    )


def test_text_of_a_clean_run_is_one_line() -> None:
    assert list(text.render(EMPTY, show=same, style=PLAIN, columns=80)) == [
        "1 report checked: nothing to report"
    ]


def test_many_drafts_are_counted_not_listed() -> None:
    drafts = tuple(Checked(f"{n}.yaml", (), 0, Stage.DRAFT, 2) for n in range(8))
    lines = list(text.render(Outcome(drafts), show=same, style=PLAIN, columns=80))
    assert len(lines) == 7
    assert lines[-1] == "3 more reports not final yet: 6 things left"


def test_colours_are_only_where_they_are_wanted() -> None:
    coloured = "\n".join(text.render(OUTCOME, show=same, style=Style(True), columns=80))
    assert "\x1b[1;31merror[PM301]\x1b[0m" in coloured
    assert "\x1b[1;33mwarning[PM007]\x1b[0m" in coloured
    assert "\x1b" not in "\n".join(text.render(OUTCOME, show=same, style=PLAIN, columns=80))


def test_concise_is_one_line_for_each_finding() -> None:
    lines = concise.render(OUTCOME, show=lambda p: f"../{p}", style=PLAIN, with_statistics=True)
    assert list(lines)[:4] == [
        '../postmortems/a.yaml:12:5: error PM301 action-without-owner: action item "Rotate" has '
        "no owner",
        "../postmortems/b.yaml:3:7: warning PM007 ambiguous-scalar: `14:47` is the number 887 to a "
        "YAML 1.1 reader",
        "1  PM007 ambiguous-scalar",
        "1  PM301 action-without-owner",
    ]


def test_json_has_exactly_the_keys_of_the_contract() -> None:
    document = json.loads(
        "\n".join(json_form.render(OUTCOME, tool_version="1.2.3", with_statistics=True))
    )
    assert document == {
        "version": 1,
        "tool": {"name": "pmlint", "version": "1.2.3"},
        "summary": {"reports": 3, "errors": 1, "warnings": 1, "infos": 0, "suppressed": 2},
        "findings": [
            {
                "code": "PM301",
                "rule": "action-without-owner",
                "severity": "error",
                "message": 'action item "Rotate" has no owner',
                "path": "postmortems/a.yaml",
                "line": 12,
                "column": 5,
                "end_line": 12,
                "end_column": 16,
                "pointer": "/action_items/0",
                "help": "name one person",
                "fix": None,
            },
            {
                "code": "PM007",
                "rule": "ambiguous-scalar",
                "severity": "warning",
                "message": "`14:47` is the number 887 to a YAML 1.1 reader",
                "path": "postmortems/b.yaml",
                "line": 3,
                "column": 7,
                "end_line": 3,
                "end_column": 12,
                "pointer": "/team~1x/a~0b",
                "help": "",
                "fix": {
                    "safe": True,
                    "message": "put it in quotes",
                    "edits": [
                        {
                            "line": 3,
                            "column": 7,
                            "end_line": 3,
                            "end_column": 12,
                            "text": '"14:47"',
                        }
                    ],
                },
            },
        ],
        "unfinished": [
            {"path": "postmortems/b.yaml", "status": "draft", "remaining": 7},
            {"path": "postmortems/c.yaml", "status": "review", "remaining": 0},
        ],
        "resting": [
            {
                "code": "PM501",
                "rule": "blame-phrase",
                "roles": ["root-cause", "action-text"],
                "reason": "",
                "reports": 0,
            }
        ],
        "statistics": [
            {"code": "PM007", "rule": "ambiguous-scalar", "count": 1},
            {"code": "PM301", "rule": "action-without-owner", "count": 1},
        ],
    }


def test_github_gets_errors_first_and_the_help_below_the_message() -> None:
    outcome = Outcome((Checked("a", (WARNING, finding(path="z"))),))
    assert list(github.render(outcome)) == [
        "::error file=z,line=12,endLine=12,col=5,endColumn=16,"
        'title=PM301 action-without-owner::action item "Rotate" has no owner%0Aname one person',
        "::warning file=postmortems/b.yaml,line=3,endLine=3,col=7,endColumn=12,"
        "title=PM007 ambiguous-scalar::`14:47` is the number 887 to a YAML 1.1 reader",
        "1 report checked: 1 error, 1 warning",
    ]


def test_github_names_no_columns_for_more_than_one_line() -> None:
    outcome = Outcome((Checked("a", (finding(place=Place(1, 5, 3, 2), help=""),)),))
    assert next(github.render(outcome)).startswith(
        "::error file=postmortems/a.yaml,line=1,endLine=3,title="
    )


@given(st.text(), st.text())
def test_no_text_of_a_report_becomes_a_command_of_its_own(message: str, path: str) -> None:
    outcome = Outcome((Checked(path, (finding(message=message, help=message, path=path),)),))
    lines = list(github.render(outcome, with_statistics=True))
    assert lines[0].startswith("::error file=")
    assert lines[0].count("::") >= 2
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert not any(line.lstrip().startswith("::") for line in lines[1:])
    assert ":" not in lines[0].split("line=")[0].removeprefix("::error file=")


@given(st.text())
def test_what_is_visible_has_nothing_that_a_terminal_obeys(value: str) -> None:
    shown = visible(value)
    assert all(c.isprintable() or c == "\u200d" for c in shown)
    assert width(shown) >= 0


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("##[error]x ###[group]é", "## [error]x ### [group]é"),
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("a\tb", "a    b"),
        ("\x7f", "␡"),
        ("\u202eevil", "<U+202E>evil"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("\x9b31m", "<U+009B>31m"),
        ("\ud800", "<U+D800>"),
        ("👩‍🚒 é 日本", "👩‍🚒 é 日本"),
    ],
)
def test_what_hides_is_shown(value: str, shown: str) -> None:
    assert visible(value) == shown


def framed(line: str, start: int, end: int, columns: int = 60) -> list[str]:
    place = Place(1, start + 1, 1, end + 1)
    return list(frame(finding(place=place, source_lines=(line,)), columns, PLAIN))[1:]


def test_the_underline_counts_columns_of_the_terminal_not_characters() -> None:
    assert framed("\t日本 é: x", 5, 6) == ["1 |     日本 é: x", "  |           ^"]
    assert framed("a: 日本", 3, 5) == ["1 | a: 日本", "  |    ^^^^"]
    assert framed("a: \x1b[0m", 3, 7) == ["1 | a: ␛[0m", "  |    ^^^^"]


def test_a_span_of_nothing_is_one_caret() -> None:
    assert framed("owner:", 6, 6) == ["1 | owner:", "  |       ^"]


def test_a_span_over_several_lines_is_underlined_to_the_end_of_the_first() -> None:
    lines = list(frame(finding(place=Place(1, 4, 2, 3), source_lines=("a: |", "  x")), 60, PLAIN))
    assert lines[1:] == ["1 | a: |", "  |    ^"]


def test_a_long_line_is_cut_around_the_span() -> None:
    line = "x" * 200 + "HERE" + "y" * 200
    top, bottom = framed(line, 200, 204, 44)
    assert top == "1 | …" + "x" * 17 + "HERE" + "y" * 17 + "…"
    assert bottom == "  | " + " " * 18 + "^^^^"


def test_a_long_span_is_cut_itself_and_what_is_short_is_not_cut() -> None:
    top, bottom = framed("a: " + "z" * 300, 3, 303, 44)
    assert top == "1 | a: " + "z" * 29 + "…"
    assert bottom == "  |    " + "^" * 30
    assert framed("w" * 30, 28, 30, 34)[0] == "1 | " + "w" * 30


@given(st.text(max_size=200), st.data())
def test_a_frame_never_outgrows_the_terminal(line: str, data: st.DataObject) -> None:
    line = line.replace("\n", " ").replace("\r", " ")
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    columns = data.draw(st.integers(30, 100))
    for shown in framed(line, start, end, columns):
        assert width(shown) <= columns + 1


@given(st.text("#[ ]x", max_size=12), st.data())
def test_no_frame_holds_what_a_runner_of_workflows_takes_for_a_command(
    line: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    lines = framed(f"##[error]{line}", start + 9, end + 9, 80) + framed(line, start, end, 80)
    assert not [shown for shown in lines if "##[" in shown]


@given(st.lists(st.text() | st.integers(0, 99)))
def test_a_json_pointer_can_be_read_back(steps: list[str | int]) -> None:
    pointer = json_pointer(tuple(steps))
    read = [s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:]]
    assert read == [str(step) for step in steps]
