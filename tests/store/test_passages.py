"""Passages tile their article and sentences are exact slices: every quote depends on it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Article, Library
from store.chunking import LONGEST, SHORTEST, count_words, split_passages
from store.sentences import LONGEST as LONGEST_SENTENCE
from store.sentences import split_sentences
from store.text import sanitise

SCRIPTS = "Ким Чен Ын прибыл. «да» 김정은이 왔다. 列車。"
WORDS = st.sampled_from(
    f"Kim Putin U.S. Mr. said 10,000 3.5 “yes” {SCRIPTS} visit? No! \n \n\n - e.g. J. K.".split(" "),
)
TEXTS = st.lists(WORDS, max_size=400).map(" ".join) | st.text(st.characters(exclude_categories=["Cs"]), max_size=500)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["en", "ru", "ko"]))
def test_any_article_is_tiled_without_gap_or_overlap(text: str, language: str) -> None:
    text = sanitise(text).strip()
    article = Article(id="a", title="t", text=text, language=language)
    passages = split_passages(article)
    if passages:
        assert "".join(passage.text for passage in passages) == text
    position = 0
    for ordinal, passage in enumerate(passages):
        assert (passage.ordinal, passage.start) == (ordinal, position)
        assert passage.text == text[passage.start : passage.end]
        assert passage.sentences
        for sentence in passage.sentences:
            assert passage.start <= sentence.start < sentence.end <= passage.end
            assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        position = passage.end
    assert sum(len(passage.sentences) for passage in passages) == len(split_sentences(text, language))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Mr. Smith of the U.S. Senate. They left.", ["He met Mr. Smith of the U.S. Senate.", "They left."]),
        ("A no-deal DPRK-U.S. summit was held. It failed.", ["A no-deal DPRK-U.S. summit was held.", "It failed."]),
        ("“It is overdue.” He agreed.", ["“It is overdue.”", "He agreed."]),
        ("J. K. Lee paid 3.5 million won. Why?", ["J. K. Lee paid 3.5 million won.", "Why?"]),
        ("Headline without a stop\n\nThe text.", ["Headline without a stop", "The text."]),
        ("Он прибыл 12 сентября. Поезд ушёл.", ["Он прибыл 12 сентября.", "Поезд ушёл."]),
        ("김정은이 왔다. 그는 갔다.", ["김정은이 왔다.", "그는 갔다."]),
        ("* * *\n\n[...]\n\nText.", ["Text."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == expected


def test_endless_text_is_cut_so_that_it_can_be_quoted() -> None:
    text = "word and, " * 1000
    assert max(len(sentence.text) for sentence in split_sentences(text)) <= LONGEST_SENTENCE


def test_a_headline_never_stands_alone_and_ends_no_passage() -> None:
    body = "The delegation arrived in the morning and left in the evening of the same day. " * 9
    text = "\n\n".join(f"Headline number {n}\n\n{body.strip()}" for n in range(6))
    passages = split_passages(Article(id="a", title="t", text=text))
    assert len(passages) >= 6
    assert not any(passage.sentences[-1].text.startswith("Headline") for passage in passages)


def test_passages_of_the_seeds_have_the_size_that_search_and_prompts_expect(seed_library: Library) -> None:
    sizes = [count_words(p.text) for article in seed_library.articles() for p in seed_library.passages(article.id)]
    assert all(SHORTEST <= size <= LONGEST for size in sizes)
