"""What tests share: a clean environment, a folder of their own, and pmlint as a user runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from pmlint.cli import main

# A shell ignores Ctrl-C for what runs in its background, and so would what the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

EXAMPLES = 40

# No test is timed: a busy machine is no defect. What is tried depends on the tests alone, so that a
# change passes or fails by what it changes; `--hypothesis-profile=long` tries far more, at random.
settings.register_profile("pmlint", deadline=None, max_examples=EXAMPLES, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=1_000)
settings.load_profile("pmlint")


def tried(times: int) -> settings:
    """Return settings by which a test tries so many times what the profile says."""
    return settings(max_examples=times * settings.default.max_examples)


ROOT = Path(__file__).resolve().parent.parent
GOOD = ROOT / "examples" / "cloudflare-2019-07-02-waf-regex.yaml"


@dataclass(frozen=True)
class Ran:
    """What a run of pmlint said."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the machine's Git configuration, colours and terminal out of the tests."""
    for name in list(os.environ):
        if name.startswith(("GIT_", "PMLINT_", "PRE_COMMIT")):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path.parent / f"{tmp_path.name}-home"
    home.mkdir(exist_ok=True)
    config = home / "gitconfig"
    config.write_text(
        "[user]\n\tname = Ada Okafor\n\temail = ada@example.com\n"
        "[init]\n\tdefaultBranch = main\n[commit]\n\tgpgSign = false\n"
        # Nothing here has to outlive a loss of power, or is there long enough to be tidied up.
        "[core]\n\tfsync = none\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-04-01T12:00:00+00:00")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-04-01T12:00:00+00:00")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def pmlint(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process and say what came out."""

    def run(*arguments: str | Path) -> Ran:
        capfd.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 2
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return run


def git(folder: Path, *arguments: str) -> str:
    """Run git in `folder` and return what it prints."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a new, empty Git repository, which is also the current folder."""
    git(tmp_path, "init", "--quiet")
    return tmp_path


@pytest.fixture
def good() -> str:
    """Return the text of a complete, final report without a finding."""
    return GOOD.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the repository that `examples/portfolio.py` makes: the same one at every run."""
    folder = tmp_path_factory.mktemp("portfolio") / "portfolio"
    script = ROOT / "examples" / "portfolio.py"
    subprocess.run([sys.executable, script, folder], check=True)
    return folder
