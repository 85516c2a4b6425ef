"""The HTML report in a real browser: what it shows, what it lets one do, and what it refuses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from summaries import AS_OF, CHECKOUT, SEARCH, course, items, summary
from summaries import item as make_item

from pmlint.errors import UsageError
from pmlint.frozen import Frozen, replace
from pmlint.output.escape import visible
from pmlint.output.report.html import render
from pmlint.output.report.html.document import charts
from pmlint.output.report.html.quantity import days, percent, span
from pmlint.output.report.html.row import address
from pmlint.summary.item import Incident, Item
from pmlint.summary.selection import Grouping, Listing, Order, Scope, severity_key
from pmlint.summary.state import State
from pmlint.summary.summary import Home, Past, Summary

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = ["--disable-gpu", "--disable-background-networking"]
DESK, PHONE = (1280, 900), (375, 812)
EVERY = Listing(states=frozenset(State))
WAIT = 15_000
"""A busy machine is no defect."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        reason = f"no Chromium at {CHROMIUM}: apt-get install chromium, or set CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=str(CHROMIUM), chromium_sandbox=False, args=ARGUMENTS
        )
        yield found
        found.close()


@dataclass
class Opened:
    """A page that is open, and everything that it did or that befell it."""

    page: Page
    events: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        return [" ".join(each.split()) for each in self.page.locator(selector).all_inner_texts()]

    def actions(self) -> list[str]:
        """Return the action items that are shown, in their order."""
        return self.page.evaluate(
            "[...document.querySelectorAll('tr.item')].filter(row => row.offsetParent)"
            ".map(row => row.querySelector('.action > bdi').textContent)"
        )

    def shown(self) -> str:
        return self.page.locator("#shown").inner_text()


Open = Callable[..., Opened]


@lru_cache
def page_of(of: Summary) -> str:
    return "\n".join(render(of))


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the page of a summary. After the test it must not have done anything but be read."""
    contexts: list[Any] = []
    found: list[Opened] = []

    def open_(
        of: Summary | str, size: tuple[int, int] = DESK, *, quiet: bool = True, **options: Any
    ) -> Opened:
        path = tmp_path / f"report-{len(contexts)}.html"
        text = of if isinstance(of, str) else page_of(of) + "\n"
        path.write_text(text, encoding="utf-8", newline="")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, **options
        )
        contexts.append(context)
        context.set_default_timeout(WAIT)
        it = Opened(context.new_page())
        it.page.on("console", lambda message: it.events.append(f"console: {message.text}"))
        it.page.on("pageerror", lambda error: it.events.append(f"error: {error}"))
        it.page.on("dialog", lambda dialog: (it.events.append("dialog"), dialog.dismiss()))
        it.page.on("popup", lambda _: it.events.append("popup"))
        it.page.on("request", lambda request: it.requests.append(request.url))
        it.page.goto(path.as_uri())
        if quiet:
            found.append(it)
        assert it.requests == [path.as_uri()] or not quiet
        return it

    yield open_
    for it in found:
        assert it.events == []
        assert len(it.requests) == 1
    for context in contexts:
        context.close()


def has_overflow(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


# what it shows


def tiles(it: Opened) -> dict[str, str]:
    return dict(zip(it.texts(".tile dt"), it.texts(".tile .number"), strict=True))


def test_the_numbers_are_those_of_the_summary(opened: Open) -> None:
    of = summary()
    states = of.totals.states
    assert tiles(opened(of)) == {
        "overdue": f"{states[State.OVERDUE]}",
        "due today": f"{states[State.DUE_TODAY]}",
        "due soon": f"{states[State.DUE_SOON]}",
        "undated": f"{states[State.UNDATED]}",
        "unowned": f"{of.totals.unowned}",
        "open": f"{of.totals.open}",
        "done on time": "50 %",
        "time to done": "42.5 days",
        "time overdue": "97 days",
        "MTTD": "8 min",
        "MTTR": "1 h 25 min",
        "put off": "1",
        "vanished": "1",
    }


def test_the_head_says_the_day_the_repositories_and_what_is_not_counted(opened: Open) -> None:
    it = opened(summary(scope=Scope(teams=("Payments", "Search"))))
    assert it.page.title() == "Action items as of 2026-11-25"
    lines = it.page.locator("header").inner_text().split("\n")
    assert [line for line in lines if line] == [
        "Post-mortems",
        "Action items as of 2026-11-25",
        "10 action items in 2 reports of 2 repositories: shop, site",
        "Only of team: Payments or Search",
        "site: the history is cut off at 2026-09-30 (dddddddddd): this is a shallow clone",
        "1 report could not be read",
        'shop/postmortems/broken.yaml not counted: line 3: the quote " is never closed',
    ]


def test_it_says_that_a_repository_has_no_history(opened: Open) -> None:
    of = replace(summary(of=()), homes=(Home("shop", Past.UNKNOWN),))
    it = opened(of)
    assert it.texts(".notes li") == [
        "shop: no history: slips, opening days and the burndown are not known"
    ]
    assert it.texts("figcaption")[0] == "There is no burndown: no history is known."
    assert it.texts(".nothing") == ["No action item is in one of these states."]
    assert it.page.locator("svg").count() == 0
    assert "vanished" not in tiles(it)


def test_every_item_that_is_listed_is_a_row(opened: Open) -> None:
    it = opened(summary())
    rows = it.page.evaluate(
        "[...document.querySelectorAll('tr.item')].map(row => [...row.cells].map("
        "cell => cell.innerText.replace(/\\s+/g, ' ').trim()))"
    )
    assert it.texts("#items thead th") == [
        "state ↕", "due date ↑", "days overdue ↕", "owner ↕", "action item ↕", "report ↕",
        "severity ↕", "team ↕", "kind ↕", "due moved ↕", "opened on ↕",
    ] or it.texts("#items thead th") == [
        "state", "due date", "days overdue", "owner", "action item", "report",
        "severity", "team", "kind", "due moved", "opened on",
    ]  # fmt: skip
    assert rows == [
        ["overdue in progress", "2026-06-30", "148", "Ada Okafor",
         "Rotate the keys of the payment provider AI-1 · P1 https://tracker.example.com/AI-1",
         "The checkout was down shop/postmortems/2026-03-14-checkout.yaml:61", "critical",
         "Payments", "prevent", "2 times, +61 days", "2026-03-20"],
        ["overdue", "2026-08-20", "97", "everyone no owner", "Index off the hot path",
         "Search returned nothing shop/postmortems/2026-08-02-search.yaml:44", "major", "Search",
         "", "", ""],
        ["overdue", "2026-11-20", "5", "Bo Lind", "Alert on failed payments",
         "The checkout was down shop/postmortems/2026-03-14-checkout.yaml:65", "critical",
         "Payments", "detect", "", "2026-03-20"],
        ["due today", "2026-11-25", "", "Bo Lind", "Tell support before a change",
         "The checkout was down shop/postmortems/2026-03-14-checkout.yaml:69", "critical",
         "Payments", "process", "", ""],
        ["due soon", "2026-12-05", "", "Ada Okafor", "Practise the fail-over",
         "The checkout was down shop/postmortems/2026-03-14-checkout.yaml:73", "critical",
         "Payments", "", "", ""],
        ["undated", "“soon”", "", "Cy Nakamura", "Write a runbook",
         "Search returned nothing shop/postmortems/2026-08-02-search.yaml:48", "major", "Search",
         "", "", ""],
        ["undated", "", "", "no owner", "Page on empty results",
         "Search returned nothing shop/postmortems/2026-08-02-search.yaml:52", "major", "Search",
         "", "", ""],
    ]  # fmt: skip
    assert it.texts(".listed") == [
        "7 of 12 action items: overdue, due today, due soon, undated or unowned."
    ]


def test_done_and_dropped_items_say_when_and_why(opened: Open) -> None:
    it = opened(summary(listing=EVERY))
    assert it.texts(".listed") == ["All 12 action items."]
    states = it.texts("tr.item .state")
    assert "done on 2026-04-28" in states
    assert "dropped too dear" in states


def test_items_beyond_the_limit_are_counted(opened: Open) -> None:
    it = opened(summary(listing=Listing(limit=3)))
    assert it.texts(".listed") == [
        "The first 3 of 7 action items: overdue, due today, due soon, undated or unowned."
    ]
    assert len(it.actions()) == 3
    assert tiles(it)["overdue"] == "3"


def test_groups_have_headings_and_an_item_of_two_owners_is_one_item(opened: Open) -> None:
    both = replace(items()[0], owners=("Ada Okafor", "Bo Lind"))
    it = opened(summary(of=(both, *items()[1:4]), listing=replace(EVERY, grouping=Grouping.OWNER)))
    assert it.texts(".group") == ["Ada Okafor 2 items", "Bo Lind 3 items"]
    assert it.shown() == "4 of 4 shown, sorted by due date, ascending"
    it.page.get_by_role("button", name="due date").click()
    assert it.actions() == [
        "Practise the fail-over", "Rotate the keys of the payment provider",
        "Tell support before a change", "Alert on failed payments",
        "Rotate the keys of the payment provider",
    ]  # fmt: skip
    it.page.get_by_label("search", exact=True).fill("support")
    assert it.texts(".group:visible") == ["Bo Lind 3 items"]


@pytest.mark.parametrize("grouping", Grouping)
def test_every_grouping_makes_its_sections(grouping: Grouping) -> None:
    of = summary(listing=replace(EVERY, grouping=grouping))
    names = [name for name, _ in of.listing.groups(of.listed)]
    page = page_of(of)
    assert re.findall(r'colspan="11"><bdi>(.*?)</bdi>', page) == names


# charts


def test_charts_are_images_with_words_and_the_same_as_tables(opened: Open) -> None:
    of = summary()
    it = opened(of)
    page = it.page
    assert page.locator("figure svg").count() == 4
    for chart in charts(of):
        drawing = page.locator(f"#{chart.key} svg")
        assert drawing.get_attribute("role") == "img"
        labels = (drawing.get_attribute("aria-labelledby") or "").split()
        told = [page.locator(f"#{label}").text_content() for label in labels]
        assert told == [chart.title, chart.note]
        assert page.get_by_role("img", name=f"{chart.title} {chart.note}").count() == 1
        for place, table in enumerate(chart.tables):
            shown = page.evaluate(
                "([key, place]) => [...document.querySelectorAll(`#${key} table`)[place].rows]"
                ".map(row => [...row.cells].map(cell => cell.textContent))",
                [chart.key, place],
            )
            assert shown == [list(table.columns), *map(list, table.rows)]
    page.locator("#ageing summary").click()
    assert page.locator("#ageing table").is_visible()


def test_the_burndown_is_that_of_the_summary_and_a_year_at_most() -> None:
    opened_on, due = date(2024, 1, 1), date(2024, 2, 1)
    of = summary(of=(make_item(CHECKOUT, 1, "Wait", "Ada", due, course=course(opened_on, due)),))
    (burndown, *_) = charts(of)
    assert len(of.burndown) == 152
    assert len(burndown.labels) == 52
    assert burndown.note == (
        "On 2026-11-25, 1 item open, 1 of them overdue; on 2025-12-07, 1 and 1. "
        "The last 52 of 152 weeks are shown."
    )
    rows = [(point.day.isoformat(), f"{point.open}", f"{point.overdue}") for point in of.burndown]
    assert burndown.tables[0].rows == tuple(reversed(rows[-52:]))
    assert [series.values for series in burndown.series] == [(1,) * 52, (1,) * 52]


def test_ageing_draws_fifteen_owners_and_the_others_together() -> None:
    owners = [f"Owner {number:02}" for number in range(20)]
    of = summary(of=tuple(make_item(CHECKOUT, 1, "Wait", each, AS_OF) for each in owners))
    ageing = charts(of)[2]
    assert ageing.labels == (*owners[:15], "(5 others)")
    assert ageing.series[-1].values == (*[1] * 15, 5)
    assert [row[0] for row in ageing.tables[0].rows] == owners
    assert ageing.note.endswith("15 of 20 owners are drawn, and the others together.")


def test_a_long_name_is_cut_in_the_drawing_only() -> None:
    names = ("Wolfeschlegelsteinhausenbergerdorff", "漢" * 15, "a\u202eb" * 9)
    of = summary(of=tuple(make_item(CHECKOUT, 1, "Wait", each, AS_OF) for each in names))
    ageing = charts(of)[2]
    assert set(ageing.labels) == {
        "Wolfeschlegelsteinh…", "漢漢漢漢漢漢漢漢漢…", "a<U+202E>ba<U+202E>…",
    }  # fmt: skip
    assert {row[0] for row in ageing.tables[0].rows} == set(names)


def test_the_trend_has_the_quarters_in_which_there_was_an_incident() -> None:
    trend = charts(summary())[1]
    assert trend.labels == ("2026-Q1", "2026-Q3")
    resolve, detect = trend.series
    assert resolve.words == ("2 h 5 min", "45 min")
    assert detect.words == ("12 min", "3 min")
    assert [row[0] for row in trend.tables[1].rows] == ["critical", "major", "minor"]


def test_the_trend_is_of_twelve_quarters_at_most() -> None:
    found = tuple(replace(CHECKOUT, incident_date=date(year, 1, 1)) for year in range(2010, 2026))
    trend = charts(replace(summary(of=()), incidents=found))[1]
    assert (trend.labels[0], trend.labels[-1]) == ("2014-Q1", "2025-Q1")
    assert trend.note.endswith("The last 12 of 16 quarters are shown.")


def test_what_is_pointed_at_in_a_chart_says_its_numbers() -> None:
    page = page_of(summary())
    assert "<title>2026-Q1, MTTR: 2 h 5 min</title>" in page
    assert "<title>Ada Okafor, over 90 days overdue: 1</title>" in page


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=40), "40 s"),
        (timedelta(minutes=59, seconds=59), "1 h"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(days=3, hours=4, minutes=50), "3 d 5 h"),
        (timedelta(days=1, hours=23, minutes=45), "2 d"),
        (timedelta(minutes=-5), "−5 min"),
        (None, "–"),
    ],
)
def test_spans_are_told_in_two_units(length: timedelta | None, words: str) -> None:
    assert span(length) == words


def test_shares_are_not_rounded_to_all_or_nothing() -> None:
    shares = (0.0, 0.001, 0.999, 1.0, None)
    assert [percent(share) for share in shares] == ["0 %", "1 %", "99 %", "100 %", "–"]
    assert [days(number) for number in (1, 12.5, 0.0)] == ["1 day", "12.5 days", "0 days"]


# what one can do with it

KEYS: dict[str, Callable[[Item], Any]] = {
    "state": lambda i: list(State).index(i.state),
    "due date": lambda i: i.due_date,
    "days overdue": lambda i: i.days_overdue or None,
    "owner": lambda i: i.owner.casefold() if i.is_owned else None,
    "action item": lambda i: i.action.casefold(),
    "report": lambda i: f"{i.incident.title} {i.incident.path}:{i.line:09}".casefold(),
    "severity": lambda i: severity_key(i.incident.severity) if i.incident.severity else None,
    "team": lambda i: i.incident.team.casefold() or None,
    "kind": lambda i: i.kind or None,
    "due moved": lambda i: i.course.slipped_days if i.course.slips else None,
    "opened on": lambda i: i.opened_on,
}


def in_order(of: list[Item], key: Callable[[Item], Any], *, is_down: bool) -> list[Item]:
    """Return `of` sorted by hand: what is empty last, equals as they were."""
    full = [item for item in of if key(item) is not None]
    empty = [item for item in of if key(item) is None]
    return sorted(full, key=key, reverse=is_down) + empty


def test_every_column_sorts_both_ways_with_what_is_empty_last(opened: Open) -> None:
    of = summary(listing=EVERY)
    it = opened(of)
    now = list(of.listed)
    for name, key in KEYS.items():
        head = it.page.locator("#items thead th", has_text=re.compile(f"^{name}"))
        directions = ["ascending", "descending"]
        if name in ("days overdue", "due moved"):
            directions.reverse()
        for direction in directions:
            head.get_by_role("button").click()
            now = in_order(now, key, is_down=direction == "descending")
            assert it.actions() == [item.action for item in now], (name, direction)
            assert head.get_attribute("aria-sort") == direction
            assert it.page.locator("[aria-sort]").count() == 1
            assert it.shown() == f"12 of 12 shown, sorted by {name}, {direction}"


def test_a_column_sorts_by_keyboard(opened: Open) -> None:
    it = opened(summary())
    it.page.locator("#search").focus()
    name = ""
    while not name.startswith("owner"):
        it.page.keyboard.press("Tab")
        name = it.page.evaluate("document.activeElement.closest('th')?.textContent ?? ''")
    it.page.keyboard.press("Enter")
    assert it.texts("tr.item .owner")[0] == "Ada Okafor"
    it.page.keyboard.press("Space")
    assert it.texts("tr.item .owner")[0] == "Cy Nakamura"
    assert it.page.locator("th.owner[aria-sort=descending]").count() == 1


@pytest.mark.parametrize(
    ("order", "column"),
    [(Order.DUE, "due ascending"), (Order.SLIPS, "slips descending"), (Order.REPORT, None)],
)
def test_the_page_says_how_it_is_sorted_from_the_start(order: Order, column: str | None) -> None:
    page = page_of(summary(listing=Listing(order=order)))
    found = re.search(r'<th scope="col" class="(\w+)"[^>]* aria-sort="(\w+)"', page)
    assert (f"{found[1]} {found[2]}" if found else None) == column


CHOICES: tuple[tuple[str, str, Callable[[Item], bool]], ...] = (
    ("state", "overdue", lambda i: i.state is State.OVERDUE),
    ("state", "dropped", lambda i: i.state is State.DROPPED),
    ("owner", "Cy Nakamura", lambda i: "Cy Nakamura" in i.owners),
    ("owner", "no owner", lambda i: not i.is_owned),
    ("severity", "major", lambda i: i.incident.severity == "major"),
    ("team", "none given", lambda i: not i.incident.team),
    ("repository", "site", lambda i: i.incident.repository == "site"),
)


def test_the_table_is_filtered(opened: Open) -> None:
    of = summary(listing=EVERY)
    it = opened(of)
    clear = it.page.get_by_role("button", name="clear")
    for name, choice, chosen in CHOICES:
        assert not clear.is_visible()
        it.page.get_by_label(name, exact=True).select_option(choice)
        expected = [item.action for item in of.listed if chosen(item)]
        assert it.actions() == expected, (name, choice)
        assert it.shown().startswith(f"{len(expected)} of 12 shown")
        clear.click()
        assert len(it.actions()) == 12


def test_filters_work_together_and_with_the_search(opened: Open) -> None:
    it = opened(summary(listing=EVERY))
    it.page.get_by_label("severity", exact=True).select_option("critical")
    it.page.get_by_label("owner", exact=True).select_option("Bo Lind")
    assert it.actions() == ["Alert on failed payments", "Tell support before a change"]
    it.page.locator("#search").press_sequentially("SUPPORT  change")
    assert it.actions() == ["Tell support before a change"]
    it.page.locator("#search").press_sequentially("x")
    assert it.actions() == []
    assert it.shown() == "0 of 12 shown, sorted by due date, ascending"
    it.page.locator("#search").press("Escape")
    assert len(it.actions()) == 2


def test_the_search_finds_whatever_a_row_says(opened: Open) -> None:
    it = opened(summary())
    for words, found in (
        ("AI-1", ["Rotate the keys of the payment provider"]),
        ("checkout.yaml:65", ["Alert on failed payments"]),
        ("“soon”", ["Write a runbook"]),
        ("tracker.example.com", ["Rotate the keys of the payment provider"]),
        (".*", []),
    ):
        it.page.get_by_label("search", exact=True).fill(words)
        assert it.actions() == found, words


def test_a_headline_leads_to_its_items(opened: Open) -> None:
    it = opened(summary())
    it.page.locator("#search").fill("nothing like it")
    it.page.locator(".tile", has_text="undated").get_by_role("link").click()
    assert it.actions() == ["Write a runbook", "Page on empty results"]
    it.page.locator(".tile", has_text="unowned").get_by_role("link").press("Enter")
    assert it.actions() == ["Index off the hot path", "Page on empty results"]
    assert it.page.locator(".tile", has_text="done on time").get_by_role("link").count() == 0


# where it is read


def test_nothing_is_wider_than_the_window(opened: Open) -> None:
    long = "Supercalifragilisticexpialidocious" * 8
    wide = replace(
        items()[0],
        action=long,
        owners=(long,),
        kind=long,
        link=f"https://example.com/{long}",
        incident=replace(CHECKOUT, title=long, path=f"{long}.yaml", severity=long, team=long),
    )
    vague = replace(items()[6], due_date=None, due_text=long, status=long, id=long, priority=long)
    it = opened(summary(of=(wide, vague, *items()), listing=EVERY))
    it.page.locator("summary").evaluate_all("all => all.forEach(each => each.click())")
    for width in (320, 375, 600, 820, 821, 1024, 1279, 1280, 1920):
        it.page.set_viewport_size({"width": width, "height": 800})
        assert not has_overflow(it.page), width


def test_a_row_is_a_card_on_a_phone_and_can_be_sorted_there(opened: Open) -> None:
    it = opened(summary(listing=EVERY), PHONE, is_mobile=True, has_touch=True)
    assert not has_overflow(it.page)
    assert not it.page.locator("#items thead").is_visible()
    assert len(it.actions()) == 12
    sort_by = it.page.get_by_label("sort by")
    assert sort_by.locator("option:checked").inner_text() == "due date"
    sort_by.select_option("days overdue")
    assert it.texts("tr.item .late")[0].startswith("148")
    it.page.get_by_role("button", name="descending").tap()
    assert it.texts("tr.item .late")[0].startswith("5")


LUMINANCE = """
() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).slice(0, 3).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      const parts = numbers(colour);
      if (parts.length === 3 || parts[3] === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  for (const element of document.querySelectorAll("body *:not(script)")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const drawn = element instanceof SVGElement;
    if (drawn && element.tagName !== "text") continue;
    const [one, other] = [light(drawn ? style.fill : style.color), light(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) found.push(`${element.className?.baseVal ?? element.className} ${ratio}`);
  }
  return [light(getComputedStyle(document.body).backgroundColor), found];
}
"""


@pytest.mark.parametrize(("colours", "is_light"), [("light", True), ("dark", False)])
def test_every_word_stands_out_in_light_and_in_dark(
    opened: Open, colours: str, is_light: bool
) -> None:
    it = opened(summary(listing=EVERY), color_scheme=colours)
    paper, faint = it.page.evaluate(LUMINANCE)
    assert (paper > 0.5) is is_light
    assert faint == []


def test_it_is_printed_dark_on_light_and_whole(opened: Open) -> None:
    it = opened(summary(listing=EVERY), color_scheme="dark")
    it.page.emulate_media(media="print", color_scheme="dark")
    assert not it.page.locator(".controls").is_visible()
    assert it.page.locator("#items thead").is_visible()
    assert len(it.actions()) == 12
    _, faint = it.page.evaluate(LUMINANCE)
    assert faint == []
    assert it.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_without_a_script_everything_can_be_read(opened: Open) -> None:
    it = opened(summary(listing=EVERY), java_script_enabled=False)
    rows = it.page.locator("tr.item")
    assert rows.count() == 12
    assert all(row.is_visible() for row in rows.all())
    assert not it.page.locator(".controls").is_visible()
    assert it.page.locator("th button").count() == 0
    it.page.locator("#burndown summary").click()
    assert it.page.locator("#burndown table").is_visible()


# what it refuses

MARKUP = (
    "</script><script>window.hacked=1</script>"
    '"><img src=x onerror="window.hacked=2">'
    "'><svg onload=window.hacked=3>"
    "</title></style></textarea><iframe srcdoc='<script>parent.hacked=4</script>'>"
    "{{7*7}}{% for a in b %}${7*7}&lt;b&gt;<!--<![CDATA["
)
UNSEEN = "\x00\x07\x1b[31m\x7f\x9b\u200b\u202egnp\u2066\u2028\ud800\ufeff"
HOSTILE = f" {MARKUP}\n\t{UNSEEN}"
LINKS = (
    "javascript:window.hacked=5",
    "JaVaScRiPt:window.hacked=5",
    "java\nscript:window.hacked=5",
    "\x01javascript:window.hacked=5",
    " javascript:window.hacked=5",
    "data:text/html,<script>parent.hacked=6</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.com",
    '/"onmouseover="window.hacked=7',
    'https://example.com/"onmouseover="window.hacked=7',
    "https://example.com/ onmouseover=window.hacked=7",
    "https://example.com/\u202egnp",
    "http:\\\\example.com",
    "https://",
    HOSTILE,
)


def poisoned(value: Any) -> Any:
    """Return `value` with `HOSTILE` for every text in it, however deep."""
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, tuple):
        return tuple(map(poisoned, value))
    if isinstance(value, Frozen):
        names = type(value).__match_args__
        return replace(value, **{name: poisoned(getattr(value, name)) for name in names})
    return value


def hostile(grouping: Grouping | None = None) -> Summary:
    """Return a summary that says nothing but hostile things."""
    found = items()
    links = tuple(replace(poisoned(found[0]), link=link) for link in LINKS)
    of = summary(of=())
    return replace(
        of,
        homes=poisoned(of.homes),
        items=(*map(poisoned, found), *links),
        incidents=tuple(map(poisoned, (CHECKOUT, SEARCH))),
        scope=Scope((HOSTILE,), (HOSTILE,), (HOSTILE,), (HOSTILE,)),
        listing=replace(EVERY, grouping=grouping),
    )


def seen(text: str) -> str:
    """Return what is shown of a text: a line, in which nothing is hidden."""
    return visible(re.sub(r"[ \t\r\n]+", " ", text))


def test_a_report_that_says_markup_is_shown_and_does_nothing(opened: Open) -> None:
    of = hostile(Grouping.OWNER)
    it = opened(of)
    page = it.page
    page.locator("summary").evaluate_all("all => all.forEach(each => each.click())")
    for head in page.locator("#items thead button").all():
        head.click()
    for filter_ in page.locator("select.filter").all():
        filter_.select_option(index=1)
    page.locator("#search").fill("window.hacked")
    page.locator("tr.item:not([hidden]) .action").first.hover()
    page.locator("svg rect").first.hover()
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.evaluate("window.frames.length") == 0
    assert page.locator("img, iframe, object, embed, base, form").count() == 0
    assert page.locator("script").count() == 1
    assert page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(each => [...each.attributes])"
        ".filter(each => each.name.startsWith('on') || each.name === 'style').length"
    ) == 0  # fmt: skip
    assert not has_overflow(page)
    expected = seen(HOSTILE)
    for selector in (".action > bdi", ".report > bdi", ".team > bdi", ".kind > bdi",
                     ".severity > bdi", ".owner > bdi", ".defects code", ".group bdi",
                     ".home", ".notes b"):  # fmt: skip
        found = page.locator(selector).first.text_content() or ""
        assert expected.strip() in found, selector
    options = page.locator("#filter-team option").all_text_contents()
    assert expected in options
    assert expected in (page.locator("#ageing tbody th").first.text_content() or "")


def test_only_addresses_of_the_web_are_links(opened: Open) -> None:
    it = opened(hostile())
    hrefs = it.page.evaluate(
        "[...document.querySelectorAll('a')].map(each => each.getAttribute('href'))"
    )
    assert {href for href in hrefs if not href.startswith("#")} == set()
    assert [address(link) for link in LINKS] == [""] * len(LINKS)
    good = "https://tracker.example.com/browse/AI-1?a=1&b=%20#c"
    it = opened(summary(of=(replace(items()[0], link=good),)))
    link = it.page.locator("tr.item a")
    assert link.get_attribute("href") == link.text_content() == good
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"


def test_the_policy_stops_what_would_get_through_as_markup(opened: Open) -> None:
    attack = (
        "<script>window.hacked=1</script><img src='https://example.com/x.png' "
        "onerror='window.hacked=2'><style>h1{color:rgb(1,2,3)}</style>"
        "<h2 style='color:rgb(1,2,3)'>x</h2><base href='https://example.com/'>"
        "<a id='attack' href='javascript:window.hacked=3'>x</a>"
    )
    page = page_of(summary())
    it = opened(page.replace("<main>", f"<main>{attack}"), quiet=False)
    it.page.locator("#attack").click()
    assert it.page.evaluate("typeof window.hacked") == "undefined"
    colour = "getComputedStyle(document.querySelector('h1')).color"
    assert it.page.evaluate(colour) != "rgb(1, 2, 3)"
    assert it.page.evaluate("document.baseURI").startswith("file:")
    assert len(it.events) >= 5
    assert all("Content Security Policy" in event for event in it.events)
    assert len(it.actions()) == 7  # and the page's own script runs all the same


class Reader(HTMLParser):
    """What a page holds, for whoever reads it without a browser."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.found if found == tag]


def test_the_page_holds_no_style_script_or_address_but_its_own() -> None:
    page = page_of(summary(listing=EVERY))
    read = Reader(page)
    (policy,) = [each["content"] or "" for each in read.all("meta") if "http-equiv" in each]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}='; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )
    assert len(read.all("style")) == len(read.all("script")) == 1
    assert not [each for _, each in read.found if {"style", "src"}.intersection(each)]
    addresses = set(re.findall(r"https?://[^\s\"'<]+", page))
    assert addresses == {"https://tracker.example.com/AI-1", "https://git.example.com/42"}
    assert "pygal" not in page.lower()


def test_what_a_reader_of_screens_needs_is_there() -> None:
    read = Reader(page_of(summary(listing=EVERY)))
    assert read.all("html") == [{"lang": "en"}]
    for tag in ("h1", "main", "header", "footer"):
        assert len(read.all(tag)) == 1, tag
    assert all(each.get("scope") in ("col", "row", "rowgroup") for each in read.all("th"))
    assert len(read.all("caption")) == len(read.all("table"))
    identifiers = [each["id"] for _, each in read.found if "id" in each]
    assert len(set(identifiers)) == len(identifiers)
    for _, each in read.found:
        assert set((each.get("aria-labelledby") or "").split()) <= set(identifiers)
    levels = [int(tag[1]) for tag, _ in read.found if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_control_has_a_name(opened: Open) -> None:
    it = opened(summary(listing=EVERY), PHONE)
    names = it.page.locator("input, select, button").evaluate_all(
        "all => all.map(each => each.labels?.[0]?.textContent || each.textContent)"
    )
    assert all(name.strip() for name in names)
    assert len(names) == 7 + 2 + 11  # what is searched, filtered and sorted by; buttons; columns


# how it is made


def test_the_same_summary_gives_the_same_page() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from summaries import summary\n"
        "from pmlint.output.report.html import render\n"
        "print(*render(summary()), sep='\\n')"
    )
    pages = {
        subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True, encoding="utf-8", check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert pages == {"\n".join(render(summary())) + "\n"}


def test_no_line_has_a_line_break_whatever_a_report_says() -> None:
    lines = list(render(hostile()))
    assert not [line for line in lines if len(line.splitlines()) > 1]
    assert "\n".join(lines).encode("utf-8")


@pytest.mark.parametrize("missing", ["jinja2", "pygal"])
def test_a_missing_package_is_named_at_once(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError) as error:
        render(summary())
    assert str(error.value) == ("--format html needs two more packages: pip install 'pmlint[html]'")


def test_nothing_heavy_is_loaded_before_a_page_is_asked_for() -> None:
    script = "import sys, pmlint.output.report.html; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"jinja2", "markupsafe", "pygal"}.intersection(loaded)


def test_an_incident_without_any_word_has_a_row_too(opened: Open) -> None:
    bare = Incident("shop", "a.yaml", "", "", None, None, "", "", "")
    it = opened(replace(summary(of=(make_item(bare, 1, ""),)), homes=(Home("shop", Past.WHOLE),)))
    assert it.texts("tr.item .report") == ["no title a.yaml:1"]
    assert it.page.get_by_label("repository").count() == 0
    assert it.texts(".counted") == ["1 action item in 1 report of shop"]


def test_what_draws_leaves_no_finder_of_modules_behind() -> None:
    page_of(summary())
    assert [each for each in sys.meta_path if type(each).__module__ == "pygal"] == []
