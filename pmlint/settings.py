"""Settings: what pmlint is asked to do with a report, wherever the wish comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pmlint.catalog import EVERYTHING, Catalog
from pmlint.finding import Severity
from pmlint.frozen import Frozen
from pmlint.parse import DEFAULT_LIMITS, Limits
from pmlint.policy import Policy
from pmlint.postmortem import Stage

NOTHING: Mapping[str, Any] = MappingProxyType({})
FOLDERS = ("postmortem", "postmortems", "post-mortem", "post-mortems", "incident", "incidents")
INCLUDE = (
    *(f"**/{folder}/**/*.{ending}" for folder in FOLDERS for ending in ("yaml", "yml")),
    "**/*.postmortem.yaml",
    "**/*.postmortem.yml",
)


class Settings(Frozen):
    """How reports are found and judged. Patterns are those of `.gitignore`, relative to `base`."""

    base: Path | None = None
    """The folder of the configuration file; None where there is none."""
    origin: Path | None = None
    """The configuration file itself."""
    template: Path | None = None
    """The template; None for the built-in one."""
    include: tuple[str, ...] = INCLUDE
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    select: tuple[str, ...] | None = None
    """What is checked instead of the default rules."""
    extend_select: tuple[str, ...] = ()
    """What is checked besides."""
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Pairs of a pattern and what is not checked in the files that it matches."""
    severities: Mapping[str, Severity] = NOTHING
    """Severity by code, instead of the rule's own."""
    options: Mapping[str, Mapping[str, Any]] = NOTHING
    """Options by code."""
    limits: Limits = DEFAULT_LIMITS
    fail_on: Severity | None = Severity.ERROR
    """The least severity that makes a run fail; None for none."""
    stage: Stage | None = None
    """Judge every report as if it were at this stage; None for its own."""
    policy: Policy = Policy()
    """What is asked of an approval."""
    owners: Mapping[str, tuple[str, ...]] = NOTHING
    """How else the name of an owner is spelt, by that name."""


def selected(
    catalog: Catalog,
    select: Iterable[str] | None,
    extend_select: Iterable[str],
    ignore: Iterable[str],
) -> frozenset[str]:
    """Return the codes that are checked.

    The more exact word wins: a code or name over a family, a family over ALL and over the
    default; of two equally exact ones `ignore` wins. Words must be known to the catalog.
    """
    wanted: dict[str, int] = {}
    unwanted: dict[str, int] = {}
    if select is None:
        wanted.update((rule.code, 0) for rule in catalog.rules if rule.default)
    for words, weights in (((*(select or ()), *extend_select), wanted), (ignore, unwanted)):
        for word in words:
            weight = _exactness(catalog, word)
            for code in catalog.select(word) or ():
                weights[code] = max(weight, weights.get(code, -1))
    return frozenset(code for code, weight in wanted.items() if weight > unwanted.get(code, -1))


def _exactness(catalog: Catalog, word: str) -> int:
    if word.upper() == EVERYTHING:
        return 0
    return 1 if word.upper() in catalog.families else 2
