"""Sentences for what a JSON Schema keyword refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pmlint.core_schema import Kind, Style
from pmlint.document import Scalar
from pmlint.finding import Edit, Fix
from pmlint.part import Part
from pmlint.shape import Shape

TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}
LONGEST_VALUE = 40
PLAIN = r"[^\W\d_][\w-]*"
NOT_TEXT = frozenset(("y", "yes", "n", "no", "on", "off", "true", "false", "null"))
"""Words that are none to some YAML reader unless they stand in quotes."""
MOST_LISTED = 100


def listed(words: list[str] | tuple[str, ...], last: str = "or") -> str:
    """Return `a, b or c`; of very many words the first ones, and how many there are."""
    if len(words) > MOST_LISTED:
        return f"{', '.join(words[:MOST_LISTED])}, … ({len(words):,} in all)"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def shown(value: Any) -> str:
    """Return a value as a message shows it: in backticks, in one line, not too long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    if len(text) > LONGEST_VALUE:
        text = text[: LONGEST_VALUE - 1] + "…"
    return f"`{text}`"


def wrong_type(part: Part, wanted: list[str]) -> tuple[str, str, Fix | None]:
    """Return message, help and fix for a value of the wrong type; `wanted` are JSON types."""
    kinds = [TYPES.get(word, word) for word in wanted if word != "null"] or ["nothing"]
    message = f"{part.label} must be {listed(kinds)}, and this is {part.node.kind.value}"
    scalar = isinstance(part.node, Scalar)
    if "string" in wanted and scalar and part.node.kind is not Kind.EMPTY:
        return message, "put it in quotes if it is meant as text", quoted(part.node)
    if "string" in wanted and not scalar:
        return message, "text that begins with [ or { must be quoted", None
    if "array" in wanted:
        return message, "write each entry on a line of its own, after `- `", None
    if "object" in wanted:
        names = part.shape.names[:6] if part.shape else ()
        return message, f"it holds {listed(names, 'and')}" if names else "", None
    return message, "", None


def quoted(node: Any) -> Fix | None:
    """Return the fix that puts a plain scalar in double quotes."""
    if not isinstance(node, Scalar) or node.style is not Style.PLAIN or node.alias:
        return None
    written = '"' + node.text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return Fix("put it in quotes", (Edit(node.span, written),), safe=False)


def not_one_of(part: Part, words: list[Any]) -> tuple[str, str, Fix | None]:
    """Return message, help and fix for a value that is none of the allowed ones."""
    known = [word if isinstance(word, str) else json.dumps(word) for word in words]
    what = shown(part.text) if part.text else part.node.kind.value
    if not known:
        return f"{part.label} is {what}, and the template allows nothing here", "", None
    message = f"{part.label} is {what}, not {listed(known)}"
    same = [word for word in known if word.casefold() == fold_word(part.text)]
    if same and isinstance(part.node, Scalar) and not part.node.alias:
        is_certain = len(same) == 1 and same[0] in words
        return message, f"write `{same[0]}`", rewritten(part.node, same[0]) if is_certain else None
    from difflib import get_close_matches  # only a wrong report needs it

    close = get_close_matches(fold_word(part.text), known, n=1)
    return message, f"did you mean `{close[0]}`?" if close else "", None


def rewritten(node: Scalar, word: str, *, safe: bool = True) -> Fix | None:
    """Return the fix that writes `word` in the place of `node`, in the quotes that are there.

    A word that could be read as something else gets quotes; none is written into a block.
    """
    if node.alias or node.tag or node.style in (Style.LITERAL, Style.FOLDED):
        return None
    plain = re.fullmatch(PLAIN, word) and word.lower() not in NOT_TEXT
    if "\\" in word or '"' in word or "'" in word or not word.isprintable():
        return None
    quote = node.style.value or ("" if plain else '"')
    return Fix(f"write {word}", (Edit(node.span, f"{quote}{word}{quote}"),), safe=safe)


def fold_word(word: str) -> str:
    """Return a word as the template's own are spelt: small letters, `_` for space and `-`."""
    return word.strip().casefold().replace(" ", "_").replace("-", "_")


def refused(part: Part, keyword: str, value: Any, instance: Any) -> str:
    """Return the sentence for any other keyword with its value in the template."""
    label = part.label
    count = len(instance) if isinstance(instance, (list, dict, str)) else 0
    sentences = {
        "pattern": f"{label} does not have the form that the template asks for ({value})",
        "format": f"{label} is no valid {value}",
        "minLength": f"{label} has {count} of at least {value} characters",
        "maxLength": f"{label} has {count} characters, more than {value}",
        "minimum": f"{label} is below {value}",
        "maximum": f"{label} is above {value}",
        "exclusiveMinimum": f"{label} must be above {value}",
        "exclusiveMaximum": f"{label} must be below {value}",
        "multipleOf": f"{label} is no multiple of {value}",
        "minItems": f"{label} has {count} of at least {value} entries",
        "maxItems": f"{label} has {count} entries, more than {value}",
        "uniqueItems": f"{label} has the same entry twice",
        "contains": f"{label} has no entry of the kind that the template asks for",
        "minContains": f"{label} has too few entries of the kind that the template asks for",
        "maxContains": f"{label} has too many entries of the kind that the template limits",
        "minProperties": f"{label} has {count} of at least {value} keys",
        "maxProperties": f"{label} has {count} keys, more than {value}",
        "oneOf": f"{label} fits none, or more than one, of the forms that the template knows",
        "anyOf": f"{label} fits none of the forms that the template knows",
        "not": f"{label} is what the template rules out",
        "unevaluatedItems": f"{label} has more entries than the template knows",
        "items": f"{label} has more entries than the template knows",
    }
    return sentences.get(keyword, f"{label} does not fit the template ({keyword})")


def belongs(shape: Shape | None) -> str:
    """Say what belongs in a part: the template's own words, else its keys or its choices."""
    if shape is None:
        return ""
    if shape.message:
        return shape.message
    parts = _sentences(shape)
    return "; ".join(parts)


def _sentences(shape: Shape) -> Iterator[str]:
    if shape.description:
        yield shape.description[:1].lower() + shape.description[1:].rstrip(".")
    elif shape.title:
        yield f"here belongs: {shape.title}"
    if shape.is_section and shape.names:
        yield f"it holds {listed(shape.names, 'and')}"
    elif shape.words and not shape.description:
        yield f"one of {listed(shape.words)}"
    elif shape.examples and isinstance(shape.examples[0], str):
        yield f"for example {shown(shape.examples[0])}"
