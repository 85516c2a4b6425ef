"""The one place that says where what is kept from run to run lies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

NAME = "pmlint"


def cache_folder(arguments: argparse.Namespace) -> Path | None:
    """Return the folder: that of --cache-dir, else the user's own; None with --no-cache.

    The user's own is `$XDG_CACHE_HOME/pmlint`, else `~/.cache/pmlint` (XDG Base Directory
    Specification, which passes over a variable that is no absolute path), and on Windows and macOS
    the one that these have for it. None where there is no home either.
    """
    return None if arguments.no_cache else folder_at(arguments.cache_dir)


def folder_at(wish: str | None) -> Path | None:
    """Return the folder `wish` if there is one, else the user's own, as `cache_folder`."""
    if wish:
        return Path(wish).absolute()
    told = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if told.is_absolute():
        return told / NAME
    if sys.platform in ("darwin", "win32"):  # elsewhere it would say the same, after 10 ms
        from platformdirs import user_cache_path

        return user_cache_path(NAME, appauthor=False)
    try:
        return Path.home() / ".cache" / NAME
    except RuntimeError:
        return None
