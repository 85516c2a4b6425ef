"""How much of a file pmlint is ready to read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep a hostile or mistaken file from costing time and memory.

    `nodes` counts every key and value, and what an alias stands for each time it is used:
    two hundred bytes of aliases can stand for billions of values.
    """

    bytes: int = 5 * 1024 * 1024
    depth: int = 100
    nodes: int = 100_000


DEFAULT_LIMITS = Limits()
