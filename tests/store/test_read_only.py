"""A library that cannot be written (another user's, a read-only medium) can still be asked, and stays as it is."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store.locations import Locations
from store.schema import VERSION
from tests.store.test_unhappy import fill, obey_permissions, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="permissions of root are given up by a call of Linux")


@contextmanager
def read_only(home: Path) -> Iterator[None]:
    everything = [home, *home.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)


def contents(home: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(tmp_path / "home")
    return tmp_path / "home"


def test_it_can_be_searched_and_examined_and_nothing_in_it_changes(home: Path) -> None:
    before = contents(home)
    with read_only(home):
        done = run(home, "search", "doctor", before=obey_permissions)
    assert done.stdout.splitlines() == ["found 8", "0"]
    assert done.stderr == ""
    assert contents(home) == before


def test_what_would_change_it_says_so_in_a_line(home: Path) -> None:
    with read_only(home):
        done = run(home, "search", "add", before=obey_permissions)
    assert done.stdout.splitlines()[0] == "found 8"
    assert "cannot be written: change its permissions or set TUMEN_HOME" in done.stdout.splitlines()[1]


def test_one_of_an_earlier_tumen_is_to_be_copied_first(home: Path) -> None:
    connection = sqlite3.connect(Locations.at(home).catalog)
    connection.execute(f"PRAGMA user_version = {VERSION - 1}")
    connection.close()
    with read_only(home):
        done = run(home, "search", before=obey_permissions)
    assert "is of an earlier Tumen: copy it and give the copy with --home" in done.stdout
    assert done.stdout.count("\n") == 1


def test_one_whose_last_change_stands_in_the_log_is_to_be_copied_first(home: Path, tmp_path: Path) -> None:
    catalog, copy = Locations.at(home).catalog, tmp_path / "copy"
    connection = sqlite3.connect(catalog, isolation_level=None)
    connection.execute("INSERT INTO facts VALUES ('last', 'change')")
    copy.mkdir()
    for file in (catalog, catalog.with_name(f"{catalog.name}-wal")):
        shutil.copy(file, copy)
    connection.close()
    with read_only(copy):
        done = run(copy, "search", before=obey_permissions)
    assert "was not closed when it was last changed: copy it and give the copy with --home" in done.stdout
    assert done.stdout.count("\n") == 1
