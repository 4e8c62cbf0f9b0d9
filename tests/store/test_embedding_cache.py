"""What a user would lose if a text that was embedded before were embedded again, or another's vector taken for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from store import Article, Library
from store.embedding import Embedder, Matrix
from store.embedding_cache import EmbeddingCache
from tests.store.hashing import HashEmbeddings, hashing


class Counting(HashEmbeddings):
    """Notes what it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.seen += texts
        return super().embed_documents(texts)


def made_by(embedder: Embedder, seen: list[str], cache: EmbeddingCache, texts: Sequence[str]) -> Matrix:
    def embed(texts: Sequence[str]) -> Matrix:
        seen.extend(texts)
        return embedder.passages(texts)

    return cache.embedded(embedder.name, texts, embed)


def test_an_article_that_comes_back_costs_no_embedding(tmp_path: Path) -> None:
    article = Article(id="", title="Ferry", text="The ferry sails. It is old.", source="1")
    model = Counting()
    with Library.open(tmp_path, embedding=Embedder("counting", model), seeds=False) as library:
        library.add_articles([article])
        library.remove(library.articles()[0].id)
        model.seen.clear()
        library.add_articles([article])
        assert not model.seen
        assert [hit.passage.text.strip() for hit in library.search("ferry")] == [article.text]
        assert not library.status().problems
        library.rebuild()
        assert "The ferry sails." in model.seen


def test_each_text_has_the_vector_of_its_own_model(tmp_path: Path) -> None:
    cache, seen = EmbeddingCache(tmp_path / "cache"), list[str]()
    texts = ["a ferry", "a bridge", "a ferry"]
    for embedder in (hashing("one"), hashing("two", 32), hashing("one")):
        assert made_by(embedder, seen, cache, texts) == pytest.approx(embedder.passages(texts))
    assert seen == ["a ferry", "a bridge"] * 2
    cache.close()


def test_an_endpoint_whose_model_has_changed_under_its_name_is_believed(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path / "cache")
    made_by(hashing("one"), [], cache, ["a ferry"])
    now = hashing("one", 32)
    assert np.allclose(made_by(now, [], cache, ["a ferry", "a bridge"]), now.passages(["a ferry", "a bridge"]))
    cache.close()


def test_the_file_stays_small(tmp_path: Path) -> None:
    row = hashing().passages(["x"]).nbytes
    cache, seen = EmbeddingCache(tmp_path / "cache", most_bytes=10 * row), list[str]()
    for n in range(50):
        made_by(hashing(), seen, cache, [f"text {n}"])
    seen.clear()
    made_by(hashing(), seen, cache, [f"text {n}" for n in range(50)])
    assert seen == [f"text {n}" for n in range(40)]
    cache.close()


def test_a_damaged_file_is_done_without_and_begun_anew(tmp_path: Path) -> None:
    path, seen = tmp_path / "cache", list[str]()
    path.write_bytes(b"no database" * 1000)
    for _ in range(2):
        cache = EmbeddingCache(path)
        assert made_by(hashing(), seen, cache, ["a ferry"]) == pytest.approx(hashing().passages(["a ferry"]))
        cache.close()
    assert seen == ["a ferry"]
