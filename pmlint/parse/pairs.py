"""Keys and values, in turn → the entries of a mapping: keys that repeat, `<<` that merges."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pmlint.core_schema import Style
from pmlint.document import Defect, DefectKind, Entry, Mapping, Node, Scalar, Sequence, flow_text
from pmlint.parse.stop import DefectError

MERGE = "<<"


def entries(
    children: list[Node], duplicate: Callable[[Node, Node, str], None]
) -> tuple[Entry, ...]:
    """Return the entries that `children` make: keys and values in turn, merged ones last.

    Of a key that repeats, the first one counts; `duplicate` is told of the later one, of the
    first one, and of what they say.
    """
    keys, values = children[::2], children[1::2]
    names = [key.text if type(key) is Scalar else flow_text(key) for key in keys]
    if len(set(names)) == len(names) and MERGE not in names:  # nearly every mapping
        return tuple(map(Entry, keys, values))
    own: list[Entry] = []
    merged: list[Entry] = []
    seen: dict[str, Node] = {}
    for key, value, name in zip(keys, values, names, strict=True):
        if name in seen:
            duplicate(key, seen[name], name)
            continue
        seen[name] = key
        if is_merge(key):
            merged.extend(_merged(value))
        else:
            own.append(Entry(key, value))
    known = {entry.name for entry in own}
    for entry in merged:
        if entry.name not in known:
            known.add(entry.name)
            own.append(entry)
    return tuple(own)


def is_merge(key: Node) -> bool:
    """Say whether `key` is `<<`, which merges what stands behind it."""
    return isinstance(key, Scalar) and key.text == MERGE and key.style is Style.PLAIN


def _merged(value: Node) -> Iterator[Entry]:
    """Yield what `<<: value` brings in; of several mappings the earlier one wins."""
    for node in value.items if isinstance(value, Sequence) else (value,):
        if not isinstance(node, Mapping):
            raise DefectError(
                Defect(
                    DefectKind.SYNTAX,
                    node.span,
                    f"`<<` merges mappings, and this is {node.kind.value}",
                    "merge an anchored mapping (`<<: *defaults`), or quote the key",
                )
            )
        yield from node.entries
