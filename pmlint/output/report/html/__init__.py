"""`pmlint report --format html`: one file to open, keep and send, which loads nothing else.

From a `Summary` to headlines, `Chart`s and the rows of a table; from a chart to a drawing (pygal),
from all of them to a page (Jinja2). Neither is loaded before a page is asked for.
"""

from __future__ import annotations

from pmlint.output.report.html.document import render

__all__ = ["render"]
