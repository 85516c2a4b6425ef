"""`pmlint check --staged`: what the next commit will hold, and no file that lies there."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran, git

Run = Callable[..., Ran]
BAD = "team: 14:47\n"
ONE = ("--select", "PM007", "--format", "concise")
WRONG = "warning PM007 ambiguous-scalar: `14:47` is the number 887 to a YAML 1.1 reader"
HOOK = f"""#!/bin/sh
PYTHONPATH='{ROOT}' exec '{sys.executable}' -m pmlint check --staged --format concise
"""


def write(path: str, text: str) -> Path:
    found = Path(path)
    found.parent.mkdir(parents=True, exist_ok=True)
    found.write_text(text, encoding="utf-8")
    return found


def commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "commit", "--quiet", "-m", "a report", *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def hooked(repository: Path, good: str) -> Path:
    """Return a repository with one good report, and pmlint as its plain pre-commit hook."""
    write("postmortems/a.yaml", good)
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "begin")
    hook = write(".git/hooks/pre-commit", HOOK)
    hook.chmod(0o755)
    return repository


# --- in Git's own hook -----------------------------------------------------------------------


@pytest.mark.parametrize("linked", [False, True], ids=["main", "linked"])
@pytest.mark.parametrize(
    "arguments", [("-a",), ("postmortems/a.yaml",), ()], ids=["-a", "FILE", "added"]
)
def test_every_way_to_commit_is_checked_in_every_worktree(
    hooked: Path, good: str, arguments: tuple[str, ...], linked: bool
) -> None:
    place = hooked
    if linked:
        place = hooked.parent / f"{hooked.name}-linked"
        git(hooked, "worktree", "add", "--quiet", place)
    file = place / "postmortems" / "a.yaml"
    file.write_text(good.replace("team:", "Team:"))
    if not arguments:
        git(place, "add", ".")
    refused = commit(place, *arguments)
    assert refused.returncode == 1
    said = refused.stdout + refused.stderr
    assert "postmortems/a.yaml:9:1: error PM104 unknown-field: the template knows no key" in said
    assert git(place, "log", "--format=%s") == "begin\n"
    file.write_text(good + "# more\n")
    if not arguments:
        git(place, "add", ".")
    done = commit(place, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert git(place, "log", "--format=%s") == "a report\nbegin\n"


def test_of_a_partly_staged_file_the_staged_part_counts(hooked: Path, good: str) -> None:
    file = hooked / "postmortems" / "a.yaml"
    file.write_text(good + "# staged\n")
    git(hooked, "add", ".")
    file.write_text(BAD)
    done = commit(hooked)
    assert done.returncode == 0, done.stdout + done.stderr
    assert file.read_text() == BAD
    git(hooked, "add", ".")
    file.write_text(good)
    assert commit(hooked).returncode == 1
    assert file.read_text() == good


def test_a_file_that_is_committed_alone_is_judged_without_the_others_that_are_staged(
    hooked: Path, good: str
) -> None:
    write("postmortems/b.yaml", BAD)
    git(hooked, "add", ".")
    write("postmortems/a.yaml", good + "# more\n")
    done = commit(hooked, "postmortems/a.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert commit(hooked).returncode == 1


# --- what is staged --------------------------------------------------------------------------


def test_reports_configuration_template_and_links_are_those_of_the_index(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = (ROOT / "tests" / "templates" / "small.schema.json").read_text()
    write("pmlint.toml", 'template = "ours.json"\nselect = ["PM104", "PM504"]\n')
    write("ours.json", template)
    write("postmortems/a.yaml", 'incident_title: x\nlessons: y\nsee: "[log](../log.txt)"\n')
    git(repository, "add", ".")
    write("log.txt", "only on the disk")
    write("pmlint.toml", "nonsense = 1\n")
    write("ours.json", "nonsense")
    staged = pmlint("check", "--staged", "--format", "concise")
    assert (staged.code, staged.err) == (1, "")
    assert "postmortems/a.yaml:2:1: error PM104 unknown-field" in staged.out
    assert "pmlint.toml:1:1: unknown key `nonsense`" in pmlint("check").err
    monkeypatch.chdir(repository / "postmortems")
    below = pmlint("check", "--staged", "--format", "concise")
    assert below.out.startswith("a.yaml:2:1: error PM104")


def test_a_configuration_that_is_not_staged_does_not_count_and_one_that_is_named_does(
    pmlint: Run, repository: Path
) -> None:
    write("postmortems/a.yaml", BAD)
    git(repository, "add", ".")
    config = write("pmlint.toml", 'select = ["PM007"]\n')
    assert "PM101" in pmlint("check", "--staged").out
    assert "PM101" not in pmlint("check", "--staged", "--config", config).out
    assert "PM101" not in pmlint("check").out


def test_a_template_that_is_not_staged_is_an_error(pmlint: Run, repository: Path) -> None:
    write("postmortems/a.yaml", BAD)
    write("pmlint.toml", 'template = "ours.json"\n')
    git(repository, "add", ".")
    write("ours.json", "{}")
    assert pmlint("check", "--staged") == Ran(
        2,
        "",
        f"pmlint: error: {repository}/ours.json: the template cannot be read: not in the index: "
        "`git add ours.json`\n",
    )


def test_a_dead_link_is_one_to_what_is_not_staged(pmlint: Run, repository: Path, good: str) -> None:
    text = good.replace("team:", "team: See [log](log.txt) #")
    write("postmortems/a.yaml", text)
    git(repository, "add", ".")
    write("postmortems/log.txt", "log")
    dead = ("--select", "PM504", "--format", "concise")
    assert "PM504" not in pmlint("check", *dead).out
    before = pmlint("check", "--staged", *dead).out
    git(repository, "add", ".")
    after = pmlint("check", "--staged", *dead).out
    assert (before.count("PM504"), after.count("PM504")) == (1, 0)


def test_named_files_and_folders_are_those_of_the_index(pmlint: Run, repository: Path) -> None:
    for name in ("postmortems/a.yaml", "postmortems/b/c.yaml", "other/d.yaml"):
        write(name, BAD)
    git(repository, "add", ".")
    for name in ("postmortems/a.yaml", "postmortems/b/c.yaml", "other/d.yaml"):
        Path(name).unlink()
    (repository / "postmortems" / "b").rmdir()
    for paths, number in (
        ((), 2),
        (("postmortems",), 2),
        (("postmortems/b",), 1),
        (("other/d.yaml",), 1),
        (("postmortems/a.yaml", "other/d.yaml"), 2),
    ):
        out = pmlint("check", "--staged", *ONE, *paths).out
        assert out.splitlines()[-1] == f"{number} report{'s' * (number > 1)} checked: " + (
            f"{number} warning{'s' * (number > 1)}"
        )


def test_names_of_every_kind_are_read(pmlint: Run, repository: Path) -> None:
    names = ["-x.yaml", "new\nline.yaml", "q\"uo'te.yaml", ":(top)x.yaml", "*.yaml", "é日本.yaml"]
    for name in names:
        write(f"postmortems/{name}", BAD)
    Path(os.fsdecode(b"postmortems/lat\xe9.yaml")).write_text(BAD)
    git(repository, "add", ".")
    ran = pmlint("check", "--staged", *ONE)
    assert "7 reports checked: 7 warnings" in ran.out
    assert f"postmortems/new␊line.yaml:1:7: {WRONG}" in ran.out
    assert f"postmortems/:(top)x.yaml:1:7: {WRONG}" in ran.out
    for name in names:
        assert (
            "1 report checked: 1 warning"
            in pmlint("check", "--staged", *ONE, f"postmortems/{name}").out
        )


def test_an_index_before_the_first_commit_is_checked(pmlint: Run, repository: Path) -> None:
    write("postmortems/a.yaml", BAD)
    git(repository, "add", ".")
    assert pmlint("check", "--staged", *ONE) == Ran(
        0, f"postmortems/a.yaml:1:7: {WRONG}\n1 report checked: 1 warning\n", ""
    )


def test_a_sha_256_repository_is_checked(pmlint: Run, tmp_path: Path, good: str) -> None:
    git(tmp_path, "init", "--quiet", "--object-format=sha256")
    write("postmortems/a.yaml", BAD)
    write("postmortems/b.yaml", good)
    git(tmp_path, "add", ".")
    assert "2 reports checked: 1 warning" in pmlint("check", "--staged", *ONE).out
    git(tmp_path, "commit", "--quiet", "-m", "x")
    assert "2 reports checked: 1 warning" in pmlint("check", "--rev", "HEAD", *ONE).out
    write("postmortems/b.yaml", BAD)
    assert "1 report checked: 1 warning" in pmlint("check", "--since", "HEAD", *ONE).out


def test_what_a_sparse_checkout_leaves_out_is_said_and_read_from_the_index(
    pmlint: Run, repository: Path
) -> None:
    for name in ("a", "b", "c", "d", "e"):
        write(f"postmortems/{name}/x.yaml", BAD)
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "x")
    git(repository, "sparse-checkout", "set", "postmortems/a")
    ran = pmlint("check", *ONE)
    assert "1 report checked" in ran.out
    assert ran.err == (
        "pmlint: not checked: 4 reports are not on disk (sparse checkout): postmortems/b/x.yaml, "
        "postmortems/c/x.yaml, postmortems/d/x.yaml, …; `pmlint check --staged` reads them from "
        "the index\n"
    )
    staged = pmlint("check", "--staged", *ONE)
    assert (staged.out.splitlines()[-1], staged.err) == ("5 reports checked: 5 warnings", "")
    since = pmlint("check", "--since", "HEAD")
    assert (since.code, since.out) == (
        0,
        f"no report was changed since HEAD ({git(repository, 'rev-parse', 'HEAD')[:10]}): "
        "nothing to check\n",
    )


# --- what cannot be checked is said ----------------------------------------------------------


def test_what_is_not_in_the_index_is_an_error_that_says_what_to_do(
    pmlint: Run, repository: Path
) -> None:
    write("postmortems/a.yaml", BAD)
    write(".gitignore", "scratch/\n")
    git(repository, "add", ".")
    write("postmortems/new.yaml", BAD)
    write("scratch/b.yaml", BAD)
    ran = pmlint(
        "check", "--staged", *ONE,
        "postmortems/new.yaml", "scratch/b.yaml", "none.yaml", "postmortems/a.yaml",
    )  # fmt: skip
    assert ran.code == 2
    said = "1 report checked: 1 warning; 3 could not be read\n"
    assert ran.out == f"postmortems/a.yaml:1:7: {WRONG}\n{said}"
    assert ran.err == (
        "pmlint: error: postmortems/new.yaml: not in the index: `git add postmortems/new.yaml`\n"
        "pmlint: error: scratch/b.yaml: ignored by Git, so it is not in the index: "
        "`git add --force scratch/b.yaml`\n"
        "pmlint: error: none.yaml: not in the index, and there is no such file\n"
    )


def test_what_is_only_announced_with_add_n_is_not_in_the_index(
    pmlint: Run, repository: Path
) -> None:
    write("postmortems/a.yaml", BAD)
    write("postmortems/empty.yaml", "")
    git(repository, "add", ".")
    write("postmortems/b.yaml", BAD)
    git(repository, "add", "-N", "postmortems/b.yaml")
    assert pmlint("check", "--staged", "--select", "PM005", "--format", "concise").out == (
        "postmortems/empty.yaml:1:1: error PM005 not-a-report: the file is empty\n"
        "2 reports checked: 1 error\n"
    )


def test_a_link_is_not_followed_and_that_is_said(pmlint: Run, repository: Path) -> None:
    write("postmortems/a.yaml", BAD)
    Path("postmortems/link.yaml").symlink_to("a.yaml")
    Path("linked").symlink_to("postmortems")
    git(repository, "add", ".")
    said = "pmlint: not checked: postmortems/link.yaml is a symbolic link, which is not followed\n"
    for where in ((), ("--staged",)):
        ran = pmlint("check", *where, *ONE)
        assert ran.code == 0
        assert "\n1 report checked: 1 warning\n" in ran.out
        assert ran.err == said
        named = pmlint("check", *where, *ONE, "postmortems/link.yaml")
        assert named == Ran(
            2,
            "0 reports checked; 1 could not be read\n",
            "pmlint: error: postmortems/link.yaml: a symbolic link, which is not followed: name "
            "the file that it leads to\n",
        )
    assert pmlint("check", "--staged", *ONE, "linked/a.yaml").err == (
        "pmlint: error: linked/a.yaml: in linked, a symbolic link, which is not followed: name "
        "the file that it leads to\n"
    )


def test_a_submodule_is_another_repository(pmlint: Run, repository: Path, good: str) -> None:
    inner = repository / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    (inner / "postmortems").mkdir()
    (inner / "postmortems" / "b.yaml").write_text(good)
    git(inner, "add", ".")
    git(inner, "commit", "--quiet", "-m", "inner")
    write("postmortems/a.yaml", BAD)
    git(repository, "-c", "advice.addEmbeddedRepo=false", "add", ".")
    assert "1 report checked" in pmlint("check", "--staged", *ONE).out
    assert pmlint("check", "--staged", *ONE, "inner/postmortems/b.yaml").err == (
        "pmlint: error: inner/postmortems/b.yaml: in inner, a submodule, which is another "
        "repository: run pmlint there\n"
    )
    git(repository, "commit", "--quiet", "-m", "x")
    assert pmlint("check", "--since", "HEAD", "inner/postmortems/b.yaml").err == (
        "pmlint: error: inner/postmortems/b.yaml is in another repository (a submodule): run "
        "pmlint there\n"
    )


def test_a_path_outside_of_the_repository_is_an_error(pmlint: Run, repository: Path) -> None:
    write("postmortems/a.yaml", BAD)
    git(repository, "add", ".")
    ran = pmlint("check", "--staged", "../elsewhere.yaml")
    words = f"pmlint: error: ../elsewhere.yaml is not in the repository {repository}\n"
    assert ran == Ran(2, "", words)


def test_an_unresolved_conflict_is_an_error_and_the_rest_is_checked(
    pmlint: Run, repository: Path
) -> None:
    write("postmortems/a.yaml", BAD)
    write("postmortems/b.yaml", BAD)
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "begin")
    git(repository, "switch", "--quiet", "-c", "side")
    write("postmortems/a.yaml", "team: side\n")
    git(repository, "commit", "--quiet", "-am", "side")
    git(repository, "switch", "--quiet", "main")
    write("postmortems/a.yaml", "team: main\n")
    git(repository, "commit", "--quiet", "-am", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "side")
    ran = pmlint("check", "--staged", *ONE)
    assert ran.code == 2
    assert "1 report checked: 1 warning" in ran.out
    assert ran.err == (
        "pmlint: error: postmortems/a.yaml: unmerged: two sides of a merge differ here; mend the "
        "file, then `git add postmortems/a.yaml`\n"
    )


@pytest.mark.parametrize("where", [(), ("--staged",), ("--rev", "HEAD"), ("-",)])
def test_a_pointer_of_git_lfs_is_no_report_and_has_its_own_words(
    pmlint: Run, repository: Path, where: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 99\n"
    write("postmortems/a.yaml", pointer)
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "x")
    if where == ("-",):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(pointer.encode())))
    ran = pmlint("check", *where)
    assert ran.code == 1
    assert (
        "error[PM005] not-a-report: the file is a pointer of Git LFS; the report itself is not here"
    ) in ran.out
    assert "= help: `git lfs pull` fetches it; better keep reports out of LFS" in ran.out


def test_nothing_staged_that_is_a_report_is_an_error(pmlint: Run, repository: Path) -> None:
    write("postmortems/a.yaml", BAD)
    ran = pmlint("check", "--staged")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("pmlint: error: no report found: there is no YAML file in this ")


def test_a_repository_of_somebody_else_is_not_read(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("postmortems/a.yaml", BAD)
    git(repository, "add", ".")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert pmlint("check", "--staged") == Ran(
        2,
        "",
        f"pmlint: error: the repository {repository} belongs to another user, so Git refuses to "
        f"read it; if you trust it: git config --global --add safe.directory {repository}\n",
    )
    ran = pmlint("check", "postmortems/a.yaml", "--select", "PM607")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "1 report checked: nothing to report\n"
        f"not checked: PM607 action-item-vanished (the repository {repository} belongs to another "
        "user, so Git refuses to read it; if you trust it: git config --global --add "
        f"safe.directory {repository})\n"
    )


def test_without_git_or_a_repository_it_is_an_error(
    pmlint: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("postmortems/a.yaml", BAD)
    words = f"pmlint: error: {tmp_path} is in no Git repository\n"
    for option in (("--staged",), ("--rev", "HEAD"), ("--since", "HEAD")):
        assert pmlint("check", *option) == Ran(2, "", words)
    ran = pmlint("check", "--select", "PM607")
    assert ran.out == (
        "1 report checked: nothing to report\n"
        "not checked: PM607 action-item-vanished (no Git repository here)\n"
    )
    git(tmp_path, "init", "--quiet")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    missing = "git is not installed, or not on the PATH"
    assert pmlint("check", "--staged") == Ran(2, "", f"pmlint: error: {missing}\n")
    ran = pmlint("check", "postmortems/a.yaml", "--select", "PM607")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(f"not checked: PM607 action-item-vanished ({missing})\n")
