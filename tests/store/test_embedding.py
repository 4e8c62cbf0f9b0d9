"""What an answer would lose if the vectors of its sentences were mixed up, made twice, or waited for too long."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.embedding import REMEMBERED, Embedder, load_embedder
from store.errors import EmbeddingError
from tests.store.hashing import HashEmbeddings, hashing


class Slow(HashEmbeddings):
    """Takes a while for each text, and remembers which it was asked for."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds
        self.asked: list[str] = []

    def embed_query(self, text: str) -> list[float]:
        time.sleep(self.seconds)
        self.asked.append(text)
        return super().embed_query(text)


@given(st.lists(st.lists(st.sampled_from([f"text {n}" for n in range(8)]), max_size=6), max_size=6))
def test_every_text_gets_its_own_vector_however_often_and_with_whatever_it_is_asked_for(asks: list[list[str]]) -> None:
    embedder, alone = hashing(), hashing()
    for texts in asks:
        rows = embedder.queries(texts)
        assert len(rows) == len(texts)
        for text, row in zip(texts, rows, strict=True):
            assert np.array_equal(row, alone.queries([text])[0])


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_several_questions_at_once_get_the_vectors_that_each_gets_alone(count: int) -> None:
    e5, other = load_embedder("e5"), load_embedder("e5")
    some = ["Who met whom?", "Кто приехал в Пхеньян?", "김정은은 어디에서 푸틴을 만났는가?", "x" * 3000, "When?"]
    texts = some[:count]
    assert np.array_equal(e5.queries(texts), np.stack([other.queries([text])[0] for text in texts]))


def test_what_was_begun_is_embedded_once_whoever_asks_for_it() -> None:
    model = Slow(0.02)
    embedder = Embedder("slow", model)
    embedder.begin(["one", "two", "three"])
    texts = ["one", "two", "three", "four"]
    with ThreadPoolExecutor(len(texts)) as pool:
        rows = list(pool.map(lambda text: embedder.queries([text])[0], texts))
    assert sorted(model.asked) == sorted(texts)
    assert np.array_equal(rows, hashing().queries(texts))


def test_the_last_texts_are_remembered_and_no_more() -> None:
    model = Slow()
    embedder = Embedder("slow", model)
    embedder.queries([f"text {n}" for n in range(REMEMBERED)])
    embedder.queries(["text 0"])
    embedder.queries(["another"])
    model.asked.clear()
    embedder.queries(["text 0", "another"])
    assert model.asked == []
    embedder.queries(["text 1"])
    assert model.asked == ["text 1"]


def test_what_fails_beside_the_proof_fails_where_it_is_asked_for() -> None:
    class Broken(HashEmbeddings):
        def embed_query(self, text: str) -> list[float]:
            raise RuntimeError("out of order")

    embedder = Embedder("broken", Broken())
    embedder.begin(["one"])
    with pytest.raises(EmbeddingError, match="out of order"):
        embedder.queries(["one"])
