"""What is shipped: the schemas lie in the wheel, in the sdist, and are found in each install."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

from pmlint import __version__

SCHEMAS = ("postmortem.schema.json", "template.schema.json")
SHIPPED = ("pmlint", "schemas", "tests", "pyproject.toml", "README.md", "LICENSE")
ASK = "import pmlint.template as t; print(t.BUILT_IN, len(t.load().roles))"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, so that nothing is built in the checkout."""
    folder = tmp_path_factory.mktemp("source")
    for name in SHIPPED:
        subprocess.run(["cp", "-r", ROOT / name, folder], check=True)
    return folder


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sdist and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, source],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


def venv(folder: Path) -> Path:
    """Make a virtual environment that sees this one's libraries, and return its Python."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    found = subprocess.run(
        [sys.executable, "-c", "import ruamel.yaml, sys; print(ruamel.yaml.__path__[0])"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    site = next((folder / "lib").iterdir()) / "site-packages"
    (site / "borrowed.pth").write_text(str(Path(found).parent.parent))
    return python


def test_the_wheel_holds_the_package_and_its_schemas_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for name in SCHEMAS:
        assert f"pmlint/schemas/{name}" in names
    assert "pmlint/py.typed" in names
    assert "pmlint/rules/missing_section.py" in names
    for name in ("page.html.jinja", "page.css", "page.js"):
        assert f"pmlint/output/report/html/{name}" in names
    assert {name.split("/")[0] for name in names} == {"pmlint", f"pmlint-{__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_sdist_holds_what_the_wheel_is_built_from(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in SCHEMAS:
        assert f"schemas/{name}" in names
    assert {"pyproject.toml", "README.md", "LICENSE", "tests/test_packaging.py"} <= names


def test_an_installed_wheel_finds_its_schemas(built: Path, tmp_path: Path) -> None:
    python = venv(tmp_path / "venv")
    (wheel,) = built.glob("*.whl")
    site = next((tmp_path / "venv" / "lib").iterdir()) / "site-packages"
    zipfile.ZipFile(wheel).extractall(site)
    done = subprocess.run([python, "-c", ASK], capture_output=True, text=True, check=False)
    where, roles = done.stdout.split()
    assert where == str(site / "pmlint" / "schemas" / "postmortem.schema.json"), done.stderr
    assert int(roles) > 30
    entry = subprocess.run(
        [python, "-c", "import sys; from pmlint.cli import main; sys.exit(main(['schema']))"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert entry.stdout == (ROOT / "schemas" / "postmortem.schema.json").read_text()


def test_an_editable_install_finds_the_schemas_of_the_checkout(
    source: Path, tmp_path: Path
) -> None:
    python = venv(tmp_path / "venv")
    site = next((tmp_path / "venv" / "lib").iterdir()) / "site-packages"
    build = (
        "import sys; from hatchling.build import build_editable; print(build_editable(sys.argv[1]))"
    )
    wheel = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)],
        cwd=source, capture_output=True, text=True, check=True,
    ).stdout.split()[-1]  # fmt: skip
    zipfile.ZipFile(tmp_path / wheel).extractall(site)
    done = subprocess.run([python, "-c", ASK], capture_output=True, text=True, check=False)
    assert done.stdout.split()[0] == str(source / "schemas" / "postmortem.schema.json"), done.stderr
