"""Who asks what one publisher says gets its passages, all of them and nobody else's, however few they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Article, Library, ranking
from store.retrieval import LibraryRetriever
from tests.bench.filling import fill, synthetic
from tests.store.hashing import hashing

QUESTION = "Which ferry sails from Rajin to Vladivostok?"


def _article(n: int, publisher: str | None, text: str) -> Article:
    return Article("", f"Report {n}", text, publisher, f"2019-{1 + n % 12:02}-01", source=f"report-{n}")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Sixty reports of others that answer nearly word by word, and three of an agency that do not."""
    others = [
        _article(n, "NK News" if n % 2 else None, f"Ferry {n} sails from Rajin to Vladivostok.") for n in range(60)
    ]
    own = [_article(60 + n, "KCNA (agency)", f"Farmers brought in harvest {n} of the rice.") for n in range(3)]
    home = tmp_path_factory.mktemp("library")
    with Library.open(home, embedding=hashing(), seeds=False) as library:
        library.add_articles([*others, *own])
        yield library


@pytest.mark.parametrize("few", [500, 2, -1], ids=["compared with all", "few are too many", "found by Chroma"])
def test_one_publisher_is_all_that_is_found(library: Library, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "_FEW", few)
    hits = library.search(QUESTION, publisher="kcna")
    assert {hit.passage.article.title for hit in hits} == {"Report 60", "Report 61", "Report 62"}
    hits = library.search(QUESTION, k=10, publisher="NK News")
    assert len(hits) == 10
    assert {hit.passage.article.publisher for hit in hits} == {"NK News"}


def test_the_day_narrows_a_publisher_further(library: Library) -> None:
    hits = library.search(QUESTION, as_of="2019-01", publisher="KCNA")
    assert [hit.passage.article.title for hit in hits] == ["Report 60"]


@pytest.mark.parametrize("publisher", ["Nobody's Times", "%", "'"])
def test_a_publisher_that_is_not_there_gives_nothing(library: Library, publisher: str) -> None:
    found = library.search(QUESTION, publisher=publisher)
    assert all(publisher in str(hit.passage.article.publisher) for hit in found)
    assert not found


def test_a_retriever_can_be_bound_to_a_publisher(library: Library) -> None:
    documents = LibraryRetriever(library=library, publisher="KCNA").invoke(QUESTION)
    assert {document.metadata["publisher"] for document in documents} == {"KCNA (agency)"}


def test_the_few_are_scored_as_among_all(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = {hit.passage.id: hit for hit in library.search(QUESTION, k=30, publisher="NK News")}
    monkeypatch.setattr(ranking, "_FEW", -1)
    searched = {hit.passage.id: hit for hit in library.search(QUESTION, k=30, publisher="NK News")}
    assert exact.keys() == searched.keys()
    for name, hit in exact.items():
        assert (hit.score, hit.similarity) == pytest.approx((searched[name].score, searched[name].similarity), abs=1e-4)


@pytest.mark.slow
def test_three_passages_of_ten_thousand_are_found(tmp_path: Path) -> None:
    with Library.open(tmp_path / "home", embedding=synthetic(), seeds=False) as library:
        library._access.write(lambda writer: fill(writer, 10_000), prepared=False)
        own = [_article(n, "KCNA", f"Farmers brought in harvest {n} of the rice.") for n in range(3)]
        library.add_articles(own)
        hits = library.search("bababa babado ferry", publisher="KCNA")
        assert sorted(hit.passage.article.title for hit in hits) == ["Report 0", "Report 1", "Report 2"]
