"""`pmlint check --fix` and `--diff`, as users meet them: what is written, said and left alone.

That a fix itself is right is held by the rules' fixtures and by test_repair.
"""

from __future__ import annotations

import io
import json
import os
import pty
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Ran, git
from process import Process, small_files, unchanged, unprivileged, when
from signers import BO, PATH, founded

from pmlint.catalog import Catalog, catalog
from pmlint.finding import Edit, Fix, Problem
from pmlint.frozen import replace
from pmlint.rule import Context

Run = Callable[..., Ran]
A, B, C = (f"postmortems/{name}.yaml" for name in "abc")
LEFT = "1 report checked: nothing to report"
MISTAKE = (
    "come to no end, so nothing was changed in it; this is a mistake in pmlint, not in your "
    "report: please report it, and fix it by hand"
)


def report(path: str, text: str) -> Path:
    found = Path(path)
    found.parent.mkdir(parents=True, exist_ok=True)
    found.write_bytes(text.encode())
    return found


@pytest.fixture
def bad(good: str) -> str:
    """Return a report in which quotes are lacking, and nothing else is wrong."""
    assert "\nteam: Firewall Engineering\n" in good
    return good.replace("\nteam: Firewall Engineering\n", "\nteam: NO   # that is us\n")


@pytest.fixture
def mended(bad: str) -> str:
    return bad.replace("team: NO ", 'team: "NO" ')


@pytest.fixture
def three(repository: Path, bad: str) -> Path:
    """Return a repository with three reports in which something can be fixed."""
    for path in (A, B, C):
        report(path, bad)
    return repository


# -- what is done, and what is said ---------------------------------------------------------------


def test_what_is_certain_is_fixed_and_nothing_else_is_touched(
    pmlint: Run, repository: Path, bad: str, mended: str
) -> None:
    path = report(A, bad)
    path.chmod(0o640)
    assert pmlint("check", "--fix") == Ran(0, f"{LEFT}; 1 fixed\n", "")
    assert path.read_bytes() == mended.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["a.yaml"]
    before = path.stat()
    assert pmlint("check", "--fix") == Ran(0, f"{LEFT}\n", "")
    assert path.stat() == before, "what needs no fix is not written"


def test_a_byte_order_mark_crlf_and_a_lacking_line_break_stay(
    pmlint: Run, repository: Path, bad: str, mended: str
) -> None:
    for text, fixed in ((bad, mended),):
        odd, fixed_odd = ("\ufeff" + t.rstrip("\n").replace("\n", "\r\n") for t in (text, fixed))
        path = report(A, odd)
        assert pmlint("check", "--fix") == Ran(0, f"{LEFT}; 1 fixed\n", "")
        assert path.read_bytes() == fixed_odd.encode()


def test_what_is_left_is_shown_and_decides_about_the_exit_code(
    pmlint: Run, repository: Path, bad: str
) -> None:
    report(A, bad.replace("\nincident_title:", "\nincident_titel:"))
    ran = pmlint("check", "--fix", "--format", "concise")
    assert ran == Ran(
        1,
        f"{A}:5:1: error PM104 unknown-field: the template knows no key `incident_titel` at the "
        "top level\n1 report checked: 1 error; 1 fixed\n1 more fixable with --unsafe-fixes\n",
        "",
    )
    assert pmlint("check", "--fix", "--unsafe-fixes") == Ran(0, f"{LEFT}; 1 fixed\n", "")
    assert "\nincident_title:" in Path(A).read_text()


def test_findings_say_what_fix_would_fix(pmlint: Run, repository: Path, bad: str) -> None:
    report(A, bad.replace("\nincident_title:", "\nincident_titel:"))
    with unchanged(repository):
        ran = pmlint("check", "--format", "concise")
    assert ran == Ran(
        1,
        f"{A}:5:1: error PM104 unknown-field: the template knows no key `incident_titel` at the "
        "top level\n"
        f"{A}:9:7: warning PM007 ambiguous-scalar: [*] `NO` is false to a YAML 1.1 reader\n"
        "1 report checked: 1 error, 1 warning\n"
        "[*] 1 fixable with --fix (1 more with --unsafe-fixes)\n",
        "",
    )
    assert pmlint("check").out.endswith(
        "\n\n1 report checked: 1 error, 1 warning\n"
        "[*] 1 fixable with --fix (1 more with --unsafe-fixes)\n"
    )
    only = pmlint("check", "--select", "PM104", "--format", "concise").out
    assert only.endswith("\n1 fixable with --fix --unsafe-fixes\n")
    assert "[*]" not in pmlint("check", "--format", "github").out


def test_json_says_how_many_were_fixed_only_where_somebody_asked(
    pmlint: Run, repository: Path, bad: str
) -> None:
    report(A, bad)
    assert "fixed" not in json.loads(pmlint("check", "--format", "json").out)["summary"]
    told = json.loads(pmlint("check", "--fix", "--format", "json").out)
    assert told["summary"]["fixed"] == 1
    assert told["findings"] == []


def test_only_the_rules_that_are_checked_fix_and_what_is_suppressed_stays(
    pmlint: Run, repository: Path, bad: str
) -> None:
    report(A, bad)
    with unchanged(repository):
        pmlint("check", "--fix", "--select", "PM4")
        pmlint("check", "--fix", "--ignore", "PM007")
    report(A, bad.replace("# that is us", "# pmlint: ignore[PM007] that is us"))
    with unchanged(repository):
        ran = pmlint("check", "--fix", "--unsafe-fixes")
    assert ran == Ran(0, f"{LEFT}; 1 finding suppressed\n", "")


def test_of_a_comparison_only_what_is_new_is_fixed(pmlint: Run, repository: Path, bad: str) -> None:
    report(A, bad)
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "begin")
    new = bad.replace("\nprepared_by: Ines Falkenberg", "\nprepared_by: NO")
    report(A, new)
    ran = pmlint("check", "--fix", "--since", "HEAD")
    assert ran.out.startswith(f"{LEFT}; 1 fixed\n1 report changed since HEAD")
    assert "; 1 finding was there before, not counted" in ran.out
    assert Path(A).read_text() == new.replace("prepared_by: NO", 'prepared_by: "NO"')


def test_what_becomes_what_it_was_is_no_change_any_more(
    pmlint: Run, repository: Path, mended: str, bad: str
) -> None:
    report(A, mended)
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "begin")
    report(A, bad)
    ran = pmlint("check", "--fix", "--since", "HEAD")
    assert (ran.code, ran.err) == (0, "")
    assert Path(A).read_text() == mended


@pytest.mark.parametrize("jobs", ["1", "4"])
def test_many_reports_are_fixed_in_their_order_whatever_is_kept(
    pmlint: Run,
    repository: Path,
    bad: str,
    mended: str,
    jobs: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pmlint.cli.crew.FEWEST", 40)
    names = [f"postmortems/{number:02}.yaml" for number in range(60)]
    for name in names:
        report(name, bad.replace("\nincident_title:", "\nincident_titel:"))
    asked = ("check", "--jobs", jobs, "--format", "concise")
    pmlint(*asked)
    first = pmlint(*asked, "--fix")
    lines = first.out.splitlines()
    assert [line.partition(":")[0] for line in lines[:60]] == names
    assert lines[60:] == [
        "60 reports checked: 60 errors; 60 fixed", "60 more fixable with --unsafe-fixes",
    ]  # fmt: skip
    again = pmlint(*asked)
    assert "[*]" not in again.out
    assert pmlint(*asked, "--fix", "--unsafe-fixes").code == 0
    assert {Path(name).read_text() for name in names} == {mended}


def test_what_was_fixed_in_a_signed_off_report_keeps_its_approval(
    repository: Path, pmlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = founded(repository, pmlint, monkeypatch)
    path = Path(PATH)
    text = re.sub(r"\nteam: .*", r"\nteam: NO", path.read_text())
    path.write_text(re.sub(r"(date_of_report: )(....)-(..)-(..)", r"\1\2/\3/\4", text))
    team.git("commit", "-qam", "edit")
    team.become(BO)
    assert pmlint("signoff", PATH, "--no-sign", "--force", "for this test").code == 0
    before = path.read_text()
    ran = pmlint("check", "--fix", "--select", "PM007,PM402", "--format", "concise")
    assert ran.code == 1
    assert " error PM402 impossible-time: `" in ran.out
    assert ran.out.endswith(
        "1 report checked: 1 error; 1 fixed\n1 more fixable with --unsafe-fixes\n"
    )
    assert path.read_text() == before.replace("\nteam: NO\n", '\nteam: "NO"\n')
    assert "valid" in pmlint("verify").out
    assert pmlint("check", "--fix", "--unsafe-fixes", "--select", "PM402").code == 0
    assert "stale" in pmlint("verify").out


def test_a_fix_that_would_change_more_is_not_made_and_that_is_said(
    pmlint: Run, repository: Path
) -> None:
    text = """\
action_items:
  - {action_item: Rotate the keys, status: &done Done}
  - {action_item: Delete the sheet, status: *done}
"""
    report(A, text)
    ran = pmlint("check", "--fix", "--select", "PM106", "--format", "concise")
    assert ran.out.endswith(
        "1 report checked: 2 errors\n"
        "1 fix was not made: more would have changed than meant; do it by hand\n"
    )
    assert Path(A).read_text() == text


# -- a diff ---------------------------------------------------------------------------------------


def test_a_diff_shows_what_would_change_and_changes_nothing(
    pmlint: Run, three: Path, good: str, mended: str
) -> None:
    report(C, good)
    report("postmortems/b b.yaml", "\ufeffteam: NO\r\nprepared_by: 'x'")
    Path(B).unlink()
    with unchanged(three):
        ran = pmlint("check", "--diff")
        assert pmlint("check", "--diff", "--fix") == ran
    assert ran == Ran(
        1,
        f"--- {A}\n+++ {A}\n"
        "@@ -6,7 +6,7 @@\n"
        " date_of_incident: 2019-07-02\n"
        " date_of_report: 2019-07-12\n"
        " prepared_by: Ines Falkenberg\n"
        "-team: NO   # that is us\n"
        '+team: "NO"   # that is us\n'
        " status: final\n"
        " incident_id: EDGE-2019-07-02\n"
        " \n"
        "--- postmortems/b b.yaml\t\n+++ postmortems/b b.yaml\t\n"
        "@@ -1,2 +1,2 @@\n"
        "-\ufeffteam: NO\r\n"
        '+\ufeffteam: "NO"\r\n'
        " prepared_by: 'x'\n\\ No newline at end of file\n",
        "pmlint: would fix 2 findings in 2 reports\n",
    )
    Path("fix.diff").write_bytes(ran.out.encode())
    git(three, "apply", "-p0", "fix.diff")
    assert Path(A).read_text() == mended
    assert Path("postmortems/b b.yaml").read_bytes().decode() == (
        "\ufeffteam: \"NO\"\r\nprepared_by: 'x'"
    )
    assert pmlint("check", "--diff") == Ran(0, "", "")


def test_a_diff_can_be_written_to_a_file(pmlint: Run, three: Path) -> None:
    said = pmlint("check", "--diff").out
    assert pmlint("check", "--diff", "--output-file", "out.diff").out == ""
    assert Path("out.diff").read_text() == said


def test_a_terminal_sees_a_diff_that_does_nothing_to_it(repository: Path, bad: str) -> None:
    report(A, bad.replace("# that is us", "# \u202e and \u200b").replace("\n", "\r\n"))
    parent, child = pty.openpty()
    process = Process({"NO_COLOR": "1"}).start("check", "--diff", A, stdout=child)
    os.close(child)
    said = b""
    while True:
        try:
            said += (piece := os.read(parent, 4096))
        except OSError:
            break
        if not piece:
            break
    process.communicate(timeout=30)
    assert process.returncode == 1
    assert '+team: "NO"   # <U+202E> and <U+200B>\r\n' in said.decode()
    coloured = Process().run("check", "--diff", "--color", "always", A)
    assert '\n\x1b[32m+team: "NO"   # <U+202E> and <U+200B>\x1b[0m\n' in coloured.out


# -- standard input -------------------------------------------------------------------------------


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Return what puts bytes on standard input."""
    return lambda content: monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")
    )


def test_standard_input_is_printed_fixed_and_the_rest_is_said_beside(
    pmlint: Run, repository: Path, bad: str, mended: str, given: Callable[[bytes], None]
) -> None:
    wrong = bad.replace("\nincident_title:", "\nincident_titel:").replace("\n", "\r\n")
    given(b"\xef\xbb\xbf" + wrong.encode())
    ran = pmlint("check", "--fix", "-", "--format", "concise", "--stdin-filename", A)
    assert ran.out == "\ufeff" + wrong.replace("team: NO ", 'team: "NO" ')
    assert ran.err == (
        f"{A}:5:1: error PM104 unknown-field: the template knows no key `incident_titel` at the "
        "top level\n1 report checked: 1 error; 1 fixed\n1 more fixable with --unsafe-fixes\n"
    )
    assert ran.code == 1
    given(mended.encode())
    assert pmlint("check", "--fix", "-") == Ran(0, mended, f"{LEFT}\n")
    given(bad.encode())
    ran = pmlint("check", "--diff", "-", "--stdin-filename", A)
    assert ran.code == 1
    assert ran.out.startswith(f"--- {A}\n+++ {A}\n@@ -6,7 +6,7 @@\n")


@pytest.mark.parametrize("content", [b"team: NO\n\xff", b"a: [", b"", b"team: NO # " + b"x" * 300])
def test_what_cannot_be_fixed_is_printed_as_it_is(repository: Path, content: bytes) -> None:
    report("pmlint.toml", "[limits]\nbytes = 200\n")
    done = subprocess.run(
        [sys.executable, "-m", "pmlint", "check", "--fix", "--unsafe-fixes", "-"],
        input=content, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, content)


def test_a_report_over_the_limit_is_never_touched(pmlint: Run, three: Path, bad: str) -> None:
    report("pmlint.toml", f"[limits]\nbytes = {len(bad.encode()) - 1}\n")
    with unchanged(three):
        ran = pmlint("check", "--fix", "--unsafe-fixes", "--format", "concise")
    assert ran.out.count("PM006") == 3
    report("pmlint.toml", f"[limits]\nbytes = {len(bad.encode())}\n")
    with unchanged(three):  # the quotes would be too much
        pmlint("check", "--fix")


# -- what can go wrong ----------------------------------------------------------------------------


def others_are_fixed(ran: Ran, mended: str, bad: str, why: str) -> None:
    """Assert that of three reports the second was left alone, with the reason, and no other."""
    assert ran == Ran(
        2,
        f"{B}:9:7: warning PM007 ambiguous-scalar: `NO` is false to a YAML 1.1 reader\n"
        "3 reports checked: 1 warning; 2 fixed\n",
        f"pmlint: error: {B}: {why}; nothing was changed in it\n",
    )
    assert [Path(path).read_text() for path in (A, C)] == [mended, mended]


def test_a_report_that_changes_meanwhile_is_left_alone(
    three: Path, tmp_path: Path, mended: str, bad: str
) -> None:
    beside = tmp_path.parent / f"{tmp_path.name}-beside"
    edit = f"open({str(three / B)!r}, 'a').write('# new')"
    # of the first report the file beside is given its mode, then of the second
    ran = when(beside, ("os.chmod", ".pmlint-", "pass"), ("os.chmod", ".pmlint-", edit)).run(
        "check", "--fix", "--format", "concise"
    )
    others_are_fixed(ran, mended, bad, "somebody else has changed it meanwhile")
    assert Path(B).read_text() == bad + "# new"
    assert len(list((three / "postmortems").iterdir())) == 3


def test_a_report_that_becomes_a_link_meanwhile_is_left_alone(
    three: Path, tmp_path: Path, mended: str, bad: str
) -> None:
    beside = tmp_path.parent / f"{tmp_path.name}-beside"
    (three / "elsewhere").write_text(bad)
    link = f"os.unlink({B!r}); os.symlink('../elsewhere', {B!r})"
    ran = when(beside, ("os.chmod", ".pmlint-", "pass"), ("os.chmod", ".pmlint-", link)).run(
        "check", "--fix", "--format", "concise"
    )
    others_are_fixed(ran, mended, bad, "somebody else has changed it meanwhile")
    assert (three / "elsewhere").read_text() == bad


def test_links_are_not_followed(pmlint: Run, three: Path, bad: str) -> None:
    (three / "elsewhere").write_text(bad)
    Path(B).unlink()
    Path(B).symlink_to("../elsewhere")
    ran = pmlint("check", "--fix", A, B)
    assert ran == Ran(
        2,
        f"{LEFT}; 1 fixed; 1 could not be read\n",
        f"pmlint: error: {B}: a symbolic link, which is not followed: name the file that it leads "
        "to\n",
    )
    assert (three / "elsewhere").read_text() == bad


def test_a_report_that_is_not_to_be_written_to_is_named(three: Path, mended: str, bad: str) -> None:
    Path(B).chmod(0o444)
    ran = unprivileged().run("check", "--fix", "--format", "concise")
    others_are_fixed(ran, mended, bad, "cannot be written: permission denied")
    assert Path(B).read_text() == bad


def test_a_folder_that_is_not_to_be_written_to_leaves_every_report(three: Path, bad: str) -> None:
    Path("postmortems").chmod(0o555)
    try:
        with unchanged(three):
            ran = unprivileged().run("check", "--fix", "--format", "concise")
    finally:
        Path("postmortems").chmod(0o755)
    assert ran.code == 2
    assert ran.err == "".join(
        f"pmlint: error: {path}: cannot be written: permission denied; nothing was changed in it\n"
        for path in (A, B, C)
    )


def test_a_full_disk_leaves_the_old_report(three: Path) -> None:
    with unchanged(three):
        ran = small_files(100).run("check", "--fix", "--no-cache", "--format", "concise")
    assert ran.code == 2
    assert ran.err == "".join(
        f"pmlint: error: {path}: cannot be written: file too large; nothing was changed in it\n"
        for path in (A, B, C)
    )
    assert len(list((three / "postmortems").iterdir())) == 3


@pytest.mark.parametrize(("moment", "times"), [("open", 2), ("os.chmod", 1), ("os.rename", 1)])
def test_an_interrupted_run_leaves_whole_reports(
    three: Path, tmp_path: Path, bad: str, mended: str, moment: str, times: int
) -> None:
    beside = tmp_path.parent / f"{tmp_path.name}-beside"
    faults = [(moment, ".pmlint-", "pass")] * times + [(moment, ".pmlint-", signal.SIGINT)]
    assert when(beside, *faults).run("check", "--fix") == Ran(130, "", "pmlint: interrupted\n")
    assert [Path(path).read_text() for path in (A, B, C)] == [mended, bad, bad]
    assert len(list((three / "postmortems").iterdir())) == 3


def test_fixes_that_come_to_no_end_are_a_mistake_of_pmlint_and_change_nothing(
    pmlint: Run, three: Path, bad: str, mended: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a rule would be that takes the other quotes each time."""
    report(B, bad.replace("team: NO", "team: 'NO'"))

    def restless(context: Context) -> Iterator[Problem]:
        for part in context.report.parts:
            if part.pointer == ("team",):
                quote = {"'": '"', '"': "'"}[context.document.text.content[part.span.start]]
                fix = Fix("turn them", (Edit(part.span, f"{quote}NO{quote}"),))
                yield Problem(part.span, "restless", part.pointer, fix=fix)

    rules = tuple(replace(r, check=restless) if r.code == "PM007" else r for r in catalog().rules)
    monkeypatch.setattr("pmlint.cli.check.catalog", lambda: Catalog(rules))
    with unchanged(three):
        ran = pmlint("check", "--fix", "--format", "concise", B)
    assert ran == Ran(
        2,
        f"{B}:9:7: warning PM007 ambiguous-scalar: restless\n1 report checked: 1 warning\n",
        f"pmlint: internal error: {B}: the fixes of PM007 {MISTAKE}\n",
    )


# -- start-up -------------------------------------------------------------------------------------


def test_nothing_of_fixing_is_loaded_unless_it_is_asked_for(repository: Path, bad: str) -> None:
    report(A, bad)
    script = (
        "import sys; from pmlint.cli import main; main(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr)"
    )
    fixing = {"pmlint.cli.fixing", "pmlint.repair", "pmlint.integrity", "pmlint.fixer",
              "pmlint.output.diff"}  # fmt: skip
    for arguments, wanted in (
        (("check", A), set()),
        (("check", "--diff", A), fixing),
        (("check", "--fix", A), fixing - {"pmlint.output.diff"}),
    ):
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments], cwd=repository, capture_output=True,
            text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert fixing & set(done.stderr.split()) == wanted
