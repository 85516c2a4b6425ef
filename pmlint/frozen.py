"""Frozen: objects of named values that never change.

They are what `@dataclass(frozen=True, slots=True)` makes, but for the time that this takes: the
methods of a dataclass are written as Python and compiled in every process anew, and with some
seventy classes that was a third of `pmlint check` on one report. Here the `__init__` of a class is
made when its first object is, of code that it shares with all that have as many values; everything
else is the same for all, and made once.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType

from pmlint.lazy import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, dataclass_transform

    Given = TypeVar("Given", bound="Frozen")
else:

    def dataclass_transform(**_):
        """Do what `typing` does, which need not be loaded for it: nothing."""
        return lambda kind: kind


def _nothing(_: object) -> tuple[()]:
    return ()


@dataclass_transform(frozen_default=True)
class FrozenType(type):
    """The type of all frozen classes: what is declared in the body of one becomes its values.

    Each has a slot; lazy properties get a `__dict__` beside them. With `eq=False` each object
    equals itself only. The values named in `apart` say nothing about whether two are equal. A
    frozen class that has values has no heirs.
    """

    _frozen_values: Callable[[Any], Any]
    _frozen_names: tuple[str, ...]
    _frozen_defaults: dict[str, Any]

    def __new__(
        cls,
        name: str,
        bases: tuple[type, ...],
        space: dict[str, Any],
        *,
        eq: bool = True,
        apart: tuple[str, ...] = (),
    ) -> FrozenType:
        """Make the class; raises TypeError where it inherits from one that has values."""
        if any(getattr(base, "__match_args__", ()) for base in bases):
            raise TypeError(f"{name}: a frozen class has no heirs")
        names = tuple(
            name
            for name, kind in space.get("__annotations__", {}).items()
            if not str(kind).startswith("ClassVar")
        )
        defaults = {name: space.pop(name) for name in names if name in space}
        has_lazy = any(type(value) is lazy for value in space.values())
        space["__slots__"] = (*names, "__dict__") if has_lazy else names
        space["__match_args__"] = names
        if not eq:
            space["__eq__"], space["__hash__"] = object.__eq__, object.__hash__
        made = super().__new__(cls, name, bases, space)
        made._frozen_names = names
        made._frozen_defaults = defaults
        compared = [name for name in names if name not in apart]
        made._frozen_values = attrgetter(*compared) if compared else _nothing
        return made


class Frozen(metaclass=FrozenType):
    """The base of all frozen classes. Setting or deleting a value raises AttributeError.

    Two are equal, and have one hash, where they are of the same class and their values are equal.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        """Make the `__init__` of this class, which takes the values in their order; call it."""
        kind = type(self)
        kind.__init__ = _initialiser(kind)  # type: ignore[method-assign]
        kind.__init__(self, *given, **named)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set: it never changes")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        kind = type(self)
        if type(other) is not kind:
            return NotImplemented
        return bool(kind._frozen_values(self) == kind._frozen_values(other))

    def __hash__(self) -> int:
        return hash(type(self)._frozen_values(self))

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in type(self)._frozen_names)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Return what `pickle` and `copy` make the same object of."""
        return type(self), tuple(getattr(self, name) for name in type(self)._frozen_names)


class Ordered(Frozen):
    """The base of frozen classes whose objects have an order: value by value, as tuples have."""

    def __lt__(self, other: object) -> bool:
        kind = type(self)
        if type(other) is not kind:
            return NotImplemented
        return bool(kind._frozen_values(self) < kind._frozen_values(other))

    def __le__(self, other: object) -> bool:
        return self == other or self < other

    def __gt__(self, other: object) -> bool:
        kind = type(self)
        if type(other) is not kind:
            return NotImplemented
        return bool(kind._frozen_values(self) > kind._frozen_values(other))

    def __ge__(self, other: object) -> bool:
        return self == other or self > other


def replace(given: Given, **changes: Any) -> Given:
    """Return an object like `given` but for `changes`; raises TypeError for a value it has not."""
    values = {name: getattr(given, name) for name in type(given)._frozen_names}
    return type(given)(**(values | changes))


def _initialiser(kind: FrozenType) -> Callable[..., None]:
    """Return `__init__`: each value goes into its slot, past `__setattr__`, which refuses it."""
    names, defaults = kind._frozen_names, kind._frozen_defaults
    if any(name in defaults for name in names[: len(names) - len(defaults)]):
        raise TypeError(f"{kind.__qualname__}: a value without a default follows one that has it")
    setters = {f"set_{at}": kind.__dict__[name].__set__ for at, name in enumerate(names)}
    code = _body(len(names)).replace(co_varnames=("self", *names))
    made = FunctionType(
        code, setters, "__init__", tuple(defaults[n] for n in names if n in defaults)
    )
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


@cache
def _body(number: int) -> CodeType:
    """Return the code of an `__init__` of so many values. To compile it takes a hundred times as
    long as to give its values the names of a class.
    """
    taken = ", ".join(("self", *(f"value_{at}" for at in range(number))))
    steps = [f"  set_{at}(self, value_{at})\n" for at in range(number)] or ["  pass\n"]
    space: dict[str, Any] = {}
    exec(f"def __init__({taken}):\n{''.join(steps)}", space)  # noqa: S102
    code: CodeType = space["__init__"].__code__
    return code
