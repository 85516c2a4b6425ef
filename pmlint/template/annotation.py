"""Annotation: pmlint's own keywords in a template, and what can be wrong with them.

The vocabulary is closed, and so is what it means: a typo must not switch a rule off.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pmlint.role import Role
from pmlint.template.loop import Way

NOUNS = {"array": "a list", "object": "a mapping"}
CONTAINERS = {
    Role.TIMELINE: "array",
    Role.ENTRY: "object",
    Role.ACTION: "object",
    Role.SIGNATURES: "object",
}
"""The roles that are no single value, with their JSON type; all others are."""
MEANINGS = {
    "status": ("draft", "review", "final"),
    "severity": ("minor", "major", "critical"),
    "action-status": ("open", "in_progress", "done", "dropped", "proposed"),
    "action-kind": ("prevent", "mitigate", "detect", "process"),
}
"""What words can mean, by role."""


def role_mistakes(value: Any, at: dict[str, Any], where: Way) -> Iterator[tuple[str, Way]]:
    """Yield what is wrong with the role `value` of the schema `at`, and where it stands."""
    words = [role.value for role in Role]
    if value not in words:
        yield f"`{value}` is no role{did_you_mean(str(value), words)}", where
        return
    wanted = CONTAINERS.get(Role(value), "")
    kinds = at.get("type", ())
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    if wanted and kinds and wanted not in kinds:
        yield f"`{value}` is the role of {NOUNS[wanted]}, and this is none", where
    elif not wanted and kinds and kinds <= set(NOUNS):
        (kind, *_) = sorted(kinds)
        below = "its `items`" if kind == "array" else "the part below that holds the value"
        yield (
            f"`{value}` is the role of a value, and this is {NOUNS[kind]}: give it to {below}",
            where,
        )


def means_mistakes(value: Any, at: dict[str, Any], where: Way) -> Iterator[tuple[str, Way]]:
    """Yield what is wrong with the meanings `value` of the schema `at`, and where it stands."""
    if not _is_table(value):
        yield "`x-pmlint-means` must be an object from the template's words to pmlint's", where
        return
    known = MEANINGS.get(at.get("x-pmlint-role", ""))
    for word, meaning in value.items():
        if known is not None and meaning not in known:
            yield (
                f"`{meaning}` means nothing to pmlint here{did_you_mean(meaning, known)}",
                (*where, word),
            )
        elif "enum" in at and word not in at["enum"]:
            choices = [choice for choice in at["enum"] if isinstance(choice, str)]
            words = f"`{word}` is no word of this part's enum{did_you_mean(word, choices)}"
            yield words, (*where, word)


def did_you_mean(word: str, known: tuple[str, ...] | list[str]) -> str:
    """Return the end of a sentence: what `word` may be meant to be, or all that is known."""
    close = get_close_matches(word.lower().replace("_", "-"), known, n=1, cutoff=0.6)
    return f"; did you mean `{close[0]}`?" if close else f"; there are {', '.join(known)}"


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(word, str) for word in value.values())
