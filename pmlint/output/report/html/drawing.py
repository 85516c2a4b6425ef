"""Drawing: a chart as the SVG that stands in the page. The only door to pygal."""

from __future__ import annotations

from typing import Any

from pmlint.output.report.html.chart import Chart, Kind
from pmlint.output.report.html.svg import svg

WIDTH = 440
"""In units of the drawing. Narrow, so that its words can be read on a phone."""
LINES_HEIGHT = 230
BAR_HEIGHT, THIN_BAR_HEIGHT = 26, 20
AXIS_HEIGHT = 36
LABEL_SIZE = 11
MARGIN = 8
LAST_LABEL = 34
"""Room on the right for half of the last label."""
MANY_DOTS, MANY_BARS = 16, 8


def drawing(chart: Chart) -> str:
    """Return `chart` as an `<svg>` element, in which everything is escaped."""
    pygal_chart = _lines(chart) if chart.kind is Kind.LINES else _bars(chart)
    return svg(pygal_chart.render_tree(), chart)


def _lines(chart: Chart) -> Any:
    from pygal import Line

    few = len(chart.labels) <= MANY_DOTS
    drawn = Line(
        **_options(chart),
        height=LINES_HEIGHT,
        margin_right=LAST_LABEL,
        x_labels_major=list(chart.named),
        show_minor_x_labels=False,
        allow_interruptions=True,
        dots_size=4.5 if few else 5,
        show_x_guides=False,
    )
    drawn.x_labels = list(chart.labels)
    for series in chart.series:
        drawn.add(series.name, list(series.values))
    return drawn


def _bars(chart: Chart) -> Any:
    from pygal import HorizontalStackedBar

    number = len(chart.labels)
    height = number * (BAR_HEIGHT if number <= MANY_BARS else THIN_BAR_HEIGHT) + AXIS_HEIGHT
    drawn = HorizontalStackedBar(**_options(chart), height=height, margin_right=MARGIN * 2)
    drawn.x_labels = list(reversed(chart.labels))  # pygal begins at the bottom
    for series in chart.series:
        drawn.add(series.name, list(reversed(series.values)))
    return drawn


def _options(chart: Chart) -> dict[str, Any]:
    from pygal.style import Style

    return {
        "width": WIDTH,
        "margin": MARGIN,
        "show_legend": False,  # the page has one of its own, which wraps
        "no_prefix": True,
        "js": [],  # pygal's default is a script from the network
        "truncate_label": 1000,  # names are cut before they come here
        "y_labels": [{"value": tick.value, "label": tick.words} for tick in chart.ticks],
        "range": (0, chart.ticks[-1].value),
        "style": Style(label_font_size=LABEL_SIZE, major_label_font_size=LABEL_SIZE),
    }
