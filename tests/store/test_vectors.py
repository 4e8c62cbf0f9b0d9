"""What a search as of a day would lose if it asked Chroma for too little, or for what came later."""

from __future__ import annotations

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
    yield store
    store.close()


@pytest.mark.parametrize("until", [COUNT, COUNT // 2, 25, 0])
def test_search_as_of_a_day_finds_the_nearest_that_were_out(vectors: VectorStore, rows: Matrix, until: int) -> None:
    query = rows[until - 1]
    known = [n for n in range(COUNT) if n % 10 and n <= until]
    nearest = sorted(known, key=lambda n: -float(rows[n] @ query))[:10]
    found = vectors.nearest("passages", query, 10, Wanted(until))
    assert list(found) == [str(n) for n in nearest]
    assert found == pytest.approx({str(n): float(rows[n] @ query) for n in nearest}, abs=1e-5)
