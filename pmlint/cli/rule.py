"""`pmlint rule CODE`: a rule's page."""

from __future__ import annotations

import argparse
import re

from pmlint.catalog import catalog
from pmlint.cli.streams import assert_open
from pmlint.cli.terminal import style_for
from pmlint.config.read import no_such_rule
from pmlint.errors import UsageError
from pmlint.page import markdown


def run(arguments: argparse.Namespace) -> int:
    """Print the page; return 0. Raises PmlintError, also where there is no such rule."""
    rules = catalog()
    found = rules.get(arguments.rule)
    if found is None:
        raise UsageError(no_such_rule(arguments.rule, rules))
    assert_open()
    style = style_for(arguments.color)
    for line in markdown(found).rstrip().split("\n"):
        print(style.bold(line) if re.match(r"#+ ", line) else line)
    return 0
