"""The vectors read by passage are those written, and the file's troubles a line that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.chroma import VectorsUnreadableError
from store.collection import Matrix
from store.vector_file import NAME, VectorFile

DIMENSION = 16


def rows(sentences: int, seed: int = 0) -> Matrix:
    """Return the unit vectors of a passage and so many sentences."""
    made = np.random.default_rng(seed).normal(size=(1 + sentences, DIMENSION))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "chroma-1").mkdir()
    return tmp_path / "chroma-1" / NAME


@pytest.fixture
def file(path: Path) -> Iterator[VectorFile]:
    made = VectorFile(path)
    made.create(DIMENSION)
    yield made
    made.close()


@given(counts=st.lists(st.integers(0, 9), max_size=8))
def test_cosines_are_those_of_what_was_written(counts: list[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = VectorFile(tmp_path_factory.mktemp("file") / NAME)
    file.create(DIMENSION)
    written = {f"a-b-{n}": rows(count, n) for n, count in enumerate(counts)}
    file.write(written, {})
    asked = {name: len(own) - 1 for name, own in written.items()}
    assert file.counts() == asked
    found = file.fetch({**asked, "not-there-0": 2})
    file.close()
    assert found.keys() == written.keys()
    query = rows(0, 99)[0]
    for name, own in written.items():
        assert found[name].shape == own.shape
        assert found[name] @ query == pytest.approx(own @ query, abs=2e-4)


def test_what_was_written_last_is_read_by_whoever_had_it_open(file: VectorFile, path: Path) -> None:
    file.write({"a-b-0": rows(2)}, {})
    reader = VectorFile(path)
    assert reader.fetch({"a-b-0": 2})["a-b-0"].shape == (3, DIMENSION)
    file.write({"a-b-0": rows(4, 7)}, {})
    assert reader.fetch({"a-b-0": 2}) == {}, "of another number of sentences than the catalog has"
    assert reader.fetch({"a-b-0": 4})["a-b-0"] == pytest.approx(rows(4, 7), abs=1e-3)
    reader.close()


def test_only_the_revision_that_goes_is_deleted(file: VectorFile) -> None:
    names = ["aa-1f-0", "aa-1f-10", "aa-1f0-0", "aa-1e-0", "ab-1f-0"]
    file.write({name: rows(1) for name in names}, {})
    file.delete_revision("aa-1f")
    assert sorted(file.counts()) == ["aa-1e-0", "aa-1f0-0", "ab-1f-0"]


def garble(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [garble, empty, Path.unlink])
def test_a_damaged_file_is_told_with_what_to_do(path: Path, damage: object) -> None:
    file = VectorFile(path)
    file.create(DIMENSION)
    file.write({"a-b-0": rows(2)}, {})
    file.close()
    assert callable(damage)
    damage(path)
    with pytest.raises(VectorsUnreadableError, match="tumen rebuild"):
        VectorFile(path).fetch({"a-b-0": 2})


def test_a_backup_may_copy_the_file_while_it_is_read(file: VectorFile, path: Path) -> None:
    file.write({"a-b-0": rows(2)}, {})
    before = path.read_bytes()
    reader = VectorFile(path)
    reader.fetch({"a-b-0": 2})
    reader.close()
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir() if other.stat().st_size] == [NAME], "all is in the one file"
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
