"""What a user would lose if re-embedding for another model could not go on where it was cut off."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store import Article, Library
from store.embedding import Embedder
from store.embedding_cache import EmbeddingCache
from store.locations import Locations
from tests.store.hashing import HashEmbeddings, hashing

ARTICLES = [
    Article(id="", title=f"Article {n}", text=f"The ferry {n} sails on day {n}.", source=f"{n}") for n in range(6)
]


class Counting(HashEmbeddings):
    """Notes what it embeds, and ends the process's work after so many texts."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.seen: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if len(self.seen) + len(texts) > self.most:
            raise KeyboardInterrupt
        self.seen += texts
        return super().embed_documents(texts)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the home of a library embedded with one model, of which another has done a part, with no cache to help."""
    with Library.open(tmp_path, embedding=hashing("old"), seeds=False) as library:
        library.add_articles(ARTICLES)
    with (
        Library.open(tmp_path, embedding=Embedder("new", Counting(4)), seeds=False) as library,
        pytest.raises(KeyboardInterrupt),
    ):
        library.search("ferry")
    EmbeddingCache(Locations.at(tmp_path).embeddings).clear()
    return tmp_path


def test_another_model_goes_on_where_it_was_cut_off(home: Path) -> None:
    model = Counting(10_000)
    with Library.open(home, embedding=Embedder("new", model), seeds=False) as library:
        assert len(library.search("ferry", k=6)) == len(ARTICLES)
        assert not library.status().problems
    assert "The ferry 0 sails on day 0." not in model.seen
    assert "The ferry 5 sails on day 5." in model.seen


def test_the_old_vectors_answer_until_the_swap(home: Path) -> None:
    with Library.open(home, embedding=hashing("old"), seeds=False) as library:
        assert len(library.search("ferry", k=6)) == len(ARTICLES)


def test_an_article_that_was_removed_meanwhile_leaves_no_vectors(home: Path) -> None:
    with Library.open(home, embedding=hashing("old"), seeds=False) as library:
        first = next(article for article in library.articles() if article.title == "Article 0")
        with library._access.catalog.writing():
            library._access.catalog.remove(first.id)
    with Library.open(home, embedding=hashing("new"), seeds=False) as library:
        assert len(library.search("ferry", k=6)) == len(ARTICLES) - 1
        assert not library.status().problems


def test_an_explicit_rebuild_begins_anew(home: Path) -> None:
    model = Counting(10_000)
    with Library.open(home, embedding=Embedder("new", model), seeds=False) as library:
        library.rebuild()
    assert {article.text for article in ARTICLES} <= set(model.seen)


def test_what_a_rebuild_killed_right_after_its_swap_left_is_removed_by_whoever_reads_next(tmp_path: Path) -> None:
    """A library that is only read would otherwise take twice the disk for good."""
    with Library.open(tmp_path, embedding=hashing("old"), seeds=False) as library:
        library.add_articles(ARTICLES)
    shutil.copytree(tmp_path / "chroma-1", tmp_path / "kept")
    with Library.open(tmp_path, embedding=hashing("new"), seeds=False) as library:
        library.search("ferry")
    (tmp_path / "kept").rename(tmp_path / "chroma-1")
    with Library.open(tmp_path, embedding=hashing("new"), seeds=False) as library:
        assert len(library.search("ferry", k=6)) == len(ARTICLES)
    assert [folder.name for folder in tmp_path.glob("chroma-*")] == ["chroma-2"]
