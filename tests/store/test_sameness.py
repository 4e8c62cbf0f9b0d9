"""Copies of one story count as one origin, and two stories that share a form, a quotation or a site stay two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Article, Library
from store.sameness import Story, same_story
from store.sentences import split_sentences
from store.sketching import bands
from tests.store.hashing import hashing

CASES = yaml.safe_load(Path(__file__).with_name("sameness.yaml").read_text())
ARTICLES = {name: parts for articles in CASES["stories"].values() for name, parts in articles.items()}
MISSED = {frozenset(pair) for pair in CASES["missed"]}
COPIES = {frozenset(pair) for articles in CASES["stories"].values() for pair in combinations(articles, 2)}


def text_of(name: str) -> str:
    return "\n\n".join(CASES["paragraphs"][part] for part in ARTICLES[name] if part in CASES["paragraphs"])


def published(name: str) -> str | None:
    return next((str(part) for part in ARTICLES[name] if str(part) not in CASES["paragraphs"]), None)


def story(name: str) -> Story:
    return Story.of([sentence.text for sentence in split_sentences(text_of(name))], published(name))


def test_copies_are_told_from_other_stories_in_every_labelled_pair() -> None:
    """Precision is 1 over these pairs, and recall all but the pairs that are listed as missed."""
    pairs = [*combinations(ARTICLES, 2), *((b, a) for a, b in combinations(ARTICLES, 2))]
    assert {frozenset(pair) for pair in pairs if same_story(*map(story, pair))} == COPIES - MISSED
    assert MISSED < COPIES
    sketches = {name: set(bands(text_of(name))) for name in ARTICLES}
    assert [pair for pair in COPIES - MISSED if not set.intersection(*(sketches[name] for name in pair))] == []


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", embedding=hashing(), seeds=False) as library:
        yield library


def article(name: str, publisher: str | None = None, *, url: str | None = None, source: str = "") -> Article:
    return Article(
        id="",
        title=name,
        text=text_of(name),
        publisher=publisher,
        published=published(name),
        url=url,
        source=source or name,
    )


def linked(library: Library) -> set[frozenset[str]]:
    titles = {held.id: held.title for held in library.articles()}
    return {frozenset({titles[one], titles[other]}) for one, others in library.copied().items() for other in others}


@pytest.mark.parametrize("backwards", [False, True])
def test_the_labelled_cases_are_linked_when_they_are_added_and_no_article_is_lost(
    library: Library, backwards: bool
) -> None:
    names = sorted(ARTICLES, reverse=backwards)
    report = library.add_articles([article(name, publisher=name) for name in names])
    assert len(report.added) == len(names) == len(library.articles())
    assert linked(library) == COPIES - MISSED
    assert library.status().problems == []


def test_a_search_returns_one_copy_and_says_who_else_printed_it(library: Library) -> None:
    library.add_articles([article("port-wire", "Politicoscope"), article("port", "NK News"), article("envoy", "TASS")])
    hits = library.search("Kuzbass mines wagons Khasan customs papers", k=8)
    (hit,) = [hit for hit in hits if "Kuzbass" in hit.passage.text]
    assert hit.passage.article.publisher == "NK News"
    assert hit.passage.also_at == ("Politicoscope",)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    (own,) = [hit for hit in hits if hit.passage.article.publisher == "TASS"]
    assert own.passage.also_at == ()


def test_what_only_one_copy_says_is_still_found(library: Library) -> None:
    library.add_articles([article("port", "NK News"), article("port-framed", "Politicoscope")])
    found = " ".join(
        hit.passage.text
        for hit in library.search("readers asked harbour across the border answer of the agencies", k=8)
    )
    assert CASES["paragraphs"]["frame-1"] in found


def test_a_copy_that_was_not_out_yet_is_not_named(library: Library) -> None:
    library.add_articles([article("port", "NK News"), article("port-exact", "Politicoscope")])
    for day, named in (("2019-05-14", ()), ("2019-05-15", ("Politicoscope",))):
        (hit,) = library.search("Kuzbass", k=1, as_of=day)
        assert hit.passage.also_at == named


def test_the_same_text_is_one_article_of_one_publisher_and_two_of_two(library: Library) -> None:
    library.add_articles([article("port", "NK News")])
    for publisher, url, outcome in (
        ("nk news", None, "unchanged"),
        (None, "https://[broken", "unchanged"),
        ("Politicoscope", None, "added"),
        ("Politicoscope", "https://politicoscope.example", "unchanged"),
    ):
        report = library.add_articles([article("port", publisher, url=url, source=f"{publisher} {url}")])
        assert len(getattr(report, outcome)) == 1
    assert {held.publisher for held in library.articles()} == {"NK News", "Politicoscope"}
    assert [copy.publisher for copy in library.copies(library.articles()[0].id)]


def test_a_text_that_changes_leaves_its_copies(library: Library) -> None:
    library.add_articles([article("port", "NK News"), article("port-exact", "Politicoscope")])
    assert len(linked(library)) == 1
    library.add_articles([replace(article("port-own", "Politicoscope"), source="port-exact")])
    assert linked(library) == set()
    library.add_articles([article("port-exact", "Politicoscope")])
    assert len(linked(library)) == 1
    library.remove(library.articles()[0].id)
    assert linked(library) == set()


def test_a_library_of_before_links_its_copies_at_the_first_question(tmp_path: Path) -> None:
    with Library.open(tmp_path / "home", embedding=hashing(), seeds=False) as library:
        library.add_articles([article("port", "NK News"), article("port-wire", "Politicoscope")])
        before = linked(library)
        catalog = library._access.catalog
        with catalog.writing():
            for rows in ("sketches", "copies", "facts WHERE name = 'sketches'"):
                catalog.connection.execute(f"DELETE FROM {rows}")
        assert linked(library) == set()
        library.search("Kuzbass")
        assert linked(library) == before != set()


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(st.sampled_from("ab c1.\n한字й"), max_size=200), min_size=2, max_size=2))
def test_whatever_texts_are_compared_the_order_does_not_matter(texts: list[str]) -> None:
    one, other = (Story.of([s.text for s in split_sentences(text)], None) for text in texts)
    assert same_story(one, other) == same_story(other, one)
    assert len(bands(texts[0])) in (0, 32)
