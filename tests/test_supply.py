"""What pmlint is made of: every package is known, has a licence that fits, and a reason.

That every action of a workflow is pinned is held here for all workflow files of the project; what
the scheduled jobs do is held in test_workflows.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.requirements import Requirement

EXTRAS = ("", "html", "ics")
ROW = r"(?m)^\| ([\w.-]+) \| ([\w. -]+) \| ([\w.,\[\] -]+) \|$"
ALLOWED = {
    "Apache-2.0",
    "Apache-2.0 AND CNRI-Python",  # the licence of Python 1.6, which `re` is of
    "BSD-2-Clause",
    "BSD-3-Clause",
    "LGPL-3.0-or-later",  # used as it is, and not part of what is shipped
    "MIT",
    "MPL-2.0",  # as above
    "PSF-2.0",
}
CALLED = {
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "Apache Software License": "Apache-2.0",
}
"""What older packages call their licences, in classifiers."""
NOT_ALWAYS = {"platformdirs", "tzdata", "typing-extensions"}
"""What only some systems or versions of Python need."""
USES = r"^\s*-?\s*uses:\s*(\S.*)$"
PINNED = r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
WORKFLOWS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (".github/workflows", "docs/workflows")
    for path in (ROOT / folder).glob("*.y*ml")
)


def named(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed() -> dict[str, set[str]]:
    """Return all packages that are installed with pmlint and its extras, and what needs each."""
    found: dict[str, set[str]] = {}
    left = [("pmlint", extra) for extra in EXTRAS]
    done = set()
    while left:
        name, extra = left.pop()
        done.add((name, extra))
        for line in metadata.requires(name) or ():
            asked = Requirement(line)
            if asked.marker is not None and not asked.marker.evaluate({"extra": extra}):
                continue
            if asked.url is not None:
                raise AssertionError(f"{name} takes {asked.name} from {asked.url}")
            found.setdefault(named(asked.name), set()).add(named(name))
            more = {(named(asked.name), each) for each in ("", *asked.extras)}
            left += sorted(more - done)
    return found


def licence(name: str) -> str:
    about = metadata.metadata(name)
    if about.get("License-Expression"):
        return str(about["License-Expression"])
    classifiers = [each.split(" :: ") for each in about.get_all("Classifier") or []]
    told = [CALLED.get(each[-1], each[-1]) for each in classifiers if each[0] == "License"]
    return next(iter(told), str(about.get("License", "")))


def listed() -> dict[str, tuple[str, str]]:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    return {name: (terms, why) for name, terms, why in re.findall(ROW, text) if name != "package"}


def test_every_package_that_is_installed_with_pmlint_is_known() -> None:
    found, known = needed(), listed()
    assert found.keys() <= known.keys(), "not in docs/dependencies.md"
    assert known.keys() - found.keys() <= NOT_ALWAYS, "in docs/dependencies.md, and not needed"


def test_every_licence_is_the_one_that_is_listed_and_fits() -> None:
    known = listed()
    assert {name: known[name][0] for name in needed()} == {name: licence(name) for name in needed()}
    assert {terms for terms, _ in known.values()} <= ALLOWED


def test_every_dependency_has_a_lower_bound_and_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = table[table.index("## Dependencies, with their reasons") :].casefold()
    for line in (*project["dependencies"], *extras["html"], *extras["ics"], *extras["dev"]):
        asked = Requirement(line)
        if asked.name == "pmlint":
            continue
        bounds = [each.operator for each in asked.specifier]
        assert bounds == [">="], f"{line}: a lower bound, and nothing that keeps a mended one out"
    for line in (*project["dependencies"], *extras["html"], *extras["ics"]):
        assert Requirement(line).name.casefold() in table, f"{line} has no reason"


def test_what_is_installed_fits_together() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "No broken requirements found.\n")


def test_there_are_workflows() -> None:
    assert ".github/workflows/ci.yml" in WORKFLOWS


@pytest.mark.parametrize("path", WORKFLOWS)
def test_every_action_is_pinned_by_the_hash_of_its_commit(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    found = re.findall(USES, text, flags=re.MULTILINE)
    assert found or ".github" not in path
    for used in found:
        assert re.fullmatch(PINNED, used), used


def test_the_workflow_may_only_read_and_runs_what_everybody_runs() -> None:
    import yaml

    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    assert "permissions" not in job
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert "${{ github.event" not in text
    assert "secrets." not in text
    assert "pull_request_target" not in text


def test_two_builds_of_the_same_files_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775044800")
    script = (
        "import sys; from hatchling.build import build_sdist, build_wheel; "
        "build_wheel(sys.argv[1]); build_sdist(sys.argv[1])"
    )
    built = []
    for name in ("one", "other"):
        source = tmp_path / name / "source"
        source.mkdir(parents=True)
        for part in ("pmlint", "schemas", "pyproject.toml", "README.md", "LICENSE"):
            subprocess.run(["cp", "-r", ROOT / part, source], check=True)
        for stale in source.rglob("__pycache__"):
            subprocess.run(["rm", "-r", stale], check=True)
        subprocess.run(["touch", source / "pmlint" / "api.py"], check=True)
        folder = tmp_path / name / "dist"
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", script, folder], cwd=source, check=True, capture_output=True
        )
        built.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert len(built[0]) == 2
    assert built[0] == built[1]


def test_every_test_that_the_threat_model_names_is_there() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    tests = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/test_*.py"))
    named = set(re.findall(r"test_\w+(?!\w*\.py)", re.sub(r"test_\w+\.py", "", text)))
    assert len(named) > 30
    assert {name for name in named if f"def {name}(" not in tests} == set()
