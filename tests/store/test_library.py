"""What a library promises: an article once, its newest text only, and passages found by meaning, word and date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from store import Article, Library, TumenError
from store.errors import ArticleNotFoundError
from store.retrieval import LibraryRetriever
from store.terms import index_terms
from tests.store.hashing import hashing

STORY = "The ferry sailed from Rajin to Vladivostok in May. It carried forty passengers.\n\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", embedding=hashing(), seeds=False) as library:
        yield library


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_the_seeds_are_there_at_first_and_stay_away_once_removed(home: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    with Library.open(embedding=hashing(), progress=lambda *at: heard.append(at)) as library:
        assert library.locations.home == home
        articles = library.articles()
        assert [(a.publisher, a.published, a.published_inferred) for a in articles] == [
            ("Lenta.ru", "2023-09-12", True),
            ("NK News", "2019-04-01", True),
        ]
        for article in articles:
            library.remove(article.id)
    assert heard[0][0] == 0
    assert heard[-1][0] == heard[-1][1]
    with Library.open(embedding=hashing()) as library:
        assert library.articles() == []
        assert library.search("anything") == []
        assert len(library.add(["seeds"]).added) == 2


def test_adding_again_does_nothing_and_a_copy_is_the_same_article(library: Library, tmp_path: Path) -> None:
    file, copy = write(tmp_path / "in" / "a.txt", STORY), write(tmp_path / "in" / "b.txt", STORY)
    report = library.add([file, copy, tmp_path / "in"])
    assert (len(report.added), len(report.unchanged), len(report.updated)) == (1, 1, 0)
    generation = library._access.catalog.generation()
    assert len(library.add([tmp_path / "in"]).unchanged) == 2
    assert library._access.catalog.generation() == generation


def test_a_changed_file_replaces_its_passages(library: Library, tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", STORY * 30)
    (before,) = library.add([file]).added
    write(file, "A train came instead. " * 20)
    (after,) = library.add([file]).updated
    assert library.articles() == [after]
    assert after.id != before.id
    assert [hit.passage.article.text for hit in library.search("ferry passengers Rajin")] == [after.text]
    assert library.document_frequency(index_terms("ferry")) == dict.fromkeys(index_terms("ferry"), 0)
    assert library.passage_count == len(library.passages(after.id))
    assert library.status().problems == []


def test_a_new_date_in_the_front_matter_reaches_the_date_filter(library: Library, tmp_path: Path) -> None:
    file = write(tmp_path / "a.md", f"---\npublished: 2020-01-01\n---\n{STORY}")
    library.add([file])
    write(file, f"---\npublished: 2022-01-01\n---\n{STORY}")
    assert len(library.add([file]).updated) == 1
    assert library.search("ferry", as_of="2021-01-01") == []


def test_one_bad_source_stops_no_other(library: Library, tmp_path: Path) -> None:
    good, empty = write(tmp_path / "good.txt", STORY), write(tmp_path / "empty.txt", "")
    report = library.add([tmp_path / "missing", empty, good])
    assert [article.source for article in report.added] == [str(good)]
    assert report.skipped == [(str(tmp_path / "missing"), "not found"), (str(empty), "empty")]


def test_texts_with_the_same_id_get_different_ones(library: Library, tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", STORY)
    (first,) = library.add([file]).added
    write(file, "The file says something else now. " * 5)
    library.add([file])
    (second,) = library.add([write(tmp_path / "b.txt", STORY)]).added
    assert second.id != first.id
    assert library.article(second.id).text == STORY.strip()


def test_a_report_on_any_number_of_articles_may_hold_no_text(library: Library, tmp_path: Path) -> None:
    """Else the memory of an add grows with all that it ever read."""
    (told,) = library.add([write(tmp_path / "a.txt", STORY)], texts=False).added
    (article,) = library.articles()
    assert told == replace(article, text="")
    assert article.text


def test_an_article_is_found_by_a_unique_beginning_of_its_id(library: Library, tmp_path: Path) -> None:
    (article,) = library.add([write(tmp_path / "a.txt", STORY)]).added
    assert library.article(article.id[:5]) == article == library.article(article.id)
    for wrong in ["", "zzz", article.id + "0", "%"]:
        with pytest.raises(ArticleNotFoundError, match="tumen articles"):
            library.article(wrong)
    library.add_articles([Article(id="", title=str(n), text=f"Text {n}.", source=str(n)) for n in range(17)])
    with pytest.raises(ArticleNotFoundError, match="more than one"):
        library.article(next(c for c in "0123456789abcdef" if sum(a.id[0] == c for a in library.articles()) > 1))


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        ("2019-04-01", "day"),
        ("2019-04-15", "day"),
        ("2019-04", "day month"),
        ("2018", ""),
        (date(2020, 1, 1), "day month"),
    ],
)
def test_as_of_sees_what_was_published_by_then_and_nothing_undated(
    library: Library, as_of: str | date, found: str
) -> None:
    dates = {"day": "2019-04-01", "month": "2019-04", "undated": None, "later": "2023-09-12"}
    library.add_articles(
        [Article(id="", title=t, text=f"The ferry sailed, {t}.", published=d, source=t) for t, d in dates.items()]
    )
    assert {hit.passage.article.title for hit in library.search("ferry", as_of=as_of)} == set(found.split())
    with pytest.raises(TumenError, match="is not a date"):
        library.search("ferry", as_of="last week")


def test_scores_are_the_true_cosines_and_best_first(seed_library: Library) -> None:
    question = "Who visited Pyongyang at the end of July?"
    query = seed_library.embed_query(question)
    hits = seed_library.search(question, k=8)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 < hit.score < 1 for hit in hits)
    for hit, rows in zip(hits, seed_library.sentence_vectors([hit.passage for hit in hits]), strict=True):
        assert rows.shape == (len(hit.passage.sentences), len(query))
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
        assert hit.best_sentence == pytest.approx(float((rows @ query).max()), abs=1e-3)
        own = seed_library._access.embedder().passages([hit.passage.text.strip()])[0]
        assert hit.similarity == pytest.approx(float(own @ query), abs=2e-2)
    assert hits[0].passage.text.find("Sergei Shoigu visited Pyongyang") >= 0


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Where did Kim Jong Un meet Putin in April 2019?", "Far Eastern Federal University"),
        ("На чём дипломаты пересекли границу в феврале 2021 года?", "handcar"),
        ("김정은은 러시아에 무엇을 타고 갔습니까?", "train"),
    ],
)
def test_a_question_finds_its_passage_in_any_language(seed_library: Library, question: str, words: str) -> None:
    assert any(words in hit.passage.text for hit in seed_library.search(question, k=3))


@pytest.mark.parametrize("question", ["", "?!", '"', "a OR b NOT c NEAR(", "x" * 5000, "Ким " * 500, "\x00\ud800", "*"])
def test_no_question_breaks_search(seed_library: Library, question: str) -> None:
    assert len(seed_library.search(question, k=3)) == 3


def test_document_frequency_counts_passages(library: Library) -> None:
    texts = ["The ferry sailed.", "The ferry and the ferry.", "A train."]
    library.add_articles([Article(id="", title=t, text=t, source=t) for t in texts])
    (ferry,) = index_terms("ferry")
    assert library.document_frequency([ferry, "absent", "x_y"]) == {ferry: 2, "absent": 0, "x_y": 0}


def test_another_embedding_makes_the_vectors_anew(tmp_path: Path) -> None:
    with Library.open(tmp_path, embedding=hashing("one"), seeds=False) as library:
        library.add_articles([Article(id="", title="t", text=STORY, source="s")])
    with Library.open(tmp_path, embedding=hashing("two"), seeds=False) as library:
        assert library.status().problems != []
        assert library.search("ferry")[0].passage.text == STORY
        assert library.status().problems == []


def test_langchain_gets_documents_that_lead_back_to_the_article(seed_library: Library) -> None:
    for document in LibraryRetriever(library=seed_library, k=2).invoke("Who is Matsegora?"):
        article = seed_library.article(document.metadata["article_id"])
        place = slice(document.metadata["start"], document.metadata["end"])
        assert article.text[place].strip() == document.page_content


def test_a_new_notion_of_words_files_the_passages_anew(tmp_path: Path) -> None:
    with Library.open(tmp_path, embedding=hashing(), seeds=False) as library:
        library.add_articles([Article(id="", title="t", text=STORY, source="s")])
        with library._access.catalog.writing():
            library._access.catalog.connection.execute("UPDATE keywords SET terms = 'other'")
            library._access.catalog.set_fact("terms", "of another release")
    with Library.open(tmp_path, embedding=hashing(), seeds=False) as library:
        assert library.search("ferry")[0].bm25 > 0
        assert library.document_frequency(["other"]) == {"other": 0}
        assert library.status().problems == []
