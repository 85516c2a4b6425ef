"""Document: the page, put together. The only door to Jinja2.

The page says itself what it may do: its policy allows the one style and the one script that are
written into it, by their SHA-256, and nothing else. So even a text that got through as markup
would load nothing, send nothing and run nothing.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pmlint.errors import UsageError
from pmlint.output.report.html.ageing import ageing
from pmlint.output.report.html.burndown import burndown
from pmlint.output.report.html.chart import Chart
from pmlint.output.report.html.drawing import drawing
from pmlint.output.report.html.headline import follow_up, to_do
from pmlint.output.report.html.line import line
from pmlint.output.report.html.listing import listing
from pmlint.output.report.html.mix import mix
from pmlint.output.report.html.preface import preface
from pmlint.output.report.html.trend import trend
from pmlint.summary.selection import NOBODY
from pmlint.summary.state import State
from pmlint.summary.summary import Summary

HERE = Path(__file__).parent
TEMPLATE, STYLE, SCRIPT = "page.html.jinja", "page.css", "page.js"
PIECES = 500
"""So many pieces of the page are put together at once: a row has about forty."""
MISSING = "--format html needs two more packages: pip install 'pmlint[html]'"


def render(summary: Summary) -> Iterator[str]:
    """Return the lines of one HTML file, without line breaks.

    Raises `UsageError` at once, before anything is written, where Jinja2 or pygal is missing.
    """
    try:
        import jinja2
        import markupsafe
        import pygal  # noqa: F401  it is drawn with elsewhere, and missed here
    except ImportError as error:
        raise UsageError(MISSING) from error
    # pygal adds a finder of modules for maps, in a form that Python 3.12 has taken away.
    sys.meta_path[:] = [each for each in sys.meta_path if type(each).__module__ != "pygal"]

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FileSystemLoader(HERE),
        finalize=_shown(markupsafe.Markup),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in (STYLE, SCRIPT))
    table = listing(summary)
    tags = {each.name: each.tags for each in table.filters}
    parts = environment.get_template(TEMPLATE).stream(
        as_of=summary.as_of,
        policy=policy(style, script),
        style=markupsafe.Markup(style),  # noqa: S704  a file of this package
        script=markupsafe.Markup(script),  # noqa: S704  likewise
        preface=preface(summary),
        to_do=to_do(summary, {s: tags["state"].get(s.label, "") for s in State},
                    tags["owner"].get(NOBODY, "")),
        follow_up=follow_up(summary),
        charts=[(each, _drawn(each, markupsafe.Markup)) for each in charts(summary)],
        listing=table,
    )  # fmt: skip
    parts.enable_buffering(PIECES)
    return _lines(parts)


def charts(summary: Summary) -> tuple[Chart, ...]:
    """Return the charts of the page."""
    return burndown(summary), trend(summary), ageing(summary), mix(summary)


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy of a page with this style and this script."""
    style_hash, script_hash = (
        base64.b64encode(sha256(text.encode()).digest()).decode() for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; "
        f"script-src 'sha256-{script_hash}'; base-uri 'none'; form-action 'none'"
    )


def _shown(markup: type[str]) -> Any:
    """Return what every value goes through on its way into the page, before it is escaped."""

    def shown(value: Any) -> Any:
        if isinstance(value, markup):
            return value
        return line(str(value))

    return shown


def _drawn(chart: Chart, markup: type[str]) -> str:
    """Return the drawing of `chart`, which has escaped its texts itself."""
    return markup(drawing(chart)) if chart.series else ""


def _lines(parts: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a text that comes in pieces."""
    left = ""
    for part in parts:
        # Not added: a piece that is markup would escape whatever is added to it.
        *lines, left = f"{left}{part}".split("\n")
        yield from lines
    if left:
        yield left
