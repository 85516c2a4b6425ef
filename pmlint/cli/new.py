"""`pmlint new`: write a report to fill in, with the line that editors look for."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from pmlint.blank import blank
from pmlint.catalog import catalog
from pmlint.cli.clock import today
from pmlint.cli.files import write
from pmlint.cli.workplace import Workplace
from pmlint.errors import ReadError
from pmlint.template import load

SCHEMA = "schemas/postmortem.schema.json"


def run(arguments: argparse.Namespace) -> int:
    """Write the report; return 0. Raises PmlintError, and overwrites nothing."""
    path = Path(os.path.normpath(Path.cwd() / arguments.path))
    config = Path(arguments.config).absolute() if arguments.config else None
    place = Workplace(catalog(), config, arguments.isolated)
    configured = place.settings(path.parent).template
    own = Path(arguments.template).absolute() if arguments.template else configured
    template = load(own)
    if path.exists():
        raise ReadError("the file is there already; nothing was written", place=arguments.path)
    schema = own or place.top(path.parent) / SCHEMA
    lines = [*_head(path, schema, arguments), *blank(template.shape, today(arguments.today))]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        words = (error.strerror or str(error)).lower()
        raise ReadError(f"the folder cannot be made: {words}", place=str(path.parent)) from None
    write(Path(arguments.path), "\n".join(lines) + "\n", replace=False)
    print(f"{arguments.path} is written. Fill in what stands in [brackets], then:")
    print(f"  pmlint check {_quoted(arguments.path)}")
    return 0


def _head(path: Path, schema: Path, arguments: argparse.Namespace) -> list[str]:
    from urllib.parse import quote

    # A language server ends the path at a space: it is a URL to it.
    relative = quote(Path(os.path.relpath(schema, path.parent)).as_posix())
    lines = [
        f"# yaml-language-server: $schema={relative}",
        "# The line above lets an editor complete and check this report while you type",
        "# (VS Code: the YAML extension by Red Hat; others: yaml-language-server).",
    ]
    if not schema.exists():
        shown = Path(os.path.relpath(schema, Path.cwd())).as_posix()
        lines += [
            "# It needs the schema as a file. Write it once and commit it:",
            f"#   pmlint schema --output-file {shown}",
        ]
    lines += [
        '# Replace everything in "[…]". Where a part does not apply, N/A is an answer.',
        f"# See what is left with: pmlint check {_quoted(arguments.path)}",
        "",
    ]
    return lines


def _quoted(path: str) -> str:
    from shlex import quote

    return quote(path)
