"""What was found before is found again, where all is as the check has seen it, and else not."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Ran, git
from hypothesis import given
from hypothesis import strategies as st
from rule_cases import cases

from pmlint import kept
from pmlint.catalog import catalog
from pmlint.cli import batch, crew
from pmlint.cli.cache import folder_at
from pmlint.engine import Checked
from pmlint.finding import Edit, Finding, Fix, Place, PlacedEdit, Severity
from pmlint.kept import Kept, read, written
from pmlint.postmortem import Stage
from pmlint.rule import Rule
from pmlint.text import Span

Run = Callable[..., Ran]
BROKEN = (ROOT / "examples" / "broken").glob("*.yaml")
REPORT = """\
incident_title: The checkout was down
status: draft
appendices:
  supporting_documents: [notes.md]
action_items:
  - {action_item: Rotate the keys, owner: everyone, due_date: 2026-04-30}
"""


@pytest.fixture
def reports(repository: Path) -> Path:
    """Return a folder with so many reports that looking up what was found pays."""
    folder = repository / "postmortems"
    folder.mkdir()
    for number in range(12):
        text = REPORT.replace("checkout", f"checkout {number}")
        (folder / f"{number:02}.yaml").write_text(text, encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "begin")
    return folder


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the path of every report is added that is really checked."""
    found: list[str] = []
    check = kept.check

    def watched(source: kept.Source, *arguments: object, **options: object) -> Checked:
        found.append(source.path.rpartition("/")[2])
        return check(source, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(kept, "check", watched)
    return found


def again(pmlint: Run, checked: list[str], *arguments: str) -> tuple[Ran, list[str]]:
    """Return what a run says, and which reports it has really checked."""
    checked.clear()
    return pmlint("check", "--jobs", "1", *arguments), sorted(checked)


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_the_folder_is_the_one_that_the_system_has_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(
        "platformdirs.user_cache_dir", lambda name, appauthor: f"{tmp_path}/{name}/{appauthor}"
    )
    assert folder_at("there") == str(Path.cwd() / "there")
    assert folder_at(None) == str(Path(os.environ["XDG_CACHE_HOME"]) / "pmlint")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert folder_at(None) == f"{tmp_path}/pmlint/False"


@pytest.mark.parametrize("format", ["text", "concise", "json", "github"])
def test_the_second_run_says_the_same_and_checks_nothing(
    pmlint: Run, reports: Path, checked: list[str], format: str
) -> None:
    cold, all = again(pmlint, checked, "--format", format)
    warm, none = again(pmlint, checked, "--format", format)
    assert (len(all), none) == (12, [])
    assert warm == cold
    assert again(pmlint, checked, "--format", format, "--no-cache") == (cold, all)


def test_only_what_was_changed_is_checked_again(
    pmlint: Run, reports: Path, checked: list[str]
) -> None:
    again(pmlint, checked)
    path = reports / "03.yaml"
    path.write_text(path.read_text().replace("everyone", "Bo"))
    ran, found = again(pmlint, checked)
    assert found == ["03.yaml"]
    assert ran.out.count("PM304") == 11


def test_the_same_content_elsewhere_has_its_own_path(
    pmlint: Run, reports: Path, checked: list[str]
) -> None:
    again(pmlint, checked, "--ignore", "PM6")
    (reports / "03.yaml").rename(reports / "zz.yaml")
    ran, found = again(pmlint, checked, "--ignore", "PM6")
    assert found == []
    assert "postmortems/zz.yaml" in ran.out
    assert "postmortems/03.yaml" not in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as", "final"),
        ("--select", "PM3"),
        ("--ignore", "PM304"),
        ("--template", str(ROOT / "examples" / "custom-template" / "incident-report.schema.json")),
    ],
)
def test_another_question_has_another_answer(
    pmlint: Run, reports: Path, checked: list[str], arguments: tuple[str, ...]
) -> None:
    again(pmlint, checked)
    assert len(again(pmlint, checked, *arguments)[1]) == 12


def test_another_day_has_the_same_answer(pmlint: Run, reports: Path, checked: list[str]) -> None:
    again(pmlint, checked, "--today", "2026-01-01")
    assert again(pmlint, checked, "--today", "2036-01-01")[1] == []


def test_another_configuration_has_another_answer(
    pmlint: Run, reports: Path, checked: list[str]
) -> None:
    again(pmlint, checked)
    (reports.parent / "pmlint.toml").write_text('[severity]\nPM304 = "info"\n')
    ran, found = again(pmlint, checked)
    assert (len(found), "error[PM304]" in ran.out) == (12, False)


def test_a_link_that_leads_somewhere_now_is_seen(
    pmlint: Run, reports: Path, checked: list[str]
) -> None:
    assert "PM504" in again(pmlint, checked)[0].out
    (reports / "notes.md").write_text("notes\n")
    ran, found = again(pmlint, checked)
    assert (len(found), "PM504" in ran.out) == (12, False)
    assert again(pmlint, checked) == (ran, [])


def test_what_came_before_is_seen(pmlint: Run, reports: Path, checked: list[str]) -> None:
    again(pmlint, checked)
    path = reports / "03.yaml"
    path.write_text(path.read_text().replace("draft", "final"))
    git(reports, "commit", "--quiet", "--all", "--message", "final")
    again(pmlint, checked)
    text = path.read_text()
    path.write_text(text.replace("2026-04-30", "2026-09-30"))
    assert "PM606" in again(pmlint, checked)[0].out
    git(reports, "commit", "--quiet", "--all", "--message", "put off")
    ran, found = again(pmlint, checked)  # the same bytes, and another past
    assert (found, "PM606" in ran.out) == (["03.yaml"], False)


def test_no_rule_asks_the_day_without_saying_so() -> None:
    for path in (ROOT / "pmlint" / "rules").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert ".today" not in text or "clock=True" in text, path.name


def test_what_was_given_up_is_tried_again(
    pmlint: Run, reports: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    template = reports.parent / "template.json"
    template.write_text(
        '{"type": "object", "properties": {"incident_title": {"pattern": "x|(?:(a+)+)$", '
        '"x-pmlint-role": "title"}}}'
    )
    monkeypatch.setattr("pmlint.expression.SECONDS", 0.0)
    cold, all = again(pmlint, checked, "--template", str(template))
    assert ("takes too long" in cold.out, len(all)) == (True, 12)
    assert again(pmlint, checked, "--template", str(template)) == (cold, all)


def test_few_reports_are_checked_and_nothing_is_kept(
    pmlint: Run, reports: Path, checked: list[str]
) -> None:
    named = [f"postmortems/{number:02}.yaml" for number in range(3)]
    again(pmlint, checked, *named)
    assert len(again(pmlint, checked, *named)[1]) == 3


@pytest.mark.parametrize("rule", catalog().rules, ids=lambda rule: rule.name)
def test_every_finding_of_a_rule_is_the_same_when_it_was_kept(rule: Rule) -> None:
    for case in cases(rule):
        found = Kept(case.run(), {"a/b": True, "c": False})
        line = written(found)
        assert line.isascii()
        assert read(line, found.checked.path) == found


TEXT = st.text(max_size=8)
PLACES = st.builds(Place, *[st.integers(1, 9)] * 4)


@given(
    st.builds(
        Finding,
        code=TEXT,
        rule=TEXT,
        severity=st.sampled_from(Severity),
        message=TEXT,
        path=st.just("a.yaml"),
        place=PLACES,
        pointer=st.lists(TEXT | st.integers(0, 9), max_size=3).map(tuple),
        help=TEXT,
        fix=st.none()
        | st.builds(
            Fix,
            TEXT,
            st.lists(
                st.builds(Edit, st.builds(Span, st.integers(0, 9), st.integers(0, 9)), TEXT),
                max_size=2,
            ).map(tuple),
            st.booleans(),
        ),
        fix_edits=st.lists(st.builds(PlacedEdit, PLACES, TEXT), max_size=2).map(tuple),
        source_lines=st.lists(TEXT, max_size=3).map(tuple),
    ),
    st.none() | st.sampled_from(Stage),
)
def test_any_finding_is_the_same_when_it_was_kept(finding: Finding, stage: Stage | None) -> None:
    found = Kept(Checked("a.yaml", (finding,), 2, stage, 3, (("PM601", "why"),)), {})
    assert read(written(found), "a.yaml") == found


# -- several processes


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with so many reports that sharing the work is said to pay."""
    monkeypatch.setattr(crew, "FEWEST", 40)
    monkeypatch.setattr(batch, "FIRST", 100)  # whichever of the two is loaded first
    folder = tmp_path / "postmortems"
    folder.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in BROKEN] or [REPORT]
    for number in range(60):
        text = f"{texts[number % len(texts)]}# {number}\n" if number % 3 else REPORT
        (folder / f"{number:02}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("format", ["text", "json"])
def test_several_processes_say_the_same_in_the_same_order(
    pmlint: Run, many: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    handed: list[int] = []
    hand_out = crew.Crew._handed_out

    def watched(self: crew.Crew[Any, Any], things: Sequence[Any]) -> Any:
        handed.append(len(things))
        return hand_out(self, things)

    monkeypatch.setattr(crew.Crew, "_handed_out", watched)
    alone = pmlint("check", "--no-cache", "--jobs", "1", "--format", format)
    assert handed == []
    shared = pmlint("check", "--no-cache", "--jobs", "3", "--format", format)
    assert handed == [59]
    assert shared == alone
    assert alone.code == 1


@pytest.mark.parametrize("number", ["0", "-1", "two"])
def test_a_number_of_processes_is_above_0(pmlint: Run, many: Path, number: str) -> None:
    ran = pmlint("check", f"--jobs={number}")
    assert ran.code == 2
    assert "--jobs" in ran.err


WITH_WORK_FOR_HOURS = """
import os, sys, time
from pmlint.cli import crew, judge, main

parent, kept = os.getpid(), judge.Judge.kept

def take_hours(self, job):
    if os.getpid() != parent:
        time.sleep(3600)
    return kept(self, job)

crew.FEWEST = 40
judge.Judge.kept = take_hours
sys.exit(main())
"""


def test_an_interruption_ends_all_processes(many: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", WITH_WORK_FOR_HOURS, "check", "--no-cache", "--jobs", "2"],
        cwd=many.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        while len(_group(run.pid)) < 3 and run.poll() is None:
            time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)
        assert (run.returncode, said) == (130, "pmlint: interrupted\n")
        assert _group(run.pid) == []
    finally:
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)


def test_nobody_hears_what_the_pool_stumbles_over_when_it_is_dismissed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[object] = []
    monkeypatch.setattr(threading, "excepthook", heard.append)

    def rest(seconds: int) -> None:
        time.sleep(seconds)

    with crew.crew(rest, 2) as hands:
        hands.begun([0, *[3600] * crew.FEWEST])
        pool = hands._pool
        assert pool is not None
        for item in tuple(pool._pending_work_items.values()):
            item.future.cancel()  # as an interruption does
        thread, end = pool._executor_manager_thread, pool.shutdown

        def seen_to_end(**how: bool) -> None:
            thread.join(10)  # it has seen that the processes are gone
            end(**how)

        monkeypatch.setattr(pool, "shutdown", seen_to_end)
    assert heard == []
    with pytest.raises(ChildProcessError):  # no process is left, not even a dead one
        os.waitpid(-1, os.WNOHANG)
    assert threading.excepthook == heard.append


def _group(leader: int) -> list[str]:
    """Return the processes of a group that are alive."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = re.sub(r"^.*\) ", "", stat.read_text()).split()[:3]
        except OSError:
            continue
        if group == str(leader) and state != "Z":
            found.append(stat.parent.name)
    return found


def test_a_checkout_is_another_edition_when_a_file_of_it_has_changed(tmp_path: Path) -> None:
    def told(folder: Path) -> str:
        script = "from pmlint.edition import edition; print(edition())"
        environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        command = (sys.executable, "-c", script)
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    for folder in (tmp_path / "checkout", tmp_path / "site-packages"):
        for name in ("pmlint", "schemas"):
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        (folder / "pmlint" / ".#claim.py").symlink_to("someone@somewhere:1")  # an editor's lock
    before = [told(tmp_path / name) for name in ("checkout", "site-packages")]
    for folder in (tmp_path / "checkout", tmp_path / "site-packages"):
        (folder / "pmlint" / "rules" / "no_timezone.py").touch()
    after = [told(tmp_path / name) for name in ("checkout", "site-packages")]
    assert (before[0] != after[0], before[1] == after[1]) == (True, True)
    assert "+" not in after[1]
