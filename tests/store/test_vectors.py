"""What a search as of a day would lose if it asked Chroma for too little, or for what came later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from store.chroma import ChromaFolder
from store.collection import ChromaCollection, Matrix
from store.narrowing import Wanted

COUNT, DIMENSION = 600, 8


@pytest.fixture(scope="module")
def rows() -> Matrix:
    made = np.random.default_rng(5).normal(size=(COUNT, DIMENSION))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def passages(rows: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaCollection]:
    """Vectors of which the n-th came out on day n, and every tenth on a day that nobody knows."""
    home: Path = tmp_path_factory.mktemp("vectors")
    chroma = ChromaFolder(home / "chroma", home / "lock", "few")
    collection = ChromaCollection(chroma, "passages-few")
    collection.create(DIMENSION)
    fields: list[dict[str, str | int]] = [
        {"revision": "r", **({"published": n} if n % 10 else {})} for n in range(COUNT)
    ]
    collection.upsert([str(n) for n in range(COUNT)], rows, fields)
    yield collection
    chroma.close()


@pytest.mark.parametrize("until", [COUNT, COUNT // 2, 25, 0])
def test_search_as_of_a_day_finds_the_nearest_that_were_out(
    passages: ChromaCollection, rows: Matrix, until: int
) -> None:
    query = rows[until - 1]
    known = [n for n in range(COUNT) if n % 10 and n <= until]
    nearest = sorted(known, key=lambda n: -float(rows[n] @ query))[:10]
    found = passages.nearest(query, 10, Wanted(until))
    assert list(found) == [str(n) for n in nearest]
    assert found == pytest.approx({str(n): float(rows[n] @ query) for n in nearest}, abs=1e-5)


def test_what_is_written_or_deleted_counts_in_the_next_search(passages: ChromaCollection, rows: Matrix) -> None:
    query = -rows[3]
    before = passages.nearest(query, 10, Wanted())
    passages.upsert(["new"], query[np.newaxis], [{"revision": "s"}])
    assert next(iter(passages.nearest(query, 10, Wanted()))) == "new"
    passages.delete_revision("s")
    assert passages.nearest(query, 10, Wanted()) == before
