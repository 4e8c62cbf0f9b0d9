"""Languages, stems and index terms: what a search in one word form finds in another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.terms import index_terms, query_terms
from store.words import content_stems, language_of, stem, strip_particle, tokens


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister arrived in Pyongyang.", "en"),
        ("Министр прибыл в Пхеньян.", "ru"),
        ("장관이 평양에 도착했다.", "ko"),
        ("Der Minister ist in Pjöngjang angekommen.", "de"),
        ("Kim Jong Un (김정은) met Putin (Путин).", "en"),
        ("", "en"),
        ("123 …", "en"),
    ],
)
def test_the_language_is_known_by_script_and_function_words(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("troops", "troop", "en"),
        ("denied", "denies", "en"),
        ("U.S.", "US", "en"),
        ("министра", "министром", "ru"),
        ("Ёлка", "елка", "ru"),
        ("Владивостоке", "Владивосток", "en"),
        ("평양에서", "평양", "ko"),
        ("Minister", "Ministers", "de"),
    ],
)
def test_forms_of_a_word_fall_together(one: str, other: str, language: str) -> None:
    assert stem(one, language) == stem(other, language)


def test_a_korean_particle_goes_and_a_short_word_stays() -> None:
    assert strip_particle("평양에서") == "평양"
    assert strip_particle("나는") == "나는"


def test_function_words_carry_no_subject() -> None:
    assert content_stems("Who is the one that was there?") == ()
    assert content_stems("кто это был") == ()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Путин", "Vladimir Putin arrived."),
        ("평양", "The minister came to Pyongyang."),
        ("Pyongyang", "Министр прибыл в Пхеньян."),
        ("DPRK", "The North Korean leader left."),
        ("철도", "한반도철도가 연결되었다."),
    ],
)
def test_a_name_is_found_in_another_script_or_inside_a_compound(question: str, text: str) -> None:
    assert set(query_terms(question)) & set(index_terms(text))


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=80))
def test_no_text_breaks_the_index(text: str) -> None:
    """A term with a quote or a star in it would be an operator of the keyword index."""
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
    for term in [*index_terms(text), *query_terms(text)]:
        assert term
        assert all(c.isalnum() or c == "_" for c in term) or term.isidentifier() or not set(term) & set("\"'*^:()-+ ")
