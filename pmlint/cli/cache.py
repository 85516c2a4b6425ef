"""The one place that says where what is kept from run to run lies."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

NAME = "pmlint"


def cache_folder(arguments: argparse.Namespace) -> Path | None:
    """Return the folder: that of --cache-dir, else the user's own; None with --no-cache.

    The user's own is `$XDG_CACHE_HOME/pmlint`, else `~/.cache/pmlint` (XDG Base Directory
    Specification, which passes over a variable that is no absolute path). None where there is no
    home either.
    """
    if arguments.no_cache:
        return None
    if arguments.cache_dir:
        return Path(arguments.cache_dir).absolute()
    told = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if told.is_absolute():
        return told / NAME
    try:
        return Path.home() / ".cache" / NAME
    except RuntimeError:
        return None
