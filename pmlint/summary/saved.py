"""Saved: what another run has written with `--format json`, to go on with.

Each repository's own job can do its share, and one puts the page together. Everything is judged
anew as of this run's day.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pmlint.action import Progress
from pmlint.errors import ReadError
from pmlint.frozen import Frozen
from pmlint.repo import Person
from pmlint.summary.course import Course, Handover, Period, Slip
from pmlint.summary.item import Incident, Item
from pmlint.summary.plain import VERSION
from pmlint.summary.summary import Home, Past, Trouble

Values = Mapping[str, Any]
MOST = 10**11
"""No line, no number of days and no number of seconds is as large as this."""
NOT_OURS = "not what `pmlint report --format json` writes"


class Saved(Frozen):
    """What was saved: `items` and `vanished` are not judged."""

    homes: tuple[Home, ...]
    incidents: tuple[Incident, ...]
    items: tuple[Item, ...]
    vanished: tuple[Item, ...]


def read_saved(content: bytes, place: str) -> Saved:
    """Return what is saved in `content`, the file at `place`.

    Raises ReadError, saying why, for what no run has written, or one of a later version.
    """
    try:
        told = json.loads(content)
        version = told["version"]
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            raise ValueError("no version")
        if version > VERSION:
            words = f"version {version}, written by a newer pmlint; this one reads {VERSION}"
            raise ReadError(words, place=place)
        incidents = _incidents(told)
        if len({(each.repository, each.path) for each in incidents}) < len(incidents):
            raise ValueError("a report stands there twice")
        return Saved(
            _homes(told),
            incidents,
            _items(told, "items", incidents),
            _items(told, "vanished", incidents),
        )
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as error:
        lacks = f": it lacks {error}" if isinstance(error, KeyError) else ""
        raise ReadError(f"{NOT_OURS}{lacks}", place=place) from None


def _homes(told: Values) -> tuple[Home, ...]:
    return tuple(
        Home(
            _text(each, "name"),
            Past(each["history"]),
            each["note"] or "",
            _texts(each, "cut_off"),
            (
                *(Trouble(_text(t, "path"), _text(t, "reason")) for t in _list(each, "unread")),
                *(
                    Trouble(_text(t, "path"), _text(t, "reason"), is_part=True)
                    for t in _list(each, "partly_read")
                ),
            ),
            _date(each, "until"),
            is_saved=True,
            is_whole=_flag(told, "is_whole"),
        )
        for each in _list(told, "repositories")
    )


def _incidents(told: Values) -> tuple[Incident, ...]:
    return tuple(
        Incident(
            _text(each, "repository"),
            _text(each, "path"),
            _text(each, "report"),
            _text(each, "incident_id"),
            _date(each, "incident_date"),
            _date(each, "report_date"),
            _text(each, "severity"),
            _text(each, "team"),
            _text(each, "status"),
            _span(each, "seconds_to_detect"),
            _span(each, "seconds_to_resolve"),
        )
        for each in _list(told, "reports")
    )


def _items(told: Values, key: str, incidents: tuple[Incident, ...]) -> tuple[Item, ...]:
    known = {(each.repository, each.path): each for each in incidents}
    return tuple(
        Item(
            known.get((_text(each, "repository"), _text(each, "path"))) or _of_item(each),
            _number(each, "line"),
            _text(each, "id"),
            _text(each, "action"),
            _texts(each, "owners"),
            _flag(each, "owned"),
            _date(each, "due_date"),
            _text(each, "due_text"),
            next((known for known in Progress if known.value == each["status"]), None),
            _text(each, "status"),
            _text(each, "kind"),
            _text(each, "priority"),
            _text(each, "link"),
            _text(each, "reason"),
            _date(each, "completed_on"),
            _course(each),
        )
        for each in _list(told, key)
    )


def _of_item(told: Values) -> Incident:
    """Return the incident of an item whose report is no longer there."""
    return Incident(
        _text(told, "repository"),
        _text(told, "path"),
        _text(told, "report"),
        _text(told, "incident_id"),
        _date(told, "incident_date"),
        None,
        _text(told, "severity"),
        _text(told, "team"),
        "",
    )


def _course(told: Values) -> Course:
    return Course(
        _date(told, "opened_on"),
        _date(told, "closed_on"),
        tuple(
            Slip(*_changed(each), _text(each, "before"), _text(each, "after"), _days(each))
            for each in _list(told, "slips")
        ),
        tuple(
            Handover(*_changed(each), _texts(each, "before"), _texts(each, "after"))
            for each in _list(told, "handovers")
        ),
        tuple(
            Period(_known(each["since"]), _date(each, "until"), _date(each, "due"))
            for each in _list(told, "periods")
        ),
        _flag(told, "cut_off"),
    )


def _changed(told: Values) -> tuple[date, str | None, Person | None]:
    who = told["author"]
    author = None if who is None else Person(_text(who, "name"), _text(who, "email"))
    return _known(told["date"]), _text(told, "commit") or None, author


def _days(told: Values) -> int | None:
    return None if told["days"] is None else _number(told, "days")


def _text(told: Values, key: str) -> str:
    value = told[key]
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{key} is no text")
    return value or ""


def _texts(told: Values, key: str) -> tuple[str, ...]:
    texts = _list(told, key)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(f"{key} holds something else than texts")
    return tuple(texts)


def _list(told: Values, key: str) -> list[Any]:
    if not isinstance(told[key], list):
        raise TypeError(f"{key} is no list")
    return list(told[key])


def _flag(told: Values, key: str) -> bool:
    if not isinstance(told[key], bool):
        raise TypeError(f"{key} is neither true nor false")
    return bool(told[key])


def _number(told: Values, key: str) -> int:
    value = told[key]
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MOST:
        raise TypeError(f"{key} is no whole number")
    return int(value)


def _date(told: Values, key: str) -> date | None:
    return None if told[key] is None else _known(told[key])


def _known(text: str) -> date:
    return date.fromisoformat(text)


def _span(told: Values, key: str) -> timedelta | None:
    value = told[key]
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST:
        raise TypeError(f"{key} is no number of seconds")
    return timedelta(seconds=value)
