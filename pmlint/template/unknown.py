"""A key that the template does not know: what it was meant to be, or where it belongs."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

from pmlint.document import Scalar
from pmlint.finding import Fix, Pointer
from pmlint.frozen import replace
from pmlint.part import Part
from pmlint.shape import Shape
from pmlint.template.violation import Violation, ViolationKind
from pmlint.template.wording import fold_word, rewritten


class Homes:
    """Where the keys of a template belong; `root` is the shape of the whole report."""

    def __init__(self, root: Shape) -> None:
        self._ways: dict[str, list[tuple[str, ...]]] = {}
        for way, _ in root.walk():
            if way and "[]" not in way:
                self._ways.setdefault(fold_word(way[-1]), []).append(way)

    def of(self, name: str, holder: Part) -> tuple[str, ...] | None:
        """Return where a key belongs that stands in `holder`, which is wrong: exactly one place."""
        ways = self._ways.get(fold_word(name), ())
        homes = [way for way in ways if way[:-1] != holder.pointer]
        return homes[0] if len(homes) == 1 else None


def unknown_field(
    homes: Homes, holder: Part, part: Part
) -> tuple[Violation, tuple[Pointer, str] | None]:
    """Return the violation for `part`, whose key `holder` does not know.

    With it comes what is then not missing: the pointer of a section and the key in it that this
    one was meant to be.
    """
    name = str(part.step)
    names = holder.shape.names if holder.shape is not None else ()
    present = {child.step for child in holder.children}
    meant = _sibling(name, tuple(known for known in names if known not in present))
    home = None if meant is not None else homes.of(name, holder)
    twin = _sibling(name, names)
    elsewhere: tuple[Pointer, str] | None = None
    if meant is not None:
        help, elsewhere = f"did you mean `{meant}`?", (holder.pointer, meant)
    elif home is not None:
        elsewhere = (home[:-1], home[-1])
        section = " → ".join(f"`{step}`" for step in home[:-1])
        help = f"it belongs under {section}" if section else AT_THE_TOP
    elif twin is not None:
        help = f"`{twin}` is there already: is this the same?"
    else:
        help = f"known here: {', '.join(names)}" if names else "the template knows no keys here"
    where = "at the top level" if holder.parent is None else f"of {holder.label}"
    violation = Violation(
        ViolationKind.UNKNOWN_FIELD,
        part.key_span,
        part.pointer,
        f"the template knows no key `{name}` {where}",
        help,
        _renamed(part, meant, list(names)) if meant is not None and meant == twin else None,
        meant=meant,
    )
    return violation, elsewhere


NEAR = 0.75
"""So alike must a key be to what may be meant by it."""
SHORTEST = 4
"""In a shorter word a letter says too much."""
AT_THE_TOP = "it belongs at the top level of the report"


def _renamed(part: Part, name: str, names: list[str]) -> Fix | None:
    """Return the fix that renames the key to `name`, if none of the other `names` can be meant.

    It must be the same word, or a slip of the finger away from this one and from no other.
    """
    if not isinstance(part.key, Scalar):
        return None
    wanted = fold_word(str(part.step))
    near = [known for known in names if _is_slip(wanted, fold_word(known))]
    if wanted != fold_word(name) and near != [name]:
        return None
    fix = rewritten(part.key, name, safe=False)
    return None if fix is None else replace(fix, message=f"rename the key to {name}")


def _is_slip(word: str, name: str) -> bool:
    """Say whether one letter is lacking, too many or another, or two neighbours are swapped."""
    start = _shared(word, name)
    end = _shared(word[start:][::-1], name[start:][::-1])
    rest, meant = word[start : len(word) - end], name[start : len(name) - end]
    if max(len(rest), len(meant)) == 1:
        return len(name) >= SHORTEST
    return len(rest) == 2 and rest == meant[::-1]


def _shared(word: str, name: str) -> int:
    """Return with how many letters both begin."""
    pairs = enumerate(zip(word, name, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(word), len(name)))


@lru_cache(1000)
def _sibling(name: str, names: tuple[str, ...]) -> str | None:
    folded = {fold_word(known): known for known in names}
    wanted = fold_word(name)
    if wanted in folded:
        return folded[wanted]
    close = get_close_matches(wanted, folded, n=1, cutoff=NEAR)
    return folded[close[0]] if close else None
