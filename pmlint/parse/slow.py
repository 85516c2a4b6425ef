"""Text → YAML events by ruamel.yaml, which decides what a text says and why it is no YAML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmlint.parse.explain import beyond_unicode, explain, unknown_version
from pmlint.parse.stop import DefectError


def events(text: str) -> Iterator[Any]:
    """Yield the events of `text`; raises DefectError where it is no YAML."""
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
    except AssertionError:
        # ruamel.yaml asserts that it knows the version which `%YAML 1.3` asks for.
        raise DefectError(unknown_version(text)) from None
