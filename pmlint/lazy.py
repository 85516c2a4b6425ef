"""Lazy: a property that is worked out when it is first asked for, and known from then on.

`functools.cached_property` does the same, but up to Python 3.11 it takes a lock for every value:
with some hundred parts a report that is felt. Nothing here is shared between threads.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import cached_property as lazy
else:

    class lazy:  # noqa: N801 - it stands where `property` does
        """Makes the decorated method a property that calls it once for each object.

        The value is kept in the `__dict__` of the object, which must have one, under the name of
        the property; deleting it there forgets it. What the method raises is raised, and nothing
        is kept.
        """

        def __init__(self, work):
            self._work = work
            self._name = work.__name__
            self.__doc__ = work.__doc__

        def __get__(self, instance, owner=None):
            """Return the value for `instance`; it is found in its `__dict__` ever after."""
            if instance is None:
                return self
            value = self._work(instance)
            object.__setattr__(instance, self._name, value)  # to ask for `__dict__` would make one
            return value


__all__ = ["lazy"]
