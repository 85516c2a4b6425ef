"""Text → YAML events by libyaml, as long as ruamel.yaml would say the same.

The two were compared on generated and mutated texts, as tests/test_lanes.py does it. What they
were found to read differently is listed here, and left to ruamel.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pmlint.parse.stop import DoubtError

COMPARED = (0, 2, 5)
"""The oldest libyaml that was compared. Linux distributions still carry 0.1, which reads flow
style by other rules."""
UNLIKE = ("\t", "\x85", "\u2028", "\u2029", "\ufeff", "\n%", "\r%")
"""Tabs, the line breaks of YAML 1.1 and byte order marks, which the two let stand in different
places or count differently; directives, which may ask for the rules of YAML 1.1, and of which
libyaml compares each with all others."""
NAME = r"[&*][A-Za-z0-9_-]+(?=[ \r\n,\]}]|\Z)"
"""An anchor or an alias that ends at the same place for both. To ruamel.yaml `*a:` is one name."""
HEADER = r"[|>][-+0-9]*(?: +#[^\r\n]*| *)(?>\r\n?|\n|\Z)(?! +[\r\n])"
"""The line that opens a block scalar. ruamel.yaml refuses `|#`, and some lines of nothing but
spaces that follow at once; libyaml reads both."""
BRACKET = r"[\[{]"
"""A flow collection of its own. Where it is missing a pair stands in a list (`[a: b]`), and there
the two disagree on a colon that no space follows (`[a, :b]`, `["a":b]`)."""


def events(text: str) -> Iterator[Any]:
    """Yield the events of `text`; raises DoubtError where only the slow reader can tell."""
    if text.startswith("%") or any(mark in text for mark in UNLIKE):
        raise DoubtError
    try:
        from yaml._yaml import CParser, get_version
        from yaml.error import YAMLError
        from yaml.events import ScalarEvent
    except ImportError:  # no PyYAML, or one that was built without libyaml
        raise DoubtError from None
    if get_version() < COMPARED:
        raise DoubtError
    try:
        for event in iter(CParser(text).get_event, None):
            if type(event) is ScalarEvent and not (
                event.tag or event.anchor or event.style in ("|", ">")
            ):
                yield event  # at once: nearly all scalars are like this
                continue
            doubt = DOUBTS.get(type(event).__name__)
            if doubt is not None and doubt(event, text):
                raise DoubtError
            yield event
    except YAMLError:
        raise DoubtError from None


def _dots(event: Any, _: str) -> bool:
    return bool(event.explicit)  # what may follow `...` is a matter of its own


def _alias(event: Any, text: str) -> bool:
    return not _begins(NAME, event, text)


def _scalar(event: Any, text: str) -> bool:
    if event.tag is not None:
        return True
    return not _begins(HEADER if event.style in ("|", ">") else NAME, event, text)


def _collection(event: Any, text: str) -> bool:
    if event.tag is not None:
        return True
    if event.anchor is not None:
        return not _begins(NAME, event, text)
    return event.flow_style and not _begins(BRACKET, event, text)


def _begins(pattern: str, event: Any, text: str) -> bool:
    return re.compile(pattern).match(text, event.start_mark.index) is not None


DOUBTS = {
    "DocumentEndEvent": _dots,
    "AliasEvent": _alias,
    "ScalarEvent": _scalar,
    "MappingStartEvent": _collection,
    "SequenceStartEvent": _collection,
}
