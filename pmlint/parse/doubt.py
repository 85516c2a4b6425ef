"""Doubt: where libyaml may read a text otherwise than ruamel.yaml.

The two were compared on generated and mutated texts, as tests/test_lanes.py does it. What they
were found to read differently is listed here, and left to ruamel.yaml. So are all tags.
"""

from __future__ import annotations

import re

from pmlint.core_schema import Style
from pmlint.parse.stop import DoubtError

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
SIMPLE = {"": Style.PLAIN, "'": Style.SINGLE_QUOTED, '"': Style.DOUBLE_QUOTED}
"""The styles of scalars, as libyaml names them, that both read alike."""


def is_unlike(text: str) -> bool:
    """Say whether `text` holds what the two read differently wherever it stands."""
    return text.startswith("%") or any(mark in text for mark in UNLIKE)


def expect(pattern: str, text: str, at: int) -> None:
    """Raise DoubtError unless `pattern` is found in `text` right at `at`."""
    if not re.compile(pattern).match(text, at):
        raise DoubtError
