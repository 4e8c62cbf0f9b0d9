"""What a search as of a day would lose if it asked Chroma for too little, or for what came later."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from store.chroma import ChromaFolder
from store.narrowing import Wanted
from store.vectors import Matrix, VectorStore

COUNT, DIMENSION = 600, 8


@pytest.fixture(scope="module")
def rows() -> Matrix:
    made = np.random.default_rng(5).normal(size=(COUNT, DIMENSION))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def vectors(rows: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorStore]:
    """Vectors of which the n-th came out on day n, and every tenth on a day that nobody knows."""
    home: Path = tmp_path_factory.mktemp("vectors")
    store = VectorStore(ChromaFolder(home / "chroma", home / "lock", "few"), "few")
    store.create(DIMENSION)
    fields: list[dict[str, str | int]] = [
        {"revision": "r", **({"published": n} if n % 10 else {})} for n in range(COUNT)
    ]
    store.upsert("passages", [str(n) for n in range(COUNT)], rows, fields)
    store.upsert("sentences", [f"{n}.0" for n in range(COUNT)], rows, fields)
    yield store
    store.close()


@pytest.mark.parametrize("until", [COUNT, COUNT // 2, 25, 0])
def test_search_as_of_a_day_finds_the_nearest_that_were_out(vectors: VectorStore, rows: Matrix, until: int) -> None:
    query = rows[until - 1]
    known = [n for n in range(COUNT) if n % 10 and n <= until]
    nearest = sorted(known, key=lambda n: -float(rows[n] @ query))[:10]
    found, _ = vectors.nearest(query, (10, 10), Wanted(until))
    assert list(found) == [str(n) for n in nearest]
    assert found == pytest.approx({str(n): float(rows[n] @ query) for n in nearest}, abs=1e-5)


def search_until_held(store: VectorStore, query: Matrix) -> None:
    """Search as often as it takes for the vectors to be held in memory."""
    for _ in range(500):
        store.nearest(query, (10, 10), Wanted())
        if store._holder.held():
            return
        time.sleep(0.01)
    pytest.fail("the vectors are never held")


def test_a_library_that_is_searched_again_finds_the_same_in_memory_as_in_chroma(
    vectors: VectorStore, rows: Matrix
) -> None:
    vectors.reopen()
    names = ["7", "no such vector", "599"]
    fetched, found = vectors.fetch("passages", names), vectors.nearest(rows[3], (25, 5), Wanted())
    assert not vectors._holder.held(), "who asks once should not have everything read"
    search_until_held(vectors, rows[3])
    again, held = vectors.nearest(rows[3], (25, 5), Wanted()), vectors.fetch("passages", names)
    for before, after in zip(found, again, strict=True):
        assert list(after) == list(before)
        assert after == pytest.approx(before, abs=1e-5)
    assert held.keys() == fetched.keys() == {"7", "599"}
    assert all(np.array_equal(held[name], fetched[name]) for name in held)


def test_what_is_written_or_deleted_after_some_searches_counts_in_the_next(rows: Matrix, tmp_path: Path) -> None:
    store = VectorStore(ChromaFolder(tmp_path / "chroma", tmp_path / "lock", "few"), "few")
    store.create(DIMENSION)
    store.upsert("sentences", ["a.0"], rows[:1], [{"revision": "r"}])
    store.upsert("passages", ["a", "b"], rows[:2], [{"revision": "r"}] * 2)
    search_until_held(store, rows[2])
    store.upsert("passages", ["c"], rows[2:3], [{"revision": "r"}])
    assert set(store.nearest(rows[2], (10, 10), Wanted())[0]) == {"a", "b", "c"}
    search_until_held(store, rows[2])
    store.delete("passages", ["a"])
    assert set(store.nearest(rows[2], (10, 10), Wanted())[0]) == {"b", "c"}
    store.close()


def test_a_library_closes_while_its_vectors_are_being_read(vectors: VectorStore, rows: Matrix) -> None:
    for _ in range(20):
        vectors.reopen()
        vectors.nearest(rows[0], (10, 10), Wanted())
        vectors.nearest(rows[0], (10, 10), Wanted())
    vectors.reopen()
    assert not vectors._holder.held()
    assert vectors.nearest(rows[0], (1, 1), Wanted())[0].keys() == {"0"}
