"""Svg: what of pygal's drawing goes into the page. Only what is known by name does.

pygal writes a style, a script with all of its options, comments with the day, and a box for
tooltips. The page's policy forbids the first two and its own style replaces them; so elements,
attributes and classes are chosen here, not forbidden, and every text is escaped again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from pmlint.output.report.html.chart import Chart, Series
from pmlint.output.report.html.line import line

ATTRIBUTES = {
    "g": ("transform",),
    "path": ("d",),
    "rect": ("x", "y", "width", "height"),
    "circle": ("cx", "cy", "r"),
    "text": ("x", "y"),
}
CLASSES = frozenset(("axis", "x", "y", "line", "guide", "plot", "dot", "bar"))
LEFT_OUT = frozenset(("background", "tooltip-overlay", "text-overlay", "titles", "legends"))
SIZES = ("width", "height")
GEOMETRY = r"[\w\s.,()-]*"
SERIES = "serie-"


def svg(root: Any, chart: Chart) -> str:
    """Return the element tree of a pygal chart as markup: an image with a title and a text."""
    names = [f"{chart.key}-{part}" for part in ("title", "note")]
    children = "".join(part for child in root for part in _element(child, chart, None))
    return (
        f'<svg viewBox="{_geometry(root.attrib["viewBox"])}" class="drawing {chart.kind.value}" '
        f'role="img" aria-labelledby="{" ".join(names)}">'
        f'<title id="{names[0]}">{_text(chart.title)}</title>'
        f'<desc id="{names[1]}">{_text(chart.note)}</desc>{children}</svg>'
    )


def _element(element: Any, chart: Chart, series: Series | None) -> Iterator[str]:
    """Yield the markup of an element, and nothing where it does not belong into the page."""
    tag, found = element.tag, str(element.attrib.get("class", "")).split()
    if tag not in ATTRIBUTES or LEFT_OUT.intersection(found):  # a comment's tag is a function
        return
    series = next(_series(found, chart), series)
    if tag == "rect" and not all(float(element.attrib.get(size, 0)) > 0 for size in SIZES):
        return
    children = [part for child in element for part in _element(child, chart, series)]
    text = _text(element.text or "") if tag == "text" else ""
    if tag in ("g", "text") and not (children or text):
        return
    attributes = [
        f' {name}="{_geometry(str(element.attrib[name]))}"'
        for name in ATTRIBUTES[tag]
        if name in element.attrib
    ]
    classes = [each for each in found if each in CLASSES]
    classes += [f"tone-{each.tone.value}" for each in _series(found, chart)]
    if classes:
        attributes.append(f' class="{" ".join(classes)}"')
    told = _told(element, chart, series)
    yield f"<{tag}{''.join(attributes)}>{told}{text}{''.join(children)}</{tag}>"


def _series(classes: Iterable[str], chart: Chart) -> Iterator[Series]:
    for each in classes:
        if each.startswith(SERIES):
            yield chart.series[int(each.removeprefix(SERIES))]


def _told(element: Any, chart: Chart, series: Series | None) -> str:
    """Return what is told of a bar or a dot to whoever points at it."""
    told = {str(each.attrib.get("class")): each.text for each in element if each.tag == "desc"}
    label = told.get("x_label")
    if series is None or label is None:
        return ""
    words = told.get("value") or ""
    if series.words:
        words = series.words[chart.labels.index(label)]
    return f"<title>{_text(f'{label}, {series.name}: {words}')}</title>"


def _geometry(text: str) -> str:
    """Return numbers and what joins them, to a tenth: more is nobody's to see."""
    if not re.fullmatch(GEOMETRY, text):
        return ""
    return re.sub(r"\d+\.\d+", lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), text)


def _text(text: str) -> str:
    return escape(line(text))
