"""A repository that somebody else has prepared: nothing in it is run, locked, fetched or written.

Each program that a repository's configuration can name writes a canary, and a plain Git, where it
would run it, shows that the trap works.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran
from signers import ADA, BO, CY, PATH, Team, copied, gathered, report

READING: dict[str, list[str]] = {
    "check": ["check", "--no-cache"],
    "check --staged": ["check", "--staged", "--no-cache"],
    "check --rev": ["check", "--rev", "HEAD", "--no-cache"],
    "check --since": ["check", "--since", "HEAD~1", "--no-cache"],
    "history": ["history", PATH, "--no-cache"],
    "verify": ["verify", "--no-cache"],
    "verify --rev --base": ["verify", "--rev", "HEAD", "--base", "HEAD~1", "--no-cache"],
}
SIGNING: list[list[str]] = [["signoff", PATH, "--no-sign"], ["signoff", PATH, "--as", "reviewer"]]
HOOKS = (
    "applypatch-msg", "pre-applypatch", "post-applypatch", "pre-commit", "pre-merge-commit",
    "prepare-commit-msg", "commit-msg", "post-commit", "pre-rebase", "post-checkout", "post-merge",
    "pre-push", "reference-transaction", "push-to-checkout", "pre-auto-gc", "post-rewrite",
    "fsmonitor-watchman", "post-index-change", "sendemail-validate",
)  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the repository of `team` lies once it is made; each test has a copy."""
    return tmp_path_factory.mktemp("kept") / "repository"


@pytest.fixture
def team(
    repository: Path, kept: Path, pmlint: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> Team:
    """Return a repository with a signed approval, a signed commit, and a staged change."""
    made = gathered(repository, pmlint, monkeypatch)
    copied(kept, made, prepared)
    made.become(CY)
    return made


def prepared(made: Team) -> None:
    made.commit(ADA, "Add the report", {PATH: report()})
    made.policy("signatures = true", BO.allowed())
    made.commit(ADA, "Set the policy")
    made.sign_off(BO, signed=True)
    made.change(ADA, "severity: major", "severity: minor")
    made.configure(None)
    made.write("staged.txt", "x\n")
    made.git("add", "staged.txt")


class Trap:
    """A program that leaves a canary wherever it is run."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.canary = team.folder.parent / f"{team.folder.name}-canary"
        self.script = team.folder.parent / f"{team.folder.name}-trap"
        self.script.write_text(f'#!/bin/sh\necho "$0" "$@" >> "{self.canary}"\nexit 1\n')
        self.script.chmod(0o755)

    def config(self, *names: str, value: str = "") -> None:
        for name in names:
            self.team.git("config", name, value or str(self.script))

    def attributes(self, line: str) -> None:
        self.team.write(".gitattributes", f"{line}\n")
        self.team.write(".git/info/attributes", f"{line}\n")

    def plain_git(self, *words: str) -> None:
        """Run Git as anybody would, who is not careful."""
        subprocess.run(
            ["git", *words], cwd=self.team.folder, capture_output=True, check=False,
            stdin=subprocess.DEVNULL, timeout=60,
        )  # fmt: skip


def fsmonitor(trap: Trap) -> list[str]:
    trap.config("core.fsmonitor")
    return ["status"]


def hooks(trap: Trap) -> list[str]:
    for name in HOOKS:
        hook = trap.team.folder / ".git/hooks" / name
        hook.write_bytes(trap.script.read_bytes())
        hook.chmod(0o755)
    return ["commit", "--allow-empty", "--message", "x"]


def hooks_path(trap: Trap) -> list[str]:
    for name in HOOKS:
        trap.team.write(f"hooks/{name}", trap.script.read_text())
        (trap.team.folder / "hooks" / name).chmod(0o755)
    trap.config("core.hooksPath", value=str(trap.team.folder / "hooks"))
    return ["commit", "--allow-empty", "--message", "x"]


def filters(trap: Trap) -> list[str]:
    trap.attributes("* filter=evil")
    trap.config("filter.evil.clean", "filter.evil.smudge")
    out_of_date(trap)
    return ["status"]


def filter_process(trap: Trap) -> list[str]:
    trap.attributes("* filter=evil")
    trap.config("filter.evil.process")
    trap.config("filter.evil.required", value="true")
    out_of_date(trap)
    return ["status"]


def out_of_date(trap: Trap) -> None:
    """Make the index so old that whoever writes it compares every file with it."""
    os.utime(trap.team.folder / PATH, (1, 1))
    os.utime(trap.team.folder / ".git/index", (1, 1))


def textconv(trap: Trap) -> list[str]:
    trap.attributes("* diff=evil")
    trap.config("diff.evil.textconv")
    return ["log", "-p"]


def diff_command(trap: Trap) -> list[str]:
    trap.attributes("* diff=evil")
    trap.config("diff.evil.command")
    return ["diff", "HEAD~1", "HEAD"]


def external_diff(trap: Trap) -> list[str]:
    trap.config("diff.external")
    return ["diff", "HEAD~1", "HEAD"]


def merge_driver(trap: Trap) -> list[str]:
    trap.attributes("* merge=evil")
    trap.config("merge.evil.driver")
    return []


def signatures(trap: Trap) -> list[str]:
    trap.config("gpg.program", "gpg.openpgp.program", "gpg.ssh.program", "gpg.x509.program")
    trap.config("log.showSignature", value="true")
    trap.config("gpg.ssh.allowedSignersFile", value="/dev/null")
    return ["log"]


def default_key(trap: Trap) -> list[str]:
    trap.config("gpg.ssh.defaultKeyCommand")
    trap.config("gpg.format", value="ssh")
    trap.config("commit.gpgSign", value="true")
    return ["commit", "--allow-empty", "--message", "x"]


def trailers(trap: Trap) -> list[str]:
    trap.config("trailer.evil.command", "trailer.evil.cmd")
    trap.config("trailer.evil.key", value="Approved-by")
    return ["interpret-trailers", "/dev/null"]


def editor(trap: Trap) -> list[str]:
    trap.config("core.editor", "sequence.editor")
    return ["commit", "--allow-empty"]


def aliases(trap: Trap) -> list[str]:
    names = [
        "log",
        "ls-files",
        "cat-file",
        "rev-parse",
        "update-index",
        "commit-tree",
        "var",
        "evil",
    ]
    trap.config(*(f"alias.{name}" for name in names), value=f"!{trap.script}")
    return ["evil"]


def pagers(trap: Trap) -> list[str]:
    names = [
        "log",
        "ls-files",
        "cat-file",
        "rev-parse",
        "config",
        "var",
        "diff-index",
        "ls-tree",
        "check-mailmap",
    ]
    trap.config("core.pager", *(f"pager.{name}" for name in names))
    return []


def connections(trap: Trap) -> list[str]:
    trap.config("core.sshCommand", "core.gitProxy", "core.askPass", "credential.helper")
    trap.config("core.alternateRefsCommand", "uploadpack.packObjectsHook")
    trap.config("remote.origin.url", value="ssh://nowhere.example/x")
    return ["fetch"]


def missing_objects(trap: Trap) -> list[str]:
    """Take an earlier version away, and promise that a remote helper has it."""
    oid = trap.team.head(f"HEAD~3:{PATH}")
    (trap.team.folder / ".git/objects" / oid[:2] / oid[2:]).unlink()
    trap.config("remote.origin.url", value=f"ext::{trap.script} %S")
    trap.config("remote.origin.promisor", value="true")
    trap.config("extensions.partialClone", value="origin")
    trap.config("protocol.ext.allow", "protocol.allow", value="always")
    trap.config("core.repositoryFormatVersion", value="1")
    return ["cat-file", "-p", oid]


def worktree_config(trap: Trap) -> list[str]:
    trap.config("extensions.worktreeConfig", value="true")
    trap.team.git("config", "--worktree", "core.fsmonitor", str(trap.script))
    trap.team.git("config", "--worktree", "gpg.ssh.program", str(trap.script))
    return ["status"]


def included(trap: Trap) -> list[str]:
    trap.team.write("evil.config", f"[core]\n\tfsmonitor = {trap.script}\n"
                    f'[gpg "ssh"]\n\tprogram = {trap.script}\n')  # fmt: skip
    trap.config("include.path", value=str(trap.team.folder / "evil.config"))
    return ["status"]


TRAPS = [
    fsmonitor, hooks, hooks_path, filters, filter_process, textconv, diff_command, external_diff,
    merge_driver, signatures, default_key, trailers, editor, aliases, pagers, connections,
    missing_objects, worktree_config, included,
]  # fmt: skip


@pytest.mark.parametrize("lay", TRAPS)
def test_nothing_that_a_repository_names_is_run(
    team: Team, lay: Callable[[Trap], list[str]]
) -> None:
    trap = Trap(team)
    control = lay(trap)
    done: dict[str, int] = {}
    for words in [*READING.values(), *SIGNING]:
        done[" ".join(words)] = team.pmlint(*words).code
        assert not trap.canary.exists(), (words, trap.canary.read_text())
    if lay is not missing_objects:
        assert set(done.values()) <= {0, 1}, done
    if control:
        trap.plain_git(*control)
        assert trap.canary.exists(), "the trap does not work"


@pytest.mark.parametrize("command", READING.values(), ids=READING)
def test_a_version_that_is_not_here_is_not_fetched_and_the_lack_is_told(
    team: Team, command: list[str]
) -> None:
    trap = Trap(team)
    missing_objects(trap)
    done = team.pmlint(*command)
    assert done.code in (0, 1, 2)
    assert "internal error" not in done.err
    assert not trap.canary.exists()
    if command[0] == "history":
        assert done.code == 2
        assert "git fetch --refetch --no-filter" in done.err


def test_a_signature_is_made_and_checked_with_no_program_of_the_repository(team: Team) -> None:
    trap = Trap(team)
    signatures(trap)
    default_key(trap)
    for name, value in (("user.signingKey", str(BO.key)), ("gpg.format", "ssh")):
        subprocess.run(["git", "config", "--global", name, value], check=True)
    team.become(BO)
    done = team.pmlint("signoff", PATH)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(" (signed with your SSH key)\n")
    assert team.verify().code == 0
    assert not trap.canary.exists()


# -- nothing is written, nothing is locked -------------------------------------------------------


def state(folder: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """Return mode, size, time and content of everything in a folder, folders among them."""
    found = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        told = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (told.st_mode, told.st_size, told.st_mtime_ns, content)
    return found


@pytest.mark.parametrize("command", READING.values(), ids=READING)
def test_reading_writes_nothing_even_where_the_index_is_out_of_date(
    team: Team, command: list[str]
) -> None:
    os.utime(team.folder / PATH, (1, 1))
    before = state(team.folder)
    code = team.pmlint(*command).code
    assert state(team.folder) == before
    assert code in (0, 1)


@pytest.mark.parametrize("command", READING.values(), ids=READING)
def test_reading_waits_for_no_lock_and_says_the_same(team: Team, command: list[str]) -> None:
    unlocked = team.pmlint(*command)
    for name in (
        "index.lock",
        "HEAD.lock",
        "config.lock",
        "packed-refs.lock",
        "refs/heads/main.lock",
    ):
        (team.folder / ".git" / name).touch()
    before = state(team.folder)
    assert team.pmlint(*command) == unlocked
    assert state(team.folder) == before


@pytest.mark.parametrize("command", READING.values(), ids=READING)
def test_reading_needs_no_leave_to_write(team: Team, command: list[str]) -> None:
    writable = team.pmlint(*command)
    paths = [team.folder, *team.folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    try:
        for path in reversed(paths):
            path.chmod(modes[path] & 0o555)
        assert team.pmlint(*command) == writable
    finally:
        for path in paths:
            path.chmod(modes[path])


def test_a_sign_off_writes_only_its_own_files(team: Team) -> None:
    before = state(team.folder)
    team.sign_off(CY, "--no-sign")
    after = state(team.folder)
    inside = str(team.folder / ".git")
    (record,) = set(team.records()) - {Path(path) for path in before}
    changed = {
        path for path in after.keys() | before.keys()
        if not path.startswith(inside) and Path(path).is_file()
        and (path not in before or before[path][3] != after[path][3])
    }  # fmt: skip
    assert changed == {str(record)}  # somebody stands in the block already
    git_files = {
        Path(path).relative_to(inside).as_posix() for path in after
        if path.startswith(inside) and Path(path).is_file()
        and before.get(path, (0, 0, 0, b""))[3] != after[path][3]
    }  # fmt: skip
    assert {name for name in git_files if not name.startswith("objects/")} <= {
        "index", "refs/heads/main", "logs/HEAD", "logs/refs/heads/main", "config",
    }  # fmt: skip


# -- user strings are no options and no patterns -------------------------------------------------

NAMES = ["--output=x.yaml", ":(top)x.yaml", "*.yaml", ":!x.yaml"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", ["check", "check --staged", "check --rev HEAD", "history",
                                     "verify", "verify --rev HEAD"])  # fmt: skip
def test_the_name_of_a_report_is_only_its_name(team: Team, name: str, command: str) -> None:
    team.commit(ADA, "Odd", {
        name: report(incident_id="INC-7"), "a.yaml": report(incident_id="INC-8"),
    })  # fmt: skip
    before = state(team.folder)
    done = team.pmlint(*command.split(), "--no-cache", "--format", "json", "--", name)
    assert done.code in (0, 1), done.err
    assert done.err == ""
    assert "a.yaml" not in done.out.replace(name, "")
    if not command.startswith("check"):
        assert f'"path": "{name}"' in done.out
    assert state(team.folder) == before


@pytest.mark.parametrize(
    "revision", ["--output=x", "-n1", "--all", "HEAD\n", "HEAD..HEAD~1", ":/a"]
)
@pytest.mark.parametrize(
    "command",
    [("check", "--rev"), ("check", "--since"), ("history", PATH, "--rev"), ("verify", "--rev"),
     ("verify", "--base")],
    ids=" ".join,
)  # fmt: skip
def test_a_revision_is_no_option(team: Team, command: tuple[str, ...], revision: str) -> None:
    before = state(team.folder)
    done = team.pmlint(*command[:-1], f"{command[-1]}={revision}", "--no-cache")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("pmlint: error: ")
    assert "internal" not in done.err
    assert state(team.folder) == before
