"""What is generated is fresh, and what the documents show was run."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

LINK = r"\[[^\]\n]+\]\((?!https?:|#|mailto:)([^)\s#]+)[^)]*\)"
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (ROOT, ROOT / "docs", ROOT / "docs" / "rules", ROOT / "examples")
    for path in folder.glob("*.md")
)


def module(path: Path) -> Any:
    """Return what is in a script of the documentation."""
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


SHOWN = module(ROOT / "docs" / "shown.py")


def test_what_is_generated_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "", "run: python docs/generate.py"
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_link_of_a_document_leads_somewhere(path: str) -> None:
    document = ROOT / path
    text = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", document.read_text(encoding="utf-8"))
    for target in re.findall(LINK, text):
        assert (document.parent / target).exists(), target


@pytest.fixture(scope="session")
def life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the repository that the example makes: every run makes the same commits."""
    folder = tmp_path_factory.mktemp("life") / "repository"
    (folder.parent / "said").write_text(SHOWN.made("lifecycle", folder), encoding="utf-8")
    return folder


def test_what_the_readme_shows_of_a_sign_off_is_what_pmlint_said(life: Path) -> None:
    said = (life.parent / "said").read_text(encoding="utf-8")
    assert said.startswith("postmortems/2019-07-02-waf.yaml: signed off as approver by Obinna")
    assert f"```text\n{said}```" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if not p.startswith("docs/rules/PM")])
def test_what_a_document_shows_is_what_pmlint_says(path: str, life: Path, portfolio: Path) -> None:
    places = {None: ROOT, "lifecycle": life, "portfolio": portfolio}
    for block in SHOWN.BLOCK.finditer((ROOT / path).read_text(encoding="utf-8")):
        command, said = block["command"], SHOWN.said(block["command"], places[block["script"]])
        if SHOWN.is_whole(block):
            assert block["shown"] == said, f"{command}; run: python docs/shown.py"
        for piece in SHOWN.CUT.split(block["shown"]):
            assert piece in said, f"{command} says:\n{said}"


def test_a_document_names_only_repositories_that_an_example_makes() -> None:
    for path in DOCUMENTS:
        text = (ROOT / path).read_text(encoding="utf-8")
        for script in re.findall(r"<!-- in the repository of examples/(.+?)\.py -->", text):
            assert script in SHOWN.SCRIPTS


def test_the_ci_runs_the_very_commands_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"(?m)^(python3 -m venv .*)$", readme)
    assert len(commands) == 2
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in commands:
        assert f"\n{command}\n" in script
    assert script.rstrip().endswith(commands[1])


def test_the_program_in_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    exec(program, {"data": b"team: 14:47\n"})
    assert "postmortems/a.yaml 1 PM007 `14:47` is the number 887" in capsys.readouterr().out


def test_every_public_thing_in_the_package_is_documented() -> None:
    code = """
import ast, sys
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob('*.py')):
    tree = ast.parse(path.read_text())
    if not ast.get_docstring(tree): print(path, 'module')
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bodies = [(node, node.name)] + [
                (n, f'{node.name}.{n.name}') for n in node.body if isinstance(n, ast.FunctionDef)
                if not node.name.startswith('_')]
        elif isinstance(node, ast.Module):
            bodies = [(n, n.name) for n in node.body if isinstance(n, ast.FunctionDef)]
        else: continue
        for n, name in bodies:
            last = name.rpartition('.')[2]
            if not last.startswith('_') and not ast.get_docstring(n): print(path, name)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "pmlint")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    missing = [line for line in done.stdout.splitlines() if not line.endswith(" check")]
    assert missing == []


def test_paths_in_the_changelog_and_the_architecture_are_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for name in re.findall(r"`(pmlint/[\w/.]+)`", text):
        assert (ROOT / Path(name)).exists(), name
