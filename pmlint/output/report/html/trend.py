"""The trend: how fast incidents were detected and resolved, quarter by quarter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from pmlint.output.report.html.chart import Chart, Kind, Series, Table, Tick, Tone, ticks
from pmlint.output.report.html.quantity import DAY, HOUR, MINUTE, span
from pmlint.summary.summary import Summary
from pmlint.summary.totals import Response

KEY = "trend"
TITLE = "Time to detection and to resolution"
MOST_QUARTERS = 12
NAMED = 6
COLUMNS = ("incidents", "MTTD", "median", "of", "MTTR", "median", "of")


def trend(summary: Summary) -> Chart:
    """Return the chart of MTTD and MTTR by quarter of the incident's date."""
    told = {each.name: each for each in summary.by_quarter}
    names = list(told)  # a quarter without an incident has no place: there may be many of them
    shown = names[-MOST_QUARTERS:]
    means = [
        [getattr(told.get(name), attribute, None) for name in shown]
        for attribute in ("mttr", "mttd")
    ]
    tables = (
        _table("By quarter of the incident", "quarter", reversed(summary.by_quarter)),
        _table("By severity of the incident", "severity", summary.by_severity),
    )
    known = [mean for row in means for mean in row if mean is not None]
    if not known:
        note = "No report tells when its incident was detected or resolved, and in which quarter."
        return Chart(KEY, TITLE, note, tables=tables if told else ())
    unit = _unit(max(known))
    resolve, detect = (
        Series(name, tone, tuple(_in(unit, mean) for mean in row), tuple(span(m) for m in row))
        for name, tone, row in zip(
            ("MTTR", "MTTD"), (Tone.RESOLVE, Tone.DETECT), means, strict=True
        )
    )
    top = max(max(value or 0 for value in row.values) for row in (resolve, detect))
    return Chart(
        KEY,
        TITLE,
        _note(summary.response, len(shown), len(names)),
        Kind.LINES,
        tuple(shown),
        (resolve, detect),
        tuple(
            Tick(value, span(timedelta(seconds=value * unit)) if value else "0")
            for value in ticks(top)
        ),
        tables,
        tuple(shown[-1 :: -max(1, -(-len(shown) // NAMED))]),
    )


def _note(all: Response, shown: int, known: int) -> str:
    note = (
        f"Over all quarters the mean time to detection is {span(all.mttd)} "
        f"and the mean time to resolution {span(all.mttr)}"
    )
    if shown < known:
        note += f". The last {shown} of {known} quarters are shown"
    return f"{note}."


def _table(caption: str, name: str, rows: Iterable[Response]) -> Table:
    return Table(
        caption,
        (name, *COLUMNS),
        tuple(
            (
                each.name,
                f"{each.incidents:,}",
                span(each.mttd),
                span(each.median_to_detect),
                f"{each.detected:,}",
                span(each.mttr),
                span(each.median_to_resolve),
                f"{each.resolved:,}",
            )
            for each in rows
        ),
    )


def _unit(longest: timedelta) -> int:
    seconds = longest.total_seconds()
    return next((unit for unit in (DAY, HOUR, MINUTE) if seconds >= 2 * unit), 1)


def _in(unit: int, mean: timedelta | None) -> float | None:
    return None if mean is None else mean.total_seconds() / unit
