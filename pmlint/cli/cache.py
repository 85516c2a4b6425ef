"""The one place that says where what is kept from run to run lies."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from pathlib import Path

NAME = "pmlint"


def cache_folder(arguments: argparse.Namespace) -> Path | None:
    """Return the folder: that of --cache-dir, else the user's own; None with --no-cache.

    The user's own is `$XDG_CACHE_HOME/pmlint`, else `~/.cache/pmlint` (XDG Base Directory
    Specification, which passes over a variable that is no absolute path), and on Windows and macOS
    the one that these have for it. None where there is no home either.
    """
    told = None if arguments.no_cache else folder_at(arguments.cache_dir)
    if told is None:
        return None
    from pathlib import Path

    return Path(told)


def folder_at(wish: str | None) -> str | None:
    """Return the path of the folder `wish` if there is one, else of the user's own.

    As `cache_folder`, but without `pathlib`: it is asked before anything else is loaded.
    """
    if wish:
        return os.path.abspath(wish)  # noqa: PTH100
    told = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(told):  # noqa: PTH117
        return os.path.join(told, NAME)  # noqa: PTH118
    if sys.platform in ("darwin", "win32"):  # elsewhere it would say the same, after 10 ms
        from platformdirs import user_cache_dir

        return user_cache_dir(NAME, appauthor=False)
    home = os.path.expanduser("~")  # noqa: PTH111
    return None if home == "~" else os.path.join(home, ".cache", NAME)  # noqa: PTH118
