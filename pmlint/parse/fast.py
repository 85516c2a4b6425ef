"""Text → tree by libyaml, as long as ruamel.yaml would say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pmlint.document import Defect, Node, Scalar
from pmlint.parse.build import Builder
from pmlint.parse.doubt import BRACKET, HEADER, NAME, SIMPLE, expect, is_unlike
from pmlint.parse.limits import Limits
from pmlint.parse.nodes import UntoldError, compose
from pmlint.parse.stop import DoubtError
from pmlint.text import Text

COMPARED = (0, 2, 5)
"""The oldest libyaml that was compared. Linux distributions still carry 0.1, which reads flow
style by other rules."""


def read(text: Text, limits: Limits) -> tuple[Node | None, list[Defect]]:
    """Return the tree of `text` and what is wrong with it.

    Raises DoubtError where only the slow reader can tell, or DefectError at what ends the reading.
    """
    if is_unlike(text.content):
        raise DoubtError
    try:
        from yaml._yaml import CParser, get_version
        from yaml.error import YAMLError
    except ImportError:  # no PyYAML, or one that was built without libyaml
        raise DoubtError from None
    if get_version() < COMPARED:
        raise DoubtError
    try:
        return compose(text.content, limits, CParser), []
    except UntoldError:
        return read_events(text, limits)
    except YAMLError:
        raise DoubtError from None


def read_events(text: Text, limits: Limits) -> tuple[Node | None, list[Defect]]:
    """Do what `read` does by events alone: they tell everything."""
    from yaml._yaml import CParser
    from yaml.error import YAMLError
    from yaml.events import ScalarEvent

    builder = DoubtingBuilder(text, limits)
    try:
        builder.take(iter(CParser(text.content).get_event, None), ScalarEvent)
    except YAMLError:
        raise DoubtError from None
    return builder.root, builder.defects


class DoubtingBuilder(Builder):
    """A builder that takes the events of libyaml, and raises DoubtError at one that may mislead."""

    def take(self, events: Iterable[Any], scalar: type[Any]) -> None:
        """Take all of `events`; those of the type `scalar` are scalars."""
        handlers = self.handlers()
        most = self.limits.nodes
        for event in events:
            # Two of three events are scalars without any doubt. They are made right here, which
            # takes half as long as to hand them on.
            if type(event) is scalar and event.tag is None and event.anchor is None:
                value, style = event.value, SIMPLE.get(event.style)
                if value and style is not None and self.nodes < most:
                    self.nodes += 1
                    end = self.last_end = event.end_mark.index
                    self.children.append(Scalar(event.start_mark.index, end, value, style))
                    continue
            handler = handlers.get(type(event).__name__)
            if handler is not None:
                handler(event)

    def handlers(self) -> dict[str, Callable[[Any], None]]:
        """Return what takes each kind of event."""
        return {**super().handlers(), "DocumentEndEvent": self.document_end}

    def document_end(self, event: Any) -> None:
        """Take the end of a document: what may follow `...` is a matter of its own."""
        if event.explicit:
            raise DoubtError

    def alias(self, event: Any) -> None:
        """Take an alias."""
        self._expect(NAME, event)
        super().alias(event)

    def scalar(self, event: Any) -> None:
        """Take a scalar."""
        if event.tag is not None:
            raise DoubtError
        if event.style not in SIMPLE:
            self._expect(HEADER, event)
        elif event.anchor is not None:
            self._expect(NAME, event)
        super().scalar(event)

    def start(self, event: Any) -> None:
        """Take the start of a collection."""
        if event.tag is not None:
            raise DoubtError
        if event.anchor is not None:
            self._expect(NAME, event)
        elif event.flow_style:
            self._expect(BRACKET, event)
        super().start(event)

    def _expect(self, pattern: str, event: Any) -> None:
        expect(pattern, self.content, event.start_mark.index)
