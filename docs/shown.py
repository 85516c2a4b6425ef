"""Run what the documents show: `python docs/shown.py` writes anew what each command says.

A block whose output is cut by lines with `…`, or left out, stays as it is: somebody chose what it
shows. A test fails where a document shows something else than its command says.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"(?P<where><!-- in the repository of examples/(?P<script>\w+)\.py -->\n)?"
    r"(?P<head>```(?:console|text)\n\$ (?P<command>pmlint [^\n]+)\n)(?P<shown>.*?)```",
    re.DOTALL,
)
"""A command as a document shows it, with what it says."""
CUT = re.compile(r"(?m)^…\n")
SCRIPTS = ("lifecycle", "portfolio")
COLUMNS = "100"


def documents() -> list[Path]:
    """Return every document that somebody has written."""
    folders = (ROOT, ROOT / "docs", ROOT / "examples")
    return sorted(path for folder in folders for path in folder.glob("*.md"))


def made(script: str, folder: Path) -> str:
    """Make the repository of an example in `folder`; return what the script says."""
    command = [sys.executable, ROOT / "examples" / f"{script}.py", folder]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def said(command: str, folder: Path) -> str:
    """Return what a command says in `folder`, on standard output and then on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": COLUMNS},
    )  # fmt: skip
    return done.stdout + done.stderr


def is_whole(block: re.Match[str]) -> bool:
    """Say whether a block shows all that its command says."""
    return bool(block["shown"]) and not CUT.search(block["shown"])


def refreshed(text: str, places: Mapping[str | None, Path]) -> str:
    """Return a document with what its commands say in `places`, by the script that makes them."""

    def fresh(block: re.Match[str]) -> str:
        if not is_whole(block):
            return block[0]
        says = said(block["command"], places[block["script"]])
        return f"{block['where'] or ''}{block['head']}{says}```"

    return BLOCK.sub(fresh, text)


def main() -> None:
    """Write the documents anew."""
    with TemporaryDirectory() as folder:
        places: dict[str | None, Path] = {None: ROOT}
        for script in SCRIPTS:
            places[script] = Path(folder) / script
            made(script, places[script])
        for path in documents():
            text = path.read_text(encoding="utf-8")
            fresh = refreshed(text, places)
            if fresh != text:
                path.write_text(fresh, encoding="utf-8")
                print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
