"""Text → YAML events. Here the YAML library is asked; a faster one can stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmlint.document import Defect
from pmlint.parse.explain import beyond_unicode, explain


class DefectError(Exception):
    """Reading ends here."""

    def __init__(self, defect: Defect) -> None:
        super().__init__(defect.message)
        self.defect = defect


def events(text: str) -> Iterator[Any]:
    """Yield the events of `text`; raises DefectError where it is no YAML.

    Of an event only the name of its class, `start_mark.index` and `end_mark.index` (offsets in
    characters), `value`, `style`, `tag`, `anchor` and `flow_style` are used.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    # pure: ruamel.yaml.clib carries an old libyaml that refuses valid flow scalars with a colon.
    reader = YAML(typ="safe", pure=True)
    try:
        yield from reader.parse(text)
    except YAMLError as error:
        raise DefectError(explain(error, text)) from None
    except (ValueError, OverflowError):
        # ruamel.yaml turns an escape such as \U00110000 into a character without a look at it.
        raise DefectError(beyond_unicode(text)) from None
