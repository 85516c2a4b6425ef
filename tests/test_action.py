"""An action item tells how far it has come, in the words of its template."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmlint.action import Progress, is_promised, key_for, progress
from pmlint.parse import parse
from pmlint.part import Part
from pmlint.postmortem import Postmortem
from pmlint.role import Role
from pmlint.template import load

OWN = Path(__file__).parent / "templates" / "massnahmen.schema.json"


def action(text: str, template: Path | None = None) -> Part:
    """Return the first action item of the report `text`."""
    loaded = load(template)
    document = parse(text.encode())
    assert document.root is not None
    found = Postmortem(document, loaded.shape, loaded.vocabulary()).first(Role.ACTION)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("{}", Progress.OPEN),
        ("{status: }", Progress.OPEN),
        ("{status: open}", Progress.OPEN),
        ("{status: in_progress}", Progress.IN_PROGRESS),
        ("{status: done}", Progress.DONE),
        ("{status: dropped}", Progress.DROPPED),
        ("{status: proposed}", Progress.PROPOSED),
        ("{status: closed}", None),
        ("{status: TBD}", None),
        ("{status: [open]}", None),
        ("Rotate the keys", Progress.OPEN),
    ],
)
def test_an_item_says_how_far_it_has_come(item: str, expected: Progress | None) -> None:
    assert progress(action(f"action_items: [{item}]")) is expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("{stand: offen}", Progress.OPEN),
        ("{stand: erledigt}", Progress.DONE),
        ("{stand: idee}", Progress.PROPOSED),
        ("{}", Progress.PROPOSED),
        ("{stand: done}", Progress.DONE),
    ],
)
def test_a_template_has_words_and_a_default_of_its_own(item: str, expected: Progress) -> None:
    assert progress(action(f"massnahmen: [{item}]", OWN)) is expected


def test_a_template_without_a_status_has_open_items() -> None:
    assert progress(action("ideen: [{}]", OWN)) is Progress.OPEN


@pytest.mark.parametrize(
    ("status", "promised"),
    [("open", True), ("in_progress", True), ("done", False), ("proposed", False), ("x", False)],
)
def test_only_what_is_open_or_in_progress_is_promised(status: str, *, promised: bool) -> None:
    assert is_promised(action(f"action_items: [{{status: {status}}}]")) is promised


def test_the_template_names_the_key_of_a_role() -> None:
    assert key_for(action("action_items: [{}]"), Role.EVIDENCE) == "link"
    assert key_for(action("massnahmen: [{}]", OWN), Role.OWNER) == "wer"
    assert key_for(action("ideen: [{}]", OWN), Role.OWNER) is None
