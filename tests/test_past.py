"""What came before a report: found at once, and whether a commit has the report as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import git

from pmlint.cli.disk import Disk
from pmlint.cli.past import Before, Pasts
from pmlint.cli.snapshot import Snapshot, Stored
from pmlint.errors import RepositoryError
from pmlint.past import Witness
from pmlint.repo import Repository
from pmlint.standing import Standing, State


def commit(folder: Path, **files: str) -> str:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_bytes(text.encode())
    git(folder, "add", "--all", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "x")
    return git(folder, "rev-parse", "HEAD").strip()


def before(folder: Path, commit: str | None, snapshot: Snapshot | None = None) -> Before:
    repository = Repository.open(folder)
    base = Stored.of_commit(repository, commit, "the base")
    stored = isinstance(snapshot, Stored) and snapshot.commit is not None
    return Before(base, snapshot or Disk(), lambda _: "", lambda _: 1_000, stored)


def test_a_report_is_recorded_if_the_commit_that_is_checked_out_has_it_as_it_is(
    repository: Path,
) -> None:
    first = commit(repository, a="x: 1\n")
    commit(repository, a="x: 2\n")
    path = repository / "a.yaml"
    for base in (first, None):
        found = before(repository, base)
        recorded = [found.is_recorded(path, text) for text in (b"x: 1\n", b"x: 2\n", b"x: 2\r\n")]
        assert recorded == [False, True, True]
    there = before(repository, None, Stored.of_commit(Repository.open(repository), first, "it"))
    assert there.is_recorded(path, b"x: 1\n")
    assert not before(repository, first).is_recorded(repository / "new.yaml", b"x: 1\n")


def test_earlier_versions_come_at_once_also_of_what_was_renamed(repository: Path) -> None:
    base = commit(repository, a="x: 1\n", b="y: 1\n" * 9, gone="z: 1\n", c="w: 1\n")
    (repository / "b.yaml").unlink()
    (repository / "gone.yaml").unlink()
    commit(repository, a="x: 2\n", moved="y: 1\n" * 9 + "y: 2\n", new="v: 1\n")
    paths = [repository / f"{name}.yaml" for name in ("a", "moved", "new")]
    texts = {path: path.read_bytes() for path in paths}
    found = before(repository, base)
    said = {path.stem: (was.path.stem, was.content) for path, was in found.earlier(texts).items()}
    assert said == {"a": ("a", b"x: 1\n"), "moved": ("b", b"y: 1\n" * 9)}
    assert {new.stem: old.stem for new, old in found.renames.items()} == {"moved": "b"}


@pytest.mark.parametrize(
    ("was", "now", "earlier"),
    [
        ({"a": "1", "b": "2"}, {"a": "2", "b": "1"}, {"a": "b", "b": "a"}),
        ({"a": "1"}, {"a1": "1", "a": "2"}, {"a1": "a"}),
        ({"a": "1"}, {"a": "2"}, {"a": "a"}),
        ({"a": "1"}, {"a": "1", "copy": "1"}, {"a": "a"}),
        ({"a": ""}, {"a": "2"}, {"a": "a"}),
    ],
    ids=["swapped", "made room for another", "another identifier", "copied", "a first identifier"],
)
def test_a_report_is_its_incident_and_not_its_path(
    repository: Path, was: dict[str, str], now: dict[str, str], earlier: dict[str, str]
) -> None:
    def text(incident: str, more: str) -> str:
        return (f"id: {incident}\n" if incident else "") + f"more: {more}\n"

    base = commit(repository, **{name: text(each, "was") for name, each in was.items()})
    commit(repository, **{name: text(each, "now") for name, each in now.items()})
    found = before(repository, base)
    found.incident = lambda content: "".join(re.findall(r"id: (\w+)", content.decode()))
    paths = [repository / f"{name}.yaml" for name in now]
    said = found.earlier({path: path.read_bytes() for path in paths})
    assert {path.stem: each.path.stem for path, each in said.items()} == earlier


def test_an_earlier_version_that_is_not_here_is_an_error_that_names_it(repository: Path) -> None:
    base = commit(repository, a="x: 1\n")
    oid = git(repository, "rev-parse", "HEAD:a.yaml").strip()
    (repository / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(RepositoryError) as error:
        before(repository, base).earlier({repository / "a.yaml": b"x: 2\n"})
    assert str(error.value) == (
        "a.yaml as it was in the base: its content is not here: the repository is damaged, "
        "`git fsck` says more"
    )


def test_sign_offs_are_asked_for_only_where_a_rule_looks_at_them() -> None:
    asked: list[Path] = []

    def standings(path: Path, _: bytes) -> Standing | str:
        asked.append(path)
        return "no reason" if path.stem == "b" else Standing(State.MISSING, 1)

    pasts = Pasts(lambda _: "", standings)

    def past(name: str, *witnesses: Witness) -> tuple[Standing | None, str]:
        found = pasts.past(Path(name), name, b"", frozenset(witnesses), None, is_committed=True)
        return found.standing, found.why_unknown(Witness.SIGN_OFFS)

    assert past("a.yaml", Witness.SIGN_OFFS) == (Standing(State.MISSING, 1), "")
    assert past("b.yaml", Witness.SIGN_OFFS) == (None, "no reason")
    assert past("c.yaml", Witness.EARLIER) == (None, "nobody has looked at the sign-offs")
    assert asked == [Path("a.yaml"), Path("b.yaml")]
