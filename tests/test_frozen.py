"""Frozen classes behave as frozen dataclasses with slots do, whatever their values are."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass
from dataclasses import replace as dataclass_replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.frozen import Frozen, Ordered, replace
from pmlint.lazy import lazy


class Ours(Ordered):
    """Ours."""

    line: int
    text: str = ""
    steps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Theirs:
    """Theirs."""

    line: int
    text: str = ""
    steps: tuple[int, ...] = ()


class Counted(Frozen):
    """Counts how often its double was worked out."""

    number: int
    calls: list[int]

    @lazy
    def double(self) -> int:
        """Twice the number."""
        self.calls.append(self.number)
        return 2 * self.number


class Apart(Frozen, apart=("place",)):
    """Equal wherever it stands."""

    place: int
    text: str


class Itself(Frozen, eq=False):
    """Equals itself only."""

    text: str


class Nothing(Frozen):
    """Without any value."""


VALUES = st.tuples(
    st.integers(-2, 2),
    st.text("ab", max_size=2),
    st.lists(st.integers(0, 1), max_size=2).map(tuple),
)


def outcome(work: Any) -> Any:
    """Return what comes of `work`, or the kind of the error."""
    try:
        return work()
    except (TypeError, AttributeError) as error:
        return TypeError if isinstance(error, TypeError) else AttributeError


@given(VALUES, VALUES)
def test_two_compare_hash_and_read_as_dataclasses_do(one: Any, other: Any) -> None:
    ours, theirs = (Ours(*one), Ours(*other)), (Theirs(*one), Theirs(*other))
    for ask in (
        lambda a, b: a == b,
        lambda a, b: a != b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
        lambda a, b: hash(a) == hash(b),
        lambda a, b: repr(a).replace("Ours", "Theirs"),
        lambda a, b: sorted((a, b))[0].line,
    ):
        assert ask(*ours) == ask(*theirs)
    assert ours[0] != theirs[0]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((1,), {}),
        ((1, "a", (2,)), {}),
        ((), {"text": "a", "line": 3}),
        ((), {}),
        ((1, "a", (), 4), {}),
        ((1,), {"line": 2}),
        ((1,), {"column": 2}),
    ],
)
def test_values_are_given_in_order_or_by_name(given: Any, named: Any) -> None:
    def told(kind: Any) -> Any:
        return outcome(lambda: repr(kind(*given, **named)).partition("(")[2])

    assert told(Ours) == told(Theirs)
    assert told(Ours) == told(Ours)  # the second object is made in another way than the first


def test_nothing_is_set_or_deleted() -> None:
    ours = Ours(1)
    for change in (
        lambda: setattr(ours, "line", 2),
        lambda: setattr(ours, "column", 2),
        lambda: delattr(ours, "line"),
    ):
        with pytest.raises(AttributeError):
            change()
    assert issubclass(FrozenInstanceError, AttributeError)
    assert ours == Ours(1)
    assert not hasattr(ours, "__dict__")


@given(VALUES)
def test_it_is_copied_pickled_and_replaced(values: Any) -> None:
    ours = Ours(*values)
    assert pickle.loads(pickle.dumps(ours)) == copy.deepcopy(ours) == ours
    theirs = dataclass_replace(Theirs(*values), line=7)
    assert replace(ours, line=7) == Ours(theirs.line, theirs.text, theirs.steps)
    with pytest.raises(TypeError):
        replace(ours, column=7)


def test_it_is_taken_apart_by_position() -> None:
    match Ours(1, "a", (2,)):
        case Ours(line, text, (step,)):
            assert (line, text, step) == (1, "a", 2)
        case _:
            raise AssertionError


def test_a_lazy_property_is_worked_out_once_and_says_nothing_about_equality() -> None:
    one, other = Counted(4, []), Counted(4, [])
    assert (one.double, one.double, one.calls) == (8, 8, [4])
    assert replace(one, calls=[]) == other
    assert Counted.double.__doc__ == "Twice the number."


def test_what_a_lazy_property_raises_is_not_kept() -> None:
    class Failing(Frozen):
        calls: list[int]

        @lazy
        def value(self) -> int:
            self.calls.append(1)
            if len(self.calls) == 1:
                raise ValueError("not yet")
            return 5

    failing = Failing([])
    with pytest.raises(ValueError, match="not yet"):
        _ = failing.value
    assert failing.value == 5


def test_values_apart_say_nothing_about_equality() -> None:
    assert Apart(1, "a") == Apart(2, "a")
    assert hash(Apart(1, "a")) == hash(Apart(2, "a"))
    assert Apart(1, "a") != Apart(1, "b")
    assert Itself("a") != Itself("a")
    assert len({Itself("a"), Itself("a")}) == 2
    assert Nothing() == Nothing()
    assert repr(Nothing()) == "Nothing()"


def test_values_with_a_default_come_last() -> None:
    class Wrong(Frozen):
        text: str = ""
        line: int

    with pytest.raises(TypeError, match="Wrong: a value without a default follows one that has"):
        Wrong("a", 1)


def test_what_is_lacking_is_called_by_its_name() -> None:
    with pytest.raises(TypeError, match=r"Ours\.__init__\(\) missing 1 .* argument: 'line'"):
        Ours()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"Ours\.__init__\(\) got an unexpected .* 'lines'"):
        Ours(lines=1)  # type: ignore[call-arg]


def test_a_frozen_class_has_no_heirs() -> None:
    with pytest.raises(TypeError, match="no heirs"):
        type("Heir", (Ours,), {})
