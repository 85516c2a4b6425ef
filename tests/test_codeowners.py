"""CODEOWNERS: the last line that matches counts, and what cannot be used is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint.signoff.codeowners import LOCATIONS, CodeOwners, read

FILE = """\
# Everything, unless a later line says otherwise
*                       @acme/all   # whoever is there

/postmortems/           @acme/sre bo@example.com
*.md                    @docs
docs/*                  @writers
build/logs/             @ops
apps/
/apps/shop              @shop
/with\\ space/*.yaml     @space
**/deep                 @deep
"""
OWNED = {
    "a.yaml": ("@acme/all",),
    "postmortems/2026/a.yaml": ("@acme/sre", "bo@example.com"),
    "x/postmortems/a.yaml": ("@acme/all",),
    "postmortems/README.md": ("@docs",),
    "docs/a.yaml": ("@writers",),
    "docs/a.md": ("@writers",),
    "docs/deeper/a.yaml": ("@acme/all",),
    "build/logs/x.log": ("@ops",),
    "deep/build/logs/x.log": ("@deep",),
    "apps/a.yaml": (),
    "apps/shop/a.yaml": ("@shop",),
    "with space/a.yaml": ("@space",),
    "with space/deep/a.yaml": ("@deep",),
    "a/b/deep/c.yaml": ("@deep",),
}


@pytest.mark.parametrize("path", OWNED)
def test_the_last_line_that_matches_counts(path: str) -> None:
    owners = read(FILE)
    assert owners.notes == ()
    assert owners.owners(path) == OWNED[path]


def test_nobody_owns_what_no_line_matches() -> None:
    assert read("/a/ @a\n").owners("b/x.yaml") == ()
    assert read("").owners("x.yaml") == ()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_everywhere_and_a_mark_at_the_start_is_nothing(ending: str) -> None:
    text = "\ufeff" + ending.join(("* @a", "/x/ @b", ""))
    assert read(text).owners("x/y") == ("@b",)
    assert read(text).owners("y") == ("@a",)


SECTIONS = """\
* @a
[Reports]
/reports/ @sre
[Docs][2] @docs @writers   # two of them
/docs/
/docs/api/ @api
^[Optional]
/reports/old/
"""


def test_sections_of_gitlab_are_passed_over_and_their_owners_kept() -> None:
    owners = read(SECTIONS)
    assert owners.notes == ()
    assert owners.owners("reports/a.yaml") == ("@sre",)
    assert owners.owners("docs/a.md") == ("@docs", "@writers")
    assert owners.owners("docs/api/a.md") == ("@api",)
    assert owners.owners("reports/old/a.yaml") == ()
    assert owners.owners("x") == ("@a",)


UNUSABLE = {
    "!/a/ @b": "a pattern cannot be taken back with !",
    "/a[bc]/ @b": "a pattern cannot have [ ] in it",
    "/a/ bo": "`bo` is neither a @handle, a @org/team nor an address",
    "/a/ @bo Bo Lindqvist": "`Bo` is neither a @handle, a @org/team nor an address",
    "/a/ @": "`@` is neither a @handle, a @org/team nor an address",
    "\\": "a lone backslash names no file",
    "/a\\": "`\\` is neither a @handle, a @org/team nor an address",
}


@pytest.mark.parametrize("line", UNUSABLE)
def test_a_line_that_cannot_be_used_is_told_and_takes_nothing_away(line: str) -> None:
    owners = read(f"* @all\n\n{line}\n")
    assert owners.notes == (f"line 3 is passed over: {UNUSABLE[line]}",)
    assert owners.owners("a/x") == ("@all",)


def test_a_file_is_looked_for_where_github_looks() -> None:
    assert LOCATIONS == (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


@given(st.text(alphabet=" \t\n\r\\!#*?[]@/^ab.\u2028\x00é"), st.text(alphabet="ab/é. ", min_size=1))
def test_no_text_is_an_error(text: str, path: str) -> None:
    owners = read(text)
    assert isinstance(owners, CodeOwners)
    assert all(owner for owner in owners.owners(path.strip("/") or "a"))
