"""Patterns of files: those of `.gitignore`, which everybody with a repository knows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pmlint.errors import ConfigurationError

if TYPE_CHECKING:
    from pathspec import PathSpec


def matches(patterns: tuple[str, ...], path: str) -> bool:
    """Say whether `path` (relative, with `/`) is matched; a later `!pattern` takes it back.

    Raises ConfigurationError for what is no pattern.
    """
    return bool(patterns) and _spec(patterns).match_file(path)


@lru_cache(maxsize=64)
def _spec(patterns: tuple[str, ...]) -> PathSpec[Any]:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise ConfigurationError(f"{' '.join(map(repr, patterns))}: {error}") from None
