"""Which configuration file is in force for a folder: the nearest one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pmlint.config.bounds import excess

NAMES = ("pmlint.toml", ".pmlint.toml")
PYPROJECT = "pyproject.toml"
TABLE = "[tool.pmlint"


def nearest(
    folder: Path,
    top: Path,
    is_file: Callable[[Path], bool] = Path.is_file,
    content: Callable[[Path], bytes] = Path.read_bytes,
) -> Path | None:
    """Return the configuration file for `folder`: its own or that of a parent, up to `top`.

    In one folder `pmlint.toml` comes before `.pmlint.toml`, and that before a `pyproject.toml`
    with `[tool.pmlint]`. `top` is the repository root: nothing above it is ever looked at.
    `is_file` and `content` look at the files, wherever those come from; what `content` raises
    besides OSError goes through.
    """
    for at in (folder, *folder.parents):
        for name in NAMES:
            if is_file(at / name):
                return at / name
        if is_file(at / PYPROJECT) and _has_table(at / PYPROJECT, content):
            return at / PYPROJECT
        if at == top:
            break
    return None


def _has_table(path: Path, content: Callable[[Path], bytes]) -> bool:
    try:
        text = content(path).decode("utf-8", "replace")
    except OSError:
        return False
    if "pmlint" not in text:
        return False
    if excess(text):
        return TABLE in text  # whoever reads it will say so
    import tomllib

    try:
        tools = tomllib.loads(text).get("tool", {})
    except (ValueError, RecursionError):
        return TABLE in text  # whoever reads it will say what is wrong with it
    return isinstance(tools, dict) and "pmlint" in tools
