"""`pmlint check --rev REV`: what a commit holds, without a checkout."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran, git

Run = Callable[..., Ran]
BAD = "team: 14:47\n"
ONE = ("--select", "PM007", "--format", "concise")
WRONG = "warning PM007 ambiguous-scalar: `14:47` is the number 887 to a YAML 1.1 reader"


def write(path: str, text: str) -> Path:
    found = Path(path)
    found.parent.mkdir(parents=True, exist_ok=True)
    found.write_text(text, encoding="utf-8")
    return found


def commit(folder: Path, message: str = "x") -> str:
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


def test_reports_and_configuration_are_those_of_the_commit_from_every_folder(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("postmortems/a.yaml", BAD)
    write("pmlint.toml", 'select = ["PM007"]\n[severity]\nPM007 = "error"\n')
    commit(repository)
    write("postmortems/a.yaml", "team: x\n")
    write("postmortems/later.yaml", BAD)
    write("pmlint.toml", "nonsense = 1\n")
    commit(repository)
    (repository / "pmlint.toml").unlink()
    out = "a.yaml:1:7: error PM007 ambiguous-scalar: `14:47` is the number 887 to a YAML 1.1 reader"
    words = f"{out}\n1 report checked: 1 error\n"
    assert pmlint("check", "--rev", "HEAD^", "--format", "concise") == Ran(
        1, f"postmortems/{words}", ""
    )
    monkeypatch.chdir(repository / "postmortems")
    assert pmlint("check", "--rev", "HEAD^", "--format", "concise") == Ran(1, words, "")
    assert pmlint("check", "--rev", "HEAD^", "--format", "concise", "a.yaml") == Ran(1, words, "")


def test_a_bare_repository_has_commits_and_nothing_else(
    pmlint: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write("postmortems/a.yaml", BAD)
    write("pmlint.toml", 'select = ["PM007"]\n')
    commit(repository)
    write("postmortems/b.yaml", BAD)
    commit(repository)
    bare = tmp_path.parent / f"{tmp_path.name}-bare.git"
    git(tmp_path, "clone", "--quiet", "--bare", ".", bare)
    for folder in (bare, bare / "hooks"):
        monkeypatch.chdir(folder)
        assert pmlint("check", "--rev", "main", "--format", "json").out.count('"PM007"') == 2
        assert "2 reports checked" in pmlint("check", "--rev", "main").out
        since = pmlint("check", "--rev", "main", "--since", "main^")
        assert "1 report changed since main^" in since.out
        assert pmlint("check", "--staged") == Ran(
            2, "", f"pmlint: error: {bare} has no index: name a commit with --rev\n"
        )
        assert pmlint("check", "--since", "main") == Ran(
            2, "", f"pmlint: error: {bare} has no working tree: name a commit with --rev\n"
        )
    monkeypatch.chdir(bare)
    named = pmlint("check", "--rev", "main", "--format", "concise", "postmortems/a.yaml")
    assert named.out == f"postmortems/a.yaml:1:7: {WRONG}\n1 report checked: 1 warning\n"


def test_a_path_that_is_not_in_the_commit_is_an_error(pmlint: Run, repository: Path) -> None:
    write("postmortems/a.yaml", BAD)
    commit(repository)
    write("postmortems/b.yaml", BAD)
    git(repository, "add", ".")
    assert pmlint("check", "--rev", "HEAD", "postmortems/b.yaml") == Ran(
        2,
        "0 reports checked; 1 could not be read\n",
        "pmlint: error: postmortems/b.yaml: not in HEAD\n",
    )


@pytest.mark.parametrize(
    "revision", ["nope", "--output=x", "", "HEAD:postmortems", "a\nb", "^HEAD"]
)
def test_what_names_no_commit_is_an_error_and_no_option(
    pmlint: Run, repository: Path, revision: str
) -> None:
    write("postmortems/a.yaml", BAD)
    commit(repository)
    for option in ("--rev", "--since"):
        ran = pmlint("check", f"{option}={revision}")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            f"pmlint: error: {option} {revision}: there is no such commit here, or more than one "
            "is meant; `git fetch` brings those of the remote here\n"
        )
    assert not Path("x").exists()


def test_a_name_that_is_a_branch_and_a_file_is_the_branch(pmlint: Run, repository: Path) -> None:
    write("postmortems/a.yaml", BAD)
    commit(repository)
    git(repository, "branch", "postmortems")
    write("postmortems/b.yaml", BAD)
    commit(repository)
    assert "1 report checked" in pmlint("check", "--rev", "postmortems", *ONE).out


def test_nothing_committed_yet_is_an_error(pmlint: Run, repository: Path) -> None:
    write("postmortems/a.yaml", BAD)
    for option in ("--rev", "--since"):
        assert pmlint("check", option, "HEAD") == Ran(
            2,
            "",
            f"pmlint: error: {option} HEAD: nothing is committed yet, so there is no commit to "
            "look at\n",
        )


def test_names_of_every_kind_are_read(pmlint: Run, repository: Path) -> None:
    names = ["-x.yaml", "new\nline.yaml", "q\"uo'te.yaml", ":(top)x.yaml", "*.yaml", "é日本.yaml"]
    for name in names:
        write(f"postmortems/{name}", BAD)
    Path(os.fsdecode(b"postmortems/lat\xe9.yaml")).write_text(BAD)
    commit(repository)
    assert "7 reports checked: 7 warnings" in pmlint("check", "--rev", "HEAD", *ONE).out
    for name in names:
        ran = pmlint("check", "--rev", "HEAD", *ONE, f"postmortems/{name}")
        assert "1 report checked: 1 warning" in ran.out


# --- what is not here ------------------------------------------------------------------------


@pytest.fixture
def remote(repository: Path, good: str) -> Path:
    """Return a repository with three commits of one report, to be cloned in parts."""
    for number in range(3):
        write("postmortems/a.yaml", good + f"# version {number}\n")
        commit(repository, str(number))
    git(repository, "config", "uploadpack.allowFilter", "true")
    git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")
    return repository


def clone(remote: Path, *arguments: str) -> Path:
    folder = remote.parent / f"{remote.name}-clone"
    git(remote, "clone", "--quiet", *arguments, f"file://{remote}", folder)
    return folder


def test_a_shallow_clone_says_what_it_cannot_know(
    pmlint: Run, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = git(remote, "rev-list", "--max-parents=0", "HEAD").strip()
    monkeypatch.chdir(clone(remote, "--depth", "1"))
    ran = pmlint("check", "--rev", "HEAD", "--select", "PM607")
    assert ran == Ran(
        0,
        "1 report checked: nothing to report\nnot checked: PM607 action-item-vanished (the history "
        "is cut off here: this is a shallow clone)\n",
        "",
    )
    deepen = "`git fetch --unshallow`, or in CI a checkout with `fetch-depth: 0`"
    assert pmlint("check", "--since", first) == Ran(
        2,
        "",
        f"pmlint: error: --since {first}: there is no such commit here, or more than one is meant; "
        f"this is a shallow clone: {deepen}\n",
    )
    git(remote, "switch", "--quiet", "--orphan", "other")
    write(str(remote / "x.txt"), "x")
    commit(remote)
    git(Path.cwd(), "fetch", "--quiet", "--depth", "1", "origin", "other:other")
    assert pmlint("check", "--since", "other") == Ran(
        2,
        "",
        "pmlint: error: --since other: it has no commit in common with what is checked here; this "
        f"is a shallow clone, which lacks it: {deepen}\n",
    )
    assert pmlint("check", "--since", "HEAD").code == 0


def test_histories_without_a_common_commit_cannot_be_compared(pmlint: Run, remote: Path) -> None:
    git(remote, "switch", "--quiet", "--orphan", "other")
    write("postmortems/a.yaml", BAD)
    commit(remote)
    assert pmlint("check", "--since", "main") == Ran(
        2,
        "",
        "pmlint: error: --since main: it has no commit in common with what is checked here: the "
        "two histories have nothing to do with each other\n",
    )


def test_a_partial_clone_fetches_nothing_and_says_what_to_do(
    pmlint: Run, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = clone(remote, "--filter=blob:none")
    monkeypatch.chdir(folder)
    todo = "`git fetch --refetch --no-filter` brings everything here"
    assert pmlint("check", "--rev", "HEAD").code == 0
    ran = pmlint("check", "--rev", "HEAD^")
    assert (ran.code, ran.out) == (2, "")
    assert "partial clone" in ran.err
    assert ran.err.endswith(f"{todo}\n")
    rests = pmlint("check", "--rev", "HEAD", "--select", "PM607")
    assert "not checked: PM607 action-item-vanished (" in rests.out
    assert "partial clone" in rests.out
    write("postmortems/a.yaml", BAD)
    since = pmlint("check", "--since", "HEAD^")
    assert (since.code, since.out) == (2, "")
    assert since.err.endswith(f"{todo}\n")
    git(folder, "fetch", "--quiet", "--refetch", "--no-filter")
    assert pmlint("check", "--rev", "HEAD^").code == 0
