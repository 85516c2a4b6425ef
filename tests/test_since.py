"""`pmlint check --since REV`: only what was changed, and only what is new about it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran, git

Run = Callable[..., Ran]
CONCISE = ("--format", "concise")
ITEMS = """incident_title: The checkout was unavailable
action_items:
  - action_item: Rotate the signing keys
    owner: Ada Okafor
    due_date: 2026-04-30
  - action_item: Alert 30 days before a key expires
    owner: everyone
    due_date: 2026-04-30
"""


def write(path: str, text: str) -> Path:
    found = Path(path)
    found.parent.mkdir(parents=True, exist_ok=True)
    found.write_text(text, encoding="utf-8")
    return found


def commit(folder: Path, message: str = "x") -> str:
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


def wrong(text: str) -> str:
    return text.replace("team:", "Team:")


UNKNOWN = "error PM104 unknown-field: the template knows no key"


# --- which reports ---------------------------------------------------------------------------


def test_only_reports_that_were_changed_since_the_branch_left_are_checked(
    pmlint: Run, repository: Path, good: str
) -> None:
    for name in ("old", "touched", "main"):
        write(f"postmortems/{name}.yaml", wrong(good))
    base = commit(repository)
    git(repository, "switch", "--quiet", "-c", "side")
    write("postmortems/touched.yaml", good.replace("team:", "teams:"))
    write("postmortems/new.yaml", wrong(good))
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    write("postmortems/main.yaml", good.replace("team:", "Group:"))
    commit(repository)
    git(repository, "switch", "--quiet", "side")
    expected = (
        f"postmortems/new.yaml:9:1: {UNKNOWN} `Team` at the top level\n"
        f"postmortems/touched.yaml:9:1: {UNKNOWN} `teams` at the top level\n"
        "2 reports checked: 2 errors\n"
        f"2 reports changed since main ({base[:10]})\n"
    )
    hint = "2 fixable with --fix --unsafe-fixes\n"  # what Git holds is not fixed
    for where, more in (((), hint), (("--staged",), ""), (("--rev", "side"), "")):
        ran = pmlint("check", "--since", "main", *where, *CONCISE)
        assert ran == Ran(1, expected + more, "")
    git(repository, "switch", "--quiet", "main")
    assert pmlint("check", "--since", "main", "--rev", "side", *CONCISE) == Ran(1, expected, "")


def test_what_is_not_yet_tracked_or_only_staged_counts_where_it_is_looked_at(
    pmlint: Run, repository: Path, good: str
) -> None:
    write("postmortems/a.yaml", good)
    commit(repository)
    write("postmortems/staged.yaml", wrong(good))
    git(repository, "add", ".")
    write("postmortems/staged.yaml", good)
    write("postmortems/untracked.yaml", wrong(good))
    disk = pmlint("check", "--since", "HEAD", *CONCISE)
    assert disk.out.startswith("postmortems/untracked.yaml:9:1: error PM104")
    assert "2 reports changed" in disk.out
    staged = pmlint("check", "--since", "HEAD", "--staged", *CONCISE)
    assert staged.out.startswith("postmortems/staged.yaml:9:1: error PM104")
    assert "1 report changed" in staged.out


def test_where_nothing_was_changed_that_is_said_in_every_form(
    pmlint: Run, repository: Path, good: str
) -> None:
    write("postmortems/a.yaml", wrong(good))
    base = commit(repository)
    write("other/b.yaml", "x: y\n")
    commit(repository)
    said = f"no report was changed since HEAD^ ({base[:10]}): nothing to check\n"
    for form in ("text", "concise", "github"):
        for where in ((), ("--staged",), ("--rev", "HEAD")):
            assert pmlint("check", "--since", "HEAD^", "--format", form, *where) == Ran(0, said, "")
    found = json.loads(pmlint("check", "--since", "HEAD^", "--format", "json").out)
    assert found["since"] == {"revision": "HEAD^", "base": base, "reports": 0, "known": 0}
    assert found["summary"]["reports"] == 0


def test_line_ends_of_windows_are_no_change(pmlint: Run, repository: Path, good: str) -> None:
    write("postmortems/a.yaml", good)
    commit(repository)
    Path("postmortems/a.yaml").write_bytes(good.replace("\n", "\r\n").encode())
    assert "no report was changed" in pmlint("check", "--since", "HEAD").out
    git(repository, "-c", "core.autocrlf=false", "commit", "--quiet", "-am", "crlf")
    write("postmortems/a.yaml", good)
    assert "no report was changed" in pmlint("check", "--since", "HEAD").out


def test_named_files_and_folders_are_looked_at_if_they_were_changed(
    pmlint: Run, repository: Path, good: str
) -> None:
    for name in ("a/1", "a/2", "b/3"):
        write(f"postmortems/{name}.yaml", good)
    commit(repository)
    for name in ("a/1", "b/3"):
        write(f"postmortems/{name}.yaml", wrong(good))
    for paths, number in ((("postmortems/a",), 1), (("postmortems/b/3.yaml",), 1),
                          (("postmortems/a/2.yaml",), 0), ((".",), 2)):  # fmt: skip
        found = json.loads(pmlint("check", "--since", "HEAD", "--format", "json", *paths).out)
        assert found["since"]["reports"] == number
        assert found["summary"]["errors"] == number


@pytest.mark.parametrize(
    "name", ["-x", "new\nline", "q\"uo'te", ":(top)x", "*", "lat\udce9", "日本"]
)
def test_names_of_every_kind_are_followed(pmlint: Run, repository: Path, name: str) -> None:
    write(f"postmortems/{name}.yaml", ITEMS)
    write("postmortems/gone.yaml", ITEMS.replace("Rotate", "Never rotate"))
    commit(repository)
    (repository / "postmortems" / f"{name}.yaml").rename(f"postmortems/{name}2.yaml")
    (repository / "postmortems" / "gone.yaml").rename(f"postmortems/{name}.yaml")
    git(repository, "add", "--all", ".")
    for where in ((), ("--staged",)):
        ran = pmlint("check", "--since", "HEAD", "--select", "PM304,PM607", *where, *CONCISE)
        assert ran.code == 0, ran.out
        assert "2 findings were there before, not counted" in ran.out
    Path(f"postmortems/{name}2.yaml").unlink()
    ran = pmlint("check", "--since", "HEAD", "--select", "PM607", *CONCISE)
    assert ran.code == 1, ran.out


# --- which findings --------------------------------------------------------------------------


def test_only_new_findings_count_in_every_form(pmlint: Run, repository: Path, good: str) -> None:
    write("postmortems/a.yaml", wrong(good))
    base = commit(repository)
    write("postmortems/a.yaml", "# a line more\n" + wrong(good) + "Status: fine\n")
    text = pmlint("check", "--since", "HEAD", "--select", "PM104")
    number = len(good.splitlines()) + 2
    assert text == Ran(
        1,
        "error[PM104] unknown-field: the template knows no key `Status` at the top level\n"
        f"   --> postmortems/a.yaml:{number}:1\n"
        "    |\n"
        f"{number} | Status: fine\n"
        "    | ^^^^^^\n"
        "    = help: `status` is there already: is this the same?\n"
        "\n"
        "1 report checked: 1 error\n"
        f"1 report changed since HEAD ({base[:10]}); 1 finding was there before, not counted\n",
        "",
    )
    found = json.loads(
        pmlint("check", "--since", "HEAD", "--select", "PM104", "--format", "json").out
    )
    assert found["since"] == {"revision": "HEAD", "base": base, "reports": 1, "known": 1}
    assert [each["pointer"] for each in found["findings"]] == ["/Status"]
    assert found["summary"]["errors"] == 1
    github = pmlint("check", "--since", "HEAD", "--select", "PM104", "--format", "github").out
    assert github.count("::error") == 1
    write("postmortems/a.yaml", "# a line more\n" + wrong(good))
    assert pmlint("check", "--since", "HEAD", "--fail-on", "info").code == 0


@pytest.mark.parametrize(
    ("change", "new"),
    [
        (("owner: everyone\n", "owner: everyone\n    status: in_progress\n"), []),
        (("30 days before a key expires", "30 days before any of the keys expires"), []),
        (("action_items:\n", "action_items:\n  - {action_item: x, owner: us}\n"),
         ["/action_items/0/owner"]),
        (("owner: Ada Okafor", "owner: everyone"), ["/action_items/0/owner"]),
        (("owner: everyone", "owner: the team"), []),
        ((ITEMS, ITEMS[: ITEMS.index("  - ")] + ITEMS[ITEMS.index("  - action_item: Al"):]
          + "  - action_item: Write the runbook\n    owner: all\n"), ["/action_items/1/owner"]),
    ],
    ids=["more said", "reworded", "inserted", "other item", "other word", "moved"],
)  # fmt: skip
def test_a_finding_about_an_item_follows_the_item(
    pmlint: Run, repository: Path, change: tuple[str, str], new: list[str]
) -> None:
    write("postmortems/a.yaml", ITEMS)
    commit(repository)
    write("postmortems/a.yaml", ITEMS.replace(*change))
    ran = pmlint("check", "--since", "HEAD", "--select", "PM304", "--format", "json")
    assert [each["pointer"] for each in json.loads(ran.out)["findings"]] == new


def test_how_often_counts(pmlint: Run, repository: Path) -> None:
    text = "lessons_learned:\n  what_worked_well:\n    - TBD\n"
    write("postmortems/a.yaml", text)
    commit(repository)
    write("postmortems/a.yaml", text + "    - TBD\n")
    ran = pmlint("check", "--since", "HEAD", "--select", "PM202", *CONCISE)
    assert ran.out.splitlines()[1] == "1 report checked: 1 error"


def test_a_gap_of_a_draft_is_new_when_the_report_becomes_final(
    pmlint: Run, repository: Path
) -> None:
    write("postmortems/a.yaml", "status: draft\nincident_title: TBD\n")
    commit(repository)
    write("postmortems/a.yaml", "status: review\nincident_title: TBD\n")
    review = pmlint("check", "--since", "HEAD", "--select", "PM202", *CONCISE)
    assert "1 report checked: 1 warning\n" in review.out
    write("postmortems/a.yaml", "status: final\nincident_title: TBD\n")
    final = pmlint("check", "--since", "HEAD", "--select", "PM202", *CONCISE)
    assert "1 report checked: 1 error\n" in final.out


def test_a_report_that_could_not_be_read_before_is_all_new(
    pmlint: Run, repository: Path, good: str
) -> None:
    write("postmortems/a.yaml", "a: [\n")
    commit(repository)
    write("postmortems/a.yaml", wrong(good))
    ran = pmlint("check", "--since", "HEAD", "--select", "PM0,PM104", *CONCISE)
    assert ran.code == 1
    assert "finding was there before" not in ran.out


# --- renames and deletions -------------------------------------------------------------------


def test_a_report_that_was_moved_is_compared_with_what_it_was(
    pmlint: Run, repository: Path, good: str
) -> None:
    write("postmortems/a.yaml", wrong(good))
    write(
        "drafts/b.yaml", wrong(good).replace("incident_title:", "incident_id: I-1\nincident_title:")
    )
    base = commit(repository)
    git(repository, "mv", "postmortems/a.yaml", "postmortems/moved.yaml")
    git(repository, "mv", "drafts/b.yaml", "postmortems/b.yaml")
    for where in ((), ("--staged",)):
        assert pmlint("check", "--since", "HEAD", "--select", "PM104,PM607", *where) == Ran(
            0,
            "2 reports checked: nothing to report\n"
            f"2 reports changed since HEAD ({base[:10]}); 2 findings were there before, not "
            "counted\n",
            "",
        )


def test_a_link_that_died_by_moving_the_report_is_new(
    pmlint: Run, repository: Path, good: str
) -> None:
    write("postmortems/a.yaml", good.replace("team:", "team: See [log](log.txt) #"))
    write("postmortems/log.txt", "log")
    commit(repository)
    (repository / "postmortems" / "2026").mkdir()
    git(repository, "mv", "postmortems/a.yaml", "postmortems/2026/a.yaml")
    ran = pmlint("check", "--since", "HEAD", "--select", "PM504", *CONCISE)
    assert "postmortems/2026/a.yaml:9" in ran.out


DELETED = (
    "postmortems/a.yaml:1:1: error PM607 action-item-vanished: the report is deleted, and it still "
    'promises action item "Rotate the signing keys", action item "Alert 30 days before a key '
    'expires"\n'
)


def test_what_could_not_be_read_is_counted_where_nothing_else_was_changed(
    pmlint: Run, repository: Path, good: str
) -> None:
    write("postmortems/a.yaml", good)
    base = commit(repository)
    ran = pmlint("check", "--since", "HEAD", *CONCISE, "postmortems/a.yaml", "none.yaml")
    assert ran == Ran(
        2,
        "0 reports checked; 1 could not be read\n"
        f"no report was changed since HEAD ({base[:10]}): nothing to check\n",
        "pmlint: error: none.yaml: no such file or directory\n",
    )


def test_a_deleted_report_that_still_promises_something_is_found(
    pmlint: Run, repository: Path, good: str
) -> None:
    write("postmortems/a.yaml", ITEMS)
    write("postmortems/b.yaml", good)
    base = commit(repository)
    git(repository, "rm", "--quiet", "postmortems/a.yaml")
    only = ("--select", "PM607", *CONCISE)
    staged = DELETED + "1 report checked: 1 error\n"
    changed = (
        DELETED + "0 reports checked: 1 error\n" + f"1 report changed since HEAD ({base[:10]})\n"
    )
    assert pmlint("check", "--staged", *only) == Ran(1, staged, "")
    assert pmlint("check", "--since", "HEAD", *only) == Ran(1, changed, "")
    assert pmlint("check", "--since", "HEAD", "--staged", *only) == Ran(1, changed, "")
    for path in ("postmortems/a.yaml", "postmortems"):
        assert DELETED in pmlint("check", "--staged", *only, path).out
        assert DELETED in pmlint("check", "--since", "HEAD", *only, path).out
    assert "PM607" not in pmlint("check", "--staged", *only, "postmortems/b.yaml").out
    assert "PM607" not in pmlint("check", *CONCISE).out
    assert "PM607" not in pmlint("check", "--staged", *CONCISE, "--ignore", "PM607").out
    write("pmlint.toml", '[severity]\nPM607 = "warning"\n')
    assert "1:1: warning PM607" in pmlint("check", "--since", "HEAD", *CONCISE).out
    write("pmlint.toml", '[per-file-ignores]\n"postmortems/a.yaml" = ["PM607"]\n')
    assert "PM607" not in pmlint("check", "--since", "HEAD", *CONCISE).out


def test_the_last_report_that_is_deleted_is_found_too(pmlint: Run, repository: Path) -> None:
    write("postmortems/a.yaml", ITEMS)
    write("README.md", "x")
    commit(repository)
    git(repository, "rm", "--quiet", "-r", "postmortems")
    for where in (("--staged",), ("--since", "HEAD")):
        assert DELETED in pmlint("check", *where, *CONCISE).out


@pytest.mark.parametrize(
    "text",
    [
        "status: draft\n" + ITEMS,
        "# pmlint: ignore-file[PM607] a duplicate of INC-7\n" + ITEMS,
        ITEMS.replace("due_date", "status: done\n    due_date"),
        ITEMS.replace("due_date", "status: dropped\n    due_date"),
        "incident_title: x\n",
    ],
    ids=["draft", "suppressed", "done", "dropped", "nothing promised"],
)
def test_a_deleted_report_that_promises_nothing_is_let_go(
    pmlint: Run, repository: Path, text: str
) -> None:
    write("postmortems/a.yaml", text)
    write("postmortems/b.yaml", "incident_title: x\n")
    commit(repository)
    git(repository, "rm", "--quiet", "postmortems/a.yaml")
    ran = pmlint("check", "--staged", "--select", "PM607", *CONCISE)
    assert (ran.code, "PM607" in ran.out) == (0, False)


def test_a_link_in_the_place_of_a_report_does_not_keep_its_promises(
    pmlint: Run, repository: Path
) -> None:
    write("postmortems/a.yaml", ITEMS)
    commit(repository)
    Path("postmortems/a.yaml").unlink()
    Path("postmortems/a.yaml").symlink_to("../elsewhere.yaml")
    git(repository, "add", ".")
    for where in (("--staged",), ("--since", "HEAD")):
        assert DELETED in pmlint("check", *where, *CONCISE).out


# --- what came before, for the rules that look at it -----------------------------------------


PAST = ("--select", "PM606,PM607", "--format", "concise")
MOVED = (
    "postmortems/a.yaml:{}:15: warning PM606 due-date-slipped: the due date moved from 2026-04-30 "
)


def slipped(text: str) -> str:
    return text.replace("Okafor\n    due_date: 2026-04-30", "Okafor\n    due_date: 2026-05-31")


def test_a_report_is_compared_with_head_and_a_commit_with_the_one_before(
    pmlint: Run, repository: Path
) -> None:
    write("postmortems/a.yaml", ITEMS)
    commit(repository)
    assert "PM606" not in pmlint("check", *PAST).out
    write("postmortems/a.yaml", slipped(ITEMS))
    for paths in ((), ("postmortems/a.yaml",), ("--since", "HEAD")):
        assert "postmortems/a.yaml:5:15: warning PM606" in pmlint("check", *PAST, *paths).out
    assert "PM606" not in pmlint("check", "--staged", *PAST).out
    git(repository, "add", ".")
    assert "PM606" in pmlint("check", "--staged", *PAST).out
    commit(repository)
    assert "PM606" not in pmlint("check", *PAST).out
    assert "PM606" not in pmlint("check", "--staged", *PAST).out
    assert "PM606" in pmlint("check", "--rev", "HEAD", *PAST).out
    assert "PM606" not in pmlint("check", "--rev", "HEAD^", *PAST).out
    assert "PM606" in pmlint("check", "--since", "HEAD^", *PAST).out


@pytest.mark.parametrize("edit", [slipped, lambda text: slipped(text) + "team: Shop\n"])
def test_a_report_that_is_moved_is_compared_with_what_it_was_elsewhere(
    pmlint: Run, repository: Path, edit: Callable[[str], str]
) -> None:
    text = ITEMS + "".join(f"x{number}: some words\n" for number in range(9))
    write("postmortems/a.yaml", text)
    commit(repository)
    git(repository, "mv", "postmortems/a.yaml", "postmortems/b.yaml")
    write("postmortems/b.yaml", edit(text))
    assert "postmortems/b.yaml:5:15: warning PM606" in pmlint("check", *PAST).out
    git(repository, "add", ".")
    assert "postmortems/b.yaml:5:15: warning PM606" in pmlint("check", "--staged", *PAST).out
    commit(repository)
    assert "postmortems/b.yaml:5:15: warning PM606" in pmlint("check", "--rev", "HEAD", *PAST).out


def test_before_the_first_commit_nothing_came_before_and_no_rule_rests(
    pmlint: Run, repository: Path
) -> None:
    write("postmortems/a.yaml", ITEMS)
    said = "1 report checked: nothing to report\n"
    assert pmlint("check", *PAST) == Ran(0, said, "")
    commit(repository)
    assert pmlint("check", "--rev", "HEAD", *PAST) == Ran(0, said, "")


def test_standard_input_is_compared_with_the_file_that_it_is_taken_for(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("postmortems/a.yaml", ITEMS)
    commit(repository)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(slipped(ITEMS).encode())))
    ran = pmlint("check", "-", "--stdin-filename", "postmortems/a.yaml", *PAST)
    assert "postmortems/a.yaml:5:15: warning PM606" in ran.out


def test_reports_of_several_repositories_are_compared_each_with_its_own_head(
    pmlint: Run, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        git(tmp_path / name, "init", "--quiet")
        write(f"{name}/postmortems/a.yaml", ITEMS)
        commit(tmp_path / name)
        write(f"{name}/postmortems/a.yaml", slipped(ITEMS))
    ran = pmlint("check", "one/postmortems/a.yaml", "two/postmortems/a.yaml", *PAST)
    assert ran.out.count("warning PM606") == 2
