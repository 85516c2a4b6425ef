"""What is kept from run to run is a convenience: no harm to it changes an answer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmlint import store
from pmlint.store import Store

TEXTS = {"a": "one", "b": "two\nlines", "\udcff": ""}


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    found = Store(tmp_path / "folder" / "texts.sqlite3", b"context")
    found.add(TEXTS)
    return found


def test_what_was_kept_is_there_again(kept: Store) -> None:
    assert kept.load([*TEXTS, "c"]) == TEXTS


def test_another_context_has_nothing_of_it(kept: Store) -> None:
    assert Store(kept.path, b"other").load(TEXTS) == {}


def test_what_is_kept_again_is_replaced(kept: Store) -> None:
    kept.add({"a": "three"})
    assert kept.load(["a", "b"]) == {"a": "three", "b": "two\nlines"}


def test_more_than_the_database_takes_at_once_is_there(tmp_path: Path) -> None:
    many = {str(number): f"text {number}" for number in range(2_345)}
    found = Store(tmp_path / "texts.sqlite3", b"")
    found.add(many)
    assert found.load(many) == many


def test_where_it_has_become_too_large_it_begins_anew(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LARGEST", 1)
    kept.add({"c": "new"})
    assert kept.load([*TEXTS, "c"]) == {"c": "new"}


@contextmanager
def harmed(kept: Store, harm: str) -> Iterator[None]:
    """Do some harm to what is kept."""
    file = kept.path
    if harm == "garbage":
        file.write_bytes(b"not a database" * 1000)
    elif harm == "cut short":
        file.write_bytes(file.read_bytes()[:5000])
    elif harm == "another text":
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE texts SET text = 'wrong'")
    elif harm == "another table":
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("DROP TABLE texts")
            connection.execute("CREATE TABLE texts (key, seal, text)")
            connection.execute("INSERT INTO texts VALUES (1, 2, 3)")
    elif harm == "a folder":
        file.unlink()
        file.mkdir()
    elif harm == "a file for the folder":
        file.unlink()
        file.parent.rmdir()
        file.parent.write_text("")
    elif harm == "locked":
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            yield
        return
    yield


HARMS = (
    "garbage", "cut short", "another text", "another table", "a folder", "a file for the folder",
    "locked",
)  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_no_harm_to_it_is_an_error_or_a_wrong_answer(kept: Store, harm: str) -> None:
    with harmed(kept, harm):
        found = kept.load(TEXTS)
        assert all(TEXTS[name] == text for name, text in found.items())
        kept.add({"c": "new"})
        assert kept.load(["c"]) in ({"c": "new"}, {})


@pytest.mark.parametrize("harm", ["garbage", "another text"])
def test_it_mends_itself(kept: Store, harm: str) -> None:
    with harmed(kept, harm):
        kept.add(TEXTS)
        assert kept.load(TEXTS) == TEXTS


def test_where_nothing_can_be_written_nothing_is_kept() -> None:
    nowhere = Store(Path("/proc/nowhere/texts.sqlite3"), b"")
    nowhere.add(TEXTS)
    assert nowhere.load(TEXTS) == {}


def test_two_processes_can_keep_at_once(kept: Store) -> None:
    script = (
        "import sys; from pathlib import Path; from pmlint.store import Store\n"
        "for number in range(40):\n"
        "    Store(Path(sys.argv[1]), b'context').add({f'{sys.argv[2]}{number}': 'x'})\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", script, kept.path, name]) for name in ("p", "q")
    ]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert kept.load(TEXTS) == TEXTS
    assert set(kept.load(f"{name}{number}" for name in "pq" for number in range(40)).values()) == {
        "x"
    }


@given(st.dictionaries(st.text(), st.text(alphabet=st.characters(max_codepoint=127)), max_size=5))
def test_any_text_of_ascii_is_there_again(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]
) -> None:
    found = Store(tmp_path_factory.mktemp("store") / "texts.sqlite3", b"k")
    found.add(texts)
    assert found.load(texts) == texts
