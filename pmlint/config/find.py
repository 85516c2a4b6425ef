"""Which configuration file is in force for a folder: the nearest one."""

from __future__ import annotations

from pathlib import Path

NAMES = ("pmlint.toml", ".pmlint.toml")
PYPROJECT = "pyproject.toml"
TABLE = "[tool.pmlint"


def nearest(folder: Path, top: Path) -> Path | None:
    """Return the configuration file for `folder`: its own or that of a parent, up to `top`.

    In one folder `pmlint.toml` comes before `.pmlint.toml`, and that before a `pyproject.toml`
    with `[tool.pmlint]`. `top` is the repository root: nothing above it is ever looked at.
    """
    for at in (folder, *folder.parents):
        for name in NAMES:
            if (at / name).is_file():
                return at / name
        if _has_table(at / PYPROJECT):
            return at / PYPROJECT
        if at == top:
            break
    return None


def _has_table(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    if "pmlint" not in text:
        return False
    import tomllib

    try:
        tools = tomllib.loads(text).get("tool", {})
    except (ValueError, RecursionError):
        return TABLE in text  # whoever reads it will say what is wrong with it
    return isinstance(tools, dict) and "pmlint" in tools
