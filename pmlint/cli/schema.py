"""`pmlint schema`: the JSON Schema in force, of the reports or of the configuration."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from pmlint.catalog import catalog
from pmlint.cli.files import write
from pmlint.cli.streams import assert_open
from pmlint.cli.workplace import Workplace
from pmlint.config.schema import json_schema
from pmlint.errors import ReadError
from pmlint.template import BUILT_IN, load


def run(arguments: argparse.Namespace) -> int:
    """Print the schema, or write it; return 0. Raises PmlintError."""
    rules = catalog()
    if arguments.what == "config":
        text = json.dumps(json_schema(rules), indent=2, ensure_ascii=False) + "\n"
    else:
        config = Path(arguments.config).absolute() if arguments.config else None
        place = Workplace(rules, config, arguments.isolated)
        own = Path(arguments.template).absolute() if arguments.template else None
        own = own or place.settings(place.current).template
        if own is not None:
            load(own)
        text = (own or BUILT_IN).read_text(encoding="utf-8")
    if arguments.output_file:
        target = Path(arguments.output_file)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            words = (error.strerror or str(error)).lower()
            raise ReadError(f"the folder cannot be made: {words}", place=str(target)) from None
        write(target, text)
    else:
        assert_open()
        sys.stdout.write(text)
    return 0
