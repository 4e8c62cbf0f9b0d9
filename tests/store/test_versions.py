"""An article that changes: what was cited of the earlier text can still be read, and only the newest is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Article, Library
from store.backup import back_up, restore
from store.catalog import Catalog
from store.chunking import split_passages
from store.errors import ArticleNotFoundError
from store.loading import article_id
from store.locations import Locations
from store.planning import plan
from store.proofs import wrong_passages, wrong_versions
from tests.store.hashing import hashing

FIRST = "The ferry sailed from Rajin to Vladivostok in May. It carried forty passengers."
SECOND = "The ferry sailed from Rajin to Vladivostok in May. It carried sixty passengers."
THIRD = "The ferry never sailed. The line was closed in June."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", embedding=hashing(), seeds=False) as library:
        yield library


def take(library: Library, text: str, source: str = "ferry") -> Article:
    """Have the article of a source say `text`, and return it as stored."""
    report = library.add_articles([Article(id="", title="Ferry", text=text, source=source)])
    (article,) = report.added + report.updated + report.unchanged
    return article


def test_what_was_cited_of_an_earlier_text_can_still_be_read(library: Library) -> None:
    first, second, third = (take(library, text) for text in (FIRST, SECOND, THIRD))
    assert library.articles() == [third]
    assert library.article(first.id) == replace(first, superseded_by=third.id)
    assert library.article(second.id[:6]) == replace(second, superseded_by=third.id)
    assert [version.id for version in library.versions(third.id)] == [second.id, first.id]
    assert library.status().versions == 2
    assert library.status().problems == []


def test_no_search_finds_an_earlier_text(library: Library) -> None:
    take(library, FIRST)
    third = take(library, THIRD)
    assert {hit.passage.article.id for hit in library.search("ferry forty passengers Rajin")} == {third.id}
    assert library.passages(third.id)[-1].end == len(THIRD)


def test_a_text_that_comes_back_has_its_earlier_id(library: Library) -> None:
    first, second, again = (take(library, text) for text in (FIRST, SECOND, FIRST))
    assert again == first == library.article(first.id)
    assert library.article(second.id).superseded_by == first.id
    assert library.search("forty passengers", k=1)[0].passage.article == first
    assert library.status().problems == []


def test_another_date_makes_no_other_version(library: Library) -> None:
    first = take(library, FIRST)
    dated = replace(first, published="2019-04-01")
    assert library.add_articles([dated]).updated == [dated]
    assert library.versions(first.id) == []


def test_the_earlier_text_in_another_file_is_an_article_of_its_own(library: Library) -> None:
    first, second = take(library, FIRST), take(library, SECOND)
    copy = take(library, FIRST, "another file")
    assert copy.id not in (first.id, second.id)
    assert library.article(first.id).superseded_by == second.id
    assert library.article(copy.id).superseded_by is None


def test_an_article_is_removed_with_its_earlier_versions_and_not_by_the_id_of_one(library: Library) -> None:
    first, second = take(library, FIRST), take(library, SECOND)
    with pytest.raises(ArticleNotFoundError, match=f"earlier version of {second.id}"):
        library.remove(first.id)
    library.remove(second.id)
    for gone in (first, second):
        with pytest.raises(ArticleNotFoundError):
            library.article(gone.id)
    assert take(library, FIRST) == first


def test_a_rebuild_and_a_backup_keep_the_earlier_versions(library: Library, tmp_path: Path) -> None:
    first, second = take(library, FIRST), take(library, SECOND)
    library.rebuild()
    back_up(library.locations, tmp_path / "saved.zip")
    restore(Locations.at(tmp_path / "other"), tmp_path / "saved.zip")
    with Library.open(tmp_path / "other", embedding=hashing()) as other:
        for held in (library, other):
            assert held.article(first.id) == replace(first, superseded_by=second.id)
            assert held.status().problems == []


def test_doctor_tells_of_a_version_without_its_article(library: Library) -> None:
    take(library, FIRST)
    take(library, SECOND)
    catalog = library._access.catalog
    with catalog.writing():
        catalog.connection.execute("UPDATE versions SET newest = 'nobody'")
    assert [problem for problem in library.status().problems if "1 earlier versions" in problem]


@settings(max_examples=60, deadline=None)
@given(edits=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([FIRST, SECOND, THIRD])), max_size=8))
def test_whatever_changes_in_whatever_order_every_id_keeps_its_text(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str]]
) -> None:
    catalog = Catalog.open(tmp_path_factory.mktemp("home") / "catalog.db")
    given_out: dict[str, str] = {}
    for source, text in edits:
        outcome, article, old = plan(catalog, Article(id="", title="Ferry", text=text, source=source))
        if outcome != "unchanged":
            with catalog.writing():
                catalog.put(article, article_id(text), split_passages(article), old)
        assert given_out.setdefault(article.id, text) == text
        assert {name: catalog.article(name).text for name in given_out} == given_out
    assert [*wrong_versions(catalog), *wrong_passages(catalog)] == []
    catalog.close()
