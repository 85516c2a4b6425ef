"""The command line as users meet it: exit codes, options, words."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran, git

from pmlint import __version__

Run = Callable[..., Ran]
BAD = "team: 14:47\n"


def report(path: str, text: str) -> Path:
    found = Path(path)
    found.parent.mkdir(parents=True, exist_ok=True)
    found.write_text(text, encoding="utf-8")
    return found


# --- exit codes ------------------------------------------------------------------------------


def test_0_where_nothing_is_at_or_above_the_severity_that_fails(
    pmlint: Run, repository: Path, good: str
) -> None:
    report("postmortems/a.yaml", good)
    assert pmlint("check") == Ran(0, "1 report checked: nothing to report\n", "")


def test_1_where_something_is(pmlint: Run, repository: Path, good: str) -> None:
    report("postmortems/a.yaml", good.replace("team:", "Team:"))
    ran = pmlint("check", "--format", "concise")
    assert ran.code == 1
    assert "error PM104 unknown-field: the template knows no key `Team`" in ran.out


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on_says_what_fails(pmlint: Run, repository: Path, fail_on: str, code: int) -> None:
    report("postmortems/a.yaml", BAD)
    assert pmlint("check", "--select", "PM007", "--fail-on", fail_on).code == code


def test_fail_on_of_the_configuration_counts_and_the_option_wins(
    pmlint: Run, repository: Path
) -> None:
    report("postmortems/a.yaml", BAD)
    report("pmlint.toml", 'select = ["PM007"]\nfail-on = "warning"\n')
    assert pmlint("check").code == 1
    assert pmlint("check", "--fail-on", "error").code == 0
    assert pmlint("check", "--isolated", "--select", "PM007").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "the following arguments are required: COMMAND"),
        (("chek",), "invalid choice: 'chek'"),
        (
            ("check", "--unsafe-fixes"),
            "--unsafe-fixes only says which fixes are made: add --",
        ),
        (
            ("check", "--fix", "--staged"),
            "--fix is for the files of the working tree, and --",
        ),
        (("check", "--diff", "--rev", "HEAD"), "--diff is for the files of the working tree, and "),
        (("check", "--diff", "--format", "json"), "no findings: leave out --format json"),
        (("check", "--diff", "--statistics"), "no findings: leave out --statistics"),
        (("check", "--staged", "--rev", "HEAD"), "argument --rev: not allowed with argument --sta"),
        (("check", "--staged"), " is in no Git repository"),
        (("check", "-", "--since", "HEAD"), "- (standard input) is checked as it is: leave out --"),
        (("check", "--sel", "PM1"), "unrecognized arguments: --sel"),
        (("check", "--select", "PM3o1"), "there is no rule or family `PM3o1`; did you mean `PM3"),
        (("check", "--ignore", "blame"), "there is no rule or family `blame`"),
        (("check", "--today", "yesterday"), "--today takes a date such as 2026-03-14, not"),
        (("check", "--config", "none.toml"), "none.toml: there is no such configuration file"),
        (("check", "--template", "none.json", "a.yaml"), "none.json: the template cannot be read"),
        (("check", "--config", "x", "--isolated"), "not allowed with argument --config"),
        (("check", "-", "a.yaml"), "- (standard input) stands alone"),
        (("check", "--select", ""), "--extend-select and --ignore need a code or a name"),
        (
            ("check", "--select", ","),
            "--select, --extend-select and --ignore need a code or a name",
        ),
        (("check", ""), "an empty path names nothing"),
        (("rule", "PM999"), "there is no rule or family `PM999`"),
        (("reports",), "invalid choice: 'reports'"),
    ],
)
def test_2_where_the_call_is_wrong(
    pmlint: Run, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    report("a.yaml", BAD)
    ran = pmlint(*arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err


def test_2_where_no_report_is_found_and_none_was_named(pmlint: Run, repository: Path) -> None:
    ran = pmlint("check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "pmlint: error: no report found: there is no YAML file in this folder that Git does "
        "not ignore; "
        "`pmlint new PATH` begins one\n"
    )


def test_2_where_include_matches_nothing_and_the_words_say_what_to_do(
    pmlint: Run, repository: Path
) -> None:
    report("reports/a.yaml", BAD)
    report("reports/b.yaml", BAD)
    assert pmlint("check", "reports").err == (
        "pmlint: error: no report found in reports: the default `include` matches none of its 2 "
        "YAML files (reports/a.yaml, …)\n"
        "name the files, put them into a folder named postmortems, or set `include` in "
        'pmlint.toml, for example: include = ["reports/**/*.yaml"]\n'
    )


def test_2_where_one_file_of_many_cannot_be_read_and_the_rest_is_checked(
    pmlint: Run, repository: Path, good: str
) -> None:
    report("a.yaml", good)
    os.mkfifo("pipe.yaml")
    ran = pmlint("check", "a.yaml", "none.yaml", "pipe.yaml")
    assert ran.code == 2
    assert ran.out == "1 report checked: nothing to report; 2 could not be read\n"
    assert ran.err == (
        "pmlint: error: none.yaml: no such file or directory\n"
        "pmlint: error: pipe.yaml: not a regular file, so it is not read\n"
    )


def test_a_broken_report_is_a_finding_never_a_traceback(pmlint: Run, tmp_path: Path) -> None:
    Path("a.yaml").write_bytes(b"\xff\xfe\x00")
    ran = pmlint("check", "a.yaml", "--format", "concise")
    assert ran.code == 1
    assert ran.out.startswith("a.yaml:1:1: error PM002 undecodable-file: the file is UTF-16")


def test_a_mistake_of_pmlint_itself_is_a_sentence_not_a_traceback(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("oh")

    report("a.yaml", BAD)
    monkeypatch.setattr("pmlint.kept.check", broken)
    ran = pmlint("check", "a.yaml")
    assert ran.code == 2
    assert ran.err.startswith("pmlint: internal error: ValueError: oh\nthis is a mistake in pmlint")
    monkeypatch.setenv("PMLINT_DEBUG", "1")
    with pytest.raises(ValueError, match="oh"):
        pmlint("check", "a.yaml")


def test_130_when_interrupted(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    report("a.yaml", BAD)
    monkeypatch.setattr("pmlint.kept.check", interrupted)
    assert pmlint("check", "a.yaml") == Ran(130, "", "pmlint: interrupted\n")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    for number in range(300):
        report(f"postmortems/{number}.yaml", BAD)
    done = subprocess.run(
        f"{sys.executable} -m pmlint check --select PM007 2>err | head -n 1",
        shell=True, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.startswith("warning[PM007]")
    assert Path("err").read_text() == ""


# --- what is checked -------------------------------------------------------------------------


def test_the_whole_repository_is_checked_from_any_folder_of_it_with_paths_as_seen_from_there(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("postmortems/a.yaml", BAD)
    report("docs/incidents/2026/b.yml", BAD)
    report("checkout.postmortem.yaml", BAD)
    report("other/c.yaml", BAD)
    monkeypatch.chdir(repository / "docs")
    ran = pmlint("check", "--select", "PM007", "--format", "concise")
    assert [line.split(":")[0] for line in ran.out.splitlines()[:-2]] == [
        "../checkout.postmortem.yaml",
        "incidents/2026/b.yml",
        "../postmortems/a.yaml",
    ]
    ran = pmlint("check", "--select", "PM007", "--format", "json")
    assert [f["path"] for f in json.loads(ran.out)["findings"]] == [
        "checkout.postmortem.yaml",
        "docs/incidents/2026/b.yml",
        "postmortems/a.yaml",
    ]


def test_what_git_ignores_is_not_found_but_what_is_named_is_checked(
    pmlint: Run, repository: Path
) -> None:
    report("postmortems/a.yaml", BAD)
    report("postmortems/scratch/b.yaml", BAD)
    report(".gitignore", "scratch/\n")
    assert "1 report checked" in pmlint("check").out
    assert "1 report checked" in pmlint("check", "postmortems/scratch/b.yaml").out


def test_deleted_files_symlinks_and_other_endings_are_not_found(
    pmlint: Run, repository: Path
) -> None:
    report("postmortems/a.yaml", BAD)
    report("postmortems/gone.yaml", BAD)
    report("postmortems/notes.md", "# notes")
    git(repository, "add", ".")
    Path("postmortems/gone.yaml").unlink()
    Path("postmortems/link.yaml").symlink_to("a.yaml")
    assert "1 report checked" in pmlint("check").out


def test_names_with_spaces_quotes_line_breaks_and_other_letters_are_found(
    pmlint: Run, repository: Path
) -> None:
    names = ["a b.yaml", "é日本.yaml", "-x.yaml", "q\"uo'te.yaml", "new\nline.yaml"]
    for name in names:
        report(f"postmortems/{name}", BAD)
    Path(os.fsdecode(b"postmortems/lat\xe9.yaml")).write_text(BAD)
    ran = pmlint("check", "--select", "PM007", "--format", "concise")
    assert ran.code == 0
    assert "6 reports checked: 6 warnings" in ran.out
    assert "postmortems/new␊line.yaml:1:7" in ran.out
    assert json.loads(pmlint("check", "--format", "json").out)["summary"]["reports"] == 6


def test_outside_of_a_repository_hidden_folders_are_left_out(pmlint: Run, tmp_path: Path) -> None:
    report("postmortems/a.yaml", BAD)
    report("postmortems/.cache/b.yaml", BAD)
    assert "1 report checked" in pmlint("check").out


def test_exclude_leaves_out_what_is_found_and_force_exclude_also_what_is_named(
    pmlint: Run, repository: Path
) -> None:
    report("postmortems/a.yaml", BAD)
    report("postmortems/old/b.yaml", BAD)
    report("pmlint.toml", 'exclude = ["postmortems/old/"]\n')
    assert "1 report checked" in pmlint("check").out
    assert "1 report checked" in pmlint("check", "postmortems").out
    assert "2 reports checked" in pmlint("check", "postmortems", "postmortems/old/b.yaml").out
    assert "1 report checked" in pmlint("check", "postmortems/old").out
    forced = pmlint("check", "--force-exclude", "postmortems/old/b.yaml")
    assert forced.code == 0
    assert forced.out == ("0 reports checked: nothing to report; 1 file left out by `exclude`\n")
    report("pmlint.toml", 'exclude = ["postmortems/old/"]\nforce-exclude = true\n')
    assert "0 reports checked" in pmlint("check", "postmortems/old/b.yaml").out


@pytest.mark.parametrize("pattern", ["*.yaml", "**/*.yaml", "**", "*"])
def test_an_exclusion_of_everything_excludes_everything(
    pmlint: Run, repository: Path, pattern: str
) -> None:
    report("postmortems/a.yaml", BAD)
    report("pmlint.toml", f'exclude = ["{pattern}"]\n')
    assert pmlint("check").code == 2
    assert pmlint("check", ".").code == 2


def test_what_is_no_pattern_is_an_error(pmlint: Run, repository: Path) -> None:
    report("postmortems/a.yaml", BAD)
    report("pmlint.toml", 'include = ["a\\\\"]\n')
    ran = pmlint("check")
    assert ran.code == 2
    assert ran.err.startswith("pmlint: error: 'a")


def test_a_folder_elsewhere_outside_of_git_is_looked_into(
    pmlint: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("there/postmortems/a.yaml", BAD)
    Path("here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    ran = pmlint("check", tmp_path / "there", "--select", "PM007", "--format", "concise")
    assert ran.out.startswith(f"{tmp_path}/there/postmortems/a.yaml:1:7: warning PM007")


def test_standard_input_that_is_closed_and_output_that_is_full_are_errors(tmp_path: Path) -> None:
    report("a.yaml", BAD)
    run = f"PYTHONPATH={ROOT} {sys.executable} -m pmlint check"
    closed = subprocess.run(f"{run} - <&-", shell=True, capture_output=True, text=True, check=False)
    assert (closed.returncode, closed.stderr) == (2, "pmlint: error: standard input is closed\n")
    mute = subprocess.run(f"{run} a.yaml >&-", shell=True, stderr=-1, text=True, check=False)
    words = "pmlint: error: standard output is closed; --output-file writes elsewhere\n"
    assert (mute.returncode, mute.stderr) == (2, words)
    file = subprocess.run(f"{run} a.yaml --output-file x >&-", shell=True, stderr=-1, check=False)
    assert (file.returncode, file.stderr) == (1, b"")
    full = subprocess.run(
        f"{run} a.yaml > /dev/full", shell=True, capture_output=True, text=True, check=False
    )
    assert full.returncode == 2
    assert full.stderr.startswith("pmlint: error: no space left on device\n")


def test_the_nearest_configuration_judges_each_report(pmlint: Run, repository: Path) -> None:
    report("postmortems/a.yaml", BAD)
    report("postmortems/b/c.yaml", BAD)
    report("pmlint.toml", 'select = ["PM007"]\n')
    report("postmortems/b/pmlint.toml", 'select = ["PM007"]\ninclude = ["*.yaml"]\n'
           "[severity]\nPM007 = 'error'\n")  # fmt: skip
    out = pmlint("check", "--format", "concise").out
    assert "postmortems/a.yaml:1:7: warning PM007" in out
    assert "postmortems/b/c.yaml:1:7: error PM007" in out


def test_nothing_above_the_repository_root_is_read(
    pmlint: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("pmlint.toml", "nonsense = 1\n")
    inner = tmp_path / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    monkeypatch.chdir(inner)
    report("a.yaml", BAD)
    assert pmlint("check", "a.yaml", "--select", "PM007").code == 0


def test_per_file_ignores_count_where_the_pattern_matches(pmlint: Run, repository: Path) -> None:
    report("postmortems/2019/a.yaml", BAD)
    report("postmortems/2026/b.yaml", BAD)
    report(
        "pmlint.toml", 'select = ["PM007"]\n[per-file-ignores]\n"postmortems/2019/**" = ["PM0"]\n'
    )
    out = pmlint("check", "--format", "concise").out
    assert "2019" not in out
    assert "2026/b.yaml:1:7: warning PM007" in out


def test_options_of_a_rule_are_those_of_the_configuration(pmlint: Run, repository: Path) -> None:
    text = "action_items:\n  - {action_item: x, owner: The Team, due_date: 2026-04-01}\n"
    report("postmortems/a.yaml", text)
    assert pmlint("check", "--select", "PM304").code == 1
    report("pmlint.toml", '[rules.generic-owner]\nteams = ["The Team"]\n')
    assert pmlint("check", "--select", "PM304").code == 0


def test_limits_are_those_of_the_configuration(pmlint: Run, repository: Path) -> None:
    report("postmortems/a.yaml", "a: " + "x" * 100)
    report("pmlint.toml", "[limits]\nbytes = 50\n")
    assert "PM006" in pmlint("check").out


def test_standard_input_is_checked_under_the_name_that_is_given(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("postmortems/pmlint.toml", 'select = ["PM007"]\n')
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    ran = pmlint("check", "-", "--stdin-filename", "postmortems/new.yaml", "--format", "concise")
    assert ran.code == 0
    assert ran.out.startswith("postmortems/new.yaml:1:7: warning PM007 ambiguous-scalar")


def test_standard_input_without_a_name_is_checked_too(
    pmlint: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert pmlint("check", "-", "--format", "concise").out.startswith(
        "stdin.yaml:1:1: error PM005 not-a-report: the file is empty"
    )


def test_git_that_cannot_be_asked_is_said_and_the_folders_are_walked(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("postmortems/a.yaml", BAD)
    (repository / ".git" / "HEAD").unlink()
    ran = pmlint("check", "--select", "PM007")
    assert "1 report checked" in ran.out
    assert ran.err.startswith("pmlint: warning: Git cannot read ")
    assert ran.err.endswith(".gitignore is not respected\n")


# --- the life of a report --------------------------------------------------------------------


def test_a_draft_is_told_what_is_left_and_as_final_it_is_judged_as_such(
    pmlint: Run, repository: Path, good: str
) -> None:
    draft = good.replace("status: final", "status: draft").replace(
        "action_items:", "action_items: []\nx:"
    )
    draft = draft[: draft.index("x:")].replace("incident_title: ", "incident_title: TBD # ")
    report("postmortems/a.yaml", draft)
    ran = pmlint("check")
    assert ran.code == 0
    assert "info[PM202]" in ran.out
    assert "postmortems/a.yaml is a draft: 3 things left before it can be final\n" in ran.out
    assert pmlint("check", "--as", "review").code == 0
    final = pmlint("check", "--as", "final")
    assert final.code == 1
    assert "error[PM202]" in final.out
    assert "error[PM101]" in final.out
    assert "is a draft" not in final.out


def test_a_final_report_can_be_judged_as_a_draft(pmlint: Run, repository: Path) -> None:
    report("postmortems/a.yaml", "incident_title: x\n")
    assert pmlint("check").code == 1
    assert pmlint("check", "--as", "draft").code == 0


def test_contradictions_are_errors_in_a_draft_too(pmlint: Run, repository: Path) -> None:
    report("postmortems/a.yaml", "status: draft\nstatus: draft\n")
    assert pmlint("check", "--select", "PM003").code == 1


# --- output ----------------------------------------------------------------------------------


def test_an_output_file_is_written_whole_and_nothing_is_printed(
    pmlint: Run, repository: Path
) -> None:
    report("postmortems/a.yaml", BAD)
    report("out.json", "old")
    ran = pmlint("check", "--select", "PM007", "--format", "json", "--output-file", "out.json")
    assert ran == Ran(0, "", "")
    assert json.loads(Path("out.json").read_text())["summary"]["warnings"] == 1
    assert [p.name for p in Path().iterdir() if "out.json" in p.name] == ["out.json"]


def test_an_output_file_that_cannot_be_written_is_an_error(pmlint: Run, repository: Path) -> None:
    report("postmortems/a.yaml", BAD)
    ran = pmlint("check", "--output-file", "no/such/folder.txt")
    assert ran.code == 2
    assert ran.err == (
        "pmlint: error: no/such/folder.txt: cannot be written: no such file or directory\n"
    )


def test_an_output_file_that_is_a_link_or_a_pipe_stays_one(pmlint: Run, repository: Path) -> None:
    report("postmortems/a.yaml", BAD)
    Path("real.txt").write_text("old")
    Path("link.txt").symlink_to("real.txt")
    assert pmlint("check", "--select", "PM007", "--output-file", "link.txt").code == 0
    assert Path("link.txt").is_symlink()
    assert "PM007" in Path("real.txt").read_text()
    os.mkfifo("pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE, text=True) as reader:
        assert pmlint("check", "--select", "PM007", "--output-file", "pipe").code == 0
        assert "PM007" in reader.communicate()[0]
    assert Path("pipe").is_fifo()


@pytest.mark.parametrize(
    ("environment", "option", "is_coloured"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
    ],
)
def test_colours_follow_the_option_then_no_color_then_force_color(
    pmlint: Run,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    option: tuple[str, ...],
    is_coloured: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    report("postmortems/a.yaml", BAD)
    assert ("\x1b[" in pmlint("check", *option).out) is is_coloured


def test_escape_sequences_of_a_report_never_reach_the_terminal(
    pmlint: Run, repository: Path
) -> None:
    report("postmortems/a.yaml", 'team: "\\e]0;owned\\a"\nTeam: "\u202ex"\n')
    for form in ("text", "concise", "github"):
        out = pmlint("check", "--format", form).out
        assert "PM104" in out
        assert not set(out) & set("\x1b\x07\u202e")


def test_rules_that_rest_are_named(pmlint: Run, repository: Path) -> None:
    report("postmortems/a.yaml", "incident_title: x\nlessons_learned: {what_worked_well: [x]}\n")
    small = ROOT / "tests" / "templates" / "small.schema.json"
    ran = pmlint("check", "--template", small)
    assert ran.code == 0
    assert "\nnot checked: PM301 action-without-owner, " in ran.out
    assert "(the template has no part with the roles action, owner, " in ran.out


def test_progress_is_shown_on_a_terminal_when_it_takes_long_and_taken_away_again(
    repository: Path,
) -> None:
    for number in range(40):
        report(f"postmortems/{number}.yaml", BAD)
    code = (
        "import sys; import pmlint.cli.terminal as t; t.PATIENCE = 0.0; "
        "from pmlint.cli import main; sys.exit(main(['check', '--select', 'PM007']))"
    )
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as running:  # fmt: skip
        running.wait()
    os.close(theirs)
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert running.returncode == 0
    assert re.match(r"\r\x1b\[Kchecked \d+ of 40 reports", said)
    assert said.endswith("\r\x1b[K")


def test_what_rests_is_named_whichever_configuration_asks_for_it(
    pmlint: Run, repository: Path
) -> None:
    small = ROOT / "tests" / "templates" / "small.schema.json"
    for folder, code in (("a", "PM301"), ("b", "PM303")):
        report(f"postmortems/{folder}/x.yaml", "incident_title: x\n")
        config = f'include = ["*.yaml"]\nselect = ["{code}"]\n'
        report(f"postmortems/{folder}/pmlint.toml", config)
    out = pmlint("check", "--template", small).out
    assert "not checked: PM301 action-without-owner, PM303 due-before-report (" in out


# --- the other commands ----------------------------------------------------------------------


def test_the_version(pmlint: Run) -> None:
    assert pmlint("--version") == Ran(0, f"pmlint {__version__}\n", "")


@pytest.mark.parametrize("word", ["PM101", "pm101", "missing-section"])
def test_a_rule_has_its_page(pmlint: Run, word: str) -> None:
    ran = pmlint("rule", word)
    assert ran.code == 0
    assert ran.out.startswith("# PM101 missing-section\n\nseverity: error · on by default · only")
    for title in ("## Why it matters", "## Bad", "## Good", "## Suppressing it"):
        assert title in ran.out


def test_rules_says_what_is_on_off_and_resting(pmlint: Run, repository: Path) -> None:
    small = ROOT / "tests" / "templates" / "small.schema.json"
    report("pmlint.toml", 'ignore = ["PM104"]\n')
    out = pmlint("rules", "--template", small).out
    lines = {line[:5]: line for line in out.splitlines()}
    assert lines["PM101"].startswith("PM101  missing-section")
    assert "  error    A section that every report must have is not there" in lines["PM101"]
    assert lines["PM104"].endswith("[off: not selected]")
    assert lines["PM308"].endswith("[off: opt-in]")
    assert "[rests: the template has no part with the role action, owner]" in lines["PM301"]
    listed = json.loads(pmlint("rules", "--template", small, "--format", "json").out)["rules"]
    states = {rule["code"]: rule["state"] for rule in listed}
    assert [states[code] for code in ("PM101", "PM104", "PM301")] == ["on", "off", "rests"]


def test_schema_prints_the_one_in_force(pmlint: Run, repository: Path) -> None:
    built_in = (ROOT / "schemas" / "postmortem.schema.json").read_text()
    assert pmlint("schema") == Ran(0, built_in, "")
    small = ROOT / "tests" / "templates" / "small.schema.json"
    report("pmlint.toml", f'template = "{small}"\n')
    assert pmlint("schema") == Ran(0, small.read_text(), "")
    assert pmlint("schema", "--isolated", "--output-file", "schemas/x.json") == Ran(0, "", "")
    assert Path("schemas/x.json").read_text() == built_in
    assert json.loads(pmlint("schema", "config").out)["title"] == "pmlint configuration"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "tcsh", "powershell"])
def test_completion_knows_the_commands_and_their_options(pmlint: Run, shell: str) -> None:
    ran = pmlint("completion", shell)
    assert ran.code == 0
    for word in ("check", "completion", "fail-on", "stdin-filename"):
        assert word in ran.out


def test_bash_completes(pmlint: Run, tmp_path: Path) -> None:
    Path("complete.sh").write_text(
        pmlint("completion", "bash").out
        + '\nCOMP_WORDS=(pmlint check --fo); COMP_CWORD=2; _shtab_pmlint; echo "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", "complete.sh"], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["--format", "--force-exclude"], done.stderr
