"""The action items of the reports in this folder, as text in the hand of each report."""

from __future__ import annotations

import re

BEGIN = r'(?m)^ *"?(?:action_items|massnahmen)"?:'
ITEM = r"(?m)^  - (?:.*\n)(?:    .*\n)*|^    \{.*\},?\n"
"""An action item: in block style, or on one line in flow style."""
FOLLOW_UP = r'(?m)^    "?(?:status: (?!proposed)|completed_on|reason|stand|erledigt_am).*\n'
FOLLOW_UP_IN_FLOW = r", status: \w+"
GERMAN = {
    "status": "stand",
    "done": "erledigt",
    "completed_on": "erledigt_am",
    "due_date": "frist",
}
"""How the template of the trading desk calls these."""


def opened(text: str, day: str) -> str:
    """Return a report with its action items as they are on `day`: open, unless done by then."""
    start = re.search(BEGIN, text)
    if start is None:
        raise SystemExit("a report has no action items any more")
    items = re.sub(ITEM, lambda item: _opened(item[0], day), text[start.start() :])
    return text[: start.start()] + items


def item_with(text: str, words: str) -> str:
    """Return the one action item of a report in which `words` stand."""
    found = [each for each in re.findall(ITEM, text) if words in each]
    if len(found) != 1:
        raise SystemExit(f"a report has {len(found)} action items with `{words}`")
    return found[0]


def put(text: str, words: str, key: str, value: str) -> str:
    """Return a report with another `value` under `key`, or one more, in the item with `words`."""
    item = item_with(text, words)
    return once(text, item, _put(item, key, value))


def once(text: str, before: str, after: str) -> str:
    """Return `text` with `after` for `before`, which must be there once."""
    if text.count(before) != 1:
        raise SystemExit(f"`{before}` is there {text.count(before)} times")
    return text.replace(before, after)


def _opened(item: str, day: str) -> str:
    """Return an action item as it is on `day`: open, unless it was done by then."""
    finished = re.search(r"(?:completed_on|erledigt_am): ([\d-]+)", item)
    if finished is not None and finished[1] <= day:
        return item
    return re.sub(FOLLOW_UP_IN_FLOW, "", re.sub(FOLLOW_UP, "", item))


def _put(item: str, key: str, value: str) -> str:
    """Return an action item with another value under `key`, or one more, in its own hand."""
    if "massnahme:" in item:
        key, value = GERMAN.get(key, key), GERMAN.get(value, value)
    is_flow = item.lstrip().startswith("{")
    quote = '"' if '"due_date"' in item else ""
    name, pair = f"{quote}{key}{quote}: ", f"{quote}{key}{quote}: {quote}{value}{quote}"
    old = r'(?:"[^"\n]*"|[^,}\n]*)' if is_flow else r".*"
    changed, number = re.subn(name + old, lambda _: pair, item)
    if number:
        return changed
    return once(item, "}", f", {pair}}}") if is_flow else f"{item}    {pair}\n"
